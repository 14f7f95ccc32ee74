"""Bases and directions: what a move is measured against, and which way a level went."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def told(text: str, figure: str) -> tuple[str, str | None, str]:
    """Return basis, direction and value of a figure of a text."""
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    metrics = resolve(section, Rules().answer(section).answer).metrics
    found = next(m for m in metrics if m.figure and text[m.figure.start : m.figure.end] == figure)
    return found.basis.value, found.direction and found.direction.value, str(found.value)


@pytest.mark.parametrize(
    ("text", "figure", "way"),
    [
        ("The lead price, at 15,900 yuan/mt, moved little.", "15,900 yuan/mt", "flat"),
        ("Treatment charges, $88-93/mt CIF, did not move.", "$88-93/mt", "flat"),
        ("The conversion fee was 1,480 yuan/mt and did not change.", "1,480 yuan/mt", "flat"),
        ("The 15% export duty continues in 2026.", "15%", "flat"),
        ("The second-quarter benchmark of $1.45/lb was rolled over.", "$1.45/lb", "flat"),
        ("Unit cash cost, at $71.90/t, rose on account of freight.", "$71.90/t", "up"),
        ("Soda ash, 1,600 yuan/mt, followed coal down.", "1,600 yuan/mt", "down"),
        ("Soda ash, 1,600 yuan/mt, lowered the cost of smelters.", "1,600 yuan/mt", None),
        ("Zinc output was 480,000 mt. Four smelters of the south experienced a decline.", "480,000 mt", None),
        ("In July output should come back to 500,000 mt.", "500,000 mt", "up"),
        ("Repairs should put exports back above 95,000 mt.", "95,000 mt", "up"),
        ("Dear coke pushed the cost up to 5,700 yuan/mt.", "5,700 yuan/mt", "up"),
        ("Exports kept pace, 41,000 mt.", "41,000 mt", None),
        ("Exports were 14,200 mt; the 20% export duty continues in 2026.", "20%", "flat"),
        ("Unit costs improved to $17.9/t on higher volumes.", "$17.9/t", "down"),
        ("The overseas price was 90 yuan/mt below the domestic price.", "90 yuan/mt", None),
        ("Zinc slid from 22,400 to 21,800 yuan/mt under the weight of ore.", "21,800 yuan/mt", "down"),
        ("Zinc slid from 22,400 yuan/mt to 21,800 yuan/mt under heavy imports.", "21,800 yuan/mt", "down"),
        ("Zinc went from 22,400 yuan/mt down to 21,800 yuan/mt.", "21,800 yuan/mt", "down"),
    ],
)  # fmt: skip
def test_a_level_has_the_way_that_its_sentence_tells(text: str, figure: str, way: str | None) -> None:
    assert told(text, figure)[:2] == ("level", way)


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("Soda ash became more costly by 90 yuan/mt.", "90 yuan/mt", ("change", "up", "90")),
        (
            "A new 5,000 mt/year line in Jiangxi started up and contributed 90 mt.",
            "90 mt", ("change", "up", "90"),
        ),
        (
            "Output was 480,000 mt, that of ore being 8% below May and that of scrap 2% above.",
            "2%", ("mom", "up", "2"),
        ),
        ("Bonded stocks drew by 70 kt to 310 kt.", "70 kt", ("change", "down", "-70000")),
        ("This led to a drop in prices of 600 yuan/mt.", "600 yuan/mt", ("change", "down", "-600")),
        ("Decreases were found in Hunan (-160 mt) and Gansu (-45 mt).", "-45 mt", ("change", "down", "-45")),
        ("Output was 480,000 mt, 4% MoM and 17% YoY higher.", "4%", ("mom", "up", "4")),
        ("Exports were 3,900 t, 2% over May and 4% over June 2024.", "4%", ("yoy", "up", "4")),
        ("Exports were 3,900 t, down 2% over May and 4% over June 2024.", "2%", ("mom", "down", "-2")),
        ("Exports were 3,900 t, down 2% over May and 4% over June 2024.", "4%", ("yoy", "down", "-4")),
        ("Exports were 3,900 t, lower by 2% over May.", "2%", ("mom", "down", "-2")),
        ("Exports, at 3,900 t, were 2% under May's but 4% over that of June 2024.", "4%", ("yoy", "up", "4")),
        ("Exports were 3,900 t, 4% over those of May.", "4%", ("mom", "up", "4")),
        ("Exports dropped 4% over that of May.", "4%", ("mom", "down", "-4")),
        ("Exports fell 2% MoM and 4% over that of June 2024.", "4%", ("yoy", "down", "-4")),
        ("Exports rose, yet they still trailed the same month of 2024 by 3%.", "3%", ("yoy", "down", "-3")),
        ("Against a foreseen increase of 5%, exports went back by 2% MoM.", "2%", ("mom", "down", "-2")),
        ("Exports were 9% beneath the May level.", "9%", ("mom", "down", "-9")),
        ("Output was 480,000 mt, 7,000 mt over May.", "7,000 mt", ("mom", "up", "7000")),
        ("Output was 480,000 mt, which is 7,000 mt (1.5%) over May.", "7,000 mt", ("mom", "up", "7000")),
        ("Output was 480,000 mt. That is 7,000 mt (1.5%) over May.", "1.5%", ("mom", "up", "1.5")),
        ("Output was 480,000 mt, 7,000 mt (1.4%) below May.", "7,000 mt", ("mom", "down", "-7000")),
        ("Output was 480,000 mt, 7,000 mt (1.4%) below May.", "1.4%", ("mom", "down", "-1.4")),
        ("Output was 480,000 mt, 7,000 mt, or 1.5%, over May.", "7,000 mt", ("mom", "up", "7000")),
        ("Output was 480,000 mt, 7,000 mt, or 1.5%, over May.", "1.5%", ("mom", "up", "1.5")),
        ("Output rose in June MoM and YoY alike, by 3% and 5%.", "3%", ("mom", "up", "3")),
        ("Output fell both year on year and month on month, by 3% and 5%.", "3%", ("yoy", "down", "-3")),
        ("Output fell both year on year and month on month, by 3% and 5%.", "5%", ("mom", "down", "-5")),
        ("Output saw a MoM increase of 12% against a YoY decrease of 15%.", "12%", ("mom", "up", "12")),
        (
            "Output saw a MoM increase of 12% against a YoY decrease of 15%.",
            "15%", ("yoy", "down", "-15"),
        ),
        ("Output fell 3.4% MoM against the increase of 1% in May.", "1%", ("mom", "up", "1")),
        ("Output fell 3.4% MoM against a slight increase of 1% in May.", "3.4%", ("mom", "down", "-3.4")),
        ("Output was 480,000 mt, 9% above May and 61% above the previous June.", "9%", ("mom", "up", "9")),
        ("Output was 480,000 mt, 9% above May and 61% above the previous June.", "61%", ("yoy", "up", "61")),
        ("Output was 480,000 mt, 2% more than last June.", "2%", ("yoy", "up", "2")),
        ("Output was 2% down on an annual comparison.", "2%", ("yoy", "down", "-2")),
        ("Output was 2% down in monthly comparison.", "2%", ("mom", "down", "-2")),
        (
            "Output was 480,000 mt, 7,000 mt behind our forecast.",
            "7,000 mt", ("vs_expectation", "down", "-7000"),
        ),
        (
            "Output was 480,000 mt, 7,000 mt less than foreseen.",
            "7,000 mt", ("vs_expectation", "down", "-7000"),
        ),
        ("Output closed 7,000 mt, or 1.5%, under May.", "7,000 mt", ("mom", "down", "-7000")),
        (
            "Output was 480,000 mt, 7,000 mt, or 1.5%, below May and 2% above June 2024.",
            "7,000 mt", ("mom", "down", "-7000"),
        ),
        (
            "Output was 480,000 mt, 7,000 mt, or 1.5%, below May and 2% above June 2024.",
            "2%", ("yoy", "up", "2"),
        ),
        (
            "Prices fell from a May average of 110 yuan/mt to 40 yuan/mt.",
            "110 yuan/mt", ("level", None, "110"),
        ),
        (
            "Prices fell from a May average of 110 yuan/mt to 40 yuan/mt.",
            "40 yuan/mt", ("level", "down", "40"),
        ),
        ("Rates were 61%, 3 points over May.", "3 points", ("mom", "up", "3")),
        ("Output was 480,000 mt, 84% above that of the strike-hit June 2024.", "84%", ("yoy", "up", "84")),
        ("Output was 480,000 mt. In July 0.3% more is expected.", "0.3%", ("mom", "up", "0.3")),
        (
            "Output was 600 mt in metal content below our forecast.",
            "600 mt", ("vs_expectation", "down", "-600"),
        ),
        ("The price of 156 mm tubes rose by 200 yuan/mt.", "200 yuan/mt", ("change", "up", "200")),
        ("Exports reached 41,000 mt. In July exports will rise by 5%.", "5%", ("mom", "up", "5")),
        (
            "Output of zinc in Peru was 120,000 mt. In July output in Peru will fall by a further 3%.",
            "3%", ("mom", "down", "-3"),
        ),
        ("Output was 480,000 mt. A restart added 4,500 mt.", "4,500 mt", ("change", "up", "4500")),
    ],
)  # fmt: skip
def test_a_move_has_the_basis_that_its_sentence_tells(
    text: str, figure: str, expected: tuple[str, str, str]
) -> None:
    assert told(text, figure) == expected


def test_a_comparison_is_no_region() -> None:
    section = annotate(
        Section(1, "s", "Refined Zinc", 0, 0, "Output rose in June MoM and YoY, by 3%."), "2025-06"
    )
    assert {m.region for m in resolve(section, Rules().answer(section).answer).metrics} == {None}


def metrics(text: str) -> dict[str, str]:
    """Return the indicator and basis of each figure of a text that is a metric."""
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    found = resolve(section, Rules().answer(section).answer).metrics
    return {
        text[m.figure.start : m.figure.end]: f"{m.indicator.value} {m.basis.value}" for m in found if m.figure
    }


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("Exports reached 3,900 t in June, 17.1% over May.", "17.1%", "shipments mom"),
        ("Smelters poured 6,900 mt, 3% down, an official said.", "3%", "production mom"),
        ("Output from ore fell 7% MoM, output from scrap 14%.", "14%", "production mom"),
        ("Output was 480,000 mt. Oxide gained 9% MoM and that from dross 2%.", "2%", "production mom"),
        ("The 25% export duty in force since May cut exports by about 3,000 mt.", "25%", "tariff level"),
        ("Ore is subject to the 20% tax.", "20%", "tariff level"),
        ("About 14,500 mt were shipped, against 11,900 mt in May.", "14,500 mt", "shipments level"),
        ("By barge, 71,000 mt were sent to Korea.", "71,000 mt", "shipments level"),
        ("Output was 372,000 mt, 84% of installed capacity of 443,000 mt.", "84%", "operating_rate level"),
        ("Output was 372,000 mt, 84% of installed capacity of 443,000 mt.", "443,000 mt", "capacity level"),
        ("Prices fell on the arrival of 52,000 mt of ore.", "52,000 mt", "arrivals level"),
        ("Output was 480,000 mt. European plants averaged 95%.", "95%", "operating_rate level"),
        ("The 27 smelters tracked by us made 96,000 mt.", "27", "producer_count level"),
        ("Nine of 22 zinc plants have closed their furnaces.", "Nine", "producer_count level"),
        ("Five producers were operating.", "Five", "producer_count level"),
    ],
)  # fmt: skip
def test_what_a_figure_measures_is_told_behind_it_or_by_the_figure_before(
    text: str, figure: str, expected: str
) -> None:
    assert metrics(text)[figure] == expected


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Output was 480,000 mt. The weak lira, which lost 2%, limited the fall.", "2%"),
        ("Prices are $360/mt, and the Australian dollar's fall of 9% helped.", "9%"),
        ("The rate of plants with more than 1 million mt of capacity was 77%.", "1 million mt"),
        ("Mines smaller than 20,000 mt/year lose their permits.", "20,000 mt/year"),
        ("Furnaces are limited to 90% of the electricity of last year.", "90%"),
        ("One of the two plants cut its load to 60%.", "One"),
        ("The operating rate of the top three producers was 95%.", "three"),
    ],
)
def test_what_only_names_a_currency_a_class_or_a_few_is_no_metric(text: str, figure: str) -> None:
    assert figure not in metrics(text)


@pytest.mark.parametrize(
    ("text", "figure", "basis"),
    [
        ("Output slipped from May, although compared with June 2024 it was up 6.1%.", "6.1%", "yoy"),
        ("Output fell both MoM and YoY, gas tariffs having been put up 3.2% in June.", "3.2%", "change"),
        ("Coil sold at 540 yuan/mt, 12 yuan/mt above that of May: ore had gained 4 yuan/mtu.", "4 yuan/mtu",
         "change"),
        ("Output rose 3% MoM, while exports rose 5%.", "5%", "mom"),
        ("Zinc lost $35 a tonne in the week to June 20.", "$35 a tonne", "wow"),
    ],
)  # fmt: skip
def test_a_move_takes_over_no_comparison_of_what_it_only_explains(text: str, figure: str, basis: str) -> None:
    assert told(text, figure)[0] == basis


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
    assert told(f"Zinc output fell to 98 kt in June. {behind}", "98 kt")[1] == direction
