"""Names: what is the commodity by another name, what is a part of its name, and what is a proper name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.document import Annotated
from extract.reading.commodities import load_commodities
from extract.rules.own import commodity_of, without_place
from extract.rules.phrase import scope_words
from extract.rules.regions import is_place_name
from extract.rules.tokens import Token

__all__ = ["is_alias", "is_name", "is_own", "is_proper", "narrows"]


def is_name(section: Annotated, run: Sequence[Token]) -> bool:
    """Tell whether some own words are the commodity's whole name, or only a part of it."""
    said = {_singular(part) for token in run for part in re.findall(r"[^\W_]+", token.low)}
    heading = re.sub(r"\(.*?\)", "", section.section.heading).lower()
    if said >= {_singular(word) for word in re.findall(r"[^\W_]+", heading)}:
        return True
    if len(run) == 1 and run[0].low == "".join(word[0] for word in re.findall(r"[^\W_]+", heading)):
        return True
    found = load_commodities().find(" ".join(token.text for token in run))
    return found is not None and found.slug == commodity_of(section)


def is_proper(section: Annotated, token: Token) -> bool:
    """Tell whether a word is a proper name: a capital within a sentence, and no code, place or product."""
    text, body = token.text, section.section.body
    capital = text[:1].isupper() and text[1:].islower() and text.isalpha() and len(text) > 3
    inside = body[max(0, token.start - 2) : token.start].rstrip()[-1:].isalnum()
    return capital and inside and token.low not in scope_words("matter") and not token.tags


_PLAIN_KINDS = frozenset({"refined", "primary", "mine", "mined"})


def is_alias(section: Annotated, segment: str) -> bool:
    """Tell whether a phrase is another name of the commodity ("LiPF6"), and names no part of it.

    A name that holds the whole heading is narrower where the section tells of the heading's name as well.
    """
    heading = re.sub(r"\(.*?\)", "", section.section.heading).strip()
    first, _, rest = segment.removesuffix(" metal").partition(" ")
    if (
        rest
        and first.lower() in _PLAIN_KINDS
        and first.lower() not in heading.lower()
        and _says(heading, rest)
    ):
        return True
    found = load_commodities().find(segment)
    if found is None:
        return False
    if found.slug != commodity_of(section) or "-grade" in segment:
        return False
    narrower = {_singular(word) for word in heading.lower().split()} < {
        _singular(w) for w in segment.lower().split()
    }
    return not (narrower and _tells_of(section.section.body, heading.lower()))


@lru_cache(maxsize=16)
def _tells_of(body: str, heading: str) -> bool:
    return heading in body.lower()


def _says(heading: str, name: str) -> bool:
    """Tell whether a name is the heading's own, but for a place in it ("Chilean Copper")."""
    said = [w for w in re.findall(r"[^\W_]+", without_place(heading)) if not is_place_name(w)]
    return [_singular(w.lower()) for w in said] == [_singular(w) for w in name.lower().split()]


def narrows(section: Annotated, others: Sequence[Token], run: Sequence[Token]) -> bool:
    """Tell whether own words stay behind others: "SHFE lead" beside Primary Lead, "liquid aluminum"."""
    if any(t.text[0].isalpha() and t.text[-1:].isdigit() for t in others):
        return False  # "M6 wafers"
    plain = not any(
        "-" in t.text or t.text.isupper() or t.text[-1:].isdigit() or t.low in _TERMS for t in others
    )
    if not is_name(section, run):
        return plain or load_commodities().find(" ".join(token.text for token in run)) is not None
    kept = any(t.low in _STATES or t.low in _PLAIN_KINDS for t in others)
    return plain and len(run) == 1 and (kept or not _is_heading(section, run))


_STATES = frozenset({"liquid", "molten", "crude", "raw"})


def _is_heading(section: Annotated, run: Sequence[Token]) -> bool:
    """Tell whether a word is all that the heading says: "London gold" under "Gold" is of London."""
    heading = re.sub(r"\(.*?\)", "", section.section.heading).strip().lower()
    return run[0].low == heading


_TERMS = frozenset({"spot", "cash", "forward", "futures"})


def _singular(word: str) -> str:
    return word.removesuffix("s")


def is_own(word: str, own: frozenset[str]) -> bool:
    """Tell whether a word in lower case names the commodity."""
    word = word.replace("aluminium", "aluminum") if "aluminum" in own else word
    return word in own or word.removesuffix("s") in own or (word.endswith("ies") and word[:-3] + "y" in own)
