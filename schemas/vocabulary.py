"""The closed vocabularies: every member carries its one-line meaning.

Prompts, JSON Schema descriptions and the documentation print the meanings from here, so that they
cannot drift apart from the members.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

__all__ = [
    "Basis",
    "Category",
    "Direction",
    "FindingCode",
    "Indicator",
    "Magnitude",
    "Qualifier",
    "Reason",
    "SectionStatus",
    "Status",
    "Term",
]


class Term(StrEnum):
    """A member of a closed vocabulary: its value is the code, `meaning` is one line of English."""

    meaning: str

    def __new__(cls, code: str, meaning: str = "") -> Self:
        """Make the member from its code and its meaning."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member


class Indicator(Term):
    """What is measured."""

    PRODUCTION = "production", "output, production schedule, cuts stated as output"
    OPERATING_RATE = "operating_rate", "operating rate, capacity utilisation, operating load"
    CAPACITY = "capacity", "existing, built or sample capacity; new lines, closures, cold repairs"
    OPERATING_CAPACITY = "operating_capacity", "capacity in operation, and cuts to it"
    SHARE = "share", "a proportion of a whole: product mix, CRn, share of enterprises"
    INVENTORY = "inventory", "stocks"
    PRICE = "price", "prices, quotations, tender prices"
    TREATMENT_CHARGE = "treatment_charge", "TC, RC and concentrate indices"
    PROFIT = "profit", "profit or loss, per tonne or in total; a loss is negative"
    COST = "cost", "cost of production or of an input"
    DEMAND = "demand", "demand or orders"
    SALES = "sales", "sales"
    ARRIVALS = "arrivals", "port arrivals, imports"
    SHIPMENTS = "shipments", "port departures, exports, shipments"
    QUOTA = "quota", "mining or export quotas"
    TARIFF = "tariff", "tariffs and duties"
    PRODUCER_COUNT = "producer_count", "enterprises surveyed, halted, cutting or raising output"
    COVERAGE_RATE = "coverage_rate", "the survey's coverage of capacity"


class Basis(Term):
    """What a value is relative to."""

    LEVEL = "level", "the quantity itself"
    MOM = "mom", "against the month before"
    YOY = "yoy", "against the same period a year before"
    WOW = "wow", "against the week before"
    VS_EXPECTATION = "vs_expectation", "against an earlier forecast"
    CHANGE = "change", "a move whose comparison the text does not state"


class Direction(Term):
    """The stated movement, or the way a cause pushes."""

    UP = "up", "a rise"
    DOWN = "down", "a fall"
    FLAT = "flat", "no change; of a cause: it is said to keep the effect stable"


class Magnitude(Term):
    """How large the text calls a move, by a word of size on it."""

    SLIGHT = "slight", "slightly, marginally, modestly, minor, a little; edged, inched"
    MARKED = (
        "marked",
        "sharply, significantly, considerably, substantially, noticeably, steep; plunged, surged",
    )


class Qualifier(Term):
    """The hedge on a figure."""

    EXACT = "exact", "no hedge"
    APPROXIMATELY = "approximately", "about, around, nearly, almost, some, roughly"
    MORE_THAN = "more_than", "over, above, exceeding, at least"
    LESS_THAN = "less_than", "under, below, less than, at most"


class Status(Term):
    """Whether the figure has happened, is expected, or is somebody's aim."""

    ACTUAL = "actual", "it has happened"
    FORECAST = "forecast", "it is expected"
    TARGET = "target", "a plan, quota or guidance set by a company or an authority"


class Category(Term):
    """The kind of cause; the sign of its push is in the direction."""

    CALENDAR = "calendar", "fewer or more days, statistical-period changes"
    HOLIDAY = "holiday", "holiday shutdowns and breaks"
    MAINTENANCE = "maintenance", "planned maintenance, cold repairs, line adjustment"
    RESUMPTION = "resumption", "return from maintenance or holiday, restart of idled capacity"
    EQUIPMENT_FAILURE = "equipment_failure", "unplanned failures and outages"
    CAPACITY_ADDITION = "capacity_addition", "new lines, ramp-ups, expansions, upgrades"
    CAPACITY_REDUCTION = (
        "capacity_reduction",
        "closures, self-disciplined cuts, technical transformation, a switch of product, "
        "where given as the cause itself",
    )
    RAW_MATERIAL_SUPPLY = "raw_material_supply", "availability, stock or grade of inputs"
    RAW_MATERIAL_COST = "raw_material_cost", "prices of inputs"
    ENERGY = "energy", "price or supply of electricity and fuel"
    PRODUCT_PRICE = "product_price", "the product's own price"
    PROFITABILITY = "profitability", "margins, losses, cost lines, treatment charges"
    DEMAND = "demand", "downstream demand, orders, stockpiling, season"
    INVENTORY = "inventory", "stocks, destocking, surplus"
    ENVIRONMENT = "environment", "environmental and pollution controls"
    WEATHER = "weather", "rain, cold, dry season"
    POLICY = "policy", "tariffs, bans, quotas, subsidies, import suspensions"
    LOGISTICS = "logistics", "transport and delivery"
    OTHER = "other", "none of these"


