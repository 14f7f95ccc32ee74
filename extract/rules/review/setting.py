"""The features of a figure by its setting: what runs beside it, its size, its place, what was read before.

Names of features are stable: the weights are learned for them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise

from extract.document import Figure
from extract.rules.context import Statement
from extract.rules.review.seen import Seen
from extract.rules.review.words import CLAIM, reading_of, words_of

__all__ = ["Frame", "frame_of", "setting"]

_LEFT, _RIGHT, _EDGE = 12, 8, 3
_BEGIN, _END = "^", "$"
_FIGURES, _PLACES = 8, 6
_BETWEEN = 4
_DIGITS, _HALF = 6, 3
_RATIOS = tuple(map(Decimal, ("0.15", "0.3", "0.5", "0.8", "1", "1.25", "2", "3.3", "6.7")))
_ALIKE = (Decimal("0.5"), Decimal(2))


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sentence is to its figures.

    `ranks` tell by token the how-manieth figure it is, `brackets` by token in how many brackets it stands.
    """

    ranks: Mapping[int, int]
    brackets: Sequence[int]


def frame_of(statement: Statement) -> Frame:
    """Return the frame of a sentence, found once, so that a long one does not cost its square."""
    tokens = statement.tokens
    figures = (at for at, token in enumerate(tokens) if token.figure is not None)
    opened = ((token.text == "(") - (token.text == ")") for token in tokens)
    return Frame({at: rank for rank, at in enumerate(figures)}, list(accumulate(opened, initial=0)))


def setting(seen: Seen, frame: Frame) -> list[str]:
    """Return the features of a figure in the frame of its sentence."""
    return [
        *_beside(seen),
        *_place(seen, frame),
        *_sized("size before", seen.draft.figure, seen.before[0] if seen.before else None),
        *_sized("size behind", seen.draft.figure, seen.behind[0] if seen.behind else None),
        *_own(seen.draft.figure),
        *_between(seen),
        *_read(seen),
        *_scoped(seen),
    ]


def _beside(seen: Seen) -> Iterator[str]:
    """Yield the words right beside it, alone and as they follow on each other."""
    tokens, at = seen.statement.tokens, seen.at
    left = words_of(tokens[max(0, at - _LEFT) : at])
    right = words_of(tokens[at + 1 : at + 1 + _RIGHT])
    before, behind = [_BEGIN] * _BETWEEN + left, right + [_END] * _BETWEEN
    yield from (f"L{far}:{before[-far]}" for far in (3, 4))
    yield from (f"R{far}:{behind[far - 1]}" for far in (3, 4))
    for length in range(2, _EDGE + 1):
        yield f"left {length}:{' '.join(before[-length:])}"
        yield f"right {length}:{' '.join(behind[:length])}"
    yield from (f"l:{one} {other}" for one, other in pairwise(left))
    yield from (f"r:{one} {other}" for one, other in pairwise(right))


def _place(seen: Seen, frame: Frame) -> Iterator[str]:
    """Yield where it stands among the figures of its sentence, how that opens, and in how many brackets."""
    rank, count = frame.ranks[seen.at], len(frame.ranks)
    yield f"figures:{min(count, _FIGURES)}"
    yield f"rank:{min(rank, _PLACES)}"
    yield f"rank behind:{min(count - rank, _PLACES)}"
    opening = words_of(seen.statement.tokens[:2])
    yield f"opens:{opening[0]}"
    yield f"opens:{' '.join(opening)}"
    yield f"brackets:{frame.brackets[seen.at]}"


def _sized(name: str, figure: Figure, other: Figure | None) -> Iterator[str]:
    """Yield how large a figure is beside another one of its unit."""
    if other is None or other.unit != figure.unit:
        yield f"{name}:other"
        return
    mine, theirs = abs(figure.value), abs(other.value)
    sign = "=" if mine == theirs else ">" if mine > theirs else "<"
    yield f"{name}:{sign}"
    if mine and theirs:
        ratio = mine / theirs
        yield f"{name}:{bisect_right(_RATIOS, ratio)}"
        yield f"{name}:{_ALIKE[0] < ratio < _ALIKE[1]}{sign}"


def _own(figure: Figure) -> Iterator[str]:
    value = abs(figure.value)
    digits = min(value.adjusted(), _DIGITS) if value else -1
    yield f"size:{figure.unit}:{digits}{value.scaleb(-digits) > _HALF}"
    yield f"whole:{value == value.to_integral_value()}"
    yield f"qualifier:{figure.qualifier}"


def _between(seen: Seen) -> Iterator[str]:
    """Yield the few words between it and the figures on its sides."""
    for name, beside, tokens in (("before", seen.before, seen.left), ("behind", seen.behind, seen.right)):
        if beside is None:
            continue
        words = words_of(tokens)
        yield f"between {name}:{' '.join(words) if len(words) <= _BETWEEN else 'many'}"
        if beside is seen.before and beside[1] is not None:
            reading = reading_of(beside[1].basis, beside[1].direction)
            yield f"follows:{reading}|{' '.join(words[:_EDGE])}|{seen.draft.figure.unit}"


def _read(seen: Seen) -> Iterator[str]:
    for name, reading in (("main", seen.main), ("first", seen.first), ("last", seen.last)):
        if reading is not None:
            yield f"{name}:{reading.indicator}"
            yield f"{name}:{reading_of(reading.basis, reading.direction)}"
            yield f"{name} unit:{reading.figure.unit}|{seen.draft.figure.unit}"


def _scoped(seen: Seen) -> Iterator[str]:
    scope = seen.draft.scope
    yield f"{CLAIM}scope:{scope.segment is None}{scope.region is None}{scope.entity is None}"
    if seen.main is not None:
        yield f"{CLAIM}same scope:{seen.main.scope == scope}"
