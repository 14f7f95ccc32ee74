"""Fronted causes: "Due to A and B, output fell", "At such prices, …", "Should A happen, …"."""

from __future__ import annotations

from extract.rules.drivers.bounds import effect_end
from extract.rules.drivers.link import Link
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading, word_set
from extract.rules.drivers.regions import fronted_end
from extract.rules.drivers.weak import fronted_weak

__all__ = ["fronted_link"]

_INVERTED = frozenset({"should", "were", "had"})


def fronted_link(reading: Reading, mark: Mark | None, at: int, last: int) -> Link | None:
    """Return the link whose cause opens the clause from `at` to `last`; `mark` is the connective there."""
    low = reading.low(at)
    if low == "at" and reading.low(at + 1) in word_set("such"):
        mark = Mark(at, at + 1, "such", "weak")
    elif (
        (mark is None or mark.code != "against")
        and low in _INVERTED
        and at + 1 < last
        and reading.is_finite(at + 1, last)
    ):
        # "Should gas be rationed, output will fall": a condition by its order of words.
        mark = Mark(at, at + 1, "if", "weak")
    if mark is None or not (mark.kind == "passive" or mark.code in ("because", "against", "weak")):
        return None
    comma = fronted_end(reading, mark.last, last)
    start = comma + 1 if comma is not None else None
    if comma is None and (mark.kind == "passive" or mark.code == "because"):
        comma = start = _bare_subject(reading, mark.last, last)
    if comma is None or start is None or start >= last:
        return None
    cause, effect = (mark.last, comma), (start, effect_end(reading, start, last))
    if mark.kind != "passive" and mark.code == "weak":
        return fronted_weak(reading, mark, cause, effect)
    word = reading.text(mark.first, mark.last)
    against = mark.kind != "passive" and mark.code == "against"
    return Link(reading, cause, reading, effect, word, against=against)


def _bare_subject(reading: Reading, first: int, last: int) -> int | None:
    """Return where the main clause opens that no comma sets off: "because of the frost the price rose"."""
    for at in range(first + 2, last - 1):
        if reading.is_finite(first, at):
            return None
        before = reading.low(at - 1)
        opens = reading.low(at) in ("the", "its", "their", "our") or (
            reading.at(Kinds.INDICATOR, at) is not None and reading.at(Kinds.CATEGORY, at - 1) is not None
        )
        if opens and before not in word_set("phrase_stops") and before not in word_set("prepositions"):
            return at if reading.is_finite(at, last) else None
    return None
