"""Sentences and list items of a section's body, as spans.

Items of a running list ("1. ...; 2. ...") are sentences of their own. A line never joins another.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

__all__ = ["list_numbers", "sentence_spans"]

_ITEM = re.compile(r"(?<![\w.,%$])[(（]?(?P<number>\d{1,2})(?:[.)）、](?=[^\S\n]|[^\W\d])|[)）])")
_ITEM_LEAD = re.compile(r"(?:^|[:;.,!?：；。(（•\-–—]|\b(?:and|or|as|are|is|namely|firstly))[^\S\n]*$")
_TERMINATOR = re.compile(r"[.!?。！？]+[\"'”’)\]»）]*")
_SPACE = re.compile(r"\s*")

# An abbreviation's full stop ends no sentence; compiled by us.
_ABBREVIATIONS = frozenset(
    [
        "approx",
        "rs",
        "e.g",
        "eg",
        "i.e",
        "ie",
        "etc",
        "vs",
        "no",
        "nos",
        "st",
        "mt",
        "co",
        "ltd",
        "inc",
        "corp",
        "bros",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "fig",
        "est",
        "dept",
        "cf",
        "ca",
        "al",
        "avg",
        "max",
        "min",
        "vol",
        "u.s",
        "u.k",
        "p.p",
        "a.m",
        "p.m",
    ]
)
_WORD_BEFORE = re.compile(r"[A-Za-z][A-Za-z.]*$")
_LOOK_BACK = 24


def list_numbers(text: str) -> list[tuple[int, int, int]]:
    """Return (start, end, number) of the list numbers, in order.

    A number opens an item where it stands at a line's start or behind a colon, semicolon or full
    stop, and counts on from the item before it (or starts at 1).
    """
    found: list[tuple[int, int, int]] = []
    last = 0
    for line_start, line_end in _lines(text):
        for match in _ITEM.finditer(text, line_start, line_end):
            number = int(match["number"])
            if number not in (1, last + 1):
                continue
            lead = text[max(line_start, match.start() - _LOOK_BACK) : match.start()]
            if match.start() == line_start or (lead and _ITEM_LEAD.search(lead)):
                found.append((match.start(), match.end(), number))
                last = number
    return _runs(found, text)


def _runs(found: list[tuple[int, int, int]], text: str) -> list[tuple[int, int, int]]:
    """Drop a lone "1." that nothing follows, unless it opens its line."""
    kept = []
    for index, (start, end, number) in enumerate(found):
        follows = index + 1 < len(found) and found[index + 1][2] == number + 1
        opens_line = start == 0 or text[start - 1] == "\n"
        if number > 1 or follows or opens_line:
            kept.append((start, end, number))
    return kept


def sentence_spans(text: str, items: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Return the half-open spans of the sentences, in order, white space at their ends left out.

    `items` are the list numbers of the same text.
    """
    starts = [start for start, _, _ in items]
    ends = {end for _, end, _ in items}
    spans = []
    for line_start, line_end in _lines(text):
        first = bisect_right(starts, line_start)
        cuts = set(starts[first : bisect_left(starts, line_end)])
        cuts.update(_cuts(text, line_start, line_end, ends))
        inner = sorted(cuts)
        for left, right in zip([line_start, *inner], [*inner, line_end], strict=True):
            span = _trimmed(text, left, right)
            if span:
                spans.append(span)
    return spans


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while True:
        end = text.find("\n", start)
        if end < 0:
            yield start, len(text)
            return
        yield start, end
        start = end + 1


def _cuts(text: str, start: int, end: int, item_ends: set[int]) -> Iterator[int]:
    for match in _TERMINATOR.finditer(text, start, end):
        after = _SPACE.match(text, match.end())
        next_at = after.end() if after else match.end()
        if next_at >= end or match.end() in item_ends:
            continue
        spaced = next_at > match.end()
        if _ends_sentence(text, match, text[next_at : next_at + 2], spaced=spaced):
            yield next_at


def _ends_sentence(text: str, stop: re.Match[str], following: str, *, spaced: bool) -> bool:
    first = following[:1]
    if stop.group()[0] in "。！？":
        return True
    if not spaced:
        # "decline.Therefore": a capitalised word glued to the stop of a lower-case one.
        before = text[max(0, stop.start() - 2) : stop.start()]
        return (
            first.isupper()
            and following[1:2].islower()
            and len(before) == 2
            and (before.islower() or before[-1] in "%)")
        )
    if first.islower():
        return False
    word = _WORD_BEFORE.search(text, max(0, stop.start() - _LOOK_BACK), stop.start())
    if word and stop.group() == ".":
        key = word.group().lower().rstrip(".")
        if key == "mt" and not first.isdigit():
            return True
        initial = len(key) == 1 and word.group().isupper()
        return key not in _ABBREVIATIONS and not initial
    return True


def _trimmed(text: str, left: int, right: int) -> tuple[int, int] | None:
    while left < right and text[left].isspace():
        left += 1
    while right > left and text[right - 1].isspace():
        right -= 1
    return (left, right) if left < right else None
