"""Models: what some features come to for each class, and the chances of that.

A feature adds to the log odds of the classes directly, by weights of its own, or through hidden units, which
pass on what is above zero (Rumelhart, Hinton and Williams, Learning Representations by Back-Propagating
Errors, 1986; Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, 2010), or both
ways (Cheng and others, Wide & Deep Learning, 2016). What comes into the units is divided by the square root
of the number of features, so that a long run of words speaks no louder than a short one.

All weights and sums are whole numbers: an answer is the same in any order and on any machine. A feature's
weights are one large number with a lane of 16 bits for each unit and of 32 for each class, so that all are
added at once, and so are those of a unit, with a lane of 64 bits for each class.
"""

from __future__ import annotations

import math
import struct
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from operator import add, mul
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from extract.datafiles import load_mapping

__all__ = [
    "NOTHING",
    "PER_POINT",
    "ROOM",
    "SHIFT",
    "STEPS",
    "TAKEN",
    "WHOLE",
    "ZERO",
    "Model",
    "Sum",
    "by_class",
    "chance",
    "choice",
    "classes_of",
    "directly",
    "model_of",
    "most_telling",
    "points",
    "shares",
    "tally",
    "weights_of",
]

_Option = TypeVar("_Option")

WHOLE = 1000
ZERO = ord("o")
"""The letter of a weight of nothing; those before it are negative, by a step each."""
TAKEN = "taken"
"""The one class of a model by which one of several is chosen."""
STEPS = 15
"""The most steps that a letter stands for, up and down."""
SHIFT = 16
"""What a step is worth is told in thousandths of a unit times 2 to this power."""
ROOM = ((1 << 16) - 1) // (2 * STEPS + 1)
"""How many features a unit adds up for sure: the longest sentence read has a third."""
PER_POINT = 100_000
"""A unit counts in thousandths and weighs in ten-thousandths; a point is a hundredth of the log odds."""
# What the lane of a class and that of a unit hold for a weight of nothing: no lane is ever negative.
_LEVEL, _SILENT = 1 << 15, STEPS + 1
_LEAST = -40_00  # points below which a chance is none, and the exponential may be too large
_TOLD = 5
_UNIT, _LANE, _OUT = 16, 32, 64
_MIDDLE = 1 << _OUT - 1
_AS_UNITS = "utf-16-le"  # the letter of a unit fills its lane
_LEXICON = Path(__file__).parent / "lexicon"
_FIGURES, _CAUSES = "weights-of-figures.json", "weights-of-causes.json"
_OF_FIGURES = frozenset({"figure", "status", "period", "segment", "region", "entity", "move"})


class Sum(NamedTuple):
    """The weights of some features added up, and how many they are."""

    lanes: int
    held: int

    def with_(self, other: Sum) -> Sum:
        """Return the sum of both."""
        return Sum(self.lanes + other.lanes, self.held + other.held)


