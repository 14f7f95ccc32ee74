"""Asides: what stands between a subject and its verb, and subjects that two predicates share."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.phrase import is_verb
from extract.rules.scope import is_group
from extract.rules.tokens import Kind, Token, grammar

__all__ = ["aside_before", "caused", "shared_subject"]


def aside_before(tokens: Sequence[Token], end: int, first: int) -> int:
    """Return where an aside begins that ends before token `end`: "X, for their part, fell"; 0 for none."""
    if tokens[end - 1].text == "(" and end - 1 > first:
        return end - 1
    if tokens[end - 1].text == ")":
        bracket = next((i for i in range(end - 2, first, -1) if tokens[i].text == "("), 0)
        return bracket if any(token.figure is not None for token in tokens[bracket:end]) else 0
    if tokens[end - 1].text != ",":
        return 0
    if end < len(tokens) and tokens[end].low in _NOW and end - 1 > first:
        return end - 1
    opened = next((i for i in range(end - 2, max(first, end - _ASIDE), -1) if tokens[i].text == ","), None)
    if opened is None or any(t.figure is not None for t in tokens[opened:end]):
        return 0
    small = tokens[opened + 1].low
    named = small in ("the", "a", "an") and end - opened < _SHORT_ASIDE
    told = is_group(tokens[opened - 1]) and small not in grammar("joints") and small != "or"
    return opened if small in _ASIDES or named or told else 0


_ASIDE, _SHORT_ASIDE = 18, 7
_ASIDES = frozenset(
    "for however in too meanwhile by on thanks owing due as like unlike also though hit helped faced pressed "
    "constrained supported which".split()
)
_NOW = frozenset({"at", "now", "currently", "still"})
_CLAUSES = frozenset(
    {"while", "whereas", "but", "although", "though", "because", "as", "since", "so", "thus"}
)


def shared_subject(tokens: Sequence[Token], end: int, first: int) -> list[Token]:
    """Return the subject that a predicate behind "and" has: "makers cut runs and ran at 60%".

    `end` is where the predicate begins; only a class of producers that opens the clause counts.
    """
    if end <= first or tokens[end - 1].low not in ("and", "but"):
        return []
    begin = next(
        (i + 1 for i in range(end - 2, first - 1, -1) if tokens[i].text in ";:" or tokens[i].low in _CLAUSES),
        first,
    )
    while begin < end and (tokens[begin].text in ",-–•" or tokens[begin].low in grammar("joints")):
        begin += 1
    run: list[Token] = []
    stops = grammar("stops") - {"of", "in", "from", "with"}
    for token in tokens[begin : end - 1]:
        if (
            token.kind != Kind.WORD
            or is_verb(token)
            or token.has(Kind.INDICATOR)
            or (token.low in stops and run)
        ):
            break
        run.append(token)
    return run if any(is_group(token) for token in run) else []


_CAUSING = frozenset(
    "kept keeps keeping left leaves let lets made makes making allowed enabled leaving".split()
)
_OPENING = frozenset("in of at by from for on with to without under across among using".split())
_NEAR = 5


def caused(run: list[Token]) -> list[Token]:
    """Return whoever a cause made run, of a run of words: "this kept large plants there"."""
    at = next((i for i in range(len(run) - 2, -1, -1) if run[i].low in _CAUSING), None)
    if at is None or run[at + 1].low in _OPENING or not any(is_group(t) for t in run[at + 2 : at + _NEAR]):
        return run
    return [token for token in run[at + 1 :] if token.low != "there"]
