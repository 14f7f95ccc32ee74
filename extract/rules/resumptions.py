"""Resumptions: a return to work is a cause of production, also where no effect is stated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.document import Annotated
from extract.rules.context import Statement, when
from extract.rules.scope import region_in
from schemas.answer import DriverLabel
from schemas.vocabulary import Category, Direction, Indicator, Status

__all__ = ["read_resumptions"]

_RETURN = re.compile(
    r"\b(?:resum(?:e|es|ed|ing|ption\w*)|restart(?:s|ed|ing)?|return(?:s|ed|ing)? to (?:normal |full )?"
    r"(?:production|operations?|work)|recover(?:s|ed|ing)? (?:from maintenance|output|production))\b",
    re.I,
)
_LATE = re.compile(
    r"\b(?:slow\w*|late|later|delay\w*|postpon\w*|incomplete|not|no|fewer|only when|until)\b", re.I
)
_LONGEST = 120


def read_resumptions(section: Annotated, statement: Statement) -> Iterator[DriverLabel]:
    """Yield the resumption that a statement tells of: up where plain, down where slow or late."""
    body = section.section.body
    start, end = statement.sentence.start, statement.sentence.end
    match = _RETURN.search(body, start, end)
    if match is None:
        return
    left = max(body.rfind(mark, start, match.start()) for mark in (", ", "; ", ": "))
    left = left + 2 if left >= start else start
    right = min((at for at in (body.find(mark, match.end(), end) for mark in (",", ";")) if at >= 0), default=end)
    period, status = when(section, statement, match.start(), (start, end))
    late = _LATE.search(body, left, right)
    yield DriverLabel(
        category=Category.RESUMPTION,
        cause=body[left:right].strip(" .,;")[:_LONGEST],
        effect=Indicator.PRODUCTION,
        direction=Direction.DOWN if late else Direction.UP,
        period=period,
        status=Status.ACTUAL if status is Status.TARGET else status,
        segment=None,
        region=region_in(body[left:right], section.section.heading),
        entity=None,
        sentences=(statement.sentence.number,),
        confidence=None,
    )
