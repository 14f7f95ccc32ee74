"""Names: the runs of words of a sentence that may be a region or a company, with the text each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.document import Annotated
from extract.rules.companies import known_words
from extract.rules.regions import places_in, region_in
from extract.rules.review.layout import DATE, NAME, PLACE, Layout
from extract.rules.review.spans import Span, span_at, spans_of
from extract.rules.scope import home
from extract.rules.tokens import Kind, lexicon, without_possessive

__all__ = ["PARTING", "company_spans", "masked", "region_spans"]

_LONGEST = 12
PARTING = re.compile(r",\s+and\s+|,\s+|\s+and\s+|\s+or\s+|/")
"""What parts the names of a list."""
_JOINTS = frozenset({",", "and", "or", "of", "&", "/", "-", "–", "de", "del", "joint"})
_AREAS = frozenset(
    "port ports region regions area areas province provinces market markets cities coast".split()
)
_WORLD = frozenset("overseas global globally world worldwide abroad".split())
_WORKS = frozenset(
    "group company corporation smelter refinery mill mine plant project steelworks works base facility line "
    "venture kiln furnace".split()
)


def masked(layout: Layout) -> Layout:
    """Return a layout in which one word stands for each word of a name that is no known place."""
    words = [NAME if word != PLACE and _is_name(layout, at) else word for at, word in enumerate(layout.words)]
    return replace(layout, words=words)


def region_spans(section: Annotated, layout: Layout) -> Iterator[Span]:
    """Yield the runs of words of a sentence that may name regions: a place, or a list of some.

    A place that the section is about anyway is none; an adjective stands for its place.
    """
    at_home = home(section)
    directions = frozenset(lexicon("places")["directions"])
    for span in _runs(section, layout, directions | _WORLD, _AREAS):
        told = [_region(part, at_home) for part in PARTING.split(span.text)]
        text = ", ".join(dict.fromkeys(filter(None, told)))
        if text:
            yield replace(span, text=text)
    for span in spans_of(section, layout):
        if span.head in _AREAS and PLACE not in layout.words[span.first : span.last]:
            yield span


def _region(name: str, at_home: frozenset[str]) -> str:
    """Return a region as it is told: an adjective as its place, what needs no telling as nothing."""
    name = name.removeprefix("ex-")
    if any(True for _ in places_in(name)):
        return region_in(name, at_home, adjectives=True) or ""
    return name


def company_spans(section: Annotated, layout: Layout) -> Iterator[Span]:
    """Yield the runs of words of a sentence that may name a company, plant or project: names, and groups."""
    yield from _runs(section, layout, frozenset(), _WORKS)
    for span in spans_of(section, layout):
        if span.is_group and not _is_named(layout, span):
            yield span


def _runs(
    section: Annotated, layout: Layout, openers: frozenset[str], endings: frozenset[str]
) -> Iterator[Span]:
    """Yield the runs of names: words with a capital, with what may open and end them in lower case."""
    tokens, body, heading = layout.statement.tokens, section.section.body, section.section.heading.lower()
    names = [_is_name(layout, at) for at in range(len(tokens))]
    for first, opening in enumerate(tokens):
        if not (names[first] or opening.low in openers) or (first and _goes_on(layout, first, names)):
            continue
        for last in range(first + 1, min(len(tokens), first + _LONGEST) + 1):
            token = tokens[last - 1]
            held = names[last - 1] or token.low in openers
            whole = last == len(tokens) or not _goes_on(layout, last, names)
            if (held and whole) or (token.low in endings and last > first + 1):
                text = body[opening.start : token.end]
                yield span_at(layout, first, last, without_possessive(text), heading)
            elif not held and token.low not in _JOINTS:
                break


def _goes_on(layout: Layout, at: int, names: Sequence[bool]) -> bool:
    """Tell whether a name goes on at a token: what is owned, and the company behind its place, are others."""
    before = layout.statement.tokens[at - 1]
    if before.low.endswith(("'s", "’s")) or not names[at]:
        return False
    return names[at - 1] and (layout.words[at - 1] != PLACE or layout.words[at] == PLACE)


def _is_name(layout: Layout, at: int) -> bool:
    token = layout.statement.tokens[at]
    if layout.words[at] in (PLACE, NAME):
        return True
    capital = token.text.removeprefix("ex-")[:1].isupper()
    if layout.words[at] == DATE or token.kind != Kind.WORD or not capital:
        return False
    return not token.has_any(Kind.INDICATOR, Kind.BASIS) and token.low not in known_words()


def _is_named(layout: Layout, span: Span) -> bool:
    return all(_is_name(layout, at) or at == span.last - 1 for at in range(span.first, span.last))
