"""Moved alike: which way several levels came, told once behind all ("81%, 69% and 55%; all were lower")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.rules.context import Statement
from extract.rules.draft import Draft, by_sentence, sentence_of
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Direction

__all__ = ["MOVED_ALIKE", "moved_alike"]

MOVED_ALIKE = "the way that is told of all of them"
"""Why a level has a direction that no word beside it tells."""
_ALL = frozenset({"all", "both", "each"})
_OF_WHICH = ("of", "which")
_BEING = frozenset({"were", "was", "are", "is", "being"})
_COMPARED = frozenset({"from", "on", "against", "versus"})
_LEAST, _NEAR, _BEHIND = 2, 5, 3


def moved_alike(spoken: Sequence[Statement], drafts: Sequence[Draft]) -> list[Draft]:
    """Return readings in their order; levels have the way that their sentence ends by telling of all."""
    ways = {
        statement.sentence.number: way
        for statement in spoken
        if (way := _way_of_all(statement.tokens)) is not None
    }
    alike = {
        number: ways[number]
        for number, within in by_sentence(drafts).items()
        if number in ways and _are_levels(within, ways[number])
    }
    return [
        replace(draft, direction=alike[number], why=(*draft.why, MOVED_ALIKE))
        if (number := sentence_of(draft)) in alike
        else draft
        for draft in drafts
    ]


def _are_levels(within: Sequence[Draft], way: Direction) -> bool:
    """Tell whether a sentence tells two levels of one thing or more, none of which came another way."""
    return (
        len(within) >= _LEAST
        and len({draft.indicator for draft in within}) == 1
        and not any(
            draft.is_change or draft.is_base or draft.direction not in (None, way) for draft in within
        )
    )


def _way_of_all(tokens: Sequence[Token]) -> Direction | None:
    """Read "all up from May", "both of which were lower than a year before", behind the last figure."""
    figures = [at for at, token in enumerate(tokens) if token.figure is not None]
    if not figures:
        return None
    at = figures[-1] + 1
    behind = tokens[at : at + _NEAR]
    leads = next((at + n + 1 for n, token in enumerate(behind) if token.low in _ALL), None)
    if leads is None or not any(token.kind == Kind.MARK for token in behind[: leads - at]):
        return None
    while leads < len(tokens) and (tokens[leads].low in _OF_WHICH or tokens[leads].low in _BEING):
        leads += 1
    if leads >= len(tokens) or not tokens[leads].has(Kind.MOVE):
        return None
    rest = tokens[leads + 1 :]
    is_compared = any(
        token.has_any(Kind.COMPARING, Kind.BASIS) or token.low in _COMPARED for token in rest[:_BEHIND]
    )
    return tokens[leads].code(Kind.MOVE) if is_compared and not any(t.has(Kind.MOVE) for t in rest) else None
