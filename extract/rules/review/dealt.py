"""Dealt: "down 5 and 3 points respectively" gives each of some figures its own of as many told before.

What stands beside a figure is the same for all in such a row, so that weights find all of them told of the
nearest. The order settles it: that of the figures before the row, of places, or of the parts of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from extract.document import Annotated
from extract.rules.bases import between
from extract.rules.context import Statement
from extract.rules.draft import Draft, by_sentence
from extract.rules.light import is_light
from extract.rules.outlook import is_later
from extract.rules.regions import place_lists
from extract.rules.respective import figure_at
from extract.rules.review.named import PARTING
from extract.rules.scope import Scope, home
from extract.rules.times import Time
from extract.rules.tokens import Kind, Token
from extract.rules.told_again import ordinal
from schemas.vocabulary import Basis, Status

__all__ = ["DEALT", "dealt"]

DEALT = "its place in the order"
"""Why a figure is told of the one in its place, of several told before."""
_SAID = "respectively"
_NEAR, _CLOSE = 12, 3
_PAIR = 2
_REACH = 60
_BETWEEN = frozenset({",", "and", "or"})
_TIMES_GAP = re.compile(r",?\s+(?:and\s+)?(?:in\s+)?(?:last\s+)?|,\s+")
_Row = Sequence[Draft]


def dealt(section: Annotated, spoken: Sequence[Statement], drafts: Sequence[Draft]) -> list[Draft]:
    """Return readings in their order, each figure of a row with its own scope, or time, as the words say."""
    found = {id(draft): draft for draft in drafts}
    sentences = by_sentence(drafts)
    for statement in spoken:
        within = sentences.get(statement.sentence.number, [])
        for row in _rows(statement.tokens, within):
            now = [found[id(draft)] for draft in row]
            before = [found[id(draft)] for draft in within if draft.figure.end <= row[0].figure.start]
            for draft, scope in zip(row, _scopes(section, statement, now, before), strict=False):
                found[id(draft)] = _dealt(found[id(draft)], scope=replace(scope, why=DEALT))
            periods = _periods(section, statement, now)
            ahead = any(is_later(period, section.month) for period in periods)
            for draft, period in zip(row, periods, strict=False):
                status = found[id(draft)].status
                if ahead and status is not Status.TARGET:
                    status = Status.FORECAST if is_later(period, section.month) else Status.ACTUAL
                found[id(draft)] = _dealt(found[id(draft)], period=period, status=status)
            for draft, basis in zip(row, _bases(section, statement, now), strict=False):
                found[id(draft)] = _dealt(found[id(draft)], basis=basis)
        for draft, scope in _of_two(section, statement, [found[id(draft)] for draft in within], within):
            found[id(draft)] = _dealt(found[id(draft)], scope=replace(scope, why=DEALT))
    return [found[id(draft)] for draft in drafts]


def _dealt(draft: Draft, **told: Any) -> Draft:
    return replace(draft, **told, why=(*draft.why, DEALT))


def _rows(tokens: Sequence[Token], within: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Yield the rows of figures that are told in turn: the one beside the word, and that which it is from."""
    runs: list[list[Draft]] = []
    for draft in within:
        if runs and _is_joined(tokens, runs[-1][-1], draft):
            runs[-1].append(draft)
        else:
            runs.append([draft])
    for at, row in enumerate(runs):
        from_ = runs[at - 1] if at else []
        if len(row) < _PAIR or not (_is_said_of(tokens, row) or _takes_up(tokens, from_, row)):
            continue
        if len(from_) == len(row) and tokens[max(0, figure_at(tokens, from_[0]) - 1)].low == "from":
            yield from_
        yield row


def _is_joined(tokens: Sequence[Token], one: Draft, two: Draft) -> bool:
    between = tokens[figure_at(tokens, one) + 1 : figure_at(tokens, two)]
    return one.is_change is two.is_change and all(
        token.figure is None
        and (token.low in _BETWEEN or token.has_any(Kind.TREND, Kind.MOVE, Kind.BASIS) or is_light(token))
        for token in between
    )


def _takes_up(tokens: Sequence[Token], levels: _Row, row: _Row) -> bool:
    """Read "410,000 mt and 92,000 mt, up 2% and down 3% MoM": a move for each level right before."""
    if len(levels) != len(row) or levels[0].is_change or len({draft.basis for draft in row}) > 1:
        return False
    between = tokens[figure_at(tokens, levels[-1]) + 1 : figure_at(tokens, row[0])]
    return row[0].is_change and all(
        token.text == "," or token.has_any(Kind.TREND, Kind.MOVE) or is_light(token) for token in between
    )


