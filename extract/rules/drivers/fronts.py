"""Fronted causes: "Due to A and B, output fell", "At such prices, …", "Should A happen, …"."""

from __future__ import annotations

from extract.rules.drivers.bounds import effect_end
from extract.rules.drivers.clauses import has_verb
from extract.rules.drivers.effects import reaches_output
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
    if comma is not None:
        comma = _behind_list(reading, comma, last)
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


def _behind_list(reading: Reading, comma: int, last: int) -> int:
    """Return the comma behind further causes: "Because A fell, B piled up and C slid, output was cut"."""
    end = reading.find(",", comma + 1, last)
    joint = reading.find("and", comma + 2, end) if end is not None else None
    if end is None or joint is None or not reaches_output(reading, end + 1, last):
        return comma
    causes = ((comma + 1, joint), (joint + 1, end))
    told = all(
        has_verb(reading, *part) and reading.has(Kinds.CATEGORY, *part) and not reaches_output(reading, *part)
        for part in causes
    )
    return end if told else comma


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
