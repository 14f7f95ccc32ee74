"""Choosing a segment: what the weights say of the runs of words that a figure may be told of.

What a run of words looks like is the same for every figure of its sentence, so that it is added up once, and
for each figure only the few are looked at that are likeliest by weights of their own. Points are hundredths
of the log odds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest

from extract.document import Annotated
from extract.rules.models import NOTHING, TAKEN, Sum, directly, most_telling, points, shares, tally
from extract.rules.review.seen import Seen
from extract.rules.review.segments import Choice, Segments, told_of_span
from extract.rules.review.spans import Span

__all__ = ["SEGMENT", "Chooser", "Chosen"]

SEGMENT = "segment"
"""The name of the model: its one class is that of what is taken."""
_LOOKED_AT = 4


@dataclass(frozen=True, slots=True)
class Chosen:
    """The likeliest segment of a figure, None for none, and its chance in per mille."""

    choice: Choice
    chance: int

    @property
    def text(self) -> str | None:
        """Return the segment."""
        return self.choice.text

    def why(self) -> str:
        """Return the features that weighed most for it."""
        choice = self.choice
        return most_telling([*told_of_span(choice), *choice.words, *choice.claims], TAKEN, SEGMENT)


class Chooser:
    """Chooses the segments of the figures of a section, asked in text order."""

    def __init__(self, section: Annotated, own: frozenset[str]) -> None:
        """Take the section, and the words that name its commodity."""
        self._segments = Segments(section, own)
        self._sums: dict[Span, Sum] = {}
        self._seen: Seen | None = None

    def other(self, seen: Seen) -> Chosen | None:
        """Return the likeliest segment of a figure, where it is another one than the grammar's."""
        chosen = self.best(seen)
        return None if _key(chosen.text) == _key(seen.draft.scope.segment) else chosen

    def best(self, seen: Seen, among: Callable[[Span], bool] = lambda span: True) -> Chosen:
        """Return the likeliest segment of a figure, or of a word of a move, among some runs of words."""
        if self._seen is None or self._seen.statement is not seen.statement:
            self._sums = {}
        self._seen = seen
        choices = self._segments.choices(seen, lambda spans: self.likeliest(list(filter(among, spans))))
        found = [self._weigh(choice) for choice in choices]
        best = max(range(len(choices)), key=found.__getitem__)
        return Chosen(choices[best], shares(dict(enumerate(found)))[best])

    def likeliest(self, spans: Sequence[Span]) -> Iterable[Span]:
        """Return the few runs of words that look most like segments, whatever the figure."""
        return nlargest(_LOOKED_AT, spans, key=lambda span: directly(SEGMENT, self._of_span(span)))

    def _weigh(self, choice: Choice) -> int:
        of_span = self._of_span(choice.span) if choice.span is not None else NOTHING
        return points(SEGMENT, tally(SEGMENT, [*choice.words, *choice.claims], of_span))[0]

    def _of_span(self, span: Span) -> Sum:
        if span not in self._sums:
            self._sums[span] = tally(SEGMENT, span.features)
        return self._sums[span]


def _key(text: str | None) -> str | None:
    return text.casefold() if text is not None else None
