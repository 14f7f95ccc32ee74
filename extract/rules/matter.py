"""Matter: which words can be of a product, and which one-word subjects are a company or works."""

from __future__ import annotations

from functools import cache

from extract.document import Annotated
from extract.reading.commodities import load_commodities
from extract.rules.companies import known_words
from extract.rules.names import is_own
from extract.rules.phrase import scope_words
from extract.rules.regions import is_place_name
from extract.rules.scope import is_group
from extract.rules.tokens import Token

__all__ = ["is_matter", "is_name_of_subject"]


def is_name_of_subject(section: Annotated, token: Token, own: frozenset[str]) -> bool:
    """Tell whether a one-word subject is a company or works: a capital, and no noun of the trade."""
    text, low = token.text, token.low
    common = text[1:].islower() and low.endswith(("s", "ing", "tion", "ment", "ity", "ion", "ty", "ry"))
    acronym = text.isupper() and text.isalpha() and len(text) > 3 and low not in _EXCHANGES
    name = text[:1].isupper() and text.isalpha() and len(text) > 3 and (acronym or text[1:].islower())
    if not name or common or token.tags or (is_matter(text) and not acronym) or is_own(low, own):
        return False
    known = low in scope_words("never") or is_place_name(text) or is_group(token) or low in known_words()
    return not known and load_commodities().find(text) is None


_EXCHANGES = frozenset({"shfe", "gfex", "comex", "nymex", "cisa", "ilzsg", "icsg", "insg", "topcon", "apni"})


def is_matter(text: str) -> bool:
    """Tell whether a word can be of a product: a noun of matter, a code ("183N"), a grade ("high-grade")."""
    code = any(c.isdigit() for c in text) and any(c.isalpha() for c in text)
    capitals = len(text) > 1 and text.isupper() and text.isalpha()
    graded = text.lower().endswith(("-grade", "-series", "-type"))
    low = text.lower()
    return text == "#" or code or capitals or graded or low in scope_words("matter") or low in _commodities()


@cache
def _commodities() -> frozenset[str]:
    """Return the last words of the commodities' names: "spodumene", "palladium", "coke"."""
    known = load_commodities().by_key.values()
    names = {name.lower() for entry in known for name in (entry.name, *entry.aliases)}
    return frozenset(name.split()[-1] for name in names) - {"system"}
