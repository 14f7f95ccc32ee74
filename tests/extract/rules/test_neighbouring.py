"""Neighbours: inputs of a commodity and what its buyers make have no movement in its section."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.rules import Rules
from extract.rules.context import statements
from extract.rules.drivers.chains import name_at_end, neighbours_of
from extract.rules.neighbouring import is_of_neighbour
from extract.rules.tokens import Token


def tokens(text: str) -> list[Token]:
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


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("aluminum die casters", "aluminum die caster*"),
        ("ternary cathode precursor", "ternary cathode precursor*"),
        ("lithium carbonate", "lithium carbonate"),
        ("carried", None),
        ("never", None),
        ("precursor makers", None),
    ],
)
def test_words_end_in_a_name_of_the_chains_or_in_none(words: str, name: str | None) -> None:
    assert name_at_end(words) == name


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
