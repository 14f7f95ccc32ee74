"""Spans: the quarter or year of which the sentences before spoke, for figures of sentences without a time."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.draft import Draft
from extract.rules.places import Place
from extract.rules.said import Said
from extract.rules.spells import quarter_of
from extract.rules.tokens import Kind, Token
from schemas.periods import month_after
from schemas.vocabulary import Basis, Indicator, Status

__all__ = ["foreseen_before", "is_of_span", "quarter_against", "quarter_compared", "tells_of_span"]

_YEAR, _MONTH, _DAY = 4, 7, 10
_QUARTERLY = frozenset({"qoq", "q/q", "q-o-q", "q-on-q", "q-q"})
_PRESENT = frozenset("is are has have remains remain continues continue stands stand now".split())
_AVERAGED = frozenset("average averaged averaging averages realisation realised realized realization".split())


def foreseen_before(said: Said, earlier: Sequence[Draft]) -> str | None:
    """Return the year or the span of months that the sentence before looks ahead to, in the same line.

    "We forecast a deficit of 90 kt in 2016. Output is put at 4.3 Mt": the output of 2016.
    """
    last = next((draft for draft in reversed(earlier) if not draft.is_base), None)
    if last is None or last.figure.sentence != said.statement.sentence.number - 1:
        return None
    if last.status is Status.ACTUAL or len(last.period) in (_MONTH, _DAY):
        return None
    if any(not (time.compared or time.loose) for time in said.statement.times):
        return None
    gap = said.section.section.body[last.figure.end : said.statement.sentence.start]
    return None if "\n" in gap else last.period


def quarter_compared(said: Said, place: Place) -> str | None:
    """Return the quarter of a move that is told against the quarter before ("cost rose 6% QoQ"), or None."""
    return _quarter_over(said) if any(map(_is_quarterly, place.near)) else None


def _is_quarterly(token: Token) -> bool:
    low = token.low
    quarterly = low in _QUARTERLY or low.startswith(("quarter-o", "quarter o", "qtr"))
    return quarterly and token.code(Kind.BASIS) is Basis.CHANGE


def _quarter_over(said: Said) -> str:
    """Return the quarter that ended last, or ends with the report's month."""
    month = said.section.month
    number = int(month[5:7])
    ended = month if number % 3 == 0 else month_after(month, -(number % 3))
    return quarter_of(int(ended[:4]), int(ended[5:7]) // 3, month)


def quarter_against(said: Said, place: Place) -> str | None:
    """Return the quarter of what is told against the quarter before it, or None.

    "Shipments of 9.4 Mt were 6% higher than in the September quarter": those of the December quarter.
    """
    told = said.statement.between(said.clause[0], said.clause[1])
    if any(map(_is_quarterly, told)):
        return _quarter_over(said)
    for time in said.statement.times:
        first, _, last = time.period.partition("/")
        monthly = len(first) == len(last) == _MONTH
        if time.compared and time.start > said.start and monthly and month_after(first, 2) == last:
            then = f"{month_after(first, 3)}/{month_after(last, 3)}"
            return then if then == _quarter_over(said) else None
    return None


def is_of_span(place: Place) -> bool:
    """Tell whether money is told of a span of time and of no day: a cost, an average, what was realised."""
    behind = [token.low for token in place.near[:2]]
    return (
        behind == ["on", "average"]
        or not _AVERAGED.isdisjoint(place.said)
        or any(token.code(Kind.INDICATOR) is Indicator.COST for token in place.left)
    )


def tells_of_span(said: Said, earlier: Sequence[Draft], *, passing: bool) -> bool:
    """Tell whether a section tells of a span of time, not of its month, or (`passing`) of that in passing."""
    told = [draft.period for draft in earlier if not draft.is_base]
    of_month = [period for period in told if len(period) > _YEAR and "/" not in period]
    monthly = sum(period[:_MONTH] == said.section.month for period in of_month)
    if not monthly or not passing or not _PRESENT.isdisjoint(said.statement.said):
        return not monthly
    return monthly < sum("/" in period for period in told)
