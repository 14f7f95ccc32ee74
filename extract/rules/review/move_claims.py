"""The features of a word of a move by what the grammar read, here and in the section.

Names of features are stable: the weights are learned for them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.draft import Draft, sentence_of
from extract.rules.move import MEASURED
from extract.rules.phrase import noun_phrase_after, noun_phrase_before
from extract.rules.review.layout import Layout, step_of
from extract.rules.review.moving import Moving
from extract.rules.review.words import CLAIM
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Basis, Indicator

__all__ = ["Known", "Said", "known_of", "move_claims"]

_CLOSE, _READ, _HERE, _SOME, _SHORT = 3, 8, 4, 2, 2
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What the grammar read in a section, in text order, and the words that name what is measured there.

    `segments` are those of its figures' segments and those beside output or a rate ("output of powder").
    `moved` tells by basis and period of what a figure says how it moved, and whether of the whole;
    `levelled` of which months a level is told with its way.
    """

    section: Annotated
    own: frozenset[str]
    drafts: Sequence[Draft]
    segments: frozenset[str]
    moved: Mapping[tuple[Basis, str], bool]
    levelled: frozenset[str]

    def near(self, first: int, last: int) -> Sequence[Draft]:
        """Return what was read in the sentences from a number to another, both included."""
        begin = bisect_left(self.drafts, first, key=sentence_of)
        return self.drafts[begin : bisect_left(self.drafts, last + 1, key=sentence_of)]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence's place among those that speak, and the thing measured last in those before it, or None.

    `movements` are how many the grammar took from it.
    """

    place: int
    spoken: Indicator | None
    movements: int


def known_of(
    section: Annotated, spoken: Sequence[Statement], own: frozenset[str], drafts: Sequence[Draft]
) -> Known:
    """Return what the grammar read in a section; `own` names its commodity."""
    named = [draft.scope.segment.lower() for draft in drafts if draft.scope.segment]
    named += [token.low for statement in spoken for token in _beside_measured(statement.tokens)]
    parts = (part for segment in named for part in _WORD.findall(segment) if len(part) > _SHORT)
    measured = [draft for draft in drafts if draft.indicator in MEASURED]
    moved: dict[tuple[Basis, str], bool] = {}
    for draft in measured:
        if draft.is_change and not draft.scope.region and not draft.scope.entity:
            key = (draft.basis, draft.period)
            moved[key] = moved.get(key, False) or draft.scope.segment is None
    levelled = {d.period for d in measured if not d.is_change and d.direction is not None}
    return Known(section, own, drafts, frozenset(parts), moved, frozenset(levelled))


def _beside_measured(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the words that tell whose output or rate is named: "coarse powder output", "output of rod"."""
    for at, token in enumerate(tokens):
        if token.code(Kind.INDICATOR) in MEASURED:
            yield from noun_phrase_before(tokens, at)
            yield from noun_phrase_after(tokens, at)


def move_claims(known: Known, layout: Layout, moving: Moving, said: Said, subject: str) -> list[str]:
    """Return the features; `subject` sums up what stands before the predicate."""
    taken, basis = bool(moving.taken), moving.moves[0][0]
    number = moving.statement.sentence.number
    before, here = known.near(number - 1, number - 1), known.near(number, number)
    spoken = str(before[-1].indicator) if before else "no"
    measured = [draft for draft in (*before, *here) if draft.indicator in MEASURED]
    whole = known.moved.get((basis, moving.period))
    others = said.movements - len(moving.taken)
    told = (
        f"took:{taken}",
        f"took:{taken},{moving.status}",
        f"took:{taken},{moving.way}",
        f"took:{taken},{subject}",
        f"took:{taken},{layout.word(moving.at)}",
        f"others:{min(others, _SOME)}",
        f"at:{min(said.place, _CLOSE)}",
        *_read_near(moving, here),
        f"figured:{whole is not None},{bool(whole)}",
        f"figured:{whole is not None},{subject}",
        f"levelled:{moving.period in known.levelled}",
        f"here:{min(len(here), _HERE)}",
        f"spoke:{spoken}",
        f"spoke:{spoken},{subject}",
        f"measured:{measured[-1].indicator if measured else 'no'}",
    )
    return [CLAIM + name for name in dict.fromkeys(told)]


def _read_near(moving: Moving, here: Sequence[Draft]) -> Iterator[str]:
    """Yield what the figures around it were read as."""
    tokens, at = moving.statement.tokens, moving.at
    near = {
        id(token.figure): i - at
        for i, token in enumerate(tokens[max(0, at - _READ) : at + _READ + 1], start=max(0, at - _READ))
        if token.figure is not None
    }
    for draft in here:
        far = near.get(id(draft.figure))
        if far is not None:
            side, same = "+" if far > 0 else "-", draft.direction is moving.way
            yield from (f"d{side}{draft.indicator}", f"d{side}{draft.basis}", f"d{side}same:{same}")
            yield f"d{side}{draft.indicator},{draft.basis},{same}"
            yield f"d{side}{step_of(abs(far))},{same},{draft.basis}"