class Reason(Term):
    """Why a run of digits, or a figure, is no metric."""

    DATE = "date", "a date, year, quarter or time of day"
    LIST_NUMBER = "list_number", "the number of a list item"
    NAME = "name", "part of the name of a product, place, company, index or document"
    GRADE = "grade", "a content, purity or size that only names a grade"
    DURATION = "duration", "a length of time"
    COUNT_IN_PASSING = "count_in_passing", "a small count told as part of a cause"
    REPEAT = "repeat", "the same fact, told again"
    NOT_A_METRIC = "not_a_metric", "a figure that fits no indicator"
    UNREADABLE = "unreadable", "digits that form no number the program can read safely"


class SectionStatus(Term):
    """What became of a section."""

    OK = "ok", "it has records or unclaimed figures"
    EMPTY = "empty", "no records and nothing unclaimed"
    FAILED = "failed", "it could not be answered"


class FindingCode(Term):
    """What the checks say of a record, a figure or a section."""

    UNCLAIMED = "unclaimed", "a figure that is neither claimed nor rejected"
    SECTION_FAILED = "section_failed", "the section could not be answered"
    UNKNOWN_FIGURE = "unknown_figure", "a label cites a figure number that the section lacks"
    UNKNOWN_SENTENCE = "unknown_sentence", "a label cites a sentence number that the section lacks"
    MISREAD_FIGURE = "misread_figure", "the answer says that the program misread a figure"
    MISSED_NOT_FOUND = "missed_not_found", "a quoted figure is not in its sentence, or is no number"
    FIGURE_UNIT_UNKNOWN = "figure_unit_unknown", "a claimed figure has no readable unit"
    CLAIMED_AND_REJECTED = "claimed_and_rejected", "a figure is both claimed and rejected"
    DUPLICATE = "duplicate", "one fact is claimed twice"
    DIRECTION_MISSING = "direction_missing", "a change without a direction"
    DIRECTION_AGAINST_SIGN = "direction_against_sign", "printed sign and direction disagree"
    DIRECTION_AGAINST_WORDS = "direction_against_words", "the words beside the figure disagree"
    BASIS_AGAINST_WORDS = "basis_against_words", "the comparison beside the figure disagrees"
    UNIT_AGAINST_INDICATOR = "unit_against_indicator", "the unit does not measure the indicator"
    PERIOD_INVALID = "period_invalid", "no ISO 8601 month, day, year or range"
    PERIOD_OUT_OF_RANGE = "period_out_of_range", "a period far from the report's month"
    PERIOD_NOT_IN_TEXT = "period_not_in_text", "a period that the section gives no ground for"
    STATUS_AGAINST_PERIOD = "status_against_period", "an actual that lies after the report's month"
    DIGITS_NOT_IN_EVIDENCE = "digits_not_in_evidence", "free text has digits that evidence lacks"
    TEXT_NOT_IN_SECTION = "text_not_in_section", "a segment, region or entity the section lacks"
    LEVELS_DISAGREE = "levels_disagree", "one quantity is given two levels for one period"
    CHANGE_AGAINST_PERCENT = "change_against_percent", "level, change and percentage disagree"
    CHANGE_AGAINST_LEVELS = "change_against_levels", "a change does not lead from level to level"
    BASE_AGAINST_ACTUAL = "base_against_actual", "the base of a forecast is not the actual"
    RATE_AGAINST_CAPACITY = "rate_against_capacity", "operating rate and capacities disagree"
    PARTS_AGAINST_TOTAL = "parts_against_total", "parts are more than their total"
