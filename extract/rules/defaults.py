"""Defaults: a figure of which neither words nor topic tell what it measures is of what the section counts."""

from __future__ import annotations

from extract.rules.as_part import of_the_whole
from extract.rules.fitting import fits
from extract.rules.places import Place, is_light
from extract.rules.role import Role
from extract.rules.tokens import Kind, grammar
from extract.rules.topics import NOTHING, Asked, Named, first_counted, of_plants
from schemas.vocabulary import Indicator

__all__ = ["by_default"]

_CLOSE = 4
_LEADING = frozenset({"at", "to", "from", "by", "and", "with", "than", "about", "around", "above", "below"})
_LABEL, _UNIT_TOLD = 5, 4
_LOOSE = ("for", "with", "has", "have", "had")
_YIELDING = frozenset("gave gives yielded yields supplied supplies provided provides".split())
_BREAKDOWN = (["by"], ["in", "terms", "of"], ["of", "which"], ["of", "it"], ["of", "this"], ["breakdown"])
_UNTOLD = frozenset("account for|accounts for|accounted for|ramp-up|expansion|take|takes|by".split("|"))
"""Words of roles behind which a figure of nothing named may be all that was made, or what was lost of it."""


def by_default(asked: Asked) -> Named:
    """Name what the section counts, where nothing else is named ("the northern works added 12,000 mt")."""
    place, role = asked.place, asked.role
    same = [d for d in asked.earlier if fits(d.indicator, asked.unit, change=role.is_change)]
    label = next((i for i, t in enumerate(asked.tokens[:_LABEL]) if t.text == ":"), 0)
    for token in asked.tokens[:label]:
        indicator: Indicator | None = token.code(Kind.INDICATOR)
        if indicator is not None and fits(indicator, asked.unit, change=role.is_change):
            return Named(indicator, f"the label {token.text!r}")
    led = place.led.low if place.led is not None else ""
    if of_the_whole(place.left) and asked.here and not role.is_change:
        last = asked.here[-1].indicator
        if fits(last, asked.unit, change=False):
            return Named(last, "a part of the amount before it")
    if _is_item(asked) or (led in _YIELDING and _alike(asked) and not role.is_change):
        return Named(first_counted(asked, same), "a part of the section's headline")
    if led in grammar("taking") and not of_plants(place):
        return Named(None, "taken by an event, or used", is_none=True)
    if led != ":" and any(token.low == "guidance" for token in place.left):
        return Named(Indicator.PRODUCTION, "guidance of output")
    bare = not _is_headed(place) if role.word == "nothing" else not (role.is_change or _governs(role, place))
    if role.word in (*_UNTOLD, *_LOOSE):
        return Named(None, f"{role.word!r} is told of anything", is_none=True)
    if bare and place.said.isdisjoint(grammar("volumes")):
        return NOTHING
    if led in grammar("moving") and not role.is_change:
        return Named(Indicator.SHIPMENTS, "what was moved")
    return Named(first_counted(asked, same), "the section's headline, as nothing else is named")


def _alike(asked: Asked) -> bool:
    """Tell whether a figure has the unit of the section's first level."""
    first = next((draft for draft in asked.earlier if not draft.is_change), None)
    return first is not None and first.figure.unit == asked.unit


def _is_item(asked: Asked) -> bool:
    """Read "By raw material: hydroxide 4,300 mt": the first item of a list that breaks the headline down."""
    left = asked.place.left
    lows = [token.low for token in left]
    mark = next((i for i, token in enumerate(left) if token.text == ":"), None)
    if mark is None or not asked.place.opens or not _alike(asked) or asked.role.is_change:
        return False
    named = [t for t in left[mark + 1 :] if not is_light(t)]
    opened = any(lows[: len(front)] == front for front in _BREAKDOWN) and mark <= _LABEL + _UNIT_TOLD
    return opened and 0 < len(named) <= _CLOSE and not any(t.tags for t in (*named, *left[:mark]))


def _governs(role: Role, place: Place) -> bool:
    """Tell whether the word that makes a figure a level leads to it, and to nothing else before it."""
    led = place.led
    return led is not None and (
        led.low == role.word or led.low in grammar("attaining") or led.low in _LEADING
    )


def _is_headed(place: Place) -> bool:
    """Tell whether a name alone stands before a figure ("China crude steel 87.3 Mt")."""
    named = place.opens and all(t.kind == Kind.WORD and not t.tags for t in place.left if not is_light(t))
    return named and len(place.left) <= _CLOSE
