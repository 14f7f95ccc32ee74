"""Words of what is to come, and of what only might have been."""

from __future__ import annotations

from collections.abc import Sequence

from extract.annotate.lexicon import words
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Basis

__all__ = ["is_future", "is_perfect", "was_expected"]

_NO_OUTLOOK = frozenset(
    {
        "exceeded",
        "exceeds",
        "exceeding",
        "beat",
        "beating",
        "missed",
        "missing",
        "topped",
        "above",
        "below",
        "as",
        "than",
        "the",
        "previous",
        "earlier",
        "prior",
        "preceding",
        "had",
    }
)
_UNREAL = frozenset({"would", "could", "might"})
# "Plants could only run at night", "could not cover their costs": what they were able to.
_ABLE = frozenset("only not no hardly barely use run get obtain cover afford leave".split())
# "They ran every furnace they could since margins were wide".
_CLOSING = frozenset("since because as and but , . ;".split())
_WENT = frozenset("came was were fell rose had became began stood went".split())


def is_future(token: Token, before: Token | None) -> bool:
    """Tell whether a token says that something is yet to come ("as expected" does not)."""
    if not token.tags:
        return False
    foreseen = (
        token.code(Kind.REFERABLE) is Basis.VS_EXPECTATION
        and token.low.startswith(("our", "the", "its", "their"))
        and "estimate" not in token.low
    )
    if token.low == "consensus" and (before is None or before.kind == Kind.MARK):
        return True  # "Consensus for 2026 stands at $7.40/lb"
    if not token.has(Kind.FUTURE) and not foreseen:
        return False
    if before is None:
        return True
    if before.low.endswith(("short of", "shy of")):
        return False  # "fell short of the forecast"
    # "as expected", "than forecast", "the previous report's forecast" speak of the past.
    return before.low not in _NO_OUTLOOK and not before.low.endswith(("'s", "’s"))


def is_perfect(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word of the future speaks of what has happened ("are estimated to have rolled").

    What was "forecast a month ago" is no outlook either.
    """
    if tokens[at].low in ("will", "would", "we'll", "'ll"):
        return False
    behind = [token.low for token in tokens[at + 1 : at + 4]]
    if behind and behind[0].endswith((" ago", " earlier")):
        return True  # "instead of the increase forecast a month ago"
    if tokens[at].low == "could" and behind and (behind[0] in _ABLE or behind[0] in _CLOSING):
        return True
    if tokens[at].low == "could" and _was_able(tokens[:at], behind):
        return True
    return behind[:1] == ["have"] or behind[:2] == ["to", "have"] or tokens[at].low.endswith(" have")


def _was_able(lead: Sequence[Token], behind: Sequence[str]) -> bool:
    """Read "rain came early, so hydropower plants could sell at": what makers were able to do."""
    if behind[:1] == ["thus"] or behind[:1] == ["therefore"]:
        return True
    so = next((i for i in range(len(lead) - 1, -1, -1) if lead[i].low in ("so", "so that")), None)
    if so is None or not (lead and lead[-1].low in words().countable):
        return False
    return any(token.low.split()[0] in _WENT or token.low.endswith("ed") for token in lead[:so])


def was_expected(tokens: Sequence[Token], cue: Token) -> bool:
    """Tell whether the expectation itself is of the past ("were expected to"), or unreal ("would have")."""
    at = next(i for i, token in enumerate(tokens) if token is cue)
    if cue.low in _UNREAL and at + 1 < len(tokens) and tokens[at + 1].low == "have":
        return True
    return any(token.low in ("was", "were", "had") for token in tokens[max(0, at - 2) : at])
