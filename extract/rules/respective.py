"""Respective figures: "A, B and C were 1, 2 and 3" gives each member of the list its own figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from extract.document import Annotated
from extract.rules.draft import Draft, Outcome
from extract.rules.fitting import may_measure
from extract.rules.phrase import is_verb
from extract.rules.places import is_light
from extract.rules.role import TURNS
from extract.rules.scope import Scope, is_group, scoped
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Basis

__all__ = ["BESIDE", "LISTED", "TAKEN_UP", "distributed", "spread", "taken_up", "told_again"]

LISTED = "its place in the list"
"""Why a figure is told of a member of a list."""
BESIDE, TAKEN_UP = "a move, as the one beside it", "what 'the former' or 'the latter' takes up"
"""Why a figure moves as one beside it, and why a move is of what was measured before."""
_PAIR = 2
_NEAR, _REACH = 3, 8
_AGAIN = frozenset({"that is", "that", "i.e", "equivalent", "equal", "respectively"})
_EVERY = frozenset({"all", "both", "each"})
_RATIOS = ("percent", "percentage_point")
_BETWEEN = frozenset({",", "and", "or", "to"})
_ARTICLES = frozenset({"the", "a", "an", "both"})


def distributed(
    section: Annotated, tokens: Sequence[Token], outcomes: list[Outcome], own: frozenset[str]
) -> list[Outcome]:
    """Give each of several figures that stand side by side its own member of the list before them.

    Where two comparisons are told ahead of two moves, each has its own. Where the words say "respectively"
    and the list cannot be told apart, the figures have no segment: one of the members would be another's.
    """
    done = _moved_alike(tokens, outcomes)
    for row in _rows(tokens, done):
        drafts = [done[i] for i in row]
        first = next(i for i, t in enumerate(tokens) if t.figure is drafts[0].figure)
        if first and tokens[first - 1].low == "from":
            continue  # "from 12 to 14": one thing that moved
        scopes = _members(section, tokens[:first], len(row), own)
        moved = [draft for draft in drafts if isinstance(draft, Draft) and draft.is_change]
        bases = _bases(tokens[:first]) if len(row) == len(moved) == _PAIR else ()
        for place, index in enumerate(row):
            draft = done[index]
            if not isinstance(draft, Draft):
                continue
            if bases:
                why = f"basis {bases[place]}: the comparison of its place, told ahead"
                done[index] = replace(draft, basis=bases[place], why=(*draft.why, why))
                continue
            if scopes is not None:
                told = replace(scopes[place], region=scopes[place].region or _alone(draft.scope.region))
                done[index] = replace(draft, scope=replace(told, why=LISTED), why=(*draft.why, LISTED))
            elif any(token.low == "respectively" for token in tokens):
                done[index] = replace(draft, scope=replace(draft.scope, segment=None))
    return done


def _moved_alike(tokens: Sequence[Token], outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Read "6.0 and 3.2 percentage points lower than in May": each is a move; points are no level."""
    done = list(outcomes)
    for at in range(len(done) - 2, -1, -1):
        one, two = done[at], done[at + 1]
        if not (isinstance(one, Draft) and isinstance(two, Draft)) or one.is_change or not two.is_change:
            continue
        between = {t.low for t in tokens if one.figure.end <= t.start < two.figure.start}
        points = one.figure.unit == two.figure.unit == "percentage_point"
        alike = one.figure.unit == two.figure.unit and _is_respective(tokens, two)
        if (points or (alike and not _leads_to_level(tokens, one))) and between <= _BETWEEN - {"to"}:
            done[at] = replace(two, figure=one.figure, scope=one.scope, why=(*one.why, BESIDE))
    for at in range(1, len(done)):
        one, two = done[at - 1], done[at]
        if not (isinstance(one, Draft) and isinstance(two, Draft)) or not one.is_change:
            continue
        joint = [t.low for t in tokens if one.figure.end <= t.start < two.figure.start]
        follows = two.direction is one.direction and two.figure.unit != one.figure.unit
        follows = follows or not two.is_change
        follows = follows and not _leads_to_level(tokens, one)
        if joint == ["and"] and one.direction in TURNS and follows and _is_respective(tokens, two):
            done[at] = replace(one, figure=two.figure, scope=two.scope, why=(*two.why, BESIDE))
    return done


