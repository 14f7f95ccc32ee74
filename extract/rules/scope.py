"""Scope: the segment, region and entity that a figure or a movement is told of, and what a phrase names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from functools import cache

from extract.annotate.lexicon import words as countable
from extract.document import Annotated
from extract.record import record
from extract.rules.names import is_alias, is_name, is_own, is_proper, narrows
from extract.rules.phrase import is_verb, scope_words
from extract.rules.regions import coordinated, home_of, is_place_name, region_told
from extract.rules.tokens import Kind, Token, grammar, lexicon, without_possessive

__all__ = [
    "CONTENT_BEHIND",
    "NO_SCOPE",
    "Scope",
    "also_whole",
    "content_after",
    "content_before",
    "home",
    "is_group",
    "scoped",
]

_CONTENT = re.compile(r"\b(?:in|of)\s+(\w+\s+content)\b", re.I)
_CONTENT_BEFORE = re.compile(
    r"(?:^|[\s(])((?:metal|metallic|physical|fine|pure|nickel|cobalt|copper|zinc|lead|tin|lithium|manganese|chrome|"
    r"[A-Z][a-z]?)\s+content)\b",
)
_LONGEST = 6
_LISTED = 60


@record(frozen=True, slots=True)
class Scope:
    """Segment, region and entity; None where the heading's own scope holds. `why` tells what gave them."""

    segment: str | None = None
    region: str | None = None
    entity: str | None = None
    why: str = field(default="", compare=False)


NO_SCOPE = Scope()
CONTENT_BEHIND = "its content behind it"
"""Why a level has the content that stands behind it: its change has not."""


def home(section: Annotated) -> frozenset[str]:
    """Return the places that the section is about anyway."""
    return home_of(section.section.heading, section.section.body)


def also_whole(segment: str | None) -> Sequence[str | None]:
    """Return a segment, and none as well where it is the whole by another measure ("metal content")."""
    by_content = segment is not None and segment.split()[-1:] == ["content"]
    return (segment, None) if by_content else (segment,)


def is_group(token: Token) -> bool:
    """Tell whether a word names producers or their works ("smelters")."""
    return without_possessive(token.low) in countable().countable


def scoped(
    section: Annotated, words: Sequence[Token], own: frozenset[str], *, whole: bool, member: bool = False
) -> Scope:
    """Return the scope that a noun phrase gives: what is left of it beside generic and own words.

    `own` are the commodity's own words; `whole` keeps the phrase whole where anything is left; a `member`
    of a list has not the places of the others.
    """
    if not words:
        return NO_SCOPE
    body = section.section.body
    span = words[0].start, words[-1].end
    if not member and is_place_name(words[-1].text):
        span = coordinated(body, (span[0], span[1] + _LISTED), span)  # "stocks at A, B and C"
    region = region_told(body[slice(*span)], home(section))
    kept = _behind_the_last(words)
    if kept and kept is not words and kept[-1] is not words[-1] and kept[-1].text.endswith(("'s", "’s")):
        return Scope(region=region)  # "the ministry's estimate"
    kinds = _kinds(kept, own, region)
    if "other" not in kinds:
        return Scope(region=region)
    first, last = kinds.index("other"), len(kinds) - 1 - kinds[::-1].index("other")
    before = next((i for i in range(first - 1, -1, -1) if kinds[i] != "own"), -1) + 1
    behind = next((i for i in range(last + 1, len(kinds)) if kinds[i] != "own"), len(kinds))
    if whole:
        first = next(i for i, kind in enumerate(kinds) if kind not in ("generic", "region"))
    elif before < first and last + 1 < behind:
        first, last = before, behind - 1  # "secondary refined lead"
    elif before < first and not is_name(section, kept[before:first]):
        # "zinc alloy": the head narrows the commodity, so the whole name stays.
        first = before
    if last + 1 < behind and narrows(section, kept[first : last + 1], kept[last + 1 : behind]):
        last = behind - 1
    while last + 1 < len(kinds) and (kinds[last + 1] == "group" or kept[last + 1].low in _SUBSTANCE):
        last += 1
    if last - first >= _LONGEST:
        return Scope(region=region)
    segment = body[kept[first].start : kept[last].end]
    segment = without_possessive(segment).strip(" ,'’")
    if is_alias(section, segment):
        return Scope(region=region)
    if whole and not first and all(is_proper(section, token) for token in kept):
        return Scope(region=region, entity=segment)
    segment = re.sub(r"[-\s](?:derived|based)$", "", segment)
    if segment.lower() in scope_words("hollow_alone"):
        return Scope(region=region)
    return Scope(segment or None, region)


_SUBSTANCE = frozenset({"material", "materials", "grade", "grades", "metal", "metals"})


