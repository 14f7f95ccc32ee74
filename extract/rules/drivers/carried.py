"""Causes told in the sentence before: reasons in a list, "this", "as a result", "coupled with"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.rules.drivers.bounds import VERBS
from extract.rules.drivers.copulas import opens_list
from extract.rules.drivers.effects import reaches_output
from extract.rules.drivers.link import Link
from extract.rules.drivers.phrases import Mark, is_word
from extract.rules.drivers.reading import Kinds, Reading, Run, word_set
from extract.rules.drivers.regions import regions, skip_openers

__all__ = ["Carrier"]

_ITEM = re.compile(r"\W*(?:[(（]?(?:\d{1,2}|[a-hivx]{1,3})[.)、）:]|[-–•*·])\s*", re.IGNORECASE)
_OPENING = 9


class Carrier:
    """What one sentence hands to the next; feed it every sentence of a section, in order."""

    def __init__(self) -> None:
        """Start before the first sentence."""
        self._before: Reading | None = None
        self._listing: Reading | None = None

    def links(self, reading: Reading, own: list[Link]) -> list[Link]:
        """Return the links of a sentence that begin in the one before; `own` are those it states itself."""
        found: list[Link] = []
        if self._listing is not None:
            item = _item_of(reading)
            if item is not None:
                found += _reasons(reading, item, own, self._listing)
            else:
                self._listing = None
        if self._before is not None:
            found += _pointing_back(reading, self._before)
        if self._listing is None and opens_list(reading):
            self._listing = reading
        self._before = reading
        return found


def _reasons(reading: Reading, item: Run, own: list[Link], listing: Reading) -> Iterator[Link]:
    """Yield the reasons that an item of a list gives; a chain that stays short of output is two of them."""
    word = "a reason of a list"
    effect = (0, _lead_end(listing))
    if not own:
        yield Link(reading, item, listing, effect, word, single=True, loose=True, behind=True)
        return
    if any(link.effect is None or reaches_output(link.effect_reading, *link.effect) for link in own):
        return
    for link in own:
        yield Link(reading, link.cause, listing, effect, word, loose=True, behind=True)
        if link.effect is not None:
            yield Link(reading, link.effect, listing, effect, word, single=True, loose=True, behind=True)


def _lead_end(listing: Reading) -> int:
    """Return where the effect ends that a lead names: "the rise can be put down to the following"."""
    marks = listing.marks.get(Kinds.LINK, ())
    return next((m.first for m in marks if m.code == "because" and m.first), len(listing.words))


def _item_of(reading: Reading) -> Run | None:
    """Return the words of a list item without its number, or None where the sentence is none."""
    if not reading.words or reading.words[-1] == ":":
        return None
    number = _ITEM.match(reading.body, reading.spans[0][0])
    ordinal = reading.starts(Kinds.ORDINAL, 0)
    if number is None and ordinal is None:
        return None
    end = reading.spans[ordinal.last - 1][1] if ordinal is not None else 0
    end = number.end() if number is not None else end
    first = next((i for i, (start, _) in enumerate(reading.spans) if start >= end), 0)
    while first + 1 < len(reading.words) and not is_word(reading.words[first]):
        first += 1
    last = len(reading.words)
    while last > first and not is_word(reading.words[last - 1]):
        last -= 1
    return (first, last) if first < last else None


def _pointing_back(reading: Reading, before: Reading) -> Iterator[Link]:
    parts, own = regions(before), regions(reading)
    if not parts or not own:
        return
    cause, last = parts[-1], own[0][1]
    additive, back = (reading.starts(kind, 0) for kind in (Kinds.ADDITIVE, Kinds.BACK))
    if additive is not None:
        yield from _added(reading, additive, before, cause, last)
    elif back is not None:
        yield from _referred(reading, back, before, cause, last)
    else:
        near = reading.within(Kinds.LINK, 1, min(last, _OPENING))
        inner = next((m for m in near if m.code == "result" and m.size == 1), None)
        if inner is not None and not _speaks(reading, inner.first):
            # "Port stocks consequently sank": the cause is the sentence before.
            word = reading.text(inner.first, inner.last)
            yield Link(before, cause, reading, (0, last), word, clausal=True, weak=True)


def _added(reading: Reading, additive: Mark, before: Reading, cause: Run, last: int) -> Iterator[Link]:
    """Read "Coupled with B, …": what the sentence before said counts too."""
    comma = reading.find(",", additive.last, last)
    if comma is None or comma + 1 >= last or reading.low(additive.last) in word_set("points_back"):
        return
    effect = (comma + 1, last)
    if additive.last < comma:
        yield Link(reading, (additive.last, comma), reading, effect, "together with", weak=True)
    yield Link(before, cause, reading, effect, "together with", clausal=True, weak=True)


def _referred(reading: Reading, back: Mark, before: Reading, cause: Run, last: int) -> Iterator[Link]:
    """Read "This lowered output" and "As a result, output fell"."""
    word = reading.text(back.first, back.last)
    if reading.low(back.first) in word_set("points_back") and reading.low(back.last - 1) != "why":
        verbs = (m for m in reading.within(Kinds.LINK, back.last, last) if m.code in VERBS)
        verb = next((m for m in verbs if m.first < back.last + _OPENING), None)
        if verb is not None:
            start = verb.last if verb.code == "lead" else verb.first
            if start < last:
                yield Link(before, cause, reading, (start, last), word, clausal=True, weak=True)
        return
    start = skip_openers(reading, back.last, last)
    if start < last:
        yield Link(before, cause, reading, (start, last), word, clausal=True, weak=True)


def _speaks(reading: Reading, last: int) -> bool:
    """Tell whether a verb of its own stands before a word; an auxiliary ("is therefore expected") is none."""
    end = last - 1 if reading.at(Kinds.MODAL, last - 1) is not None else last
    return reading.is_finite(0, end)
