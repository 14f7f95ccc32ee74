"""Amounts whose sign the words around them turn: what made up for a loss, what lies over and under."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A restart offset 800 mt of the loss.", "production mom 800 up"),
        ("Restarts made up for 800 mt of the decline.", "production mom 800 up"),
        ("A new line lightened the decline by about 800 mt.", "production mom 800 up"),
        ("An overhaul limited the increase by 800 mt.", "production mom -800 down"),
        ("An overhaul lowered zinc output by 800 mt.", "production change -800 down"),
        (
            "The holiday will cost plants 6 percentage points of their operating rate.",
            "operating_rate change -6 down",
        ),
        ("Among the grades CR3 reached 87.5%.", "share level 87.5 -"),
        ("Zinc output was 8% under May's and 27% over that of a year earlier.", "production yoy 27 up"),
        ("Zinc output fell by 2% over May and by 4% over June 2024.", "production yoy -4 down"),
    ],
)
def test_a_part_that_was_made_up_for_goes_the_other_way(read: Read, text: str, told: str) -> None:
    assert any(line.startswith(told) for line in read(f"Zinc output was 52,000 mt in June. {text}"))
