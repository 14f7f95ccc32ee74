"""Possessors: what "its" and "their" take up ("flake was in good supply and its price fell")."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Annotated
from extract.rules.scope import NO_SCOPE, Scope
from extract.rules.subjects import ends_head, named_by
from extract.rules.tokens import Kind, Token, grammar

__all__ = ["owner_of"]

_PREPOSITIONS = frozenset("in of at by from for on with without to under across among using".split())


def owner_of(section: Annotated, tokens: Sequence[Token], at: int, own: frozenset[str]) -> Scope:
    """Return the scope of what "its" or "their" at token `at` takes up: the subject of its sentence.

    "Flake was in good supply and its price fell"; where that is neither a product nor a class, nothing.
    """
    if not at or tokens[at - 1].low not in _JOINING:
        return NO_SCOPE
    begin = next(
        (i + 1 for i in range(at - 1, -1, -1) if tokens[i].text in ";:" or tokens[i].low in _TURNS), 0
    )
    while begin < at and (tokens[begin].text in _MARKS or tokens[begin].low in grammar("joints")):
        begin += 1
    run: list[Token] = []
    for token in tokens[begin:at]:
        if token.kind != Kind.WORD or token.has(Kind.INDICATOR) or (run and ends_head(token)):
            break
        run.append(token)
    if not run or run[0].low in _PREPOSITIONS:
        return NO_SCOPE
    return named_by(section, tokens, run, own)


_JOINING = frozenset({"and", "but", "with", ","})
_MARKS = frozenset(",-–•()")
_TURNS = frozenset({"while", "whereas", "but", "although", "though", "because", "as", "since"})
