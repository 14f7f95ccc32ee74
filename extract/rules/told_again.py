"""Told again: moves that take up what was told before in a sentence - "each", "the former", "that is".

What they tell is of all levels of a list, of the one of their place, or of two moves in another unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from extract.rules.draft import Draft, Outcome
from extract.rules.fitting import may_measure
from extract.rules.respective import BESIDE, LISTED, figure_at
from extract.rules.tokens import Token

__all__ = ["TAKEN_UP", "ordinal", "spread", "taken_up", "told_again"]

TAKEN_UP = "what 'the former' or 'the latter' takes up"
"""Why a move is of what was measured before."""
_PAIR = 2
_REACH = 8
_AGAIN = frozenset({"that is", "that", "i.e", "equivalent", "equal", "respectively"})
_EVERY = frozenset({"all", "both", "each"})
_RATIOS = ("percent", "percentage_point")


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


def taken_up(tokens: Sequence[Token], outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Read "capacity was A and running capacity B; the former had grown by 1%, the latter by 2%".

    Each move is of what the level of its place measures.
    """
    done = list(outcomes)
    for index, draft in enumerate(done):
        if not isinstance(draft, Draft) or not draft.is_change:
            continue
        place = ordinal(tokens, draft)
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


def ordinal(tokens: Sequence[Token], draft: Draft) -> int | None:
    """Return which of two things "the former" or "the latter" before a move takes up, or None."""
    at = figure_at(tokens, draft)
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
    at = figure_at(tokens, draft)
    near = takewhile(lambda token: token.figure is None, reversed(tokens[max(0, at - _REACH) : at]))
    return any(token.low in _EVERY for token in near)
