"""Months kept out: nothing is learned from them, so that what is reached on them is the honest figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from eval.counts import Counts, total
from schemas.errors import DataFileError
from training.crossval import SHOWN, tally
from training.sections import Labelled

__all__ = ["kept_out", "scored"]

_LINE = re.compile(r"(?P<month>\d{4}-\d{2})\s+(?P<group>\S.*)")
_ALL = "all"


def kept_out(path: Path) -> Mapping[str, str]:
    """Return the group of each month of a file: a month and its group a line, lines with "#" left out.

    Raises:
        DataFileError: it is no text, or a line holds something else, or a month that stands there before.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise DataFileError(f"{path.name}: not UTF-8 text") from error
    groups: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        told = _LINE.fullmatch(line.strip())
        if told is None or told["month"] in groups:
            raise DataFileError(f"{path.name}:{number}: not a month with its group, or one told before")
        groups[told["month"]] = told["group"]
    return groups


def scored(
    sections: Sequence[Labelled], groups: Mapping[str, str]
) -> Iterator[tuple[str, Mapping[str, Counts]]]:
    """Yield the counts of each group with sections, in their order, then of all, by the weights in force."""
    counted = []
    for group in dict.fromkeys(groups.values()):
        held = [each for each in sections if groups.get(each.month) == group]
        if held:
            counted.append(tally(held))
            yield group, counted[-1]
    yield _ALL, {name: total(counts[name] for counts in counted) for name in SHOWN}
