"""Scope: the segment, region and entity that a figure or a movement is told of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extract.annotate.lexicon import words as countable
from extract.document import Annotated
from extract.rules.tokens import Kind, Token, grammar, lexicon

__all__ = [
    "NO_SCOPE",
    "Scope",
    "entity_before",
    "noun_phrase_after",
    "noun_phrase_before",
    "region_in",
    "region_told",
    "scoped",
]

_CONTENT = re.compile(r"\bin\s+(\w+\s+content)\b", re.I)
_CONTENT_BEFORE = re.compile(r"(?:^|[\s(])(?:in\s+)?((?!the\b|its\b)\w+\s+content)\b", re.I)
_ORG = (
    "Group|Company|Corporation|Corp|Inc|Ltd|Co|smelter|refinery|mill|mine|plant|project|steelworks|"
    "base|facility|Mining|Resources|Metals|Minerals"
)
_ENTITY = re.compile(
    rf"(?<![\w-])[A-Z][\w-]*(?:['’]s)?(?:\s+(?:[A-Z][\w-]*(?:['’]s)?|\([A-Z]{{2,6}}\)))*"
    rf"(?:\s+[a-z]+){{0,2}}?\s+(?:{_ORG})(?![\w-])"
)
_NOT_NAMES = frozenset(
    "china chinese smm the in some many most leading new lunar several a large small domestic overall "
    "meanwhile additionally however other another each one two three four five overseas non northern "
    "southern eastern western shfe lme".split()
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Segment, region and entity; None where the heading's own scope holds."""

    segment: str | None = None
    region: str | None = None
    entity: str | None = None


NO_SCOPE = Scope()


@cache
def _grammar() -> tuple[frozenset[str], frozenset[str]]:
    table = lexicon("grammar")
    return frozenset(table["stops"]), frozenset(table["phrase_ends"])


@cache
def _generic() -> frozenset[str]:
    return frozenset(lexicon("generic")["generic"])


@cache
def _region_pattern() -> re.Pattern[str]:
    places = lexicon("places")
    names = sorted({*places["provinces"], *places["countries"]}, key=lambda name: (-len(name), name))
    directions = "|".join(places["directions"])
    listed = "|".join(map(re.escape, names))
    return re.compile(rf"(?<![\w-])(?:(?:{directions})\s+(?:China|regions?|areas?)|(?:{listed}))(?![\w-])")


def region_in(text: str, heading: str) -> str | None:
    """Return the regions that a text names, comma-separated, but for those of the heading itself."""
    own = heading.casefold()
    found: list[str] = []
    for match in _region_pattern().finditer(text):
        name = match.group()
        if name[:5].casefold() not in own and name not in found:
            found.append(name)
    return ", ".join(found) or None


@cache
def _demonym_pattern() -> re.Pattern[str]:
    names = sorted(lexicon("places")["demonyms"], key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, names))})(?![\w-])(?!\s+New\s+Year)")


def region_told(text: str, heading: str) -> str | None:
    """Return the regions that a noun phrase and its "in" name: listed places, adjectives, and other names.

    A place that no list has is known by its capital behind "in" ("premiums in Rotterdam").
    """
    listed = region_in(text, heading)
    if listed:
        return listed
    demonym = _demonym_pattern().search(text)
    if demonym:
        place = str(lexicon("places")["demonyms"][demonym[1]])
        own = heading.casefold()
        return None if place.casefold()[:5] in own or demonym[1].casefold()[:5] in own else place
    named = _CAPITAL.search(text)
    if named is None:
        return None
    names = [name for name in _SEPARATED.split(named[1]) if name]
    kept = [name for name in names if _is_place(name, heading)]
    return ", ".join(kept) or None


def _is_place(name: str, heading: str) -> bool:
    dated = name.lower().rstrip(".") in countable().months or name in grammar("no_places")
    return not dated and not name.isupper() and name[:5].casefold() not in heading.casefold()


_CAPITAL = re.compile(
    r"\bin\s+(?:the\s+)?((?:[A-Z][a-z][\w'’-]*)(?:(?:,\s+and\s+|,\s+|\s+and\s+|\s+)(?:[A-Z][a-z][\w'’-]*))*)"
)
_SEPARATED = re.compile(r",\s+and\s+|,\s+|\s+and\s+")


def entity_before(section: Annotated, start: int, end: int) -> str | None:
    """Return the last company, plant or project named in a run of the body, or None."""
    found = None
    for match in _ENTITY.finditer(section.section.body, start, end):
        words = match.group().split()
        while words and words[0].lower().removesuffix("'s").removesuffix("’s") in _NOT_NAMES:
            words.pop(0)
        while words and _region_pattern().fullmatch(re.sub(r"['’]s$", "", words[0])):
            words.pop(0)
        # "Alcoa's Alumar aluminum smelter": the name ends where the common nouns begin.
        while len(words) > 1 and words[-1][:1].islower():
            words.pop()
        if words and words[0][:1].isupper() and words != ["New"]:
            found = " ".join(words)
    return found


