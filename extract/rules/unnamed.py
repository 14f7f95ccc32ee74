"""Unnamed: the scope of a figure whose own words name nothing that is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Annotated
from extract.rules.listed import item_of_list
from extract.rules.names import is_own
from extract.rules.phrase import is_verb, scope_words
from extract.rules.places import BREAKS
from extract.rules.scope import (
    NO_SCOPE,
    Scope,
    is_group,
)
from extract.rules.seeking import last_figure
from extract.rules.subjects import subject_of
from extract.rules.tokens import Token, grammar

__all__ = ["unnamed"]

_OTHERS = frozenset({"others", "rest", "remainder", "those"})


def unnamed(
    section: Annotated,
    tokens: Sequence[Token],
    begin: int,
    at: int,
    own: frozenset[str],
    inherited: Scope | None,
) -> Scope:
    """Return the scope of a figure whose own words name no thing measured: its subject's, or the last one."""
    begin = _before_bracket(tokens, begin)
    window = tokens[begin:at]
    mark = next((i for i in range(at - 1, begin - 1, -1) if tokens[i].text in BREAKS), begin - 1)
    verbs = [i for i in range(begin, at) if is_verb(tokens[i])]
    if not verbs or verbs[-1] <= mark:
        scope = item_of_list(section, tokens[mark + 1 : at], own)
        if scope != NO_SCOPE:
            return scope
    if all(tokens[i].low in ("for", "with") for i in verbs):
        scope = item_of_list(section, window, own)
    else:
        scope = subject_of(section, tokens, at, own, first=begin)
    if scope != NO_SCOPE or inherited is None:
        return scope
    if _is_own_again(tokens[mark + 1 : at], own):
        return replace(inherited, segment=None)  # "with scrap at 17,300 and ingot at 20,400"
    if any(token.low in scope_words("whole") or token.low in _OTHERS or is_group(token) for token in window):
        return replace(inherited, segment=None)
    return inherited


def _is_own_again(words: Sequence[Token], own: frozenset[str]) -> bool:
    """Tell whether the commodity itself stands right before a figure: "and APT at"."""
    last = next((i for i in range(len(words) - 1, -1, -1) if not is_verb(words[i])), None)
    if last is None or last == len(words) - 1 or not is_own(words[last].low, own):
        return False
    return last == 0 or words[last - 1].low in grammar("joints") or is_own(words[last - 1].low, own)


def _before_bracket(tokens: Sequence[Token], begin: int) -> int:
    """Return where words begin that a figure in brackets parts: "that of large plants (above 80 kt) rose"."""
    if tokens[begin].text != ")" or not is_verb(tokens[begin + 1]):
        return begin
    opened = next((i for i in range(begin - 1, -1, -1) if tokens[i].text == "("), 0)
    last = last_figure(tokens, opened)
    return begin if not opened else 0 if last is None else last + 1
