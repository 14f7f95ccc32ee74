"""Months: movements whose subject is a month, or that name none: they are the headline's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.draft import Draft
from extract.rules.labelling import grammar_words, movement_label
from extract.rules.move import MEASURED
from extract.rules.places import is_light
from extract.rules.tokens import Kind, Token, grammar
from schemas.answer import MovementLabel
from schemas.vocabulary import Basis, Direction, Indicator, Status

__all__ = ["of_level", "of_month", "of_outlook"]

_PRONOUNS = frozenset({"that", "this", "it"})
_OPENING = 5

_MONTH = 7
_REACH = 9
_PAIR = 2
_BARE = 4


def of_month(section: Annotated, statement: Statement) -> Iterator[MovementLabel]:
    """Read "July should bring a recovery", "Nov likely a touch lower": a month stands for its output."""
    tokens = statement.tokens
    for time in statement.times:
        at = next((i for i, token in enumerate(tokens) if token.start == time.start), None)
        opens = at is not None and (at == 0 or tokens[at - 1].low not in grammar("governing"))
        if at is None or not opens or len(time.period) != _MONTH or time.compared:
            continue
        after = [t for t in tokens[at + 1 : at + 1 + _REACH] if t.start >= time.end]
        stop = next(
            (i for i, t in enumerate(after) if t.text in ",;:(" or t.figure or t.has(Kind.INDICATOR)), None
        )
        if after[:1] and after[0].text == ":":
            after = after[1:]
            stop = next((i for i, t in enumerate(after) if t.text in ",;:(" or t.figure), None)
            bare = after[:1] and after[0].has(Kind.MOVE) and len(after[:stop]) <= _BARE
            predicate = after[:stop] if bare and not any(t.has(Kind.INDICATOR) for t in after[:stop]) else []
            led = bool(predicate)
        else:
            predicate, led = after[:stop], False
        led = led or _leads(predicate)
        move = next((t for t in predicate if t.has(Kind.MOVE) or t.has(Kind.TREND)), None)
        told = _told_by_adjective(predicate) if move is None else None
        if told is not None:
            status = Status.FORECAST if time.period > section.month else Status.ACTUAL
            yield movement_label(
                statement, Indicator.PRODUCTION, Basis.MOM, told, (time.period, status), None
            )  # fmt: skip
        if not led or move is None or grammar_words("denied").search(" ".join(t.low for t in predicate)):
            continue
        if stop is not None and (after[stop].figure is not None or after[stop - 1].low in ("in", "of")):
            continue
        behind = [t.low for t in predicate if t.start >= move.end]
        if behind[:1] in (["in"], ["of"]) and not any(t.start > time.start for t in statement.times):
            continue  # "January brought a rebound in NPI prices"
        status = Status.FORECAST if time.period > section.month else Status.ACTUAL
        way = move.code(Kind.MOVE) or move.code(Kind.TREND)
        yield movement_label(
            statement, Indicator.PRODUCTION, Basis.MOM, way, (time.period, status), None
        )  # fmt: skip


def _told_by_adjective(predicate: Sequence[Token]) -> Direction | None:
    """Read "April will be better", "February should be similar", but not "will be better for prices"."""
    if any(t.low in ("no", "not", "hardly") for t in predicate):
        return None  # "will be no better"
    lows = [t.low for t in predicate if not is_light(t)]
    while lows and (lows[0] in _MODAL or lows[0] in ("be", "to")):
        lows = lows[1:]
    if len(lows) == len([t for t in predicate if not is_light(t)]) or not lows:
        return None
    return _ADJECTIVES.get(lows[0]) if lows[1:2] not in (["for"], ["in"], ["to"]) else None


_MODAL = frozenset({"will", "should", "would", "likely", "expected", "is", "looks", "promises"})
_ADJECTIVES = {
    "better": Direction.UP, "stronger": Direction.UP, "similar": Direction.FLAT, "worse": Direction.DOWN,
    "weaker": Direction.DOWN, "poorer": Direction.DOWN,
}  # fmt: skip


def _leads(predicate: Sequence[Token]) -> bool:
    """Tell whether a month is said to bring, or to be, something: "should bring", "itself was lower than"."""
    plain = [t for t in predicate if not (is_light(t) or t.low in ("itself", "therefore", "thus"))]
    if not plain:
        return False
    if plain[0].has(Kind.FUTURE) or plain[0].low in grammar("seeing"):
        return True
    if not plain[0].has(Kind.LEVEL) or len(plain) < _PAIR:
        return False
    return plain[1].has(Kind.FUTURE) or (plain[1].has(Kind.MOVE) and any(t.low == "than" for t in plain))


def of_outlook(section: Annotated, statement: Statement) -> Iterator[MovementLabel]:
    """Read "we look for a rebound in July", "no change is expected in July": the headline's moves."""
    tokens = statement.tokens
    if any(t.has(Kind.INDICATOR) or t.has(Kind.OTHER) or t.figure is not None for t in tokens):
        return
    ahead = [
        t for t in statement.times if len(t.period) == _MONTH and t.period > section.month and not t.compared
    ]
    moves = [
        t
        for t in tokens
        if t.has(Kind.TREND) or t.low in ("no change", "no significant change", "no major change")
    ]
    cues = [t.low for t in tokens if t.has(Kind.FUTURE)]
    sure = any(low not in ("may", "might", "could") for low in cues)
    if len(ahead) != 1 or len(moves) != 1 or not sure:
        return
    if grammar_words("causal").search(section.section.body, statement.sentence.start, statement.sentence.end):
        return
    at = tokens.index(moves[0])
    after = tokens[at + 1 : at + 3]
    if after and after[0].low in ("in", "of") and not (len(after) > 1 and after[1].start == ahead[0].start):
        return
    way = moves[0].code(Kind.TREND) or Direction.FLAT
    yield movement_label(
        statement, Indicator.PRODUCTION, Basis.MOM, way, (ahead[0].period, Status.FORECAST), None
    )


def of_level(statement: Statement, drafts: Sequence[Draft]) -> Iterator[MovementLabel]:
    """Read "that is unchanged from October" behind the headline's level: the level stands for its move."""
    front = statement.tokens[:_OPENING]
    if not front or front[0].low not in _PRONOUNS or not any(t.has(Kind.LEVEL) for t in front[1:2]):
        return
    flat = next(
        (t for t in front[2:] if t.code(Kind.MOVE) is Direction.FLAT and not t.has(Kind.KEEPING)), None
    )
    said = [d for d in drafts if d.figure.start < statement.sentence.start]
    if flat is None or not said:
        return
    last = said[-1]
    whole = not (
        last.is_change or last.is_base or last.scope.segment or last.scope.region or last.scope.entity
    )
    if (
        not whole
        or last.indicator not in MEASURED
        or len(last.period) != _MONTH
        or last.status is Status.TARGET
    ):
        return
    if any(t.figure is not None for t in front if t.start > flat.start):
        return
    yield movement_label(
        statement, last.indicator, Basis.MOM, Direction.FLAT, (last.period, last.status), None
    )
