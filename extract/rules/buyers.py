"""Buyers: schedules of those who use the commodity, which are its demand and no output of it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.annotate.lexicon import words
from extract.rules.names import is_own
from extract.rules.phrase import scope_words
from extract.rules.places import BREAKS, is_light
from extract.rules.regions import is_place_name
from extract.rules.seeking import last_tagged
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Indicator

__all__ = ["opens_on_demand", "schedules_of_buyers"]

_REACH = 12
_FRONT = 6
_NO_PRODUCTS = frozenset(
    "domestic local overseas foreign all other major main integrated independent".split()
)


def opens_on_demand(tokens: Sequence[Token]) -> int | None:
    """Return where "Demand:", "On the demand side," or "Downstream," ends that opens a sentence, or None."""
    for front, token in enumerate(tokens[:_FRONT]):
        if token.low in (":", ","):
            opening = " ".join([one.low for one in tokens[:front]])
            return front if opening in grammar("demand_side") else None
    return None


def schedules_of_buyers(tokens: Sequence[Token], at: int, own: frozenset[str]) -> bool:
    """Tell whether what is told before token `at` are schedules of buyers ("cell makers cut them by 3%")."""
    named = last_tagged(tokens, Kind.INDICATOR, 0, at)
    if named is None or tokens[named].code(Kind.INDICATOR) is not Indicator.PRODUCTION:
        return False
    return "schedul" in tokens[named].low and _owned_by_buyers(tokens, named, own)


def _makes_another(lead: Sequence[Token], own: frozenset[str]) -> bool:
    """Read "film makers' schedules": whoever is named by another product."""
    named = lead[-1] if lead else None
    if named is None or named.kind != Kind.WORD or named.tags or is_light(named):
        return False
    if is_own(named.low, own) or is_place_name(named.text):
        return False
    return named.low not in grammar("classes") | grammar("phrase_ends") | scope_words("whole") | _NO_PRODUCTS


def _owned_by_buyers(tokens: Sequence[Token], named: int, own: frozenset[str]) -> bool:
    """Tell whether buyers stand right before their schedules, or as the subject of the verb before them."""
    counted = False
    for steps, at in enumerate(range(named - 1, -1, -1)):
        token = tokens[at]
        if steps > _REACH or token.text in BREAKS or token.figure is not None:
            return False
        word = token.low.removesuffix("'s").rstrip("'’")
        if not steps and word == "makers" and word != token.low and _makes_another(tokens[:at], own):
            return True
        series = word.endswith("-series") and "stainless" in own
        if word in grammar("buyers") and not (series or is_own(word, own)):
            return not steps or counted or word in words().countable or word.endswith("makers")
        if counted and is_own(word, own):
            return False
        counted = counted or word in words().countable
    return False
