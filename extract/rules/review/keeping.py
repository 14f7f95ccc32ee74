"""Keeping movements: each once, none that a figure tells, none of a class of producers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.rules.draft import Draft
from extract.rules.move import MEASURED
from extract.rules.tokens import lexicon
from schemas.answer import MovementLabel
from schemas.vocabulary import Basis, Direction, Indicator

__all__ = ["Kept", "Told"]

_CONTENT = "content"
"""What ends the name of the whole by another measure: "metal content"."""

_What = tuple[Indicator, Basis, str]
_Segment = frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """A movement, the number of its sentence, its chance in per mille, and what explains it in a line."""

    sentence: int
    chance: int
    label: MovementLabel
    why: Callable[[], str]


class Kept:
    """The movements of a section that are kept, and what its figures tell."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        """Take the readings of the section's figures."""
        self._figured: dict[_What, dict[_Segment, Direction | None]] = {}
        self._told: dict[_What, dict[_Segment, Told]] = {}
        self._beside: list[Told] = []  # of the grammar, alike in all but how the segment is written
        for draft in drafts:
            whole = not draft.scope.region and not draft.scope.entity
            levelled = not draft.is_change and draft.direction is not None  # "45 kt in June, stable"
            if draft.indicator in MEASURED and (draft.is_change or levelled) and whole:
                what = (draft.indicator, Basis.MOM if levelled else draft.basis, draft.period)
                named = _words(draft.scope.segment)
                self._figured.setdefault(what, {}).setdefault(named, draft.direction)

    def keep(self, told: Told) -> None:
        """Keep a movement of the grammar, which has looked for figures that tell it."""
        known = self._told.setdefault(_what(told.label), {})
        if _words(told.label.segment) in known:
            self._beside.append(told)
        else:
            known[_words(told.label.segment)] = told

    def add(self, told: Told) -> None:
        """Keep another movement, unless a figure tells it or it is told; of two ways the likelier stays."""
        label, named = told.label, _words(told.label.segment)
        if not named.isdisjoint(lexicon("generic")["size_classes"]):
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

    def in_order(self) -> list[Told]:
        """Return what is kept in text order."""
        listed = [told for known in self._told.values() for told in known.values()]
        return sorted([*listed, *self._beside], key=lambda told: told.sentence)


def _what(label: MovementLabel) -> _What:
    return label.indicator, label.basis, label.period


def _words(segment: str | None) -> _Segment:
    """Return the words of a segment, none for the whole."""
    words = segment.casefold().split() if segment is not None else []
    return frozenset() if words[-1:] == [_CONTENT] else frozenset(words)


def _overlap(one: _Segment, other: _Segment) -> bool:
    """Tell whether one of two names is part of the other."""
    return bool(one) and bool(other) and (one <= other or other <= one)
