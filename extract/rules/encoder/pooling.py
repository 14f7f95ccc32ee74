"""Pooling: what the weights and the encoder say together.

The mean of their log odds: a logarithmic opinion pool (Genest and Zidek, Combining Probability Distributions,
1986) with a weight of a half each.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeVar

from extract.rules.encoder.heads import POINT, Points

__all__ = ["pooled", "pooled_odds"]

_Option = TypeVar("_Option")
_UNKNOWN = -12_00
"""The points of what one of them has no class for."""


def pooled(weighed: Mapping[_Option, int], said: Points | None) -> dict[_Option, int]:
    """Return the points of some options, named as the classes of the encoder are: the mean of both.

    Points are hundredths of the log of a chance, but for a sum that all of them share.
    """
    if not said or not weighed:
        return dict(weighed)
    most = max(weighed.values())
    whole = math.log(math.fsum(math.exp((points - most) / POINT) for points in weighed.values())) * POINT
    return {
        option: round((points - most - whole + said.get(str(option), _UNKNOWN)) / 2)
        for option, points in weighed.items()
    }


def pooled_odds(weighed: int, said: int | None) -> int:
    """Return the mean of two log odds."""
    return weighed if said is None else (weighed + said) // 2
