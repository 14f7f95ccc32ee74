"""Antecedents: what a figure measures that its own sentence only points to, by a pronoun or by its makers."""

from __future__ import annotations

from extract.annotate.lexicon import words
from extract.rules.fitting import fits
from extract.rules.places import is_light
from extract.rules.tokens import Kind
from extract.rules.topics import Asked, Named
from schemas.units import UnitKind
from schemas.vocabulary import Indicator

__all__ = ["POINTED_TO", "pointed_to"]

POINTED_TO = "what the pronoun that opens its sentence takes up"
"""Why a figure measures what the sentence before is told of ("Cost barely moved. It was 0.68 yuan/W")."""

_REPORTING = frozenset(
    "supplied delivered "
    "reported reports posted posts recorded logged achieved managed guided guides targets targeted".split()
)
_FRONT = 4
_PRONOUNS = frozenset({"they", "it", "these", "those"})
_LOSING = frozenset("lost lose loses losing gained gain gains gaining shed sheds added adds adding".split())


def pointed_to(asked: Asked) -> Named | None:
    """Name a figure by the pronoun that opens its sentence, or by producers who report or lose it."""
    if (pointed := _taken_up(asked)) is not None:
        return Named(pointed, POINTED_TO)
    if (taken := _taken_back(asked)) is not None:
        return Named(taken, "what the sentence before spoke of")
    if _of_makers(asked):
        return Named(Indicator.PRODUCTION, "what producers reported, lost or won")
    return None


def _taken_up(asked: Asked) -> Indicator | None:
    """Return what "they" or "it" takes up: the one fitting thing that the sentence before named."""
    if not asked.tokens or asked.tokens[0].low not in _PRONOUNS or asked.here:
        return None
    verb = next((token for token in asked.tokens[1:] if not is_light(token)), None)
    if verb is None or not verb.has_any(Kind.LEVEL, Kind.MOVE, Kind.KEEPING, Kind.FUTURE, Kind.DEGREE):
        return None  # "They paid 2,300 yuan/kg": recyclers did
    named: set[Indicator] = {t.code(Kind.INDICATOR) for t in asked.before if t.has(Kind.INDICATOR)}
    fitting = {one for one in named if fits(one, asked.unit, change=asked.role.is_change)}
    return fitting.pop() if len(fitting) == 1 else None


def _taken_back(asked: Asked) -> Indicator | None:
    """Return what "; it was", "; on balance they improved to" takes up within its sentence."""
    left = asked.place.left
    cut = next((i for i in range(len(left) - 1, -1, -1) if left[i].text in ";:"), None)
    subject = [t for t in left[cut + 1 :] if not is_light(t)] if cut is not None else []
    if (
        cut is None
        or any(t.low == "we" for t in subject)
        or not any(t.low in _PRONOUNS for t in subject[:_FRONT])
    ):
        return None
    named = (t.code(Kind.INDICATOR) for t in reversed(left[:cut]) if t.has(Kind.INDICATOR))
    found: Indicator | None = next(named, None)
    return found if found is not None and fits(found, asked.unit, change=asked.role.is_change) else None


def _of_makers(asked: Asked) -> bool:
    """Tell whether producers are said to report an amount, or to lose or win a part of what they made."""
    left = asked.place.left
    verb = next((t for t in reversed(left) if not is_light(t) and not t.has(Kind.DEGREE)), None)
    if verb is None or not any(t.low in words().countable for t in left):
        return False
    if asked.role.is_change:
        return asked.unit == "percent" and verb.low in _LOSING
    return asked.place.kind is UnitKind.AMOUNT and verb.low in _REPORTING
