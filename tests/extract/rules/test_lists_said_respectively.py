"""Lists whose members are told respectively, and what "each", "the former" and "that is" take up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Zinc output in Gansu and Hunan was, respectively, 21,500 mt and 24,000 mt less than in May.",
            ["production mom -21500 down", "production mom -24000 down"],
        ),
        (
            "Domestic and import TCs fell MoM by 150 yuan/mt and $12/mt, respectively.",
            ["treatment_charge mom -150 down", "treatment_charge mom -12 down"],
        ),
        (
            "Operating rates in Gansu and Hunan fell from 62% and 58% in May to 29% and 33%, respectively.",
            [
                "operating_rate level 62 -",
                "operating_rate level 58 -",
                "operating_rate level 29 down",
                "operating_rate level 33 down",
            ],
        ),
        (
            "Zinc output was up 2.1% and down 3.4% MoM and YoY respectively.",
            ["production mom 2.1 up", "production yoy -3.4 down"],
        ),
        (
            "Zinc output fell 2.1% and 3.4% compared with the previous month and the same period last year, "
            "respectively.",
            ["production mom -2.1 down", "production yoy -3.4 down"],
        ),
        (
            "Against May, Gansu gained 210 mt, Hunan 60 mt, while Shanxi lost 90 mt of zinc output.",
            ["production mom 210 up", "production mom 60 up", "production mom -90 down"],
        ),
        (
            "Zinc output was 8,240 mt, 560 mt short of May and 930 mt short of June last year, that is, 6.4% "
            "and 10.1% lower.",
            [
                "production level 8240 -",
                "production mom -560 down",
                "production yoy -930 down",
                "production mom -6.4 down",
                "production yoy -10.1 down",
            ],
        ),
        (
            "Capacity is 98,000 mt/year and operating capacity 84,000 mt/year; the former grew by 1.0% MoM, "
            "the latter by 1.9%.",
            [
                "capacity level 98000 -",
                "operating_capacity level 84000 -",
                "capacity mom 1 up",
                "operating_capacity mom 1.9 up",
            ],
        ),
    ],
)
def test_each_member_of_a_list_has_what_is_its_own(read: Read, text: str, told: list[str]) -> None:
    assert [line.rsplit(" ", 2)[0] for line in read(text)][: len(told)] == told


def test_a_move_told_of_each_is_told_of_all(read: Read) -> None:
    text = (
        "CR3, CR5 and CR10 stood at 41.0%, 55.6% and 77.3%, respectively, each 0.5 percentage points lower."
    )
    assert sum(" -0.5 down " in line for line in read(text)) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zinc output slipped 1.6%, to 4,710 mt, which left it 0.9% ahead of June 2024.", "0.9 up"),
        ("Zinc output was down 2.1% and up 3.4% YoY.", "3.4 up"),
        ("The operating rate is forecast to give up a further 0.5 percentage points.", "-0.5 down"),
        ("Zinc output was 11,240 mt – 560 mt short of May.", "-560 down"),
    ],
)
def test_a_move_has_its_own_sign(read: Read, text: str, told: str) -> None:
    assert any(f" {told} " in line for line in read(text))
