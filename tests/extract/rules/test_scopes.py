"""Scopes: what a figure, a movement or a cause is told of, by the construction that names it."""

import pytest

from extract import Section
from extract.annotate import annotate
from extract.resolve import resolve
from extract.rules import Rules, explain
from schemas.records import SectionResult

MONTH = "2025-06"


def read(text: str, heading: str = "Refined Zinc (China)") -> SectionResult:
    section = annotate(Section(1, "s", heading, 0, 0, text), MONTH)
    return resolve(section, Rules().answer(section).answer)


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("Large smelters ran at an operating rate of 81%.", ["Large smelters"]),
        ("Smelters were large, and the small ones ran at 61%.", ["small smelters"]),
        ("Smelters not using scrap (the majority) are seen at an operating rate of 68%.",
         ["Smelters not using scrap"]),
        ("For medium-sized smelters the forecast rate is 76%, up 1.3 percentage points MoM.",
         ["medium-sized smelters"] * 2),
        ("Small and medium-sized producers cut their output by 12%.", ["Small and medium-sized producers"]),
        ("Those using scrap ran at 46%.", ["using scrap"]),
        ("Cuts were confined to plants fed with scrap, whose output fell by 9%.", ["plants fed with scrap"]),
        ("By raw material, output from briquettes and powder was cut by 14.8%.", ["briquettes and powder"]),
        ("Zinc ingot made from residue recorded a 17% MoM fall in output.", ["residue"]),
        ("For zinc from recycling, output fell 11% MoM.", ["recycling"]),
        ("Spot concentrate TC was $6.4/t.", ["spot concentrate"]),
        ("Domestic TCs averaged 3,850 yuan/mt.", ["Domestic"]),
        ("The import index stood at $96/mt.", ["import index"]),
        ("Port stocks fell to 119,000 mt.", ["Port"]),
        ("Processing fees in Foshan averaged 310 yuan/mt.", ["Processing fees"]),
        ("The 62% Fe price held above $100/dmt.", ["62% Fe"]),
        ("#553 rose from 19,600 yuan/mt to 21,200 yuan/mt.", ["#553"] * 2),
        ("High-grade output was 22,600 mt; low-grade 5,300 mt.", ["High-grade", "low-grade"]),
        ("Raw material stocks fell to 31,800 mt, while finished product stocks were 64,500 mt, up 3.9% MoM.",
         ["raw material", "finished product", "finished product"]),
        ("Producers' stocks were 236,000 mt.", ["Producers"]),
        ("Port inventory of ore was 4,620 mt.", ["Port ore"]),
        ("The price difference between primary and secondary lead widened to 275 yuan/mt.",
         ["difference between primary and secondary lead"]),
        ("A mill fixed its June tender at 7,400 yuan/mt.", ["tender"]),
        ("The CIF price of 40-42% concentrate rose to $258/mt.", ["40-42% concentrate"]),
        ("Output by route: 16,900 mt was made from ore (up 9% MoM) and 9,850 mt from scrap (up 8%).",
         ["ore", "ore", "scrap", "scrap"]),
        ("The top five makers ran at 62%.", ["top five makers"]),
        ("A new 150,000 mt/year plant was started.", ["new plant"]),
        ("Output was 13,600 mt in zinc content, up 8.8% MoM, and 1,430 mt in silver content.",
         ["zinc content", "zinc content", "silver content"]),
        ("On the smelting side, output fell 4% MoM; on the recycling side, it rose 2%.",
         ["smelting", "recycling"]),
        ("Orders from the NEV sector rose by 8%, while those from consumer electronics fell by 5%.",
         ["NEV", "consumer electronics"]),
        ("High-grade output was 60 mt, and low-grade output was 25 mt, totaling 85 mt.",
         ["High-grade", "low-grade", None]),
        ("Losses are 1,600 yuan/mt on the basis of spot ore prices and 800 yuan/mt on that of contracts.",
         ["spot ore", "contracts"]),
    ],
)  # fmt: skip
def test_a_segment_is_known_by_its_construction(text: str, segments: list[str | None]) -> None:
    told = [m.segment.casefold() if m.segment else None for m in read(text).metrics]
    assert told == [s.casefold() if s else None for s in segments]


@pytest.mark.parametrize(
    "text",
    [
        "Built capacity was 900,000 mt, putting the operating rate at 79%.",
        "Over the first two months of the year output was 0.9% higher than a year earlier.",
        "For the full year the commission lowered its output forecast to 5.5 million mt.",
        "Producers in Hunan earn margins of 400-500 yuan/mt.",
        "The stoppage cost 11,000 mt of output.",
        "By the ministry's estimate output was 70,000 mt.",
        "They had been lifted by low stocks, 84,000 mt as of June 26.",
        "The smelters lost 250 yuan/mt on average.",
    ],
)
def test_verbs_times_reports_and_qualities_are_no_segment(text: str) -> None:
    found = read(text).metrics
    assert found
    assert {m.segment for m in found} == {None}


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("APT output was 9,650 mt.", "Ammonium Paratungstate (China)"),
        ("Refined zinc output was 9,650 mt.", "European Zinc"),
        ("NPI output was 9,650 mt.", "Nickel Pig Iron (China)"),
    ],
)
def test_the_commodity_by_another_name_is_no_segment(text: str, heading: str) -> None:
    assert read(text, heading).metrics[0].segment is None


