"""Agreement of two label sets; alpha against its author's worked examples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eval.agreement import agreement, alpha
from eval.goldset import load_gold
from schemas.errors import InputError
from schemas.vocabulary import Category


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), examples A and B.
        ("0100000000", "1110010010", 0.095),
        ("aabbdcccedda", "babbbccceddd", 0.692),
    ],
)
def test_alpha_is_that_of_the_published_examples(first: str, second: str, expected: float) -> None:
    assert alpha(zip(first, second, strict=True)) == pytest.approx(expected, abs=5e-4)


def test_alpha_is_undefined_without_variation() -> None:
    assert alpha([]) is None
    assert alpha([("a", "a")] * 9) is None
    assert alpha([("a", "a"), ("b", "b")]) == 1


def test_the_scorer_gives_the_agreement_of_two_label_sets(gold_folder: Callable[..., Path]) -> None:
    first = {s.slug: s.labels for s in load_gold(gold_folder(4)).sections}
    second = dict(first)
    labels = first["metal-0"]
    changed = labels.drivers[0].model_copy(update={"category": Category.OTHER})
    second["metal-0"] = labels.model_copy(update={"drivers": (changed, labels.drivers[1])})
    found = agreement(first, second)
    assert found["sections"] == 4
    assert found["metrics"]["full"]["f1"] == 1
    assert found["drivers"]["span"]["f1"] == 1
    assert found["drivers"]["category"]["tp"] == 7
    assert found["alpha"]["metrics.basis"] == 1
    assert found["alpha"]["drivers.category"] < 1
    assert agreement(second, first)["drivers"]["category"]["f1"] == found["drivers"]["category"]["f1"]


def test_label_sets_without_a_shared_section_are_refused() -> None:
    with pytest.raises(InputError, match="no section"):
        agreement({}, {})
