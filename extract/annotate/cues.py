"""Cues: words and marks without which a pattern cannot match, so that it is tried only where they stand."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.annotate.lexicon import plain

__all__ = ["Cued", "cued", "spoken"]

_SPOKEN = re.compile(r"[^\W\d_]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Cued:
    """A pattern, and its cues: one of them stands in every match, as a whole run of letters or a mark.

    `core` is a quick pattern that every match holds.
    """

    pattern: re.Pattern[str]
    cues: frozenset[str] | None
    core: re.Pattern[str] | None

    def finditer(
        self, text: str, said: frozenset[str], start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Return the matches in `text[start:end]`, of which `said` is what `spoken` gives."""
        if self.cues is not None and self.cues.isdisjoint(said):
            return iter(())
        if self.core is not None and not self.core.search(text, start, end):
            return iter(())
        return self.pattern.finditer(text, start, end)


def cued(
    pattern: str,
    cues: Iterable[str] | None = None,
    flags: re.RegexFlag = re.NOFLAG,
    core: str | None = None,
) -> Cued:
    """Compile a pattern; without `cues`, which are in lower case, it is tried everywhere."""
    return Cued(
        re.compile(pattern, flags),
        None if cues is None else frozenset(cues),
        None if core is None else re.compile(core),
    )


def spoken(text: str) -> frozenset[str]:
    """Return the runs of letters, in lower case, and the punctuation marks that a text is made of."""
    return frozenset(_SPOKEN.findall(plain(text)))
