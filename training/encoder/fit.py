"""Fitting: the encoder and its heads, all questions at once, by AdamW (Loshchilov and Hutter, 2019)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import torch

from extract.rules.encoder.pieces import MASK
from training.encoder.batches import Prepared, batches
from training.encoder.network import Shape, losses, rows_of
from training.encoder.numbers import renumbered

__all__ = ["Plan", "fit"]

_LEARNED = "words"
"""What stays as it is: a word that is not met keeps its place among those that are."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to learn: rounds over all texts, texts a step, the rates of the layers and of the heads.

    `hidden` is the share of the pieces that are hidden from the network, drawn anew each time; `renumbered`
    that of the texts whose numbers are drawn anew in a round. A `steady` plan keeps its rates for most of the
    way, and comes to the mean of the parameters on it.
    """

    rounds: int = 6
    size: int = 16
    rate: float = 2e-4
    of_heads: float = 1e-3
    seed: int = 0
    hidden: float = 0.1
    renumbered: float = 0.0
    steady: bool = False

    def slower(self) -> Plan:
        """Return the plan for parameters that have been learned before: at half the rates."""
        return replace(self, rate=self.rate / 2, of_heads=self.of_heads / 2)

    def averaged(self) -> Plan:
        """Return the plan that comes to a mean, with more of each text hidden and its numbers drawn anew."""
        return replace(self, steady=True, hidden=0.15, renumbered=0.7)


_WARMING, _LEAST = 60, 0.02
_HELD, _LEFT = 0.6, 0.1
"""How far a steady plan keeps its rates, and what is left of them at the end."""
_FROM, _EACH = 0.25, 10
"""From where on the parameters count for the mean, and each how many steps."""
_SHARE = 1 / 40
"""What a question counts for: there are about so many a text."""
_LONGEST_STEP = 1.0
_DECAY = 0.01


def fit(
    told: Mapping[str, Any],
    shape: Shape,
    texts: Sequence[Prepared],
    classes: Mapping[str, Sequence[str]],
    plan: Plan,
    say: Callable[[str], None],
) -> dict[str, Any]:
    """Return the parameters after some rounds; `say` hears what a step costs, now and then."""
    learned = {name: tensor.clone().requires_grad_(name != _LEARNED) for name, tensor in told.items()}
    of_heads = [t for name, t in learned.items() if name.startswith(("head.", "told."))]
    of_layers = [
        t for name, t in learned.items() if t.requires_grad and not name.startswith(("head.", "told."))
    ]
    groups = [{"params": of_layers, "lr": plan.rate}, {"params": of_heads, "lr": plan.of_heads}]
    stepping = torch.optim.AdamW(groups, weight_decay=_DECAY)
    drawn = Random(plan.seed)
    steps = plan.rounds * len(list(batches(texts, plan.size, classes, Random(plan.seed))))

    def rate(step: int) -> float:
        falling = max(_LEAST, 1 - step / steps)
        if plan.steady:
            falling = min(1.0, max(_LEFT, falling / (1 - _HELD)))
        return min(1.0, (step + 1) / _WARMING) * falling

    paced = torch.optim.lr_scheduler.LambdaLR(stepping, rate)
    torch.manual_seed(plan.seed)
    step, mean = 0, 0.0
    averaged, counted = {name: tensor.detach().clone() for name, tensor in learned.items()}, 0
    for _ in range(plan.rounds):
        told_anew = [_anew(text, plan.renumbered, drawn) for text in texts] if plan.renumbered else texts
        for batch in batches(told_anew, plan.size, classes, drawn):
            with torch.autocast("cpu", torch.bfloat16):
                rows = rows_of(learned, shape, _hidden(batch.ids, plan.hidden), batch.mask)
            cost = torch.stack(list(losses(learned, rows, batch))).sum() * _SHARE / plan.size
            cost.backward()
            torch.nn.utils.clip_grad_norm_([*of_layers, *of_heads], _LONGEST_STEP)
            stepping.step()
            paced.step()
            stepping.zero_grad()
            step += 1
            now = float(cost.detach())
            mean = now if step == 1 else mean + (now - mean) / 50
            if step % 20 == 0:
                say(f"step {step} of {steps}: cost {mean:.3f}")
            if plan.steady and step >= _FROM * steps and step % _EACH == 0:
                counted += 1
                for name, tensor in learned.items():
                    averaged[name] += (tensor.detach() - averaged[name]) / counted
    # The mean over the way generalises better than its end (Izmailov and others, 2018).
    return averaged if counted else {name: tensor.detach() for name, tensor in learned.items()}


def _anew(text: Prepared, share: float, drawn: Random) -> Prepared:
    return replace(text, ids=renumbered(text.ids, drawn)) if drawn.random() < share else text


def _hidden(ids: Any, share: float) -> Any:
    """Return the pieces of texts, (texts, pieces), a share of them hidden; what has ended is left as it is.

    What is asked must then be found in more than one word (word dropout: Iyyer and others, Deep Unordered
    Composition Rivals Syntactic Methods for Text Classification, 2015).
    """
    return ids.masked_fill((torch.rand(ids.shape) < share) & (ids > MASK), MASK)