def _kinds(words: Sequence[Token], own: frozenset[str], region: str | None) -> list[str]:
    """Return the kind of each word; a number is something else beside "#", "%" or "grade" ("62% Fe")."""
    kinds = [_word_kind(word, own, region) for word in words]
    while (
        len(kinds) > 1 and words[len(kinds) - 1].has(Kind.INDICATOR) and words[len(kinds) - 1].low != "tender"
    ):
        kinds.pop()  # "social inventory piled up"
    kinds += ["generic"] * (len(words) - len(kinds))
    for at, word in enumerate(words):
        if kinds[at] == "group" and any(kind in ("own", "other") for kind in kinds[at + 1 : at + 2]):
            kinds[at] = "other"  # "electric furnace steel"
        after = words[at + 1].low if at + 1 < len(words) else ""
        if word.low in ("class", "grade") and after.isdigit():
            kinds[at] = kinds[at + 1] = "other"  # "class 1", "Grade 553"
            continue
        if _is_grade(words, at) or _is_sort(words, at):
            kinds[at] = "other"
            if word.low != "raw" and after.startswith("product"):
                kinds[at + 1] = "other"
            continue
        if (
            at
            and (word.figure is None or word.figure.unit is None)
            and _SERIES.fullmatch(word.text)
            and _is_code(words[at - 1])
        ):
            kinds[at - 1] = kinds[at] = "other"  # "NCM 523", "N-type 183"
        if word.text == "#" and after[:1].isdigit():
            kinds[at] = kinds[at + 1] = "other"
        elif word.text[:1].isdigit() and after in ("%", "grade", "grades"):
            kinds[at] = "other"
            if after == "%" and at + 2 < len(words):
                kinds[at + 1] = "other"
    return kinds


def _behind_the_last(words: Sequence[Token]) -> Sequence[Token]:
    """Return what stands behind the last word of a phrase that no scope can hold."""
    end = len(words)
    while end and _is_never(words[end - 1]):
        end -= 1
    begin = next(
        (
            i + 1
            for i in range(end - 1, -1, -1)
            if (_is_never(words[i]) or is_verb(words[i])) and not _is_sort(words, i)
        ),
        0,
    )
    return words[begin:end]


def _is_sort(words: Sequence[Token], at: int) -> bool:
    """Tell whether a word is of a sort and no size or state: "long steel", "flat products", "raw steel"."""
    after = words[at + 1].low if at + 1 < len(words) else ""
    return words[at].low in _SORTS and after in _SORTED


_SORTS = frozenset({"long", "flat", "raw", "crude", "finished", "special", "ordinary"})
_SORTED = frozenset({"steel", "products", "product", "mills", "rolled"})


def _is_never(token: Token) -> bool:
    if token.kind == Kind.DATE or (token.figure is not None and token.figure.unit not in (None, "percent")):
        return True
    never = scope_words("never")
    return token.low in never or without_possessive(token.low) in never


def _is_grade(words: Sequence[Token], at: int) -> bool:
    """Tell whether a number is a grade: a percentage or code right before matter ("40% concentrate")."""
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) else None
    if word.figure is not None:
        return after is not None
    matter = after is not None and (after.low in scope_words("matter") or after.low in _SUBSTANCE)
    return bool(_CODE.fullmatch(word.text)) and (matter or (after is None and "-" in word.text))


def _is_code(word: Token) -> bool:
    capitals = len(word.text) > 1 and word.text.isupper() and word.text.isalpha()
    return capitals or word.low.endswith("-type") or word.low == "topcon"


_SERIES = re.compile(r"[1-9]\d{2}[A-Z]?")
_CODE = re.compile(r"\d{2}-\d{2}|\d+(?:\.\d+)?pc|[1-8]\d{2,3}")


def _word_kind(token: Token, own: frozenset[str], region: str | None) -> str:
    """Tell whether a word is the commodity's own, generic, a group of producers, or something else."""
    word = token.low
    if token.kind == Kind.MARK or _EMPTY.fullmatch(word) or word in _function_words():
        return "generic"
    key = without_possessive(word)
    bare = without_possessive(token.text)
    if is_place_name(bare) or (region is not None and bare in _parts(region)):
        return "region"
    if word in lexicon("places")["directions"]:
        return "region"
    if key in countable().countable:
        return "group"
    if is_own(key, own):
        return "own"
    months = countable().months
    if (
        key in _generic()
        or word in _generic()
        or all(part in months or part.isdigit() for part in key.split("-"))
    ):
        return "generic"
    return "other"


def _parts(region: str) -> set[str]:
    return {*re.split(r",\s+|\s+", region), region}


_EMPTY = re.compile(r"[\d.,/%#-]+|\w*-(?:quarter|half|month|week|year)|(?:first|second|third)-(?!tier)\w+")


@cache
def _generic() -> frozenset[str]:
    return frozenset(lexicon("generic")["generic"])


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
