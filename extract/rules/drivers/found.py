"""Drivers as they are found: the label, and why it was read, one line a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field

from extract.record import record
from extract.rules.drivers.reading import Reading, Run
from extract.rules.scope import Scope
from schemas.answer import DriverLabel
from schemas.vocabulary import Category, Direction, Indicator, Status

__all__ = ["Found", "found_of"]

_LONGEST_CAUSE = 160
_TRAILING = frozenset(
    ". , ; : than as to of in on at by for with from and or but yet that which whose who may might will "
    "would could should must can has have had was were is are be been being the a an".split()
)
"""Words and marks at which no cause ends: "less because of weak orders than", "a line in Qinghai was"."""


@record(frozen=True, slots=True)
class Found:
    """A driver and why it was read: one line a decision."""

    label: DriverLabel
    why: tuple[str, ...]
    number: int
    """The sentence that the cause stands in."""
    run: Run
    """The cause's words in it."""
    settled: bool = False
    """Its words leave no doubt which way it pushes: "had it not been for A, output would have fallen"."""
    timed: bool = False
    """Its effect is of the month named with it, though what is to come is told behind it."""
    weighed: Callable[[], str] | None = field(default=None, compare=False, repr=False)
    """Says how the judge came to it: put into words only once asked for."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return why it was read, and how it was judged."""
        return self.why if self.weighed is None else (*self.why, self.weighed())


def found_of(  # noqa: PLR0913 - a field each
    reading: Reading,
    run: Run,
    *,
    category: Category,
    effect: Indicator,
    direction: Direction,
    when: tuple[str, Status],
    scope: Scope,
    sentences: Sequence[int],
    why: Sequence[str],
) -> Found:
    """Return the driver whose cause is told by a run of words of a sentence."""
    label = DriverLabel(
        category=category,
        cause=reading.text(run[0], _told_until(reading, run))[:_LONGEST_CAUSE],
        effect=effect,
        direction=direction,
        period=when[0],
        status=when[1],
        segment=scope.segment,
        region=scope.region,
        entity=scope.entity,
        sentences=tuple(sentences),
        confidence=None,
    )
    scoped = f"scope: {scope.segment} | {scope.region} | {scope.entity}"
    return Found(label, (*why, scoped + (f" ({scope.why})" if scope.why else "")), reading.number, run)


def _told_until(reading: Reading, run: Run) -> int:
    """Return where a cause ends without what leads on from it."""
    first, last = run
    while last - first > 1 and reading.low(last - 1) in _TRAILING:
        last -= 1
    return last
