"""Mixed models: the mean of weights of their own and of hidden units, which errs least for scopes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extract.rules.models import Model, model_of
from extract.rules.review.words import CLAIM
from training import linear, network
from training.network import Option, Schedule

__all__ = ["mean", "of_choices"]

_OF_CHOICE = Schedule(64, 24, features_out=0.3, claims_out=0.3)
_RIDGE = 2.0
_LOOKED_AT = 8  # choices that units learn from: about as many as an answer looks at
_SMALL = 15  # hundredths: half of the weights are smaller, and they decide nothing


def mean(direct: Mapping[str, Any], hidden: Mapping[str, Any]) -> dict[str, Any]:
    """Return the model whose points are the mean of those of two, of which one has no units."""
    halves = {
        feature: {member: round(weight / 2) for member, weight in weights.items()}
        for feature, weights in direct["direct"].items()
    }
    bases = [round(base / 2) for base in hidden["bases"]]
    outs = [[round(weight / 2) for weight in row] for row in hidden["outs"]]
    return {**hidden, "direct": halves, "bases": bases, "outs": outs}


def of_choices(told: Sequence[Sequence[Option]]) -> Mapping[str, Any]:
    """Learn weights of their own from all choices, and units from those that these find likeliest."""
    readable = [choices for choices in told if any(right for _, right in choices)]
    direct = linear.fit_choice(readable, _RIDGE, [CLAIM], _SMALL)
    judge = model_of(direct)
    return mean(direct, network.fit_choice([_likeliest(each, judge) for each in readable], _OF_CHOICE))


def _likeliest(choices: Sequence[Option], judge: Model) -> Sequence[Option]:
    """Return the likeliest few of some choices, and those that are right."""
    ranked = sorted(choices, key=lambda choice: -judge.directly(judge.tally(choice[0]), 0))
    return [choice for rank, choice in enumerate(ranked) if rank < _LOOKED_AT or choice[1]]
