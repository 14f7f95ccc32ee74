"""Items of lists: the name that stands right before its figure ("A 12, B 13", "by series: A: 12")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Annotated
from extract.rules.matter import is_name_of_subject
from extract.rules.phrase import is_verb, scope_words
from extract.rules.places import BREAKS, is_light
from extract.rules.scope import NO_SCOPE, Scope, scoped
from extract.rules.seeking import has_mark
from extract.rules.tokens import Kind, Token, grammar, without_possessive

__all__ = ["item_after_colon", "item_of_list"]

_LONGEST_ITEM = 5


def item_after_colon(
    section: Annotated, tokens: Sequence[Token], named: int | None, at: int, own: frozenset[str]
) -> Scope | None:
    """Return the scope of an item behind a colon: "output by series: 200-series: 900,000 mt"."""
    between = tokens[named + 1 : at] if named is not None else ()
    if not has_mark(between, ":") or any(is_verb(token) for token in between):
        return None
    scope = item_of_list(section, between, own)
    told = scope.segment is not None and scope.segment.lower() not in scope_words("breakdowns")
    return scope if told else None


def item_of_list(section: Annotated, window: Sequence[Token], own: frozenset[str]) -> Scope:
    """Read ", and 400-series by around 4.06%", ", CR5 for 62.4%": the item's own name."""
    stops = grammar("stops")
    marks = [i for i, token in enumerate(window) if token.text in BREAKS]
    pieces = [window[a + 1 : b] for a, b in zip([-1, *marks], [*marks, len(window)], strict=True)]
    for piece in reversed(pieces):
        first = next((i for i, t in enumerate(piece) if _is_naming(t)), None)
        if first is not None:
            break
    else:
        return NO_SCOPE
    run: list[Token] = []
    for token in piece[first:]:
        if token.kind != Kind.WORD or token.tags or token.low in stops:
            break
        run.append(token)
    if first and piece[first - 1].low in ("we", "they", "it"):
        return NO_SCOPE  # "we model 370 kt"
    if len(run) == 1 and is_name_of_subject(section, run[0], own):
        return Scope(entity=without_possessive(run[0].text), why="an item of a list")
    rest = piece[first + len(run) :]
    if len(run) > _LONGEST_ITEM or not all(
        t.low in scope_words("between") or t.low in _FIGURED or is_light(t) for t in rest
    ):
        return NO_SCOPE
    return replace(scoped(section, run, own, whole=False), why="an item of a list")


_FIGURED = frozenset({"by", "at", "for", "with", "accounted for", "and"})


def _is_naming(token: Token) -> bool:
    return token.kind == Kind.WORD and not token.tags and token.low not in grammar("stops")
