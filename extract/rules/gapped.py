"""Gapped moves: what an earlier figure's verb tells of a later one, and what stands beside it in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Figure
from extract.rules.date_texts import month_number
from extract.rules.places import BREAKS, Place, is_light
from extract.rules.role import TURNS, Role, RoleKind, is_ratio
from extract.rules.tokens import Kind, Token

__all__ = ["IN_LIST", "gapped"]

IN_LIST = "the amount before it in a list"
"""The word that governs an amount whose verb was told before another one."""

_NAMED, _TOLD = 3, 6
_RELATIVE = frozenset({"which", "that", "who", "this"})
_LEADING = frozenset({"by", "to", "from", "its sign"})
_ALIKE = 5
_BESIDE = 3


def gapped(place: Place, previous: Role | None, last: Figure | None) -> Role | None:
    """Return the role that the figure before lends to one that has no verb of its own."""
    if previous is None or last is None or place.figure.signed:
        return None
    if not is_ratio(place):
        return _bracketed(place, previous, last) or _in_list(place, previous, last)
    return _led_on(place, previous, last) or _told_once(place, previous, last)


def _led_on(place: Place, previous: Role, last: Figure) -> Role | None:
    """Read "A output rose 3% to 2,450 mt, B 6% to 1,260 mt": the verb is told once, for both."""
    if not (previous.stated and previous.word == "to" and previous.direction in TURNS):
        return None
    named = [t for t in place.left[1:] if t.low != "and"]
    joined = bool(named) and place.left[0].text in BREAKS and len(named) <= _NAMED
    if named[:1] and (named[0].low in _RELATIVE or any(t.has(Kind.BEHIND) for t in place.right[:1])):
        return None  # "to 4,710 mt, which left it 0.9% ahead of May"
    if not joined or last.unit == place.figure.unit or any(t.tags or t.text in BREAKS for t in named):
        return None
    return Role(RoleKind.CHANGE, previous.direction, "the figure before")


def _in_list(place: Place, previous: Role, last: Figure) -> Role | None:
    """Read "Jiangxi gained 210 mt, Sichuan 60 mt, while": a name and an amount take the verb before them."""
    alike = last.unit == place.figure.unit and abs(place.figure.value) <= _ALIKE * abs(last.value)
    if not (alike and previous.is_change and previous.direction in TURNS) or previous.word in _LEADING:
        return None
    named = [token for token in place.left[1:] if token.low != "and"]
    plain = bool(named) and all(token.text[:1].isupper() and not token.tags for token in named)
    if not plain or place.left[0].text != "," or len(named) > _NAMED or not _ends(place.right[:1]):
        return None
    return Role(RoleKind.CHANGE, previous.direction, IN_LIST)


def _bracketed(place: Place, previous: Role, last: Figure) -> Role | None:
    """Read "2% below May (61 kt)", a level, and "cost 22,000 oz (April: 27,000 oz)", another move."""
    left = [token for token in place.left if not is_light(token)]
    if not previous.is_change or not left:
        return None
    if [token.text for token in left] == ["("] and last.unit != place.figure.unit:
        # "12% (4 kt)" tells the same move once more, and "(4 kt lost)" one of its own.
        moved = any(t.has_any(Kind.EFFECT, Kind.BEHIND, Kind.MOVE, Kind.TREND) for t in place.right[:1])
        apart = place.figure.start - last.end > _BESIDE and not moved
        return Role(RoleKind.LEVEL, None, "(") if apart else None
    dated = len(left) > 2 and left[-1].text == ":" and left[-3].text == "(" and _is_dated(left[-2])
    near = last.unit == place.figure.unit and abs(place.figure.value) <= _ALIKE * abs(last.value)
    return Role(RoleKind.CHANGE, previous.direction, "the figure before") if dated and near else None


def _is_dated(token: Token) -> bool:
    return token.kind == Kind.DATE or month_number(token.text) is not None


def _told_once(place: Place, previous: Role, last: Figure) -> Role | None:
    """Read "zinc was 8% below May and lead 2% above"."""
    if not previous.is_change or last.unit != place.figure.unit or previous.direction not in TURNS:
        return None
    left = [token for token in place.left if not is_light(token)]
    joined = bool(left) and (left[0].text == "," or left[0].low == "and")
    named = [token for token in left[1:] if token.low != "and"] if joined else []
    if not named or len(named) > _TOLD or any(t.has_any(Kind.MOVE, Kind.LEVEL, Kind.TREND) for t in named):
        return None
    behind = place.right[0] if place.right else None
    if behind is not None and behind.low in ("above", "below") and _ends(place.right[1:2]):
        return Role(RoleKind.CHANGE, behind.code(Kind.BEHIND), behind.low)
    return None


def _ends(tokens: Sequence[Token]) -> bool:
    return not tokens or tokens[0].text in BREAKS or tokens[0].text in ".)" or tokens[0].low == "and"
