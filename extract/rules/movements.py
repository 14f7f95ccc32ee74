"""Movements without a figure: stated moves of the own commodity's production or operating rate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.clauses import clause_spans
from extract.document import Annotated
from extract.rules.context import Statement, when
from extract.rules.draft import Draft
from extract.rules.scope import Scope, entity_before, region_in
from extract.rules.scopes import scope_at
from extract.rules.tokens import Kind, Token, lexicon
from schemas.answer import MovementLabel
from schemas.vocabulary import Basis, Direction, Indicator, Status

__all__ = ["read_movements"]

_MEASURED = (Indicator.PRODUCTION, Indicator.OPERATING_RATE)
_SOME = re.compile(
    r"\b(?:some|most|many|several|few|certain|majority|part of|individual|other|others|each|various|small|large|"
    r"leading|first-tier|top-tier|second-tier|third-tier|medium-sized|integrated|private|enterprises|producers|"
    r"manufacturers|smelters|mills|plants|regions?)\b",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:unlikely|not|no|low probability|possibility|probability|whether|if|could|cannot|limited)\b",
    re.I,
)
_CAUSAL = re.compile(
    r"\b(?:due to|because of|driven by|owing to|attributed to|to reduce|to avoid|caused by|as a result of|despite|without|"
    r"reason|reasons|plans?|planned|planning|impacting|affecting|motivat\w+|willingness|enthusiasm|resistance)\b",
    re.I,
)
_REACH = 7


def read_movements(
    section: Annotated,
    statements: Sequence[Statement],
    own: frozenset[str],
    drafts: Sequence[Draft],
) -> list[MovementLabel]:
    """Return the movements, each at its first statement, none where a figure says the same."""
    figured = {
        (d.indicator, d.period, d.scope.segment) for d in drafts
        if d.indicator in _MEASURED and d.basis in (Basis.MOM, Basis.YOY)
        and not d.scope.region and not d.scope.entity
    }  # fmt: skip
    levelled = {
        (d.indicator, d.period, d.scope.segment) for d in drafts
        if d.indicator in _MEASURED and not d.is_change and d.direction is not None
    }  # fmt: skip
    found: dict[tuple[object, ...], MovementLabel] = {}
    for statement in statements:
        for label in _in_statement(section, statement, own):
            place = (label.indicator, label.period, label.segment)
            if place in figured or place in levelled:
                continue
            found.setdefault((*place, label.basis), label)
    return list(found.values())


def _in_statement(section: Annotated, statement: Statement, own: frozenset[str]) -> Iterator[MovementLabel]:
    body = section.section.body
    span = (statement.sentence.start, statement.sentence.end)
    for start, end in clause_spans(body, *span):
        tokens = [t for t in statement.tokens if start <= t.start < end]
        for at, token in enumerate(tokens):
            if token.code(Kind.INDICATOR) not in _MEASURED:
                continue
            yield from _at(section, statement, tokens, at, own)
            break


def _at(
    section: Annotated,
    statement: Statement,
    tokens: Sequence[Token],
    at: int,
    own: frozenset[str],
) -> Iterator[MovementLabel]:
    body = section.section.body
    subject = body[tokens[0].start : tokens[at].start]
    if _SOME.search(_last_piece(subject)) or _CAUSAL.search(subject):
        return
    move = _move_after(tokens, at) or _move_noun_before(tokens, at)
    if move is None:
        return
    way, where = move
    said = body[tokens[at].start : where.end]
    if _DENIED.search(said) or _CAUSAL.search(said):
        return
    scope = scope_at(section, tokens, at, own)
    region = scope.region or region_in(subject, section.section.heading)
    if region or entity_before(section, tokens[0].start, tokens[at].start):
        return
    if not _own_product(section, scope, own, subject):
        return
    period, status = when(section, statement, where.start, (tokens[0].start, tokens[-1].end))
    if status is Status.TARGET:
        return
    bases = [t.code(Kind.BASIS) for t in tokens if t.has(Kind.BASIS)]
    stated = [basis for basis in bases if basis in (Basis.MOM, Basis.YOY)] or [Basis.MOM]
    basis = stated[0]
    for each in dict.fromkeys(stated if "both" in body[where.end : tokens[-1].end].lower() else [basis]):
        yield MovementLabel(
            indicator=tokens[at].code(Kind.INDICATOR),
            basis=each,
            direction=way,
            period=period,
            status=status,
            segment=scope.segment,
            region=None,
            entity=None,
            sentences=(statement.sentence.number,),
            confidence=None,
        )


def _last_piece(subject: str) -> str:
    return re.split(r"[,:]", subject)[-1]


def _move_after(tokens: Sequence[Token], at: int) -> tuple[Direction, Token] | None:
    """A verb or "saw a decline" behind the subject, with no figure before the next mark."""
    for steps, token in enumerate(tokens[at + 1 :]):
        if steps > _REACH or token.text in ";:(" or token.figure is not None:
            return None
        if token.text == "," and steps > 0:
            return None
        move = token.code(Kind.MOVE) or token.code(Kind.TREND)
        if move is not None:
            behind = tokens[at + 2 + steps :]
            if any(t.figure is not None for t in _until_mark(behind)):
                return None
            return move, token
    return None


def _move_noun_before(tokens: Sequence[Token], at: int) -> tuple[Direction, Token] | None:
    """Read "a slight decrease in production", "a decline of output"."""
    if at >= 2 and tokens[at - 1].low in ("in", "of", "the"):
        for token in reversed(tokens[max(0, at - 6) : at]):
            if token.has(Kind.TREND) and not token.has(Kind.INDICATOR):
                if any(t.figure is not None for t in tokens[max(0, at - 8) : at + 8]):
                    return None
                way: Direction = token.code(Kind.TREND)
                return way, tokens[at]
    return None


def _until_mark(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.text in ";":
            return
        yield token


def _own_product(section: Annotated, scope: Scope, own: frozenset[str], subject: str) -> bool:
    """Tell whether a segment can be one of the own commodity, and no buyer's or supplier's product."""
    if scope.segment is None:
        return True
    classes = lexicon("generic")["size_classes"]
    words = scope.segment.lower().split()
    if any(word in classes for word in words) or len(words) > 4:
        return False
    downstream = {
        "downstream",
        "upstream",
        "ore",
        "material",
        "materials",
        "raw",
        "new",
        "low",
        "high",
    }
    return not downstream & set(words)
