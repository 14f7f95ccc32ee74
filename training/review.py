"""Learning the second reading: the models of figures, of the periods that they may be of, and of segments.

Each question is learned twice: by the words together with what the grammar claims, and by the words alone.
What both come to is added up, so that the words are heard where they speak against the claim; how much surer
they must then be was found on months held out.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.models import TAKEN
from extract.rules.review.choosing import SEGMENT
from extract.rules.review.weighing import FIGURE, PERIOD
from extract.rules.review.words import CLAIM
from training.figures import FigureRow
from training.learn import Weights
from training.linear import ClassWeights, choice_weights, class_weights, model, option_weights
from training.segments import SegmentRow

__all__ = ["learn_review"]

_WITH_CLAIMS, _WORDS_ALONE, _PERIODS_ALONE, _SEGMENTS = 1.0, 1.0, 0.3, 2.0
"""Ridge penalties."""
_SMALL_OF_SEGMENTS = 15  # hundredths: half of the weights are smaller, and they decide nothing


def learn_review(rows: Sequence[FigureRow], segments: Sequence[SegmentRow]) -> Weights:
    """Return the three models."""
    of_figure: dict[str, dict[str, float]] = {}
    for question in ("reading", "indicator", "status"):
        answers = [row.answers[question] for row in rows]
        dated = [[row.dated] if question == "status" else [] for row in rows]
        words = [[*row.words, *more] for row, more in zip(rows, dated, strict=True)]
        claimed = [[*told, *row.claims] for told, row in zip(words, rows, strict=True)]
        even = [1.0] * len(rows)
        _add(of_figure, class_weights(claimed, answers, _WITH_CLAIMS, even), question)
        _add(of_figure, class_weights(words, answers, _WORDS_ALONE, even), question)
    of_period: dict[str, dict[str, float]] = {}
    claimed_groups = [([*row.words, *row.claims], row.claimed_options) for row in rows]
    for groups, ridge in (
        (claimed_groups, _WITH_CLAIMS),
        ([(row.words, row.options) for row in rows], _PERIODS_ALONE),
    ):
        shared, own = option_weights(groups, ridge)
        _add(of_figure, shared, "period")
        _add(of_period, own)
    return {
        FIGURE: model(_classes(of_figure), of_figure),
        PERIOD: model(_classes(of_period), of_period),
        SEGMENT: model(
            [TAKEN], choice_weights([row.choices for row in segments], _SEGMENTS, [CLAIM]), _SMALL_OF_SEGMENTS
        ),
    }


def _add(summed: dict[str, dict[str, float]], weights: ClassWeights, question: str = "") -> None:
    for feature, row in weights.items():
        into = summed.setdefault(feature, {})
        for member, weight in row.items():
            name = f"{question}:{member}" if question else member
            into[name] = into.get(name, 0.0) + weight


def _classes(weights: ClassWeights) -> list[str]:
    return sorted({member for row in weights.values() for member in row})
