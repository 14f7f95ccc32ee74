"""Matter: which words can be of a product, and which one-word subjects are a company or works."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extract.document import Annotated
from extract.reading.commodities import load_commodities
from extract.rules.companies import is_name_within, known_words
from extract.rules.names import is_own
from extract.rules.phrase import scope_words
from extract.rules.regions import is_place_name
from extract.rules.scope import is_group
from extract.rules.tokens import Kind, Token, grammar, lexicon, without_possessive

__all__ = [
    "is_class_of_producers",
    "is_company",
    "is_firm",
    "is_full_name",
    "is_matter",
    "is_name_of_subject",
]


def is_name_of_subject(section: Annotated, token: Token, own: frozenset[str]) -> bool:
    """Tell whether a one-word subject is a company or works: a capital, and no noun of the trade."""
    text, low = token.text, token.low
    common = text[1:].islower() and low.endswith(
        ("s", "ing", "tion", "ment", "ity", "ion", "ty", "ry", "nce")
    )
    acronym = text.isupper() and text.isalpha() and len(text) > 3 and low not in _EXCHANGES
    name = text[:1].isupper() and text.isalpha() and len(text) > 3 and (acronym or text[1:].islower())
    if not name or common or token.tags or (is_matter(text) and not acronym) or is_own(low, own):
        return False
    if low in scope_words("technologies"):
        return False
    known = low in scope_words("never") or is_place_name(text) or is_group(token) or low in known_words()
    return not known and load_commodities().find(text) is None


_EXCHANGES = frozenset({"shfe", "gfex", "comex", "nymex", "cisa", "ilzsg", "icsg", "insg", "topcon", "apni"})


def is_class_of_producers(segment: str) -> bool:
    """Tell whether a segment is a size or a standing of producers ("leading plants"), no "medium plate"."""
    words = segment.lower().split()
    return not set(words).isdisjoint(lexicon("generic")["size_classes"]) and not is_matter(words[-1])


def is_full_name(section: Annotated, run: Sequence[Token], own: frozenset[str]) -> bool:
    """Tell whether a run of capitalised words is a company or works ("Las Cruces", "Rio Verde")."""
    plain = (*grammar("no_places"), "New")
    return all(
        token.text[:1].isupper()
        and token.text[1:].islower()
        and token.kind == Kind.WORD
        and not token.tags
        and not (is_own(token.low, own) or is_group(token) or is_place_name(token.text))
        and token.low not in scope_words("never") | known_words()
        and token.text not in plain
        for token in run
    ) and not (is_matter(run[0].text) or load_commodities().find(" ".join(t.text for t in run)))


def is_firm(section: Annotated, run: Sequence[Token], own: frozenset[str]) -> bool:
    """Tell whether a name ends in what its bearer makes or does ("Jiuyang Foil", "Ronghe New Energy").

    Products have no capital within a sentence, so that one behind a name that no list has is part of it.
    """
    if len(run) < _FIRM or not all(token.text[:1].isupper() and token.text[1:].islower() for token in run):
        return False
    first, last = run[0], run[-1]
    if not is_full_name(section, run[:1], own) or first.low.endswith(("ed", "ing", "er")):
        return False
    if is_matter(first.text) or re.search(rf"\b{re.escape(first.low)}\b", section.section.body):
        return False
    made = is_own(last.low, own) or is_matter(last.text) or last.low in grammar("firms")
    return made and not any(is_place_name(token.text) or token.kind == Kind.DATE for token in run)


def is_company(section: Annotated, token: Token, own: frozenset[str]) -> bool:
    """Tell whether a word before a thing measured is whose it is: "Vantor's output", "Kolmar output".

    Without a possessive it must have its capital within a sentence elsewhere.
    """
    text = without_possessive(token.text)
    bare = replace(token, text=text, low=text.lower())
    if not is_name_of_subject(section, bare, own):
        return False
    return text != token.text or is_name_within(section.section.body, text)


_FIRM = 2


def is_matter(text: str) -> bool:
    """Tell whether a word can be of a product: a noun of matter, a code ("183N"), a grade ("high-grade")."""
    code = any(c.isdigit() for c in text) and any(c.isalpha() for c in text) and not _NUMBERED.fullmatch(text)
    capitals = len(text) > 1 and text.isalpha() and (text.isupper() or _is_mixed(text))
    graded = text.lower().endswith(("-grade", "-series", "-type"))
    low = text.lower()
    return text == "#" or code or capitals or graded or low in scope_words("matter") or low in _commodities()


def _is_mixed(text: str) -> bool:
    """Tell whether a short word has capitals within: "xBC", "SiMn", "PrNd"."""
    return len(text) <= _LONGEST_CODE and not text[1:].islower() and any(map(str.isupper, text[1:]))


_LONGEST_CODE = 5
_NUMBERED = re.compile(r"[A-Z][a-z]{3,}\d+")  # a company's name ("Nova7")


@cache
def _commodities() -> frozenset[str]:
    """Return the last words of the commodities' names: "spodumene", "palladium", "coke"."""
    known = load_commodities().by_key.values()
    names = {name.lower() for entry in known for name in (entry.name, *entry.aliases)}
    return frozenset(name.split()[-1] for name in names) - {"system"}
