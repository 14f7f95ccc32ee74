"""Bases: what a move is measured against, by the comparison stated with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from extract.rules.context import Statement
from extract.rules.draft import Draft
from extract.rules.expected import (
    Compared,
    of_expectations,
    of_foreseen,
    of_outdone,
    of_plans,
    of_plans_before,
    of_reports,
    of_revisions,
    of_shortfall,
)
from extract.rules.marks import missed_by
from extract.rules.places import Place
from extract.rules.role import listed
from extract.rules.times import Time
from extract.rules.tokens import Kind, Token
from schemas.periods import months_between
from schemas.units import unit_kind
from schemas.vocabulary import Basis

__all__ = ["BY_DATE", "CARRIED", "Compared", "between", "stated_basis"]


_REACH = 10
_YEAR, _MONTH, _DAY = 4, 7, 10
_A_WEEK = (6, 7, 8)
_A_MONTH = 29
_CLOSE = 3
_QUARTER = 2
_APPOSED = 8
_A_YEAR = (11, 12, 13)
_LISTED = (Basis.MOM, Basis.YOY)
CARRIED = "as for the figure before"
"""Why a basis is that of the figure before it."""
BY_DATE = "the date that it is compared with"
"""Why a basis follows from a date."""


def stated_basis(place: Place, statement: Statement, period: str, here: Sequence[Draft]) -> Compared | None:
    """Return the basis of a move of `period`; None for one whose comparison is not stated.

    `here` are the readings before it in its sentence.
    """
    after = place.near[:_REACH]
    before = _clause(place.left)
    if missed_by(place) is not None:
        return Basis.VS_EXPECTATION, "what was expected"
    if "/" in period and any(token.low == "sequentially" for token in after[:_CLOSE]):
        return Basis.CHANGE, "the quarter before"
    return (
        of_reports(after)
        or of_reports(before)
        or of_outdone(before)
        or of_foreseen(after)
        or of_plans(after)
        or of_plans_before(before)
        or _of_words(after)
        or of_revisions(place, statement, after)
        or _of_dates_behind(statement, after, period)
        or _of_level(statement, place.against, period)
        or _of_words(reversed(_own_predicate(before, here)))
        or _of_dates(statement, before, period, nearest=True)
        or of_expectations(before)
        or _of_quarters(after, period)
        or _of_base(place, here, period)
        or _carried(place, here, period)
        or _behind_comma(place)
        or of_shortfall(place)
        or _of_end(place, statement)
    )


def _of_words(tokens: Iterable[Token]) -> Compared | None:
    for token in tokens:
        basis = (token.code(Kind.BASIS) or token.code(Kind.REFERENCE)) if token.tags else None
        if basis is not None:
            return basis, f"its comparison {token.text!r}"
    return None


def _of_dates_behind(statement: Statement, after: Sequence[Token], period: str) -> Compared | None:
    compared = _of_dates(statement, after, period)
    if compared is not None:
        extreme = any(token.low in listed("extremes") for token in after)
        return (Basis.CHANGE, "an extreme of another time") if extreme else compared
    foreseen = any(
        one.low in ("is", "are", "was", "were") and two.low == "expected" for one, two in pairwise(after)
    )
    expected = not foreseen and any(listed("expectations") & set(token.low.split()) for token in after)
    if expected and any(token.has(Kind.BEHIND) for token in after[:2]):
        return Basis.VS_EXPECTATION, "what was expected"
    return None


def _of_dates(
    statement: Statement, tokens: Sequence[Token], period: str, *, nearest: bool = False
) -> Compared | None:
    """Read "compared to December": the basis follows from how far back the month lies.

    The first such time counts; of times before the figure the last, which is `nearest`.
    """
    starts = {token.start for token in tokens}
    for time in reversed(statement.times) if nearest else statement.times:
        if time.compared and time.start in starts:
            basis = between(time, period)
            if basis is not None:
                return basis, BY_DATE
    return None


def between(time: Time, period: str) -> Basis | None:
    """Return the basis of a comparison with a time, told of a period; None where it tells none."""
    if len(time.period) == len(period) == _DAY:
        apart = (date.fromisoformat(period) - date.fromisoformat(time.period)).days
        if apart in _A_WEEK:
            return Basis.WOW
        if apart < _A_MONTH:
            return Basis.CHANGE
    last = period.rpartition("/")[2][:_MONTH]
    if len(time.period) == _YEAR:
        return Basis.YOY if time.period < period[:_YEAR] else None
    base = time.period.rpartition("/")[2][:_MONTH]
    if {len(base), len(last)} != {_MONTH} or ("/" in time.period and "/" not in period):
        return None
    back = months_between(base, last)
    if back in _A_YEAR:
        return Basis.YOY
    return Basis.MOM if back in (0, 1) and "/" not in time.period else Basis.CHANGE


def _of_level(statement: Statement, against: Sequence[Token], period: str) -> Compared | None:
    """Read "3% above the 45 kt of May": the time of the level that it is compared with."""
    if not against:
        return None
    starts = {token.start for token in against}
    times = (between(time, period) for time in statement.times if time.start in starts)
    dated = next((basis for basis in times if basis is not None), None)
    return _of_words(against) or ((dated, BY_DATE) if dated is not None else None)


def _of_end(place: Place, statement: Statement) -> Compared | None:
    """Read "A fell by 5% to 16 kt, B by 3% to 14 kt, and C by 2% to 8 kt year on year": one for all."""
    if place.figure.unit != "percent":
        return None
    told = [i for i, token in enumerate(statement.tokens) if token.has(Kind.BASIS)]
    if len(told) != 1 or told[0] < place.at or not {";", "while", "whereas"}.isdisjoint(statement.said):
        return None
    if any(token.text != "." for token in statement.tokens[told[0] + 1 :]):
        return None
    before = statement.tokens[told[0] - 1]
    basis: Basis = statement.tokens[told[0]].code(Kind.BASIS)
    listed_up = before.figure is not None and before.figure.unit == "mt"
    return (basis, "what the list ends with") if listed_up and basis in _LISTED else None


def _of_base(place: Place, here: Sequence[Draft], period: str) -> Compared | None:
    """Read "287 kt, as against 264 kt in June 2014, a growth of 8.7%": the time of the level before it."""
    base = here[-1] if here else None
    if (
        base is None
        or not base.is_base
        or place.figure.unit not in ("percent", "percentage_point", base.figure.unit)
    ):
        return None
    apposed = bool(place.left) and place.left[0].low in (",", "it", "they") and len(place.left) <= _APPOSED
    if not apposed or len(base.period) != len(period) or not base.period < period:
        return None
    if len(period) == _YEAR:
        return (Basis.YOY, BY_DATE) if int(base.period) + 1 == int(period) else None
    first, last = base.period.rpartition("/")[2][:_MONTH], period.rpartition("/")[2][:_MONTH]
    if len(first) != _MONTH:
        return None
    back = months_between(first, last)
    if back == _A_YEAR[1]:
        return Basis.YOY, BY_DATE
    return (
        (Basis.MOM if back == 1 else Basis.CHANGE, BY_DATE) if "/" not in period else (Basis.CHANGE, BY_DATE)
    )


def _of_quarters(after: Sequence[Token], period: str) -> Compared | None:
    """Read "2 kt fewer than in the second", told of the third quarter."""
    first, _, last = period.partition("/")
    if len(first) < _MONTH or not last or months_between(first[:_MONTH], last[:_MONTH]) != _QUARTER:
        return None
    for at in range(1, len(after) - 1):
        lead = after[at - 2] if at > 1 and after[at - 1].low in ("in", "at") else after[at - 1]
        compares = lead.has_any(Kind.COMPARING, Kind.BEHIND) or lead.low in ("against", "from", "on")
        one = [token.low for token in after[at : at + 2]] == ["the", "previous"]
        if compares and (one or (after[at].low == "the" and after[at + 1].low in listed("ordinals"))):
            return Basis.CHANGE, "another quarter"
    return None


def _carried(place: Place, here: Sequence[Draft], period: str) -> Compared | None:
    """Return the basis that a move takes over in its sentence.

    An item of a list takes that of the item before it; a new predicate ("while B rose 6%") that of the
    first move, to which it stands in parallel.
    """
    last = here[-1] if here else None
    if last is None or _is_long(period) != _is_long(last.period):
        return None
    why = CARRIED
    if last.is_change and len(place.left) <= _CLOSE:
        return last.basis, why
    if not last.is_change and place.left and place.left[-1].text == "(":
        return None  # "the rate was 33.9% (-2.4 ppt)": a level's own change
    kind = place.kind
    changes = [d for d in here if d.is_change and unit_kind(d.figure.unit or "count") is kind]
    if _is_long(period) and not any(_is_long(d.period) for d in changes):
        return None  # "up 1% MoM; first-half output was 2.6 Mt, down 2%"
    fresh = any(token.has(Kind.MOVE) or token.has(Kind.INDICATOR) for token in place.left)
    if not changes:
        told = [d for d in here if d.is_change]
        if place.figure.signed and told:
            return told[0].basis, why  # "APT -1.3% m/m; Europe $335/mtu, -$5"
        return (last.basis, why) if last.is_change and not (fresh and last.basis is Basis.CHANGE) else None
    if ";" in place.said and not _is_parallel(_clause(place.left)):
        return None
    if fresh and _is_aside(place.left):
        return None
    return (changes[0] if fresh else changes[-1]).basis, why


def _is_aside(tokens: Sequence[Token]) -> bool:
    """Tell whether words explain what was told: behind a colon, or with a subject of their own."""
    return any(token.text == ":" or _is_absolute(tokens, at) for at, token in enumerate(tokens))


def _is_absolute(tokens: Sequence[Token], at: int) -> bool:
    """Read ", gas tariffs having been put up": a subject of its own; ", having risen" has none."""
    return at > 0 and tokens[at].low == "having" and tokens[at - 1].kind == Kind.WORD


def _is_long(period: str) -> bool:
    return "/" in period or len(period) < _MONTH


def _is_parallel(tokens: Sequence[Token]) -> bool:
    """Tell whether "; in Jiangxi it dropped" goes on with what was told before the semicolon."""
    placed = bool(tokens) and tokens[0].low in ("in", "at", "for", "that", "those")
    taken_up = any(token.low in ("it", "they", "that", "those") for token in tokens)
    return placed and taken_up and any(token.has(Kind.MOVE) for token in tokens)


def _behind_comma(place: Place) -> Compared | None:
    """Read "fell by 3%, from a month before"."""
    for token in place.right[:_REACH]:
        if token.text == ";" or token.figure is not None:
            return None
        if token.has(Kind.BASIS):
            return token.code(Kind.BASIS), f"its comparison {token.text!r}"
    return None


def _own_predicate(before: Sequence[Token], here: Sequence[Draft]) -> Sequence[Token]:
    """Return what stands before a figure, without a predicate that is over where figures have moved before.

    "Fell 8.9% MoM and edged down YoY, with the rate down 4.7 points": the rate fell as the figure did.
    """
    if not any(draft.is_change for draft in here):
        return before
    for at in range(len(before) - 1, 1, -1):
        ended = before[at].text == "," and before[at - 1].has(Kind.BASIS) and before[at - 2].has(Kind.MOVE)
        if ended and any(token.has(Kind.INDICATOR) for token in before[at + 1 :]):
            return before[at + 1 :]
    return before


def _clause(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens since the last semicolon or colon, or the comma before "tariffs having risen".

    The colon of "y/y: +0.4%" and "against May: plus 3 kt" leads to the figure, and parts nothing.
    """
    absolute = False
    while tokens and (tokens[-1].text == ":" or tokens[-1].low == "plus"):
        tokens = tokens[:-1]
    for at in range(len(tokens) - 1, -1, -1):
        absolute = absolute or _is_absolute(tokens, at)
        if tokens[at].text in ";:" or (absolute and tokens[at].text == ","):
            return list(tokens[at + 1 :])
    return list(tokens)
