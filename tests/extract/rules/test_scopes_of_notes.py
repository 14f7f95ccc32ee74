"""Scopes that a note gives by its register, its headline, its holders of stocks and its asides."""

import pytest

from extract import Section
from extract.annotate import annotate
from extract.resolve import resolve
from extract.rules import Rules
from schemas.records import SectionResult

MONTH = "2025-06"


def read(text: str, heading: str) -> SectionResult:
    section = annotate(Section(1, "s", heading, 0, 0, text), MONTH)
    return resolve(section, Rules().answer(section).answer)


def segments(text: str, heading: str = "Refined Zinc (China)") -> list[str | None]:
    return [metric.segment for metric in read(text, heading).metrics]


def regions(text: str, heading: str) -> list[str | None]:
    return [metric.region for metric in read(text, heading).metrics]


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        ("China's selenium output was 212 mt in June. It trailed Belgium.", "Selenium", [None]),
        ("Selenium output in China was 212 tonnes in June.", "Selenium", ["China"]),
        ("Output outside China was 88 kt in June.", "Overseas Zinc", [None]),
        ("Output outside China was 88 kt in June.", "Zinc", ["outside China"]),
        ("Norwegian production of zinc was 14.2 kt in June. In May production was 13.1 kt.", "Zinc",
         ["Norway", "Norway"]),
        ("Norwegian production of zinc was 14.2 kt in June. World production was 1.1 Mt.", "Zinc",
         ["Norway", None]),
        ("Stocks at Qingdao and Rizhao ports were 812,000 mt.", "Zinc Ore (China)", ["Qingdao, Rizhao"]),
        ("In Hunan, roasters stayed shut, as the spot price fell to 8,900 yuan/mt.", "Zinc Oxide (China)",
         [None]),
        ("In Hunan, the spot price fell to 8,900 yuan/mt.", "Zinc Oxide (China)", ["Hunan"]),
        ("Output was 1,900 mt in Ni content in June.", "Nickel Matte (China)", [None]),
    ],
)  # fmt: skip
def test_a_place_is_told_where_the_note_is_not_about_it_anyway(
    text: str, heading: str, expected: list[str | None]
) -> None:
    assert regions(text, heading) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Output was 612,000 mt in June, and daily average output was 20,400 mt, up 1.1% MoM.",
         [None, "daily average", "daily average"]),
        ("Output was 4,100 mt in metal content, up 2.2% MoM.", ["metal content"] * 2),
        ("Stocks at galvanising plants rose to 41,000 mt.", ["galvanising plants"]),
        ("Stocks at mills and stockyards rose to 41,000 mt.", ["mills and stockyards"]),
        ("Stocks in LME warehouses fell to 88,000 mt.", ["LME"]),
        ("Finished stocks rose to 12,000 mt.", ["Finished"]),
        ("Large smelters, short of ore since May, ran at 71%.", ["Large smelters"]),
        ("Small smelters, on the other hand, had not recovered and ran at 41%.", ["Small smelters"]),
        ("The rate was 66%, while that of large smelters (above 80,000 mt/year) rose to 79%.",
         [None, "large smelters"]),
        ("The top four producers accounted for 61% of the total.", ["top four producers"]),
        ("Container freight rose to $41/mt.", ["Container freight"]),
        ("Buyers delayed purchases of 12,000 mt.", [None]),
        ("With less supply and better demand, prices went from 22,100 yuan/mt to 22,900 yuan/mt.",
         [None, None]),
        ("Traders raised their offers by 150 yuan/mt.", [None]),
        ("Spodumene fell from 900 yuan/mt to 850 yuan/mt.", ["Spodumene"] * 2),
        ("Plants cut their orders by a quarter; spodumene fell from 900 yuan/mt to 850 yuan/mt.",
         [None, "spodumene", "spodumene"]),
        ("Payables for hydroxide rose to 71%.", ["Payables for hydroxide"]),
        ("Prices rose by $9/t to $2,710/t ex-works.", ["ex-works"] * 2),
        ("FOB WA closed at $371/t.", ["FOB WA"]),
        ("HMS 80:20 fell to $351/t.", ["HMS 80:20"]),
        ("Rotterdam zinc 99.9% was assessed at $2,801/t.", ["99.9%"]),
        ("Spodumene was in good supply and its price fell to 812 yuan/mt.", ["Spodumene"]),
        ("Large smelters had orders until July, and their operating rate was 84%.", ["Large smelters"]),
        ("Smelters that use residue ran at 52%.", ["Smelters that use residue"]),
        ("Plants' own stocks rose to 14,000 mt.", ["Plants"]),
        ("Traders offered ingot at 21,900 yuan/mt.", [None]),
        ("Curbs continued and roasting furnaces worked at half load.", ["roasting furnaces"]),
        ("Power for ferroalloy plants was limited, so that output went down to 41,000 mt.", [None]),
    ],
)  # fmt: skip
def test_a_segment_is_what_the_construction_tells(text: str, expected: list[str | None]) -> None:
    assert segments(text) == expected


def test_a_company_whose_output_is_told_is_no_segment() -> None:
    metric = read("Vantor's output fell to 3,100 t in June.", "Zinc (Peru)").metrics[0]
    assert (metric.entity, metric.segment) == ("Vantor", None)
    metric = read("Rio Brava produced 3,100 t in June.", "Zinc (Peru)").metrics[0]
    assert (metric.entity, metric.segment) == ("Rio Brava", None)


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        ("As copper fell under 71,000 yuan/mt, rod makers got orders.", "Copper Rod (China)", ["copper"]),
        ("The price of copper rod fell under 71,000 yuan/mt.", "Copper Rod (China)", [None]),
        ("London gold closed at $3,310/oz.", "Gold", ["London"]),
        ("Refined zinc metal output was 1.1 Mt.", "Zinc", [None]),
        ("Long steel output was 3.1 Mt.", "Rebar (India)", ["Long steel"]),
        ("Crude steel output was 3.1 Mt.", "Steel (Korea)", ["Crude steel"]),
        ("SiMn alloy output was 812,000 mt.", "Silicomanganese Alloy (China)", [None]),
        ("HRC prices stood at 48,100 rupees/t.", "Indian Hot-Rolled Coil", [None]),
        ("Platinum output was 341 koz.", "PGMs (South Africa)", ["Platinum"]),
        ("NCM 613 made up 21% of output.", "Ternary Precursor (China)", ["NCM 613"]),
    ],
)  # fmt: skip
def test_the_commodity_itself_is_no_segment_and_another_product_is(
    text: str, heading: str, expected: list[str | None]
) -> None:
    assert segments(text, heading) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Output dropped 16% YoY at Kolmar.", (None, None, "Kolmar")),
        ("The fall was led by Alto Verde, where production dropped 14% YoY.", (None, None, "Alto Verde")),
        ("The smelter in Iquique, with a capacity of 90,000 mt/year, was shut.", (None, "Iquique", None)),
        ("Cold repairs of 3,200 mt/day (two kilns in Arequipa and Tacna) were announced.",
         (None, "Arequipa, Tacna", None)),
        ("The 25% US duty stays.", (None, "US", None)),
    ],
)  # fmt: skip
def test_works_and_places_are_found_beside_the_figure(
    text: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    metric = read(text, "Zinc (Peru)").metrics[0]
    assert (metric.segment, metric.region, metric.entity) == expected
