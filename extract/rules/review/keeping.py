"""Keeping movements: each once, none that a figure tells, none of a class of producers.

Names are compared by the stems of their words, without those of the heading: "recycled lithium carbonate" is
what "recycling" is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.rules.draft import Draft
from extract.rules.matter import is_class_of_producers
from extract.rules.move import MEASURED
from extract.rules.scope import also_whole
from schemas.answer import MovementLabel
from schemas.vocabulary import Basis, Direction, Indicator

__all__ = ["Kept", "Told"]

_ENDS = re.compile(r"-(?:derived|based|sourced|fed)$|(?<=[a-z]{3})(?:ings?|ed|es?|s|rs?)$")
"""What a word may end in beside its stem."""
_SEVERAL = frozenset({"and", "&"})

_What = tuple[Indicator, Basis, str]
_Segment = frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """A movement, the number of its sentence, its chance in per mille, and what explains it in a line.

    What the grammar took is certain beside another, whatever its chance; `label` has the one for readers.
    """

    sentence: int
    chance: int
    label: MovementLabel
    why: Callable[[], str]


class Kept:
    """The movements of a section that are kept, and what its figures tell."""

    def __init__(self, drafts: Sequence[Draft], heading: str) -> None:
        """Take the readings of the section's figures, and its heading."""
        words = {_stem(word) for word in heading.casefold().replace("(", " ").replace(")", " ").split()}
        self._heading = words if words.isdisjoint(_SEVERAL) else set()
        self._figured: dict[_What, dict[_Segment, Direction | None]] = {}
        self._told: dict[_What, dict[_Segment, Told]] = {}
        self._beside: list[Told] = []  # of the grammar, alike in all but how the segment is written
        for draft in drafts:
            whole = not draft.scope.region and not draft.scope.entity
            levelled = not draft.is_change and draft.direction is not None  # "45 kt in June, stable"
            if draft.indicator in MEASURED and (draft.is_change or levelled) and whole:
                what = (draft.indicator, Basis.MOM if levelled else draft.basis, draft.period)
                for segment in also_whole(draft.scope.segment):
                    self._figured.setdefault(what, {}).setdefault(self._named(segment), draft.direction)

    def keep(self, told: Told) -> None:
        """Keep a movement of the grammar, which has looked for figures that tell it by the same words."""
        known = self._told.setdefault(_what(told.label), {})
        named = self._named(told.label.segment)
        if named and self._figured.get(_what(told.label), {}).get(named) is told.label.direction:
            return
        if named in known:
            self._beside.append(told)
        else:
            known[named] = told

    def add(self, told: Told) -> None:
        """Keep another movement, unless a figure tells it or it is told; of two ways the likelier stays."""
        label, named = told.label, self._named(told.label.segment)
        if label.segment is not None and is_class_of_producers(label.segment):
            return
        figured = self._figured.get(_what(label), {})
        known = self._told.setdefault(_what(label), {})
        if named in figured or any(
            _overlap(named, other) and label.direction is way for other, way in figured.items()
        ):
            return
        before = known.get(named)
        if before is not None and (before.label.direction is label.direction or before.chance >= told.chance):
            return
        if any(
            _overlap(named, other) and label.direction is each.label.direction
            for other, each in known.items()
        ):
            return
        known[named] = told

    def narrower(self, segment: str | None) -> str | None:
        """Return a segment, or none where it is the commodity of the heading itself ("antimony")."""
        return segment if self._named(segment) else None

    def _named(self, segment: str | None) -> _Segment:
        """Return the stems of the words of a segment, none for the whole."""
        if segment is None:
            return frozenset()
        return frozenset(_stem(word) for word in segment.casefold().split()) - self._heading

    def in_order(self) -> list[Told]:
        """Return what is kept in text order."""
        listed = [told for known in self._told.values() for told in known.values()]
        return sorted([*listed, *self._beside], key=lambda told: told.sentence)


def _what(label: MovementLabel) -> _What:
    return label.indicator, label.basis, label.period


def _stem(word: str) -> str:
    return _ENDS.sub("", _ENDS.sub("", word))


def _overlap(one: _Segment, other: _Segment) -> bool:
    """Tell whether one of two names is part of the other."""
    return bool(one) and bool(other) and (one <= other or other <= one)
