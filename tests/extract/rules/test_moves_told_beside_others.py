"""Moves whose way or size is told by a word beside the one that stands next to the figure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Zinc output was 46,150 mt in June, less by 2.6% than that of May and greater by 3.3% than that "
            "of June 2024.",
            ["production mom -2.6 down 2025-06 actual", "production yoy 3.3 up 2025-06 actual"],
        ),
        (
            "Zinc output is expected to drop by some 8% more in July.",
            ["production mom -8 down 2025-07 forecast"],
        ),
        ("Zinc output was 8% more in June than in May.", ["production mom 8 up 2025-06 actual"]),
        (
            "Dear ore deepened the loss on zinc by 160 yuan/mt MoM, to 340 yuan/mt.",
            ["profit mom -160 down 2025-06 actual", "profit level -340 - 2025-06 actual"],
        ),
        (
            "Dear acid narrowed the loss on zinc by 160 yuan/mt MoM.",
            ["profit mom 160 up 2025-06 actual"],
        ),
        (
            "Smelters made 618,000 mt of zinc in June, 14,300 mt (2.4%) more than in May and 11.6% above "
            "June 2024.",
            ["production mom 14300 up 2025-06 actual", "production mom 2.4 up 2025-06 actual"],
        ),
        ("Margins on zinc fattened to 620 yuan/mt.", ["profit level 620 up 2025-06 actual"]),
        (
            "Zinc output in June was 312,000 mt, 0.9% up MoM and higher by nearly a half YoY.",
            ["production yoy 50 up 2025-06 actual"],
        ),
        (
            "Zinc output rose 4% in June. The YoY growth rate was 12%.",
            ["production yoy 12 up 2025-06 actual"],
        ),
    ],
)
def test_a_move_goes_the_way_that_its_own_word_tells(text: str, expected: list[str], read: Read) -> None:
    told = read(text)
    assert [each for each in expected if each not in told] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cathode rod was 780 yuan/mt dearer than secondary rod.", "price level 780 - 2025-06 actual"),
        ("Zinc oxide was 2,100 yuan/mt cheaper than zinc dust.", "price level 2100 - 2025-06 actual"),
        ("Zinc dust was dearer by 900 yuan/mt than ordinary metal.", "price level 900 - 2025-06 actual"),
        # Another time is no other product.
        ("Zinc dust was 900 yuan/mt dearer than in May.", "price mom 900 up 2025-06 actual"),
        ("Zinc dust cost 900 yuan/mt less than dust had cost in May.", "price mom -900 down 2025-06 actual"),
        (
            "Zinc dust was 900 yuan/mt dearer than a year earlier.",
            "price yoy 900 up 2025-06 actual",
        ),
    ],
)
def test_a_price_set_beside_that_of_another_product_is_a_gap_and_no_move(
    text: str, expected: str, read: Read
) -> None:
    assert expected in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Zinc output fell for the second month. The MoM rate was 3.8%, the YoY rate 12.1%.",
        "GDP growth rates of 5% are foreseen. Zinc output fell.",
    ],
)
def test_how_far_something_moved_is_no_rate_at_which_plants_run(text: str, read: Read) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Zinc output was at a level of 45,000 mt in June.", "-"),
        ("Zinc output was 45,000 mt in June, at the same level as in May.", "flat"),
        ("At zinc plants the operating rate was 86.5%, no different from May.", "flat"),
        ("The oxide route yielded 45,000 mt, no more and no less than in May.", "flat"),
        ("Traders held 45,000 mt of zinc at the end of June, less than in May.", "down"),
    ],
)
def test_a_level_goes_the_way_that_is_told_behind_it(text: str, way: str, read: Read) -> None:
    assert [each.split()[3] for each in read(text)] == [way]
