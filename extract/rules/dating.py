"""Dating: the period and the status of a figure.

A figure is dated by its own words first: a date behind it ("4.20 at the end of March"), then one before
it; then by the figure before it in the sentence, by another date of its clause, and last by what the
sentence inherits. A date that something is compared with dates nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.rules.basing import base_date
from extract.rules.closing import closes_month
from extract.rules.dates import other_date, own_date
from extract.rules.draft import Draft
from extract.rules.foreseeing import foreseen
from extract.rules.foretold import FORETOLD, foretold_as, is_foretold_move
from extract.rules.outlook import is_later, status_of
from extract.rules.partners import PARTNER, partner_of
from extract.rules.places import Place
from extract.rules.planned import is_expecting
from extract.rules.present import has_come, returns_to_now, stands_behind_past, states_now
from extract.rules.recalled import RECALLED, recalled
from extract.rules.role import Role, RoleKind, is_money
from extract.rules.said import Said
from extract.rules.seeking import has_pair, has_tag, has_word
from extract.rules.times import Time
from extract.rules.tokens import Kind, Token, grammar
from extract.rules.undated import Dated, undated
from schemas.periods import month_after
from schemas.vocabulary import Status

__all__ = ["AS_BEFORE", "CLAUSE_DATE", "OWN", "SET_AGAINST", "dated"]


_DATED = 3
OWN = "its own date"
"""Why a figure has a period that words beside it name."""
SET_AGAINST = "its own date, which what is to come is compared with"
"""Why a figure of a sentence that looks ahead is none of what is to come."""
AS_BEFORE = "as for the figure before"
"""Why a figure has the period of the one before it."""
CLAUSE_DATE = "its clause's date"
"""Why a figure has the period that its clause names."""
_YEAR, _MONTH, _DAY = 4, 7, 10
_TAKEN_UP = frozenset({"figure", "level", "volume", "total", "itself", "number"})
_APPOSITION = 4
_NOW = 3
_PARTING = frozenset({"as", "where", "which"})
_AHEAD = frozenset([*"should will may might could expected likely forecast".split(), "is seen", "are seen"])
_PRESENT = frozenset({"now", "currently", "presently", "at present"})
_LATER = frozenset({"then", "later", "afterwards", "thereafter", "before"})
_CUMULATIVE = grammar("cumulative")


def dated(said: Said, place: Place, role: Role, here: Sequence[Draft], earlier: Sequence[Draft]) -> Dated:
    """Return period, status and the reason for a figure.

    `here` are the readings before it in its sentence, `earlier` those of the sentences before.
    """
    then = recalled(said.statement, place, role, said.section.month)
    if then is not None:
        return then, Status.ACTUAL, RECALLED
    period, status, why = _dated(said, place, role, here, earlier)
    foretold = foretold_as(place) or (Status.FORECAST if role.is_change and is_foretold_move(place) else None)
    if foretold is None:
        return period, status, why
    if here and _is_said_then(said, place, period):
        return here[-1].period, foretold, FORETOLD
    month, inherited = said.section.month, _is_inherited(said, period, why)
    said_before = _is_of_saying(said, place, period)
    if status is not Status.ACTUAL and not inherited and not said_before and period > month:
        return period, status, why
    return month if inherited or said_before else period, foretold, FORETOLD


def _is_inherited(said: Said, period: str, why: str) -> bool:
    """Tell whether what was foretold would be of the next month by nothing of its own."""
    return period == month_after(said.section.month, 1) and why != OWN


def _is_said_then(said: Said, place: Place, period: str) -> bool:
    """Tell whether a period is when a figure was foreseen: "5 Mt, while in June 5.2 Mt had been put down"."""
    had = next((at for at, token in enumerate(place.left) if token.low.split()[0] == "had"), 0)
    before = {token.start for token in place.left[:had]}
    return any(time.period == period and time.start in before for time in said.statement.times)


def _is_of_saying(said: Said, place: Place, period: str) -> bool:
    """Read "in May we had forecast 44 kt" of June; "we had forecast 44 kt in May" is of May."""
    behind = {token.start for token in place.right[:_DATED]}
    own = any(time.period == period and time.start in behind for time in said.statement.times)
    return period == month_after(said.section.month, -1) and not own


def _dated(said: Said, place: Place, role: Role, here: Sequence[Draft], earlier: Sequence[Draft]) -> Dated:
    section, statement = said.section, said.statement
    main = _main(said, place, role, here)
    if role.kind is RoleKind.BASE:
        return base_date(said, place, role, main)
    own = own_date(section, statement, place, change=role.is_change)
    now = _of_now(said, place, role, here) if own is None else None
    ahead = own is None or own.period[:_MONTH] > section.month
    if ahead and not role.is_change and states_now(statement, place, section.month):
        now = now or "stated as it is now"
    if now is not None:
        return section.month, Status.ACTUAL, now
    cues = foreseen(statement, place)
    if (own is None or own.period == section.month[:_YEAR]) and _is_cumulative(place):
        begun = next((time.period for time in statement.times if time.since), None)
        year = section.month[:_YEAR]
        period = begun or (year if section.month.endswith("-12") else f"{year}-01/{section.month}")
        return period, status_of(said, period, cues), "the year so far"
    dated_itself = _by_itself(said, place, own, here, cues)
    if dated_itself is not None:
        return dated_itself
    if "guidance" in place.said:
        return section.month[:_YEAR], Status.TARGET, "guidance is given for a year"
    then = _year_after(said, place, main) if role.is_change else None
    if then is not None:
        return then, Status.ACTUAL, "a year behind what it is compared with"
    return _by_others(said, place, role, here, earlier, main, cues)


def _by_others(
    said: Said,
    place: Place,
    role: Role,
    here: Sequence[Draft],
    earlier: Sequence[Draft],
    main: Draft | None,
    cues: Sequence[Token],
) -> Dated:
    """Date a figure by one before it, or by its clause."""
    section, statement = said.section, said.statement
    trade = None if role.is_change else partner_of(statement.tokens, place, here, earlier)
    if trade is not None:
        return trade.period, trade.status, PARTNER
    if main is not None:
        if len(main.period) == _DAY and _leaves_day(said, main, place):
            return main.period[:_MONTH], _carried_status(said, main, cues), "of the month of that day"
        return main.period, _carried_status(said, main, cues), AS_BEFORE
    other = other_date(section, statement, place)
    if other is not None:
        return other.period, status_of(said, other.period, cues), CLAUSE_DATE
    return undated(said, place, role, earlier, cues)


def _of_now(said: Said, place: Place, role: Role, here: Sequence[Draft]) -> str | None:
    """Return why a figure is of the report's month though its sentence may look ahead, or None."""
    if not role.is_change and _is_now(place):
        return "what holds now"
    if has_pair(place.right, "so", "far"):
        return "what has come about so far"
    last = next((draft for draft in reversed(here) if not draft.is_base), None)
    if last is not None and returns_to_now(said.statement, last, place, said.section.month):
        return "as it is now, behind what is foreseen"
    if last is not None and stands_behind_past(said.statement, last, place, said.section.month):
        return "as it is now, behind what is past"
    return None


