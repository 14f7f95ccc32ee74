"""Resumptions: a return to work is a cause of production, also where no effect is stated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.document import Annotated
from extract.rules.context import Statement, when_caused
from extract.rules.scope import region_in
from schemas.answer import DriverLabel
from schemas.vocabulary import Category, Direction, Indicator

__all__ = ["read_resumptions"]

_RETURN = re.compile(
    r"\b(?:resum(?:e|es|ed|ing|ption\w*)|restart(?:s|ed|ing)?|return(?:s|ed|ing)? to (?:normal |full )?"
    r"(?:production|operations?|work)|recover(?:s|ed|ing)? (?:from maintenance|output|production))\b",
    re.I,
)
_LATE = re.compile(
    r"\b(?:slow\w*|late|later|delay\w*|postpon\w*|incomplete|not|no|fewer|only when|until)\b", re.I
)
# What is only watched, doubted or told of somebody else's work is no cause.
_WATCHED = re.compile(r"\b(?:monitor|whether|news|pace of|if|clarity|depend\w*)\b", re.I)
_OTHERS = re.compile(r"\b(?:ore|mines?|downstream|buyers?|logistics|transport)\b", re.I)
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
    right = min(
        (at for at in (body.find(mark, match.end(), end) for mark in (",", ";")) if at >= 0), default=end
    )
    if _WATCHED.search(body, start, end) or _OTHERS.search(body, left, right):
        return
    period, status = when_caused(section, statement, (left, right))
    late = _LATE.search(body, left, right)
    yield DriverLabel(
        category=Category.RESUMPTION,
        cause=body[left:right].strip(" .,;")[:_LONGEST],
        effect=Indicator.PRODUCTION,
        direction=Direction.DOWN if late else Direction.UP,
        period=period,
        status=status,
        segment=None,
        region=region_in(body[left:right], section.section.heading),
        entity=None,
        sentences=(statement.sentence.number,),
        confidence=None,
    )
