"""Pieces of sentences: where a connective cuts, and what a list must not tear."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.annotate import annotate
from extract.reading import read_report
from extract.rules import told
from extract.rules.drivers.cases import cases_of


def pieces(tmp_path: Path, sentence: str) -> list[str]:
    report = tmp_path / "report.txt"
    report.write_text(f"Refined Tin\n{sentence}\n", encoding="utf-8")
    section = annotate(read_report(report, "2025-06").sections[0], "2025-06")
    return [case.reading.text(*case.run) for case in cases_of(told(section))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Output fell owing to a furnace leak.",
            ["Output fell", "a furnace leak"],
        ),
        (
            "Refiners cut output as concentrate grew scarce.",
            ["Refiners cut output", "concentrate grew scarce"],
        ),
        (
            "Heavy rain led to a landslide at the mine.",
            ["Heavy rain", "a landslide at the mine"],
        ),
        (
            "Output rose despite the power cuts.",
            ["Output rose", "the power cuts"],
        ),
    ],
)
def test_a_connective_parts_what_stands_on_its_two_sides(
    tmp_path: Path, sentence: str, expected: list[str]
) -> None:
    assert [piece.rstrip(".") for piece in pieces(tmp_path, sentence)] == expected


def test_a_weak_connective_parts_nothing_where_no_cause_is_named_behind_it(tmp_path: Path) -> None:
    assert len(pieces(tmp_path, "Prices were quoted as averages of the week.")) == 1


@pytest.mark.parametrize("joint", ["and", "or"])
def test_two_places_of_one_phrase_are_not_torn_apart(tmp_path: Path, joint: str) -> None:
    told_of = pieces(tmp_path, f"Several smelters in Gejiu {joint} Chenzhou carried out maintenance.")
    assert len(told_of) == 1


def test_two_causes_of_a_list_stay_two(tmp_path: Path) -> None:
    told_of = pieces(
        tmp_path, "Output fell because of maintenance in Gejiu and weak orders from solder makers."
    )
    assert [piece.rstrip(".") for piece in told_of] == [
        "Output fell",
        "maintenance in Gejiu",
        "weak orders from solder makers",
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # A list within a phrase goes on, one of causes does not.
        ("Power tariffs in Gansu and Qinghai will rise", ["Power tariffs in Gansu and Qinghai will rise"]),
        ("weak orders and high stocks", ["weak orders", "high stocks"]),
        ("a lack of concentrate and poor demand", ["a lack of concentrate", "poor demand"]),
        ("Orders were weak and stocks were high", ["Orders were weak", "stocks were high"]),
        # What tells of a thing belongs to it.
        ("die casters, which are short of metal", ["die casters, which are short of metal"]),
        ("orders fell, which hit output", ["orders fell", "which hit output"]),
        ("weak orders, which led to lower output", ["weak orders, which", "lower output"]),
        # Words that look like a connective and are none.
        ("the restart of a leading smelter", ["the restart of a leading smelter"]),
        ("prices below the costs of small mines", ["prices below the costs of small mines"]),
        ("stocks are down to 12 days", ["stocks are down to 12 days"]),
        ("the fall was down to weak orders", ["the fall", "weak orders"]),
        ("furnaces are without power", ["furnaces are without power"]),
        ("plants ran short without power", ["plants ran short", "power"]),
    ],
)
def test_a_piece_holds_one_cause(tmp_path: Path, sentence: str, expected: list[str]) -> None:
    assert [piece.rstrip(".") for piece in pieces(tmp_path, sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Output fell as heavy rain in Gansu and Inner Mongolia disrupted transport.",
            ["Output fell", "heavy rain in Gansu and Inner Mongolia disrupted transport"],
        ),
        (
            "Output fell because smelters in Gansu, Henan, and Yunnan carried out maintenance.",
            ["Output fell", "smelters in Gansu, Henan, and Yunnan carried out maintenance"],
        ),
        (
            "Output fell as power was rationed in Sichuan, and Yunnan had a strike.",
            ["Output fell", "power was rationed in Sichuan", "Yunnan had a strike"],
        ),
    ],
)
def test_a_list_of_places_is_not_torn(tmp_path: Path, sentence: str, expected: list[str]) -> None:
    assert [piece.rstrip(".") for piece in pieces(tmp_path, sentence)] == expected
