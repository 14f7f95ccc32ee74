"""Reckoning: what the report's own authors put a figure on, with nothing named between."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.places import is_light
from extract.rules.tokens import Kind, Token, grammar

_NEAR = 4

__all__ = ["reckons", "revised"]


def reckons(left: Sequence[Token]) -> bool:
    """Tell whether "we expect", "we pencil in" leads to a figure itself: it is the headline's."""
    lead = [token for token in left if not is_light(token)][-2:]
    if len(lead) != 2 or lead[0].low != "we":
        return False
    return lead[1].has(Kind.FUTURE) or lead[1].low in grammar("reckoning")


def revised(before: Sequence[Token]) -> bool:
    """Tell whether a forecast of the authors is revised or kept ("we lift 2025 output to 1.48 Mt")."""
    for at, token in enumerate(before):
        if token.low in ("we", "our"):
            after = before[at + 1 : at + 1 + _NEAR]
            verb = next((t.low for t in after if not is_light(t) and t.low not in ("have", "had")), "")
            if verb in grammar("revising") or any("target" in t.low or "forecast" in t.low for t in after):
                return True
    return False
