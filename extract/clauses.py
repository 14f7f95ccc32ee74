"""Clauses: a sentence cut at the joints where a new statement begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["clause_around", "clause_at", "clause_spans", "clauses_linked"]

_CONTRAST = r"(?:while|whereas|but|although|though|however|nevertheless)\b"
# It begins with the mark or space that it looks for, so that the search goes from one to the next.
_JOINT = re.compile(
    rf"[;；,\s](?:(?<=[;；])\s*|(?<=,)\s+(?={_CONTRAST}|(?:with|as|and)\s+(?:the|its|their|an?)\s)"
    rf"|(?<=\s)(?<!\s\s)\s*(?={_CONTRAST}))",
    re.IGNORECASE,
)
_CONTRASTS = re.compile(_CONTRAST, re.IGNORECASE)
_BACK = re.compile(r"(?:with|as|because|since|due|owing|thanks|for|after|following|given)\b", re.IGNORECASE)
"""What opens a clause whose effect stands before it."""


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


def clauses_linked(text: str, sentence: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """Return the span of the clauses that hold a cause, `start:end`, and of the one that tells its effect.

    That is the one before where the cause opens with "as" or "with", else the one behind, unless it
    contrasts with the cause.
    """
    spans = clause_spans(text, *sentence)
    first = max((at for at, (left, _) in enumerate(spans) if left <= start), default=0)
    last = min((at for at, (_, right) in enumerate(spans) if right >= end), default=len(spans) - 1)
    if first and _BACK.match(text, spans[first][0]):
        first -= 1
    elif last + 1 < len(spans) and not _CONTRASTS.match(text, spans[last + 1][0]):
        last += 1
    return spans[first][0], spans[last][1]
