"""Headers: a line that only dates the items behind it ("Trade in November:", "Stocks as of January 24.")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.draft import Draft, sentence_of
from extract.rules.phrase import is_verb
from schemas.vocabulary import Status

__all__ = ["HEADED", "under_headers"]

HEADED = "the date of the line above it"
"""Why an item of a list has a period that only its header names."""
_BULLETS = "-–•*·"
_LONGEST, _LABEL = 10, 8


def under_headers(section: Annotated, spoken: Sequence[Statement], drafts: Sequence[Draft]) -> list[Draft]:
    """Return readings in their order, those of items with their header's period.

    An item names no time, and opens with a bullet or a label. What is to come keeps its own period.
    """
    dated: dict[int, str] = {}
    header: str | None = None
    for statement in spoken:
        told = _header(section, statement)
        if told is not None:
            header = told
        elif header is not None and _is_item(section, statement):
            dated[statement.sentence.number] = header
        else:
            header = None
    return [
        replace(draft, period=dated[number], why=(*draft.why, HEADED))
        if (number := sentence_of(draft)) in dated
        and draft.period == section.month
        and draft.status is Status.ACTUAL
        and not draft.is_base
        else draft
        for draft in drafts
    ]


def _header(section: Annotated, statement: Statement) -> str | None:
    """Return the period of a line without a figure that names one time that has come, or None."""
    tokens = statement.tokens
    if any(token.figure is not None for token in tokens) or len(tokens) > _LONGEST:
        return None
    times = [time for time in statement.times if not time.compared]
    if len(times) != 1 or times[0].period[: len(section.month)] > section.month:
        return None
    text = section.section.body[statement.sentence.start : statement.sentence.end].rstrip()
    return times[0].period if text.endswith(":") or not any(map(is_verb, tokens)) else None


def _is_item(section: Annotated, statement: Statement) -> bool:
    if statement.times:
        return False
    body, start = section.section.body, statement.sentence.start
    label = next((at for at, token in enumerate(statement.tokens) if token.figure is not None), 0)
    named = any(token.text == ":" for token in statement.tokens[: min(label, _LABEL)])
    return named or body[start : start + 1] in _BULLETS
