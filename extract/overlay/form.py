"""The overlay file: users' commodities, aliases, segments, cause categories and cue words, checked.

    commodities:
      - {slug: gallium, name: Gallium, group: minor, aliases: [Ga metal]}
    aliases:
      copper-cathode: [electrolytic copper]
    segments: [hydrometallurgical route]
    categories:
      - {name: labour, base: other, meaning: strikes and lack of staff, cues: [strike, walkout]}
    cues:
      indicators: {production: [throughput]}
      categories: {energy: [load shedding]}
      bases: {mom: [versus a month ago]}
      moves: {down: [softened]}

The cause categories of the records stay a closed list, so that every reader of them goes on working. A
category of a user's own is a named part of one of ours, its `base`, and is known by its cues: records
carry the base, and the tables name the user's category beside it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from extract.datafiles import load_mapping
from schemas.errors import DataFileError
from schemas.vocabulary import Basis, Category, Direction, Indicator

__all__ = ["Cues", "Overlay", "OwnCategory", "OwnCommodity", "load_overlay"]

Words = Annotated[str, Field(pattern=r"^[^\W_]+(?:[ '’.-][^\W_]+)*$", max_length=80)]
"""Words as they stand in a text; no signs that a lexicon has a meaning for."""
Slug = Annotated[str, Field(pattern=r"^[^\W_]+(?:-[^\W_]+)*$", max_length=80)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\n\r{}]+$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OwnCommodity(_Part):
    """A commodity that our list lacks."""

    slug: Slug
    name: Line
    group: Name
    aliases: tuple[Line, ...] = ()


class OwnCategory(_Part):
    """A part of a cause category with a name of its own."""

    name: Name
    base: Category
    meaning: Line
    cues: Annotated[tuple[Words, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_a_name_of_its_own(self) -> OwnCategory:
        if self.name in {member.value for member in Category}:
            raise ValueError(f"{self.name!r} is a category already: give its words under 'cues'")
        return self


class Cues(_Part):
    """Words for members of our vocabularies, beside those of our lexicons."""

    indicators: dict[Indicator, tuple[Words, ...]] = {}
    categories: dict[Category, tuple[Words, ...]] = {}
    bases: dict[Basis, tuple[Words, ...]] = {}
    moves: dict[Direction, tuple[Words, ...]] = {}


class _File(_Part):
    commodities: tuple[OwnCommodity, ...] = ()
    aliases: dict[Slug, tuple[Line, ...]] = {}
    segments: tuple[Words, ...] = ()
    categories: tuple[OwnCategory, ...] = ()
    cues: Cues = Cues()

    @model_validator(mode="after")
    def _names_each_thing_once(self) -> _File:
        for kind, names in (
            ("commodity", [each.slug for each in self.commodities]),
            ("category", [each.name for each in self.categories]),
        ):
            twice = next((name for name in names if names.count(name) > 1), None)
            if twice is not None:
                raise ValueError(f"the {kind} {twice!r} stands there twice")
        return self


@dataclass(frozen=True, slots=True)
class Overlay:
    """A checked overlay; `name` is the file's stem, `text` the file as it is."""

    name: str
    text: str
    commodities: tuple[OwnCommodity, ...]
    aliases: tuple[tuple[str, tuple[str, ...]], ...]
    segments: tuple[str, ...]
    categories: tuple[OwnCategory, ...]
    cues: Cues

    @property
    def id(self) -> str:
        """Return a hash of what it says, whatever its file is named: other words, another run."""
        models = (*self.commodities, *self.categories, self.cues)
        parts = [[each.model_dump(mode="json") for each in models], self.aliases, self.segments]
        return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]


def load_overlay(path: str | Path) -> Overlay:
    """Return the overlay that a file holds.

    Raises:
        DataFileError: it is not of its form; the message names the place.
    """
    path = Path(path)
    loaded = load_mapping(path)
    try:
        read = _File.model_validate({key: value for key, value in loaded.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        place = " ".join(str(part + 1) if isinstance(part, int) else str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise DataFileError(f"{path}: {place + ': ' if place else ''}{message}") from error
    return Overlay(
        name=path.stem,
        text=path.read_text(encoding="utf-8"),
        commodities=read.commodities,
        aliases=tuple(sorted(read.aliases.items())),
        segments=read.segments,
        categories=read.categories,
        cues=read.cues,
    )
