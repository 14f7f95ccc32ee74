"""Parts of a year that an ordinal names, parts of a move that were made up for, and whose move it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.rules import Rules
from extract.rules.drivers.chains import neighbours_of
from extract.rules.neighbouring import is_of_neighbour
from extract.rules.tokens import Token

Dated = Callable[[str, str, str], tuple[str, str]]
Read = Callable[[str], list[str]]


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
    ("text", "told"),
    [
        ("A restart offset 800 mt of the loss.", "production mom 800 up"),
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


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Of the 23 producers surveyed nine recorded a decline and four an increase.", {"23", "9", "4"}),
        ("Among the 11 producers surveyed, five raised output and four held it.", {"11", "5", "4"}),
        ("The survey covers 26 producers. Of these, 11 lowered output and 7 raised it.", {"26", "11", "7"}),
    ],
)
def test_counts_of_those_who_were_asked_go_on(read: Read, text: str, counts: set[str]) -> None:
    found = {line.split()[2] for line in read(text) if line.startswith("producer_count")}
    assert found == counts


@pytest.mark.parametrize(
    ("behind", "direction"),
    [
        ("That is 10% less than in May.", None),
        ("That is 10% less than in June 2024.", "down"),
        ("Small mills made 10% less than in May.", "down"),
    ],
)
def test_a_level_has_no_way_where_the_next_sentence_tells_its_change(
    behind: str, direction: str | None
) -> None:
    section = annotate(
        Section(1, "s", "Refined Zinc", 0, 0, f"Zinc output fell to 98 kt in June. {behind}"), "2025-06"
    )
    (level,) = [f for f in Rules().answer(section).answer.figures if f.basis == "level"]
    assert level.direction == direction


def tokens(text: str) -> list[Token]:
    from extract.rules.context import statements

    section = annotate(Section(1, "s", "Molybdenum Concentrate", 0, 0, text), "2025-06")
    return list(next(iter(statements(section))).tokens)


@pytest.mark.parametrize(
    ("heading", "phrase", "told"),
    [
        ("Molybdenum Concentrate", "Ferromolybdenum smelters", True),
        ("Separator", "Cell output", True),
        ("Copper Tube", "air conditioners", True),
        ("Molybdenum Concentrate", "concentrate output", False),
        ("PV Film", "POE film", False),
        ("Unheard-of Metal", "precursor", False),
    ],
)
def test_neighbours_are_known_by_the_heading(heading: str, phrase: str, told: bool) -> None:
    own = frozenset(heading.lower().split())
    assert is_of_neighbour(heading, own, None, tokens(phrase)) is told


def test_a_neighbour_that_names_a_route_is_none() -> None:
    route = tokens("output from stone coal")
    assert is_of_neighbour("Vanadium Pentoxide", frozenset({"vanadium"}), None, route[2:])
    assert not is_of_neighbour("Vanadium Pentoxide", frozenset({"vanadium"}), route[1], route[2:])


@pytest.mark.parametrize("text", ["Precursor output is expected to rise in July.", "Precursor output fell."])
def test_the_move_of_a_neighbour_is_none(text: str) -> None:
    section = annotate(
        Section(1, "s", "Manganese Sulphate", 0, 0, f"Manganese sulphate output was 52 kt in June. {text}"),
        "2025-06",
    )
    assert neighbours_of("Manganese Sulphate").buyers
    assert not Rules().answer(section).answer.movements


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zinc output was unchanged from May, yet lower than a year earlier.", {"mom flat", "yoy down"}),
        ("SHG zinc was made in almost the same quantity as in May.", {"mom flat"}),
        ("Zinc output stayed where it had been in May.", {"mom flat"}),
        ("Zinc output is due to come down in July.", {"mom down"}),
        ("Zinc output fell in line with lead.", {"mom down"}),
    ],
)
def test_a_move_has_the_comparison_of_its_own_words(text: str, told: set[str]) -> None:
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    moves = Rules().answer(section).answer.movements
    assert {f"{move.basis} {move.direction}" for move in moves} == told
    assert {move.period for move in moves} == {"2025-07" if "July" in text else "2025-06"}