def _main(said: Said, place: Place, role: Role, here: Sequence[Draft]) -> Draft | None:
    """Return the reading whose period a figure without a date takes over, or None."""
    main = next((draft for draft in reversed(here) if not draft.is_base), None)
    if here and here[-1].is_base and role.is_change and _apposed_to(place):
        return here[-1]  # "after 7.05 Mt in June, a figure 2.3% lower"
    if main is not None and _behind_participle(said, main, place):
        return None  # "after falling to 78,000 mt in May, output climbed back to 84,000 mt"
    if main is not None and _leaves_now(said, main):
        return None  # "utilisation, now 67%, should come down to 56%"
    if main is not None and main.is_change and "/" in main.period and not role.is_change and is_money(place):
        return None  # "up 64% year to date; prices reached 4,060 yuan/t"
    if main is not None and main.is_change and not role.is_change:
        # "halved since the start of the year, to 180 EUR/t": the level is of now.
        if any(time.since and time.period == main.period for time in said.statement.times):
            return None
    return main


def _behind_participle(said: Said, main: Draft, place: Place) -> bool:
    """Tell whether the figure before stands in "after falling ...," or "having dropped ...," of the past."""
    tokens = said.statement.tokens
    opened = bool(tokens) and tokens[0].low in ("after", "having", "following")
    past = len(main.period) == _MONTH and main.period < said.section.month
    goes_on = "," in place.said and any(token.has(Kind.INDICATOR) for token in place.left)
    return opened and past and goes_on


def _leaves_now(said: Said, main: Draft) -> bool:
    """Tell whether a word of the future stands between a figure of the report's month and one behind it."""
    if main.status is not Status.ACTUAL or main.period != said.section.month:
        return False
    return any(main.figure.end <= t.start < said.start and t.low in _AHEAD for t in said.statement.future)


def _leaves_day(said: Said, main: Draft, place: Place) -> bool:
    """Read "101,000 mt on May 9 and then fell to 88,000 mt", "and the price fell by 20 over the month"."""
    between = said.statement.between(main.figure.end, said.start)
    if closes_month((*between, *place.near)):
        return True
    if any(token.text == ";" for token in between) and _is_set_behind(said, main):
        return True
    behind = [token.low for token in place.right[:3]]
    since = any(one.low in ("has", "have") and two.low == "since" for one, two in pairwise(between))
    return since or any(token.low in _LATER for token in between) or behind[1:] == ["the", "month"] or (
        behind[:1] == ["in the month"]
    )  # fmt: skip


def _is_set_behind(said: Said, main: Draft) -> bool:
    """Tell whether the day of a figure stands in brackets behind it: "12 kt (27 Nov); LME 145 kt"."""
    return any(
        time.period == main.period and time.start > main.figure.end
        and said.section.section.body.startswith(")", time.end)
        for time in said.statement.times if time.day
    )  # fmt: skip