def noun_phrase_before(tokens: Sequence[Token], at: int) -> list[Token]:
    """Return the words that stand before token `at` as its modifiers."""
    phrase: list[Token] = []
    for token in reversed(tokens[:at]):
        if token.kind != Kind.WORD or token.low in _grammar()[0] or _is_verb(token):
            break
        if phrase and token.low in ("the", "a", "an"):
            break  # "for medium-sized smelters the forecast rate": two phrases
        phrase.insert(0, token)
    return phrase


def noun_phrase_after(tokens: Sequence[Token], at: int) -> list[Token]:
    """Return the words of the noun phrase that "of", "for" or "from" opens behind token `at`."""
    begin = at + 1
    if begin < len(tokens) and tokens[begin].low in ("derived", "made", "produced"):
        begin += 1
    if begin >= len(tokens) or tokens[begin].low not in ("of", "for", "from", "at"):
        return []
    phrase: list[Token] = []
    for token in tokens[begin + 1 : begin + 9]:
        if token.kind != Kind.WORD or token.tags or token.low in _grammar()[1]:
            break
        phrase.append(token)
    return phrase


def _is_verb(token: Token) -> bool:
    kinds = (Kind.LEVEL, Kind.BASIS, Kind.FUTURE, Kind.PLAN, Kind.COMPARING)
    if any(token.has(kind) for kind in kinds):
        return True
    # "increased production" and "lower output": a move before the noun is its verb or adjective.
    return token.has(Kind.MOVE)


def scoped(section: Annotated, words: Sequence[Token], own: frozenset[str], *, whole: bool) -> Scope:
    """Return the scope that a noun phrase gives: what is left of it beside generic and own words.

    `own` are the commodity's own words; `whole` keeps the phrase whole where anything is left.
    """
    if not words:
        return NO_SCOPE
    body = section.section.body
    region = region_told(body[words[0].start : words[-1].end], section.section.heading)
    kinds = [_word_kind(word, own, region) for word in words]
    if "other" not in kinds:
        return Scope(region=region)
    first, last = kinds.index("other"), len(kinds) - 1 - kinds[::-1].index("other")
    if whole:
        first = next(i for i, word in enumerate(words) if word.low not in ("the", "a", "an", "its", "their"))
    elif "own" not in kinds[last:]:
        # "zinc alloy": the head narrows the commodity, so the whole name stays.
        while first > 0 and kinds[first - 1] == "own":
            first -= 1
    while last + 1 < len(kinds) and kinds[last + 1] == "group":
        last += 1
    segment = body[words[first].start : words[last].end]
    segment = re.sub(r"['’]s?$", "", segment).strip(" ,'’")
    segment = re.sub(r"[-\s](?:derived|based)$", "", segment)
    return Scope(segment=segment or None, region=region)


def _word_kind(token: Token, own: frozenset[str], region: str | None) -> str:
    """Tell whether a word is the commodity's own, generic, a group of producers, or something else."""
    word = token.low
    if _EMPTY.fullmatch(word) or word in _function_words() or word in lexicon("places")["demonyms"]:
        return "generic"
    if token.text in lexicon("places")["demonyms"]:
        return "region"
    key = re.sub(r"['’]s?$", "", word)
    if region is not None and re.sub(r"['’]s?$", "", token.text) in region:
        return "region"
    if key in countable().countable:
        return "group"
    if key in own or key.removesuffix("s") in own:
        return "own"
    months = countable().months
    if key in _generic() or word in _generic() or all(part in months for part in key.split("-")):
        return "generic"
    return "other"


_EMPTY = re.compile(r"[\d.,/%#-]+|\w*-(?:quarter|half|month|week|year)|(?:first|second|third)-\w+")


@cache
def _function_words() -> frozenset[str]:
    keys = ("stops", "empty", "determiners", "joints", "openers", "resuming", "hollow")
    return frozenset(word for key in keys for word in grammar(key))


def content_after(section: Annotated, start: int, end: int) -> str | None:
    """Return the "metal content" of "in metal content" in a run of the body, or None."""
    match = _CONTENT.search(section.section.body, start, end)
    return match[1] if match else None


def content_before(section: Annotated, start: int, end: int) -> str | None:
    """Return the "metal content" that a figure's own words speak of, or None."""
    match = _CONTENT_BEFORE.search(section.section.body[start:end])
    return match[1] if match else None
