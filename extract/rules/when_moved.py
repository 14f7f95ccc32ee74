"""When something moved: the period and status of a move's own predicate, not of its whole clause."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Annotated
from extract.rules.context import Statement, is_of_front
from extract.rules.outlook import when
from extract.rules.times import Time
from extract.rules.tokens import Kind, Token
from schemas.periods import month_after
from schemas.vocabulary import Status

__all__ = ["in_both", "when_moved"]

_NEAR = 40
_OPENS = 4
_MONTH = 7
_WITHIN = frozenset({"in", "of", "during"})
_JOINTS = frozenset({"and", "but", "yet", "before", "then"})


def when_moved(
    section: Annotated, statement: Statement, tokens: Sequence[Token], where: Token
) -> tuple[str, Status]:
    """Return period and status of the move told by a token of a clause.

    "Rose in May and is expected to fall": what is foreseen in a predicate of its own, with no month of its
    own, is of the month to come.
    """
    start, end = _predicate(tokens, where)
    period, status = when(section, statement, where.start, (start, end))
    named = _named_behind(statement, where)
    if named is not None and named.period < section.month:
        return named.period, Status.ACTUAL
    if status is Status.ACTUAL and period < section.month and _is_all_in_front(statement, where, period):
        return section.month, status
    dated = any(start <= time.start < end for time in statement.times)
    later = start > tokens[0].start and status is Status.FORECAST
    if later and not dated and period == section.month:
        return month_after(section.month), status
    return period, status


def _is_all_in_front(statement: Statement, where: Token, period: str) -> bool:
    """Read "After the rise in May, output fell": the month is that of what stands ahead of the comma."""
    times = [time for time in statement.times if time.period == period]
    return bool(times) and all(is_of_front(statement.tokens, time, where.start) for time in times)


def in_both(
    section: Annotated, statement: Statement, where: Token, status: Status
) -> list[tuple[str, Status]]:
    """Return periods and statuses of "declines in September and October", or none where there are not two.

    `status` is that of the move: what "will stay" is foreseen for the report's month as well.
    """
    behind = [t for t in statement.times if where.end <= t.start < where.end + _NEAR and not t.compared]
    gap = section.section.body[behind[0].end : behind[1].start] if len(behind) > 1 else ""
    if gap.strip() != "and":
        return []
    month = section.month
    foreseen = status is Status.FORECAST and behind[0].period >= month
    return [
        (time.period, Status.FORECAST if foreseen or time.period > month else Status.ACTUAL)
        for time in behind[:2]
    ]


def _named_behind(statement: Statement, where: Token) -> Time | None:
    """Return the month right behind a move's word ("March brought a fall after the rebound in January")."""
    at = statement.place_at(where.end)
    if at + 1 >= len(statement.tokens) or statement.tokens[at].low not in _WITHIN:
        return None
    start = statement.tokens[at + 1].start
    times = (time for time in statement.times if time.start == start and len(time.period) == _MONTH)
    return next((time for time in times if not (time.compared or time.since or time.loose)), None)


def _predicate(tokens: Sequence[Token], where: Token) -> tuple[int, int]:
    """Return the offsets of a move's own predicate in its clause."""
    start, end = tokens[0].start, tokens[-1].end
    verbal = False
    for at, token in enumerate(tokens):
        if verbal and token.low in _JOINTS and any(map(_is_finite, tokens[at + 1 : at + _OPENS])):
            if token.start > where.start:
                return start, token.start
            start = token.end
        verbal = verbal or _is_finite(token)
    return start, end


def _is_finite(token: Token) -> bool:
    move = token.has(Kind.MOVE) and not token.has(Kind.TREND)
    return bool(token.tags) and (move or token.has_any(Kind.LEVEL, Kind.FUTURE))
