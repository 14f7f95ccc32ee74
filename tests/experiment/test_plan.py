"""The plan of an experiment: what may stand in it, and the cells that it makes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from experiment.plan import FILE, cells, load_experiment
from schemas.errors import DataFileError

MODEL = {"model": "local/fake", "base_url": "http://127.0.0.1:1"}


def names(folder: Path) -> list[str]:
    return [cell.name for cell in cells(load_experiment(folder / FILE))]


def test_the_matrix_is_every_choice_with_every_other(planned: Callable[..., Path]) -> None:
    folder = planned(models=[MODEL], prompts=["v1", "v2"], shots=[0, 2], samples=[1, 3])
    found = names(folder)
    assert len(found) == len(set(found)) == 2 * 2 * 2 * 2
    assert found[0] == "local-fake-assay-1-v1"
    assert found[-1] == "local-fake-assay-2-v2-2-shots-3-samples"


def test_the_rules_are_asked_once_a_schema(planned: Callable[..., Path]) -> None:
    folder = planned(models=["rules", MODEL], prompts=["v1", "v2"], shots=[0, 2])
    assert [name for name in names(folder) if name.startswith("rules")] == ["rules-assay-1", "rules-assay-2"]


def test_the_baseline_is_the_first_cell_unless_named(planned: Callable[..., Path]) -> None:
    assert load_experiment(planned() / FILE).base == "rules-assay-1"
    assert load_experiment(planned(baseline="rules-assay-2") / FILE).base == "rules-assay-2"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"models": []}, "models: "),
        ({"models": [{"name": "x"}]}, "models 1 model: Field required"),
        ({"schemas": ["9"]}, "there is no schema 9"),
        ({"shots": [-1]}, "shots 1: "),
        ({"colour": "red"}, "colour: Extra inputs"),
        ({"baseline": "other"}, "baseline 'other' is no cell; there are: rules-assay-1, rules-assay-2"),
        ({"models": ["rules", "rules"]}, "two cells are named rules-assay-1"),
        ({"split": "train"}, "split: "),
        ({"max_cost": -1}, "max_cost: "),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    planned: Callable[..., Path], changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(DataFileError, match=re.escape(message)) as told:
        load_experiment(planned(**changes) / FILE)
    assert "\n" not in str(told.value)


def test_two_choices_of_one_model_are_told_apart_by_name(planned: Callable[..., Path]) -> None:
    warm = MODEL | {"name": "warm", "parameters": {"temperature": 1}}
    assert names(planned(models=[MODEL, warm], schemas=["assay/1"])) == ["local-fake-assay-1", "warm-assay-1"]
