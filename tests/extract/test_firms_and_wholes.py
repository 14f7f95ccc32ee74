"""Firms by their names, wholes beside their parts, and months that one figure gives another."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def told(text: str, heading: str = "Copper Foil") -> list[tuple[str, str | None, str | None, str]]:
    """Return each figure's value, region, company and period, in text order."""
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    return [
        (f"{m.value.normalize():f}", m.region, m.entity, m.period)
        for m in resolve(section, Rules().answer(section).answer).metrics
        if m.value is not None
    ]


@pytest.mark.parametrize(
    ("text", "firms"),
    [
        (
            "Jiuyang Foil ran at 91%, Norde Foil at 78% and Lingshan Foil at 66%.",
            ["Jiuyang Foil", "Norde Foil", "Lingshan Foil"],
        ),
        (
            "Huashan Foil made 1,240 mt in June and Ruida Metals 860 mt, up 3% MoM.",
            ["Huashan Foil", "Ruida Metals", "Ruida Metals"],
        ),
        ("In June, Ronghe New Energy sold 8,350 mt and exported 3,020 mt.", ["Ronghe New Energy", None]),
        ("Panyu Foil (1,950 mt) was the largest producer in June.", ["Panyu Foil"]),
        ("Longbo Foil is expected to make 3,400 mt in July.", ["Longbo Foil"]),
    ],
)
def test_a_firm_is_known_by_its_name(text: str, firms: list[str | None]) -> None:
    read = [firm for _, _, firm, _ in told(text)]
    assert [one for one, wanted in zip(read, firms, strict=True) if wanted and one != wanted] == []


@pytest.mark.parametrize(
    "text",
    [
        "Copper foil plants ran at 91% in June.",
        "Huashan Foil said that national output rose to 61,200 mt in June.",
        "Huashan Foil sold less in June, while the industry made 61,200 mt.",
        "Battery Foil output was 61,200 mt in June, and plants want more battery orders.",
    ],
)
def test_what_is_no_firm_s_is_of_all(text: str) -> None:
    assert told(text)[-1][2] is None


@pytest.mark.parametrize(
    "text",
    [
        "Shandong produced 7,910 mt of copper foil in June, or 38.5% of the national total of 20,550 mt.",
        "Shandong contributed 5,320 mt of June's 7,710 mt.",
        "Copper foil output in June: Jiangxi 1,180 mt, Guangdong 640 mt, Guangxi 410 mt; total 2,460 mt.",
    ],
)
def test_the_whole_has_not_the_place_of_a_part(text: str) -> None:
    assert told(text)[-1][1] is None
    assert told(text)[0][1] is not None


def test_of_how_many_in_a_place_is_of_that_place() -> None:
    text = "In Fugu, 23 of the 37 plants had halted production by the end of June."
    assert {region for _, region, _, _ in told(text, "Magnesium Ingot")} == {"Fugu"}


def test_pairs_behind_two_months_are_of_them_in_turn() -> None:
    text = "Operating rates in May and June: Guangxi 48% and 55%, Hunan 39% and 37%."
    assert [period for *_, period in told(text)] == ["2025-05", "2025-06", "2025-05", "2025-06"]


def test_a_move_is_of_the_month_of_the_level_that_it_led_to() -> None:
    text = "Copper foil exports doubled from a year earlier, to 710 mt in May."
    assert [period for *_, period in told(text)] == ["2025-05", "2025-05"]


def test_a_year_that_has_not_ended_is_told_so_far() -> None:
    text = (
        "Copper foil output was 94,000 mt in June. Through June, the industry produced 520,400 mt this year."
    )
    assert told(text)[-1][3] == "2025-01/2025-06"
