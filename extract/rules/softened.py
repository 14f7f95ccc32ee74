"""Softened: a part of a fall or a rise that was taken off it ("offset 800 mt of the loss").

It pushes the other way: what lightens a decline by 800 mt adds so much.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.places import BREAKS, Place, is_light
from extract.rules.role import OPPOSITE, Role, RoleKind
from extract.rules.tokens import Kind, Token, grammar

__all__ = ["softened"]

_MADE_UP = frozenset({"made up", "make up", "makes up", "making up", "made good", "make good"})
_FAR, _OBJECT = 7, 4
_ARTICLES = frozenset({"the", "this", "that", "a", "its", "their"})


def softened(place: Place) -> Role | None:
    """Return the role of an amount by which a move was softened, or None."""
    return _of_the_move(place) or _by(place)


def _of_the_move(place: Place) -> Role | None:
    """Read "offset 800 mt of the loss", "made up for 800 mt of the decline"."""
    behind = list(place.right[: _OBJECT + 1])
    if [token.low for token in behind[:1]] != ["of"]:
        return None
    moved = next((t for t in behind[1:] if t.has_any(Kind.TREND, Kind.MOVE)), None)
    lead = (token for token in place.left[-_OBJECT:] if not (is_light(token) or token.has(Kind.DEGREE)))
    led = [token for token in lead if token.low != "for"]
    if moved is None or behind[1].low not in _ARTICLES or not _softens(led):
        return None
    return _other_way(moved, led[-1])


def _by(place: Place) -> Role | None:
    """Read "lightened the decline by about 800 mt"."""
    left = [t for t in place.left[-_FAR:] if not t.has(Kind.DEGREE) and t.low not in ("about", "around")]
    if len(left) < 3 or left[-1].low != "by":
        return None
    moved = left[-2]
    before = [token for token in left[:-2] if token.low not in _ARTICLES]
    if not moved.has_any(Kind.TREND, Kind.MOVE) or not _softens(before[-1:]):
        return None
    return _other_way(moved, before[-1])


def _softens(lead: Sequence[Token]) -> bool:
    if not lead or lead[-1].text in BREAKS:
        return False
    joined = " ".join(token.low for token in lead[-2:])
    verb = lead[-1].low
    return verb in grammar("hampering") | grammar("softening") or any(
        joined.endswith(form) for form in _MADE_UP
    )


def _other_way(moved: Token, verb: Token) -> Role | None:
    way = OPPOSITE.get(moved.code(Kind.TREND) or moved.code(Kind.MOVE))
    return Role(RoleKind.CHANGE, way, verb.low) if way is not None else None
