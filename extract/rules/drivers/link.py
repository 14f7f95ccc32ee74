"""A link: one stated tie of a cause to an effect."""

from __future__ import annotations

from extract.record import record
from extract.rules.drivers.reading import Reading, Run
from schemas.vocabulary import Direction

__all__ = ["Link"]


@record(frozen=True, slots=True)
class Link:
    """A cause and its effect as runs of words of their sentences.

    `effect` is None where the section's headline is meant; `second` is where else it may stand.
    """

    reading: Reading
    cause: Run
    effect_reading: Reading
    effect: Run | None
    word: str
    against: bool = False
    """The cause pushes against what happened ("despite A")."""
    behind: bool = False
    """The cause stands behind its effect."""
    clausal: bool = False
    """The cause is a whole clause."""
    subject: bool = False
    """The cause is the subject of a verb."""
    weak: bool = False
    """The connective alone does not say "cause": the effect must be a stated move."""
    output_only: bool = False
    """It counts for the section's output alone: a purpose."""
    single: bool = False
    """A reason of a list: one category."""
    rival: bool = False
    """One cause is set against another, and each pushes its own way."""
    loose: bool = False
    """The headline is meant where the effect names nothing."""
    agreeing: bool = False
    """Cause and effect only stand side by side: the cause must push the way of the effect."""
    second: Run | None = None
    forced: Direction | None = None
    """The way that the connective itself gives: "the obstacle was A"."""
