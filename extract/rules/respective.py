"""Respective figures: "A, B and C were 1, 2 and 3" gives each member of the list its own figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.document import Annotated
from extract.rules.draft import Draft, Outcome
from extract.rules.phrase import is_verb
from extract.rules.places import is_light
from extract.rules.role import TURNS
from extract.rules.scope import Scope, is_group, scoped
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Basis

__all__ = ["BESIDE", "LISTED", "distributed", "figure_at"]

LISTED = "its place in the list"
"""Why a figure is told of a member of a list."""
BESIDE = "a move, as the one beside it"
"""Why a figure moves as one beside it."""
_PAIR = 2
_NEAR = 3
_BEHIND = 10
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
    done = _compared_in_turn(tokens, _moved_alike(tokens, outcomes))
    for row in _rows(tokens, done):
        drafts = [done[i] for i in row]
        first = next(i for i, t in enumerate(tokens) if t.figure is drafts[0].figure)
        if first and tokens[first - 1].low == "from":
            continue  # "from 12 to 14": one thing that moved
        scopes = _members(section, tokens[:first], len(row), own)
        if scopes is None and _is_respective(tokens, drafts[-1]):
            scopes = _places_ahead(section, tokens[:first], len(row), own)
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
        if not (isinstance(one, Draft) and isinstance(two, Draft)) or not (one.is_change or two.is_change):
            continue
        joint = [t.low for t in tokens if one.figure.end <= t.start < two.figure.start]
        follows = two.direction is one.direction and two.figure.unit != one.figure.unit
        follows = follows or not two.is_change
        follows = (follows and one.is_change) is not _leads_to_level(tokens, one)  # "to 29% and 33%"
        told = one.direction in TURNS or not one.is_change
        if joint == ["and"] and told and follows and _is_respective(tokens, two):
            done[at] = replace(one, figure=two.figure, scope=two.scope, why=(*two.why, BESIDE))
    return done


def _compared_in_turn(tokens: Sequence[Token], outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Read "up 2.1% and down 3.4% MoM and YoY respectively": each move has the comparison of its place."""
    done = list(outcomes)
    for at, (one, two) in enumerate(pairwise(outcomes)):
        if not (isinstance(one, Draft) and isinstance(two, Draft)) or not (one.is_change and two.is_change):
            continue
        between = tokens[figure_at(tokens, one) + 1 : figure_at(tokens, two)]
        bases = _bases_behind(tokens, figure_at(tokens, two)) if any(t.low == "and" for t in between) else ()
        if bases and all(
            t.low in ("and", "of", "by") or t.has_any(Kind.MOVE, Kind.TREND) or is_light(t) for t in between
        ):
            for place, (draft, basis) in enumerate(zip((one, two), bases, strict=True)):
                why = f"basis {basis}: the comparison of its place, told behind"
                done[at + place] = replace(draft, basis=basis, why=(*draft.why, why, BESIDE))
    return done


def _bases_behind(tokens: Sequence[Token], at: int) -> Sequence[Basis]:
    """Return the two comparisons behind a figure that "respectively" is said of, or none."""
    said = [t for t in tokens[at + 1 : at + 1 + _BEHIND] if not (is_light(t) or t.text == ",")]
    end = next((i for i, t in enumerate(said) if t.figure is not None), len(said))
    if not any(t.low == "respectively" for t in tokens[at + 1 : at + 1 + _BEHIND]):
        return ()
    for one, joint, two in zip(said[:end], said[1:end], said[2:end], strict=False):
        found = one.code(Kind.BASIS), two.code(Kind.BASIS) or two.code(Kind.REFERABLE)
        if joint.low == "and" and set(found) == {Basis.MOM, Basis.YOY}:
            return found
    return ()


def figure_at(tokens: Sequence[Token], draft: Outcome) -> int:
    """Return the place of the figure of a reading among the tokens of its sentence."""
    return next(i for i, token in enumerate(tokens) if token.figure is draft.figure)


def _leads_to_level(tokens: Sequence[Token], draft: Draft) -> bool:
    at = figure_at(tokens, draft)
    return at > 0 and tokens[at - 1].low in ("to", "at")


def _is_respective(tokens: Sequence[Token], last: Outcome) -> bool:
    """Tell whether "respectively" is said of a figure and the one before it."""
    at = figure_at(tokens, last)
    before = next((i for i in range(at - 1, -1, -1) if tokens[i].figure is not None), at)
    near = (*tokens[max(0, before - _NEAR) : before], *tokens[at + 1 : at + 1 + _NEAR])
    return any(token.low == "respectively" for token in near)


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


def _places_ahead(
    section: Annotated, before: Sequence[Token], count: int, own: frozenset[str]
) -> list[Scope] | None:
    """Return the last list of as many places: "those in Hunan and Yunnan ran full, and output there rose"."""
    for joint in range(len(before) - 1, 0, -1):
        if before[joint].low == "and" and joint + 1 < len(before):
            end = joint + 1 + len(_words_from(before, joint + 1))
            scopes = _members(section, before[:end], count, own)
            if scopes is not None and all(scope.region and not scope.segment for scope in scopes):
                return scopes
    return None


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
