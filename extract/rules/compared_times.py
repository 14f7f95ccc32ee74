"""Times that something is compared with: "than in May", "from June 19", "the same level as in August"."""

from __future__ import annotations

from collections.abc import Sequence

from extract.annotate.lexicon import words
from extract.rules.date_texts import YEAR, month_number
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Direction

__all__ = ["is_compared"]

_COMPARED = frozenset(["than", "from", "versus", "vs", "against"])
_OVER = frozenset({"on", "above", "below", "beneath"})
_ONWARD = frozenset({"to", "onward", "onwards", "until", "through"})
_ALIKE = frozenset("many much same high low large level little few".split())
_FAR = 7


def is_compared(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the time at token `at` is what something is compared with.

    Words such as "that of", "the level of", "the end of" may stand between it and what compares.
    """
    index = at - 1
    while index >= 0 and at - index <= _FAR and tokens[index].low in grammar("within"):
        index -= 1
    if index < 0:
        return False
    token, lead = tokens[index], tokens[index - 1] if index else None
    if (
        token.low in ("on", "at", "by")
        and lead is not None
        and (lead.low == "than" or lead.has(Kind.COMPARING))
    ):
        return True  # "higher than on June 21"
    if token.low in words().multiples:
        return True  # "double that of May"
    if token.low == "as" and lead is not None and (lead.low in _ALIKE or _is_flat(lead)):
        return True  # "as many as in July", "basically the same as in August"
    if _is_flat(token) and token.low.endswith((" as", " with", " of", " to", " that")):
        return True  # "at the same level as in August", "in line with July"
    near = at - 1 - index
    if (token.has(Kind.BASIS) or token.has(Kind.REFERENCE)) and tokens[at - 1].low == "of":
        return True  # "in the corresponding period of 2021"
    if token.has(Kind.COMPARING) or token.low in _COMPARED:
        # "from January to February" names a range and compares with nothing.
        return not (token.low == "from" and _leads_on(tokens, at))
    ratio = lead is not None and lead.figure is not None and lead.figure.unit == "percent"
    if token.low == "on" and lead is not None and lead.text == "," and index > 1:
        lead = tokens[index - 2]  # "down slightly, by 1.5%, on October"
    if token.low == "on" and lead is not None and lead.has(Kind.DEGREE) and index > 1:
        lead = tokens[index - 2]  # "up slightly on May"
    if (token.low in _OVER or (token.low == "over" and ratio)) and lead is not None:
        led = lead.figure is not None or lead.has_any(Kind.MOVE, Kind.TREND, Kind.BEHIND, Kind.LEVEL)
        day = tokens[at].kind == Kind.DATE and not YEAR.fullmatch(tokens[at].text)
        return led and (not day or near > 0 or token.low != "on")
    return False


def _is_flat(token: Token) -> bool:
    return token.code(Kind.MOVE) is Direction.FLAT


def _leads_on(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a range goes on behind a month: "to February", "onward"."""
    if at + 1 >= len(tokens) or tokens[at + 1].low not in _ONWARD:
        return False
    after = tokens[at + 2] if at + 2 < len(tokens) else None
    return after is None or after.kind == Kind.DATE or month_number(after.text) is not None or (
        tokens[at + 1].low.startswith("onward")
    )  # fmt: skip