NOTHING = Sum(0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """`rows` by feature: its weights in lanes, those of units, of classes, and 1 where it speaks to units.

    `step` is what a step of a letter is worth; `biases` are by unit, in thousandths times 2 to the power of
    `SHIFT`; `bases` are points by class, `outs` ten-thousandths by unit, of each class in a lane of 64 bits.
    """

    classes: tuple[str, ...]
    step: int
    biases: tuple[int, ...]
    bases: tuple[int, ...]
    outs: tuple[int, ...]
    rows: Mapping[str, int]
    lanes: struct.Struct

    def tally(self, features: Iterable[str], before: Sum = NOTHING) -> Sum:
        """Return the sum of the weights of some features, added to a sum before."""
        held = list(filter(None, map(self.rows.get, features)))  # no row is 0: a lane has its level
        return Sum(sum(held, before.lanes), before.held + len(held))

    def directly(self, summed: Sum, at: int) -> int:
        """Return what a sum comes to for the class at a place by weights of its own, without hidden units."""
        lane = summed.lanes >> _UNIT * len(self.biases) + _LANE * at & (1 << _LANE) - 1
        return self.bases[at] + lane - _LEVEL * summed.held


def model_of(told: Mapping[str, Any]) -> Model:
    """Return a model as it stands in the file, ready to be asked."""
    classes, biases, letters, direct = told["classes"], told["biases"], told["rows"], told["direct"]
    units, behind = len(biases), _UNIT * len(biases) + _LANE * len(classes)
    lanes = struct.Struct(f"<{units}H{len(classes)}IH")
    none = int.from_bytes(lanes.pack(*[_SILENT] * units, *[_LEVEL] * len(classes), 0), "little")
    of_letters = int.from_bytes((chr(ZERO) * units).encode(_AS_UNITS), "little")
    to_level = none + (1 << behind) - of_letters
    rows = {
        sys.intern(feature): int.from_bytes(row.encode(_AS_UNITS), "little") + to_level
        for feature, row in letters.items()
    }
    places = {member: _UNIT * units + _LANE * at for at, member in enumerate(classes)}
    for feature, weights in direct.items():
        of_classes = sum(weight << places[member] for member, weight in weights.items())
        rows[sys.intern(feature)] = rows.get(feature, none) + of_classes
    outs = (
        sum(weight << _OUT * at for at, weight in enumerate(of_unit))
        for of_unit in zip(*told["outs"], strict=True)
    )
    shifted = tuple(bias << SHIFT for bias in biases)
    return Model(tuple(classes), told["step"], shifted, tuple(told["bases"]), tuple(outs), rows, lanes)


@cache
def weights_of(name: str) -> Model:
    """Return the model of a name."""
    return _models(_FIGURES if name in _OF_FIGURES else _CAUSES)[name]


@cache
def _models(file: str) -> Mapping[str, Model]:
    """Return the models of a file, all at once, so that nothing has to keep what it holds."""
    told = load_mapping(_LEXICON / file)
    return {name: model_of(model) for name, model in told.items() if isinstance(model, Mapping)}


def classes_of(name: str) -> tuple[str, ...]:
    """Return the classes of the model of a name."""
    return weights_of(name).classes


def tally(name: str, features: Iterable[str], before: Sum = NOTHING) -> Sum:
    """Return the sum of the weights of some features of a model, added to a sum before."""
    return weights_of(name).tally(features, before)


def points(name: str, summed: Sum) -> list[int]:
    """Return what a sum comes to for each class of a model, in hundredths of the log odds.

    Raises:
        OverflowError: it is of more features than units can add up.
    """
    model = weights_of(name)
    *lanes, speaking = model.lanes.unpack(summed.lanes.to_bytes(model.lanes.size, "little"))
    level, units = _LEVEL * summed.held, len(model.biases)
    direct = [base + lane - level for base, lane in zip(model.bases, lanes[units:], strict=True)]
    if not units:
        return direct
    if summed.held > ROOM:
        raise OverflowError(f"{summed.held} features are more than a unit can add up")
    share = math.isqrt(model.step**2 // max(1, speaking))
    silent = _SILENT * summed.held * share  # what comes in from weights of nothing
    coming = map(add, map(mul, lanes, repeat(share)), model.biases)
    passed = sum(
        [
            (into - silent >> SHIFT) * row
            for into, row in zip(coming, model.outs, strict=True)
            if into > silent
        ]
    )
    return [
        value + of_units // PER_POINT
        for value, of_units in zip(direct, _parted(passed, len(direct)), strict=True)
    ]


def _parted(summed: int, lanes: int) -> Sequence[int]:
    """Return what each lane of a sum of products holds, which may be negative and borrow from the next."""
    if lanes == 1:
        return (summed,)
    lifted = summed + _middles(lanes)
    return [lane - _MIDDLE for lane in struct.unpack(f"<{lanes}Q", lifted.to_bytes(lanes * 8, "little"))]


@cache
def _middles(lanes: int) -> int:
    return sum(_MIDDLE << _OUT * at for at in range(lanes))


def directly(name: str, summed: Sum) -> int:
    """Return what a sum comes to for the one class of a model, without its hidden units."""
    return weights_of(name).directly(summed, 0)


def by_class(name: str, features: Iterable[str], before: Sum = NOTHING) -> dict[str, int]:
    """Return what some features come to for each class of a model by its name."""
    return dict(zip(classes_of(name), points(name, tally(name, features, before)), strict=True))


def chance(odds: int) -> int:
    """Return the chance of a yes by its log odds, in points and in per mille: the logistic function."""
    return round(WHOLE / (1 + math.exp(-max(odds, _LEAST) / 100)))


def choice(name: str, options: Mapping[_Option, Iterable[str]], before: Sum = NOTHING) -> dict[_Option, int]:
    """Return the chance that each of some options is the right one, in per mille: a conditional logit.

    `before` is what the features come to that all of them share.
    """
    return shares({option: points(name, tally(name, told, before))[0] for option, told in options.items()})


def shares(sums: Mapping[_Option, int]) -> dict[_Option, int]:
    """Return the chance of each option, in per mille, by what it comes to: the softmax."""
    most = max(sums.values())
    parts = {option: math.exp((of_option - most) / 100) for option, of_option in sums.items()}
    whole = math.fsum(parts.values())
    return {option: round(WHOLE * part / whole) for option, part in parts.items()}


def most_telling(features: Sequence[str], member: str, *names: str) -> str:
    """Return the features without which a class would have other points in some models, most first."""
    changes: dict[str, int] = {}
    for name in names:
        model = weights_of(name)
        at = model.classes.index(member) if member in model.classes else 0
        whole = tally(name, features)
        of_all = points(name, whole)[at]
        for feature in dict.fromkeys(features):
            if feature in model.rows:
                without = Sum(whole.lanes - model.rows[feature], whole.held - 1)
                changes[feature] = changes.get(feature, 0) + of_all - points(name, without)[at]
    named = sorted((f for f in changes if changes[f]), key=lambda f: (-abs(changes[f]), f))
    return ", ".join(f"{feature} {changes[feature] / 100:+.2f}" for feature in named[:_TOLD])
