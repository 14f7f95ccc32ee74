"""Labelling: the label of a movement, and the words of the grammar that readers of movements share."""

from __future__ import annotations

import re
from functools import cache

from extract.rules.context import Statement
from extract.rules.tokens import lexicon, word_pattern
from schemas.answer import MovementLabel
from schemas.vocabulary import Basis, Direction, Indicator, Status

__all__ = ["denies", "grammar_words", "movement_label"]


@cache
def grammar_words(key: str) -> re.Pattern[str]:
    """Return a pattern of one list of the grammar; `*` stands for any ending."""
    return word_pattern(lexicon("grammar")[key])


def denies(said: str) -> bool:
    """Tell whether words deny a move or leave it open; what is "hard to avoid" comes."""
    return grammar_words("denied").search(grammar_words("unavoidable").sub("", said)) is not None


def movement_label(
    statement: Statement,
    indicator: Indicator,
    basis: Basis,
    direction: Direction,
    when_: tuple[str, Status],
    segment: str | None,
    confidence: float | None = None,
) -> MovementLabel:
    """Return the label of a headline's or a segment's movement; `when_` is its period and status."""
    return MovementLabel(
        indicator=indicator,
        basis=basis,
        direction=direction,
        period=when_[0],
        status=when_[1],
        segment=segment,
        region=None,
        entity=None,
        sentences=(statement.sentence.number,),
        confidence=confidence,
    )
