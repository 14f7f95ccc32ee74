"""Standing scopes: the country that a note is about, which the figures behind its headline have as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extract.annotate.lexicon import words
from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.draft import Draft
from extract.rules.scope import Scope, home
from extract.rules.tokens import lexicon
from schemas.vocabulary import Indicator

__all__ = ["standing"]

_MADE = frozenset({Indicator.PRODUCTION, Indicator.OPERATING_RATE})
_TOLD = _MADE | {Indicator.SHIPMENTS, Indicator.ARRIVALS}
_WORLD = frozenset(
    {"world", "world's", "global", "globally", "worldwide", "outside", "elsewhere", "ex-china", "overseas"}
)


def standing(
    section: Annotated, statement: Statement, indicator: Indicator, scope: Scope, earlier: Sequence[Draft]
) -> Scope:
    """Give a figure that names no place the country that the note's first figure is told of.

    Only where the heading names none and nothing else is told of: no company, class of producers or world.
    """
    if scope.region or scope.entity or not earlier or indicator not in _TOLD or home(section):
        return scope
    first = earlier[0]
    same = first.indicator is indicator or {first.indicator, indicator} <= _MADE
    if not same or first.scope.entity or not _is_country(first.scope.region):
        return scope
    if not _WORLD.isdisjoint(statement.said):
        return scope
    if any(part in words().countable for part in (scope.segment or "").lower().split()):
        return scope
    return replace(scope, region=first.scope.region, why=scope.why or "the country that the note is about")


def _is_country(region: str | None) -> bool:
    return region is not None and all(part in _countries() for part in region.split(", "))


@cache
def _countries() -> frozenset[str]:
    known = lexicon("places")
    return frozenset([*known["countries"], *known["demonyms"].values()]) - {"overseas"}
