"""Scope: the segment, region and entity that a figure or a movement is told of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extract.document import Annotated
from extract.rules.tokens import Kind, Token, lexicon

__all__ = [
    "NO_SCOPE",
    "Scope",
    "entity_before",
    "noun_phrase_after",
    "noun_phrase_before",
    "region_in",
    "scoped",
]

_STOPS = frozenset(
    [
        "in",
        "by",
        "at",
        "from",
        "with",
        "for",
        "to",
        "on",
        "of",
        "as",
        "than",
        "while",
        "whereas",
        "but",
        "where",
        "which",
        "that",
        "who",
        "and",
        "or",
        "if",
        "when",
        "because",
        "since",
        "due",
        "during",
        "among",
        "amid",
        "under",
        "over",
        "into",
        "saw",
        "see",
        "sees",
        "had",
        "has",
        "have",
        "having",
        "also",
        "still",
        "then",
        "so",
        "thus",
        "this",
        "these",
        "those",
        "however",
        "meanwhile",
    ]
)
_CONTENT = re.compile(r"\bin\s+((?:\w+\s+)?(?:content|terms))\b", re.I)
_ORG = (
    "Group|Company|Corporation|Corp|Inc|Ltd|Co|smelter|refinery|mill|mine|plant|project|steelworks|"
    "base|facility|Mining|Resources|Metals|Minerals"
)
_ENTITY = re.compile(
    rf"(?<![\w-])[A-Z][\w-]*(?:['’]s)?(?:\s+(?:[A-Z][\w-]*(?:['’]s)?|\([A-Z]{{2,6}}\)))*"
    rf"(?:\s+[a-z]+){{0,2}}?\s+(?:{_ORG})(?![\w-])"
)
_NOT_NAMES = frozenset(
    [
        "china",
        "chinese",
        "smm",
        "the",
        "in",
        "some",
        "many",
        "most",
        "leading",
        "new",
        "lunar",
        "several",
        "a",
        "large",
        "small",
        "domestic",
        "overall",
        "meanwhile",
        "additionally",
        "however",
        "other",
        "another",
        "each",
        "one",
        "two",
        "three",
        "four",
        "five",
        "overseas",
        "non",
        "northern",
        "southern",
        "eastern",
        "western",
        "shfe",
        "lme",
    ]
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Segment, region and entity; None where the heading's own scope holds."""

    segment: str | None = None
    region: str | None = None
    entity: str | None = None


NO_SCOPE = Scope()


@cache
def _generic() -> frozenset[str]:
    return frozenset(lexicon("generic")["generic"])


@cache
def _region_pattern() -> re.Pattern[str]:
    places = lexicon("places")
    names = sorted({*places["provinces"], *places["countries"]}, key=lambda name: (-len(name), name))
    directions = "|".join(places["directions"])
    return re.compile(
        rf"(?<![\w-])(?:(?:{directions})\s+(?:China|regions?|areas?)|(?:{'|'.join(map(re.escape, names))}))(?![\w-])"
    )


def region_in(text: str, heading: str) -> str | None:
    """Return the regions that a text names, comma-separated, but for those of the heading itself."""
    own = heading.casefold()
    found: list[str] = []
    for match in _region_pattern().finditer(text):
        name = match.group()
        if name[:5].casefold() not in own and name not in found:
            found.append(name)
    return ", ".join(found) or None


def entity_before(section: Annotated, start: int, end: int) -> str | None:
    """Return the last company, plant or project named in a run of the body, or None."""
    found = None
    for match in _ENTITY.finditer(section.section.body, start, end):
        words = match.group().split()
        while words and words[0].lower().removesuffix("'s").removesuffix("’s") in _NOT_NAMES:
            words.pop(0)
        if len(words) > 1 and words[0][:1].isupper() and not _region_pattern().fullmatch(words[0]):
            found = " ".join(words)
    return found


def noun_phrase_before(tokens: Sequence[Token], at: int) -> list[Token]:
    """Return the words that stand before token `at` as its modifiers."""
    phrase: list[Token] = []
    for token in reversed(tokens[:at]):
        if token.kind != Kind.WORD or token.low in _STOPS or _is_verb(token):
            break
        phrase.insert(0, token)
    return phrase


def noun_phrase_after(tokens: Sequence[Token], at: int) -> list[Token]:
    """Return the words of the noun phrase that "of", "for" or "from" opens behind token `at`."""
    if at + 1 >= len(tokens) or tokens[at + 1].low not in (
        "of",
        "for",
        "from",
        "at",
        "by",
        "derived",
    ):
        return []
    begin = at + 2
    if tokens[at + 1].low == "derived" and begin < len(tokens) and tokens[begin].low == "from":
        begin += 1
    phrase: list[Token] = []
    for token in tokens[begin : begin + 8]:
        if (
            token.kind != Kind.WORD
            or token.tags
            or token.low in ("in", "by", "to", "while", "as", "is", "was", "were")
        ):
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
    text = body[words[0].start : words[-1].end]
    region = region_in(text, section.section.heading)
    left = [w for w in words if not _is_plain(w.low, own) and not _in_region(w, region)]
    if not left:
        return Scope(region=region)
    if whole:
        kept = [w for w in words if w.low not in ("the", "a", "an", "its", "their")]
    else:
        first = words.index(left[0])
        last = words.index(left[-1])
        kept = list(words[first : last + 1])
    segment = body[kept[0].start : kept[-1].end]
    segment = re.sub(r"['’]s?$", "", segment).strip(" ,'’")
    return Scope(segment=segment or None, region=region)


def _is_plain(word: str, own: frozenset[str]) -> bool:
    key = word.removesuffix("'s").removesuffix("’s").removesuffix("'").removesuffix("’")
    return key in _generic() or word in _generic() or key in own or key.removesuffix("s") in own


def _in_region(token: Token, region: str | None) -> bool:
    return region is not None and token.text.removesuffix("'s").removesuffix("’s") in region


def content_after(section: Annotated, start: int, end: int) -> str | None:
    """Return the "metal content" of "in metal content" in a run of the body, or None."""
    match = _CONTENT.search(section.section.body, start, end)
    return match[1] if match else None
