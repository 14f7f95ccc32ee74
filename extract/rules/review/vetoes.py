"""Vetoes: what the grammar knows to be no movement is none by any weights."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Annotated
from extract.rules.labelling import grammar_words
from extract.rules.light import BREAKS
from extract.rules.no_moves import is_no_move, tells_no_move
from extract.rules.review.moving import Moving, around, nearest_measured
from extract.rules.tokens import Token
from schemas.vocabulary import Direction

__all__ = ["is_vetoed"]


def is_vetoed(section: Annotated, moving: Moving) -> bool:
    """Tell whether a word of a move tells no movement of the commodity, whatever the words around it."""
    statement = moving.statement
    begin, within, rest = around(statement, moving.at, moving.clause)
    if _is_of_some(section, moving, within) or _is_denied(section, moving, within):
        return True
    near = nearest_measured(statement.tokens, moving.at)
    subject = near if near is not None and begin <= near < moving.at else moving.at
    return tells_no_move(section, statement) or is_no_move(
        section, statement, (within, rest), subject - begin, moving.token, way=moving.way
    )


def _is_of_some(section: Annotated, moving: Moving, within: Sequence[Token]) -> bool:
    """Tell whether the clause speaks of some ("some 60% of the smelters expect output to fall")."""
    lead = section.section.body[within[0].start : moving.token.start]
    return grammar_words("some").search(lead) is not None


def _is_denied(section: Annotated, moving: Moving, within: Sequence[Token]) -> bool:
    """Tell whether a move is denied behind it ("an increase is unlikely"), or only owed to something."""
    behind = [token for token in within if token.start >= moving.token.end]
    if moving.token.low.startswith("gain") and [token.low for token in behind[:1]] == ["from"]:
        return True
    comma = next((token.start for token in behind if token.text in BREAKS), within[-1].end)
    tail = section.section.body[moving.token.start : comma]
    return moving.way is not Direction.FLAT and grammar_words("denied").search(tail) is not None