def _year_after(said: Said, place: Place, main: Draft | None) -> str | None:
    """Read "9.9% below that of October 2024" in a report of November: October's own figure."""
    month = said.section.month
    if main is not None:
        return month if _a_year_over(said, place) else None
    for time in said.statement.times:
        if time.compared and len(time.period) == _MONTH and time.start > place.figure.start:
            then = month_after(time.period, 12)
            return then if month_after(month, -2) <= then < month else None
    return None


def _a_year_over(said: Said, place: Place) -> bool:
    """Read "and 62% higher than in June 2015", in a report of June 2016: of that very month."""
    begin, end = place.figure.end, place.near[-1].end if place.near else 0
    return any(
        time.compared and begin < time.start < end and time.period == month_after(said.section.month, -12)
        for time in said.statement.times
    )


def _by_itself(
    said: Said, place: Place, own: Time | None, here: Sequence[Draft], cues: Sequence[Token]
) -> Dated | None:
    """Date a figure by its own date, or by its brackets."""
    if own is None:
        listed = _as_in_brackets(place, here)
        return (listed.period, listed.status, "as in the brackets before") if listed is not None else None
    if _in_brackets(place) and not is_later(own.period, said.section.month):
        return own.period, Status.ACTUAL, "its own date, in brackets"
    if not cues and has_come(said.statement, own, said.section.month):
        return own.period, Status.ACTUAL, "its own date, which has come"
    if _is_set_against(place, here, said.section.month) and not is_later(own.period, said.section.month):
        return own.period, Status.ACTUAL, SET_AGAINST
    guided = "guidance" in place.said and own.period >= said.section.month[:_YEAR]
    return own.period, Status.TARGET if guided else status_of(said, own.period, cues), OWN


def _is_set_against(place: Place, here: Sequence[Draft], month: str) -> bool:
    """Read "is expected to fall by 2% in July, compared with the 1.5% drop in June": June is over."""
    opening = next((token for token in place.left if token.text != ","), None)
    against = opening is not None and (opening.has(Kind.COMPARING) or opening.low in _AGAINST)
    return against and bool(here) and is_later(here[-1].period, month)


_AGAINST = frozenset({"after", "against", "versus", "vs", "compared with", "compared to", "following"})


def _as_in_brackets(place: Place, here: Sequence[Draft]) -> Draft | None:
    """Read "84% (May: 82%), ... 71% (69%)": bare brackets are of the month of those before."""
    bare = bool(place.left) and place.left[-1].text == "(" and len(place.left) == 1
    if not bare or not here or here[-1].is_base or place.figure.signed:
        return None
    last = next((d for d in reversed(here) if d.is_base), None)
    alike = last is not None and place.figure.unit == here[-1].figure.unit
    return last if alike else None


def _in_brackets(place: Place) -> bool:
    """Tell whether a figure stands in brackets with its date ("44 kt (June: 45.2 kt)")."""
    return "(" in place.said and ")" not in place.said


def _is_now(place: Place) -> bool:
    """Tell whether "now" or the like stands right beside a figure ("at 68% now", "now at 45%")."""
    if place.right and place.right[0].low in _PRESENT:
        return True
    lead = place.left[-_NOW:]
    if has_pair(lead, "at", "present"):
        return True
    if not has_word(lead, _PRESENT):
        return False
    return not any(token.has(Kind.FUTURE) or token.has(Kind.PLAN) for token in lead)


def _apposed_to(place: Place) -> bool:
    """Tell whether a noun takes up the figure before: ", a figure", ", itself", ", a level"."""
    lows = [token.low for token in place.left if token.text not in ","]
    return bool(place.left) and bool(_TAKEN_UP & set(lows[:2])) and len(lows) <= _APPOSITION


def _is_cumulative(place: Place) -> bool:
    """Tell whether a sum over the year is told of; what accumulated to a level is none."""
    if _CUMULATIVE.isdisjoint(place.said):
        return False
    found = [at for at, token in enumerate(place.left) if token.low in _CUMULATIVE]
    return any(not any(t.low == "to" for t in place.left[at + 1 : at + 2]) for at in found)


def _carried_status(said: Said, main: Draft, cues: Sequence[Token]) -> Status:
    """Return the status of a figure that takes its period from the one before."""
    status = status_of(said, main.period, cues)
    between = said.statement.between(main.figure.end, said.start)
    cut = max((i for i, t in enumerate(between) if t.text in ";:" or t.low in _PARTING), default=0)
    if status is Status.TARGET or has_tag(between[cut:], Kind.PLAN):
        return Status.TARGET
    if main.status is Status.TARGET and any(is_expecting(token) for token in between):
        return Status.FORECAST  # "new capacity is to start, so output is expected to climb to 368,000 mt"
    if any(why.endswith(FORETOLD) for why in main.why):
        return status  # "we had guessed 24.5 kt, the count is 23.1 kt"
    come = main.status is Status.ACTUAL and not cues  # "stocks stood at 61,000 mt on July 3; ..."
    return main.status if come or said.clause[0] <= main.figure.start else status
