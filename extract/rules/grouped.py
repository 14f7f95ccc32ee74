"""Groups: the class of producers that "for large smelters" or "at merchant refiners" gives a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Annotated
from extract.rules.phrase import is_verb, scope_words
from extract.rules.places import BREAKS
from extract.rules.scope import NO_SCOPE, Scope, is_group
from extract.rules.subjects import class_of
from extract.rules.tokens import Kind, Token

__all__ = ["of_group"]

_PHRASE = 8


def of_group(
    section: Annotated, window: Sequence[Token], own: frozenset[str], named: int, scope: Scope
) -> Scope:
    """Give a scope without a segment the group that its window names, `named` tokens into it."""
    group = _grouped(section, window, own, named)
    if group is NO_SCOPE:
        return scope
    return Scope(group.segment, scope.region or group.region, scope.entity, group.why or scope.why)


def _grouped(section: Annotated, window: Sequence[Token], own: frozenset[str], named: int) -> Scope:
    """Return the group of enterprises that "for large smelters" or "at ..." names in a window.

    `named` is where the thing measured is named in it: no predicate stands between the two.
    """
    for at, token in enumerate(window):
        if token.low not in ("for", "at", "among") or any(
            is_verb(word) and word.low not in scope_words("narrowing") for word in window[at + 1 : named]
        ):
            continue
        phrase: list[Token] = []
        for word in window[at + 1 : at + 1 + _PHRASE]:
            if word.kind != Kind.WORD or word.tags or word.text in BREAKS or word.low in _GROUP_ENDS:
                break
            phrase.append(word)
        if len(phrase) > 1 and any(is_group(word) for word in phrase):
            scope = class_of(section, phrase, own)
            if scope.segment is not None:
                return replace(scope, why=f"{token.low!r} before it")
    return NO_SCOPE


_GROUP_ENDS = frozenset("the is was were are by in to it that which and a an".split())
