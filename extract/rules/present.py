"""The present behind an outlook: what is stated as it is now, or has come about already."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.rules.context import Statement
from extract.rules.draft import Draft
from extract.rules.places import BREAKS, Place
from extract.rules.times import Time
from extract.rules.tokens import Kind, Token, grammar
from schemas.periods import month_after
from schemas.vocabulary import Indicator, Status

__all__ = ["has_come", "returns_to_now", "stands_behind_past", "states_now"]

_YEAR, _MONTH, _DAY = 4, 7, 10
_EARLY = 10
_PRESENT = frozenset({"is", "are", "has", "have", "remains", "remain", "stands", "stand"})
_PAST = frozenset(
    ["was", "were", "had", "stood", "stood at", "amounted to", "came to", "totalled", "totaled", "reached",
     "fell", "rose", "grew", "sank", "slid", "shrank", "dropped", "held"]
)  # fmt: skip
_GROUNDS = frozenset(
    "supported helped driven encouraged aided underpinned backed spurred favoured favored held given due "
    "thanks owing because".split()
)
_GROUND = 3
_STANDING = frozenset(
    [Indicator.INVENTORY, Indicator.PRICE, Indicator.TREATMENT_CHARGE, Indicator.PROFIT, Indicator.COST,
     Indicator.CAPACITY]
)  # fmt: skip


def has_come(statement: Statement, time: Time, month: str) -> bool:
    """Read "as of early July capacity stood at", "on July 1 stocks were", in a report of June."""
    if time.period[:_MONTH] != month_after(month):
        return False
    at = statement.place_at(time.start)
    lead = {token.low for token in statement.tokens[max(0, at - 2) : at]}
    early = "early" in lead or (len(time.period) == _DAY and int(time.period[8:]) <= _EARLY)
    return early and any(_is_past(token) for token in statement.tokens)


def states_now(statement: Statement, place: Place, month: str) -> bool:
    """Read "in August mills have margins of 600 yuan/mt and are willing to produce": how it is now.

    A price, cost, profit or stock in a clause of its own, with a verb of the present and no word of the
    future, where the sentence or those before it look ahead.
    """
    beside = [token.low for token in place.near[:2]]
    if beside == ["at", "present"] or beside[:1] in (["now"], ["currently"], ["presently"]):
        return True
    if "current" in place.said and _at_current(place.left):
        return True
    tokens = statement.tokens
    begin = place.at
    while begin and not (tokens[begin - 1].text in BREAKS or tokens[begin - 1].low in _CLAUSES):
        begin -= 1
    clause = tokens[begin : place.at]
    looks = statement.inherited > month or any(token.start < place.figure.start for token in statement.future)
    if not (looks and clause) or any(time.start >= clause[0].start for time in statement.times):
        return False
    named = [code for token in clause if (code := token.code(Kind.INDICATOR)) is not None]
    if not named or named[-1] not in _STANDING:
        return False
    around = (*clause, *place.near[:_BESIDE])
    if any(token.has_any(Kind.FUTURE, Kind.PLAN) for token in (*clause, *place.near)):
        return False
    return any(token.low.split()[0] in _HOLDING for token in around)


def _at_current(left: Sequence[Token]) -> bool:
    """Read "may be cut, since at current prices half of the shafts lose cash"."""
    since = max((i for i, token in enumerate(left) if token.low in grammar("openers")), default=0)
    return any(
        one.low in ("at", "under", "with") and two.low == "current" for one, two in pairwise(left[since:])
    ) and not any(token.has_any(Kind.FUTURE, Kind.PLAN) for token in left[since:])


_BESIDE = 3
_CLAUSES = grammar("joints") | grammar("openers")
_HOLDING = frozenset(
    "is are has have remain remains stand stands enjoy enjoys face faces earn earns make makes lose loses"
    " keep keeps leave leaves eat eats limit limits pay pays cover covers weigh weighs squeeze squeezes cap"
    " caps put puts hold holds sit sits exceed exceeds offer offers allow allows deter deters prevent"
    " prevents support supports".split()
)


def returns_to_now(statement: Statement, main: Draft, place: Place, month: str) -> bool:
    """Tell whether a clause behind a figure that is foreseen states how something is, or was."""
    if main.period <= month[:_YEAR] or main.period == month or main.is_base:
        return False
    if main.status is Status.ACTUAL and not (len(main.period) == _MONTH and main.period > month):
        return False  # "offers for July were raised to $4.6/mtu, and stocks dropped to"
    between = statement.between(main.figure.end, place.figure.start)
    parted = next((i for i, t in enumerate(between) if t.text in BREAKS or t.low in grammar("openers")), None)
    if parted is None or any(token.has_any(Kind.FUTURE, Kind.PLAN) for token in between):
        return False
    clause = between[parted:]
    if _is_supported(clause):
        return True
    named = [token.code(Kind.INDICATOR) for token in clause if token.has(Kind.INDICATOR)]
    if not named or any(token.has(Kind.FUTURE) for token in place.near):
        return False
    standing = any(indicator in _STANDING for indicator in named)
    return any(
        _is_past(token) or (standing and token.low in _PRESENT) for token in (*clause, *place.near[:3])
    )


def stands_behind_past(statement: Statement, main: Draft, place: Place, month: str) -> bool:
    """Read "imports were 31,000 mt in April, and stocks are above 50,000 mt": a level of now.

    A price, cost, profit or stock in a clause of its own, behind what was made or traded in a past month.
    """
    past = len(main.period) == _MONTH and main.period < month and main.status is Status.ACTUAL
    past = past and main.indicator not in _STANDING
    quota = main.indicator is Indicator.QUOTA  # "the quota for 2025 is 56,800 mt, so prices rose to"
    if main.is_base or not (past or quota):
        return False
    between = statement.between(main.figure.end, place.figure.start)
    cut = max((i for i, t in enumerate(between) if t.text in BREAKS or t.low in _CLAUSES), default=None)
    if cut is None or (cut + 1 < len(between) and between[cut + 1].low in ("with", "a", "an")):
        return False  # "exports were 1,480 mt, with the average price at", "..., a MoM loss of 3.3%"
    if quota and any(token.has_any(Kind.FUTURE, Kind.PLAN) for token in between[cut:]):
        return False
    named = [token.code(Kind.INDICATOR) for token in between[cut:] if token.has(Kind.INDICATOR)]
    return bool(named) and (named[-1] in _STANDING or (quota and named[-1] is Indicator.OPERATING_RATE))


def _is_supported(clause: Sequence[Token]) -> bool:
    """Read "..., supported by TCs of", ", given stocks of": what stands behind a forecast as its ground."""
    led = [token for token in clause if token.text not in BREAKS]
    if len(led) < _GROUND or led[-1].low not in ("of", "at") or not (_GROUNDS & set(led[0].low.split())):
        return False
    return any(token.code(Kind.INDICATOR) in _STANDING for token in led) and not any(
        token.has_any(Kind.MOVE, Kind.TREND) for token in led[1:]
    )


def _is_past(token: Token) -> bool:
    first = token.low.split()[0] if token.low else ""
    return token.low in _PAST or first in ("was", "were")
