"""Holders: who or what has the stocks that are told of ("stocks at wafer makers", "in SHFE warehouses")."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Annotated
from extract.rules.phrase import scope_words
from extract.rules.regions import region_told
from extract.rules.scope import Scope, home, is_group
from extract.rules.tokens import Token, grammar

__all__ = ["held_by", "stored_in"]

_STORES = frozenset({"warehouse", "warehouses", "sheds", "depots", "vaults", "yards"})
_WHOSE = frozenset({"the", "these", "those", "their", "its", "sampled", "surveyed", "sample", "all"})
_INSIDE = frozenset({"in", "into", "at"})
_LEADS = frozenset({"at", "in", "with", "of"})
_REACH = 5


def held_by(section: Annotated, phrase: Sequence[Token]) -> Scope | None:
    """Return the holders that a phrase behind "at" names: "at the mines", "at wafer makers"."""
    last = next((i for i, token in enumerate(phrase) if is_group(token)), None)
    if last is None or not (phrase[last].low.endswith("s") or last == 0):
        return None
    if [token.low for token in phrase[last + 1 : last + 2]] == ["and"] and last + 2 < len(phrase):
        last += 2  # "at mills and stockyards"
    words = [token for token in phrase[: last + 1] if token.low not in _WHOSE]
    if any(token.low in scope_words("never") for token in words):
        return None
    body = section.section.body
    region = region_told(body[phrase[0].start : phrase[-1].end], home(section))
    return Scope(body[words[0].start : words[-1].end], region, why="who holds it") if words else None


def stored_in(section: Annotated, tokens: Sequence[Token], named: int) -> Scope | None:
    """Return where stocks lie by the words behind or in their name: "stocks in LME warehouses"."""
    first, _, last = tokens[named].low.rpartition(" ")
    if first and last in _STORES and first.split()[-1] not in _INSIDE:
        return Scope(tokens[named].text[: len(first)], why="where it is stored")
    if named + 1 >= len(tokens) or tokens[named + 1].low not in _LEADS:
        return None
    for at in range(named + 2, min(named + 2 + _REACH, len(tokens))):
        token = tokens[at]
        head, _, store = token.low.rpartition(" ")
        if store in _STORES:
            head = "" if head in _INSIDE else head
            run = [t for t in tokens[named + 2 : at] if t.low not in _WHOSE]
            text = " ".join([*(t.text for t in run), token.text[: len(head)]]).strip()
            return Scope(text, why="where it is stored") if text else None
        if token.figure is not None or token.low in grammar("stops"):
            return None
    return None
