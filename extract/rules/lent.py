"""Scopes that are lent to a figure: by what opens its sentence, the capacity before it, a tender, a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.annotate.lexicon import words
from extract.document import Annotated, Figure
from extract.rules.context import Statement
from extract.rules.headed import PLANT
from extract.rules.matter import is_matter
from extract.rules.phrase import noun_phrase_after, noun_phrase_before
from extract.rules.places import BREAKS
from extract.rules.scope import Scope
from extract.rules.subjects import named_by
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Indicator

__all__ = ["by_the_day", "carried", "installed", "leading", "paid", "side_of", "tendered"]


def tendered(window: Sequence[Token], indicator: Indicator, scope: Scope) -> Scope:
    """Read "a mill fixed its June tender at 7,400 yuan/mt": a price that is the tender's."""
    if indicator is not Indicator.PRICE:
        return scope
    for token in reversed(window):
        if token.low in ("tender", "tenders"):
            return replace(scope, segment="tender", why="its tender")
        if token.has(Kind.INDICATOR) or token.text in BREAKS:
            break
    return scope


_PAID = frozenset({"payable", "payables", "payability"})


def paid(
    section: Annotated, window: Sequence[Token], figure: Figure | None, indicator: Indicator, scope: Scope
) -> Scope:
    """Read "payables for hydroxide rose to 66%": a part of a price, told of with what it is paid for."""
    if indicator is not Indicator.PRICE or figure is None or figure.unit != "percent":
        return scope
    if "payable" in (scope.segment or "").lower():
        return scope
    at = next((i for i, token in enumerate(window) if token.low in _PAID), None)
    if at is None:
        return scope
    words_ = [*noun_phrase_before(window, at), window[at]]
    words_ = [word for word in words_ if is_matter(word.text) or word is window[at]]
    behind = [] if words_[:-1] else noun_phrase_after(window, at)
    if all(word.low in section.section.heading.lower() for word in behind):
        behind = []
    joint = [window[at + 1]] if behind else []
    return replace(scope, segment=" ".join(w.text for w in [*words_, *joint, *behind]), why="what is paid")


def by_the_day(text: str, indicator: Indicator, scope: Scope) -> Scope:
    """Read "daily output averaged 52,000 mt": an average beside the month's total, which it is not."""
    if indicator is not Indicator.PRODUCTION or not _DAILY.search(text):
        return scope
    if any(part in words().countable for part in (scope.segment or "").lower().split()):
        return scope
    return replace(scope, segment="daily average", why="its daily average")


_DAILY = re.compile(
    r"\b(?:daily(?:\s+average)?|average\s+daily)\s+(?:[\w-]+\s+){0,3}?(?:output|production)\b|\bdaily\s+average\b",
    re.I,
)
_FRESH = frozenset("new second third fourth first another second-phase".split())


_GROWTH = frozenset({"expansion", "expansions", "phase"})


def installed(section: Annotated, tokens: Sequence[Token], at: int, scope: Scope) -> Scope:
    """Read "a new line of 1 million mt/year", "a second 150,000 mt/year plant": what has that size."""
    if scope.segment is not None:
        return scope
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    lead = tokens[at - 1] if at else None
    before = tokens[at - 2] if at > 1 else None
    if behind is not None and behind.low in grammar("installations") - _GROWTH:
        fresh = f"{lead.text} " if lead is not None and lead.low in _FRESH else ""
        return replace(scope, segment=fresh + behind.text, why="what has that size")
    if (
        lead is not None
        and lead.low == "of"
        and before is not None
        and before.low in grammar("installations")
    ):
        fresh = f"{tokens[at - 3].text} " if at > 2 and tokens[at - 3].low in _FRESH else ""
        return replace(scope, segment=fresh + before.text, why="what has that size")
    return scope


_AND = frozenset({"and", "but", "with", "of", ","})
_BARE = frozenset({"the", "and", "its", "their", "while", "with", "whose", "but", "an", "a", ",", ";"})


def carried(
    tokens: Sequence[Token], named: int, own: frozenset[str], scope: Scope, inherited: Scope
) -> Scope:
    """Carry a scope to a bare "the operating rate" that follows the capacity of the same sentence."""
    bare = named == 0 or tokens[named - 1].low in _BARE or tokens[named - 1].figure is not None
    told = tokens[named + 1 : named + 2]
    if named > 1 and tokens[named - 1].low in ("their", "its") and tokens[named - 2].low not in _AND:
        return scope  # "smelters lifted their run rate"
    if not bare or tokens[named].code(Kind.INDICATOR) not in PLANT - {Indicator.PRODUCTION}:
        return scope
    if any(token.low in ("of", "for", "at", "in") for token in told):
        return scope
    return replace(
        scope, segment=inherited.segment, region=scope.region or inherited.region, why=inherited.why
    )


_LEADING = re.compile(
    r"(?:(?:and|but|while|meanwhile|however),?\s+)?(?:for|at|among)\s+(?!all\b)[^,.;:\d]{3,60},", re.I
)


# "On the smelting side, output fell": a route, and no side of the market.
_SIDE = re.compile(r"[Oo]n\s+the\s+([a-z]+(?:ing|ization|isation|based))\s+side,")


def side_of(text: str) -> str | None:
    """Return the route of "on the smelting side" in a figure's own words, or None."""
    sides = _SIDE.findall(text)
    return sides[-1] if sides else None


def leading(section: Annotated, statement: Statement, begin: int, own: frozenset[str]) -> str | None:
    """Return the segment that "For lithium carbonate from recycling, ..." opens a sentence with."""
    match = _LEADING.match(section.section.body, statement.sentence.start)
    if match is None or begin > match.end():
        return None
    phrase = [t for t in statement.tokens if t.end < match.end() and t.kind == Kind.WORD]
    first = next((i for i, t in enumerate(phrase) if t.low in ("for", "at", "among")), None)
    if first is None or first + 1 >= len(phrase) or any(t.has(Kind.INDICATOR) for t in phrase):
        return None
    return named_by(section, statement.tokens, phrase[first + 1 :], own).segment
