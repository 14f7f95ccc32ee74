"""The second reading: learned weights that overrule the grammar where they find another answer likelier.

The grammar reads a figure by the clause that it stands in; the weights go by the words near it, by what
its neighbours were read as, and by what the grammar says of it. What a figure is told of (its segment, its
region, its company) is a choice among runs of words of its sentence; movements without a figure have a judge
of their own (`movements.py`). The weights of figures were learned with what the grammar claims left out of a
third of the rows: else they would hardly ever speak against it. What they change is told in the explanation
of the figure. The weights (`lexicon/weights-of-figures.json`) are learned by `python -m training`.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from extract.document import Annotated, Figure
from extract.overlay.words import own_segments
from extract.rules.against import GAP
from extract.rules.antecedents import POINTED_TO
from extract.rules.as_part import SAID_BY_SOME, of_the_whole
from extract.rules.asked import OF_NOTHING
from extract.rules.bases import BY_DATE
from extract.rules.behind import FRONTED, placed_at
from extract.rules.behind_levels import APPOSED
from extract.rules.compared_moves import OTHER_MOVE
from extract.rules.context import Statement
from extract.rules.dating import AS_BEFORE, OWN, SET_AGAINST
from extract.rules.draft import Draft, Refusal
from extract.rules.encoder import FIGURE
from extract.rules.expected import REVISED
from extract.rules.fitting import fits, may_measure
from extract.rules.foretold import FORETOLD
from extract.rules.gapped import IN_LIST
from extract.rules.keeping import HELD_TO
from extract.rules.light import AROUND
from extract.rules.models import WHOLE
from extract.rules.outlook import is_later
from extract.rules.partners import PARTNER
from extract.rules.parts import EARNED
from extract.rules.profits import is_loss
from extract.rules.respective import BESIDE, LISTED
from extract.rules.review.alike import alike
from extract.rules.review.along import (
    goes_on_ahead,
    goes_on_with,
    is_bracketed_alike,
    is_of_same_trade,
    later_than_month,
)
from extract.rules.review.choices import Choices
from extract.rules.review.choosing import Asks, Chooser, Chosen
from extract.rules.review.dated_in_words import WITHIN, is_dated_in_words
from extract.rules.review.dealt import dealt
from extract.rules.review.firms import firm_of
from extract.rules.review.headers import under_headers
from extract.rules.review.lent_dates import with_lent_dates
from extract.rules.review.moved_alike import moved_alike
from extract.rules.review.runs import COMPANY, REGION, SEGMENT, told_in
from extract.rules.review.same_thing import of_same_thing
from extract.rules.review.seen import Seen, seen_in
from extract.rules.review.weighing import NONE, Opinion, opinions
from extract.rules.review.wholes import OF_WHOLE, is_of_whole
from extract.rules.review.words import reading_of
from extract.rules.subjects import FIRM
from extract.rules.switching import ADDED_UP, CLOSED
from extract.rules.taken_up import PLACE_NAMED, place_taken_up
from extract.rules.tokens import Kind
from extract.rules.told_again import TAKEN_UP
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Basis, Direction, Indicator, Reason, Status

__all__ = [
    "DATED",
    "GUESSED",
    "LIKELY",
    "MEASURED",
    "PLANNED",
    "SURE",
    "UNMEASURED",
    "reviewed",
    "with_scopes",
]

SURE = {"reading": 600, "indicator": 500, "period": 600, "status": 600}
"""The least chance of another answer to a question, in per mille, for which that of the grammar gives way.

Chosen on the months of 1963 to 1965: about there the weights begin to be right more often than the grammar.
"""
DATED, PLANNED = 850, 950
"""The same for the period of a figure that has its own date, and for the status of one that is planned."""
SELDOM = 850
"""The same for what is seldom told, and taken over from the figure before: weights know little of it."""
FOLLOWED = 400
"""The least chance of the period that the figure before was given, in per mille, for one that the grammar
dates like it.
"""
MEASURED = 500
"""The least chance, in per mille, that a figure which no words name measures what the weights make of it."""
GUESSED = 850
"""The same where words name what is none of the indicators, or tell no way: "stood at 5.2, 17%"."""
UNMEASURED = 700
"""The least chance that a figure which the grammar names measures nothing, in per mille."""
LIKELY = {REGION: 600, COMPANY: 600, SEGMENT: 350}
"""The least chance, in per mille, of another thing that a figure is told of than the grammar's.

