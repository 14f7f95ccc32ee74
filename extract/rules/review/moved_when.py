"""When something moved, by the encoder: another month or status than the grammar's, where it is sure.

The weights of moves know the words around a move and nothing of its time. A period must be one that its
sentence names, or that every report speaks of; the only one that is named is taken for its own. What came
about is of no month to come: where a sentence names one, it is foretold, else it is of the report's month.
A day dates an event of the sentence ("that must be connected by June 30") and no movement.
"""

from __future__ import annotations

from collections.abc import Iterable

from extract.rules.context import Statement
from extract.rules.encoder import encoded
from extract.rules.light import BREAKS
from extract.rules.models import WHOLE, shares
from extract.rules.review.periods import periods_of
from extract.rules.review.relative import relative
from extract.rules.review.seen import Seen
from extract.rules.times import Time
from extract.rules.tokens import Kind
from schemas.periods import month_after
from schemas.vocabulary import Status

__all__ = ["SURE", "UNPLANNED", "chance_of_time", "moved_when"]

_MONTH, _DAY = 7, 10
_BESIDE = 2
_WITHIN = frozenset({"in", "for", "during"})
_BOUNDS = frozenset({"by", "before", "until"})
_JOINTS = frozenset({"and", "but", "while", "whereas"})
SURE = 900
"""The least chance of another period or status than the grammar's, in per mille."""
UNPLANNED = 950
"""The same for what the words call a plan ("fewer ITO targets came back, and output fell")."""
_FORETOLD = frozenset({Status.ACTUAL, Status.FORECAST})
"""What may be taken for each other: a plan is told in so many words."""


def moved_when(seen: Seen) -> tuple[str, Status]:
    """Return the period and the status of a move, which is seen as `seen_of` gives it."""
    period, status = _monthly(seen.draft.period, seen.month), seen.draft.status
    word = seen.draft.figure
    said = encoded(seen.section).of_move(word.start, word.end)
    if said is None:
        return period, status
    periods, statuses = shares(said["period"]), shares(said["status"])
    told = max(periods, key=periods.__getitem__)
    if periods[told] >= SURE and told != relative(period, seen.month) and not _is_dated(seen):
        may_be = periods_of(seen).keys() - _compared(seen)
        period = _only(each for each in may_be if relative(each, seen.month) == told) or period
    likelier = Status(max(statuses, key=statuses.__getitem__))
    to_come = likelier is Status.ACTUAL and period[:_MONTH] > seen.month
    planned = status is Status.TARGET and statuses[likelier] >= UNPLANNED
    if likelier is Status.FORECAST and _is_over(seen, period):
        likelier = status
    if statuses[likelier] >= SURE and ({likelier, status} <= _FORETOLD or planned) and not to_come:
        status = likelier
    if status is Status.ACTUAL and period[:_MONTH] > seen.month:
        statement = seen.statement
        named = any(time.period == period and not _only_bounds(statement, time) for time in statement.times)
        return (period, Status.FORECAST) if named else (seen.month, status)
    return period, status


def chance_of_time(seen: Seen, period: str, status: Status) -> int:
    """Return the chance by the encoder that a move is of a period and has a status, in per mille."""
    word = seen.draft.figure
    said = encoded(seen.section).of_move(word.start, word.end)
    if said is None:
        return WHOLE
    of_period = shares(said["period"]).get(relative(period, seen.month), 0)
    return of_period * shares(said["status"]).get(status, 0) // WHOLE


def _monthly(period: str, month: str) -> str:
    """Return the month of a day, which is the one to come where the day lies farther ahead."""
    return min(period[:_MONTH], month_after(month)) if len(period) == _DAY else period


def _is_over(seen: Seen, period: str) -> bool:
    """Tell whether its sentence names the report's month for it, and nothing that is to come."""
    tokens, times = seen.statement.tokens, seen.statement.times
    named = {time.period for time in times if not time.compared}
    return named == {period} == {seen.month} and not any(t.has_any(Kind.FUTURE, Kind.PLAN) for t in tokens)


def _compared(seen: Seen) -> frozenset[str]:
    """Return the periods that its sentence names only to compare with them ("as it was in May")."""
    times = seen.statement.times
    told = {time.period for time in times if not time.compared}
    return frozenset(time.period for time in times if time.compared) - told


def _is_dated(seen: Seen) -> bool:
    """Tell whether its sentence names the period that the grammar gives it, and no other, or beside the word.

    Beside it: right behind the word, or where its clause opens ("in January, output is forecast to fall").
    """
    statement, period = seen.statement, seen.draft.period
    dating = [time for time in statement.times if not _only_bounds(statement, time)]
    if {time.period for time in dating} == {period}:
        return True
    if len(period) > _DAY and {time.period for time in dating if not time.compared} == {period}:
        return True  # "in the first half of 2025 below that of 2024"
    plain = [time for time in dating if not (time.compared or time.loose)]
    behind = statement.tokens[seen.at + 1 : seen.at + 1 + _BESIDE]
    if any(time.period == period and any(time.start == t.start for t in behind) for time in plain):
        return behind[0].low in _WITHIN
    before = [time for time in plain if time.end <= statement.tokens[seen.at].start]
    return bool(before) and before[-1].period == period and _opens_clause(statement, before[-1])


def _opens_clause(statement: Statement, time: Time) -> bool:
    """Tell whether a time opens its clause, behind a mark or a conjunction."""
    at = statement.place_at(time.start)
    if at < 1 or statement.tokens[at - 1].low not in _WITHIN:
        return False
    return (
        at == 1
        or statement.tokens[at - _BESIDE].text in BREAKS
        or statement.tokens[at - _BESIDE].low in _JOINTS
    )


def _only_bounds(statement: Statement, time: Time) -> bool:
    """Read "contracts to be cleared by the end of the year", "the year-end rush": no time of a move."""
    tokens = statement.tokens
    at = statement.place_at(time.start)
    last = at < len(tokens) and tokens[at].low in _BOUNDS
    named = at < len(tokens) and "year-end" in tokens[at].low and at + 1 < len(tokens)
    return last or (named and tokens[at + 1].kind == Kind.WORD and not tokens[at + 1].tags)


def _only(periods: Iterable[str]) -> str | None:
    """Return the one period that there is; of several, none can be told from the others."""
    found = list(periods)
    return found[0] if len(found) == 1 else None
