"""Won back: amounts that a verb adds or takes away ("put on 38,000 mt", "parted with 118,000 mt")."""

from __future__ import annotations

from extract.rules.places import Place, is_light
from extract.rules.role import Role, RoleKind
from extract.rules.tokens import grammar
from schemas.vocabulary import Direction

__all__ = ["won_back"]

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_FAR, _HEDGES = 6, 3
_SAID = frozenset({"that", "this", "it", "these", "those"})


def won_back(place: Place) -> Role | None:
    """Return the role of an amount that was added or taken away, or None."""
    lows = [token.low for token in place.left[-_FAR:]]
    if _is_of_what_was_told(place) and (verb := _verb(place, "making_good")) is not None:
        return Role(RoleKind.CHANGE, Direction.UP, verb, transitive=True)
    for key, way in (("putting_on", Direction.UP), ("parting_with", Direction.DOWN)):
        verb = _verb(place, key)
        if verb is not None:
            return Role(RoleKind.CHANGE, way, verb)
    if lows[-1:] == ["of"] and not grammar("robbing").isdisjoint(lows):
        return Role(RoleKind.CHANGE, Direction.DOWN, "of", transitive=True)
    return None


def _is_of_what_was_told(place: Place) -> bool:
    """Tell whether an amount is part of a loss that was told before ("gave back 800 mt of that")."""
    behind = [token.low for token in place.right[:2]]
    return behind[:1] == ["of"] and not _SAID.isdisjoint(behind[1:])


def _verb(place: Place, key: str) -> str | None:
    """Return the form of a list that leads to a figure, but for hedges between; "were put on" is none."""
    tokens, forms = place.left, grammar(key)
    for end in range(len(tokens), max(0, len(tokens) - _HEDGES - 1), -1):
        for size in (2, 1):
            form = " ".join(token.low for token in tokens[max(0, end - size) : end])
            if form in forms:
                before = tokens[end - size - 1].low if end > size else ""
                return None if before in _BE else form
        if end and not (is_light(tokens[end - 1]) or tokens[end - 1].low == "at"):
            return None
    return None
