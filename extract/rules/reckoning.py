"""Reckoning: what the report's own authors put a figure on, with nothing named between."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.places import is_light
from extract.rules.role import listed
from extract.rules.tokens import Kind, Token, grammar

_NEAR, _OWNED = 4, 2

__all__ = ["reckons", "revised"]


def reckons(left: Sequence[Token]) -> bool:
    """Tell whether "we expect", "we pencil in" leads to a figure itself: it is the headline's."""
    lead = [token for token in left if not is_light(token)][-2:]
    if len(lead) != 2 or lead[0].low != "we":
        return False
    return lead[1].has(Kind.FUTURE) or lead[1].low in grammar("reckoning")


def revised(before: Sequence[Token]) -> bool:
    """Tell whether a forecast is revised or kept: "we lift 2025 output to", "the forecast was cut by"."""
    return _of_authors(before) or _of_forecast(before)


def _of_authors(before: Sequence[Token]) -> bool:
    for at, token in enumerate(before):
        if token.low in ("we", "our"):
            after = before[at + 1 : at + 1 + _NEAR]
            verb = next((t.low for t in after if not is_light(t) and t.low not in ("have", "had")), "")
            if verb in grammar("revising") or any("target" in t.low or "forecast" in t.low for t in after):
                return True
    return False


def _of_forecast(before: Sequence[Token]) -> bool:
    """Read "SMM has revised down its forecast for 2024 by", "the forecast has been raised by".

    Guidance is another matter: a company sets it, and moves it.
    """
    for at, token in enumerate(before):
        *owner, noun = token.low.split()
        leads = [*(word.low for word in before[max(0, at - _OWNED) : at]), *owner]
        owned = any(lead in grammar("determiners") or lead.endswith(_OWNING) for lead in leads)
        if noun not in listed("guiding") or noun == "guidance" or not owned:
            continue
        if any(verb.low in grammar("revising") for verb in before[max(0, at - _NEAR) : at]):
            return True
        behind = [word for word in before[at + 1 :] if not is_light(word)]
        verb = next((word for word in reversed(behind) if word.low not in _TAIL), None)
        if verb is not None and verb.low in grammar("revising"):
            return any(word.low in _PASSIVE for word in before[at + 1 :])
    return False


_OWNING = ("'s", "’s")
_PASSIVE = frozenset({"been", "was", "were", "is", "are", "being"})
_TAIL = frozenset({"by", "to", "from", "up", "down", "upward", "downward", "upwards", "downwards"})
