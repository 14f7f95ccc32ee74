"""Levels that are kept, and amounts of output, capacity or stock that go off or come on."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def _read(text: str, figure: str) -> tuple[str, str | None]:
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2015-06")
    metrics = resolve(section, Rules().answer(section).answer).metrics
    found = next(m for m in metrics if m.figure and text[m.figure.start : m.figure.end] == figure)
    return found.basis, found.direction


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("FY guidance 620-640 kt kept.", "620-640 kt"),
        ("We keep $2,100/t for 2016.", "$2,100/t"),
        ("The cabinet kept the 10% export duty on concentrate.", "10%"),
        ("We keep the FY16 guidance for mined metal at 950,000 tonnes.", "950,000 tonnes"),
        ("Operation continues at about 70% of capacity.", "70%"),
        ("Sales to local galvanisers were unaffected at 70,000 mt.", "70,000 mt"),
        ("We expect zinc output to remain high in July, at around 58,000 mt.", "58,000 mt"),
        ("Zinc stocks at ports remained as high as 248,000 mt.", "248,000 mt"),
        ("TCs for domestic ore stopped falling at 5,200 yuan/mt.", "5,200 yuan/mt"),
        ("TCs, at $104/t, have moved sideways.", "$104/t"),
    ],
)
def test_a_level_that_is_kept_is_flat(text: str, figure: str) -> None:
    assert _read(text, figure) == ("level", "flat")


def test_what_a_level_is_the_same_as_moved_nowhere_itself() -> None:
    text = "Zinc output was 51,000 mt in June, almost the same as the record of 51,200 mt in May."
    assert _read(text, "51,200 mt") == ("level", None)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Smelters turned losses into profits of 40 yuan/mt.", "40 yuan/mt"),
        ("Losses turned into a profit of about 150 yuan/mt.", "150 yuan/mt"),
        ("South African smelters were back at 92% of capacity after the flood.", "92%"),
    ],
)
def test_what_turns_or_comes_back_goes_up(text: str, figure: str) -> None:
    assert _read(text, figure) == ("level", "up")


@pytest.mark.parametrize(
    ("text", "figure", "way"),
    [
        ("Checks led small smelters to stop, with some 3,500 mt of output affected.", "3,500 mt", "down"),
        ("In Shandong, 120,000 mt/year is gone.", "120,000 mt/year", "down"),
        ("Notices could see 40 kt/y of capacity closed by December.", "40 kt/y", "down"),
        ("The miner's announced 500 kt of mine cuts tightened the market.", "500 kt", "down"),
        ("The losses so far amount to more than 25,000 mt of zinc.", "25,000 mt", "down"),
        ("Checks made a smelter lower its load, with an impact of about 2,000 mt.", "2,000 mt", "down"),
        ("Absenteeism still costs around 5% of output.", "5%", "down"),
        ("Debottlenecking brought about 900 mt of additional output.", "900 mt", "up"),
        ("Higher TCs permitted restarts in Shanxi equal to 210,000 mt/year.", "210,000 mt/year", "up"),
        ("During the overhaul 31,000 tonnes of concentrate were added to stock.", "31,000 tonnes", "up"),
        ("Semi-coke rose 90 yuan/mt and zinc dust 200 yuan/mt.", "200 yuan/mt", "up"),
        ("Zinc prices were raised four times, 120 yuan/mt altogether, to 950 yuan/mt.", "120 yuan/mt", "up"),
        ("The smelters' joint cut of 17,000 mt for 2015 supported prices.", "17,000 mt", "down"),
    ],
)
def test_what_goes_off_or_comes_on_is_a_change(text: str, figure: str, way: str) -> None:
    assert _read(text, figure) == ("change", way)


def test_the_size_of_a_plant_that_shut_is_a_level() -> None:
    text = "A smelter in Jiangsu with 300,000 mt/year of capacity shut down because of a compressor failure."
    assert _read(text, "300,000 mt/year")[0] == "level"


@pytest.mark.parametrize(
    ("text", "figure", "basis"),
    [
        ("Zinc output was 18,300 t, against 16,900 t in June 2014, a growth of 8.3%.", "8.3%", "yoy"),
        ("Zinc output was 18,300 t, as against 16,900 t in May, an increase of 8.3%.", "8.3%", "mom"),
        ("Zinc output in the June quarter was 38,000 t, up 9% sequentially.", "9%", "change"),
    ],
)
def test_a_move_has_the_basis_of_the_level_before_it(text: str, figure: str, basis: str) -> None:
    assert _read(text, figure) == (basis, "up")


def _movements(text: str) -> list[tuple[str, str | None, str]]:
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2015-06")
    metrics = resolve(section, Rules().answer(section).answer).metrics
    return [(m.indicator, m.direction, m.period) for m in metrics if m.figure is None]


@pytest.mark.parametrize("text", ["Power rates were unchanged.", "The rate of interest on loans went up."])
def test_rates_that_are_paid_are_no_operating_rates(text: str) -> None:
    assert _movements(text) == []


@pytest.mark.parametrize(
    ("text", "way"), [("Output in July: slightly down.", "down"), ("July output: flat.", "flat")]
)
def test_a_note_tells_its_move_behind_a_colon(text: str, way: str) -> None:
    assert _movements(text) == [("production", way, "2015-07")]


def test_a_level_that_held_alone_is_flat_and_no_movement() -> None:
    text = "Zinc output was 45 kt in June, stable."
    assert (_read(text, "45 kt"), _movements(text)) == (("level", "flat"), [])


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Recovery was 76%, helped by the new sorters.", "76%"),
        ("The growth came from Skorpion, whose recovery improved to 62%.", "62%"),
        ("The utility cut the power allocation by 30%.", "30%"),
    ],
)
def test_recoveries_and_power_are_not_measured(text: str, figure: str) -> None:
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2015-06")
    metrics = resolve(section, Rules().answer(section).answer).metrics
    assert [m for m in metrics if m.figure and text[m.figure.start : m.figure.end] == figure] == []


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("Operating capacity was 71,000 mt/day as the month closed.", "71,000 mt/day", ("level", None)),
        ("Three mills with a capacity of 1.4 million mt are affected.", "1.4 million mt", ("level", None)),
        ("Some 1.4 million mt are affected.", "1.4 million mt", ("change", "down")),
        ("Another 6 mt came off zinc output in June.", "6 mt", ("change", "down")),
        ("The owner put the lost tonnage at 900 mt.", "900 mt", ("change", "down")),
    ],
)
def test_what_is_affected_or_comes_off_is_a_change_and_a_size_is_none(
    text: str, figure: str, expected: tuple[str, str | None]
) -> None:
    assert _read(text, figure) == expected
