"""Fiscal years and quarters are read as the months that they span."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Dated = Callable[[str, str, str], tuple[str, str]]


@pytest.mark.parametrize(
    ("text", "figure", "month", "expected"),
    [
        ("Utilisation was 84% in Q3FY22.", "84%", "2022-01", "2021-10/2021-12"),
        ("Output for 1HFY24 came to 61 kt.", "61 kt", "2023-10", "2023-04/2023-09"),
        ("Output in 9MFY20 was 71 kt.", "71 kt", "2020-01", "2019-04/2019-12"),
        ("In India we put output for FY23 at 240 kt.", "240 kt", "2022-05", "2022-04/2023-03"),
        ("Output for FY23 was 240 kt.", "240 kt", "2023-12", "2023"),
        ("Australian mines made 240 kt in FY23.", "240 kt", "2023-07", "2022-07/2023-06"),
        ("In the financial year 2021-22 output was 88 kt.", "88 kt", "2022-04", "2021-04/2022-03"),
        (
            "Japanese smelters plan 310 kt for the first half of the fiscal year.",
            "310 kt",
            "2023-03",
            "2022-04/2022-09",
        ),
        (
            "Japanese smelters made 150 kt in the first quarter of fiscal 2023.",
            "150 kt",
            "2023-07",
            "2023-04/2023-06",
        ),
        ("Mar-21 quarter output was 33 kt.", "33 kt", "2021-03", "2021-01/2021-03"),
        ("Guidance for the year to June 2024 is 260 kt.", "260 kt", "2023-08", "2023-07/2024-06"),
    ],
)
def test_a_fiscal_time_spans_its_months(
    dated: Dated, text: str, figure: str, month: str, expected: str
) -> None:
    assert dated(text, figure, month)[0] == expected


@pytest.mark.parametrize(
    ("text", "figure", "month", "expected"),
    [
        ("We expect premiums of $140/t in the December quarter.", "$140/t", "2022-07", "2022-10/2022-12"),
        ("We see premiums at $140/t in Q1.", "$140/t", "2022-11", "2023-01/2023-03"),
        ("Premiums were $140/t in the December quarter.", "$140/t", "2022-07", "2021-10/2021-12"),
        (
            "Plans are unchanged; output was 41 kt in the first quarter.",
            "41 kt",
            "2022-05",
            "2022-01/2022-03",
        ),
    ],
)
def test_a_quarter_without_a_year_lies_ahead_only_where_the_words_look_ahead(
    dated: Dated, text: str, figure: str, month: str, expected: str
) -> None:
    assert dated(text, figure, month)[0] == expected
