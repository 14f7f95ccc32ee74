"""Places taken up: what "the province", "that country", "the two regions" stand for, by the names before."""

from __future__ import annotations

import re

from extract.document import Annotated
from extract.rules.regions import place_lists, places_in
from extract.rules.scope import home
from extract.rules.tokens import lexicon

__all__ = ["PLACE_NAMED", "place_taken_up"]

PLACE_NAMED = "the place that it takes up"
"""Why a reading has a place that its own sentence does not name."""

_SAID = re.compile(
    r"\b(?P<lead>the|this|that|both|these|those|all)\s+(?:(?P<many>two|three|four|five)\s+)?"
    r"(?P<noun>provinces?|regions?|countr(?:y|ies))\b(?!\s+(?:of|that|where)\b)",
    re.I,
)
_PART = re.compile(r"\b(?:(?:rest|remainder)\s+of|half|by)\s+$", re.I)
_WHOLE = re.compile(r"\b(?:across|throughout)\s+$", re.I)
_COUNTED = {"two": 2, "three": 3, "four": 4, "five": 5}
_PARTING = re.compile(
    r"[;:\n]|[.!?]\s|,\s+(?:while|whereas|but|against)\b"
    r"|\b(?:national(?:ly)?|nationwide|domestic(?:ally)?|elsewhere|overall|total|countrywide)\b",
    re.I,
)
_STANDS = re.compile(
    r"(?:\b(?:in|of|from|to|by|across|within|for)\s+(?:the\s+)?|(?:^|[.!?;:\n])\s*[-•*]?\s*)$", re.I
)
_OWNS = re.compile(r"['’]s?\s")
_FAR, _NEAR, _LONG, _LEAD = 600, 300, 160, 24


def place_taken_up(section: Annotated, begin: int, at: int) -> str | None:
    """Return the place that the words before offset `at` take up, or None.

    The noun stands behind offset `begin`, and no other place and no whole between it and `at`.
    """
    body = section.section.body
    said = next(reversed(list(_SAID.finditer(body, max(begin, at - _LONG), at))), None)
    if said is None or _PART.search(body, max(begin, said.start() - _LEAD), said.start()):
        return None
    between = body[said.end() : at]
    if _PARTING.search(between) or places_in(between):
        return None
    return _named(section, said)


def _named(section: Annotated, said: re.Match[str]) -> str | None:
    """Return the place, or the list of places, named last before a noun that takes it up."""
    body, noun = section.section.body, said["noun"].lower()
    if noun.startswith("countr"):
        lead = max(0, said.start() - _LEAD)
        return _country(section, said) if not _WHOLE.search(body, lead, said.start()) else None
    provinces = frozenset(lexicon("places")["provinces"])
    lists = [
        [place.text for place in listed]
        for listed in place_lists(body[max(0, said.start() - _FAR) : said.start()])
        if all(place.meant in provinces for place in listed)
    ]
    if not lists:
        return None
    names = lists[-1]
    if not noun.endswith("s"):
        return names[0] if len(names) == 1 else None
    many = _COUNTED.get((said["many"] or ("two" if said["lead"].lower() == "both" else "")).lower())
    if many is not None and len(names) != many:
        names = list(dict.fromkeys(name for listed in lists for name in listed))[-many:]
    return ", ".join(names) if len(names) > 1 and many in (None, len(names)) else None


def _country(section: Annotated, said: re.Match[str]) -> str | None:
    """Return the foreign country that the sentence, or the one before, is told of.

    Without one, or in a section on one abroad, "the country" is the section's own.
    """
    known, pointed = home(section), said["lead"].lower() == "that"
    if said["noun"].lower() != "country" or not (pointed or known <= {_CHINA}):
        return None
    before = section.section.body[max(0, said.start() - _NEAR) : said.start()]
    told = None
    for place in places_in(before):
        if place.meant == _CHINA:
            told = None
        elif place.meant in lexicon("places")["countries"]:
            stands = _STANDS.search(before, 0, place.start) or _OWNS.match(before, place.end)
            if (pointed or stands) and len(_ENDS.findall(before, place.end)) <= 1:
                told = place.meant if place.adjective else place.text
    return told


_CHINA = "China"
_ENDS = re.compile(r"[.!?]\s|\n")
