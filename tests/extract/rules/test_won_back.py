"""Amounts that a verb with its particle adds or takes away, and losses that are less or more than before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hunan alone put on 38,000 mt.", "production change 38000 up"),
        ("It is to win back some 3,800 mt in July.", "production mom 3800 up 2025-07 forecast"),
        ("July should recoup at least 4,000 mt.", "production mom 4000 up 2025-07 forecast"),
        ("Smelters parted with about 1,800 mt of output.", "production mom -1800 down"),
        ("An outage robbed plants of 1,700 mt.", "production change -1700 down"),
        ("A new line gave back 800 mt of that.", "production change 800 up"),
        ("A restart made good 3,500 mt of this.", "production change 3500 up"),
        ("Output put on 6% on the year.", "production yoy 6 up"),
        ("Smelters lost 640 yuan/mt, 210 yuan/mt more than in May.", "profit mom -210 down"),
        ("Smelters lost 320 yuan/mt, 240 yuan/mt less than in May.", "profit mom 240 up"),
        ("Smelters made 320 yuan/mt, 240 yuan/mt less than in May.", "profit mom -240 down"),
    ],
)
def test_what_is_added_and_what_is_taken_away(read: Read, text: str, told: str) -> None:
    assert any(line.startswith(told) for line in read(f"Refined zinc output was 52,000 mt in June. {text}"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Plants were put on 3,000 mt a day.", "production level 3000 -"),
        ("Smelters gave back 2,000 mt of zinc.", "production mom -2000 down"),
    ],
)
def test_the_same_verbs_of_something_else(read: Read, text: str, told: str) -> None:
    assert any(line.startswith(told) for line in read(f"Refined zinc output was 52,000 mt in June. {text}"))
