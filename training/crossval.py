"""Cross-validation: what weights reach on months that they were not learned from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eval.counts import Counts, total
from eval.records import predicted_records
from eval.section import Case, score_section
from extract.asking import reply_to
from extract.derive import result_of
from extract.rules import Rules
from training.causes import CauseRow, cause_rows
from training.choices import choice_rows
from training.drivers import DriverRow, driver_rows
from training.figures import figure_rows
from training.learn import in_force, learn, learn_drivers
from training.moves import move_rows
from training.phrases import phrases_in
from training.review import learn_review
from training.sections import Labelled

__all__ = ["SHOWN", "case_of", "held_out", "tally"]

SHOWN = (
    "metrics.strict",
    "metrics.full",
    "metrics.movements",
    "drivers.span",
    "drivers.category",
    "drivers.direction",
    "drivers.full",
)
_FOLDS = 5


def held_out(sections: Sequence[Labelled]) -> Iterator[tuple[str, dict[str, Counts]]]:
    """Yield the counts of each month that the grammar was not built on, by weights learned without its fold.

    The months that it was built on are learned from always, and so are the phrases.
    """
    months = sorted({section.month for section in sections if not section.fitted})
    folds = [months[fold::_FOLDS] for fold in range(min(_FOLDS, len(months)))]
    figures = {id(each): list(figure_rows(each)) for each in sections}
    choices = {id(each): list(choice_rows(each)) for each in sections}
    moves = {id(each): list(move_rows(each)) for each in sections}
    reviews = [
        learn_review(
            [row for each in sections if each.month not in fold for row in figures[id(each)]],
            [row for each in sections if each.month not in fold for row in choices[id(each)]],
            [row for each in sections if each.month not in fold for row in moves[id(each)]],
        )
        for fold in folds
    ]
    causes: dict[int, list[CauseRow]] = {}
    drivers: dict[int, list[DriverRow]] = {}
    for fold, review in zip(folds, reviews, strict=True):
        with in_force(review):
            seen = [each for each in sections if each.month in fold or (each.fitted and fold is folds[0])]
            causes |= {id(each): list(cause_rows(each)) for each in seen}
            drivers |= {id(each): list(driver_rows(each)) for each in seen}
    phrases = list(phrases_in())
    for fold, review in zip(folds, reviews, strict=True):
        others = [row for each in sections if each.month not in fold for row in causes[id(each)]]
        told = [row for each in sections if each.month not in fold for row in drivers[id(each)]]
        with in_force({**review, **learn(others, phrases), **learn_drivers(told)}):
            for month in fold:
                yield month, tally([section for section in sections if section.month == month])


def tally(sections: Sequence[Labelled]) -> dict[str, Counts]:
    """Return the counts of metrics and, by tier, of drivers, by the weights in force."""
    scores = [score_section(case_of(section)) for section in sections]
    return {name: total(score.tallies[name] for score in scores) for name in SHOWN}


def case_of(section: Labelled) -> Case:
    """Return a section with what the rules make of it, by the weights in force."""
    stored = reply_to(Rules(), section.month, section.text)
    predicted = predicted_records(result_of(section.month, section.text, stored)[0])
    return Case(section.text.section.slug, section.records, predicted)
