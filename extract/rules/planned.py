"""Plans: whether a plan or a target governs what is said, and whether it rather expects."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.foreseeing import MODAL, MODAL_AHEAD, PAST
from extract.rules.happened import past_clause
from extract.rules.orders import is_ordered
from extract.rules.said import Said
from extract.rules.seeking import has_tag
from extract.rules.tokens import Kind, Token, grammar

__all__ = ["is_expecting", "is_outweighed", "is_planned"]

_BEHIND = 8
_STORES = ("warehouse", "warehouses", "sheds", "depots", "brands")
_SCHEDULED = ("planned", "scheduled", "scheduled for", "approved")
_RELATIVE = frozenset({"which", "whom", "whose", "when", "where"})
_BEFORE_WHICH = frozenset({"in", "on", "at", "for", "during", "of", "with", "by"})
_PLANNED = ("planned", "targeted", "approved", "budgeted", "scheduled to", "are scheduled", "is scheduled",
            "due to start", "due to come")  # fmt: skip


def is_planned(said: Said) -> bool:
    """Tell whether a plan or target governs what is said: before it, or right behind it."""
    tokens = said.statement.tokens
    at = said.statement.place_at(said.start)
    opens = said.statement.place_at(said.clause[0])
    planning = has_tag(tokens[opens:at], Kind.PLAN)
    begin = max(opens, past_clause(tokens, at) or 0) if planning else at
    after: Token | None = None
    aside = _aside(tokens, begin, at)
    for token in (tokens[place] for place in reversed(range(begin, at)) if place not in aside):
        attribute = after is not None and after.has(Kind.INDICATOR)  # "guided for refined output of"
        after = token
        if token.text in ";:" or (token.has(Kind.ACTION) and token.low.endswith("ed") and not attribute):
            break  # "guided to 50,000 mt and produced 11,900 mt"
        if token.has(Kind.PLAN) and not (_only_names(tokens, token) or _has_been(tokens, token, at)):
            return True
    for behind, token in enumerate(tokens[at + 1 : at + _BEHIND], start=at + 1):
        if token.text in ",;" or token.end > said.clause[1]:
            break
        if token.low.startswith(_PLANNED) and not _is_attribute(tokens, behind):
            return True
    return is_ordered(tokens[opens:at])


def _aside(tokens: Sequence[Token], begin: int, end: int) -> range:
    """Return the last relative clause between two commas: "for May, in which no stop is planned, output"."""
    commas = [at for at in range(begin, end) if tokens[at].text == ","]
    for first, last in zip(reversed(commas[:-1]), reversed(commas), strict=False):
        opens = first + 2 if tokens[first + 1].low in _BEFORE_WHICH else first + 1
        if tokens[opens].low in _RELATIVE:
            return range(first, last)
    return range(0)


def _only_names(tokens: Sequence[Token], plan: Token) -> bool:
    """Read "the mine plan went through a phase", "warehouses approved by the exchange": no plan."""
    at = next(i for i, token in enumerate(tokens) if token is plan)
    before = tokens[at - 1].low if at else ""
    return (plan.low == "plan" and before in ("mine", "mining")) or (
        plan.low == "approved" and before.endswith(_STORES)
    )


def _has_been(tokens: Sequence[Token], plan: Token, end: int) -> bool:
    """Read "a planned outage removed 45,000 mt": what was planned has happened."""
    at = next(i for i, token in enumerate(tokens) if token is plan)
    if plan.low not in _SCHEDULED or not _is_attribute(tokens, at):
        return False
    return any(
        token.low in PAST or (token.low.endswith("ed") and token.has_any(Kind.MOVE, Kind.EFFECT, Kind.SWITCH))
        for token in tokens[at + 1 : end]
    )


def _is_attribute(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "planned" belongs to a noun behind it: "on the planned overhaul of one mill"."""
    lead, after = tokens[at - 1], tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.kind != Kind.WORD or after.low in grammar("stops"):
        return False
    return lead.kind == Kind.WORD and not lead.has_any(Kind.LEVEL, Kind.INDICATOR)


def is_outweighed(said: Said) -> bool:
    """Tell whether the word nearest before what is said expects rather than plans.

    "A planned overhaul would take out 1,500 mt" foresees; "the target will be" does not.
    """
    follows = apart = False
    for token in reversed(said.statement.between(said.clause[0], said.start)):
        if token.has(Kind.PLAN):
            # "No mill plans a cut, still the holidays will take 3% off": another statement.
            return follows and (apart or token.low.endswith(_SCHEDULED))
        apart = apart or (follows and token.text == ",")
        follows = follows or token.low in MODAL_AHEAD
        if is_expecting(token):
            return True
    return False


def is_expecting(token: Token) -> bool:
    """Tell whether a word expects something, and is no mere "will" or "may"."""
    return token.has(Kind.FUTURE) and token.low not in MODAL
