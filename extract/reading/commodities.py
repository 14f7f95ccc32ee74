"""The commodities that we know by name, and how a heading is matched with one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from extract.datafiles import load_mapping
from extract.overlay.force import current
from schemas.errors import DataFileError

__all__ = ["COMMODITIES", "Catalogue", "Commodity", "load_commodities", "name_key"]

COMMODITIES = Path(__file__).parent / "data" / "commodities.yaml"

_WORD = re.compile(r"[^\W_]+")
_PARENTHESISED = re.compile(r"[(\[]([^()\[\]]{0,80})[)\]]")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_SPELLINGS = (("aluminum", "aluminium"), ("sulf", "sulph"))
_MAX_NAME = 120
_MIN_PLURAL = 4


@dataclass(frozen=True, slots=True)
class Commodity:
    """A commodity: its slug, its name, other names for it, and its group."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All known commodities, by the key of every name that they go by."""

    by_key: Mapping[str, Commodity]

    def find(self, heading: str) -> Commodity | None:
        """Return the commodity of a heading that is "Name", "Alias" or "Name (Alias)"."""
        if len(heading) > _MAX_NAME:
            return None
        found = self.by_key.get(name_key(heading))
        if found is None and (inner := _PARENTHESISED.search(heading)):
            outer = self.by_key.get(name_key(_PARENTHESISED.sub(" ", heading)))
            found = outer if outer is self.by_key.get(name_key(inner[1])) else None
        return found


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return a name without case, punctuation, hyphens, plurals and US spellings."""
    words = _WORD.findall(name.translate(_SUBSCRIPTS).lower())
    return "".join(_singular(word) for word in words)


def _singular(word: str) -> str:
    for american, british in _SPELLINGS:
        word = word.replace(american, british)
    if len(word) < _MIN_PLURAL or not word.endswith("s") or word.endswith(("ss", "us")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


@cache
def load_commodities(path: Path = COMMODITIES) -> Catalogue:
    """Return the catalogue of a data file.

    Raises:
        DataFileError: the file is not of its form, or one name stands for two commodities.
    """
    entries = load_mapping(path).get("commodities")
    if not isinstance(entries, list) or not entries:
        raise DataFileError(f"{path}: must hold a list under 'commodities'")
    by_key: dict[str, Commodity] = {}
    for commodity in _overlaid([_commodity(path, entry) for entry in entries]):
        for name in (commodity.name, *commodity.aliases):
            key = name_key(name)
            other = by_key.setdefault(key, commodity)
            if not key or other.slug != commodity.slug:
                where = f"{path} with overlay {overlay.name}" if (overlay := current()) else str(path)
                raise DataFileError(f"{where}: {name!r} names {other.slug} and {commodity.slug}")
    return Catalogue(by_key)


def _overlaid(ours: list[Commodity]) -> Iterator[Commodity]:
    """Yield our commodities and those of the overlay in force, with the other names that it gives them."""
    overlay = current()
    aliases = dict(overlay.aliases) if overlay else {}
    own = overlay.commodities if overlay else ()
    known = [*ours, *(Commodity(each.slug, each.name, each.aliases, each.group) for each in own)]
    for commodity in known:
        names = aliases.pop(commodity.slug, ())
        yield replace(commodity, aliases=(*commodity.aliases, *names)) if names else commodity
    if overlay and aliases:
        raise DataFileError(f"overlay {overlay.name}: aliases for {min(aliases)}, which is no commodity")


def _commodity(path: Path, entry: Any) -> Commodity:
    if not isinstance(entry, dict) or not {"slug", "name", "group"} <= entry.keys():
        raise DataFileError(f"{path}: an entry needs slug, name and group: {entry!r}")
    aliases = entry.get("aliases", [])
    values = [entry["slug"], entry["name"], entry["group"]]
    if not isinstance(aliases, list) or not all(isinstance(v, str) for v in values + aliases):
        raise DataFileError(f"{path}: slug, names and group must be text: {entry!r}")
    return Commodity(entry["slug"], entry["name"], tuple(aliases), entry["group"])