The grammar errs in one segment of four on unseen text; F1 there is the same from 300 to 450.
"""

_IN_SO_MANY_WORDS = (
    OTHER_MOVE,
    SAID_BY_SOME,
    BESIDE,
    TAKEN_UP,
    IN_LIST,
    HELD_TO,
    CLOSED,
    ADDED_UP,
    APPOSED,
    PARTNER,
    GAP,
)
"""Constructions that tell a reading in so many words, and seldom: weights do not know them."""
_SELDOM = frozenset(
    {Indicator.COST, Indicator.PROFIT, Indicator.DEMAND, Indicator.INVENTORY, Indicator.TREATMENT_CHARGE,
     Indicator.SHIPMENTS, Indicator.ARRIVALS}
)  # fmt: skip
_FLOWS = frozenset({Indicator.PRODUCTION, Indicator.SHIPMENTS, Indicator.ARRIVALS, Indicator.DEMAND})
_YEAR, _MONTH, _DAY = 4, 7, 10
_AS_LEVEL = "as for the level right before it"
_SIZES = (Indicator.CAPACITY, Indicator.OPERATING_CAPACITY)
_MOVING = (Kind.MOVE, Kind.TREND, Kind.COMPARING, Kind.EFFECT, Kind.SWITCH)
_OF_LAST = (f"{Basis.MOM}|", f"{Basis.YOY}|", f"{Basis.WOW}|")


def reviewed(
    section: Annotated,
    spoken: Sequence[Statement],
    drafts: Sequence[Draft],
    unnamed: Sequence[Draft],
    *,
    explained: int | None = None,
) -> tuple[list[Draft], list[Refusal]]:
    """Return the readings of a section in text order, with what the weights find likelier, and the refusals.

    `unnamed` are figures that no words name: those of them are read that the weights find to be measured.
    What weighed most is found of the figure that is to be `explained` alone: it would take most of the time.
    """
    found: dict[int, Draft] = {}
    refused: list[Refusal] = []
    moved = ("", "")
    last: tuple[Draft, Draft] | None = None
    for opinion in opinions(seen_in(section, spoken, drafts, unnamed)):
        draft = opinion.seen.draft
        is_asked = draft.figure.number == explained
        if draft.is_unnamed or not may_measure(draft.figure, draft.indicator, draft.basis):
            outcome: Draft | Refusal | None = _named(opinion, explained=is_asked)
        else:
            beside = goes_on_with(opinion.seen, last)
            outcome = _review(opinion, moved, beside, explained=is_asked)
            outcome = _so_far(section.month, outcome)
            moved = (draft.period, outcome.period) if isinstance(outcome, Draft) else ("", "")
            last = (draft, outcome) if isinstance(outcome, Draft) else None
        if isinstance(outcome, Refusal):
            refused.append(outcome)
        elif outcome is not None:
            found[id(draft)] = outcome
    kept = [found[id(draft)] for draft in (*drafts, *unnamed) if id(draft) in found]
    return sorted(kept, key=lambda draft: draft.figure.start), refused


def with_scopes(
    section: Annotated,
    spoken: Sequence[Statement],
    drafts: Sequence[Draft],
    own: frozenset[str],
    *,
    explained: bool = False,
) -> list[Draft]:
    """Return the readings of a section in their order, told of what the weights find likelier.

    `own` are the words that name its commodity. A figure that is told of several things keeps those of the
    grammar, and so does one in a sentence with a segment of the overlay, which comes before any learned one.
    """
    choosers = {
        field: Chooser(section, Choices(section, spoken, own, field), field, field, _asks) for field in LIKELY
    }
    readings = Counter(draft.figure.number for draft in drafts)
    firms: dict[int, str] = {}
    overlaid = [start for start, _ in own_segments(section.section.body)]
    found = {id(draft): draft for draft in drafts}
    for seen in seen_in(section, spoken, drafts):
        listed = LISTED in seen.draft.why
        if readings[seen.draft.figure.number] > 1 or listed or _holds(seen.statement, overlaid):
            continue
        firm = firm_of(seen, firms, own)
        if firm is not None:
            firms[id(seen.draft)] = firm
            found[id(seen.draft)] = _owned(seen.draft, firm)
        for field, chooser in choosers.items():
            draft = found[id(seen.draft)]
            if field == COMPANY and (firm is not None or draft.scope.why in (FIRM, OF_WHOLE)):
                continue
            if field == REGION and (placed := _placed(seen, draft)) is not None:
                found[id(seen.draft)] = placed
                continue
            chosen = chooser.best(seen)
            counted = field == SEGMENT and draft.indicator is Indicator.PRODUCER_COUNT
            if counted and not _stands_behind(seen, chosen.text):
                continue
            found[id(seen.draft)] = _told_of(field, chosen, draft, explained=explained)
    told = dealt(section, spoken, [found[id(draft)] for draft in drafts])
    told = of_same_thing(spoken, moved_alike(spoken, alike(spoken, told)))
    return under_headers(section, spoken, with_lent_dates(section, spoken, told))


def _owned(draft: Draft, firm: str) -> Draft:
    """Return a reading of a firm; what its name tells is no segment beside it."""
    segment = draft.scope.segment
    inside = segment is not None and segment.casefold() in firm.casefold()
    return replace(
        draft, scope=replace(draft.scope, segment=None if inside else segment, entity=firm, why=FIRM)
    )


def _placed(seen: Seen, draft: Draft) -> Draft | None:
    """Return a reading whose place is told in so many words: behind it, taken up before, or none at all."""
    if placed_at(seen.statement.tokens, seen.at):
        return draft if draft.scope.region is not None else None
    if is_of_whole(seen):
        return replace(draft, scope=replace(draft.scope, region=None, entity=None, why=OF_WHOLE))
    place = place_taken_up(seen.section, seen.statement.sentence.start, draft.figure.start)
    if place is None or place == draft.scope.region:
        return draft if place is not None else None
    return replace(draft, scope=replace(draft.scope, region=place, why=PLACE_NAMED))


def _stands_behind(seen: Seen, text: str | None) -> bool:
    """Tell whether words stand behind the figure before: that one has a condition of its own."""
    start = seen.before[0].end if seen.before is not None else seen.statement.sentence.start
    return text is None or text in seen.section.section.body[start : seen.statement.sentence.end]


def _asks(seen: Seen) -> Asks:
    figure = seen.draft.figure
    return FIGURE, (figure.start, figure.end), None


def _holds(statement: Statement, places: Sequence[int]) -> bool:
    """Tell whether a sentence holds one of some places, which are in order."""
    sentence = statement.sentence
    at = bisect_left(places, sentence.start)
    return at < len(places) and places[at] < sentence.end


def _told_of(field: str, chosen: Chosen, draft: Draft, *, explained: bool) -> Draft:
    """Return a reading told of another thing, where that is likely enough."""
    now = told_in(draft.scope, field)
    if not chosen.is_other(now) or chosen.chance < LIKELY[field]:
        return draft
    if field == SEGMENT and (draft.scope.why == FRONTED or _names(draft, chosen.text)):
        return draft
    told = f"{field} {chosen.text}: by the weights ({chosen.chance / 10:.1f}%), not {now}"
    if explained:
        told += f"; most by {chosen.why()}"
    fields: dict[str, Any] = {field: chosen.text}
    return replace(draft, scope=replace(draft.scope, **fields, why="the weights"), why=(*draft.why, told))


def _names(draft: Draft, segment: str | None) -> bool:
    """Tell whether a segment says the same as the company or the place of a reading."""
    if segment is None:
        return False
    said = segment.casefold()
    entity, region = ((name or "").casefold() for name in (draft.scope.entity, draft.scope.region))
    return said == region or said in entity or (bool(entity) and entity in said)


def _may_give_way(now: str, other: str) -> bool:
    """Tell whether a basis and a way may be overruled by others.

    What was expected is told in so many words, and too seldom for weights to know more of it than its way.
    Where the basis stays, the opposite way would be a wrong sign, and words told it.
    """
    basis, _, way = now.partition("|")
    other_basis, _, other_way = other.partition("|")
    if basis == Basis.VS_EXPECTATION:
        return not way and other_basis == basis
    return basis != other_basis or not way or not other_way


def _is_named_beside(opinion: Opinion) -> bool:
    """Read "its profit doubled": what is measured stands right before a move that is told in one word."""
    draft, left = opinion.seen.draft, opinion.seen.left
    told = draft.figure.signed and bool(left) and left[-1].code(Kind.INDICATOR) is draft.indicator
    return told and opinion.seen.statement.tokens[opinion.seen.at].text.isalpha()


def _readable(chances: Mapping[str, int], figure: Figure) -> dict[str, int]:
    """Return the chances of each reading that a figure may have.

    Percentage points are never a level, and nor is what has a plus printed before it.
    """
    moved = figure.unit == "percentage_point" or (figure.signed and figure.value > 0)
    return {name: chance for name, chance in chances.items() if not (moved and name.startswith(Basis.LEVEL))}


def _measured(chances: Mapping[str, int], figure: Figure, basis: Basis) -> dict[str, int]:
    """Return the chances of each indicator that a figure may be of, and of none."""
    return {
        name: chance
        for name, chance in chances.items()
        if name == NONE or may_measure(figure, Indicator(name), basis)
    }


def _likeliest(chances: Mapping[str, int]) -> str:
    return max(chances, key=chances.__getitem__)


def _possible(opinion: Opinion, period: str) -> dict[str, int]:
    """Return the chances of each status that a period may have.

    A month to come has not been measured, and one that is over is foreseen no more where the grammar does not
    read that it was.
    """
    chances, month = opinion.statuses(period), opinion.seen.month
    to_come = len(period) != _DAY and is_later(period, month)
    draft, last = opinion.seen.draft, period.rpartition("/")[2][:_MONTH]
    base = draft.is_base or any(told.endswith(SET_AGAINST) for told in draft.why)
    gone = last < month[: len(last)] or (base and period == month)  # "from January's 3.3 Mt"
    over = draft.status is Status.ACTUAL and gone
    barred = Status.ACTUAL if to_come else Status.FORECAST if over else None
    return {name: chance for name, chance in chances.items() if name != barred}


def _most(opinion: Opinion, question: str, answer: str, period: str = "") -> str:
    return f"; most by {opinion.why(question, answer, period)}{opinion.context(question, answer)}"


def _review(
    opinion: Opinion, moved: tuple[str, str], beside: Draft | None, *, explained: bool
) -> Draft | Refusal:
    """Return what becomes of a reading.

    `moved` is the period of the one before, the grammar's and now; `beside` is the reading that it goes on
    with.
    """
    draft = opinion.seen.draft
    why: list[str] = []

    def settled(question: str, chances: Mapping[str, int], now: str, period: str = "", least: int = 0) -> str:
        other = _likeliest(chances)
        least = UNMEASURED if other == NONE else max(least, SURE[question])
        if other == now or chances[other] < least:
            return now
        told = f"{question} {other}: by the weights ({chances[other] / 10:.1f}%), not {now}"
        why.append(f"{told}{_most(opinion, question, other, period) if explained else ''}")
        return other

    chances = opinion.readings()
    now = reading_of(draft.basis, draft.direction)
    by_some = any(said in told for said in _IN_SO_MANY_WORDS for told in draft.why)
    readings = _readable(chances["reading"], draft.figure)
    held = by_some or is_bracketed_alike(opinion.seen) or _is_sum_earned(draft)
    gives_way = not held and _may_give_way(now, _likeliest(readings))
    if draft.basis is Basis.CHANGE and any(told.endswith(BY_DATE) for told in draft.why):
        gives_way = gives_way and not _likeliest(readings).startswith(_OF_LAST)  # "20% higher than in May"
    reading = settled("reading", readings, now) if gives_way else now
    measured = _measured(chances["indicator"], draft.figure, Basis(reading.partition("|")[0]))
    pointed = any(told.endswith(POINTED_TO) for told in draft.why)
    by_name = by_some or pointed or _is_named_beside(opinion)
    least = SELDOM if _is_taken_over(opinion) else 0
    indicator = draft.indicator if by_name else settled("indicator", measured, draft.indicator, least=least)
    if beside is not None and indicator not in (beside.indicator, NONE) and beside.indicator in measured:
        why.append(f"indicator {beside.indicator}: {_AS_LEVEL}")
        indicator = beside.indicator
    if indicator == NONE:
        return Refusal(draft.figure, Reason.NOT_A_METRIC, why[-1])
    if beside is not None and is_of_same_trade(draft, beside):
        why.append(PARTNER)
    own = DATED if any(told.endswith(OWN) for told in draft.why) else 0
    periods = opinion.periods()
    followed = any(told.endswith(AS_BEFORE) for told in draft.why) and moved[0] == draft.period
    along = beside is not None and moved[0] == draft.period
    if along or (followed and draft.period != moved[1] and periods.get(moved[1], 0) > FOLLOWED):
        if draft.period != moved[1]:
            why.append(f"period {moved[1]}: {AS_BEFORE}")
        period = moved[1]
    else:
        rivals = _rivals(opinion, periods) if own and _is_within_time_to_come(opinion) else periods
        rivals = later_than_month(periods, opinion.seen.month) if goes_on_ahead(opinion.seen) else rivals
        period = (
            draft.period if is_dated_in_words(opinion) else settled("period", rivals, draft.period, least=own)
        )
    statuses = _possible(opinion, period)
    told = _status_told(draft, period, beside if along else None, statuses)
    told = told if indicator == draft.indicator else None  # the size of a plant is planned, output foreseen
    if told not in (None, draft.status):
        why.append(f"status {told}: {_AS_LEVEL}")
    least = PLANNED if draft.status is Status.TARGET else 0
    status = told or settled("status", statuses, draft.status, period, least)
    asked = (
        (chances["reading"], reading),
        (_lent(beside, indicator) or chances["indicator"], indicator),
        (periods, period),
        (statuses, status),
    )
    read = _with(opinion, reading, indicator, period, status, why) if why else draft
    return replace(read, chance=_chance(*asked))


def _is_taken_over(opinion: Opinion) -> bool:
    """Tell whether a figure goes on with a measure that weights know little of, or with a part of a whole."""
    draft = opinion.seen.draft
    seldom = draft.indicator in _SELDOM or of_the_whole(opinion.seen.left)
    return seldom and f"indicator {draft.indicator}: {AS_BEFORE}" in draft.why


def _status_told(
    draft: Draft, period: str, beside: Draft | None, statuses: Mapping[str, int]
) -> Status | None:
    """Return the status that words foretell, or that the level of a move to come has; None: weights say."""
    if any(told.endswith((FORETOLD, REVISED)) for told in draft.why):
        return draft.status
    if beside is None or draft.status is Status.ACTUAL or beside.period != period:
        return None
    return beside.status if beside.status in statuses else None


def _is_sum_earned(draft: Draft) -> bool:
    """Tell whether a sum in all was lost or earned ("lost 186 million yuan"), and not by the tonne."""
    in_all = unit_kind(draft.figure.unit or "count") is UnitKind.MONEY
    return in_all and any(told.endswith(EARNED) for told in draft.why)


def _lent(beside: Draft | None, indicator: str) -> dict[str, int] | None:
    """Return the chance of an indicator that a figure has from the one it goes on with, or None."""
    chance = beside.chance if beside is not None and beside.indicator == indicator else None
    return None if chance is None else {indicator: chance}


def _so_far(month: str, read: Draft | Refusal) -> Draft | Refusal:
    """Return a reading of the year up to the month of the report, where that year is told as over."""
    if not isinstance(read, Draft) or read.period != month[:_YEAR] or month.endswith("-12"):
        return read
    if read.status is not Status.ACTUAL or read.indicator not in _FLOWS:
        return read
    return replace(read, period=f"{read.period}-01/{month}", why=(*read.why, _UNENDED))


_UNENDED = "of the year so far: the rest of it has not come"


def _is_within_time_to_come(opinion: Opinion) -> bool:
    """Read "output in February is expected to": what "in" leads to, and not "until next May"."""
    seen = opinion.seen
    if seen.draft.period[:_MONTH] <= seen.month:
        return False
    statement = seen.statement
    named = (statement.place_at(time.start) for time in statement.times if time.period == seen.draft.period)
    return any(at and statement.tokens[at - 1].low in WITHIN for at in named)


def _rivals(opinion: Opinion, periods: Mapping[str, int]) -> dict[str, int]:
    """Return the periods that may overrule an own date to come: the report's month, and those that are named.

    Their chances are those among each other.
    """
    seen = opinion.seen
    named = {seen.draft.period, seen.month, *(time.period for time in seen.statement.times)}
    found = {period: chance for period, chance in periods.items() if period in named}
    whole = sum(found.values())
    return {period: chance * WHOLE // whole for period, chance in found.items()} if whole else found


def _chance(*asked: tuple[Mapping[str, int], str]) -> int:
    """Return the chance that answers are all right, in per mille, each beside the chances of its question."""
    return round(WHOLE * math.prod(chances.get(answer, 0) / WHOLE for chances, answer in asked))


def _named(opinion: Opinion, *, explained: bool) -> Draft | None:
    """Return the reading of a figure that no words name, by the weights alone, where all of it is likely."""
    draft, chances = opinion.seen.draft, opinion.readings()
    readings = _readable(chances["reading"], draft.figure)
    reading = _likeliest(readings)
    basis = Basis(reading.partition("|")[0])
    change = basis is not Basis.LEVEL
    may_be = {
        name: chance
        for name, chance in chances["indicator"].items()
        if name != NONE
        and fits(Indicator(name), draft.figure.unit or "", change=change)
        and may_measure(draft.figure, Indicator(name), basis)
    }
    if not may_be:
        return None
    periods = opinion.periods()
    if any(told.endswith(OWN) for told in draft.why) and _is_within_time_to_come(opinion):
        periods = _rivals(opinion, periods)
    if goes_on_ahead(opinion.seen):
        periods = later_than_month(periods, opinion.seen.month)
    indicator, period = _likeliest(may_be), _likeliest(periods)
    chance = may_be[indicator] * readings[reading] * periods[period] // WHOLE**2
    of_nothing = any(told.endswith(OF_NOTHING) for told in draft.why)
    if chance < (GUESSED if of_nothing or (change and _is_still(opinion)) else MEASURED):
        return None
    statuses = _possible(opinion, period)
    status = _likeliest(statuses)
    why = f"read by the weights ({chance / 10:.1f}%)"
    if explained:
        why += _most(opinion, "indicator", indicator)
    read = _with(opinion, reading, indicator, period, status, [why])
    return replace(
        read,
        is_unnamed=False,
        chance=_chance((readings, reading), (may_be, indicator), (periods, period), (statuses, status)),
    )


def _is_still(opinion: Opinion) -> bool:
    """Tell whether no sign and no word around a figure tells of a move."""
    seen = opinion.seen
    tokens = seen.statement.tokens[max(0, seen.at - AROUND) : seen.at + AROUND]
    return not seen.draft.figure.signed and not any(token.has_any(*_MOVING) for token in tokens)


def _with(
    opinion: Opinion, reading: str, indicator: str, period: str, status: str, why: Sequence[str]
) -> Draft:
    draft, statement = opinion.seen.draft, opinion.seen.statement
    basis, _, way = reading.partition("|")
    earned = basis == Basis.LEVEL and indicator == Indicator.PROFIT
    place = statement.place_at(draft.figure.start)
    sized = basis == Basis.CHANGE and indicator in _SIZES and len(period) == _DAY
    if draft.figure.signed and draft.indicator is Indicator.PROFIT and way and not earned:
        way = Direction.DOWN if draft.figure.value < 0 else Direction.UP  # as printed: it is of no loss
    return replace(
        draft,
        indicator=Indicator(indicator),
        basis=Basis(basis),
        direction=Direction(way) if way else None,
        negative=earned
        and (draft.negative or (not draft.figure.signed and is_loss(statement.tokens, place))),
        period=period[:_MONTH] if sized else period,  # "150,000 mt/year were started up on April 20"
        status=Status(status),
        why=(*draft.why, *why),
    )
