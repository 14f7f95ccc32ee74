"""The second reading: learned weights that overrule the grammar where they are sure of another answer.

The grammar reads a figure by the clause that it stands in; the weights go by the words near it, by what
its neighbours were read as, and by what the grammar says of it. What a figure is told of (its segment) is a
choice among runs of words of its sentence; movements without a figure have a judge of their own
(`movements.py`). The weights of figures were learned twice, with the grammar's reading and without,
and count together: the first alone would hardly ever speak against the grammar. What they change is told in
the explanation of the figure. The weights (`lexicon/weights-of-figures.json`) are learned by
`python -m training`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.document import Annotated
from extract.overlay.words import own_segments
from extract.rules.context import Statement
from extract.rules.draft import Draft
from extract.rules.foretold import FORETOLD
from extract.rules.review.choosing import Chooser, Chosen
from extract.rules.review.seen import seen_in
from extract.rules.review.weighing import Answer, Opinion, opinions
from extract.rules.review.words import reading_of
from extract.rules.tokens import Kind
from schemas.vocabulary import Basis, Direction, Indicator, Status

__all__ = ["LIKELY", "SURE", "reviewed", "with_segments"]

SURE = 970
"""The least chance of another answer, in per mille, for which that of the grammar gives way."""
LIKELY = 600
"""The least chance of another segment, in per mille, for which the grammar's gives way.

The grammar errs in one segment of four on unseen text. From 500 to 700 F1 is the same there.
"""

_NEAR = 5


def reviewed(section: Annotated, spoken: Sequence[Statement], drafts: Sequence[Draft]) -> list[Draft]:
    """Return the readings of a section in their order, with what the weights are sure of."""
    found = {
        id(opinion.seen.draft): _review(opinion) for opinion in opinions(seen_in(section, spoken, drafts))
    }
    return [found.get(id(draft), draft) for draft in drafts]


def with_segments(
    section: Annotated, spoken: Sequence[Statement], drafts: Sequence[Draft], own: frozenset[str]
) -> list[Draft]:
    """Return the readings of a section in their order, with the segments that the weights find likelier.

    `own` are the words that name its commodity. A figure that is told of several things keeps those of the
    grammar, and so does one in a sentence with a segment of the overlay, which comes before any learned one.
    """
    chooser = Chooser(section, own)
    readings = Counter(draft.figure.number for draft in drafts)
    overlaid = [start for start, _ in own_segments(section.section.body)]
    found = {
        id(seen.draft): _told_of(chooser.other(seen), seen.draft)
        for seen in seen_in(section, spoken, drafts)
        if readings[seen.draft.figure.number] == 1 and not _holds(seen.statement, overlaid)
    }
    return [found.get(id(draft), draft) for draft in drafts]


def _holds(statement: Statement, places: Sequence[int]) -> bool:
    """Tell whether a sentence holds one of some places, which are in order."""
    sentence = statement.sentence
    at = bisect_left(places, sentence.start)
    return at < len(places) and places[at] < sentence.end


def _told_of(chosen: Chosen | None, draft: Draft) -> Draft:
    """Return a reading with another segment, where that is likely enough."""
    if chosen is None or chosen.chance < LIKELY or _names(draft, chosen.text):
        return draft
    told = f"segment {chosen.text}: by the weights ({chosen.chance / 10:.1f}%), not {draft.scope.segment}"
    scope = replace(draft.scope, segment=chosen.text, why="the weights")
    return replace(draft, scope=scope, why=(*draft.why, f"{told}; most by {chosen.why()}"))


def _names(draft: Draft, segment: str | None) -> bool:
    """Tell whether a segment says the same as the company or the place of a reading."""
    if segment is None:
        return False
    said = segment.casefold()
    entity, region = ((name or "").casefold() for name in (draft.scope.entity, draft.scope.region))
    return said == region or said in entity or (bool(entity) and entity in said)


def _may_give_way(now: str, other: Answer | None) -> bool:
    """Tell whether a basis and a way may be overruled by others.

    What was expected is told in so many words, and too seldom for weights to know it. Where the basis stays,
    the opposite way would be a wrong sign, and words told it.
    """
    if other is None or now.startswith(Basis.VS_EXPECTATION):
        return False
    basis, _, way = now.partition("|")
    other_basis, _, other_way = other[0].partition("|")
    return basis != other_basis or not way or not other_way


def _is_dated_base(opinion: Opinion) -> bool:
    """Tell whether a level that another is compared with has its own date beside it.

    "From May's 900 t", "above the 900 t of May", "a month earlier 900 t".
    """
    seen = opinion.seen
    base, statement = seen.draft, seen.statement
    place = statement.place_at(base.figure.end)
    before = seen.left[-_NEAR:]
    near = {token.start for token in (*before, *statement.tokens[place : place + _NEAR])}
    dated = any(time.period == base.period and time.start in near for time in statement.times)
    return base.is_base and (dated or any(token.has(Kind.REFERABLE) for token in before))


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
    reading = settled("reading", other_reading if _may_give_way(now, other_reading) else None, now)
    indicator = settled("indicator", other_indicator, draft.indicator)
    period = settled("period", None if _is_dated_base(opinion) else opinion.other_period(), draft.period)
    told = any(why.endswith(FORETOLD) for why in draft.why)
    status = settled("status", None if told else opinion.other_status(draft.status, period), draft.status)
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
