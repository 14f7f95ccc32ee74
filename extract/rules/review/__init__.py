"""The second reading: learned weights that overrule the grammar where they are sure of another answer.

The grammar reads a figure by the clause that it stands in; the weights go by the words near it, by what
its neighbours were read as, and by what the grammar says of it. They were learned twice, with the grammar's
reading and without, and count together: the first alone would hardly ever speak against the grammar. What
they change is told in the explanation of the figure. The weights (`lexicon/weights-of-figures.json`) are
learned by `python -m training`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.draft import Draft
from extract.rules.review.seen import seen_in
from extract.rules.review.weighing import Answer, Opinion, opinions
from extract.rules.review.words import reading_of
from schemas.vocabulary import Basis, Direction, Indicator, Status

__all__ = ["SURE", "reviewed"]

SURE = 970
"""The least chance of another answer, in per mille, for which that of the grammar gives way."""


def reviewed(section: Annotated, spoken: Sequence[Statement], drafts: Sequence[Draft]) -> list[Draft]:
    """Return the readings of a section in their order, with what the weights are sure of."""
    found = {
        id(opinion.seen.draft): _review(opinion) for opinion in opinions(seen_in(section, spoken, drafts))
    }
    return [found.get(id(draft), draft) for draft in drafts]


def _review(opinion: Opinion) -> Draft:
    draft = opinion.seen.draft
    why: list[str] = []

    def settled(head: str, other: Answer | None, now: str) -> str:
        if other is None or other[1] < SURE:
            return now
        why.append(
            f"{head} {other[0]}: by the weights ({other[1] / 10:.1f}%), not {now}; "
            f"most by {opinion.why(head, other[0])}"
        )
        return other[0]

    now = reading_of(draft.basis, draft.direction)
    other_reading, other_indicator = opinion.other_readings(now, draft.indicator)
    reading = settled("reading", other_reading, now)
    indicator = settled("indicator", other_indicator, draft.indicator)
    period = settled("period", opinion.other_period(), draft.period)
    status = settled("status", opinion.other_status(draft.status, period), draft.status)
    if not why:
        return draft
    basis, _, way = reading.partition("|")
    return replace(
        draft,
        indicator=Indicator(indicator),
        basis=Basis(basis),
        direction=Direction(way) if way else None,
        negative=draft.negative and basis == Basis.LEVEL and indicator == Indicator.PROFIT,
        period=period,
        status=Status(status),
        why=(*draft.why, *why),
    )