def _is_said_of(tokens: Sequence[Token], row: _Row) -> bool:
    """Tell whether the word stands beside a row, with no figure between."""
    first, last = figure_at(tokens, row[0]), figure_at(tokens, row[-1])
    behind = next((at for at in range(last + 1, len(tokens)) if tokens[at].figure is not None), len(tokens))
    near = (*tokens[max(0, first - _CLOSE) : first], *tokens[last + 1 : min(behind, last + 1 + _NEAR)])
    return any(token.low == _SAID for token in near)


def _scopes(section: Annotated, statement: Statement, row: _Row, before: _Row) -> Sequence[Scope]:
    """Return the scope of each figure of a row, or none where each has its own, or no order is told."""
    joint = next((places for draft in row if len(places := _parts(draft.scope.region)) == len(row)), ())
    if joint:
        return [replace(draft.scope, region=place) for draft, place in zip(row, joint, strict=True)]
    parts = PARTING.split(row[0].scope.segment or "")
    if len(set(map(_told, row))) == len(row) != len(parts):
        return ()
    if len(parts) == len(row) and len({draft.scope.segment for draft in row}) == 1:
        return [replace(draft.scope, segment=part) for draft, part in zip(row, parts, strict=True)]
    end = row[-1].figure.end
    behind = _places(section, row, end, section.section.body.find(_SAID, end, end + _REACH))
    if behind:
        return [replace(draft.scope, region=place) for draft, place in zip(row, behind, strict=True)]
    begin, start = statement.sentence.start, row[0].figure.start
    places = _places(section, row, before[-1].figure.end if before else begin, start)
    told = list({_told(draft): draft.scope for draft in before[::-1]}.values())[: len(row)][::-1]
    if not places and len(told) == len(row):
        return told
    places = places or _places(section, row, begin, start)
    return [replace(draft.scope, region=place) for draft, place in zip(row, places, strict=False)]


def _of_two(
    section: Annotated, statement: Statement, now: _Row, within: _Row
) -> Iterator[tuple[Draft, Scope]]:
    """Yield each figure of "the former" or "the latter" with what that takes up: a scope, or a place."""
    for at, draft in enumerate(now):
        place = ordinal(statement.tokens, draft)
        if place is None:
            continue
        levels = [each for each in now[:at] if not each.is_change and ordinal(statement.tokens, each) is None]
        places = _places(section, [draft] * _PAIR, statement.sentence.start, draft.figure.start)
        if len(levels) == _PAIR and _told(levels[0]) != _told(levels[1]):
            yield within[at], levels[place].scope
        elif not levels and len(places) == _PAIR:
            yield within[at], replace(draft.scope, region=places[place])


def _periods(section: Annotated, statement: Statement, row: _Row) -> Sequence[str]:
    """Return the periods of as many times named side by side behind a row or before it, or none."""
    behind, alike = _behind(section, statement, row), len({(d.period, _told(d)) for d in row}) == 1
    before = [t for t in statement.times if t.end <= row[0].figure.start and not t.compared][-len(row) :]
    if behind and not any(time.compared for time in behind):
        return [time.period for time in behind]
    return [t.period for t in before] if alike and _are_joined(section, before, row) else ()


def _bases(section: Annotated, statement: Statement, row: _Row) -> Sequence[Basis]:
    """Return the comparisons of a row with as many times behind it: "from May and last June respectively"."""
    behind = _behind(section, statement, row)
    if not behind or not behind[0].compared or not all(draft.is_change for draft in row):
        return ()
    bases = [between(time, draft.period) for time, draft in zip(behind, row, strict=True)]
    return [basis for basis in bases if basis is not None] if None not in bases else ()


def _behind(section: Annotated, statement: Statement, row: _Row) -> Sequence[Time]:
    last = row[-1].figure.end
    times = [time for time in statement.times if last <= time.start <= last + _REACH][: len(row)]
    return times if _are_joined(section, times, row) else ()


def _are_joined(section: Annotated, times: Sequence[Time], row: _Row) -> bool:
    gaps = [section.section.body[one.end : two.start] for one, two in pairwise(times)]
    return len(times) == len(row) and all(_TIMES_GAP.fullmatch(gap) for gap in gaps)


def _places(section: Annotated, row: _Row, begin: int, end: int) -> Sequence[str]:
    """Return the last list of as many places as a row has figures, in some run of the body, or none."""
    at_home = home(section)
    lists = (
        [place.meant for place in listed if place.meant not in at_home]
        for listed in place_lists(section.section.body[begin : max(begin, end)])
    )
    return next((listed for listed in reversed(list(lists)) if len(listed) == len(row)), ())


def _parts(region: str | None) -> Sequence[str]:
    return region.split(", ") if region else ()


def _told(draft: Draft) -> tuple[str | None, ...]:
    scope = draft.scope
    return tuple(text and text.casefold() for text in (scope.segment, scope.region, scope.entity))
