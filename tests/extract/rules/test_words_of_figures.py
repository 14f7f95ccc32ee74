"""What a figure is by the words beside it: fees, payables, stocks, what is reckoned or revised."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules


def facts(text: str, heading: str = "Refined Zinc") -> list[str]:
    section = annotate(Section(1, "s", heading, 0, 0, text), "2025-06")
    metrics = resolve(section, Rules().answer(section).answer).metrics
    return [
        f"{m.indicator} {m.basis} {float(m.value):g} {m.unit} {m.direction or '-'} {m.period} {m.status}"
        for m in metrics
        if m.figure and m.value is not None
    ]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Payables went up to 88-89% of LME nickel and 90% for cobalt.",
         "price level 90 percent up 2025-06 actual"),
        ("Hydroxide was bought at a payable of 85%.", "price level 85 percent - 2025-06 actual"),
        ("Rod in plant warehouses fell to 41,500 mt.", "inventory level 41500 mt down 2025-06 actual"),
        ("Zinc fell 16 percent in London in June.", "price mom -16 percent down 2025-06 actual"),
        ("Shipments dropped less than output, by 4.6% MoM.",
         "shipments mom -4.6 percent down 2025-06 actual"),
        ("TCs for 40% concentrate were down to 5,500 yuan/mt.",
         "treatment_charge level 5500 yuan/mt down 2025-06 actual"),
        ("Utilisation, now 67%, should come down to 56%.",
         "operating_rate level 56 percent down 2025-07 forecast"),
        ("Wafer makers passed on the cost: M10 was listed at 6.78 yuan/piece.",
         "price level 6.78 yuan/piece - 2025-06 actual"),
        ("Output was 800 kt. Stocks fell to 40 kt, so we look for 820 kt in July.",
         "production level 820000 mt - 2025-07 forecast"),
        ("Coke gained 350 yuan/mt, electrodes 800 yuan/mt.", "price change 800 yuan/mt up 2025-06 actual"),
        ("Output rose 9.6% and 9.8% MoM respectively.", "production mom 9.6 percent up 2025-06 actual"),
        ("In Yunnan output rose 12.9% MoM; in Jiangxi it dropped 6.4%.",
         "production mom -6.4 percent down 2025-06 actual"),
        ("Weekly stocks were down 1,940 tonnes.", "inventory wow -1940 mt down 2025-06 actual"),
        ("In July a planned overhaul would take out 1,500 mt.",
         "production change -1500 mt down 2025-07 forecast"),
        ("We lift 2025E output to 1.48 Mt from 1.41 Mt.", "production level 1.41e+06 mt - 2025 forecast"),
        ("We cut the 4Q25E price to Rmb90/kg.", "price level 90 yuan/kg - 2025-10/2025-12 forecast"),
        ("The daily average shrank 1.63% MoM to 180,700 mt.",
         "production level 180700 mt/day - 2025-06 actual"),
        ("Inventory was 105 kt on 29-May.", "inventory level 105000 mt - 2025-05-29 actual"),
    ],
)  # fmt: skip
def test_the_words_beside_a_figure_tell_what_it_is(text: str, fact: str) -> None:
    assert fact in facts(text)


def test_what_a_survey_covers_is_not_carried_to_what_its_plants_ran_at() -> None:
    text = (
        "The rate was 72.6%. The sample, which covers 83% of capacity, ran well: large plants averaged 79.5%."
    )
    assert "operating_rate level 79.5 percent - 2025-06 actual" in facts(text)


@pytest.mark.parametrize(
    "text",
    [
        "The TC for 40% concentrate was unchanged.",
        "NPI with 10% nickel was offered at 890 yuan/mt.",
        "Miners raised 37% Gabon lumps to 30 yuan/mt.",
    ],
)
def test_the_grade_of_what_is_sold_is_no_figure(text: str) -> None:
    assert not any(" percent " in fact for fact in facts(text))


@pytest.mark.parametrize(
    ("heading", "text", "fact"),
    [
        ("Polysilicon", "Cell makers have lowered their schedules by 3%.", "demand change -3"),
        ("Lithium Carbonate", "Cathode makers' schedules +6% m/m.", "demand mom 6"),
        ("Refined Zinc", "Smelters cut their schedules by 8%.", "production change -8"),
        ("Stainless Steel", "Mills cut 300-series schedules by 6%.", "production change -6"),
    ],
)
def test_schedules_of_buyers_are_demand(heading: str, text: str, fact: str) -> None:
    assert facts(text, heading)[0].startswith(fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Stocks were 61,200 mt, 2,300 mt lighter than a week ago.", "inventory wow -2300"),
        ("Utilisation lost 3.2 points to 71.4%.", "operating_rate mom -3.2 percentage_point"),
        ("Output may be 1.3% short of last July.", "production yoy -1.3"),
        ("Plants showed an average load of 66.8%.", "operating_rate level 66.8"),
        ("Secondary zinc made up 61,000 mt, or 14.8%.", "share level 14.8"),
        ("Consumption contracted by 6% in the second quarter.", "demand yoy -6"),
        ("Demand from galvanisers, who ran at 58%, was 3% down on May.", "demand mom -3"),
        ("Of 7.9 million mt/year, 6.1 million mt/year was in use.", "operating_capacity level 6.1e+06"),
        ("A fire knocked out 40,000 mt/year of capacity.", "capacity change -40000"),
        ("Output was off 3.1% MoM.", "production mom -3.1"),
        ("Orders were 15% lighter than in May.", "demand mom -15"),
    ],
)
def test_comparisons_are_read_in_other_words(text: str, fact: str) -> None:
    assert any(found.startswith(fact) for found in facts(text))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The rate was 75%. Small plants fell by 4 percentage points MoM.", "operating_rate mom -4"),
        ("Output may be 44 kt (June: 45.2 kt).", "production level 45200 mt - 2025-06 actual"),
        ("At 68.4%, the operating rate was poor.", "operating_rate level 68.4"),
        ("Stocks dipped by 400 mt in the week.", "inventory wow -400"),
        ("New capacity of 200,000 mt/year entered trial production.", "capacity change 200000"),
        ("Output per day worked out at 14,100 mt.", "production level 14100 mt/day"),
        (
            "The monthly increase of 2.1% was the first since January.",
            "production mom 2.1 percent up 2025-06",
        ),
    ],
)
def test_brackets_fronts_and_units_are_read(text: str, fact: str) -> None:
    assert any(found.startswith(fact) for found in facts(text))


@pytest.mark.parametrize(
    "text",
    [
        "Output would have reached 50,000 mt but for the strike.",
        "Power consumption averaged 13,400 kWh per tonne.",
        "The surplus narrowed to 12,000 mt from 31,000 mt.",
    ],
)
def test_what_never_came_about_and_what_is_no_indicator_is_no_metric(text: str) -> None:
    assert facts(text) == []


def test_a_product_of_the_commodity_moves_as_what_was_spoken_of() -> None:
    text = "The operating rate rose to 74.9%. Alloyed zinc held steady, but coated zinc also declined."
    assert moves(text) == ["operating_rate mom flat", "operating_rate mom down"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("High-purity ingot inched higher MoM.", ["production mom up"]),
        ("Strip and die-cast grades both decreased MoM.", ["production mom down", "production mom down"]),
        ("Coated zinc was down MoM, and prices were up MoM.", ["production mom down"]),
        ("Coverage is 91%. Coated zinc fell MoM.", ["production mom down"]),
        ("Prices averaged 24,100 yuan/mt. Coated zinc fell MoM.", []),
        ("Market sentiment improved MoM.", []),
        ("Wind installations increased MoM.", []),
        ("Northmet decreased MoM.", []),
        ("Imports fell MoM, and demand rose MoM.", []),
        ("Copper scrap increased MoM.", []),
        ("They decreased MoM.", []),
    ],
)
def test_what_moved_on_the_month_and_names_nothing_measured_is_a_product(text: str, told: list[str]) -> None:
    assert moves(f"Output was 52,000 mt in June, up 4% MoM. {text}") == told


def test_a_product_moves_as_what_its_own_sentence_measures() -> None:
    text = "Output of alloyed zinc should decline in July, whereas coated zinc is expected to be stable."
    assert moves(text) == ["production mom down", "production mom flat"]


def moves(text: str) -> list[str]:
    section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), "2025-06")
    metrics = resolve(section, Rules().answer(section).answer).metrics
    return [f"{m.indicator} {m.basis} {m.direction}" for m in metrics if m.figure is None]


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("Output came to 12,900 mt in June, flat MoM and 41% higher YoY.", "production mom flat"),
        ("Output is put at 118 kt, 41% lower YoY and broadly unchanged from May.", "production mom flat"),
        ("Output was 19,500 t, up slightly on May (18,900 t), yet a third less YoY.", "production mom up"),
        ("Output rose 24% from May, and was equal to that of June last year.", "production yoy flat"),
        ("Output rose 3% MoM to 45 kt, but was well below that of June last year.", "production yoy down"),
    ],
)
def test_a_comparison_without_a_figure_beside_one_with_a_figure_is_a_move(text: str, move: str) -> None:
    assert moves(text) == [move]
