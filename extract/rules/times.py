"""Time: which period a statement is about, from the months, days, quarters and years that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.annotate.lexicon import words
from extract.rules.tokens import Kind, Token
from schemas.periods import is_period, month_after, months_between

__all__ = ["Time", "times_in"]

_YEAR = re.compile(r"(?:19|20)\d{2}")
_MONTHS_AHEAD = 2
_RANGE_WORDS = frozenset({"to", "through", "-", "–", "and", "till", "until"})
_COMPARED = frozenset(["than", "from", "versus", "vs", "against", "since"])
_RELATIVE = {"this month": 0, "next month": 1, "the coming month": 1}
_QUARTER = re.compile(
    r"(?:(?P<y1>20\d{2})\s?)?[Qq](?P<q>[1-4])(?:\D*(?P<y2>20\d{2}))?|(?P<q2>[1-4])[Qq](?P<y3>\d{2,4})?"
)
_HALF = re.compile(
    r"(?:(?P<y1>20\d{2})\s?)?[Hh](?P<h>[12])(?:\D*(?P<y2>20\d{2}))?|(?P<h2>[12])[Hh](?P<y3>\d{2,4})?"
)
_ISO = re.compile(r"(20\d{2})[-/](\d{1,2})(?:[-/](\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Time:
    """A period that a sentence names, where it stands, and whether it is only compared with."""

    period: str
    start: int
    end: int
    compared: bool
    day: bool = False


def times_in(tokens: Sequence[Token], month: str) -> list[Time]:
    """Return the periods named in a sentence, in order; `month` is the report's reference month."""
    found: list[Time] = []
    at = 0
    while at < len(tokens):
        time = _month_range(tokens, at, month) or _single(tokens, at, month)
        if time is None:
            at += 1
            continue
        found.append(time)
        while at < len(tokens) and tokens[at].end <= time.end:
            at += 1
    return found


def _month_number(word: str) -> int | None:
    name = re.sub(r"^(?:end|mid|early|late)-", "", word)
    key = name.lower().removesuffix("'s").removesuffix("’s").rstrip(".")
    # "may" and "march" are verbs unless capitalised.
    return words().months.get(key) if name[:1].isupper() else None


def _year_for(number: int, month: str, text: str, after: str) -> int:
    """Return the year that a month name means: the printed one, else the nearest that fits."""
    if printed := _YEAR.search(text):
        return int(printed.group())
    year = int(month[:4])
    if after.startswith("last year"):
        return year - 1
    ahead = months_between(month, f"{year:04d}-{number:02d}")
    if ahead > _MONTHS_AHEAD:
        return year - 1
    if ahead < _MONTHS_AHEAD - 11:
        return year + 1
    return year


def _compared(tokens: Sequence[Token], at: int) -> bool:
    before = list(tokens[max(0, at - 2) : at])
    far = tokens[max(0, at - 4) : at]
    if any(token.has(Kind.COMPARING) and token.low != "than" for token in far):
        return True
    if len(before) == 2 and before[1].low == "on" and before[0].low in ("up", "down"):
        return True
    if any(token.has(Kind.COMPARING) for token in before):
        return True
    if before and before[-1].low in _COMPARED:
        # "from January to February" names a range and compares with nothing.
        return not any(token.low == "to" for token in tokens[at + 1 : at + 3])
    return False


def _month_range(tokens: Sequence[Token], at: int, month: str) -> Time | None:
    """Read "January-February", "January to February 2025", "from January through March"."""
    first = tokens[at]
    joined = re.fullmatch(r"([A-Z][a-z]+)[-–]([A-Z][a-z]+)", first.text)
    if joined and _month_number(joined[1]) and _month_number(joined[2]):
        ends = (_month_number(joined[1]), _month_number(joined[2]))
        last, text = first, first.text
        if at + 1 < len(tokens) and _YEAR.fullmatch(tokens[at + 1].text):
            last = tokens[at + 1]
            text = last.text
    else:
        start = _month_number(first.text.split()[0]) if first.text else None
        if start is None or at + 2 >= len(tokens) or tokens[at + 1].low not in _RANGE_WORDS:
            return None
        last = tokens[at + 2]
        stop = _month_number(last.text.split()[0]) if last.text else None
        plain = first.kind == Kind.WORD or not re.search(r"\b\d{1,2}\b", first.text)
        if stop is None or not plain or tokens[at + 1].low == "and":
            return None
        ends, text = (start, stop), f"{first.text} {last.text}"
    low, high = ends
    if low is None or high is None:
        return None
    year = _year_for(high, month, text, "")
    first_year = year - 1 if low > high else year
    period = f"{first_year:04d}-{low:02d}/{year:04d}-{high:02d}"
    return Time(period, first.start, last.end, _compared(tokens, at))


def _single(tokens: Sequence[Token], at: int, month: str) -> Time | None:
    token = tokens[at]
    after = " ".join(t.low for t in tokens[at + 1 : at + 3])
    period = None
    if token.kind == Kind.DATE:
        period = _dated(token.text, month, after)
    elif token.kind == Kind.WORD:
        number = _month_number(token.text)
        if number is not None:
            period = f"{_year_for(number, month, '', after):04d}-{number:02d}"
        else:
            pair = " ".join(t.low for t in tokens[at : at + 2])
            steps = _RELATIVE.get(pair)
            if steps is not None and not token.tags:
                return Time(month_after(month, steps), token.start, tokens[at + 1].end, compared=False)
    if period is None or not is_period(period):
        return None
    day = len(period) == 10
    return Time(period, token.start, token.end, _compared(tokens, at), day)


def _dated(text: str, month: str, after: str) -> str | None:
    """Read a date token: a day, a month, a quarter, a half or a year."""
    if match := _ISO.fullmatch(text):
        year, number, day = match.groups()
        return f"{year}-{int(number):02d}" + (f"-{int(day):02d}" if day else "")
    names = [(m, _month_number(m.group())) for m in re.finditer(r"[A-Za-z]+", text)]
    known = [(m, number) for m, number in names if number]
    if known:
        number = known[-1][1]
        year = _year_for(number, month, text, after)
        days = [int(d) for d in re.findall(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)", text)]
        stamp = f"{year:04d}-{number:02d}"
        if len(days) == 1:
            return f"{stamp}-{days[0]:02d}"
        if len(days) == 2:
            return f"{stamp}-{days[0]:02d}/{stamp}-{days[1]:02d}"
        return stamp
    year = int(month[:4])
    if match := _QUARTER.fullmatch(text):
        quarter = int(match["q"] or match["q2"])
        year = _full_year(match["y1"] or match["y2"] or match["y3"], year)
        return f"{year:04d}-{quarter * 3 - 2:02d}/{year:04d}-{quarter * 3:02d}"
    if match := _HALF.fullmatch(text):
        half = int(match["h"] or match["h2"])
        year = _full_year(match["y1"] or match["y2"] or match["y3"], year)
        return f"{year:04d}-{half * 6 - 5:02d}/{year:04d}-{half * 6:02d}"
    if fiscal := re.fullmatch(r"FY\s?(\d{2,4})", text):
        return f"{_full_year(fiscal[1], year):04d}"
    return text if _YEAR.fullmatch(text) else None


def _full_year(text: str | None, default: int) -> int:
    if not text:
        return default
    return int(text) if len(text) == 4 else 2000 + int(text)
