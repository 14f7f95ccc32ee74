"""The reference month of a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.reading import read_report
from extract.reading.month import find_months, reference_month
from schemas.errors import InputError, MonthError


@pytest.mark.parametrize(
    ("title", "month"),
    [
        ("Overview of Metals Output in January 2025 and Forecast for February", "2025-01"),
        ("Output, Jan 2025", "2025-01"),
        ("Output, SEPT. 2024", "2024-09"),
        ("January, 2025", "2025-01"),
        ("Metals 2025-01", "2025-01"),
        ("Metals (2025/11)", "2025-11"),
        ("Metals in December and Forecast for January 2025", "2024-12"),
        ("Metals in January and Outlook for February 2025", "2025-01"),
        ("Jan 27, 2025: Metals in December 2024", "2024-12"),
        ("27 January 2025 - Metals in Dec 2024", "2024-12"),
        ("2025-01-27 Metals in 2024-12", "2024-12"),
        ("January 27, 2025", None),
        ("27th of January 2025", None),
        ("2025-01-27", None),
        ("2025/01/27", None),
        ("2024-2025", None),
        ("Maybe 2025", None),
        ("2025-13 and 12025-01", None),
        ("January", None),
    ],
)
def test_the_month_of_a_title(title: str, month: str | None) -> None:
    assert reference_month([title], []) == month


def test_the_first_title_wins_then_the_most_frequent_month_then_the_first() -> None:
    bodies = ["In May 2024 and June 2024.", "In June 2024, not in May 2024 or on 1 July 2024."]
    assert reference_month(["No month", "In March 2023", "In April 2023"], bodies) == "2023-03"
    assert reference_month([], bodies) == "2024-05"
    assert reference_month([], [*bodies, "June 2024"]) == "2024-06"
    assert reference_month([], ["no month"]) is None


def test_offsets_are_of_the_name() -> None:
    assert list(find_months("up in May 2024, 2024-06")) == [(6, "2024-05"), (16, "2024-06")]


@pytest.mark.parametrize(
    ("front", "body", "month"),
    [
        ("Jan 27, 2025", "Silver output fell in December 2024.", "2024-12"),
        (
            "Silver Review of China for January 2025",
            "Silver fell, as in May 2024 and May 2024.",
            "2025-01",
        ),
    ],
)
def test_titles_before_bodies(tmp_path: Path, front: str, body: str, month: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{front}\nSilver\n{body}\n")
    assert read_report(path).month == month
    assert read_report(path, "2020-02").month == "2020-02"


def test_an_unknown_month_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Jan 27, 2025\nSilver\nSilver output fell 3% by May 1, 2024.\n")
    with pytest.raises(MonthError, match=r"a\.txt: names no month; pass --month YYYY-MM"):
        read_report(path)


@pytest.mark.parametrize("month", ["2025", "2025-13", "2025-1", "25-01", "2025-01\n", "", "\u0662025-01"])
def test_a_given_month_must_be_one(month: str) -> None:
    with pytest.raises(InputError, match="YYYY-MM"):
        read_report("nothing.txt", month)
