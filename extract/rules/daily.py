"""Days: prices and stocks are read off on a day; output, rates and trade are those of a month or a week.

The day that a sentence names beside such a figure is that of an event ("a fire on June 9 cost 500 mt").
"""

from __future__ import annotations

import re
from itertools import pairwise

from extract.rules.context import Statement
from extract.rules.places import BREAKS, Place
from extract.rules.tokens import Kind, grammar
from schemas.vocabulary import Indicator

__all__ = ["is_of_day", "month_of"]

_MONTH = 7
_POINTED = frozenset(
    [Indicator.PRICE, Indicator.TREATMENT_CHARGE, Indicator.INVENTORY, Indicator.COST, Indicator.PROFIT,
     Indicator.TARIFF]
)  # fmt: skip
_STANDING = frozenset(
    [Indicator.OPERATING_RATE, Indicator.SHARE, Indicator.CAPACITY, Indicator.OPERATING_CAPACITY,
     Indicator.QUOTA, Indicator.PRODUCER_COUNT, Indicator.DEMAND]
)  # fmt: skip
"""What may stand at something on a day, where the day is the figure's own."""
_RATES = frozenset([Indicator.OPERATING_RATE, Indicator.SHARE, Indicator.PRODUCER_COUNT])
_SOLD = frozenset([Indicator.SALES, Indicator.DEMAND, Indicator.SHIPMENTS])
_SALES = frozenset({"tender", "tenders", "auction", "auctions"})
_LEAD, _APART = 14, 4
_PASSING = frozenset("and but so after following which when".split())
_OF_DAYS = frozenset({"week", "weekly", "weeks", "ten", "daily"})
_PARTS = re.compile(r"[\s-]")


def is_of_day(statement: Statement, place: Place, indicator: Indicator, last: Indicator | None) -> bool:
    """Tell whether a figure is told of a day; `last` is what the figure whose day it takes over measures."""
    if indicator in _POINTED or (place.figure.unit or "").endswith("/day"):
        return True
    if any(one.low == "as" and two.low in ("of", "at", "on") for one, two in pairwise(statement.tokens)):
        return True
    if not _OF_DAYS.isdisjoint(part for token in statement.tokens for part in _PARTS.split(token.low)):
        return True
    if last is not None:
        # What was kept for the figure before holds for its like, and "84% of it" for stocks.
        return last in _STANDING or (indicator is Indicator.SHARE and last is Indicator.INVENTORY)
    behind = next((time for time in statement.times if time.day and time.start > place.figure.start), None)
    near = behind is not None and any(behind.start <= token.start < behind.end for token in place.near)
    near = near or (behind is not None and _set_apart(statement, place, behind.start))
    if indicator in _SOLD and _at_sale(statement):
        return True
    return indicator in _STANDING and (near or (indicator in _RATES and _opened_by_day(statement, place)))


def _set_apart(statement: Statement, place: Place, start: int) -> bool:
    """Read "38.2% (Feb 24)": a day in brackets right behind the figure."""
    behind = statement.tokens[place.at + 1 : place.at + _APART]
    return bool(behind) and behind[0].text == "(" and any(token.start == start for token in behind[1:])


def _at_sale(statement: Statement) -> bool:
    """Read "in the tender of October 18, 30,000 tonnes were sold"."""
    return any(
        not _SALES.isdisjoint(token.low for token in statement.between(time.start - _LEAD, time.start))
        for time in statement.times
        if time.day
    )


def _opened_by_day(statement: Statement, place: Place) -> bool:
    """Read "On October 30 plants in the north ran at 62%": the day opens the sentence, and nothing moves."""
    day = next((time for time in statement.times if time.day), None)
    if day is None or statement.place_at(day.start) > 1 or day.start > place.figure.start:
        return False
    between = statement.between(day.end, place.figure.start)
    if any(t.text in ";:" or t.low in _PASSING or t.has_any(Kind.MOVE, Kind.SWITCH) for t in between):
        return False
    return any(token.has(Kind.LEVEL) or token.low in grammar("running") for token in between)


def month_of(month: str, statement: Statement, place: Place, day: str) -> str:
    """Return a day's month where the day is told in the figure's own clause, else the report's `month`."""
    start = place.figure.start
    if day[:_MONTH] >= month:
        return day[:_MONTH]
    told = [time for time in statement.times if time.period == day]
    behind = any(time.start > start for time in told)
    end = max((time.end for time in told if time.start < start), default=None)
    between = statement.between(end, start) if end is not None else ()
    apart = any(
        token.text in BREAKS or token.low in grammar("joints") or token.has(Kind.LEVEL) for token in between
    )
    return day[:_MONTH] if behind or (end is not None and not apart) else month
