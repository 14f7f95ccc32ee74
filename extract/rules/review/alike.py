"""Alike: what one verb, one comparative or one sum tells of several figures of a sentence.

"A lost 120,000 mt from March, B 45,000 mt" tells two moves, and "X made 312,000 oz, 11,000 oz less than in
January, and Y 41,000 oz" two levels. Words near the later figure do not say so, so that a move would be read
as a level of that size; what they stand in does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, takewhile

from extract.rules.context import Statement
from extract.rules.dating import CLAUSE_DATE, OWN
from extract.rules.draft import Draft, by_sentence
from extract.rules.light import BREAKS, is_light
from extract.rules.phrase import is_verb
from extract.rules.respective import figure_at
from extract.rules.role import TURNS
from extract.rules.tokens import Kind, Token
from schemas.periods import month_after
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Basis

__all__ = ["ALIKE", "alike"]

ALIKE = "as the figure that it is told with"
"""Why a figure is a move, or a level, though no word of its own says so."""
_VERBS = (
    Kind.MOVE,
    Kind.LEVEL,
    Kind.TREND,
    Kind.KEEPING,
    Kind.FUTURE,
    Kind.BEHIND,
    Kind.COMPARING,
    Kind.BASIS,
)
_MOVING = (Kind.MOVE, Kind.TREND, Kind.BEHIND, Kind.COMPARING, Kind.BASIS)
_BEING = frozenset("is are was were has had have will came went took stood".split())
_APART = frozenset("short away out shy off ahead better worse".split())
_LEADING = frozenset("to by from of with at than which that or but yet though whereas while".split())
_WHERE = frozenset({"at", "in", "for", "from"})
_OF_WHOM = frozenset({"for", "at", "in", "among"})
_ASIDE = frozenset({"up", "down", "plus", "minus", "off"})
_MORE = (("another",), ("a", "further"), ("an", "additional"), ("a", "additional"))
_HEDGES = frozenset({"about", "around", "some", "roughly", "nearly", "approximately"})
_NAMED, _PAIR, _YEAR, _MONTH = 8, 2, 12, 7
_FAR_OFF = 20
_EXACT, _CLOSE = Decimal("0.002"), Decimal("0.04")
_SUMMED = frozenset({UnitKind.AMOUNT, UnitKind.RATE_OF_FLOW, UnitKind.COUNT})


def alike(spoken: Sequence[Statement], drafts: Sequence[Draft]) -> list[Draft]:
    """Return readings in their order, with those read otherwise that a figure beside them settles."""
    found = {id(draft): draft for draft in drafts}
    sentences = by_sentence(drafts)
    for statement in spoken:
        within = sentences.get(statement.sentence.number, [])
        if len(within) < _PAIR:
            continue
        for rule in (_parts, _converted, _compared, _of_move, _gapped, _drawn_from):
            now = [found[id(draft)] for draft in within]
            for at, leader in rule(statement.tokens, now):
                found[id(within[at])] = _like(now[at], now[leader])
        now = [found[id(draft)] for draft in within]
        for at, basis in _bases(statement.tokens, now):
            found[id(within[at])] = replace(now[at], basis=basis, why=(*now[at].why, ALIKE))
    return [found[id(draft)] for draft in drafts]


def _like(draft: Draft, leader: Draft) -> Draft:
    """Return a reading that moves as another does, or is a level as it is; its own date stays its own."""
    moved = leader.is_change
    told = replace(
        draft,
        indicator=leader.indicator,
        basis=leader.basis,
        direction=leader.direction if moved else None,
        negative=draft.negative and not moved,
        why=(*draft.why, ALIKE),
    )
    if any(why.endswith((OWN, CLAUSE_DATE)) for why in draft.why):
        return told
    return replace(told, period=leader.period, status=leader.status)


def _parts(tokens: Sequence[Token], drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Read "cost 85,000 mt: 30,000 mt of rod, 45,000 mt of wire and 10,000 mt of tube": they add up to it."""
    for lead, whole in enumerate(drafts):
        if not whole.is_change or unit_kind(whole.figure.unit or "count") not in _SUMMED:
            continue
        left = abs(whole.figure.value)
        for at in range(lead + 1, len(drafts)):
            part = drafts[at].figure
            if part.unit != whole.figure.unit or part.signed:
                break
            left -= part.value
            if at > lead + 1 and abs(left) <= _EXACT * abs(whole.figure.value):
                yield from (
                    (each, lead) for each in range(lead + 1, at + 1) if _is_other(drafts[each], whole)
                )
                break


