"""Undated: the time of a figure that no word dates: as its sentence or its section has it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.draft import Draft
from extract.rules.leaving import left_behind
from extract.rules.outlook import inherited, is_estimated, status_of
from extract.rules.partners import TRADE
from extract.rules.places import Place
from extract.rules.role import Role, is_money, is_ratio
from extract.rules.said import Said
from extract.rules.spans import foreseen_before, is_of_span, quarter_against, quarter_compared, tells_of_span
from extract.rules.tokens import Kind, Token
from schemas.periods import month_after
from schemas.vocabulary import Status

__all__ = ["INHERITED", "SPANNED", "SPOKEN", "TRADED", "Dated", "undated"]

Dated = tuple[str, Status, str]
"""A period, a status, and in a few words why."""
INHERITED = "inherited"
"""Why a figure has the period of its sentence's context."""
SPOKEN = "as in the sentence before"
TRADED = "as for the trade in the sentence before"
SPANNED = "the span of time of which the section tells"
_PARTS = frozenset(
    [
        ("by", noun)
        for noun in ("country", "countries", "region", "origin", "destination", "product", "province")
    ]
    + [("of", noun) for noun in ("this", "that", "these", "those", "them", "which", "it")]
)
_YEAR, _MONTH, _DAY = 4, 7, 10


def undated(said: Said, place: Place, role: Role, earlier: Sequence[Draft], cues: Sequence[Token]) -> Dated:
    """Date a figure whose sentence names no time for it."""
    before = None if cues else _parted(said, earlier)
    if before is not None:
        return before.period, before.status, SPOKEN
    traded = None if cues else _traded(said, place, earlier)
    if traded is not None:
        return traded, Status.ACTUAL, TRADED
    return _undated(said, place, role, earlier, cues)


def _undated(said: Said, place: Place, role: Role, earlier: Sequence[Draft], cues: Sequence[Token]) -> Dated:
    month, statement = said.section.month, said.statement
    period = inherited(said, cues)
    if not cues and len(period) in (_MONTH, _DAY) and period < month and _is_over(said, place, period):
        period = month
    if cues or is_estimated(statement.tokens):
        if _over_last_year(said, place):
            return month[:_YEAR], Status.FORECAST, "compared with the year before"
        ahead = None if is_money(place) else foreseen_before(said, earlier)
        if ahead is not None:
            status = status_of(said, ahead, cues)
            return ahead, Status.FORECAST if status is Status.ACTUAL else status, SPOKEN
    quarter = quarter_compared(said, place) if role.is_change and not cues and period == month else None
    if quarter is not None:
        return quarter, Status.ACTUAL, "told against the quarter before"
    spanned = not cues and period == month and (not is_money(place) or is_of_span(place))
    quarter = quarter_against(said, place) if spanned else None
    if quarter is not None:
        return quarter, Status.ACTUAL, SPANNED
    same = _same_period(said, earlier)
    if same is not None and not cues:
        return same, Status.ACTUAL, SPOKEN
    compared = {time.period for time in statement.times if time.compared}
    last_year = f"{int(month[:_YEAR]) - 1:04d}"
    if role.is_change and last_year in compared & {token.text for token in place.near}:
        return month[:_YEAR], Status.ACTUAL, "compared with the year before"
    spoken = None if cues or statement.times or is_money(place) else _spoken(said, earlier)
    if spoken is not None and "/" in spoken and is_ratio(place) and not role.is_change:
        spoken = None  # a rate told behind a sum of months is the month's own
    if spoken is not None:
        return spoken, Status.ACTUAL, SPOKEN
    if statement.inherited > month and "range" in place.said and place.figure.value_max is not None:
        return statement.inherited, Status.FORECAST, "a range in an outlook"
    whole = _whole_section(said, cues, period, earlier, ended=is_money(place) and not is_of_span(place))
    if whole is not None and is_ratio(place) and not role.is_change:
        whole = None  # as above
    if whole is not None:
        return whole, Status.ACTUAL, SPANNED
    return period, status_of(said, period, cues), SPANNED if "/" in period else INHERITED


