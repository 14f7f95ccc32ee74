"""Companies: the company, plant or project that a run of words names."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from extract.document import Annotated
from extract.rules.phrase import scope_words
from extract.rules.regions import places_in
from extract.rules.tokens import grammar, lexicon

__all__ = ["entity_before", "is_name_within", "known_words", "works_at", "works_told_of"]

_ORG = (
    "Group|Company|Corporation|Corp|Inc|Ltd|Co|smelter|refinery|mill|mine|plant|project|steelworks|"
    "base|facility|Mining|Resources|Metals|Minerals"
)
_ENTITY = re.compile(
    rf"(?<![\w-])[A-Z][\w-]*(?:['’]s)?(?:\s+(?:[A-Z][\w-]*(?:['’]s)?|\([A-Z]{{2,6}}\)))*"
    rf"(?:\s+[a-z]+){{0,2}}?\s+(?:{_ORG})(?![\w-])"
)
# "the acid plant at Kolmar": what has a name of its own behind "at" is a works, and no place.
_AT = re.compile(
    r"\b[Aa]t\s+((?:La|El|Los|Las)?\s?[A-Z][a-z][\w-]+(?:\s+[A-Z][a-z][\w-]+)*)(?!['’\w]|\s+[A-Z])"
)
_NOT_NAMES = frozenset(
    "china chinese smm the in some many most leading new lunar several a large small domestic overall "
    "meanwhile additionally however other another each one two three four five overseas non northern "
    "southern eastern western shfe lme lunar spring year".split()
)


def entity_before(section: Annotated, start: int, end: int) -> str | None:
    """Return the last company, plant or project named in a run of the body, or None."""
    body = section.section.body
    found = None
    for match in _ENTITY.finditer(body, start, end):
        name = _name(match.group().split())
        if name is not None and (
            " " in name or not _opens(body, match.start()) or is_name_within(body, name)
        ):
            found = name
    return works_at(section, start, end) or found


_WHERE = re.compile(
    r"(?<![.;:!?\n] )((?:[A-Z][a-z][\w-]+)(?:\s+[A-Z][a-z][\w-]+){0,2}),"
    r"\s+(?:where|whose)\s+(?:[a-z]+\s+){1,4}$"
)


def works_told_of(section: Annotated, start: int, end: int) -> str | None:
    """Return the works that ", where production fell" at the end of a run is told of, or None."""
    found = _WHERE.search(section.section.body, start, end)
    if found is None or _is_known_place(found[1]) or _is_word(found[1].split()[0]):
        return None
    before = section.section.body[start : found.start(1)].split()
    if before and before[-1][:1].isupper():
        return None  # a longer name, of which only a part is seen
    return found[1]


def works_at(section: Annotated, start: int, end: int) -> str | None:
    """Return the last works named by a capital behind "at" in a run of the body, or None."""
    found = None
    for match in _AT.finditer(section.section.body, start, end):
        name = match[1].strip()
        if not _is_known_place(name) and not _is_word(name.split()[0]) and len(name) > 3:
            found = name
    return found


def _opens(body: str, start: int) -> bool:
    """Tell whether a word opens its sentence, where any word has a capital."""
    before = body[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in ".:;!?\n-–•"


def is_name_within(body: str, name: str) -> bool:
    """Tell whether a word has its capital within a sentence somewhere in a body."""
    told = islice(re.finditer(rf"\b{re.escape(name)}\b", body[:_READ]), _TOLD)
    return any(not _opens(body, match.start()) for match in told)


_READ, _TOLD = 8000, 8  # no section is so long


def _name(words: list[str]) -> str | None:
    while words and (_is_word(_bare(words[0])) or _is_known_place(_bare(words[0]))):
        words.pop(0)
    # "Alcoa's Alumar aluminum smelter": the name ends where the common nouns begin.
    while len(words) > 1 and words[-1][:1].islower():
        words.pop()
    name = " ".join(words)
    if len(words) == 1 and words[0].isupper():
        return None  # "the HPAL project": a process or product
    if not words or not words[0][:1].isupper() or words == ["New"] or _is_known_place(name):
        return None
    return name


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word)


def _is_known_place(name: str) -> bool:
    place = next(iter(places_in(name)), None)
    return place is not None and place.start == 0 and place.end >= len(_bare(name))


def _is_word(word: str) -> bool:
    return word.lower() in _NOT_NAMES or word.lower() in known_words() or word in grammar("no_places")


@cache
def known_words() -> frozenset[str]:
    """Return the words that open a sentence with a capital and name nobody."""
    from extract.annotate.lexicon import words

    lists = ("stops", "empty", "hollow", "determiners", "joints", "openers", "phrase_ends")
    plain = {word for key in lists for word in grammar(key)} | scope_words("never")
    return frozenset(plain | set(words().months) | set(lexicon("generic")["generic"]))
