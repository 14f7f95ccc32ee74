"""Moved since: the span of time of a move that is told against a month well before the report's.

"40% up from October", in a report of January, is what moved from October to January.
"""

from __future__ import annotations

from extract.rules.context import Statement
from extract.rules.places import Place
from extract.rules.times import Time
from schemas.periods import month_after, months_between
from schemas.vocabulary import Basis, Indicator

__all__ = ["SINCE", "moved_since"]

SINCE = "since the month that it is compared with"
"""Why a figure has the months up to the report's."""
_MONTH = 7
_LAST, _YEAR = 2, 12
"""How many months ago a month is at least, and before how many, so that a span of months is told."""
_COMPARED = (Basis.CHANGE, Basis.MOM)
_FLOWS = (
    Indicator.PRODUCTION, Indicator.DEMAND, Indicator.SALES, Indicator.SHIPMENTS, Indicator.ARRIVALS,
    Indicator.OPERATING_RATE, Indicator.PRODUCER_COUNT,
)  # fmt: skip
_LEAD = 6


def moved_since(
    statement: Statement, place: Place, indicator: Indicator, basis: Basis, month: str
) -> str | None:
    """Return the months over which a figure moved up to the report's `month`, or None.

    "Output was 5% more than in February" is told of the month: what flows is compared month by month.
    """
    if basis not in _COMPARED or not place.near:
        return None
    if indicator in _FLOWS and any(token.low == "than" for token in place.near):
        return None
    begin, end = place.figure.end, place.near[-1].end
    for time in statement.times:
        if not (time.compared and begin <= time.start < end and len(time.period) == _MONTH):
            continue
        if not _LAST <= months_between(time.period, month) < _YEAR:
            return None
        first = month_after(time.period) if _is_ended(statement, time) else time.period
        return f"{first}/{month}"
    return None


def _is_ended(statement: Statement, time: Time) -> bool:
    """Read "more than at the end of 2019": what moved since began with the month behind it."""
    at = statement.place_at(time.start)
    lead = [token.low for token in statement.tokens[max(0, at - _LEAD) : at]]
    ended = "end" in lead or statement.tokens[at].low.startswith("end-")
    return ended and "from" not in lead
