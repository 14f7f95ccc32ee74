"""Runs: what a sentence names that something may be told of, and what the sentences before it named."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.review.earlier import Earlier, Name
from extract.rules.review.layout import NAME, PLACE, Layout, layout_of
from extract.rules.review.named import company_spans, masked, region_spans
from extract.rules.review.spans import Span, spans_of
from extract.rules.scope import Scope

__all__ = ["COMPANY", "REGION", "SEGMENT", "Held", "Runs", "elsewhere", "told_in"]

SEGMENT, REGION, COMPANY = "segment", "region", "entity"
"""What may be asked for: the fields of a scope."""
_SPANS = {SEGMENT: spans_of, REGION: region_spans, COMPANY: company_spans}
_FIRST = attrgetter("first")
_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Held:
    """The runs of words of a sentence in text order, and earlier names by what is the same in any case."""

    layout: Layout
    spans: Sequence[Span]
    earlier: Mapping[str, Name]

    def within(self, first: int, last: int) -> Sequence[Span]:
        """Return the runs that begin between two tokens, both included."""
        begin, end = bisect_left(self.spans, first, key=_FIRST), bisect_right(self.spans, last, key=_FIRST)
        return self.spans[begin:end]


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A sentence of a section by what it is and not by what it says, which would take long to compare."""

    section: Annotated
    statement: Statement
    own: frozenset[str]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Line) and self.statement is other.statement and self.own == other.own

    def __hash__(self) -> int:
        return id(self.statement)


# Figures, movements and drivers ask for the same sentences, each in turn.
@lru_cache(maxsize=_REMEMBERED)
def _laid(line: _Line) -> Layout:
    return layout_of(line.statement, line.own)


@lru_cache(maxsize=_REMEMBERED)
def _read(line: _Line, field: str) -> tuple[Layout, Sequence[Span]]:
    layout = _laid(line) if field == SEGMENT else masked(_laid(line))
    return layout, sorted(_SPANS[field](line.section, layout), key=_FIRST)


class Runs:
    """The runs of words of the sentences of a section, asked for in text order."""

    def __init__(
        self, section: Annotated, spoken: Sequence[Statement], own: frozenset[str], field: str
    ) -> None:
        """Take the section and its sentences, the words that name its commodity, and what is asked for."""
        self._section, self._own, self._field = section, own, field
        self._unread = iter(spoken)
        self._earlier = Earlier()
        self._held: Held | None = None

    def of(self, statement: Statement) -> Held:
        """Return what a sentence holds; it is read once."""
        if self._held is None or self._held.layout.statement is not statement:
            self._read_up_to(statement)
            layout, spans = self._read(statement)
            self._held = Held(layout, spans, dict(self._earlier.names(statement)))
        return self._held

    def _read(self, statement: Statement) -> tuple[Layout, Sequence[Span]]:
        return _read(_Line(self._section, statement, self._own), self._field)

    def _read_up_to(self, statement: Statement) -> None:
        """Remember what the sentences before one name: a region or a company is spoken of further on."""
        if self._field == SEGMENT:
            return
        if self._held is not None:
            self._remember(self._held.layout, self._held.spans)
        for each in self._unread:
            if each is statement:
                break
            self._remember(*self._read(each))

    def _remember(self, layout: Layout, spans: Sequence[Span]) -> None:
        if self._field == COMPANY:
            spans = [span for span in spans if _is_company(layout.words[span.first : span.last])]
        self._earlier.add(layout.statement, spans)


def _is_company(words: Sequence[str]) -> bool:
    """Tell whether words may name one company: no list, and no place alone."""
    return "," not in words and set(words) != {PLACE}


def elsewhere(text: str, field: str) -> list[str]:
    """Return the features of a text that does not stand in the sentence."""
    words = [NAME if field != SEGMENT and word[0].isupper() else word.lower() for word in text.split()]
    return ["elsewhere", f"head:{words[-1]}", f"run:{' '.join(words)}"]


def told_in(scope: Scope, field: str) -> str | None:
    """Return what a scope says in a field."""
    return {SEGMENT: scope.segment, REGION: scope.region, COMPANY: scope.entity}[field]
