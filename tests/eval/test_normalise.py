"""Which text fields are the same."""

from __future__ import annotations

import pytest

from eval.normalise import same_text, text_similarity


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Large smelters", "large-scale smelter"),
        ("liquid aluminium", "Liquid Aluminum"),
        ("halted production", "shutdowns"),
        ("increased production", "higher output"),
        ("Mexico and Canada", "Canada, Mexico"),
        ("north China", "northern China"),
        ("NPI", "nickel pig iron"),
        ("electrolytic process", "electroyltic"),
        (None, None),
    ],
)
def test_equivalent_texts_are_the_same(a: str | None, b: str | None) -> None:
    assert same_text(a, b)
    assert same_text(b, a)
    assert text_similarity(a, b) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("200-series", "300-series"),
        ("CR3", "CR5"),
        ("Shanxi", "Shaanxi"),
        ("large smelters", "small smelters"),
        ("halted production", "reduced production"),
        ("Mexico", "Mexico and Canada"),
        ("oriented steel sheet coil stock", "non oriented steel sheet coil stock"),
        ("north China", "south China"),
        ("production", "output"),
        ("large smelters", None),
        ("%", "#"),
    ],
)
def test_other_texts_are_not(a: str | None, b: str | None) -> None:
    assert not same_text(a, b)
    assert not same_text(b, a)
    assert text_similarity(a, b) <= 0.5
