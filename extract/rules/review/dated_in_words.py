"""Dated in words: figures whose own clause dates them in so many words, so that weights have no say."""

from __future__ import annotations

from itertools import takewhile

from extract.rules.dating import AS_BEFORE, CLAUSE_DATE, OWN
from extract.rules.expected import REVISED
from extract.rules.foretold import FORETOLD
from extract.rules.light import BREAKS
from extract.rules.partners import PARTNER, TRADE
from extract.rules.recalled import RECALLED
from extract.rules.review.weighing import Opinion
from extract.rules.tokens import Kind
from extract.rules.undated import TRADED

__all__ = ["WITHIN", "is_dated_in_words"]

WITHIN = frozenset({"in", "for", "during"})
"""What leads to the time of a figure."""
_NEAR, _BESIDE, _YEAR = 5, 3, 4
_LEADING = frozenset({"and", "but", "while", "with", "whereas"})
_SPEAKING = frozenset(
    "is was will would should may might could can saw sees seeing brings brought bringing likely had "
    "has".split()
)
_TAKEN_OVER = (AS_BEFORE, CLAUSE_DATE)
_BY_GRAMMAR = (RECALLED, PARTNER, FORETOLD, REVISED, TRADED)
"""Reasons of the grammar for a date that is told in so many words, and seldom."""


def is_dated_in_words(opinion: Opinion) -> bool:
    """Tell whether words date a figure in so many words, and seldom."""
    named = any(told.endswith(_BY_GRAMMAR) for told in opinion.seen.draft.why)
    return named or any(told(opinion) for told in _BY_CLAUSE)


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


def _is_dated_beside(opinion: Opinion) -> bool:
    """Tell whether a time is right behind a figure: "by 6% in December and by 2% in January"."""
    seen = opinion.seen
    place = seen.statement.place_at(seen.draft.figure.end)
    behind = seen.statement.tokens[place : place + _BESIDE]
    starts = [token.start for token in behind[1:] if token.low != "the"][:1]
    if not starts or behind[0].low not in WITHIN:
        return False
    times = (time for time in seen.statement.times if time.start == starts[0] and not time.compared)
    return any(time.period == seen.draft.period for time in times)


def _is_dated_apart(opinion: Opinion) -> bool:
    """Tell whether a clause of its own dates a figure: "had" tells of a month before, or "when" takes one up.

    "Whereas May had risen by 9.6%", "in May we had made 1,860 t"; "against May, when it slid by 9.1%".
    """
    seen = opinion.seen
    times = [time for time in seen.statement.times if time.period == seen.draft.period < seen.month]
    for at, token in enumerate(seen.left):
        if any(time.start <= token.start < time.end for time in times):
            behind = [after.low for after in seen.left[at + 1 :]]
            clause = list(takewhile(lambda low: low not in BREAKS, behind))
            return behind[:2] == [",", "when"] or ("had" in clause and clause == behind)
    return False


def _is_dated_by_subject(opinion: Opinion) -> bool:
    """Tell whether a month is what its clause speaks of: "February is forecast at", "with June seeing"."""
    seen = opinion.seen
    tokens, start = seen.statement.tokens, seen.draft.figure.start
    for time in seen.statement.times:
        at = seen.statement.place_at(time.start)
        behind = tokens[seen.statement.place_at(time.end) :][:1]
        leads = at == 0 or tokens[at - 1].text in BREAKS or tokens[at - 1].low in _LEADING
        if time.period == seen.draft.period and leads and time.end <= start and not time.compared:
            told = any(token.low.split()[0] in _SPEAKING for token in behind)
            return told and not any(time.end <= other.start < start for other in seen.statement.times)
    return False


def _is_dated_once(opinion: Opinion) -> bool:
    """Tell whether a past month is the one time that a sentence on trade is of, and the figure takes it over.

    "Exports rose 8% in August, those to the US to 583 mt", in a report of September: customs are late.
    """
    seen = opinion.seen
    draft, before = seen.draft, seen.before[1] if seen.before is not None else None
    traded = draft.indicator in TRADE and (before is None or before.indicator is draft.indicator)
    if not traded or not any(told.endswith(_TAKEN_OVER) for told in draft.why):
        return False
    named = {time.period for time in seen.statement.times if not (time.compared or time.loose)}
    return named == {seen.draft.period} and seen.draft.period < seen.month


def _is_of_past_year(opinion: Opinion) -> bool:
    """Tell whether a level's own date is a year that is over: "over 2026 as a whole", in a report of 2027."""
    draft = opinion.seen.draft
    return (
        not draft.is_change
        and len(draft.period) == _YEAR
        and draft.period < opinion.seen.month[:_YEAR]
        and any(told.endswith(OWN) for told in draft.why)
    )


_BY_CLAUSE = (
    _is_dated_base, _is_dated_beside, _is_dated_apart, _is_dated_by_subject, _is_dated_once, _is_of_past_year,
)  # fmt: skip
