"""Orders: what producers are told to do, have decided or announced, or ask of their buyers, is a target."""

from __future__ import annotations

from collections.abc import Sequence

from extract.annotate.lexicon import words
from extract.rules.seeking import has_word
from extract.rules.tokens import Kind, Token, grammar

__all__ = ["is_ordered"]

_LEADING = frozenset({"must", "to", "for", "will", "would"})
"""Words that lead to what is ordered, asked or announced."""
_BEING = frozenset({"is", "are"})
_CAPPED = frozenset({"limited", "restricted", "capped", "held"})
_GOING_ON = frozenset("and so but which while who thus as yet".split())
_NEAR = 9
_ACTOR = 5
_NO_ACTORS = frozenset({"owing", "due", "thanks", "order", "prior"})
_MARKS = frozenset(".;:-–(•*")
_OPENING = frozenset({"and", "as", "since", "because", "after"})
_ACTS = frozenset(
    "cut halve idle shut close raise lower reduce add restart curtail suspend stop lift boost double trim "
    "slash mothball build commission halt expand ramp start".split()
)


def is_ordered(tokens: Sequence[Token]) -> bool:
    """Tell whether the tokens of a clause before a figure make it something ordered, asked or announced.

    "Mills were told to cut output by", "makers ask for a rise of", "the price is to be raised by", "must
    close"; not "were told to cut, and output fell by".
    """
    if not has_word(tokens, _LEADING):
        return False
    for at in range(len(tokens) - 1, max(-1, len(tokens) - 1 - 2 * _NEAR), -1):
        token = tokens[at]
        low = token.low
        if low not in _LEADING:
            if _is_over(tokens, at):
                return False
            continue
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        before = tokens[at - 1].low if at else ""
        if low == "must" or (low == "to" and before in _BEING and _is_done(tokens, at + 1)):
            return True
        if _is_bound(tokens, at):
            return True
        if low == "for" and any(t.low in grammar("asking") for t in tokens[max(0, at - 4) : at]):
            return True
        if low == "to" and after in _ACTS and _is_headline(tokens[:at]):
            return not any(t.text == "," for t in tokens[at:])
        acts = low in ("will", "would") or (low == "to" and after and not _is_nominal(tokens[at + 1]))
        if acts and _is_announced(tokens[max(0, at - _NEAR) : at], to=low == "to"):
            return True
    return False


def _is_bound(tokens: Sequence[Token], at: int) -> bool:
    """Read "will have to cut output by", "will be limited to half"."""
    lows = [token.low for token in tokens[at : at + 3]]
    return lows[:1] == ["will"] and (lows[1:] == ["have", "to"] or (
        lows[1:2] == ["be"] and lows[-1] in _CAPPED and tokens[-1].low in ("to", "at")
    ))  # fmt: skip


def _is_over(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a new statement begins behind a token, or a verb of the past moves something there."""
    token = tokens[at]
    if token.text in ";:":
        return True
    if token.text == ",":
        return at + 1 < len(tokens) and tokens[at + 1].low in _GOING_ON
    return Kind.MOVE in token.tags and _has_happened(tokens, at)


def _is_headline(lead: Sequence[Token]) -> bool:
    """Tell whether nothing but who acts stands before "to": "Dutch smelters to halve output"."""
    cut = max((i for i, t in enumerate(lead) if t.text in _MARKS or t.low in _OPENING), default=-1)
    actor = lead[cut + 1 :]
    if not 0 < len(actor) <= _ACTOR or (
        cut >= 0 and lead[cut].low in _OPENING and not actor[-1].low.endswith("s")
    ):
        return False
    if actor[-1].low in _NO_ACTORS or any(token.figure is None and token.tags for token in actor):
        return False
    return actor[-1].text[:1].isupper() or actor[-1].low in words().countable


def _is_nominal(token: Token) -> bool:
    """Tell whether a noun and no verb stands behind "to"."""
    return token.kind != Kind.WORD or token.low in grammar("determiners") or token.text[:1].isupper()


def _is_done(tokens: Sequence[Token], at: int) -> bool:
    """Read "is to be raised": a passive behind "to"."""
    return at + 1 < len(tokens) and tokens[at].low == "be" and tokens[at + 1].low.endswith(("ed", "cut"))


def _is_announced(lead: Sequence[Token], *, to: bool) -> bool:
    """Tell whether "told", "the decision" or "announced that it" leads to "to" or "will"."""
    if lead and lead[-1].low in grammar("ordering"):
        return to
    told = next((i for i, token in enumerate(lead[:-1]) if token.low in grammar("ordering")), None)
    if (
        to
        and told is not None
        and lead[told + 1].low == "by"
        and not any(t.text in ",;" for t in lead[told:])
    ):
        return True  # "told by a court to run at 50%"
    if lead and lead[-1].low == "order" and len(lead) > 1 and lead[-2].low == "in":
        return False  # "in order to"
    words = grammar("deciding") if to else grammar("announcing")
    found = next((i for i, token in enumerate(lead) if token.low in words), None)
    return found is not None and not any(t.text in ",;" or t.figure for t in lead[found:])


def _has_happened(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a verb of the past moves something: "output fell by", "rates dropped to"."""
    token = tokens[at]
    return token.has(Kind.MOVE) and not token.has(Kind.TREND) and (
        token.low.endswith("ed") or token.low in ("fell", "rose", "grew", "sank", "slid", "went", "shrank")
    ) and not (at and tokens[at - 1].low in ("be", "is", "are"))  # fmt: skip
