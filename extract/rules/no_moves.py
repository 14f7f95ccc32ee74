"""No moves: what is said of some, of a place or a company, on a condition, as a cause, or denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from extract.document import Annotated
from extract.rules.buyers import opens_on_demand
from extract.rules.companies import entity_before
from extract.rules.context import Statement
from extract.rules.labelling import grammar_words
from extract.rules.light import BREAKS
from extract.rules.predicates import likelier
from extract.rules.regions import region_in
from extract.rules.scope import home
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Basis, Direction

__all__ = ["is_bound", "is_no_move", "tells_no_move"]

_CONDITION = re.compile(r"(?:\W*)(?:If|Unless|Should|Provided|Were)\b")
_SOME_MOVE = re.compile(r"\bsome(?=\s+\w+\s+(?:in|of)\b)", re.IGNORECASE)
_SUBJECT = 8
_FRONT, _CLOSE = 6, 3
_LETTING = frozenset("allow allows allowed allowing enable enables enabled enabling dare dares".split())


def tells_no_move(section: Annotated, statement: Statement) -> bool:
    """Tell whether a sentence tells no movement at all: of a condition, or of the demand side.

    Whoever makes less there makes another product.
    """
    span = (statement.sentence.start, statement.sentence.end)
    return (
        _CONDITION.match(section.section.body, *span) is not None
        or opens_on_demand(statement.tokens) is not None
    )


def is_no_move(
    section: Annotated,
    statement: Statement,
    places: tuple[Sequence[Token], Sequence[Token]],
    at: int,
    where: Token,
    *,
    way: Direction,
    sure: bool = False,
) -> bool:
    """Tell whether the move of the subject at token `at` of a clause, told by `where`, is not the whole's.

    `places` are the tokens of the clause, and those up to the end of its sentence; `sure` that the subject
    is a route or a class of producers, so that "some" speaks of no other.
    """
    body = section.section.body
    tokens, _ = places
    piece = _last_piece(body[tokens[_subject(tokens, at)].start : tokens[at].start])
    if not sure and grammar_words("some").search(_SOME_MOVE.sub("", piece)):
        return True
    causal = grammar_words("causal")
    if causal.search(_last_piece(body[tokens[0].start : tokens[at].start])) or "unlikely" in piece:
        return True
    beyond = tokens[min(at + 3, len(tokens) - 1)] if where.start <= tokens[at].start else where
    said = body[tokens[at].start : max(where.end, beyond.end)]
    if likelier(tokens, at) is None:
        denied = way is not Direction.FLAT and grammar_words("denied").search(said)
        if denied or causal.search(said):
            return True
    return is_bound(section, places, at, where)


def is_bound(
    section: Annotated,
    places: tuple[Sequence[Token], Sequence[Token]],
    at: int,
    where: Token,
) -> bool:
    """Tell whether the move of the subject at token `at` is no plain move of the whole.

    It hangs on a condition, is only set against what was expected, or is that of a place or a company.
    `places` are the tokens of the clause, and those up to the end of its sentence; `where` tells the move.
    """
    tokens, rest = places
    if _depends(tokens, rest, where) or _fronted_region(section, tokens, at):
        return True
    if _is_against_expectations(tokens, where):
        return True
    if {token.low for token in tokens[max(0, at - _CLOSE) : at]} & _LETTING:
        return True  # "which should allow output to recover"
    return _is_placed(section, tokens, at, where)


def _is_against_expectations(tokens: Sequence[Token], where: Token) -> bool:
    """Read "growth in output lagged expectations": a move that is only set against what was expected."""
    if not where.has_any(Kind.TREND, Kind.INDICATOR):
        return False
    behind = (token for token in tokens if token.start > where.start)
    piece = takewhile(lambda token: token.text not in BREAKS, behind)
    return any(Basis.VS_EXPECTATION in (t.code(Kind.BASIS), t.code(Kind.REFERABLE)) for t in piece)


def _is_placed(section: Annotated, tokens: Sequence[Token], at: int, where: Token) -> bool:
    """Tell whether a place or a company stands near ("output dropped at one mine")."""
    body = section.section.body
    first = max(0, at - 3)
    behind = [t for t in tokens if t.start >= max(tokens[at].end, where.end)][:2]
    if any(t.low == "there" for t in (*tokens[at + 1 : at + 2], *behind[:1])):
        return True  # "output there was lower", "output rose there"
    placed = len(behind) == 2 and behind[0].low in ("in", "at") and behind[1].text[:1].isupper()
    near = body[tokens[first].start : behind[1].end if placed else max(tokens[at].end, where.end)]
    if len(behind) == 2 and behind[0].low == "at" and (behind[1].figure or behind[1].text[:1].isupper()):
        return True
    named = region_in(near, home(section)) or entity_before(section, tokens[0].start, tokens[at].start)
    return named is not None


def _fronted_region(section: Annotated, tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a clause opens on a place ("In Hunan, output rose") or says "elsewhere"."""
    if any(token.low == "elsewhere" for token in tokens[max(0, at - _CLOSE) : at]):
        return True
    comma = next((i for i, token in enumerate(tokens[:_FRONT]) if token.text == ","), 0)
    if not comma or tokens[0].low not in ("in", "at", "and", "while"):
        return False
    return region_in(section.section.body[tokens[0].start : tokens[comma].start], home(section)) is not None


def _depends(tokens: Sequence[Token], rest: Sequence[Token], where: Token) -> bool:
    """Tell whether a move only may happen, and on a condition ("may recover if prices fall")."""
    modal = (t for t in tokens if t.start < where.start and t.has(Kind.FUTURE))
    may = any(t.low in ("may", "might", "could") for t in modal)
    return may and any(t.low in ("if", "unless", "provided") for t in rest if t.start > where.start)


def _subject(tokens: Sequence[Token], at: int) -> int:
    """Return where the subject at token `at` begins: behind the verb before it, at most eight words back."""
    begin = at
    while begin > 0 and at - begin < _SUBJECT:
        token = tokens[begin - 1]
        if token.has_any(Kind.FUTURE, Kind.LEVEL):
            break
        begin -= 1
    return begin


def _last_piece(subject: str) -> str:
    return re.split(r"[,:]", subject)[-1]
