"""Same thing: a level and the move that led to it, or stands right behind it, are told of one segment.

"Wafer output fell 6% to 55 GW": where the weights find a segment for one of the two, the other has it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.rules.context import Statement
from extract.rules.draft import Draft, by_sentence
from extract.rules.review.along import moves_alone

__all__ = ["OF_SAME_THING", "of_same_thing"]

OF_SAME_THING = "what the level or move beside it is told of"
"""Why a figure is told of a segment that no word of its own gives it."""


def of_same_thing(spoken: Sequence[Statement], drafts: Sequence[Draft]) -> list[Draft]:
    """Return readings in their order; of a level and its move, which has no segment has that of the other."""
    found = {id(draft): draft for draft in drafts}
    sentences = by_sentence(drafts)
    for statement in spoken:
        for one, two in pairwise(sentences.get(statement.sentence.number, [])):
            if not _are_of_one(statement, one, two):
                continue
            first, second = found[id(one)], found[id(two)]
            if first.scope.segment is None:
                found[id(one)] = _told_as(second, first)
            elif second.scope.segment is None:
                found[id(two)] = _told_as(first, second)
    return [found[id(draft)] for draft in drafts]


def _are_of_one(statement: Statement, one: Draft, two: Draft) -> bool:
    """Tell whether two readings are a level and its move: "fell 6% to 55 GW", "553,000 mt in May, up 3%"."""
    alike = one.indicator is two.indicator and (one.scope.region, one.scope.entity) == (
        two.scope.region,
        two.scope.entity,
    )
    if not alike or one.figure.end > two.figure.start or one.is_change is two.is_change:
        return False
    if one.is_base or two.is_base or not moves_alone(statement, one.figure.end, two.figure.start):
        return False
    between = statement.between(one.figure.end, two.figure.start)
    leads = any(token.low == "to" for token in between)
    return leads if one.is_change else not leads


def _told_as(told: Draft, draft: Draft) -> Draft:
    segment = told.scope.segment
    if segment is None:
        return draft
    return replace(draft, scope=replace(draft.scope, segment=segment), why=(*draft.why, OF_SAME_THING))
