"""Clauses: a sentence cut at the joints where a new statement begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["clause_around", "clause_at", "clause_spans"]

_CONTRAST = r"(?:while|whereas|but|although|though|however|nevertheless)\b"
# It begins with the mark or space that it looks for, so that the search goes from one to the next.
_JOINT = re.compile(
    rf"[;；,\s](?:(?<=[;；])\s*|(?<=,)\s+(?={_CONTRAST}|(?:with|as|and)\s+(?:the|its|their|an?)\s)"
    rf"|(?<=\s)(?<!\s\s)\s*(?={_CONTRAST}))",
    re.IGNORECASE,
)


def clause_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the clauses of the sentence `text[start:end]`; together they cover it.

    White space and joining punctuation between two clauses belong to neither.
    """
    spans = []
    left = start
    for joint in _JOINT.finditer(text, start, end):
        if joint.start() > left:
            spans.append((left, joint.start()))
        left = joint.end()
    if left < end:
        spans.append((left, end))
    return spans or [(start, end)]


def clause_at(text: str, sentence: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """Return the span of the shortest run of whole clauses that holds `start:end`."""
    return clause_around(clause_spans(text, *sentence), sentence, start, end)


def clause_around(
    spans: Sequence[tuple[int, int]], sentence: tuple[int, int], start: int, end: int
) -> tuple[int, int]:
    """Return the same as `clause_at`, for a sentence whose clauses are known."""
    left = max([a for a, _ in spans if a <= start], default=sentence[0])
    right = min([b for _, b in spans if b >= end], default=sentence[1])
    return left, right
