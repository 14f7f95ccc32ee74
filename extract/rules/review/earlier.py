"""Earlier names: regions and companies of the sentences before one, of which it may go on to speak.

Names of features are stable: the weights are learned for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.rules.context import Statement
from extract.rules.review.spans import Span

__all__ = ["Earlier", "Name"]

_LATEST = 3
_BACK, _TIMES = 4, 4
_WE = frozenset("we our us ours".split())
_POINTING = frozenset("it its they their the that this these those there both".split())
_OPENING = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an earlier sentence, with the features of how it is told of before a sentence."""

    text: str
    features: list[str]


@dataclass(slots=True)
class _Told:
    text: str
    is_first: bool
    number: int
    times: int = 1


class Earlier:
    """What the sentences read so far name; they are added in text order."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._told: dict[str, _Told] = {}

    def add(self, statement: Statement, spans: Sequence[Span]) -> None:
        """Remember the names of a sentence: its longest runs, which none other of it holds."""
        for span in _longest(spans):
            if span.is_group:
                continue
            key, number = span.text.casefold(), statement.sentence.number
            told = self._told.pop(key, None)
            is_first = told.is_first if told is not None else not self._told
            self._told[key] = _Told(span.text, is_first, number, told.times + 1 if told is not None else 1)

    def names(self, statement: Statement) -> Iterator[tuple[str, Name]]:
        """Yield, by what is the same in any case, the latest few names before a sentence, and the first."""
        lows = {token.low for token in statement.tokens}
        opening = {token.low for token in statement.tokens[:_OPENING]}
        speaks = f"{not _WE.isdisjoint(lows)}{not _POINTING.isdisjoint(opening)}"
        latest = list(reversed(self._told.items()))
        for rank, (key, told) in enumerate(latest):
            if rank >= _LATEST and not told.is_first:
                continue
            back = min(statement.sentence.number - told.number, _BACK)
            features = [
                "earlier",
                f"rank:{min(rank, _LATEST)}",
                f"back:{back}",
                f"back:{back},{speaks}",
                f"times:{min(told.times, _TIMES)}",
                f"first:{told.is_first}",
                f"first:{told.is_first},{speaks}",
                f"only:{len(latest) == 1}",
                f"only:{len(latest) == 1},{speaks}",
            ]
            yield key, Name(told.text, features)


def _longest(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the runs that no longer one holds, in text order; each is looked at once."""
    reach = 0
    for span in sorted(spans, key=lambda span: (span.first, -span.last)):
        if span.last > reach:
            yield span
        reach = max(reach, span.last)
