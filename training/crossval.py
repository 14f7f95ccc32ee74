"""Cross-validation: what weights reach on months that they were not learned from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.counts import Counts, total
from eval.records import predicted_records
from eval.section import Case, score_section
from extract.asking import reply_to
from extract.derive import result_of
from extract.rules import Rules
from training.causes import cause_rows
from training.learn import in_force, learn
from training.phrases import phrases_in
from training.sections import Labelled

__all__ = ["SHOWN", "held_out", "tally"]

SHOWN = ("drivers.span", "drivers.category", "drivers.direction")
_FOLDS = 5


def held_out(sections: Sequence[Labelled]) -> Iterator[tuple[str, dict[str, Counts]]]:
    """Yield the counts of each month that the grammar was not built on, by weights learned without its fold.

    The months that it was built on are learned from always, and so are the phrases.
    """
    months = sorted({section.month for section in sections if not section.fitted})
    rows = {id(each): list(cause_rows(each)) for each in sections}
    phrases = list(phrases_in())
    for fold in range(min(_FOLDS, len(months))):
        left_out = months[fold::_FOLDS]
        others = [row for each in sections if each.month not in left_out for row in rows[id(each)]]
        with in_force(learn(others, phrases)):
            for month in left_out:
                yield month, tally([section for section in sections if section.month == month])


def tally(sections: Sequence[Labelled]) -> dict[str, Counts]:
    """Return the counts of drivers by tier, by the weights in force."""
    cases = []
    for section in sections:
        stored = reply_to(Rules(), section.month, section.text)
        predicted = predicted_records(result_of(section.month, section.text, stored)[0])
        cases.append(Case(section.text.section.slug, section.records, predicted))
    scores = [score_section(case) for case in cases]
    return {name: total(score.tallies[name] for score in scores) for name in SHOWN}
