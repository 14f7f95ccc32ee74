"""What is said: a run of words by its place, whose time and status are asked for."""

from __future__ import annotations

from extract.document import Annotated
from extract.record import record
from extract.rules.context import Statement

__all__ = ["Said"]


@record(frozen=True, slots=True)
class Said:
    """Something said: its section and sentence, the offset where it stands, and the span of its clause."""

    section: Annotated
    statement: Statement
    start: int
    clause: tuple[int, int]