def told_again(tokens: Sequence[Token], outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Read "560 mt short of May and 930 mt short of June last year, that is, 4.7% and 7.6% lower".

    Two moves that tell two others in percent have their comparisons.
    """
    done = list(outcomes)
    for at in range(len(done) - 3):
        four = [each for each in done[at : at + 4] if isinstance(each, Draft) and each.is_change]
        if len(four) < 4 or len({each.indicator for each in four}) > 1:
            continue
        one, two, first, second = four
        units = [each.figure.unit in _RATIOS for each in four]
        between = {t.low for t in tokens if two.figure.end <= t.start < first.figure.start}
        if (
            units != [False, False, True, True]
            or between.isdisjoint(_AGAIN)
            or first.basis is not second.basis
        ):
            continue
        done[at + 2] = replace(first, basis=one.basis, direction=one.direction, why=(*first.why, BESIDE))
        done[at + 3] = replace(second, basis=two.basis, direction=two.direction, why=(*second.why, BESIDE))
    return done


def _leads_to_level(tokens: Sequence[Token], draft: Draft) -> bool:
    at = next(i for i, token in enumerate(tokens) if token.figure is draft.figure)
    return at > 0 and tokens[at - 1].low in ("to", "at")


def _is_respective(tokens: Sequence[Token], last: Draft) -> bool:
    """Tell whether "respectively" is said of a figure and the one before it."""
    at = next(i for i, token in enumerate(tokens) if token.figure is last.figure)
    before = next((i for i in range(at - 1, -1, -1) if tokens[i].figure is not None), at)
    near = (*tokens[max(0, before - _NEAR) : before], *tokens[at + 1 : at + 1 + _NEAR])
    return any(token.low == "respectively" for token in near)


def taken_up(tokens: Sequence[Token], outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Read "capacity was A and running capacity B; the former had grown by 1%, the latter by 2%".

    Each move is of what the level of its place measures.
    """
    done = list(outcomes)
    for index, draft in enumerate(done):
        if not isinstance(draft, Draft) or not draft.is_change:
            continue
        place = _ordinal(tokens, draft)
        levels = [
            each
            for each in done[:index]
            if isinstance(each, Draft) and not each.is_change and not each.is_base
        ]
        if place is None or len(levels) != _PAIR or not _may_move(levels[place], draft):
            continue
        level = levels[place]
        told = (*draft.why, f"indicator {level.indicator}", TAKEN_UP)
        done[index] = replace(draft, indicator=level.indicator, scope=level.scope, why=told)
    return done


def _may_move(level: Draft, draft: Draft) -> bool:
    return may_measure(draft.figure, level.indicator, draft.basis) and level.period == draft.period


def _ordinal(tokens: Sequence[Token], draft: Draft) -> int | None:
    """Return which of two things "the former" or "the latter" before a move takes up, or None."""
    at = next(i for i, token in enumerate(tokens) if token.figure is draft.figure)
    for token in reversed(tokens[max(0, at - _REACH) : at]):
        if token.figure is not None or token.text == ";":
            return None
        if token.low in ("former", "latter"):
            return int(token.low == "latter")
    return None


def spread(tokens: Sequence[Token], outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Read "A, B and C were 41%, 56% and 77%, each 0.5 points lower": one move for each of the list."""
    done: list[Outcome] = []
    for draft in outcomes:
        row = [
            each for each in done if isinstance(each, Draft) and not each.is_change and each.why[-1] == LISTED
        ]
        alone = (
            isinstance(draft, Draft)
            and draft.is_change
            and sum(isinstance(each, Draft) and each.figure is draft.figure for each in outcomes) == 1
        )
        if alone and isinstance(draft, Draft) and len(row) > 1 and _is_of_each(tokens, draft):
            same = [each for each in row if each.indicator is draft.indicator]
            done += [replace(draft, scope=each.scope) for each in same] or [draft]
        else:
            done.append(draft)
    return done


def _is_of_each(tokens: Sequence[Token], draft: Draft) -> bool:
    at = next(i for i, token in enumerate(tokens) if token.figure is draft.figure)
    near = takewhile(lambda token: token.figure is None, reversed(tokens[max(0, at - _REACH) : at]))
    return any(token.low in _EVERY for token in near)


def _bases(before: Sequence[Token]) -> tuple[Basis, ...]:
    """Return the two comparisons of "rose MoM and YoY alike, by 3% and 5%", or none."""
    ratios = (at for at, t in enumerate(before) if t.figure is not None and t.figure.unit in _RATIOS)
    begin = max(ratios, default=-1) + 1
    for one, joint, two in zip(before[begin:], before[begin + 1 :], before[begin + 2 :], strict=False):
        found = (one.code(Kind.BASIS), two.code(Kind.BASIS))
        if joint.low == "and" and set(found) == {Basis.MOM, Basis.YOY}:
            return found
    return ()


def _alone(region: str | None) -> str | None:
    return None if region is not None and ", " in region else region


def _rows(tokens: Sequence[Token], outcomes: Sequence[Outcome]) -> Iterator[list[int]]:
    """Yield runs of drafts whose figures stand side by side and measure the same."""
    row: list[int] = []
    last: Draft | None = None
    for index, outcome in enumerate(outcomes):
        draft = outcome if isinstance(outcome, Draft) else None
        joined = draft is not None and last is not None and _is_joined(tokens, last, draft)
        if row and not joined:
            if len(row) > 1:
                yield row
            row = []
        row = [*row, index] if draft is not None else []
        last = draft
    if len(row) > 1:
        yield row


def _is_joined(tokens: Sequence[Token], last: Draft, draft: Draft) -> bool:
    alike = last.indicator is draft.indicator and last.basis is draft.basis and last.period == draft.period
    if not alike or last.figure.unit != draft.figure.unit:
        return False
    between = [t for t in tokens if last.figure.end <= t.start < draft.figure.start]
    return bool(between) and all(t.low in _BETWEEN or (is_light(t) and t.figure is None) for t in between)


def _members(
    section: Annotated, before: Sequence[Token], count: int, own: frozenset[str]
) -> list[Scope] | None:
    """Return the scopes of the list before a row of figures, or None where it has not as many members."""
    joint = next((i for i in range(len(before) - 1, 0, -1) if before[i].low == "and"), None)
    if joint is None or any(t.text in ";:" for t in before[joint:]):
        return None
    items = [_words_from(before, joint + 1)]
    end = joint
    while end > 0 and len(items) < count:
        if before[end - 1].text == ",":
            end -= 1
        begin = end
        while begin > 0 and _is_plain(before[begin - 1]):
            begin -= 1
        if begin == end:
            break
        items.insert(0, list(before[begin:end]))
        end = begin
        if end == 0 or before[end - 1].text != ",":
            break
    if len(items) != count or not items[-1]:
        return None
    head = items[-1][-1] if is_group(items[-1][-1]) else None
    scopes = [_scope(section, item, head, own) for item in items]
    return scopes if all(s.segment or s.region for s in scopes) else None


def _words_from(tokens: Sequence[Token], begin: int) -> list[Token]:
    end = begin
    while end < len(tokens) and _is_plain(tokens[end]):
        end += 1
    return list(tokens[begin:end])


def _is_plain(token: Token) -> bool:
    if token.kind != Kind.WORD or token.has(Kind.INDICATOR) or is_verb(token):
        return False
    return token.low not in grammar("stops") and token.low not in _ARTICLES


def _scope(section: Annotated, item: Sequence[Token], head: Token | None, own: frozenset[str]) -> Scope:
    scope = scoped(section, item, own, whole=False, member=True)
    if head is not None and scope.segment is not None and not is_group(item[-1]):
        return Scope(f"{scope.segment} {head.text}", scope.region)
    return scope
