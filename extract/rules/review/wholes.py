"""Wholes: what is told of all places, beside a figure of one ("38.5% of the national total of 2.055 Mt")."""

from __future__ import annotations

from extract.rules.light import is_light
from extract.rules.regions import is_place_name
from extract.rules.review.seen import Seen

__all__ = ["OF_WHOLE", "is_of_whole"]

OF_WHOLE = "the whole, of which the figure before is a part"
"""Why a figure has no place though the one beside it has."""
_ALL = frozenset({"national", "nationwide", "nation's", "countrywide"})
_TOTAL = frozenset({"total", "altogether", "totalling", "totaling"})
_NEAR, _PARTS = 6, 3


def is_of_whole(seen: Seen) -> bool:
    """Tell whether a figure behind one of a place is of all places.

    "Of the national 26,100 mt"; "; total 246 mt"; "532,000 mt of August's 771,000 mt". It is of no company.
    """
    left = [token for token in seen.left if not is_light(token)][-_NEAR:]
    if not left or any(is_place_name(token.text) for token in left):
        return False
    lows = [token.low for token in left]
    if not _ALL.isdisjoint(lows):
        return True
    if seen.before is None:
        return False
    if not _TOTAL.isdisjoint(lows[-_PARTS:]) and lows[0] in (";", ","):
        return True
    whole, part = seen.draft.figure, seen.before[0]
    of_it = lows[0] == "of" and len(lows) <= _PARTS and (len(lows) == 1 or lows[1].endswith(("'s", "’s")))
    counted = whole.unit in (None, "count")
    return of_it and not counted and whole.unit == part.unit and whole.value > part.value