def _parted(said: Said, earlier: Sequence[Draft]) -> Draft | None:
    """Return the reading before that "Of this, smelters held 59 kt" or "200-series: up 26%" parts, or None.

    Such a sentence names no time, has no verb of its own or opens with the whole, and goes on in its line.
    """
    statement = said.statement
    lows = tuple(token.low for token in statement.tokens[:2])
    label = next((i for i, token in enumerate(statement.tokens[:_LABEL]) if token.text == ":"), 0)
    told = any(token.has_any(Kind.LEVEL, Kind.FUTURE, Kind.PLAN) for token in statement.tokens)
    if not (lows in _PARTS and lows[0] == "of") and not (label and not told):
        return None
    last = next((draft for draft in reversed(earlier) if not draft.is_base), None)
    if last is None or last.figure.sentence != statement.sentence.number - 1:
        return None
    if any(not (time.compared or time.loose) for time in statement.times):
        return None
    gap = said.section.section.body[last.figure.end : statement.sentence.start]
    return None if "\n" in gap else last


_LABEL = 5


def _traded(said: Said, place: Place, earlier: Sequence[Draft]) -> str | None:
    """Read "Imports from Chile were 33,900 mt" behind those of all in a past month: customs are late."""
    last = next((draft for draft in reversed(earlier) if not draft.is_base), None)
    if last is None or last.indicator not in TRADE or said.statement.times:
        return None
    named = next((t for t in reversed(place.left) if t.code(Kind.INDICATOR) is not None), None)
    if named is None or named.code(Kind.INDICATOR) is not last.indicator:
        return None
    gap = said.section.section.body[last.figure.end : said.statement.sentence.start]
    near = last.figure.sentence == said.statement.sentence.number - 1 and "\n" not in gap
    past = len(last.period) == _MONTH and last.period < said.section.month
    return last.period if near and past and last.status is Status.ACTUAL else None


def _is_over(said: Said, place: Place, period: str) -> bool:
    """Tell whether a past month is that of the sentences before, and no part of what they told is told now.

    "By country, Korea was", "Of this, ..." part what was told.
    """
    lows = tuple(token.low for token in said.statement.tokens[:2])
    return lows not in _PARTS and all(
        time.period != period or left_behind(said.section.month, said.statement, place, time)
        for time in said.statement.times
    )


def _over_last_year(said: Said, place: Place) -> bool:
    """Read "production is put at 4.3 Moz, 5% lower than in 2015", in a report of 2016: that of the year."""
    last_year = f"{int(said.section.month[:_YEAR]) - 1:04d}"
    named = [time for time in said.statement.times if not time.loose]
    return any(time.compared and time.period == last_year and time.start > said.start for time in named) and (
        all(time.compared for time in named)
    )


def _same_period(said: Said, earlier: Sequence[Draft]) -> str | None:
    """Read "rose by 1.1% over the same period": the span of time that was spoken of last."""
    tokens = said.statement.tokens
    told = "same" in said.statement.said and any(
        one.low in ("over", "in", "during", "for") and two.low == "the" and three.low == "same"
        for one, two, three in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )
    told = told and not said.statement.said.isdisjoint(("period", "months", "span"))
    last = next((d for d in reversed(earlier) if not d.is_base and "/" in d.period), None) if told else None
    return last.period if last is not None and last.status is Status.ACTUAL else None


def _spoken(said: Said, earlier: Sequence[Draft]) -> str | None:
    """Return the span of time that the sentence before spoke of, in the same line."""
    last = next((d for d in reversed(earlier) if not d.is_base and d.status is Status.ACTUAL), None)
    if last is None or last.figure.sentence != said.statement.sentence.number - 1:
        return None
    same = {d.period for d in earlier if d.figure.sentence == last.figure.sentence and not d.is_base}
    gap = said.section.section.body[last.figure.end : said.statement.sentence.start]
    if len(same) > 1 or "\n" in gap or len(last.period) == _DAY:
        return None
    if "/" in last.period and earlier[0].period == said.section.month:
        return None  # a sum of months told in passing
    return last.period if "/" in last.period else None


def _whole_section(
    said: Said, cues: Sequence[Token], period: str, earlier: Sequence[Draft], *, ended: bool
) -> str | None:
    """Return the span of time that a section tells of, as a quarterly or cumulative report does, or None.

    `ended`: only one that ends with the report's month, as for prices.
    """
    month = said.section.month
    if not earlier or cues or period != month:
        return None
    span = earlier[0].period
    ends = span.partition("/")[2]
    if len(ends) != _MONTH or not month_after(month, -2) <= ends <= month or earlier[0].is_base:
        return None
    if ended and ends != month:
        return None
    return span if tells_of_span(said, earlier, passing=not ended) else None
