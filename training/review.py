"""Learning the second reading: the models of figures, of their periods, of segments and of moves.

Each question is learned twice: by the words together with what the grammar claims, and by the words alone.
What both come to is added up, so that the words are heard where they speak against the claim; how much surer
they must then be was found on months held out. Whether a word of a move tells a movement is learned as
effects of causes are: the mean of weights of its features and of hidden units errs least.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extract.rules.models import TAKEN
from extract.rules.review.choosing import SEGMENT
from extract.rules.review.movements import MOVE
from extract.rules.review.weighing import FIGURE, PERIOD
from extract.rules.review.words import CLAIM
from training import network
from training.figures import FigureRow
from training.learn import Weights, mean
from training.linear import ClassWeights, choice_weights, class_weights, fit_classes, model, option_weights
from training.moves import MoveRow
from training.segments import SegmentRow

__all__ = ["learn_review"]

_WITH_CLAIMS, _WORDS_ALONE, _PERIODS_ALONE, _SEGMENTS, _MOVES = 1.0, 1.0, 0.3, 2.0, 2.0
"""Ridge penalties."""
_SMALL_OF_SEGMENTS = 15  # hundredths: half of the weights are smaller, and they decide nothing


def learn_review(
    rows: Sequence[FigureRow], segments: Sequence[SegmentRow], moves: Sequence[MoveRow]
) -> Weights:
    """Return the four models; what moves are told of teaches that of segments too."""
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
    told = [*(row.choices for row in segments), *(row.choices for row in moves)]
    told = [choices for choices in told if any(right for _, right in choices)]
    return {
        FIGURE: model(_classes(of_figure), of_figure),
        PERIOD: model(_classes(of_period), of_period),
        SEGMENT: model([TAKEN], choice_weights(told, _SEGMENTS, [CLAIM]), _SMALL_OF_SEGMENTS),
        MOVE: _of_moves(moves),
    }


def _of_moves(moves: Sequence[MoveRow]) -> Mapping[str, Any]:
    features, answers = [row.features for row in moves], [row.answer for row in moves]
    even = [1.0] * len(moves)
    return mean(fit_classes(features, answers, _MOVES, even), network.fit_classes(features, answers, even))


def _add(summed: dict[str, dict[str, float]], weights: ClassWeights, question: str = "") -> None:
    for feature, row in weights.items():
        into = summed.setdefault(feature, {})
        for member, weight in row.items():
            name = f"{question}:{member}" if question else member
            into[name] = into.get(name, 0.0) + weight


def _classes(weights: ClassWeights) -> list[str]:
    return sorted({member for row in weights.values() for member in row})