def test_a_single_producer_is_an_entity_and_no_class() -> None:
    metric = read("The state-owned miner lowered its 2025 output guidance to 145,000 mt.").metrics[0]
    assert (metric.segment, metric.entity) == (None, "state-owned miner")


def test_a_driver_has_the_route_that_its_paragraph_speaks_of() -> None:
    text = "High-grade output fell 4% MoM. Fewer orders lowered output at some plants."
    assert [d.segment for d in read(text).drivers] == ["High-grade"]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Operating rates at large, medium and small smelters were 85%, 70% and 55%, respectively.",
         ["large smelters", "medium smelters", "small smelters"]),
        ("Output from ore, scrap, and ash changed by -3%, -5% and -8% MoM.", ["ore", "scrap", "ash"]),
        ("Operating rates in Hunan and Yunnan were 60.2% and 45.1%, respectively.", ["Hunan", "Yunnan"]),
        ("In Hunan the operating rate was 80%; in Yunnan and Sichuan, 30% and 25%.",
         ["Hunan", "Yunnan", "Sichuan"]),
        ("Output from ore and scrap diverged: the former fell 3% MoM, the latter rose 2%.", [None, None]),
    ],
)  # fmt: skip
def test_figures_side_by_side_have_each_its_member_of_the_list(text: str, scopes: list[str | None]) -> None:
    assert [m.segment or m.region for m in read(text).metrics] == scopes


def test_a_segment_is_not_carried_to_another_thing_measured() -> None:
    cost, profit = read(
        "Smelters in Hunan, where power costs 0.56 yuan/kWh, lost around 400 yuan/mt."
    ).metrics
    assert (cost.indicator, profit.indicator) == ("cost", "profit")
    assert profit.segment is None


def test_a_content_behind_a_level_is_carried_to_its_change() -> None:
    level, change = read("Output was 5,140 mt in metal content, down 8.4% MoM.").metrics
    assert (level.segment, change.segment) == ("metal content", "metal content")


def test_a_total_ends_a_segment() -> None:
    text = "High-grade output rose 4% MoM to 22,000 mt, and total output rose 1% to 31,000 mt."
    assert [m.segment for m in read(text).metrics] == ["High-grade", "High-grade", None, None]


@pytest.mark.parametrize(
    ("text", "heading", "region"),
    [
        ("Stocks in east Xinjiang fell to 4,000 mt.", "Refined Zinc (China)", "east Xinjiang"),
        ("Chinese smelters made 40,000 mt.", "Refined Zinc (Peru)", "China"),
        ("Domestic output was 90,000 mt. Chinese smelters made 40,000 mt.", "Refined Zinc", None),
        ("Peruvian output was 9,000 mt. Chinese output was 40,000 mt.", "Refined Zinc", "China"),
        ("South Korean output was 9,000 mt.", "Refined Zinc (South Africa)", "South Korea"),
        ("Lump fell to $4.85/dmtu CIF Tianjin.", "Manganese Ore", "Tianjin"),
        ("With furnaces in Hunan back, June output is expected at 9,000 mt.", "Refined Zinc (China)", None),
        ("Stocks at Chinese ports were 9,000 mt.", "Refined Zinc (China)", "Chinese ports"),
        ("Power in the US cost US$40/MWh.", "Refined Zinc (US)", None),
        ("Output in Hunan shrank. The province's output was 9,000 mt.", "Refined Zinc (China)", "Hunan"),
        ("- Peru: June output 9,000 mt", "Refined Zinc", "Peru"),
        ("Zinc, thanks to new supply from Peru, fell by 280 yuan/mt.", "Refined Zinc (China)", None),
        ("Hunan and Guangxi, taken together, made 9,000 mt.", "Refined Zinc (China)", "Hunan, Guangxi"),
        ("Imports in January-May were 9,000 mt.", "Refined Zinc (China)", None),
    ],
)
def test_a_region_is_told_where_it_is_not_the_headings_own(
    text: str, heading: str, region: str | None
) -> None:
    assert read(text, heading).metrics[-1].region == region


def test_a_works_is_known_by_the_capital_behind_at_and_a_sentences_first_word_is_none() -> None:
    assert read("The outage at Kolmar cost output of 5 kt in June.").metrics[0].entity == "Kolmar"
    assert read("Shrinking smelter output came to 5 kt in June.").metrics[0].entity is None


@pytest.mark.parametrize(
    ("text", "segment", "region"),
    [
        ("High-grade output fell 4% MoM because ore was short.", "High-grade", None),
        ("Large smelters kept their operating rates high because ore was ample.", "Large smelters", None),
        ("Output fell 4% MoM because of maintenance at smelters in Hunan, Guangxi and Yunnan.",
         None, "Hunan, Guangxi, Yunnan"),
        ("Output rose 4% MoM thanks to more ore from Peru.", None, None),
        ("Output in Hunan rose 4% MoM thanks to more ore from Peru.", None, "Hunan"),
    ],
)  # fmt: skip
def test_a_driver_has_the_scope_of_its_effect_and_the_place_of_a_cause_at_the_works(
    text: str, segment: str | None, region: str | None
) -> None:
    driver = read(text).drivers[0]
    assert (driver.segment, driver.region) == (segment, region)


def test_explanations_tell_what_gave_the_scope() -> None:
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, "Large smelters ran at 81%."), MONTH)
    scope, confidence = explain(section, 1)[-2:]
    assert scope == "scope: Large smelters | None | None (its subject 'Large smelters')"
    assert confidence.startswith("confidence: 0.")
