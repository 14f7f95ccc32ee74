"""What stands behind a figure and narrows it: "88.2% at large smelters", "1,150 t in Salta"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.annotate.lexicon import words
from extract.document import Annotated
from extract.rules.headed import scope_at
from extract.rules.phrase import is_verb, scope_words
from extract.rules.regions import region_told
from extract.rules.scope import NO_SCOPE, Scope, home, is_group, scoped
from extract.rules.subjects import class_of
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Indicator

__all__ = ["scope_behind"]

_LONGEST_ITEM = 5
_PHRASE = 8
_HANDING = ("at", "for", "among", "in", "on", "to")

_RECKONED = re.compile(
    r"\s+(?:based\s+on|on\s+(?:the\s+basis|that)\s+of)\s+(?:the\s+)?"
    r"([a-z][\w-]*(?:\s+[a-z][\w-]*){0,2}?)(?=\s+(?:prices?|for|in)\b|[.,;)]|$)"
)

_COMPARED = frozenset({"more", "less", "fewer"})


def scope_behind(
    section: Annotated, tokens: Sequence[Token], at: int, own: frozenset[str], indicator: Indicator
) -> Scope:
    """Return what right behind a figure narrows it: "88.2% at large smelters", "1,150 t in Salta"."""
    if at + 2 >= len(tokens):
        return NO_SCOPE
    reckoned = _RECKONED.match(section.section.body, tokens[at].end)
    if reckoned:
        return Scope(reckoned[1], why="what it is reckoned on")
    lead = tokens[at + 1].low
    if tokens[at + 1].has(Kind.INDICATOR) or lead in grammar("installations"):
        return Scope(region=_region_behind(section, tokens, at + 1))
    if lead in _COMPARED:
        return _compared(section, tokens, at + 2, own)
    if lead == "held by" and (holder := next((t for t in tokens[at + 2 : at + 5] if is_group(t)), None)):
        return Scope(section.section.body[holder.start : holder.end], why="who holds it")
    made = (
        at + 2
        if lead == "from"
        else at + 4
        if [t.low for t in tokens[at + 2 : at + 4]] == ["made", "from"]
        else 0
    )
    if made and indicator is Indicator.PRODUCTION:
        return _made_from(section, tokens, made, own)
    if (
        lead == "in"
        and at + 3 < len(tokens)
        and tokens[at + 3].low in _STORES
        and tokens[at + 2].text.isupper()
    ):
        return Scope(tokens[at + 2].text, why="where it is stored")
    if lead not in _HANDING:
        return NO_SCOPE
    phrase: list[Token] = []
    for place, token in enumerate(tokens[at + 2 : at + 2 + _PHRASE], start=at + 2):
        priced = token.has(Kind.INDICATOR) and (lead != "to" or token.code(Kind.INDICATOR) is Indicator.COST)
        if priced and phrase and lead != "in":
            scope = scope_at(section, tokens, place, own, at + 2)
            return (
                Scope(scope.segment, scope.region, why=f"{lead!r} behind it") if scope.segment else NO_SCOPE
            )
        if token.kind != Kind.WORD or token.tags or token.low in grammar("phrase_ends"):
            break
        phrase.append(token)
    if lead == "to" or not phrase or phrase[0].low.rstrip(".") in words().months:
        return NO_SCOPE
    region = _region_behind(section, tokens, at + 1)
    grouped = lead != "in" and any(is_group(token) for token in phrase)
    matter = lead == "for" and phrase[-1].low in scope_words("matter")
    segment = None
    if grouped:
        segment = class_of(section, phrase, own).segment
    elif matter:
        segment = scoped(section, phrase, own, whole=False).segment
    return Scope(segment, region, why=f"{lead!r} behind it" if segment else "")


def _region_behind(section: Annotated, tokens: Sequence[Token], begin: int) -> str | None:
    """Return the place that the words from token `begin` on name, up to a verb, figure or mark."""
    end = begin
    while end < min(len(tokens), begin + _PHRASE) and not (tokens[end].figure or tokens[end].text in ";:()"):
        if is_verb(tokens[end]) or (
            tokens[end].text == "," and not tokens[end + 1 : end + 2][0].text[:1].isupper()
        ):
            break
        end += 1
    body = section.section.body
    return (
        region_told(body[tokens[begin].start : tokens[end - 1].end], home(section)) if end > begin else None
    )


def _compared(section: Annotated, tokens: Sequence[Token], begin: int, own: frozenset[str]) -> Scope:
    """Read "produced 1.6% more metallurgical-grade alumina than": the product behind the comparison."""
    phrase: list[Token] = []
    for token in tokens[begin : begin + _LONGEST_ITEM]:
        if token.kind != Kind.WORD or token.tags or token.low in grammar("phrase_ends"):
            break
        phrase.append(token)
    closed = begin + len(phrase) < len(tokens) and tokens[begin + len(phrase)].low.startswith(
        ("than", "in", "from")
    )
    if not phrase or not closed:
        return NO_SCOPE
    return Scope(scoped(section, phrase, own, whole=False).segment, why="the product behind it")


_STORES = frozenset({"warehouses", "sheds", "stocks"})


def _made_from(section: Annotated, tokens: Sequence[Token], begin: int, own: frozenset[str]) -> Scope:
    """Read "16,900 mt was made from spodumene, 9,850 mt from lepidolite": the route."""
    phrase: list[Token] = []
    for token in tokens[begin : begin + _LONGEST_ITEM]:
        if token.kind != Kind.WORD or token.tags or token.low in grammar("phrase_ends"):
            break
        phrase.append(token)
    if not phrase or not any(token.low in scope_words("matter") for token in phrase):
        return NO_SCOPE
    return Scope(scoped(section, phrase, own, whole=True).segment, why="what it is made from")
