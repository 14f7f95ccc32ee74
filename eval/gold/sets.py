"""Gold sets that are scored together: one folder, or a folder of several months."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from eval.goldset import GoldSet, load_gold
from schemas.errors import DataFileError, InputError

__all__ = ["find_sets", "load_sets"]

_SET = "set.yaml"


def find_sets(folder: Path) -> tuple[Path, ...]:
    """Return the set folders that a path stands for: itself, or its subfolders with a set.yaml.

    Raises:
        InputError: it is neither.
    """
    if (folder / _SET).is_file():
        return (folder,)
    found = tuple(sorted(file.parent for file in folder.glob(f"*/{_SET}")))
    if not found:
        raise InputError(f"{folder}: holds no {_SET}, nor folders that do; give a gold set with --gold")
    return found


def load_sets(folders: Iterable[Path]) -> tuple[GoldSet, ...]:
    """Return the gold sets of some folders (each a set, or a folder of sets), in the order given.

    Raises:
        InputError: a path holds no set, or two sets have one folder name.
        DataFileError: a file is not of its form.
    """
    sets = tuple(load_gold(path) for folder in folders for path in find_sets(folder))
    names = [gold.name for gold in sets]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise DataFileError(f"two gold sets are named {twice}: sections are told apart by it; rename one")
    return sets
