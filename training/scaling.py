"""Scaling: how chances become confidences, fitted on months that nothing is learned from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize

from eval.records import DriverRecord, MetricRecord
from eval.section import score_section
from extract.rules import calibration
from extract.rules.calibration import KINDS, Kind, Scale, log_odds
from extract.rules.models import WHOLE
from training.crossval import case_of
from training.sections import Labelled

__all__ = ["Answers", "answers_of", "fit_scale", "written"]

Answers = Mapping[Kind, Sequence[tuple[int, bool]]]
"""By kind the chances of answers, in per mille, and whether each is right."""
_AS_IT_IS = Scale(1.0, 0.0)


def answers_of(sections: Iterable[Labelled]) -> Answers:
    """Return the answers to some sections by the weights in force."""
    found: dict[Kind, list[tuple[int, bool]]] = defaultdict(list)
    with patch.object(calibration, "scale_of", lambda _: _AS_IT_IS):
        for section in sections:
            case = case_of(section)
            records: list[MetricRecord | DriverRecord] = [*case.predicted.metrics, *case.predicted.drivers]
            sure = [record for record in records if record.confidence is not None]
            for record, (chance, right) in zip(sure, score_section(case).confidences, strict=True):
                found[_kind_of(record)].append((round(chance * WHOLE), right))
    return found


def fit_scale(answers: Sequence[tuple[int, bool]]) -> Scale:
    """Return the scale by which answers are likeliest to be right and wrong as they are (Platt, 1999)."""
    odds = np.array([log_odds(chance) for chance, _ in answers])
    right = np.array([is_right for _, is_right in answers], float)

    def cost(told: np.ndarray) -> float:
        sums = told[0] * odds + told[1]
        return float((np.logaddexp(0, sums) - right * sums).mean())

    slope, offset = minimize(cost, np.array([1.0, 0.0]), method="L-BFGS-B").x
    return Scale(round(float(slope), 3), round(float(offset), 3))


def written(scales: Mapping[Kind, Scale], about: str) -> Iterator[str]:
    """Yield the lines of the file of scales."""
    yield f"# {about}"
    for kind in KINDS:
        yield f"{kind}: {{slope: {scales[kind].slope}, offset: {scales[kind].offset}}}"


def _kind_of(record: MetricRecord | DriverRecord) -> Kind:
    if isinstance(record, DriverRecord):
        return "driver"
    return "movement" if record.figure is None else "figure"
