"""Learning the second reading: the models of figures, of their status and periods, of segments and of moves.

All hang on what words, their places and the grammar's claims come to together, which hidden units learn best.
For segments and for words of moves the mean of these and of weights of their own errs least.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extract.rules.models import Model, model_of
from extract.rules.review.choosing import SEGMENT
from extract.rules.review.movements import MOVE
from extract.rules.review.weighing import FIGURE, PERIOD, QUESTIONS, STATUS
from extract.rules.review.words import CLAIM
from training import linear, network
from training.figures import FigureRow
from training.learn import Weights, mean
from training.moves import MoveRow
from training.network import Option, Schedule
from training.segments import SegmentRow

__all__ = ["learn_review"]

_OF_FIGURE = Schedule(192, 90, features_out=0.4, claims_out=0.3)
_OF_STATUS = Schedule(64, 60, features_out=0.3, claims_out=0.3)
_OF_PERIOD = Schedule(128, 40, features_out=0.3, claims_out=0.3)
_OF_SEGMENT = Schedule(64, 24, features_out=0.3, claims_out=0.3)
_OF_MOVE = Schedule(96, 60, units_out=0.4, claims_out=0.3)
_SEGMENTS, _MOVES = 2.0, 2.0
"""Ridge penalties."""
_LOOKED_AT = 8  # choices of a segment that units learn from: about as many as an answer looks at
_SMALL_OF_SEGMENTS = 15  # hundredths: half of the weights are smaller, and they decide nothing


def learn_review(
    rows: Sequence[FigureRow], segments: Sequence[SegmentRow], moves: Sequence[MoveRow]
) -> Weights:
    """Return the five models; what moves are told of teaches that of segments too."""
    return {
        FIGURE: network.fit_questions(
            [row.features for row in rows],
            {question: [row.answers[question] for row in rows] for question in QUESTIONS},
            _OF_FIGURE,
        ),
        STATUS: _of_status(rows),
        PERIOD: _of_periods(rows),
        SEGMENT: _of_segments([*(row.choices for row in segments), *(row.choices for row in moves)]),
        MOVE: _of_moves(moves),
    }


def _of_status(rows: Sequence[FigureRow]) -> Mapping[str, Any]:
    told = [(row, status, row.dated) for row in rows if (status := row.answers["status"]) and row.dated]
    features = [[*row.features, dated] for row, _, dated in told]
    return network.fit_classes(features, [status for _, status, _ in told], [1.0] * len(told), _OF_STATUS)


def _of_periods(rows: Sequence[FigureRow]) -> Mapping[str, Any]:
    told = [row for row in rows if any(right for _, right in row.options)]
    return network.fit_choice([row.options for row in told], _OF_PERIOD, [row.features for row in told])


def _of_segments(told: Sequence[Sequence[Option]]) -> Mapping[str, Any]:
    """Learn weights of their own from all choices, and units from those that these find likeliest."""
    readable = [choices for choices in told if any(right for _, right in choices)]
    direct = linear.fit_choice(readable, _SEGMENTS, [CLAIM], _SMALL_OF_SEGMENTS)
    judge = model_of(direct)
    return mean(direct, network.fit_choice([_likeliest(each, judge) for each in readable], _OF_SEGMENT))


def _likeliest(choices: Sequence[Option], judge: Model) -> Sequence[Option]:
    """Return the likeliest few of some choices, and those that are right."""
    ranked = sorted(choices, key=lambda choice: -judge.directly(judge.tally(choice[0]), 0))
    return [choice for rank, choice in enumerate(ranked) if rank < _LOOKED_AT or choice[1]]


def _of_moves(moves: Sequence[MoveRow]) -> Mapping[str, Any]:
    features, answers = [row.features for row in moves], [row.answer for row in moves]
    even = [1.0] * len(moves)
    direct = linear.fit_classes(features, answers, _MOVES, even)
    return mean(direct, network.fit_classes(features, answers, even, _OF_MOVE))
