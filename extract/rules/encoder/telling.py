"""What an opinion of the encoder hangs on: the words without which it would say something else.

Each word of a sentence is hidden in turn, and the section read anew (occlusion: Zeiler and Fergus,
Visualizing and Understanding Convolutional Networks, 2014). It costs a reading a word: only who asks pays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from heapq import nsmallest

from extract.document import Annotated
from extract.rules.encoder.encoded import Encoded, encoded, headed_by
from extract.rules.encoder.heads import POINT

__all__ = ["in_context"]

_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*%?")
_MOST = 24
"""Words that are hidden at the most, those of the sentence that are nearest."""
_TOLD = 3


def in_context(
    section: Annotated,
    within: tuple[int, int],
    run: tuple[int, int],
    chance: int,
    points_of: Callable[[Encoded], int | None],
) -> str:
    """Return what the encoder says of a run of a sentence, with the words there that weighed most.

    `within` are the offsets of the sentence; `chance` is that of the answer, in per mille; `points_of`
    gives its points in a reading of the section.
    """
    whole = points_of(encoded(section))
    if whole is None:
        return ""
    changes: dict[str, int] = {}
    for start, end in _words(section.section.body, within, run):
        without = points_of(Encoded(headed_by(section), section.section.body, (start, end)))
        if without is not None and without != whole:
            changes.setdefault(section.section.body[start:end], whole - without)
    named = sorted(changes, key=lambda word: (-abs(changes[word]), word))[:_TOLD]
    told = ", ".join(f'"{word}" {changes[word] / POINT:+.2f}' for word in named)
    return f"; in its context {chance / 10:.1f}%" + (f", most by {told}" if told else "")


def _words(body: str, within: tuple[int, int], run: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the words of a sentence that are nearest to a run, in text order."""
    found = [match.span() for match in _WORD.finditer(body, *within)]
    return sorted(nsmallest(_MOST, found, key=lambda word: max(run[0] - word[1], word[0] - run[1])))
