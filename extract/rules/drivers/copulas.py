"""Causes by name: "A was the main reason for the fall", "the reasons were A and B", "A was to blame"."""

from __future__ import annotations

from collections.abc import Iterator

from extract.rules.drivers.bounds import VERBS
from extract.rules.drivers.causes import cause_in
from extract.rules.drivers.clauses import subject_of
from extract.rules.drivers.effects import names_output
from extract.rules.drivers.link import Link
from extract.rules.drivers.moves import way_of
from extract.rules.drivers.phrases import Mark, is_word
from extract.rules.drivers.reading import Kinds, Reading, Run, word_set
from extract.rules.drivers.regions import skip_openers
from schemas.vocabulary import Direction

__all__ = ["copular_links", "labelled_links", "opens_list"]

_TOWARDS = frozenset({"for", "of", "behind", "in", "on"})
_NEAR = 7
_LABEL = 3
_ARTICLE = 2


def opens_list(reading: Reading) -> bool:
    """Tell whether a sentence announces reasons: "Main reasons:", "There were three reasons."."""
    if not reading.words:
        return False
    reasons = reading.marks.get(Kinds.REASON, ())
    if reading.words[-1] == ":":
        return bool(reasons or reading.marks.get(Kinds.LINK) or reading.marks.get(Kinds.BLAME))
    return _counts_reasons(reading, 0, len(reading.words)) or any(
        m.size == 1 and reading.low(m.first).endswith("s") for m in reasons
    )


def _counts_reasons(reading: Reading, first: int, last: int) -> bool:
    """Tell whether reasons are counted: "two things weighed on output", "for three reasons"."""
    return any(
        reading.low(at + 1) in word_set("counted")
        for at in reading.places(word_set("numbers"), first, last - 1)
    )


def copular_links(reading: Reading, first: int, last: int) -> Iterator[Link]:
    """Yield the links that call something a cause in one clause."""
    for mark in reading.within(Kinds.REASON, first, last):
        yield from _called(reading, mark, first, last)
    for mark in reading.within(Kinds.BLAME, first, last):
        if _has_object(reading, mark, last):
            continue
        start, stop = subject_of(reading, first, mark.first)
        opener = reading.find("with", start, stop)
        word, effect = reading.text(mark.first, mark.last), _towards(reading, mark.last, last)
        if opener is not None:
            # "Output fell, with A to blame."
            effect = (first, opener) if effect is None and first < opener else effect
            start = opener + 1
        if stop > start:
            yield Link(reading, (start, stop), reading, effect, word, loose=True)
    yield from _cleft(reading, first, last)
    yield from _inverted(reading, first, last)
    yield from _credited(reading, first, last)
    for mark in reading.within(Kinds.BLAMES, first, last):
        yield from _blamed(reading, mark, last)
    for mark in reading.within(Kinds.RIVAL, first, last):
        yield from _rivals(reading, mark, first, last)


def _has_object(reading: Reading, mark: Mark, last: int) -> bool:
    """Tell whether "help" or the like has an object, and so does not say "cause" by itself."""
    follows = mark.last < last and is_word(reading.words[mark.last]) and reading.low(mark.last) != "too"
    return follows and reading.low(mark.first) in word_set("alone")


def _called(reading: Reading, mark: Mark, first: int, last: int) -> Iterator[Link]:
    word = reading.text(mark.first, mark.last)
    near = range(mark.first - 1, max(first, mark.first - _NEAR) - 1, -1)
    being = next((i for i in near if reading.low(i) in word_set("being")), None)
    if being is not None and word_set("no").intersection(reading.lows(being, mark.first)):
        return  # "demand is not the problem"
    if being is not None and being > first:
        # "A was the main reason for the fall"
        start, stop = subject_of(reading, first, being)
        if stop > start:
            effect = _towards(reading, mark.last, last)
            if effect is None and reading.low(being) == "being":
                effect = (first, start) if first < start else None
            yield Link(
                reading, (start, stop), reading, effect, word, loose=True, forced=_forced(reading, mark)
            )
        return
    after = next((i for i in range(mark.last, last) if reading.low(i) in word_set("being")), None)
    if after is None:
        return
    start = after + 2 if reading.low(after + 1) == "in" else after + 1
    if start >= last or reading.low(start) == "behind":
        return
    begin = skip_openers(reading, first, mark.first)
    before = (begin, mark.first) if mark.first - begin > _LABEL else None
    effect = _towards(reading, mark.last, after) or before
    forced = _forced(reading, mark)
    yield Link(reading, (start, last), reading, effect, word, behind=True, loose=True, forced=forced)


def _forced(reading: Reading, mark: Mark) -> Direction | None:
    low = reading.low(mark.last - 1)
    if low in word_set("hindering"):
        return Direction.DOWN
    return Direction.UP if low in word_set("helping") else None


