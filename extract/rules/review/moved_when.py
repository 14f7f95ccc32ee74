"""When something moved, by the encoder: another month or status than the grammar's, where it is sure.

The weights of moves know the words around a move and nothing of its time. A period must be one that its
sentence names, or that every report speaks of; the only one that is named is taken for its own. What came
about is of no month to come: where a sentence names one, it is foretold, else it is of the report's month.
A day dates an event of the sentence ("that must be connected by June 30") and no movement.
"""

from __future__ import annotations

from collections.abc import Iterable

from extract.rules.encoder import encoded
from extract.rules.models import shares
from extract.rules.review.periods import periods_of
from extract.rules.review.relative import relative
from extract.rules.review.seen import Seen
from schemas.periods import month_after
from schemas.vocabulary import Status

__all__ = ["SURE", "UNPLANNED", "moved_when"]

_MONTH, _DAY = 7, 10
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
    if statuses[likelier] >= SURE and ({likelier, status} <= _FORETOLD or planned) and not to_come:
        status = likelier
    if status is Status.ACTUAL and period[:_MONTH] > seen.month:
        named = any(time.period == period for time in seen.statement.times)
        return (period, Status.FORECAST) if named else (seen.month, status)
    return period, status


def _monthly(period: str, month: str) -> str:
    """Return the month of a day, which is the one to come where the day lies farther ahead."""
    return min(period[:_MONTH], month_after(month)) if len(period) == _DAY else period


def _compared(seen: Seen) -> frozenset[str]:
    """Return the periods that its sentence names only to compare with them ("as it was in May")."""
    times = seen.statement.times
    told = {time.period for time in times if not time.compared}
    return frozenset(time.period for time in times if time.compared) - told


def _is_dated(seen: Seen) -> bool:
    """Tell whether its sentence names the period that the grammar gives it, and no other."""
    return {time.period for time in seen.statement.times} == {seen.draft.period}


def _only(periods: Iterable[str]) -> str | None:
    """Return the one period that there is; of several, none can be told from the others."""
    found = list(periods)
    return found[0] if len(found) == 1 else None
