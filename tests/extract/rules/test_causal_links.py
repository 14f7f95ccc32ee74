"""Causal constructions, each in sentences of our own: connective, order, chain, concession and offset."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.rules import Rules
from schemas.answer import DriverLabel

MONTH = "2025-06"


def drivers(text: str, heading: str = "Refined Zinc") -> tuple[DriverLabel, ...]:
    section = annotate(Section(1, "s", heading, 0, 0, text), MONTH)
    return Rules().answer(section).answer.drivers


def causes(text: str) -> set[str]:
    return {f"{d.category} {d.direction}" for d in drivers(text)}


def effects(text: str) -> set[str]:
    return {f"{d.category} {d.effect} {d.direction}" for d in drivers(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zinc output fell owing to a shortage of concentrate.", {"raw_material_supply down"}),
        ("Refined zinc production rose 2% MoM thanks to better ore supply.", {"raw_material_supply up"}),
        ("Zinc output slipped on weaker galvanising demand.", {"demand down"}),
        ("Zinc production contracted in June amid planned overhauls at two smelters.", {"maintenance down"}),
        (
            "Output declined as a result of a transformer failure at a smelter in Hunan.",
            {"equipment_failure down"},
        ),
        ("On the back of firm demand, smelters raised output.", {"demand up"}),
        ("In the wake of the floods, zinc output dropped by a tenth.", {"weather down"}),
        ("Output was lower because of power rationing and high stocks.", {"energy down", "inventory down"}),
        ("Given falling treatment charges, smelters trimmed output.", {"profitability down"}),
        ("For want of scrap, secondary smelters ran at lower rates.", {"raw_material_supply down"}),
        ("Against a backdrop of weak demand, zinc production decreased.", {"demand down"}),
        ("Following the launch of a new production line, zinc output rose by 5%.", {"capacity_addition up"}),
    ],
)
def test_a_preposition_of_cause_is_read(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Output fell as smelters underwent maintenance.", {"maintenance down"}),
        (
            "Output fell because ore grades declined and power was short.",
            {"energy down", "raw_material_supply down"},
        ),
        ("Since margins had turned negative, several smelters halted production.", {"profitability down"}),
        ("Now that the rainy season is over, zinc output is set to climb in July.", {"weather up"}),
        ("Once the overhaul ends, production will recover.", {"resumption up"}),
        ("If power curbs are tightened, output will fall further in July.", {"energy down"}),
        ("Unless demand improves, smelters will cut output in July.", {"demand down"}),
        ("With two fewer working days, zinc output is expected to fall in July.", {"calendar down"}),
        ("With ore plentiful, smelters lifted runs.", {"raw_material_supply up"}),
    ],
)
def test_a_clause_of_cause_is_read(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maintenance at two plants cut zinc output by 3,000 mt.", {"maintenance down"}),
        ("Strong orders lifted production.", {"demand up"}),
        ("High inventories kept production low.", {"inventory down"}),
        ("Heavy rain in Yunnan disrupted output.", {"weather down"}),
        ("Low ore stocks limited output growth.", {"raw_material_supply down"}),
        ("Smelter restarts lifted output in June.", {"resumption up"}),
        ("The new smelter in Guangxi added 5,000 mt to output.", {"capacity_addition up"}),
        ("Weak demand forced producers to cut output.", {"demand down"}),
        (
            "Low treatment charges prompted smelters to bring maintenance forward.",
            {"maintenance down", "profitability down"},
        ),
        ("Rising electricity prices led smelters to reduce operating rates.", {"energy down"}),
        ("Environmental inspections brought production at small plants to a halt.", {"environment down"}),
        ("Falling stocks encouraged smelters to raise output.", {"inventory up"}),
        ("Production was capped by tight concentrate supply.", {"raw_material_supply down"}),
        ("Output was underpinned by solid demand from galvanisers.", {"demand up"}),
        ("Production was hampered by typhoons and logistics delays.", {"logistics down", "weather down"}),
        ("Hit by losses, smelters reduced output.", {"profitability down"}),
        ("Smelters, squeezed by low treatment charges, cut runs by 5%.", {"profitability down"}),
        ("Output was held steady by long-term orders.", {"demand flat"}),
    ],
)
def test_a_verb_between_cause_and_effect_is_read(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ore was scarce, so output dropped.", {"raw_material_supply down"}),
        ("A furnace broke down, resulting in lower output.", {"equipment_failure down"}),
        ("Power supply in Sichuan improved, boosting zinc output.", {"energy up"}),
        ("Orders dried up, which forced plants to lower production.", {"demand down"}),
        ("Concentrate imports were delayed; zinc output consequently fell.", {"raw_material_supply down"}),
        ("Stocks piled up at smelters. As a result, output was reduced.", {"inventory down"}),
        ("Demand from die casters weakened. This led smelters to trim output.", {"demand down"}),
        ("Several smelters finished maintenance. Zinc output therefore rose in June.", {"resumption up"}),
    ],
)
def test_a_result_is_read(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The main reason for the fall in output was maintenance at three smelters.", {"maintenance down"}),
        ("Zinc output fell 4% in June. Scheduled maintenance was the chief cause.", {"maintenance down"}),
        ("Zinc output fell 4% in June. Equipment failures were to blame.", {"equipment_failure down"}),
        ("Zinc output rose 4% in June. New capacity was behind the increase.", {"capacity_addition up"}),
        ("Smelters blamed poor margins for the cut in output.", {"profitability down"}),
        (
            "The decline is attributable to lower ore grades and the Dragon Boat holiday.",
            {"holiday down", "raw_material_supply down"},
        ),
        (
            "Zinc output fell in June for two reasons: a smelter was overhauled, and ore was short.",
            {"maintenance down", "raw_material_supply down"},
        ),
    ],
)
def test_what_is_called_a_cause_is_one(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Despite weak demand, zinc output rose 3%.", {"demand down"}),
        ("Although margins narrowed, smelters kept output high.", {"profitability down"}),
        ("Output rose in spite of higher power costs.", {"energy down"}),
        ("New lines in Guangxi partly offset the decline in output.", {"capacity_addition up"}),
        ("The restart of a smelter cushioned the fall in production.", {"resumption up"}),
        ("Maintenance limited the increase in output.", {"maintenance down"}),
        ("Ample ore supply slowed the decline in production.", {"raw_material_supply up"}),
    ],
)
def test_a_concession_or_offset_pushes_the_other_way(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smelters cut output to prevent stocks from building up.", {"inventory down"}),
        ("Plants ran harder to meet export orders.", {"demand up"}),
        ("Producers lowered operating rates in order to limit losses.", {"profitability down"}),
    ],
)
def test_a_purpose_is_a_cause(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No maintenance is planned in July, so output will rise.", {"maintenance up"}),
        ("Easing power restrictions should allow smelters to raise output in July.", {"energy up"}),
        ("The lifting of the export ban boosted shipments.", {"policy up"}),
        ("The slow ramp-up of the new plant held output back.", {"capacity_addition down"}),
        ("The restart of the smelter was postponed, leaving output unchanged.", {"resumption down"}),
        ("One extra day in July will bring output up.", {"calendar up"}),
        ("Smelters worked through the holiday, keeping output high.", {"holiday up"}),
        ("Lower electricity prices encouraged producers to increase runs.", {"energy up"}),
        ("Cheaper concentrate supported production.", {"raw_material_cost up"}),
        ("Output fell because of high ore prices.", {"raw_material_cost down"}),
        ("Falling zinc prices weighed on production.", {"product_price down"}),
        ("The strike reduced production by a third.", {"other down"}),
        ("Export tariffs are expected to curb shipments in July.", {"policy down"}),
    ],
)
def test_a_cause_pushes_the_way_its_words_say(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The fall was due to maintenance, equipment failures and a shortage of ore.",
            {"equipment_failure down", "maintenance down", "raw_material_supply down"},
        ),
        ("Tight concentrate and scrap supply reduced output.", {"raw_material_supply down"}),
    ],
)
def test_a_list_is_split_into_causes(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smelters in Hunan and Guangxi cut output.", set()),
        ("Whether smelters will cut output because of losses remains to be seen.", set()),
        ("The market was quiet and demand was weak.", set()),
        ("Zinc prices fell 2% in June.", set()),
        ("Zinc output rose 2% to 500,000 mt, up 3% YoY.", set()),
        ("Stocks stood at 50,000 mt at the end of June.", set()),
    ],
)
def test_what_states_no_cause_is_no_driver(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Weak demand pushed prices below cost, so smelters cut output.",
            {"demand down", "product_price down", "profitability down"},
        ),
        (
            "The holiday led smelters to carry out maintenance, and output fell as a result.",
            {"holiday down", "maintenance down"},
        ),
        (
            "Drought cut hydropower supply, forcing smelters in Yunnan to lower output.",
            {"energy down", "weather down"},
        ),
    ],
)
def test_a_chain_names_every_link(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A smelter in Hunan has returned from maintenance.", {"resumption up"}),
        ("Restarts in Yunnan are progressing slowly.", {"resumption down"}),
    ],
)
def test_a_return_to_work_needs_no_effect(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Chinese smelters churned out 560 kt of refined zinc in May (-2% m/m), hurt by treatment "
                "charges near zero."
            ),
            {"profitability down"},
        ),
        ("Zinc output: 545 kt, -2% m/m. Reason: maintenance at two smelters in Hunan.", {"maintenance down"}),
        ("A heavier run of overhauls took 12 kt off June output.", {"maintenance down"}),
        ("Cutbacks stemming from poor TCs shaved 8 kt off June production.", {"profitability down"}),
        ("Output slumped, a casualty of drought-induced power rationing.", {"energy down"}),
        (
            "Bad weather in Chile and logistical snags at the port saw shipments slide.",
            {"logistics down", "weather down"},
        ),
        ("Operating rates eased to 63% as the off-season set in and orders thinned out.", {"demand down"}),
        ("June's gain came courtesy of two extra working days.", {"calendar up"}),
        ("Demand was soft, and smelters responded by cutting runs.", {"demand down"}),
        ("Facing a glut, smelters throttled back.", {"inventory down"}),
        (
            "The ban has choked off ore supply, starving smelters and cutting output.",
            {"policy down", "raw_material_supply down"},
        ),
        ("Without the restart at the Hunan plant, output would have dropped.", {"resumption up"}),
        (
            "Only the ramp-up of new lines in Guangxi prevented a steeper fall in output.",
            {"capacity_addition up"},
        ),
        ("Plants are running flat out to fill orders placed before the tariff.", {"demand up"}),
        (
            (
                "Zinc ingot output rose 3.1% month on month in June, with new capacity in Yunnan "
                "accounting for most of the gain."
            ),
            {"capacity_addition up"},
        ),
        (
            (
                "Zinc ingot output fell 3.1% month on month in June, with maintenance accounting for "
                "most of the drop."
            ),
            {"maintenance down"},
        ),
        (
            "June output was down 3% on-month, weighed down by a cyclone that shut the port for a week.",
            {"weather down"},
        ),
        ("A week-long blackout knocked out a fifth of June production.", {"energy down"}),
        (
            "The closure of the Oldtown smelter in May removed 6,000 t a month from supply.",
            {"capacity_reduction down"},
        ),
        (
            (
                "Lower by-product credits and a fall in TCs to minus $40/t have put smelters under "
                "pressure to cut runs."
            ),
            {"profitability down"},
        ),
        ("Producers are holding back volumes in the hope of better prices.", {"product_price down"}),
        (
            "Smelters brought forward maintenance because they were losing money.",
            {"maintenance down", "profitability down"},
        ),
        (
            "The increase reflects the commissioning of a 100,000 t/y smelter in March.",
            {"capacity_addition up"},
        ),
        ("The year-on-year drop owes much to a strike at the largest smelter.", {"other down"}),
        (
            "Thanks to cheaper power in the wet season, smelters in Yunnan ran at full capacity.",
            {"energy up"},
        ),
        ("Smelters in Yunnan ran at full capacity as hydropower was abundant.", {"energy up"}),
        (
            "Production is likely to pick up next month, when three plants come back from repairs.",
            {"resumption up"},
        ),
        (
            (
                "July output should be higher, helped by one more day and the end of maintenance at two "
                "plants."
            ),
            {"calendar up", "resumption up"},
        ),
        ("Lower ore grades meant that output missed guidance.", {"raw_material_supply down"}),
        ("Output in Inner Mongolia was curtailed by dual-control energy limits.", {"energy down"}),
        (
            (
                "The drop in zinc prices has left most smelters making losses, and they have cut output "
                "accordingly."
            ),
            {"product_price down", "profitability down"},
        ),
        ("Galvanisers went on holiday early, which hit zinc demand.", {"holiday down"}),
        ("Sales were strong, so stocks at smelters fell to 60,000 t.", {"demand down"}),
        ("Spot premiums climbed to $180/t on tight supply.", {"inventory up"}),
        (
            "The price dropped to $2,600/t, pressured by rising LME stocks and a stronger dollar.",
            {"inventory down", "other down"},
        ),
        ("Output would have been higher but for a fire at the Hunan plant.", {"equipment_failure down"}),
        ("Smelters have no reason to stop: margins are healthy.", {"profitability up"}),
        (
            "Wage talks failed and workers walked out on June 10, halving output at the smelter.",
            {"other down"},
        ),
        ("Air-quality curbs around the summit kept kilns in Hebei idle.", {"environment down"}),
        ("Seasonal maintenance kicks in from July, and output is seen falling 4%.", {"maintenance down"}),
        (
            (
                "The early monsoon is making it hard for mines to supply ore, and so smelters are "
                "running at 60%."
            ),
            {"raw_material_supply down", "weather down"},
        ),
        ("Output decreased, mainly for lack of feed.", {"raw_material_supply down"}),
        (
            (
                "In June the smelter ran below plan because commissioning of the new roaster took longer "
                "than expected."
            ),
            {"capacity_addition down"},
        ),
        ("Refined zinc supply tightened after Beijing ordered production limits.", {"policy down"}),
    ],
)
def test_other_analysts_wording_is_read(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weak orders lowered zinc prices.", {"demand price down"}),
        ("Ore arrivals fell because of rain at the mines.", {"weather arrivals down"}),
        ("Zinc stocks rose as buyers were on holiday.", {"holiday inventory up"}),
        ("The operating rate fell because of maintenance.", {"maintenance operating_rate down"}),
        ("High power tariffs pushed up zinc production costs.", {"energy cost up"}),
        ("Galvanisers halted production because of the holiday.", {"holiday demand down"}),
    ],
)
def test_an_effect_is_the_indicator_that_its_words_name(text: str, expected: set[str]) -> None:
    assert effects(text) == expected


def test_the_reasons_of_a_numbered_list_move_the_headline() -> None:
    text = (
        "Zinc output fell 3% MoM in June.\nMain reasons:\n1. two smelters were overhauled;\n"
        "2. ore was in short supply;\n3. June has one day fewer than May."
    )
    assert causes(text) == {"maintenance down", "raw_material_supply down", "calendar down"}


def test_a_label_with_a_colon_takes_its_side() -> None:
    text = "Zinc output rose 1% MoM in June.\nDrag: power curbs at one smelter."
    assert causes(text) == {"energy down"}


def test_a_cause_told_again_is_kept_where_its_regions_are_named() -> None:
    text = "Zinc output fell because of maintenance. In Hunan and Yunnan, maintenance lowered output."
    assert [(d.category, d.region) for d in drivers(text)] == [("maintenance", "Hunan, Yunnan")]


def test_brackets_state_no_cause() -> None:
    text = "Zinc output fell because of maintenance (stocks, due to weak demand, stood at 50 kt)."
    assert causes(text) == {"maintenance down"}


def test_a_section_about_rates_has_the_rate_as_its_headline() -> None:
    text = "The operating rate was 63% in June, down 2 percentage points MoM. Weak orders were to blame."
    assert effects(text) == {"demand operating_rate down"}


def test_a_long_sentence_full_of_connectives_is_answered() -> None:
    text = "Output fell due to " + "weak demand because of the holiday, which led to maintenance, " * 60
    assert "demand down" in causes(text[:3900] + ".")
