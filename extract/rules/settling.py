"""Settling: the period and status of a figure, once it is known what it measures and against what.

A quota is set and never forecast, a contract price of a month to come is known already, what fell short
has happened, and a year that is not over is not counted up yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.document import Annotated
from extract.record import record
from extract.rules.basing import EXPECTED
from extract.rules.context import Statement
from extract.rules.daily import is_of_day, month_of
from extract.rules.dates_within import parted
from extract.rules.dating import AS_BEFORE
from extract.rules.draft import Draft
from extract.rules.fitting import COUNTED
from extract.rules.foreseeing import foreseen
from extract.rules.moved_since import SINCE, moved_since
from extract.rules.orders import is_ordered
from extract.rules.outlook import is_later
from extract.rules.places import Place
from extract.rules.reckoning import revised
from extract.rules.role import Role
from extract.rules.sizes import is_scheduled, is_sized
from extract.rules.undated import INHERITED, SPANNED, SPOKEN
from schemas.units import UnitKind
from schemas.vocabulary import Basis, Indicator, Status

__all__ = ["Unsettled", "settle"]

_OFFERED = frozenset({"offer", "offers", "offered", "bids", "tender", "tenders", "contract", "talks"})
_SET = (Indicator.TARIFF, Indicator.CAPACITY)
_PRICED = (Indicator.PRICE, Indicator.TREATMENT_CHARGE)
_SIZED = (Indicator.CAPACITY, Indicator.OPERATING_CAPACITY)
_YEAR, _MONTH, _DAY = 4, 7, 10


@record(frozen=True, slots=True)
class Unsettled:
    """A figure whose indicator and basis are known."""

    section: Annotated
    statement: Statement
    place: Place
    role: Role
    indicator: Indicator
    basis: Basis


def settle(
    asked: Unsettled, time: tuple[str, Status, str], here: Sequence[Draft], earlier: Sequence[Draft]
) -> tuple[str, Status, str]:
    """Return period, status and why, from those by its words; `here` and `earlier` as for the reader."""
    period, status, dating = time
    month, statement, place, indicator = asked.section.month, asked.statement, asked.place, asked.indicator
    status = _settled(status, indicator, asked.basis, past=period[:_MONTH] <= month)
    if status is Status.TARGET and indicator is Indicator.PRODUCTION and _is_schedule(statement):
        status = Status.FORECAST
    if indicator in _PRICED and status is not Status.ACTUAL and not (here and here[-1].status is status):
        # "Trading range for August 725-768": no contract is priced at a range.
        viewed = asked.basis is Basis.LEVEL and place.figure.value_max is not None
        viewed = viewed and statement.said.isdisjoint(_OFFERED)
        viewed = viewed or any(token.low == "by" for token in place.near[:1])  # "to $720 by mid-year"
        ahead = is_later(period, month) and (viewed or revised(statement.tokens[: place.at]))
        status = Status.FORECAST if ahead else status
        if not ahead and dating != EXPECTED and not foreseen(statement, place) and not is_ordered(place.left):
            status = Status.ACTUAL  # a tender or contract price of a month to come is known when it is set
    lagged = _lagged(month, [*earlier, *here]) if dating == INHERITED and period == month else None
    if lagged is not None and indicator is Indicator.PRODUCTION and status is Status.ACTUAL:
        period, dating = lagged, "the month of which the section tells"
    since = status is Status.ACTUAL and period == month and asked.role.is_change
    moved = moved_since(statement, place, indicator, asked.basis, month) if since else None
    if moved is not None:
        period, dating = moved, SINCE
    elif dating == AS_BEFORE and here and here[-1].why[-1].endswith(SINCE):
        period = month  # "twice the level of May and 12% up on the month"
    spanned = "/" in period and dating in (AS_BEFORE, SPANNED, SPOKEN)
    if indicator is Indicator.INVENTORY and asked.basis is Basis.LEVEL and spanned:
        period = period.rpartition("/")[2]  # stocks are those at its end
    if len(period) == _DAY:
        last = here[-1].indicator if dating == AS_BEFORE and here else None
        # "50,000 mt/year were energised on May 18": the day of an event.
        built = asked.basis is Basis.CHANGE and asked.place.kind is UnitKind.RATE_OF_FLOW
        switched = asked.role.is_change and (asked.role.transitive or built) and indicator in _SIZED
        if switched or not is_of_day(statement, place, indicator, last):
            period, dating = month_of(month, statement, place, period), "the day is that of an event"
    if dating == AS_BEFORE and len(period) == _DAY and here and _of_another(asked, period, here[-1]):
        period, dating = period[:_MONTH], "of the month: the day is that of another clause"
    if indicator is Indicator.QUOTA and "/" not in period and len(period) > _YEAR and _is_yearly(asked):
        period, dating = period[:_YEAR], "a quota is given for a year"
    size = indicator in _SIZED and not asked.role.is_change
    if size and is_sized(place) and not is_scheduled(place):
        period, status = month, Status.ACTUAL
    counted = indicator in COUNTED or (indicator in _PRICED and _is_ours(statement))
    if status is Status.ACTUAL and counted and _is_running_year(statement, period, month):
        status = Status.FORECAST
    return period, status, dating


def _is_yearly(asked: Unsettled) -> bool:
    """Tell whether a quota is one of a year, or a batch of it ("the first batch of the mining quota")."""
    return any(
        not _YEARLY.isdisjoint(token.low.replace("’", "'").split())
        for token in (*asked.place.left, *asked.place.near)
    )


_YEARLY = frozenset(
    "annual yearly full-year batch batches tranche tranches round year year's year-on-year yoy".split()
)


def _of_another(asked: Unsettled, day: str, last: Draft) -> bool:
    """Read "9,200 yuan/mt on May 30, while full costs averaged 8,400 yuan/mt": costs of the month."""
    if asked.indicator is last.indicator:
        return False
    return any(
        time.period == day and parted(asked.statement, asked.place, time) for time in asked.statement.times
    )


def _settled(status: Status, indicator: Indicator, basis: Basis, *, past: bool) -> Status:
    """Return the status that goes with what is told: authorities set quotas; what fell short has happened."""
    if indicator is Indicator.QUOTA or (indicator in _SET and status is Status.FORECAST):
        return Status.TARGET
    fell_short = basis is Basis.VS_EXPECTATION and past and status is not Status.ACTUAL
    return Status.ACTUAL if fell_short else status


def _is_schedule(statement: Statement) -> bool:
    """Tell whether output is scheduled at so much: a schedule of production foresees, and sets no target."""
    lows = [token.low for token in statement.tokens]
    return any(
        one.endswith("scheduled") and two in ("at", "to be", "output", "production")
        for one, two in pairwise(lows)
    )


def _lagged(month: str, told: Sequence[Draft]) -> str | None:
    """Return the past month that all output told so far is of, as lagging statistics are; else None."""
    periods = {
        d.period for d in told
        if d.indicator is Indicator.PRODUCTION and d.status is Status.ACTUAL and not d.is_base
        and len(d.period) == _MONTH
    }  # fmt: skip
    only = next(iter(periods)) if len(periods) == 1 else None
    return only if only is not None and only < month else None


def _is_ours(statement: Statement) -> bool:
    """Tell whether the authors speak of their own view ("our full-year average of")."""
    return not statement.said.isdisjoint(("we", "our"))


def _is_running_year(statement: Statement, period: str, month: str) -> bool:
    """Tell whether a period is the report's own year, which is not over; a fiscal one may be."""
    if period != month[:_YEAR] or month.endswith("-12"):
        return False
    return not any(token.low.startswith("fy") for token in statement.tokens)