def _converted(tokens: Sequence[Token], drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Read "1,200 mt or 3.7% below September's 32,200 mt": one move, told twice.

    The amount is such a share of a level of the sentence; without one it is not known to be.
    """
    for at, (one, two) in enumerate(pairwise(drafts)):
        units = (one.figure.unit == "percent", two.figure.unit == "percent")
        if units != (False, True) or one.is_change or not two.is_change or one.figure.signed:
            continue
        between = [t.low for t in tokens[figure_at(tokens, one) + 1 : figure_at(tokens, two)]]
        if "or" not in between or any(low not in ("or", ",", "about", "some", "around") for low in between):
            continue
        if any(_is_share(one, two, level) for level in drafts if level is not one and not level.is_change):
            yield at, at + 1


def _is_share(amount: Draft, percent: Draft, level: Draft) -> bool:
    """Tell whether an amount is so many percent of a level, or of what a level was before."""
    if level.figure.unit != amount.figure.unit or not percent.figure.value:
        return False
    whole = amount.figure.value * 100 / abs(percent.figure.value)
    step = amount.figure.value * (-1 if percent.direction == "up" else 1)
    bases = (level.figure.value, level.figure.value + step)
    return any(abs(whole - base) <= _CLOSE * whole for base in bases)


def _gapped(tokens: Sequence[Token], drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Read "zinc lost 200 yuan/mt, lead 90 yuan/mt": the verb is told once, and so is what it tells."""
    settled = dict(enumerate(drafts))
    for at in range(1, len(drafts)):
        draft, before = drafts[at], drafts[at - 1]
        left = tokens[figure_at(tokens, before) + 1 : figure_at(tokens, draft)]
        if draft.figure.signed or ALIKE in draft.why or _is_told(tokens, draft):
            continue
        if (
            before.is_change
            and before.figure.unit == draft.figure.unit
            and _is_parallel(tokens, before, draft)
        ):
            yield at, at - 1
            continue
        if not (_names_other(left) or _says_more(left, before)):
            continue
        lead = next((i for i in range(at - 1, -1, -1) if _is_led(tokens, drafts, i, draft)), None)
        if lead is None or not _goes_with(tokens, drafts, lead, at):
            continue
        if _is_other(draft, settled[lead]):
            settled[at] = _like(draft, settled[lead])
            yield at, lead


def _names_other(left: Sequence[Token]) -> bool:
    """Tell whether tokens between two figures end in the name of another thing: "from March, at small mills".

    What stands before the last comma, or "and", is the first figure's own.
    """
    cut = max((i for i, token in enumerate(left) if token.text in BREAKS), default=None)
    if cut is None:
        cut = max((i for i, token in enumerate(left) if token.low == "and"), default=None)
    if cut is None or left[cut].text not in ",and" or any(token.text == ";" for token in left):
        return False
    named = [token for token in left[cut + 1 :] if not is_light(token) and token.low != "and"]
    if named and named[0].low in _WHERE:
        named = named[1:]
    if not named or len(named) > _NAMED:
        return False
    return not any(
        is_verb(token) or token.has_any(*_VERBS) or token.low in _LEADING or token.kind == Kind.DATE
        for token in named
    )


def _is_parallel(tokens: Sequence[Token], before: Draft, draft: Draft) -> bool:
    """Read "390 mt for steel-slag producers and 250 mt for stone-coal producers"."""
    first, second = figure_at(tokens, before), figure_at(tokens, draft)
    left, lead = tokens[first + 1 : second], tokens[second + 1 : second + 2]
    joined = bool(left) and left[-1].low == "and" and left[0].low in _OF_WHOM
    return joined and bool(lead) and lead[0].low == left[0].low and not any(map(is_verb, left[1:]))


def _is_told(tokens: Sequence[Token], draft: Draft) -> bool:
    """Tell whether a figure has words of its own behind it: "8% fewer", "1,200 mt/day was lit again"."""
    place = figure_at(tokens, draft) + 1
    behind = list(takewhile(lambda token: token.text not in BREAKS and token.low != "and", tokens[place:]))
    first = next((token for token in behind if not is_light(token)), None)
    if first is not None and (first.has_any(*_MOVING) or first.low in _APART):
        return True
    return any(token.low in _BEING for token in behind)


def _says_more(left: Sequence[Token], before: Draft) -> bool:
    """Tell whether tokens between two figures add to a move: "and another", "and a further"."""
    lows = [token.low for token in left if token.kind != Kind.DATE]
    ends = any(tuple(lows[-len(more) :]) == more for more in _MORE)
    return before.is_change and ends and not any(token.has_any(*_VERBS) for token in left)


def _is_led(tokens: Sequence[Token], drafts: Sequence[Draft], at: int, draft: Draft) -> bool:
    """Tell whether a figure has a verb of its own before it, and the unit of another one."""
    leader = drafts[at]
    if leader.is_base or not _is_of_unit(leader, draft):
        return False
    begin = figure_at(tokens, drafts[at - 1]) + 1 if at else 0
    left = tokens[begin : figure_at(tokens, leader)]
    verb = next(
        (i for i in range(len(left) - 1, -1, -1) if left[i].has_any(Kind.MOVE, Kind.LEVEL, Kind.ACTION)), None
    )
    return verb is not None and not (verb and left[verb - 1].text in BREAKS) and left[verb].low not in _ASIDE


def _is_of_unit(leader: Draft, draft: Draft) -> bool:
    units = (leader.figure.unit, draft.figure.unit)
    return units[0] == units[1] or (
        leader.is_change and {unit_kind(unit or "count") for unit in units} == {UnitKind.MONEY_PER_MEASURE}
    )


def _goes_with(tokens: Sequence[Token], drafts: Sequence[Draft], lead: int, at: int) -> bool:
    """Tell whether a figure can be told by the verb of another: a move of like size, or a level."""
    leader, draft = drafts[lead], drafts[at]
    if leader.is_change:
        if leader.direction not in TURNS or leader.basis is Basis.VS_EXPECTATION:
            return False
        near = abs(draft.figure.value) <= _FAR_OFF * abs(leader.figure.value)
        if leader.figure.unit == draft.figure.unit:
            return near and draft.indicator is leader.indicator
        place = figure_at(tokens, draft)
        return [token.low for token in tokens[place + 1 : place + 3]] == [",", "to"]
    apart = lead == at - 1  # a level right behind a level is read by its own words
    return not apart and draft.figure.unit != "percent" and leader.indicator is draft.indicator


def _compared(tokens: Sequence[Token], drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Read "the former 300 yuan/mt and the latter 250 yuan/mt lower": the comparative is told once."""
    for at, (one, two) in enumerate(pairwise(drafts)):
        if one.is_change or not two.is_change or one.figure.unit != two.figure.unit or one.figure.signed:
            continue
        begin = figure_at(tokens, drafts[at - 1]) + 1 if at else 0
        first, second = figure_at(tokens, one), figure_at(tokens, two)
        behind = tokens[second + 1 : second + 2]
        if not behind or not behind[0].has_any(Kind.BEHIND, Kind.TREND, Kind.COMPARING):
            continue
        between = tokens[first + 1 : second]
        if (
            between
            and between[0].low == "and"
            and _names_other(between)
            and _names_other(tokens[begin:first])
        ):
            yield at, at + 1


def _of_move(tokens: Sequence[Token], drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Read "went up by 24,000 mt, Hunan contributing 13,000 mt of the increase": a part of that move."""
    for at in range(1, len(drafts)):
        draft, before = drafts[at], drafts[at - 1]
        place = figure_at(tokens, draft)
        behind = tokens[place + 1 : place + 4]
        of_it = [token.low for token in behind[:2]] == ["of", "the"] and behind[2:]
        if not of_it or draft.is_change or not before.is_change or before.figure.unit != draft.figure.unit:
            continue
        if behind[2].has(Kind.TREND) and behind[2].code(Kind.TREND) is before.direction:
            yield at, at - 1


def _drawn_from(tokens: Sequence[Token], drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Read "of the 1.71 Mt that arrived, Oman sent 1.42 Mt", "bought 3.7 GW of the 8.9 GW exported"."""
    for at, (one, two) in enumerate(pairwise(drafts)):
        if one.is_change or two.is_change or one.figure.unit != two.figure.unit or _is_same(one, two):
            continue
        begin = figure_at(tokens, drafts[at - 1]) + 1 if at else 0
        first, second = figure_at(tokens, one), figure_at(tokens, two)
        lead = [token.low for token in tokens[begin:first] if token.low not in _HEDGES]
        between = [token.low for token in tokens[first + 1 : second] if token.low not in _HEDGES]
        if lead[-2:] == ["of", "the"] and len(lead) == _PAIR and "," in between:
            yield from _parts_of(tokens, drafts, at)
        elif between == ["of", "the"] and one.figure.value < two.figure.value:
            yield at, at + 1


def _parts_of(tokens: Sequence[Token], drafts: Sequence[Draft], whole: int) -> Iterator[tuple[int, int]]:
    """Yield the amounts behind a whole, one by one, as long as they are no more than it together."""
    left = drafts[whole].figure.value
    for at in range(whole + 1, len(drafts)):
        part = drafts[at]
        if part.is_change or part.figure.unit != drafts[whole].figure.unit or part.figure.value > left:
            return
        left -= part.figure.value
        if not _is_same(part, drafts[whole]):
            yield at, whole


def _is_same(one: Draft, two: Draft) -> bool:
    return (one.indicator, one.period) == (two.indicator, two.period)


def _bases(tokens: Sequence[Token], drafts: Sequence[Draft]) -> Iterator[tuple[int, Basis]]:
    """Read "1.9% higher and 0.7% lower YoY", and of June 2025 "against 900 mt in June 2024, it grew 4%"."""
    for at, draft in enumerate(drafts):
        if not draft.is_change or _is_stated(draft):
            continue
        behind = drafts[at + 1] if at + 1 < len(drafts) else None
        if behind is not None and behind.is_change and behind.figure.unit == draft.figure.unit:
            first, second = figure_at(tokens, draft), figure_at(tokens, behind)
            between, after = tokens[first + 1 : second], tokens[second + 1 : second + 3]
            joined = len(between) == _PAIR and between[0].has(Kind.BEHIND) and between[1].low == "and"
            if joined and len(after) == _PAIR and after[0].has(Kind.BEHIND) and after[1].has(Kind.BASIS):
                yield at, behind.basis
        bases = {
            each.period for each in drafts[:at] if not each.is_change and each.indicator is draft.indicator
        }
        if len(draft.period) == _MONTH and bases == {month_after(draft.period, -_YEAR)}:
            yield at, Basis.YOY


def _is_stated(draft: Draft) -> bool:
    """Tell whether words say what a move is compared with."""
    return not any(told.startswith("basis ") and _UNSTATED.search(told) for told in draft.why)


_UNSTATED = re.compile(r"no comparison|of a level that it led to")


def _is_other(draft: Draft, leader: Draft) -> bool:
    return draft.basis is not leader.basis or draft.direction is not leader.direction
