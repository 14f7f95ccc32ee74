"""The words and lines of a report that are no commodity heading."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from extract.datafiles import load_mapping
from schemas.errors import DataFileError

__all__ = ["BOILERPLATE", "Boilerplate", "load_boilerplate"]

BOILERPLATE = Path(__file__).parent / "data" / "boilerplate.yaml"


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The lists of the data file, which says what each is for; all lower case."""

    related: frozenset[str]
    aside: frozenset[str]
    aside_prefixes: frozenset[str]
    controls: frozenset[str]
    title_words: frozenset[str]
    credits: frozenset[str]
    generic: frozenset[str]
    places: frozenset[str]
    small: frozenset[str]
    statement: frozenset[str]


@cache
def load_boilerplate(path: Path = BOILERPLATE) -> Boilerplate:
    """Return the lists of a data file.

    Raises:
        DataFileError: a list is missing, empty, or holds what is not text.
    """
    loaded = load_mapping(path)
    lists: dict[str, frozenset[str]] = {}
    for field in fields(Boilerplate):
        values = loaded.get(field.name)
        if not isinstance(values, list) or not values:
            raise DataFileError(f"{path}: must hold a list under {field.name!r}")
        if not all(isinstance(value, str) and value for value in values):
            raise DataFileError(f"{path}: {field.name!r} must hold text; quote yes, no, on, off")
        lists[field.name] = frozenset(values)
    return Boilerplate(**lists)
