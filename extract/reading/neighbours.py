"""A line's neighbours: what follows it, and whether an unknown name above a text is a heading."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from extract.reading.lines import Line, Mark
from extract.reading.names import words_of

__all__ = ["TEXT", "next_content", "settled", "tells"]

TEXT = frozenset({Mark.PROSE, Mark.NOTE, Mark.COLON, Mark.LOWER, Mark.NUMBERED, Mark.CREDIT, Mark.DATED})

_OPENING = 400  # how much of a paragraph is asked for the name of the heading above it

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def next_content(
    lines: Sequence[Line], passed: Container[Mark] = frozenset({Mark.CONTROL})
) -> list[int | None]:
    """Return for each line the index of the next one whose mark is not passed over."""
    after: list[int | None] = [None] * len(lines)
    following: int | None = None
    for i in range(len(lines) - 1, -1, -1):
        after[i] = following
        if lines[i].mark not in passed:
            following = i
    return after


def tells(line: Line, text: str, generic: frozenset[str]) -> bool:
    """Tell whether a text holds a figure, or a word of the heading above it."""
    if _DIGIT.search(_YEAR.sub("", text)):
        return True
    names = [line.heading]
    if line.commodity:
        names += [line.commodity.name, *line.commodity.aliases]
    words = {word for name in names for word in words_of(name)} - generic
    return not words.isdisjoint(words_of(text))


def settled(lines: list[Line]) -> list[Line]:
    """Return the lines with every doubtful name marked as a heading or as a note.

    An unknown name with a colon, or in lower case, heads a section where the surer headings of the
    same report look like it; one in lower case also where the text below opens with its words. A
    numbered name does where the report numbers its sections.
    """
    after = next_content(lines)
    numbered = _numbered_heads(lines, after)
    sure = [
        line
        for line, j in zip(lines, after, strict=True)
        if line.mark is Mark.HEADING and j is not None and lines[j].mark in TEXT
    ]
    colons = 2 * sum(line.colon for line in sure) > len(sure)
    lower = 2 * sum(not line.cased for line in sure) > len(sure)
    settled = []
    for i, (line, j) in enumerate(zip(lines, after, strict=True)):
        mark = line.mark
        prose = lines[j].text if j is not None and lines[j].mark is Mark.PROSE else None
        if mark is Mark.COLON:
            accepted = (colons and line.cased) or (prose is not None and (colons or not sure))
            mark = Mark.HEADING if accepted else Mark.NOTE
        elif mark is Mark.LOWER:
            accepted = prose is not None and (lower or not sure or _names(line, prose))
            mark = Mark.HEADING if accepted else Mark.NOTE
        elif mark is Mark.NUMBERED:
            mark = Mark.HEADING if i in numbered else Mark.NOTE
        settled.append(line if mark is line.mark else replace(line, mark=mark))
    return settled


def _numbered_heads(lines: Sequence[Line], after: Sequence[int | None]) -> set[int]:
    """Return the indices of numbered names that head sections: counted up, and more than the plain ones.

    What is numbered inside a section starts again from 1 in every section, or has no text under it.
    """
    over_text = {i for i, j in enumerate(after) if j is not None and lines[j].mark is Mark.PROSE}
    counted: list[int] = []
    for i, line in enumerate(lines):
        if line.mark is not Mark.NUMBERED or (i not in over_text and line.commodity is None):
            continue
        if not counted or (line.number or 0) > (lines[counted[-1]].number or 0):
            counted.append(i)
    plain = sum(lines[i].mark is Mark.HEADING and lines[i].commodity is not None for i in over_text)
    known = sum(lines[i].commodity is not None for i in over_text.intersection(counted))
    return set(counted) if known > plain else set()


def _names(line: Line, prose: str) -> bool:
    """Tell whether a paragraph opens with the words of the heading above it."""
    return f" {' '.join(words_of(line.heading))} " in f" {' '.join(words_of(prose[:_OPENING]))} "
