"""Context: what a sentence inherits from those before it (period, outlook) and from its section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.document import Annotated, Sentence
from extract.reading.commodities import load_commodities
from extract.rules.times import Time, times_in
from extract.rules.tokens import Kind, Token, tokens_of
from schemas.periods import month_after
from schemas.vocabulary import Status

__all__ = ["Statement", "own_words", "statements", "when"]

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_PAST_BE = frozenset({"was", "were", "had", "been", "as", "than", "the"})
_MONTH = 7


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with its tokens, the periods it names, and the period it inherits."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    times: tuple[Time, ...]
    inherited: str
    opens_line: bool


def own_words(section: Annotated) -> frozenset[str]:
    """Return the words that name the section's commodity, in lower case, plural s dropped as well."""
    names = [section.section.heading, *_names_of(section.section.commodity)]
    words = {word.casefold() for name in names for word in _WORD.findall(name)}
    parts = {part for word in words for part in word.split("-")}
    return frozenset(words | parts | {word.removesuffix("s") for word in words})


@cache
def _names_of(slug: str | None) -> tuple[str, ...]:
    commodities = load_commodities().by_key.values()
    named = next((entry for entry in commodities if entry.slug == slug), None)
    return (named.name, *named.aliases) if named else ()


def statements(section: Annotated) -> Iterator[Statement]:
    """Yield the sentences with their context.

    A month that a sentence names holds for the sentences behind it in the same line; a new line
    starts again from the report's month.
    """
    body = section.section.body
    inherited = section.month
    for sentence in section.sentences:
        opens_line = sentence.start == 0 or body[sentence.start - 1] == "\n"
        if opens_line:
            inherited = section.month
        tokens = tuple(tokens_of(section, sentence))
        times = tuple(times_in(tokens, section.month))
        leading = next((t for t in times if not t.compared and len(t.period) == _MONTH), None)
        if leading is not None:
            inherited = leading.period
        yield Statement(sentence, tokens, times, inherited, opens_line)


def is_future(token: Token, before: Token | None) -> bool:
    """Tell whether a token says that something is yet to come ("as expected" does not)."""
    return token.has(Kind.FUTURE) and not (
        before is not None
        and before.low in _PAST_BE
        and token.low in ("expected", "forecast", "anticipated")
        and before.low in ("as", "than", "the")
    )


def when(section: Annotated, statement: Statement, start: int, clause: tuple[int, int]) -> tuple[str, Status]:
    """Return period and status of something said at offset `start`, in a clause of the statement."""
    tokens = statement.tokens
    named = [t for t in statement.times if not t.compared]
    before = [t for t in named if t.start < start]
    inside = [t for t in named if clause[0] <= t.start < clause[1]]
    day = next((t for t in reversed(before) if t.day), None)
    if day is not None and not any(t.start > day.start and len(t.period) == _MONTH for t in before):
        period = day.period
    elif before:
        period = before[-1].period
    elif inside:
        period = inside[0].period
    else:
        period = statement.inherited
    cues = [
        token
        for previous, token in zip((None, *tokens), tokens, strict=False)
        if token.start < start and is_future(token, previous)
    ]
    planned = any(token.has(Kind.PLAN) and clause[0] <= token.start < clause[1] for token in tokens)
    later = period[:_MONTH] > section.month and len(period) >= _MONTH
    if cues and not later and not before and not inside and period == section.month:
        if not any(
            t.low in ("was", "were")
            for t in tokens
            if t.start < cues[-1].start and cues[-1].start - t.end < 3
        ):
            period, later = month_after(section.month), True
    if planned and not cues:
        return period, Status.TARGET
    if later or (cues and clause[0] <= cues[-1].start):
        return period, Status.FORECAST
    return period, Status.ACTUAL
