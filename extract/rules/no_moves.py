"""No moves: what is said of some, of a place or a company, on a condition, as a cause, or denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from extract.document import Annotated
from extract.rules.actors import ONE, SINGLED
from extract.rules.buyers import opens_on_demand
from extract.rules.companies import entity_before
from extract.rules.context import Statement
from extract.rules.labelling import denies, grammar_words
from extract.rules.light import BREAKS
from extract.rules.predicates import likelier
from extract.rules.regions import region_in
from extract.rules.scope import home
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Basis, Direction

__all__ = ["is_bound", "is_no_move", "keeps_from", "tells_no_move"]

_CONDITION = re.compile(r"(?:\W*)(?:If|Unless|Should|Provided|Were)\b")
_UNLIKELY = re.compile(r"unlikely|\b(?:hard|difficult|impossible)\s+for\b")
_SOME_MOVE = re.compile(r"\bsome(?=\s+\w+\s+(?:in|of)\b)", re.IGNORECASE)
_SUBJECT = 8
_FRONT, _CLOSE, _COMPARED = 6, 3, 4
_LEAST, _NOUN = 3, 4
_ARE = frozenset({"is", "are", "was", "were"})
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
    causal, ahead = grammar_words("causal"), _last_piece(body[tokens[0].start : tokens[at].start])
    if causal.search(ahead) or _UNLIKELY.search(ahead) or keeps_from(tokens, where):
        return True
    fronted = where.start <= tokens[at].start
    beyond = tokens[min(at + _CLOSE, len(tokens) - 1)] if fronted else where
    said = body[tokens[at].start : max(where.end, beyond.end)]
    end = _end_of_noun(tokens, at) if fronted and where.has(Kind.INDICATOR) else beyond.end
    if likelier(tokens, at) is None:
        denied = way is not Direction.FLAT and denies(body[tokens[at].start : max(where.end, end)])
        if denied or causal.search(said):
            return True
    return is_bound(section, places, at, where)


def keeps_from(tokens: Sequence[Token], where: Token) -> bool:
    """Read "the rains keep output from recovering": what does not come about."""
    before = [token.low for token in tokens if token.start < where.start]
    return before[-1:] == ["from"] and where.low.endswith("ing")


def _end_of_noun(tokens: Sequence[Token], at: int) -> int:
    """Return where what is said of a noun of movement ends ("a rise in output in April is unlikely")."""
    behind = takewhile(lambda token: token.text not in BREAKS, tokens[at + 1 : at + 1 + _SUBJECT])
    return max((token.end for token in behind), default=tokens[at].end)


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
    """Read "growth in output lagged expectations", "was lower than expected", "in line with forecasts".

    Such a move is only set against what was expected; "the decline is expected to continue" expects it.
    """
    behind = [token for token in tokens if token.start >= where.start]
    if not where.has_any(Kind.TREND, Kind.INDICATOR):
        if not (where.has(Kind.BEHIND) or where.low.endswith(" with")):
            return False  # "output fell more than expected"
        behind = behind[: 1 + _COMPARED]
    piece = list(takewhile(lambda token: token.text not in BREAKS, behind))
    return any(
        Basis.VS_EXPECTATION in (token.code(Kind.BASIS), token.code(Kind.REFERABLE))
        and not (token.has(Kind.FUTURE) and any(lead.low in _ARE for lead in piece[max(0, at - 2) : at]))
        for at, token in enumerate(piece)
    )


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
    if _is_singled(tokens[at + 1 :], where):
        return True
    named = region_in(near, home(section)) or entity_before(section, tokens[0].start, tokens[at].start)
    return named is not None


def _is_singled(behind: Sequence[Token], where: Token) -> bool:
    """Read "output at the largest producer was lower": of one of them, named before the move is told."""
    lead = takewhile(lambda token: token.start < where.start, behind)
    lows = [token.low for token in dropwhile(lambda token: token.has(Kind.INDICATOR), lead)]
    if len(lows) < _LEAST or lows[0] not in ("at", "of", "from") or lows[1] not in SINGLED:
        return False
    return not ONE.isdisjoint(lows[2 : 2 + _NOUN])


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
