"""Learning the second reading: the models of figures, their status, periods and scopes, and of moves.

All hang on what words, their places and the grammar's claims come to together, which hidden units learn best.
For scopes and for words of moves the mean of these and of weights of their own errs least.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extract.rules.review.movements import MOVE
from extract.rules.review.runs import COMPANY, REGION, SEGMENT
from extract.rules.review.weighing import FIGURE, PERIOD, QUESTIONS, STATUS
from training import linear, network
from training.choices import ChoiceRow
from training.figures import FigureRow
from training.learn import Weights
from training.mixed import mean, of_choices
from training.moves import MoveRow
from training.network import Option, Schedule

__all__ = ["learn_review"]

_OF_FIGURE = Schedule(192, 90, features_out=0.4, claims_out=0.3)
_OF_STATUS = Schedule(64, 60, features_out=0.3, claims_out=0.3)
_OF_PERIOD = Schedule(128, 40, features_out=0.3, claims_out=0.3)
_OF_MOVE = Schedule(96, 60, units_out=0.4, claims_out=0.3)
_MOVES = 2.0
"""A ridge penalty."""


def learn_review(
    rows: Sequence[FigureRow], choices: Sequence[ChoiceRow], moves: Sequence[MoveRow]
) -> Weights:
    """Return the seven models; what moves are told of teaches that of segments too."""
    return {
        FIGURE: network.fit_questions(
            [row.features for row in rows],
            {question: [row.answers[question] for row in rows] for question in QUESTIONS},
            _OF_FIGURE,
        ),
        STATUS: _of_status(rows),
        PERIOD: _of_periods(rows),
        SEGMENT: of_choices([*_asked(choices, SEGMENT), *(row.choices for row in moves)]),
        REGION: of_choices(_asked(choices, REGION)),
        COMPANY: of_choices(_asked(choices, COMPANY)),
        MOVE: _of_moves(moves),
    }


def _of_status(rows: Sequence[FigureRow]) -> Mapping[str, Any]:
    told = [(row, status, row.dated) for row in rows if (status := row.answers["status"]) and row.dated]
    features = [[*row.features, dated] for row, _, dated in told]
    return network.fit_classes(features, [status for _, status, _ in told], [1.0] * len(told), _OF_STATUS)


def _of_periods(rows: Sequence[FigureRow]) -> Mapping[str, Any]:
    told = [row for row in rows if any(right for _, right in row.options)]
    return network.fit_choice([row.options for row in told], _OF_PERIOD, [row.features for row in told])


def _asked(rows: Sequence[ChoiceRow], field: str) -> list[Sequence[Option]]:
    return [row.choices for row in rows if row.field == field]


def _of_moves(moves: Sequence[MoveRow]) -> Mapping[str, Any]:
    features, answers = [row.features for row in moves], [row.answer for row in moves]
    even = [1.0] * len(moves)
    direct = linear.fit_classes(features, answers, _MOVES, even)
    return mean(direct, network.fit_classes(features, answers, even, _OF_MOVE))
