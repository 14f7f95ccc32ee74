"""Scoping: the segment, region and entity of a driver, by the clause of its effect and then of its cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.annotate.lexicon import words
from extract.document import Annotated
from extract.rules.companies import entity_before, works_at
from extract.rules.context import Statement
from extract.rules.drivers.effects import OUTPUT, Measured
from extract.rules.headed import scope_at
from extract.rules.matter import is_matter
from extract.rules.phrase import noun_phrase_before, scope_words
from extract.rules.regions import coordinated, region_in
from extract.rules.scope import CONTENT_BEHIND, NO_SCOPE, Scope, home, is_group
from extract.rules.subjects import class_of
from extract.rules.tokens import Kind, Token, lexicon
from extract.rules.whereabouts import region_around, region_of_works, region_taken_up
from schemas.vocabulary import Category, Indicator

__all__ = ["scope_of_driver"]

_WORKS = frozenset(
    {Category.MAINTENANCE, Category.RESUMPTION, Category.EQUIPMENT_FAILURE, Category.CAPACITY_ADDITION,
     Category.CAPACITY_REDUCTION, Category.HOLIDAY, Category.ENERGY, Category.ENVIRONMENT, Category.WEATHER,
     Category.OTHER, Category.PROFITABILITY, Category.PRODUCT_PRICE,
     Category.INVENTORY}
)  # fmt: skip
"""Causes at the producers: their place is the effect's. Where ore comes from or metal goes to is not."""

Span = tuple[int, int]


def scope_of_driver(
    section: Annotated,
    statement: Statement,
    category: Category,
    indicator: Indicator,
    cause: Span,
    effect: Span | None,
    measured: Sequence[Measured],
    own: frozenset[str],
) -> Scope:
    """Return the scope of a driver.

    `statement` is the sentence of the effect, `cause` and `effect` are runs of the body (None where the
    headline is meant), `measured` the figures of the section.
    """
    sentence = (statement.sentence.start, statement.sentence.end)
    span = effect or sentence
    told = _told(section, statement, indicator, span, measured, own, whole=effect is None)
    region = told.region or _region(section, sentence, category, indicator, cause, effect)
    if region is None:
        region = region_around(section, statement, span[0])
    if region is None and indicator in OUTPUT:
        region = region_taken_up(section, cause) or region_taken_up(section, span)
        region = region or region_of_works(section, statement, [cause[0], span[0]])
    entity = told.entity
    # A return to work with no effect stated has no segment: it is told of the plants that return.
    segment = (
        None if category is Category.RESUMPTION and (effect is None or effect == cause) else told.segment
    )
    if entity is None and indicator in OUTPUT:
        entity = entity_before(section, *span) if effect else None
        if entity is None and category in _WORKS:
            entity = entity_before(section, *cause)
        if entity is None:
            entity = works_at(section, *cause) or works_at(section, sentence[0], sentence[0] + _OPENING)
    if segment is None and indicator in OUTPUT and category is not Category.RESUMPTION:
        segment = _topic(section, statement, measured)
    if segment is not None and entity is not None and (entity in segment or segment in entity):
        segment = None
    return Scope(segment, region, entity, told.why)


def _topic(section: Annotated, statement: Statement, measured: Sequence[Measured]) -> str | None:
    """Return the route or product that a paragraph speaks of: the last figure's, where it has none itself."""
    start, end = statement.sentence.start, statement.sentence.end
    line = section.section.body.rfind("\n", 0, start) + 1
    figures = [m for m in measured if line <= m.start < end and m.indicator in OUTPUT]
    if not figures or figures[-1].start >= start or start - figures[-1].start > _FAR:
        return None
    if any(token.low in scope_words("whole") or token.low in _AT_LARGE for token in statement.tokens):
        return None
    segment = figures[-1].scope.segment
    if segment is None or segment.endswith("content"):
        return None
    return None if any(part in words().countable for part in segment.lower().split()) else segment


_AT_LARGE = frozenset({"domestic", "china", "china's", "chinese"})


_FAR = 220
_OPENING = 30


def _told(
    section: Annotated,
    statement: Statement,
    indicator: Indicator,
    span: Span,
    measured: Sequence[Measured],
    own: frozenset[str],
    *,
    whole: bool,
) -> Scope:
    """Return the scope of the figures of the effect, else of the noun that names it, else of who acts."""
    kin = OUTPUT if indicator in OUTPUT else (indicator,)
    figures = [m for m in measured if span[0] <= m.start < span[1] and m.indicator in kin]
    if figures:
        scopes = [m.scope for m in figures]
        if whole and len(set(scopes)) > 1:
            return NO_SCOPE
        segment = scopes[0].segment
        content = segment is not None and segment.endswith("content")
        spoken = not content or (not whole and scopes[0].why != CONTENT_BEHIND)
        return scopes[0] if spoken else replace(scopes[0], segment=None)
    if whole:
        return NO_SCOPE
    tokens = statement.tokens
    inside = range(statement.place_at(span[0]), statement.place_at(span[1]))
    if not inside:
        return NO_SCOPE
    named = next((i for i in inside if tokens[i].code(Kind.INDICATOR) in kin), None)
    if named is not None:
        scope = scope_at(section, tokens[: inside[-1] + 1], named, own, inside[0])
        if scope.segment is not None and _is_product(scope.segment):
            return scope
    if indicator not in OUTPUT:
        return NO_SCOPE
    acting = _actors(section, tokens, inside, own)
    if acting == NO_SCOPE and any(tokens[i].low in _PRONOUNS for i in inside):
        return _actors(section, tokens, range(inside[0] - 1, -1, -1), own)
    return acting


_PRONOUNS = frozenset({"them", "they", "their"})


def _is_product(segment: str) -> bool:
    """Tell whether a noun phrase names a product or a class for sure, and no mere quality."""
    parts = segment.split()
    classes = lexicon("generic")["size_classes"]
    sized = any(part.lower() in classes for part in parts) and any(
        part in words().countable for part in parts
    )
    return sized or any(is_matter(part) or part.endswith(("-based", "-route")) for part in parts)


def _actors(section: Annotated, tokens: Sequence[Token], places: Sequence[int], own: frozenset[str]) -> Scope:
    """Return the class of producers, by size or rank, that some places of a sentence name first."""
    sizes = {*lexicon("generic")["size_classes"], "and"}
    for at in places:
        if not is_group(tokens[at]):
            continue
        scope = class_of(section, [*noun_phrase_before(tokens, at), tokens[at]], own)
        parts = (scope.segment or "").lower().split()
        if parts and parts[0] in sizes and all(part in sizes or part in words().countable for part in parts):
            return Scope(scope.segment, scope.region, why="who acts")
        return NO_SCOPE
    return NO_SCOPE


def _region(
    section: Annotated,
    sentence: Span,
    category: Category,
    indicator: Indicator,
    cause: Span,
    effect: Span | None,
) -> str | None:
    """Return the places that the effect names, else those of a cause at the producers."""
    body, known = section.section.body, home(section)
    runs = [effect] if effect is not None else []
    if category in _WORKS and indicator is not Indicator.PRICE:
        runs.append(cause)
    for run in runs:
        inside = sentence[0] <= run[0] < sentence[1]
        start, end = coordinated(body, sentence, run) if inside else run
        region = region_in(body[start:end], known)
        if region:
            return region
    return None
