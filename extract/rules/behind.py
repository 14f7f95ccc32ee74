"""What stands behind a figure and narrows it: "88.2% at large smelters", "1,150 t in Salta"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, takewhile

from extract.annotate.lexicon import words
from extract.document import Annotated
from extract.rules.headed import scope_at
from extract.rules.matter import is_matter
from extract.rules.names import is_own
from extract.rules.phrase import is_verb, scope_words
from extract.rules.places import BREAKS
from extract.rules.regions import is_place_name, region_told
from extract.rules.scope import NO_SCOPE, Scope, home, is_group, scoped
from extract.rules.subjects import class_of, named_by
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Indicator

__all__ = ["FRONTED", "placed_at", "scope_behind"]

FRONTED = "the subject behind a level that opens"
"""Why a figure is told of what stands behind it."""

_LONGEST_ITEM, _LONGEST_SUBJECT = 5, 6
_PHRASE = 8
_HANDING = ("at", "for", "among", "in", "on", "to")

_RECKONED = re.compile(
    r"\s+(?:based\s+on|on\s+(?:the\s+basis|that)\s+of)\s+(?:the\s+)?"
    r"([a-z][\w-]*(?:\s+[a-z][\w-]*){0,2}?)(?=\s+(?:prices?|for|in)\b|[.,;)]|$)"
)

_BUILT = frozenset({Indicator.CAPACITY, Indicator.OPERATING_CAPACITY, Indicator.PRODUCTION})


def _bracketed(section: Annotated, tokens: Sequence[Token], begin: int) -> str | None:
    """Read "closures of 3,200 mt/day (four furnaces in Anhui and Hubei)": where they are."""
    end = next((i for i in range(begin, len(tokens)) if tokens[i].text == ")"), None)
    inside = tokens[begin + 1 : end] if end is not None else ()
    if not any(t.low == "in" for t in inside) or any(
        t.figure and t.figure.unit not in (None, "count") for t in inside
    ):
        return None
    return region_told(section.section.body[inside[0].start : inside[-1].end], home(section))


_COMPARED = frozenset({"more", "less", "fewer"})


def scope_behind(
    section: Annotated, tokens: Sequence[Token], at: int, own: frozenset[str], indicator: Indicator
) -> Scope:
    """Return what stands behind a figure and is what it is told of, or narrows that."""
    front = _fronted(section, tokens, at, own)
    if front != NO_SCOPE:
        return front
    placed = placed_at(tokens, at)
    if placed > at + 1:
        return Scope(region=_region_behind(section, tokens, placed))
    return _narrowed(section, tokens, at, own, indicator)


def placed_at(tokens: Sequence[Token], at: int) -> int:
    """Return where a place begins right behind a figure and its comparison ("12% MoM in Yunnan"), or 0."""
    place = next((i for i in range(at + 1, len(tokens)) if not tokens[i].has(Kind.BASIS)), len(tokens))
    named = place + 1 < len(tokens) and tokens[place].low == "in" and is_place_name(tokens[place + 1].text)
    return place if named else 0


def _narrowed(
    section: Annotated, tokens: Sequence[Token], at: int, own: frozenset[str], indicator: Indicator
) -> Scope:
    """Return what right behind a figure narrows it: "88.2% at large smelters", "1,150 t in Salta"."""
    if at + 2 >= len(tokens):
        return NO_SCOPE
    reckoned = _RECKONED.match(section.section.body, tokens[at].end)
    if reckoned:
        return Scope(reckoned[1], why="what it is reckoned on")
    lead = tokens[at + 1].low
    named = is_place_name(tokens[at + 1].text) and any(t.has(Kind.INDICATOR) for t in tokens[at + 2 : at + 4])
    if named and indicator is Indicator.TARIFF:
        return Scope(region=_region_behind(section, tokens, at + 1))  # "the 25% US duty"
    if tokens[at + 1].text == "(" and indicator in _BUILT:
        return Scope(region=_bracketed(section, tokens, at + 1))
    if tokens[at + 1].has(Kind.INDICATOR) or lead in grammar("installations") or lead in _TERMS:
        return Scope(region=_region_behind(section, tokens, at + 1))
    if lead == "of" and indicator in _AMOUNTS:
        return _amount_of(section, tokens, at, own)
    if lead in _COMPARED:
        return _compared(section, tokens, at + 2, own)
    if lead in _HANDING:
        return _handed(section, tokens, at, own)
    if indicator is Indicator.PRODUCTION:
        return _made_from(section, tokens, at, own)
    return NO_SCOPE


def _fronted(section: Annotated, tokens: Sequence[Token], at: int, own: frozenset[str]) -> Scope:
    """Read "At 1.74 million mt, the 300-series was flat": the subject behind a level that opens."""
    opens = at == 1 or (at > 1 and tokens[at - 2].text in BREAKS)
    if not opens or tokens[at - 1].low != "at" or at + 1 == len(tokens) or tokens[at + 1].text != ",":
        return NO_SCOPE
    begin = at + 2
    behind = islice(tokens, begin, begin + _LONGEST_SUBJECT + 1)
    run = list(takewhile(lambda token: token.kind == Kind.WORD and not token.tags, behind))
    end = begin + len(run)
    told = end < len(tokens) and tokens[end].has_any(Kind.LEVEL, Kind.MOVE, Kind.KEEPING)
    if not run or not told or len(run) > _LONGEST_SUBJECT:
        return NO_SCOPE
    scope = named_by(section, tokens, run, own)
    return replace(scope, why=FRONTED) if scope.segment is not None else NO_SCOPE


_AMOUNTS = frozenset(
    {Indicator.PRODUCTION, Indicator.SHIPMENTS, Indicator.ARRIVALS, Indicator.SALES, Indicator.DEMAND}
)


def _amount_of(section: Annotated, tokens: Sequence[Token], at: int, own: frozenset[str]) -> Scope:
    """Read "exported 7,400 t of hydroxide": the product behind an amount."""
    figure = tokens[at].figure
    phrase = _plain_run(tokens, at + 2)
    if figure is None or figure.unit in (None, "percent") or not phrase or not is_matter(phrase[-1].text):
        return NO_SCOPE
    told = phrase[0].low == "crude" or any(t.low.startswith(("consist", "compris")) for t in tokens[:at])
    if phrase[0].low in ("fine", "contained") or (is_own(phrase[-1].low, own) and not told):
        return NO_SCOPE
    return Scope(scoped(section, phrase, own, whole=False).segment, why="the product behind it")


def _handed(section: Annotated, tokens: Sequence[Token], at: int, own: frozenset[str]) -> Scope:
    """Read "88.2% at large smelters", "15,300 yuan/mt for baled scrap", "$1.76/mt for the import index"."""
    lead = tokens[at + 1].low
    if (
        lead == "in"
        and [t.low in _STORES for t in tokens[at + 3 : at + 4]] == [True]
        and tokens[at + 2].text.isupper()
    ):
        return Scope(tokens[at + 2].text, why="where it is stored")
    phrase: list[Token] = []
    for place, token in enumerate(tokens[at + 2 : at + 2 + _PHRASE], start=at + 2):
        measured = token.has(Kind.INDICATOR) and (
            lead != "to" or token.code(Kind.INDICATOR) is Indicator.COST
        )
        if measured and phrase and lead not in ("in", "on"):
            scope = scope_at(section, tokens, place, own, at + 2)
            return (
                Scope(scope.segment, scope.region, why=f"{lead!r} behind it") if scope.segment else NO_SCOPE
            )
        if not _is_plain(token):
            break
        phrase.append(token)
    if lead == "to" or not phrase or phrase[0].low.rstrip(".") in words().months:
        return NO_SCOPE
    region = _region_behind(section, tokens, at + 1)
    segment = None
    if lead not in ("in", "on") and any(is_group(token) or token.low == "ones" for token in phrase):
        group = next(i for i, token in enumerate(phrase) if is_group(token) or token.low == "ones")
        segment = class_of(section, phrase[: group + 1] if lead == "at" else phrase, own, tokens).segment
    elif lead == "for" and phrase[-1].low in scope_words("matter"):
        segment = scoped(section, phrase, own, whole=False).segment
    return Scope(segment, region, why=f"{lead!r} behind it" if segment else "")


def _is_plain(token: Token) -> bool:
    return token.kind == Kind.WORD and not token.tags and token.low not in grammar("phrase_ends")


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
    phrase = _plain_run(tokens, begin)
    closed = begin + len(phrase) < len(tokens) and tokens[begin + len(phrase)].low.startswith(
        ("than", "in", "from")
    )
    if not phrase or not closed:
        return NO_SCOPE
    return Scope(scoped(section, phrase, own, whole=False).segment, why="the product behind it")


_TERMS = frozenset({"through", "ex-works", "exw", "fob", "cif", "cfr", "delivered", "dap", "ddp"})
_STORES = frozenset({"warehouses", "sheds", "stocks"})


def _made_from(section: Annotated, tokens: Sequence[Token], at: int, own: frozenset[str]) -> Scope:
    """Read "16,900 mt was made from spodumene, 9,850 mt from lepidolite": the route."""
    lows = [token.low for token in tokens[at + 1 : at + 4]]
    begin = at + 2 if lows[:1] == ["from"] else at + 4 if lows[1:] == ["made", "from"] else 0
    phrase = _plain_run(tokens, begin) if begin else []
    if not any(token.low in scope_words("matter") for token in phrase):
        return NO_SCOPE
    return Scope(scoped(section, phrase, own, whole=True).segment, why="what it is made from")


def _plain_run(tokens: Sequence[Token], begin: int) -> list[Token]:
    run: list[Token] = []
    for token in tokens[begin : begin + _LONGEST_ITEM]:
        if not _is_plain(token):
            break
        run.append(token)
    return run