def _towards(reading: Reading, first: int, last: int) -> Run | None:
    """Return the effect of "the reason for the fall", or None where the headline is meant."""
    if reading.low(first) in _TOWARDS and first + 1 < last:
        return first + 1, last
    explains = reading.low(first - 1).startswith("explain") and first < last
    return (first, last) if explains else None


def _cleft(reading: Reading, first: int, last: int) -> Iterator[Link]:
    """Read "What held output back was A"."""
    if reading.find("what", first, last) is None:
        return
    at = skip_openers(reading, first, last)
    if reading.low(at) != "what":
        return
    linking = [m for m in reading.within(Kinds.LINK, at, last) if m.code in VERBS]
    if not linking:
        return
    being = next(
        (i for i in range(linking[0].last, last - 1) if reading.low(i) in word_set("passive_be")), None
    )
    if being is not None:
        word = reading.text(linking[0].first, linking[0].last)
        yield Link(reading, (being + 1, last), reading, (at + 1, being), word, behind=False)


def _inverted(reading: Reading, first: int, last: int) -> Iterator[Link]:
    """Read "Behind the fall stood A"."""
    at = skip_openers(reading, first, last)
    if reading.low(at) != "behind":
        return
    verb = next((i for i in range(at + 2, last - 1) if reading.low(i) in word_set("standing")), None)
    if verb is not None:
        word = reading.text(at, at + 1)
        yield Link(reading, (verb + 1, last), reading, (at + 1, verb), word, behind=True, loose=True)


def _credited(reading: Reading, first: int, last: int) -> Iterator[Link]:
    """Read "the credit goes to A", "the blame lies with A", and "blame A" as a clause of its own."""
    at = next((i for i in reading.places(word_set("credit"), first, last) if i - first <= _ARTICLE), None)
    if at is None:
        return
    goes = reading.low(at + 1) in word_set("crediting") and reading.low(at + 2) in word_set("credited_to")
    alone = at == first and reading.low(at) == "blame" and reading.find("for", at, last) is None
    begin = at + 3 if goes else at + 1
    if (goes or alone) and begin < last:
        word = reading.text(at, begin if goes else at + 1)
        yield Link(reading, (begin, last), reading, None, word, behind=True, loose=True)


def _blamed(reading: Reading, mark: Mark, last: int) -> Iterator[Link]:
    """Read "blamed A for the fall" and "attributed the fall to A"."""
    low = reading.low(mark.first)
    goal = "to" if low.startswith(("attribut", "ascrib")) else "for"
    turn = reading.find(goal, mark.last, last)
    if turn is None or turn + 1 >= last or turn == mark.last:
        return
    word = reading.text(mark.first, mark.last)
    near, far = (mark.last, turn), (turn + 1, last)
    if goal == "for":
        yield Link(reading, near, reading, far, word)
    else:
        yield Link(reading, far, reading, near, word, behind=True)


def _rivals(reading: Reading, mark: Mark, first: int, last: int) -> Iterator[Link]:
    """Yield both sides of "A outweighs B": each pushes its own way."""
    start, stop = subject_of(reading, first, mark.first)
    openers = [i for i in range(start, stop) if reading.low(i) == "with"]
    start = openers[-1] + 1 if openers else start
    end = reading.find(",", mark.last, last) or last
    word = reading.text(mark.first, mark.last)
    sides = ((start, stop), (mark.last, end))
    if any(side[0] >= side[1] or cause_in(reading, *side) is None for side in sides):
        return
    for side in sides:
        yield Link(reading, side, reading, None, word, rival=True)


def labelled_links(reading: Reading) -> Iterator[Link]:
    """Yield the causes behind a colon: "Why: A; B", "The pickup had two sources: A, and B"."""
    last = len(reading.words)
    colon = reading.find(":", 0, last)
    if colon is None or colon + 1 >= last:
        return
    named = reading.within(Kinds.REASON, 0, colon) or reading.within(Kinds.BLAME, 0, colon)
    if not named and not _counts_reasons(reading, 0, colon):
        if names_output(reading, 0, colon) and way_of(reading, 0, colon, nearest_last=False) is not None:
            # "Output slid to 52%: ore was short"
            word = reading.text(colon, colon + 1)
            cause = (colon + 1, last)
            yield Link(
                reading, cause, reading, (0, colon), word, weak=True, agreeing=True, behind=True, clausal=True
            )
        return
    sided = any(reading.low(m.first) in word_set("sided") for m in named)
    effect = (0, colon) if colon > _LABEL else None
    word = reading.text(0, colon)
    left = colon + 1
    for at in (*(i for i in range(left, last) if reading.low(i) == ";"), last):
        if at > left:
            yield Link(
                reading, (left, at), reading, effect, word,
                loose=True, behind=True, clausal=True, rival=sided,
            )  # fmt: skip
        left = at + 1
