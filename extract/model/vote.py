"""Votes: several answers to one section become one, with their agreement as confidence.

Figures align by their number: first it is voted what becomes of a figure, then the labels that agree best
with those of the other answers are taken whole, so that no combination is made up that nobody gave.
Movements, missed figures and drivers align by what they are of and by the sentences that they cite; they
stand where more than half of the answers have them. Ties go to the answer that came first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from rapidfuzz.fuzz import token_sort_ratio

from schemas.answer import Answer, DriverLabel, FigureLabel, MissedLabel, MovementLabel

__all__ = ["voted"]

_Label = TypeVar("_Label", FigureLabel, MovementLabel, MissedLabel, DriverLabel)
_FATES = ("figures", "misread", "rejected")
_UNVOTED = frozenset({"confidence", "sentences", "cause"})
_ALIKE = 60  # of 100: words of a segment, region or entity that may mean the same


def voted(answers: Sequence[Answer]) -> Answer:
    """Return the answer that the answers agree on; `confidence` is the share of them that say a label so.

    `answers` holds at least one.
    """
    figures: list[FigureLabel] = []
    others: dict[str, list[Any]] = {"rejected": [], "misread": []}
    for number in sorted({e.figure for answer in answers for fate in _FATES for e in getattr(answer, fate)}):
        given = [
            {fate: tuple(e for e in getattr(answer, fate) if e.figure == number) for fate in _FATES}
            for answer in answers
        ]
        fate = _first_most(next((fate for fate in _FATES if entries[fate]), None) for entries in given)
        if fate == "figures":
            figures += _nearest([entries["figures"] for entries in given], len(answers))
        elif fate:
            entries = [entries[fate][0] for entries in given if entries[fate]]
            told = _first_most(_said(entry) for entry in entries)
            others[fate].append(next(entry for entry in entries if _said(entry) == told))
    return Answer(
        figures=tuple(figures),
        rejected=tuple(others["rejected"]),
        misread=tuple(others["misread"]),
        movements=tuple(_agreed([answer.movements for answer in answers], _same_movement)),
        missed=tuple(_agreed([answer.missed for answer in answers], _same_missed)),
        drivers=tuple(_agreed([answer.drivers for answer in answers], _same_driver)),
    )


def _first_most(values: Iterable[Any]) -> Any:
    """Return the value met most often, of equals the one met first."""
    return Counter(values).most_common(1)[0][0]


def _said(label: Any) -> tuple[Any, ...]:
    """Return what a label says, without evidence and wording."""
    fields = label.model_dump(exclude=set(_UNVOTED))
    return tuple(_plain(value) for value in fields.values())


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(sorted((name, _plain(part)) for name, part in value.items()))
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def _equal(one: Any, other: Any) -> int:
    """Return how many fields two labels share."""
    return sum(a == b for a, b in zip(_said(one), _said(other), strict=True))


def _nearest(given: Sequence[tuple[FigureLabel, ...]], voters: int) -> Iterable[FigureLabel]:
    """Return one answer's labels of a figure: those that agree best with the others'."""
    ordered = [tuple(sorted(labels, key=lambda label: repr(_said(label)))) for labels in given]

    def agreement(labels: tuple[FigureLabel, ...]) -> float:
        others = [other for other in ordered if other]
        return sum(sum(map(_equal, labels, other)) / max(len(labels), len(other)) for other in others)

    best = max((labels for labels in ordered if labels), key=agreement)
    for label in best:
        votes = sum(any(_said(label) == _said(other) for other in labels) for labels in ordered)
        yield label.model_copy(update={"confidence": round(votes / voters, 3)})


def _agreed(given: Sequence[Sequence[_Label]], same: Callable[[Any, Any], bool]) -> Iterable[_Label]:
    """Yield one label for each that more than half of the answers have, in the order they came up."""
    groups: list[dict[int, _Label]] = []
    for voter, labels in enumerate(given):
        pairs = [
            (-_nearness(label, member), at, index)
            for at, group in enumerate(groups)
            for member in [next(iter(group.values()))]
            for index, label in enumerate(labels)
            if same(label, member)
        ]
        placed: set[int] = set()
        for _, at, index in sorted(pairs):
            if voter not in groups[at] and index not in placed:
                groups[at][voter] = labels[index]
                placed.add(index)
        groups += [{voter: label} for index, label in enumerate(labels) if index not in placed]
    for group in groups:
        if 2 * len(group) > len(given):
            members = list(group.values())
            best = max(members, key=lambda label: sum(_nearness(label, other) for other in members))
            votes = sum(_said(best) == _said(other) for other in members)
            yield best.model_copy(update={"confidence": round(votes / len(given), 3)})


def _nearness(one: Any, other: Any) -> float:
    """Return how alike two labels are: shared fields, then sentences and wording."""
    near = float(_equal(one, other))
    if isinstance(one, DriverLabel):
        near += token_sort_ratio(one.cause, other.cause) / 100
    cited = [set(getattr(label, "sentences", ())) for label in (one, other)]
    return near + 0.5 * len(cited[0] & cited[1]) / max(1, len(cited[0] | cited[1]))


def _same_movement(one: MovementLabel, other: MovementLabel) -> bool:
    of = (one.indicator, one.period) == (other.indicator, other.period)
    if one.segment and other.segment:
        alike = token_sort_ratio(one.segment.casefold(), other.segment.casefold()) >= _ALIKE
    else:
        alike = one.segment == other.segment
    return of and alike and bool({*one.sentences} & {*other.sentences})


def _same_missed(one: MissedLabel, other: MissedLabel) -> bool:
    return (one.sentence, one.quote) == (other.sentence, other.quote)


def _same_driver(one: DriverLabel, other: DriverLabel) -> bool:
    of = (one.category, one.effect, one.status) == (other.category, other.effect, other.status)
    return of and bool({*one.sentences} & {*other.sentences})
