"""Pronouns: moves told of "it", where that stands for the output or rate just spoken of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.rules.context import Statement
from extract.rules.draft import Draft
from extract.rules.move import MEASURED, Move, is_measured
from extract.rules.places import BREAKS, is_light
from extract.rules.role import TURNS
from extract.rules.scope import NO_SCOPE
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Direction, Indicator

__all__ = ["of_it"]

_REACH = 7
_OBJECT = 4


def of_it(
    tokens: Sequence[Token], before: Sequence[Token], statement: Statement, drafts: Sequence[Draft]
) -> Iterator[Move]:
    """Read "It should recover in March", "from September it should pick up".

    `before` are the tokens ahead of the clause: those of its sentence, and of the sentence before.
    """
    at = next((i for i, token in enumerate(tokens) if token.low == "it"), None)
    if at is None or any(t.has_any(Kind.INDICATOR, Kind.ACTION, Kind.MOVE, Kind.LEVEL) for t in tokens[:at]):
        return
    spoken = _spoken_of(before, statement, drafts)
    found = _verb(tokens, at) if spoken is not None else None
    if spoken is not None and found is not None:
        yield Move(at, spoken, *found, NO_SCOPE, routed=True)


def _spoken_of(before: Sequence[Token], statement: Statement, drafts: Sequence[Draft]) -> Indicator | None:
    """Return the whole's output or rate, where it is what was named and measured last."""
    named = next((t for t in reversed(before) if t.has_any(Kind.INDICATOR, Kind.OTHER)), None)
    last = next((d for d in reversed(drafts) if d.figure.start < statement.sentence.end), None)
    if named is None or last is None or named.code(Kind.INDICATOR) is not last.indicator:
        return None
    near = statement.sentence.number - last.figure.sentence <= 1
    whole = not (last.scope.segment or last.scope.region or last.scope.entity)
    return last.indicator if near and whole and last.indicator in MEASURED else None


def _verb(tokens: Sequence[Token], at: int) -> tuple[Direction, Token] | None:
    """Return the verb behind "it": one that says how it moves, and has neither an object nor a figure."""
    for steps, token in enumerate(tokens[at + 1 : at + 1 + _REACH], start=at + 1):
        behind = tokens[steps + 1 :]
        way: Direction | None = token.code(Kind.MOVE)
        if way in TURNS or (way is Direction.FLAT and not token.has(Kind.TREND)):
            near = behind[:_OBJECT]
            told = any(is_measured(t) for t in behind) or any(
                t.has_any(Kind.INDICATOR, Kind.ACTION) for t in near
            )
            return None if told or token.low in grammar("moving_others") else (way, token)
        passing = is_light(token) or token.has_any(Kind.FUTURE, Kind.LEVEL, Kind.KEEPING) or token.low in (
            "to", "not", "then", "also", "again", "further",
        )  # fmt: skip
        if not passing or token.text in BREAKS or token.low == "not":
            return None
    return None
