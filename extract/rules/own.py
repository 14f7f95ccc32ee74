"""What a section calls its own: its commodity, and the words that name it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.document import Annotated
from extract.reading.commodities import load_commodities
from extract.rules.regions import places_in

__all__ = ["commodity_of", "own_words", "without_place"]

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BRACKETS = re.compile(r"\([^()]*\)")


def commodity_of(section: Annotated) -> str | None:
    """Return the slug of the section's commodity, also where the heading names a place ("Tin (China)")."""
    found = section.section.commodity
    return found if found is not None else _commodity(section.section.heading)


@lru_cache(maxsize=1024)
def _commodity(heading: str) -> str | None:
    plain = _BRACKETS.sub(" ", heading).strip()
    known = load_commodities().find(plain) or load_commodities().find(without_place(plain))
    return known.slug if known is not None else None


def without_place(heading: str) -> str:
    """Leave out a place or "Overseas" before a name: "Indian Hot-Rolled Coil"."""
    place = next(iter(places_in(heading)), None)
    if place is not None and not place.start and heading[place.end : place.end + 1] == " ":
        return heading[place.end + 1 :]
    return heading.removeprefix("Overseas ")


def own_words(section: Annotated) -> frozenset[str]:
    """Return the words that name the section's commodity, in lower case, plural s dropped as well."""
    return _own_words(section.section.heading, commodity_of(section))


@lru_cache(maxsize=1024)
def _own_words(heading: str, slug: str | None) -> frozenset[str]:
    names = [heading, *_names_of(slug)]
    words = {word.casefold() for name in names for word in _WORD.findall(name)}
    parts = {part for word in words for part in word.split("-")}
    named = re.findall(r"[A-Za-z]+", without_place(re.sub(r"\(.*?\)", "", heading).strip()))
    if len(named) > 1:
        parts.add("".join(word[0] for word in named).casefold())
    forms = {"flake", "hydroxide"} - {
        part for word in _WORD.findall(heading.casefold()) for part in word.split("-")
    }
    if "group" in parts:
        parts.discard("platinum")  # one of its metals is not the group
        words.discard("platinum")
    return frozenset((words | parts | {word.removesuffix("s") for word in words}) - forms)


@cache
def _names_of(slug: str | None) -> tuple[str, ...]:
    commodities = load_commodities().by_key.values()
    named = next((entry for entry in commodities if entry.slug == slug), None)
    if named is None:
        return ()
    # "Pr-Nd oxide" is one of the light rare earths, not their name: other words narrow it.
    own = {word.casefold() for word in _WORD.findall(named.name)}
    aliases = [(alias, {w.casefold() for w in _WORD.findall(alias)}) for alias in named.aliases]
    same = [alias for alias, found in aliases if alias.isupper() or (own & found and len(found) <= len(own))]
    return (named.name, *same)
