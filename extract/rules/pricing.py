"""Pricing: what a price is of that no noun phrase tells: terms of sale, grades, inputs, a nearby noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from extract.document import Annotated
from extract.rules.matter import is_matter
from extract.rules.names import is_own
from extract.rules.phrase import is_verb, noun_phrase_before
from extract.rules.places import BREAKS, is_light
from extract.rules.regions import is_place_name
from extract.rules.scope import Scope, scoped
from extract.rules.tokens import Kind, Token

__all__ = ["priced"]

_TERMS = re.compile(
    r"(?<![\w-])(?:fob|cif|cfr|cnf|exw|ex[- ]works|ex[- ]mill|ex[- ]warehouse|ddp|dap)(?![\w-])", re.I
)
_GRADES = re.compile(
    r"\bHMS(?:\s*(?:1\s?[/&]\s?2|I/II|No\.\s?1))?(?:\s*\(?\d\d:\d\d\)?)?|(?<![\w/.])\d\d/\d{1,2}(?:\s(?:grade|CSR))?(?![\w/%])"
)
_RATIO = re.compile(r"(?:\s*(?:1\s?[/&]\s?2|I/II))?\s*\(?\d\d:\d\d\)?")
_FORMS = (
    "rod|wire|foil|tube|tubes|pipe|strip|sheet|plate|billet|billets|extrusion|extrusions|profile|profiles|alloy|"
    "cable|anode|coil|castings|semis"
)
_METAL = re.compile(
    rf"\b(copper|alumini?um|zinc|lead|tin|nickel)\b.*?\b(?:{_FORMS})\b", re.I
)  # a heading's metal, and what is made of it
_BEHIND, _BACK = 9, 7


def priced(
    section: Annotated,
    tokens: Sequence[Token],
    begin: int,
    at: int,
    named: int | None,
    own: frozenset[str],
    scope: Scope,
) -> Scope:
    """Complete the scope of the price at token `at`, whose own words begin at token `begin`."""
    body = section.section.body
    start = tokens[begin].start
    before = body[start : tokens[at].start]
    graded = _graded(section, tokens, begin, own) if named is None else None
    if graded is not None:
        return replace(scope, segment=graded.segment, region=graded.region or scope.region, why=graded.why)
    if scope.segment is not None:
        place = before.rfind(scope.segment)
        ratio = _RATIO.match(before, place + len(scope.segment)) if place >= 0 else None
        if ratio and ratio.group().strip():
            return replace(scope, segment=scope.segment + ratio.group())  # "HMS 80:20"
        return scope
    grade = _GRADES.search(before)
    if grade:
        return replace(scope, segment=grade.group(), why="its grade")
    metal = _input(section.section.heading)
    if metal and _is_of_input(before, metal):
        return replace(scope, segment=metal, why="what the product is made of")
    near = _nearby(section, tokens, begin, at, own) if named is None else None
    if near is not None and near.segment is not None:
        return replace(scope, segment=near.segment, why="the noun before it")
    term = _term(tokens, begin, at)
    return replace(scope, segment=term, why="its terms of sale") if term else scope


def _graded(section: Annotated, tokens: Sequence[Token], begin: int, own: frozenset[str]) -> Scope | None:
    """Read "UG2 42% was at", "Rotterdam magnesium 99.9% closed at": a grade behind what it is of."""
    figure = tokens[begin - 1].figure if begin > 1 else None
    if figure is None or figure.unit != "percent":
        return None
    lead, behind = tokens[begin - 2], tokens[begin]
    of = lead.kind == Kind.WORD and (
        is_matter(lead.text) or is_own(lead.low, own) or is_place_name(lead.text)
    )
    least = behind.low in ("min", "max")
    if not of or not (least or is_verb(behind)):
        return None
    phrase = noun_phrase_before(tokens, begin - 1)
    scope = scoped(section, phrase, own, whole=False)
    parts = [scope.segment, tokens[begin - 1].text, behind.low if least else None]
    return Scope(" ".join(part for part in parts if part), scope.region, why="its grade")


@lru_cache(maxsize=64)
def _input(heading: str) -> str | None:
    """Return the metal of a heading that names what is made of it: copper for "Copper Rod"."""
    found = _METAL.search(heading)
    return found[1].lower() if found else None


def _is_of_input(text: str, metal: str) -> bool:
    """Tell whether a price is the metal's own: "copper prices", "as copper fell under"."""
    found = list(_metal(metal).finditer(text))
    return bool(found) and not _PRODUCT.search(text, found[-1].end())


@cache
def _metal(name: str) -> re.Pattern[str]:
    spelt = "alumini?um" if name.startswith("alumin") else name
    return re.compile(rf"\b{spelt}\b(?!\s+(?:scrap|cathode|{_FORMS})\b)", re.I)


_PRODUCT = re.compile(rf"\b(?:{_FORMS}|fees?|charges?|premiums?|plants|makers|mills|producers|scrap)\b")


def _nearby(
    section: Annotated, tokens: Sequence[Token], begin: int, at: int, own: frozenset[str]
) -> Scope | None:
    """Return the noun of matter that stands close before a price: "with spodumene at", "of phosphate to"."""
    end = at
    while end > max(begin, at - _BACK):
        token = tokens[end - 1]
        if token.kind == Kind.WORD and is_matter(token.text) and not is_place_name(token.text):
            break
        small = is_light(token) or is_verb(token) or token.kind == Kind.DATE or token.has(Kind.KEEPING)
        if not (small or token.low in _SMALL or (token.text == "," and end > at - 2)):
            return None
        end -= 1
    else:
        return None
    if is_own(tokens[end - 1].low, own):
        return None
    phrase = noun_phrase_before(tokens, end)
    return scoped(section, [t for t in phrase if t.start >= tokens[begin].start], own, whole=False)


_SMALL = frozenset("at to from by of up down above below near over under past around as high low".split())


def _term(tokens: Sequence[Token], begin: int, at: int) -> str | None:
    """Return the terms of sale in a price's own words, or behind it in the same clause."""
    for token in tokens[begin:at]:
        if _TERMS.fullmatch(token.text):
            return _with_port(tokens, tokens.index(token))
    for token in tokens[at + 1 : at + 1 + _BEHIND]:
        if token.text in BREAKS and token.text not in "()":
            return None
        if _TERMS.fullmatch(token.text):
            return _with_port(tokens, tokens.index(token))
    return None


def _with_port(tokens: Sequence[Token], at: int) -> str:
    """Return terms with the letters of a port or region that no list has: "FOB WA"."""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    short = after.isupper() and after.isalpha() and len(after) < 4 and not is_place_name(after)
    return f"{tokens[at].text} {after}" if short and after not in _CURRENCIES else tokens[at].text


_CURRENCIES = frozenset({"USD", "EUR", "INR", "CNY", "RMB", "US", "GBP", "JPY", "Rs", "KRW"})
