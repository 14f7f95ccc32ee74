"""Calibration: how sure an answer is, by the chance that the weights and the encoder give it.

A chance is too sure of itself or too modest, so that it is scaled to how often such answers were right on
months that nothing was learned from (Platt, Probabilistic Outputs for Support Vector Machines, 1999).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.rules.models import WHOLE
from extract.rules.tokens import lexicon

__all__ = ["KINDS", "Kind", "Scale", "confidence", "log_odds", "scale_of"]

Kind = Literal["figure", "movement", "driver"]
KINDS: tuple[Kind, ...] = ("figure", "movement", "driver")
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Scale:
    """How the log odds of a chance become those of being right: times a slope, plus an offset."""

    slope: float
    offset: float

    def of(self, chance: int) -> float:
        """Return the share of answers of a chance, in per mille, that are right."""
        return 1 / (1 + math.exp(-(self.slope * log_odds(chance) + self.offset)))


def confidence(kind: Kind, chance: int) -> float:
    """Return how sure an answer of a kind is, from 0 to 1, by its chance in per mille.

    A figure and a movement are right where all but their scope is, a driver where its cause is, with its
    category, effect and direction.
    """
    return round(scale_of(kind).of(chance), _DIGITS)


def log_odds(chance: int) -> float:
    """Return the log odds of a chance in per mille; what is certain or impossible is half a step off that."""
    share = min(max(chance, 0.5), WHOLE - 0.5) / WHOLE
    return math.log(share / (1 - share))


@cache
def scale_of(kind: Kind) -> Scale:
    """Return the scale of a kind of answers, which `python -m training --scale` has fitted."""
    return Scale(**lexicon("calibration")[kind])
