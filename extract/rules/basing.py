"""Basing: the period and status of a level that another one is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from extract.rules.dates import other_date
from extract.rules.dates_within import among, is_expected, names_forecast
from extract.rules.draft import Draft
from extract.rules.foreseeing import foreseen
from extract.rules.outlook import inherited, is_later, status_of
from extract.rules.places import Place
from extract.rules.reckoning import revised
from extract.rules.role import Role, is_ratio
from extract.rules.said import Said
from extract.rules.tokens import Kind, Token
from schemas.periods import month_after
from schemas.units import UnitKind
from schemas.vocabulary import Basis, Indicator, Status

__all__ = ["EXPECTED", "base_date"]

EXPECTED = "what was expected"
"""Why a level that another one is compared with is a forecast."""
_MONTH, _DAY = 7, 10
_CLAUSE, _SENTENCE = 16, 30
_AGO = frozenset({"ago", "back", "earlier"})
_DAYS = frozenset("within week weeks day days start beginning month-end mid-month midmonth end".split())
_NEAR, _HEDGED = 6, 4
_FORMERLY = frozenset({"previously", "formerly", "prev", "earlier", "before"})
_BACK = {Basis.MOM: -1, Basis.YOY: -12, Basis.CHANGE: -3}


def base_date(said: Said, place: Place, role: Role, main: Draft | None) -> tuple[str, Status, str]:
    """Return period, status and the reason for a level: by its own date, else one step back from `main`."""
    statement = said.statement
    right = place.near[:_NEAR]
    words = [*statement.tokens[max(0, place.at - _NEAR) : place.at], *right]
    stated = among(statement, [*place.left[-_NEAR:], *right], compared=True)
    period, status = (main.period, main.status) if main else _anchor(said, place)
    if _is_foretold(place) and status is Status.ACTUAL and main is not None:
        return period, Status.FORECAST, EXPECTED
    if any(token.has(Kind.PLAN) for token in words) and not stated:
        if role.word == "from" and any(t.code(Kind.INDICATOR) is Indicator.CAPACITY for t in place.left):
            return said.section.month, Status.ACTUAL, "what is to be raised or cut by a plan"
        return period, Status.TARGET, "what was planned"
    if status is not Status.ACTUAL and any(t.low in _FORMERLY for t in place.left[-2:]):
        return period, status, "what was forecast before"
    # "From 45 kt in May", "from September's 45 kt".
    dated = any(
        time.start <= token.end and token.start <= time.end
        for time in stated
        for token in (*place.left[-1:], *place.right[1:2])
    )
    foretold = any(word in role.word for word in ("forecast", "expect", "estimate", "projection"))
    if foretold and len(told := {time.period for time in stated}) == 1:
        period = told.pop()  # "against our forecast of 3,600 t in January"
    if foretold or (not dated and any(is_expected(token) for token in (*words, *place.right[:_NEAR]))):
        return period, Status.TARGET if status is Status.TARGET else Status.FORECAST, EXPECTED
    refers = [code for token in words if (code := token.code(Kind.BASIS) or token.code(Kind.REFERENCE))]
    months = [time for time in stated if len(time.period) >= _MONTH or Basis.YOY not in refers]
    months = [time for time in months if not names_forecast(statement.tokens, time)]
    if role.word == "from":
        # "In the fourth quarter rates will go from 27% to 35%": from what they are now.
        month, start = said.section.month, place.figure.start
        months = [t for t in months if t.compared or t.start > start or not is_later(t.period, month)]
    if role.word == "from" and main is None and not months and _is_duty_ahead(said, place):
        return said.section.month, Status.ACTUAL, "a duty as it is now"
    codes = [t.code(kind) for t in right for kind in (Kind.BASIS, Kind.REFERENCE)]
    weekly = "week" in role.word or Basis.WOW in codes
    if weekly and not months and len(period) >= _MONTH and "/" not in period:
        return _week_before(period), status, "a week before"
    if months:
        # "from 45 kt in May" is dated behind, "against May's 45 kt" before.
        behind = [time for time in months if time.start > place.figure.start]
        period = (behind[0] if behind else months[-1]).period
    elif role.word == "from" and not refers and _stays(said, place, status, main):
        return (
            period[:_MONTH] if len(period) == _DAY else period,
            status,
            "revised, or moved within its period",
        )
    else:
        then, month = _shifted(period, _steps_back(words, refers, period)), said.section.month
        # What is expected by a later month starts from where things are now.
        period = month if is_later(then, month) or (is_later(period, month) and is_ratio(place)) else then
    if main is not None and len(period) == len(main.period) == _MONTH and period > main.period:
        period = month_after(period, -12)  # "expected at 2.6 Mt, compared with 3.1 Mt in December"
    later = is_later(period, said.section.month)
    if later and main is None and any(token.has(Kind.PLAN) for token in place.left[-_NEAR:]):
        return period, Status.TARGET, "what was planned"  # "2012 guidance is cut from"
    return period, Status.FORECAST if later else Status.ACTUAL, f"compared with, by {role.word!r}"


def _is_foretold(place: Place) -> bool:
    """Read "the 310,000 mt scheduled at the start of the month": by a word right behind it."""
    behind = [token.low for token in place.right[:2]]
    return behind[:1] != [] and behind[0] in _FORESEEN and behind[1:] not in (["for"], ["in"])


_FORESEEN = frozenset("scheduled projected expected anticipated foreseen envisaged assumed forecast".split())


def _is_duty_ahead(said: Said, place: Place) -> bool:
    """Read "before the export duty is raised from 5% to 10%": what is to come of a duty."""
    taxed = is_ratio(place) and any(t.code(Kind.INDICATOR) is Indicator.TARIFF for t in place.left)
    ahead = said.statement.future or not _AHEAD.isdisjoint(said.statement.said)
    return taxed and bool(ahead)


_AHEAD = frozenset("before proposal proposals proposes planned plan plans if".split())


def _week_before(period: str) -> str:
    """Return the day a week before a day; a month stays as it is."""
    if len(period) != _DAY:
        return period
    return (date.fromisoformat(period) - timedelta(days=7)).isoformat()


def _steps_back(words: Sequence[Token], refers: Sequence[Basis], period: str) -> int:
    """Return by how many months a base lies back, by what it refers to, else by the length of the period."""
    if Basis.YOY in refers:
        return _BACK[Basis.YOY]
    codes = [t.code(Kind.BASIS) or t.code(Kind.REFERENCE) for t in words if t.code(Kind.REFERABLE)]
    if codes:
        return _BACK.get(codes[-1], _BACK[Basis.MOM])
    if len(period) in (_MONTH, _DAY):
        return _BACK[Basis.MOM]
    first, _, last = period.partition("/")
    quarterly = bool(last) and len(first) == _MONTH and month_after(first, 2) == last
    return _BACK[Basis.CHANGE] if quarterly else _BACK[Basis.YOY]


def _anchor(said: Said, place: Place) -> tuple[str, Status]:
    """Return what the sentence is about, for the base that it opens with ("from 52% to 58% in May")."""
    cues = foreseen(said.statement, place)
    own = [time for time in among(said.statement, place.left) if not time.since]
    other = own[-1] if own else other_date(said.section, said.statement, place)
    period = other.period if other else inherited(said, cues)
    return period, status_of(said, period, cues)


def _revises(said: Said, place: Place) -> bool:
    """Tell whether a forecast or plan is revised, and no output foreseen to move."""
    tokens = said.statement.tokens
    cut = next((i for i in range(place.at - 1, -1, -1) if tokens[i].text == ";"), -1)
    before = tokens[cut + 1 : place.at]
    if revised(before):
        return True
    return any((is_expected(t) and not t.has(Kind.FUTURE)) or t.has(Kind.PLAN) for t in before) or any(
        t.low in ("forecast", "estimate", "projection", "estimates", "forecasts")
        or (t.low == "our" and after.low != "view")
        or (t.low == "outlook" and after.text != ":")
        for t, after in pairwise((*before, tokens[place.at]))
    )


def _stays(said: Said, place: Place, status: Status, main: Draft | None) -> bool:
    """Tell whether a base is of the same time: a forecast revised, or a price that moved within the month."""
    monthly = main is None or len(main.period) in (_MONTH, _DAY)
    if status is not Status.ACTUAL or revised(said.statement.tokens[: place.at]):
        return _revises(said, place)
    paid = is_ratio(place) and any(token.low.startswith("payab") for token in said.statement.tokens)
    return (place.kind is UnitKind.MONEY_PER_MEASURE or paid) and monthly and _within_month(said, place, main)


def _within_month(said: Said, place: Place, main: Draft | None) -> bool:
    """Tell whether a move is told of the days or weeks of one month ("from 330 to 290 within the month").

    Spot prices in yuan are told of one month unless said otherwise, those of other houses against the last.
    """
    tokens = said.statement.tokens
    onward = (
        main is None
        or main.figure.start > said.start
        or main.is_change
        or _opens_pair(tokens[place.at + 1 :])
    )
    if onward and (place.figure.unit or "").startswith("yuan/"):
        return True
    behind = tokens[place.at + 1 : place.at + 1 + _CLAUSE]
    end = next((i for i, token in enumerate(behind) if token.text == ";"), len(behind))
    begin = max(0, place.at - _SENTENCE)
    around = [token.low for token in (*tokens[begin : place.at], *behind[:end])]
    if not _AGO.isdisjoint(token.low for token in place.near[:_NEAR]):
        return False  # "from $68 four weeks back"
    if any(one in ("the", "this", "that") and two in ("month", "week") for one, two in pairwise(around)):
        return True
    return any(not _DAYS.isdisjoint(low.split()) for low in around)


def _opens_pair(tokens: Sequence[Token]) -> bool:
    """Read "and sulphate followed, from 24,500 yuan/mt to": what was told before is another thing."""
    return bool(tokens) and tokens[0].low == "to" and any(token.figure for token in tokens[1:_HEDGED])


def _shifted(period: str, months: int) -> str:
    """Return a period some months later; a day becomes its month, a year moves by whole years."""
    if "/" in period:
        first, _, last = period.partition("/")
        return f"{_shifted(first, months)}/{_shifted(last, months)}"
    if len(period) < _MONTH:
        return f"{int(period) + min(-1, months // 12):04d}"
    return month_after(period[:_MONTH], months)
