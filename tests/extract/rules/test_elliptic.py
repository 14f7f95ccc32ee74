"""Times without a noun or a month of their own: "the second", "ten months have given", what was revised."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Dated = Callable[[str, str, str], tuple[str, str]]


@pytest.mark.parametrize(
    ("text", "figure", "period"),
    [
        ("The third quarter had 28,100 mt, the second 26,300 mt.", "26,300 mt", "2025-04/2025-06"),
        ("The third quarter of 2024 gave 61 kt of zinc, the fourth 58 kt.", "58 kt", "2024-10/2024-12"),
        (
            "Zinc output was 42 kt in the third quarter after 39 kt in the second.",
            "39 kt",
            "2025-04/2025-06",
        ),
        (
            "In the third quarter zinc output was 42 kt; for the fourth 40 kt are seen.",
            "40 kt",
            "2025-10/2025-12",
        ),
        ("Of the halves of the year, the first gave 120 kt of zinc.", "120 kt", "2025-01/2025-06"),
        ("Ten months have now given 510 kt of zinc.", "510 kt", "2025-01/2025-10"),
        ("Over ten months 510 kt of zinc were produced.", "510 kt", "2025-01/2025-10"),
        ("Nine months have given 510 kt of zinc.", "510 kt", "2025-10"),
        ("Of two lines in Hunan the first made 12 kt of zinc.", "12 kt", "2025-10"),
        ("Zinc exports came to 24 kt in September, a MoM loss of 3.3%.", "3.3%", "2025-09"),
        (
            "Zinc output was 9% below September, for which a revised total of 48 kt is given.",
            "48 kt",
            "2025-09",
        ),
        ("In Hunan 150 kt/year of new zinc capacity began to run on October 20.", "150 kt/year", "2025-10"),
    ],
)
def test_a_figure_is_of_the_part_of_the_year_that_is_told(
    dated: Dated, text: str, figure: str, period: str
) -> None:
    assert dated(text, figure, "2025-10")[0] == period


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Premiums for the first quarter were settled at $530/mt.", "$530/mt"),
        ("Deliveries to Italy for the first quarter were concluded at $530/mt.", "$530/mt"),
        ("Coke was settled at $455/mt for the first quarter, a $35/mt increase over the fourth.", "$35/mt"),
        ("Premiums for the first quarter came to $530/mt, $25/mt above those for the fourth.", "$25/mt"),
    ],
)
def test_what_is_settled_for_a_quarter_is_of_the_one_to_come(dated: Dated, text: str, figure: str) -> None:
    assert dated(text, figure, "2025-11")[0] == "2026-01/2026-03"
