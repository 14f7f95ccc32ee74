"""Verbs between cause and effect: "A lowered output", "A, lowering output", "A, which lowered output"."""

from __future__ import annotations

from extract.rules.drivers.bounds import is_participle, verb_effect_end
from extract.rules.drivers.causes import cause_in, is_agent
from extract.rules.drivers.clauses import clause_start, subject_of
from extract.rules.drivers.link import Link
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading, Run, word_set
from extract.rules.drivers.regions import skip_openers
from schemas.vocabulary import Category

__all__ = ["verb_link"]

_JOINING = frozenset({",", "thereby", "thus", "and"})
_BEFORE_RELATIVE = frozenset({",", "of", "all", "both", "and"})
_EXPECTED = 14
_PARTED = 6
_KEEPING = frozenset({"keep", "keeps", "kept"})
_SIGNS = frozenset({"$", "€", "£", "us$", "rs"})
_HEDGES = frozenset({"about", "around", "some", "nearly", "almost", "over"})


def verb_link(reading: Reading, mark: Mark, at: int, last: int, before: Run | None) -> Link | None:
    """Return the link that a verb makes in the clause from `at` to `last`, or None where it makes none."""
    start = mark.last if mark.code == "lead" and not _is_parted(reading, mark) else mark.first
    effect = (start, verb_effect_end(reading, mark.last, last))
    if effect[0] >= effect[1]:
        return None
    word = reading.text(mark.first, mark.last)
    ahead = mark.first
    while ahead > at and (reading.at(Kinds.ADVERB, ahead - 1) or reading.low(ahead - 1).endswith("ly")):
        ahead -= 1
    participle = is_participle(reading.low(mark.first))
    if participle and reading.low(ahead - 1) in _JOINING:
        # "A, while B, resulting in C" speaks of both.
        both = before is not None and mark.code == "lead"
        left = skip_openers(reading, *before) if before is not None and both else at
        cause = (left, max(at, ahead - 1))
        return Link(reading, cause, reading, effect, word, clausal=True) if left < cause[1] else None
    if not _is_verb(reading, mark, ahead, participle=participle):
        return None
    first, stop = subject_of(reading, at, mark.first)
    if stop > first and reading.low(stop - 1) in word_set("pointers"):
        return _relative(reading, at, stop - 1, effect, word)
    which = reading.find("which", max(at, first - 1), stop)
    if which is not None and reading.at(Kinds.ADDITIVE, which + 1) is not None:
        # "A, which together with B lifted output"
        return Link(reading, (at, stop), reading, effect, word, clausal=True)
    opening = reading.starts(Kinds.LINK, first)
    if opening is not None and opening.code in ("because", "against"):
        return None
    head = next((i for i in range(first, stop) if reading.low(i) in word_set("relatives")), stop)
    if stop <= first or any(low in word_set("told") for low in reading.lows(first, head)):
        return None
    named = cause_in(reading, first, stop)
    if named is None:
        return None
    if is_agent(reading, first, stop) and named.category is not Category.CAPACITY_ADDITION:
        return None
    return Link(reading, (first, stop), reading, effect, word, subject=True)


def _is_parted(reading: Reading, mark: Mark) -> bool:
    """Tell whether a verb's particle stands behind its object: "hold part of the rise back"."""
    behind = reading.lows(mark.last, mark.last + _PARTED)
    return reading.low(mark.first) in word_set("particle_verbs") and "back" in behind


def _relative(reading: Reading, at: int, pronoun: int, effect: Run, word: str) -> Link | None:
    """Read "A, which lowered output": the cause is the clause, or before "that" the noun phrase."""
    left = pronoun
    while left > at and reading.low(left - 1) in _BEFORE_RELATIVE:
        left -= 1
    if reading.low(pronoun) == "that":
        at = clause_start(reading, at, left)
    return Link(reading, (at, left), reading, effect, word, clausal=True) if left > at else None


def _is_verb(reading: Reading, mark: Mark, ahead: int, *, participle: bool) -> bool:
    """Tell whether a word is an active verb with an object: no noun, no bare participle, no purpose."""
    before = reading.low(ahead - 1)
    modal = reading.at(Kinds.MODAL, ahead - 1) is not None
    if participle and not modal:
        return False
    if (before == "to" and not _is_expected(reading, ahead)) or before in word_set("noun_before"):
        return False
    if reading.low(mark.first) in word_set("adjectives") and before != "to" and not modal:
        return False
    if mark.code == "lead" and mark.size > 1:
        return True
    if before in word_set("passive_be") and not participle:
        return False
    after = mark.last
    while reading.at(Kinds.ADVERB, after) and reading.low(after) != "more":
        after += 1
    low = reading.low(after)
    if (
        reading.low(mark.first) in _KEEPING
        and low.endswith("ing")
        and reading.at(Kinds.CATEGORY, after) is None
    ):
        return False  # "prices kept falling": it went on
    if (
        mark.code != "lead"
        and reading.low(mark.first) not in word_set("measuring")
        and _is_measure(reading, after)
    ):
        return False  # "prices eased 75 yuan": no object
    return bool(low) and low not in word_set("no_object")


def _is_measure(reading: Reading, place: int) -> bool:
    """Tell whether a sum, a volume or a percentage stands at a place, and no name such as "300-series"."""
    at = place + 1 if reading.low(place) in _HEDGES else place
    if reading.low(at) in _SIGNS:
        return True
    behind = reading.low(at + 1)
    return reading.low(at)[:1].isdigit() and (
        behind in word_set("units") or reading.at(Kinds.MONEY, at + 1) is not None
    )


def _is_expected(reading: Reading, ahead: int) -> bool:
    """Tell whether "to lower" follows "expected" or the like, and names no purpose."""
    if reading.low(ahead - 2) in word_set("expecting") or reading.at(Kinds.MODAL, ahead - 2):
        return True
    return bool(word_set("speaking").intersection(reading.lows(ahead - _EXPECTED, ahead)))
