"""Runs of digits that are no figures: dates, names, grades and list numbers, each with its reason.

A pattern claims a run only where no unit stands behind its digits: "2025 mt" is a figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from extract.annotate.cues import Cued, cued
from extract.annotate.lexicon import alternatives, words
from extract.annotate.measures import currency_codes, read_prefix, read_suffix
from extract.document import Excluded
from schemas.vocabulary import Reason

__all__ = ["exclusions"]

_CENTURY = r"(?:19|20)"
_YEAR = rf"{_CENTURY}\d{{2}}"
_DASH = r"\s?(?:[-–—~/]|to)\s?"
_NO_NUMBER_BEHIND = r"(?![\d%％]|[.,]\d)"
_ORDINAL = ("st", "nd", "rd", "th")
_POINT = r"\.?"
_WORD = re.compile(r"[^\W\d_]+")
_MAY_ADDRESS = re.compile(r"@|://|www\.")
_ADDRESS = cued(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}")


def _led(first: str, none_of: str, size: int = 1) -> str:
    """Return a pattern of `first`, `size` characters long, with no character of `none_of` before it.

    It begins with what it looks for, so that the search goes from one such place to the next.
    """
    return rf"{first}(?<!{none_of}{'.' * size})"


@cache
def _date_patterns() -> tuple[Cued, ...]:
    lexicon = words()
    names = [form.capitalize() for form in lexicon.months]
    initials = "".join({name[0] for name in names})
    month = rf"\b(?=[{initials}])(?:{alternatives([*names, *(n.upper() for n in names)])})\b\.?"
    # A full name has no point before its day: "in March. 5-series output rose".
    full = [name for name in names if len(name) > len("Sept") or name in ("May", "June", "July")]
    led = rf"(?!(?:{alternatives([*full, *(n.upper() for n in full)])})\.){month}"
    # "29-May" at the end of a sentence takes no full stop.
    day = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
    # The same behind no letter and no digit.
    first_day = _led(r"\d", r"\w") + r"(?:(?<=[12])\d|(?<=3)[01]|(?<=0)[1-9]|(?<=[1-9]))(?:st|nd|rd|th)?"
    year = rf"(?:,?\s+|-){_YEAR}(?!\d)"
    return (
        cued(
            _led(_CENTURY, r"\d", 2) + r"\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:[12]\d|3[01]|0?[1-9])(?![\d%])"
        ),
        cued(_led(r"\d", r"[\d.,]") + r"\d?[/.]\d{1,2}[/.](?:19|20)?\d{2}(?![\d%])"),
        cued(_led(_CENTURY, r"[\d.,]", 2) + r"\d{2}-(?:0[1-9]|1[0-2])(?![\d%])", "-"),
        cued(r"(?<![\d.,:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])", ":"),
        cued(rf"{led}\s+{day}(?:{_DASH}(?:{month}\s+)?{day})?(?:{year})?{_NO_NUMBER_BEHIND}", lexicon.months),
        cued(
            rf"{first_day}(?:(?:{_DASH}|\s(?:and|through|until|till)\s){day})?\s+(?:of\s+)?{month}(?:{year})?",
            lexicon.months,
        ),
        cued(rf"\b{day}-{month.removesuffix(_POINT)}(?:-(?:20)?\d{{2}})?(?!\w)", lexicon.months),
        cued(rf"{month}(?:['’]\d{{2}}|{year})", lexicon.months),
        cued(
            rf"(?<!\w)(?:{_YEAR}\s?)?[QH][1-4](?:\s?[-–/]\s?[QH]?[1-4])?"
            rf"(?:(?:\s|\s?[-/']\s?)(?:FY)?{_YEAR}|['’/-]\d{{2}})?(?!\w|[.,]\d|\s?%)",
            "qh",
        ),
        cued(r"(?<!\w)[1-4][QH](?:\s?(?:19|20)?\d{2}[Ee]?)?(?!\w)", "qh"),
        cued(r"(?<!\w)FY\s?(?:20)?\d{2}(?:[-/]\d{2,4})?E?(?!\w)", ["fy"]),
        cued(r"(?<!\w)[1-4](?:st|nd|rd|th)[\s-](?:half|quarter|week)\b", _ORDINAL),
        cued(rf"(?<!\w){day}(?<=[a-z])(?!\w)", _ORDINAL),
        cued(
            _led("[Ww]", r"\w") + r"(?:eek|k)?\.?\s?(?:[1-4]\d|5[0-3]|0?[1-9])(?![\w%]|[.,]\d|-)",
            ["w", "wk", "week"],
        ),
        cued(
            _led(_CENTURY, r"[\w.,]", 2) + rf"\d{{2}}(?:s|E|{_DASH}(?:{_YEAR}|\d{{2}}))?(?![\w%％]|[.,'’]\d)"
        ),
    )


# "280 million m2", "9.5 yuan/m2": a measure, and no name with a digit in it.
_NO_AREA = r"(?!(?:(?<=/)|(?<=\d\s)|(?<=illion\s)|(?<=\bmln\s))m[23](?!\w))"


@cache
def _name_patterns() -> tuple[Cued, ...]:
    lexicon = words()
    labelling = alternatives(lexicon.labelling)
    labels = [form.rstrip(".").rpartition(" ")[2] for form in lexicon.labelling]
    return (
        cued(r"(?<!\w)\+\d{1,3}[\s-]\d[\d\s-]{5,14}\d", "+"),
        cued(r"#\s?\d+\b|\b\d+\s?#", "#"),
        cued(rf"\b(?i:{labelling})\s?\d{{1,4}}(?:[-/]\d{{1,4}})?{_NO_NUMBER_BEHIND}(?!\w)", labels),
        cued(_led(r"\d", r"\w") + r"\d{0,3}(?:\.\d+)?-[^\W\d_][\w-]*", "-"),
        cued(r"(?<!\w)[^\W\d_]\w*-\d[\w-]*(?!\w|[.,]\d|%)", "-", core=r"-\d"),
        # To the last digit: what is left of "R1.56" would look like a number.
        cued(rf"(?<![\w.,]){_NO_AREA}\d*[^\W\d_][\w]*\d\w*(?:[.,]\d+)*", core=r"[^\W\d]\d"),
        cued(_led(r"\d", r"[\w.,]") + r"\d*[^\W\d_]\w*"),
    )


@cache
def _grade_patterns() -> tuple[Cued, ...]:
    lexicon = words()
    rest = r"\d*(?:\.\d+)?(?:\s?[-–~]\s?\d+(?:\.\d+)?)?"
    number = rf"\d{rest}"
    percent = _led(r"\d", r"[\w.,]") + rf"{rest}\s?[%％](?:\s?[-–]\s?{number}\s?[%％])?"
    element = alternatives(lexicon.elements)
    symbols = [re.split(r"\d", form.lower())[0] for form in lexicon.elements]
    after = rf"[\s-]+(?:(?:metal|{element}|[A-Z][a-z]+)\s+)?(?:{alternatives(lexicon.grade_after)})(?!\w)"
    before = alternatives(lexicon.grade_before)
    matter, metals = alternatives(lexicon.grade_matter), alternatives(lexicon.grade_metals)
    measured = alternatives(lexicon.grade_measured)
    graded = alternatives(lexicon.graded)
    return (
        cued(
            rf"{percent}(?={after}|\s?(?:{element})(?!\w))",
            "%％",
            core=rf"[%％](?:{after}|\s?(?:{element})(?!\w))",
        ),
        # "TC for 40% concentrate", "NPI with 10% nickel": what is sold, and no share of anything.
        cued(
            rf"(?:^|[.;:(]\s?|\b(?:for|of|the|per|whose|imported|domestic|and|CIF|FOB)\s+)(?P<run>{percent})"
            rf"(?=\s+(?:{matter})(?!\w)(?!\s+(?:{measured})))",
            "%％",
            core=rf"[%％]\s+(?:{matter})(?!\w)",
        ),
        cued(
            rf"\b(?:with|containing|at)\s+(?P<run>{percent})(?=\s+(?:{metals})(?!\w))",
            "%％",
            core=rf"[%％]\s+(?:{metals})(?!\w)",
        ),
        cued(
            rf"(?<=\b)(?:{before})\s+(?:about\s+|around\s+|over\s+)?(?P<run>{percent})",
            [form.partition(" ")[0] for form in lexicon.grade_before],
        ),
        cued(rf"(?<!\w)(?:{element})\s?(?P<run>{number}\s?[%％])", symbols),
        cued(rf"(?<![\w.,])(?P<run>\d{{3,5}})(?=\s+(?:{graded})(?!\w))", lexicon.graded),
        # "2.0 mm glass"; "1.2 mm tonnes" is a million of them.
        cued(
            r"(?<![\w.,$¥€£])\d+(?:\.\d+)?[\s-]?(?:mm|cm|µm|μm)"
            r"(?!\w|\s+(?:t|tons?|tonnes?|lbs?|pounds|oz|ounces)\b)",
            ["mm", "cm", "µm", "μm"],
        ),
    )


def exclusions(text: str, said: frozenset[str], items: list[tuple[int, int, int]]) -> list[Excluded]:
    """Return the excluded runs of `text`, in order and without overlap.

    `said` is what is spoken in it, `items` are the list numbers. Earlier kinds win: a list number is never
    a date, a date is never a name, unless it stands in an address.
    """
    claimed = bytearray(len(text))
    found: list[Excluded] = []
    sources: tuple[tuple[Reason, Iterator[tuple[int, int]]], ...] = (
        (Reason.LIST_NUMBER, ((start, end) for start, end, _ in items)),
        (Reason.NAME, _matches(text, said, (_ADDRESS,) if _MAY_ADDRESS.search(text) else (), None)),
        (Reason.DATE, _matches(text, said, _date_patterns(), _is_no_date)),
        (Reason.GRADE, _matches(text, said, _grade_patterns(), None)),
        (Reason.NAME, _matches(text, said, _name_patterns(), _is_figure)),
    )
    for reason, spans in sources:
        for start, end in spans:
            if not any(claimed[start:end]):
                claimed[start:end] = b"\x01" * (end - start)
                found.append(Excluded(start, end, _closer(reason, text[start:end])))
    return sorted(found, key=lambda run: run.start)


def _matches(
    text: str,
    said: frozenset[str],
    patterns: tuple[Cued, ...],
    veto: Callable[[str, int, int], bool] | None,
) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        for match in pattern.finditer(text, said):
            start, end = match.span("run") if "run" in match.re.groupindex else match.span()
            while text[end - 1].isspace():
                end -= 1
            if veto is None or not veto(text, start, end):
                yield start, end


def _closer(reason: Reason, run: str) -> Reason:
    """A name such as "28-day" is a length of time."""
    if reason is Reason.NAME and re.fullmatch(r"\d+(?:\.\d+)?-(?:hour|day|week|month|year)s?(?:-old)?", run):
        return Reason.DURATION
    return reason


def _is_no_date(text: str, start: int, end: int) -> bool:
    """Digits at the end of a would-be date that a unit or a counted noun follows are a figure."""
    if not text[end - 1].isdigit():
        return False
    if text[max(0, start - 1) : start] in ("$", "¥", "￥", "€", "£"):
        return True
    suffix = read_suffix(text, end)
    if suffix.unit is not None or suffix.multiplier != 1:
        return True
    lone = text[start:end]
    if len(lone) == 4 and lone.isdigit():
        before = _WORD.findall(text[max(0, start - 24) : start])
        # "our 2019 mine output" is of a year: mines that are counted are many.
        return _counts(text, end, many=True) and bool(before) and before[-1].lower() not in _YEAR_LEADS
    if re.search(r"[^\W\d_]\.?\s+\d{1,2}$", lone) is None or not _counts(text, end):
        return False
    before = _WORD.findall(text[max(0, start - _LONGEST_LEAD) : start])
    # "On May 28 producers' stocks were" is of a day, "in May 28 producers cut" counts them.
    return not (before and before[-1].lower() in _DAY_LEADS) and _OWNING.match(text, end) is None


_LONGEST_LEAD = 12
_DAY_LEADS = frozenset({"on", "of", "ended", "ending"})
_OWNING = re.compile(r"\s+\w+['’]")


_YEAR_LEADS = frozenset(
    [
        "in",
        "of",
        "since",
        "by",
        "for",
        "during",
        "year",
        "from",
        "until",
        "till",
        "through",
        "throughout",
        "before",
        "after",
    ]
)


def _counts(text: str, end: int, *, many: bool = False) -> bool:
    """Tell whether a counted noun follows at once, in the plural where there are `many`."""
    match = _WORD.match(text, end + 1)
    word = match.group().lower() if match is not None else ""
    return word in words().countable and (not many or word.endswith(("s", "men", "people")))


# "R1.36/kWh", "R18,500 per tonne", "R2.4 billion"; "R32" is a name.
_RAND = re.compile(
    r"R\d{1,3}(?:[, ]\d{3})*(?:\.\d+)?"
    r"(?:\s?/\s?(?:[3-6]E\s)?(?:kwh|mwh|t|mt|ton|tonne|kg|oz|lb|l|dmtu|mtu|dmt)\b"
    r"|\s+(?:per|an?)\s+(?:(?:[3-6]E|PGM|fine|troy|dry)\s+)?(?:tonne|ton|kilogram|ounce|oz|unit)\b"
    r"|\s?(?:m|bn|million|billion)\b)",
    re.IGNORECASE,
)
# "+R300 on the month", where another sum is told in rand.
_RAND_SUM = re.compile(r"R(?:\d{1,3}(?:,\d{3})+|\d{3,4})(?:\.\d+)?")
# "per 4E ounce", "212,000 4E ounces": the basket that is measured.
_BASKET = re.compile(r"[3-6]E\s+(?:ounces?|oz)\b")
_WEIGHED = re.compile(r"(?:\bper\s|/\s?|\d\s)$")
_LEAD = 5
_GENERATION = re.compile(r"[2-6]G")
# "24c higher" beside "US$1.80/lb" is of cents.
_CENTS = re.compile(r"\d{1,3}(?:\.\d+)?c")
_OF_CENTS = re.compile(r"(?:/|\bper\s|\ba\s)(?:lb|kg|pound)\b|¢|\bcents?\b", re.IGNORECASE)
_NEAR_PRICE = 90
_LEADING_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@lru_cache(maxsize=1)
def _speaks_of_rand(text: str) -> bool:
    return _RAND.search(text) is not None


def _is_figure(text: str, start: int, end: int) -> bool:
    """Digits with a unit at them ("45kt", "250,000-mt", "phase 250 mt", "CNY14") are a figure, no name."""
    run = text[start:end]
    if run.rstrip("0123456789.,") in currency_codes():
        return True
    if _GENERATION.fullmatch(run):
        return False
    if _CENTS.fullmatch(run):
        return _OF_CENTS.search(text, max(0, start - _NEAR_PRICE), end + _NEAR_PRICE) is not None
    if run.endswith("E") and _BASKET.match(text, start):
        return _WEIGHED.search(text, max(0, start - _LEAD), start) is not None
    if _RAND.match(text, start) or (_RAND_SUM.fullmatch(run) and _speaks_of_rand(text)):
        return True
    lead = _LEADING_NUMBER.match(text, start, end)
    if lead is None:
        measured = read_suffix(text, end).unit is not None
        return measured and any(mark in text[start:end] for mark in " -")
    suffix = read_suffix(text, lead.end(), read_prefix(text, start).currency)
    if suffix.end < end or (suffix.unit is None and suffix.multiplier == 1):
        return False
    return not (suffix.duration and "-" in text[start:end])
