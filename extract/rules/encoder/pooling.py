"""Pooling: what the weights and the encoder say together.

A mean of their log odds: a logarithmic opinion pool (Genest and Zidek, Combining Probability Distributions,
1986), with a weight of a half each where no other is given.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeVar

from extract.rules.encoder.heads import POINT, Points

__all__ = ["HALF", "SURER", "pooled", "pooled_odds"]

_Option = TypeVar("_Option")
HALF, SURER = 50, 70
"""The weight of the encoder in percent: the same as the other's, and where it errs less.

Chosen on the months of 1959 to 1965 that are kept out: so for figures and movements, not for what they are
told of, nor for causes.
"""
_ALL = 100
_UNKNOWN = -12_00
"""The points of what one of them has no class for."""


def pooled(weighed: Mapping[_Option, int], said: Points | None, share: int = HALF) -> dict[_Option, int]:
    """Return the points of some options, named as the classes of the encoder are: a mean of both.

    `share` is the weight of the encoder in percent. Points are hundredths of the log of a chance, but for a
    sum that all of them share.
    """
    if not said or not weighed:
        return dict(weighed)
    most = max(weighed.values())
    whole = math.log(math.fsum(math.exp((points - most) / POINT) for points in weighed.values())) * POINT
    return {
        option: round(
            ((_ALL - share) * (points - most - whole) + share * said.get(str(option), _UNKNOWN)) / _ALL
        )
        for option, points in weighed.items()
    }


def pooled_odds(weighed: int, said: int | None) -> int:
    """Return the mean of two log odds."""
    return weighed if said is None else (weighed + said) // 2
