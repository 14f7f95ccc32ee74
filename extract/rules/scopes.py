"""Which noun phrase gives a figure its scope: the indicator's modifiers, its "of" phrase, or a list item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.annotate.lexicon import words
from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.scope import (
    NO_SCOPE,
    Scope,
    content_after,
    content_before,
    entity_before,
    noun_phrase_after,
    noun_phrase_before,
    region_told,
    scoped,
)
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Indicator

__all__ = ["scope_at", "scope_of"]

_LEADING = re.compile(r"(?:[A-Z][a-z]+,\s+)?(?:in|across|for)\s+([^,.]{2,80}),", re.I)

_LONGEST_ITEM = 5
_VERBAL = frozenset(
    "had has have recorded saw posted accounted a an the to be are is was were at run ran running operate "
    "operated operating seen with".split()
)


def scope_of(
    section: Annotated,
    statement: Statement,
    at: int,
    reach: int,
    own: frozenset[str],
    indicator: Indicator,
    inherited: Scope | None,
    *,
    base: bool = False,
) -> Scope:
    """Return the scope of the figure at token `at`, whose own words are the `reach` tokens before it.

    `base`: it is what another figure is compared with, and has that one's scope.
    """
    tokens = statement.tokens
    window = tokens[at - reach : at]
    named = next((i for i in range(at - 1, at - reach - 1, -1) if tokens[i].has(Kind.INDICATOR)), None)
    if named is None:
        scope = NO_SCOPE if base and inherited is not None else _listed(section, window, own)
        if scope == NO_SCOPE and inherited is not None:
            scope = inherited
    else:
        scope = scope_at(section, tokens, named, own)
    if scope.segment is None:
        group = _grouped(section, window, own)
        scope = Scope(group.segment, scope.region or group.region, scope.entity)
    end = tokens[at + 1].end if at + 1 < len(tokens) else tokens[at].end
    stop = next((t.start for t in tokens[at + 1 :] if t.figure or t.text in ",;"), tokens[-1].end)
    content = content_after(section, tokens[at].end, max(stop, end))
    begin = tokens[at - reach].start if reach else tokens[at].start
    content = content or (content_before(section, begin, tokens[at].start) if scope.segment is None else None)
    if content:
        scope = Scope(content, scope.region, scope.entity)
    behind = _behind(section, tokens, at, own)
    if behind != NO_SCOPE:
        narrowed = scope.segment if named is not None and scope.segment else None
        segment = narrowed or behind.segment or scope.segment
        scope = Scope(segment, behind.region or scope.region, scope.entity)
    region = scope.region or _region(section, statement, at, reach, named)
    start = tokens[at - reach].start if reach else tokens[at].start
    entity = scope.entity or entity_before(section, start, tokens[at].start)
    if entity is None and inherited is not None and named is None:
        entity = inherited.entity
    segment = scope.segment
    if (
        entity
        and segment
        and (segment.casefold() in entity.casefold() or entity.casefold() in segment.casefold())
    ):
        segment = None
    return Scope(segment, region, entity)


def _region(section: Annotated, statement: Statement, at: int, reach: int, named: int | None) -> str | None:
    """Return the region of a leading "In Hunan, ...", or of the words from the indicator on."""
    tokens = statement.tokens
    body, heading = section.section.body, section.section.heading
    leading = _LEADING.match(body, statement.sentence.start, tokens[at].start)
    if leading:
        region = region_told("in " + leading[1], heading)
        if region:
            return region
    first = at - reach if named is None else named
    return region_told(body[tokens[first].start : tokens[at].start], heading) if reach else None


def _behind(section: Annotated, tokens: Sequence[Token], at: int, own: frozenset[str]) -> Scope:
    """Return the group or place right behind a figure: "88.2% at large smelters", "1,150 t in Salta"."""
    if at + 2 >= len(tokens) or tokens[at + 1].low not in ("at", "for", "among", "in"):
        return NO_SCOPE
    phrase: list[Token] = []
    for token in tokens[at + 2 : at + 8]:
        if token.kind != Kind.WORD or token.tags or token.low in grammar("phrase_ends"):
            break
        phrase.append(token)
    if not phrase or phrase[0].low.rstrip(".") in words().months:
        return NO_SCOPE
    body = section.section.body
    region = region_told(body[tokens[at + 1].start : phrase[-1].end], section.section.heading)
    grouped = tokens[at + 1].low != "in" and any(token.low in words().countable for token in phrase)
    segment = (
        scoped(section, phrase, own, whole=phrase[0].low in words().countable).segment if grouped else None
    )
    return Scope(segment, region)


def scope_at(section: Annotated, tokens: Sequence[Token], named: int, own: frozenset[str]) -> Scope:
    """Return the scope that the noun phrases around the indicator at token `named` give."""
    of = noun_phrase_after(tokens, named)
    if of:
        scope = scoped(section, of, own, whole=True)
        if scope != NO_SCOPE:
            return scope
    if named > 2 and tokens[named - 1].text == ")" and tokens[named - 3].text == "(":
        return Scope(tokens[named - 2].text)
    before = noun_phrase_before(tokens, named)
    scope = scoped(section, before, own, whole=False)
    if scope.segment is None:
        subject = _subject(section, tokens, named - len(before), own)
        scope = Scope(subject.segment, scope.region or subject.region)
    return scope


def _subject(section: Annotated, tokens: Sequence[Token], at: int, own: frozenset[str]) -> Scope:
    """Return the scope of "X had an operating rate of", "X are forecast to run at a rate of"."""
    verb = at - 1
    while verb >= 0 and (tokens[verb].low in _VERBAL or tokens[verb].has(Kind.FUTURE)):
        verb -= 1
    if verb < 0 or verb == at - 1 or all(t.low in ("a", "an", "the") for t in tokens[verb + 1 : at]):
        return NO_SCOPE
    end = verb + 1
    if tokens[verb].text == ")":
        while end > 0 and tokens[end - 1].text != "(":
            end -= 1
        end -= 1
    phrase = noun_phrase_before(tokens, max(end, 0))
    grouped = bool(phrase) and phrase[0].low in words().countable and len(phrase) > 1
    return scoped(section, phrase, own, whole=grouped)


def _grouped(section: Annotated, window: Sequence[Token], own: frozenset[str]) -> Scope:
    """Return the group of enterprises that "for large smelters" or "at ..." names in a window."""
    for at, token in enumerate(window):
        if token.low not in ("for", "at", "among"):
            continue
        phrase: list[Token] = []
        for word in window[at + 1 : at + 9]:
            if (
                word.kind != Kind.WORD
                or word.tags
                or word.low in ("the", "is", "was", "by", "in", "to", "it")
            ):
                break
            phrase.append(word)
        if len(phrase) > 1 and any(word.low in words().countable for word in phrase):
            scope = scoped(section, phrase, own, whole=phrase[0].low in words().countable)
            if scope.segment is not None:
                return scope
    return NO_SCOPE


def _listed(section: Annotated, window: Sequence[Token], own: frozenset[str]) -> Scope:
    """Read ", and 400-series by around 4.06%", ", CR5 for 62.4%": the item's own name."""
    stops = grammar("stops")
    first = next(
        (i for i, t in enumerate(window) if t.kind == Kind.WORD and not t.tags and t.low not in stops), None
    )
    if first is None:
        return NO_SCOPE
    run: list[Token] = []
    for token in window[first:]:
        if token.kind != Kind.WORD or token.tags or token.low in stops:
            break
        run.append(token)
    return scoped(section, run, own, whole=False) if len(run) <= _LONGEST_ITEM else NO_SCOPE
