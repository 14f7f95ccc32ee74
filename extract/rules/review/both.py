"""Both: output and its rate that one word takes up ("in June both rose again") move together."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.context import Statement
from extract.rules.light import is_light
from extract.rules.move import MEASURED
from extract.rules.tokens import Kind, Token
from schemas.answer import MovementLabel
from schemas.vocabulary import Indicator

__all__ = ["other_of_both"]

_VERBS = frozenset("are were is was have had will should rose fell may might could would again".split())
_TOLD = (Kind.MOVE, Kind.LEVEL, Kind.FUTURE, Kind.KEEPING)


def other_of_both(spoken: Sequence[Statement], label: MovementLabel) -> Indicator | None:
    """Return what moved as well where "both" is told of output and its rate, or None.

    They must be all that is named before it, in its sentence and the one before.
    """
    number = label.sentences[0]
    place = next((at for at, each in enumerate(spoken) if each.sentence.number == number), None)
    if place is None or label.segment is not None or "both" not in spoken[place].said:
        return None
    tokens = spoken[place].tokens
    at = next((i for i in range(len(tokens) - 1) if tokens[i].low == "both" and _is_subject(tokens, i)), None)
    if at is None:
        return None
    before = [*(spoken[place - 1].tokens if place else ()), *tokens[:at]]
    named = {token.code(Kind.INDICATOR) for token in before if token.has(Kind.INDICATOR)}
    rest = named - {label.indicator}
    return next(iter(rest)) if named == set(MEASURED) and len(rest) == 1 else None


def _is_subject(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a verb stands behind "both", and no noun that it is told of."""
    behind = next((token for token in tokens[at + 1 :] if not is_light(token)), None)
    return behind is not None and (tokens[at + 1].low in _VERBS or behind.has_any(*_TOLD))
