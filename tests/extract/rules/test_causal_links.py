"""Causal constructions, each in sentences of our own: connective, order, chain, concession and offset."""

from __future__ import annotations

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.rules import linked
from extract.rules.drivers.told_again import told_once
from schemas.answer import DriverLabel

MONTH = "2025-06"


def drivers(text: str, heading: str = "Refined Zinc") -> tuple[DriverLabel, ...]:
    section = annotate(Section(1, "s", heading, 0, 0, text), MONTH)
    return tuple(found.label for found in told_once(linked(section)))


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
        ("Output in Inner Mongolia was curtailed by dual control of energy use.", {"policy down"}),
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
        (
            (
                "In July, as new capacity gradually ramps up and the number of production days "
                "increases, zinc production is expected to rise further."
            ),
            {"calendar up", "capacity_addition up"},
        ),
        (
            (
                "Affected by environmental protection inspections, some smelters in Hebei suspended "
                "production."
            ),
            {"environment down"},
        ),
        (
            (
                "Driven by the rush to export before the tariff hikes, galvanising plants raised "
                "schedules, boosting zinc demand."
            ),
            {"demand up"},
        ),
        (
            (
                "Production fell in June due to the impact of maintenance at a leading smelter in Inner "
                "Mongolia."
            ),
            {"maintenance down"},
        ),
        (
            (
                "Meanwhile, a smelter in Shaanxi resumed production after completing line upgrades, "
                "contributing some increment."
            ),
            {"resumption up"},
        ),
        (
            (
                "On the one hand, ore supply was tight in Yunnan; on the other hand, some smelters were "
                "under routine maintenance, resulting in a drop in output."
            ),
            {"maintenance down", "raw_material_supply down"},
        ),
        ("Most smelters chose to reduce production to ease inventory pressure.", {"inventory down"}),
        (
            (
                "Concentrate prices fell sharply, narrowing the losses of smelters, and production "
                "recovered slightly."
            ),
            {"profitability up", "raw_material_cost up"},
        ),
        (
            "Under the dual pressure of high costs and weak demand, some smelters cut production.",
            {"demand down", "profitability down"},
        ),
        (
            (
                "Because zinc ore imports have not yet recovered, production at some smelters is "
                "expected to decline in July."
            ),
            {"raw_material_supply down"},
        ),
        (
            (
                "Production fell short of expectations as the commissioning of new projects was slower "
                "than expected."
            ),
            {"capacity_addition down"},
        ),
        (
            "Some smelters postponed their maintenance to July, so June output was higher than expected.",
            {"maintenance up"},
        ),
        (
            "Rising tender prices at steel mills stimulated smelters' production enthusiasm.",
            {"product_price up"},
        ),
        (
            (
                "Zinc output increased in June, mainly attributed to the resumption of smelters that had "
                "undergone maintenance in May and an additional production day."
            ),
            {"calendar up", "resumption up"},
        ),
        (
            (
                "The MoM decline in production was mainly because some enterprises in Hunan and Guangxi "
                "carried out maintenance, and power rationing in Yunnan limited operations."
            ),
            {"energy down", "maintenance down"},
        ),
        (
            (
                "Secondary smelters mostly reduced or halted production, as scrap supply was tight and "
                "losses widened."
            ),
            {"profitability down", "raw_material_supply down"},
        ),
        (
            (
                "In addition, zinc prices stayed high in June and smelter profits were good, so smelters "
                "were highly motivated to produce."
            ),
            {"product_price up", "profitability up"},
        ),
        (
            (
                "Production in July is expected to decrease by 2% MoM, considering that several smelters "
                "plan maintenance and that some production lines will be shut down permanently."
            ),
            {"capacity_reduction down", "maintenance down"},
        ),
        (
            (
                "Orders from downstream galvanising enterprises were insufficient during the off-season, "
                "and zinc plants lowered their operating rates."
            ),
            {"demand down"},
        ),
        (
            "Thanks to sufficient raw material stocks, smelters in Gansu maintained stable production.",
            {"raw_material_supply flat"},
        ),
        (
            ("With losses persisting, smelters are reluctant to produce and output will remain low in July."),
            {"profitability down"},
        ),
        (
            "Supported by rigid demand from long-term contracts, zinc production remained stable.",
            {"demand flat"},
        ),
        (
            "The closure of outdated capacity in Hebei led to a decrease in output.",
            {"capacity_reduction down"},
        ),
        (
            (
                "Due to a furnace accident at one smelter at the beginning of June, production there was "
                "halted for ten days."
            ),
            {"equipment_failure down"},
        ),
        (
            (
                "Affected by factors such as the power shortage and tight ore supply, smelters in "
                "Sichuan cut production by 5%."
            ),
            {"energy down", "raw_material_supply down"},
        ),
        (
            (
                "As smelters complete maintenance one after another, production in July is expected to "
                "rebound."
            ),
            {"resumption up"},
        ),
        (
            (
                "The new 100,000 mt/year line of a smelter in Xinjiang was put into production in June, "
                "bringing some increases in output."
            ),
            {"capacity_addition up"},
        ),
        (
            (
                "Zinc alloy production rose, benefiting from the recovery of orders in the home "
                "appliance sector."
            ),
            {"demand up"},
        ),
        (
            (
                "Smelters' production schedules for July were lowered on account of the summer heat and "
                "expected power curbs."
            ),
            {"energy down", "weather down"},
        ),
        (
            (
                "Production is expected to remain flat in July, as the increase from restarts will be "
                "offset by maintenance elsewhere."
            ),
            {"maintenance down", "resumption up"},
        ),
        (
            (
                "The increase brought by new capacity exceeded the decrease caused by maintenance, and "
                "overall production rose slightly."
            ),
            {"capacity_addition up", "maintenance down"},
        ),
        (
            "Affected by the holiday and fewer calendar days, zinc production dropped.",
            {"calendar down", "holiday down"},
        ),
        (
            (
                "Weak end-use consumption and high social inventories weighed on zinc prices, which "
                "dampened smelters' production."
            ),
            {"demand down", "inventory down", "product_price down"},
        ),
        (
            ("The drop in output was smaller than expected because some smelters delayed their maintenance."),
            {"maintenance up"},
        ),
        (
            (
                "Zinc production rose YoY mainly because of the low base last June, when many smelters "
                "were under maintenance."
            ),
            {"maintenance up"},
        ),
        (
            (
                "It is expected that production will fall in July, dragged down by maintenance and "
                "equipment failures."
            ),
            {"equipment_failure down", "maintenance down"},
        ),
        (
            "A shortage of workers after the holiday slowed the resumption of production.",
            {"other down", "resumption down"},
        ),
    ],
)
def test_causes_of_a_monthly_survey_are_read(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What held output back was a shortage of concentrate.", {"raw_material_supply down"}),
        ("The increase had to do with two smelters that finished their overhauls in May.", {"resumption up"}),
        (
            "Production was brought down by losses at smelters and by weak buying.",
            {"demand down", "profitability down"},
        ),
        (
            "Since zinc prices slipped below the cost line of many smelters, production was cut.",
            {"product_price down", "profitability down"},
        ),
        ("Smelters in Hunan made more, as they had cheap ore to hand.", {"raw_material_cost up"}),
        (
            (
                "For July a further fall is expected, because fewer orders are coming in and the holiday "
                "shortens the month."
            ),
            {"demand down", "holiday down"},
        ),
        (
            "In Guangxi, by contrast, a new smelter came on stream, and output there went up.",
            {"capacity_addition up"},
        ),
        (
            (
                "One smelter in Gansu turned part of its capacity over to alloy, which took zinc ingot "
                "output down."
            ),
            {"capacity_reduction down"},
        ),
        ("Poor margins kept smelters from raising output.", {"profitability down"}),
        ("Ore being in short supply, smelters produced less.", {"raw_material_supply down"}),
        (
            "Demand picked up ahead of the tariff change, and smelters stepped up production in response.",
            {"demand up"},
        ),
        (
            "Zinc production was hit by a lack of ore and by power cuts in the south.",
            {"energy down", "raw_material_supply down"},
        ),
        (
            "Two factors lay behind the fall: one day fewer, and maintenance.",
            {"calendar down", "maintenance down"},
        ),
        ("Output in June benefited from the end of maintenance at three smelters.", {"resumption up"}),
        ("Smelters are expected to make less in July on account of scheduled repairs.", {"maintenance down"}),
        ("Because of the strike at the port, exports of zinc fell by a fifth.", {"other down"}),
        ("High stocks at home sent zinc prices lower.", {"inventory down"}),
        (
            "Costly power led to higher zinc production costs.",
            {"energy up", "energy down", "profitability down"},
        ),
        (
            "As scrap was dear, secondary zinc producers bought less and ran at 40%.",
            {"raw_material_cost down"},
        ),
        ("Supported by good profits, smelters operated at full load.", {"profitability up"}),
        ("The low season for galvanising set in, which weakened demand for zinc.", {"demand down"}),
        (
            "Stricter emission checks in the north left some smelters with no choice but to lower output.",
            {"environment down"},
        ),
        (
            "The government's subsidy for old cars lifted demand for galvanised sheet and thus for zinc.",
            {"policy up"},
        ),
        ("Production there stays low for want of orders.", {"demand down"}),
        (
            (
                "With treatment charges at a record low, no smelter can make money, and cuts are likely "
                "in July."
            ),
            {"profitability down"},
        ),
        (
            "Heavy snow delayed ore trains, so two smelters lowered their operating rates.",
            {"logistics down", "weather down"},
        ),
        (
            "The zinc smelters' return to normal after the flood is expected to lift output in July.",
            {"resumption up"},
        ),
        (
            (
                "Zinc output was down in the first half of the month because of an outage, and up in the "
                "second as the furnace was relit."
            ),
            {"equipment_failure down", "resumption up"},
        ),
        (
            "Producers agreed on joint cuts in May, and output in June fell accordingly.",
            {"capacity_reduction down"},
        ),
        ("Zinc imports dropped because the arbitrage window was shut.", {"other down"}),
    ],
)
def test_causes_told_in_other_words_are_read(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Weak orders lowered zinc prices.", {"demand price down"}),
        ("Ore arrivals fell because of rain at the mines.", {"weather arrivals down"}),
        ("Zinc stocks rose as buyers were on holiday.", {"holiday inventory up"}),
        ("The operating rate fell because of maintenance.", {"maintenance operating_rate down"}),
        (
            "High power tariffs pushed up zinc production costs.",
            {"energy cost up", "energy production down", "profitability production down"},
        ),
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


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        ("PV Module", "Module output fell because cell prices rose.", {"raw_material_cost down"}),
        ("Solar Cell", "Cell output fell because module output was cut.", {"demand down"}),
        ("Alumina", "Alumina output fell because bauxite was scarce.", {"raw_material_supply down"}),
        ("Bauxite", "Bauxite output rose as alumina refineries raised output.", {"demand up"}),
    ],
)
def test_the_heading_tells_inputs_from_buyers(heading: str, text: str, expected: set[str]) -> None:
    assert {f"{d.category} {d.direction}" for d in drivers(text, heading)} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ore was the constraint on output in June.", {"raw_material_supply down"}),
        ("Falling coke prices had no influence on output.", set()),
        ("Exports kept the fall in output from being steeper.", {"demand up"}),
        ("Zinc output rose because orders from galvanisers returned.", {"demand up"}),
    ],
)
def test_words_that_turn_a_cause_are_heard(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        (
            "Aluminum",
            (
                "Aluminum smelters in Sichuan, which had cut output because of heavy losses, are "
                "gradually resuming production as alumina prices fall."
            ),
            {"profitability down", "raw_material_cost up", "resumption up"},
        ),
        (
            "Secondary Lead",
            (
                "Scrap battery prices rose while lead prices fell, widening the losses of secondary "
                "lead smelters and prompting some of them to suspend production early for the holiday."
            ),
            {"holiday down", "product_price down", "profitability down", "raw_material_cost down"},
        ),
        (
            "Secondary Lead",
            (
                "Secondary lead smelters' raw material arrivals dropped because recyclers had already "
                "gone on holiday, so output declined."
            ),
            {"holiday down", "raw_material_supply down"},
        ),
        (
            "Refined Tin",
            (
                "Refined tin smelters in Yunnan were constrained by tight tin ore supply and falling "
                "TCs, and their operating rates declined."
            ),
            {"profitability down", "raw_material_supply down"},
        ),
        (
            "Refined Tin",
            "In Jiangxi, the supply of scrap was sufficient and production remained stable.",
            set(),
        ),
        (
            "Silicon Metal",
            (
                "Silicon enterprises in Sichuan and Yunnan shut furnaces as electricity prices rose in "
                "the dry season."
            ),
            {"energy down"},
        ),
        (
            "Silicon Metal",
            (
                "A large enterprise in Xinjiang cut production because of weak demand from polysilicon "
                "plants and high inventory."
            ),
            {"demand down", "inventory down"},
        ),
        (
            "Polysilicon",
            "Enterprises kept output low under the industry's self-discipline agreement.",
            {"capacity_reduction down"},
        ),
        (
            "Solar Cell",
            (
                "Cell production schedules were cut in January because demand was weak and workers "
                "went home for the holiday."
            ),
            {"demand down", "holiday down"},
        ),
        (
            "PV Module",
            (
                "With fewer overseas orders and high inventory at overseas warehouses, module makers "
                "lowered production schedules."
            ),
            {"demand down", "inventory down"},
        ),
        (
            "PV Module",
            (
                "Affected by the holiday, module enterprises generally had a week off, and output fell "
                "significantly MoM."
            ),
            {"holiday down"},
        ),
        (
            "PV Film",
            ("As module production schedules declined, demand for film weakened and film output decreased."),
            {"demand down"},
        ),
        (
            "Iron Phosphate",
            (
                "LFP makers reduced purchases before the holiday, so iron phosphate producers lowered "
                "operating rates."
            ),
            {"demand down"},
        ),
        (
            "Iron Phosphate",
            "New lines at two leading producers contributed additional output.",
            {"capacity_addition up"},
        ),
        (
            "Lithium Hydroxide",
            (
                "Smelting-route output fell because some plants underwent routine maintenance and "
                "orders from ternary cathode makers were insufficient."
            ),
            {"demand down", "maintenance down"},
        ),
        ("DMC", "Monomer enterprises jointly cut production to support prices.", {"product_price down"}),
        (
            "DMC",
            (
                "Output of DMC fell because of maintenance at enterprises in Shandong, while a plant "
                "in Jiangxi increased its load on better orders."
            ),
            {"demand up", "maintenance down"},
        ),
        (
            "Ammonium Paratungstate (APT)",
            "APT output fell as tungsten concentrate was in tight supply and miners held back goods.",
            {"raw_material_supply down"},
        ),
        (
            "Molybdenum Concentrate",
            (
                "Some mines in Inner Mongolia stopped production in winter because of the cold, and "
                "output declined."
            ),
            {"weather down"},
        ),
        (
            "Molybdenum Concentrate",
            "Output of molybdenum concentrate dropped because of lower ore grades and the holiday.",
            {"holiday down", "raw_material_supply down"},
        ),
        (
            "Sponge Titanium",
            ("Sponge titanium output rose as new capacity was released, though magnesium costs were high."),
            {"capacity_addition up", "raw_material_cost down"},
        ),
        (
            "Medium-Heavy Rare Earth",
            (
                "Because imports of ion-adsorption ore from Myanmar had not resumed, separation plants "
                "cut output."
            ),
            {"raw_material_supply down"},
        ),
        (
            "Nickel Pig Iron (NPI)",
            ("The rainy season in the Philippines reduced nickel ore supply, which weighed on NPI output."),
            {"raw_material_supply down", "weather down"},
        ),
        (
            "Overseas Metallurgical-Grade Alumina",
            "The shutdown of a refinery in Australia led to a YoY decline in overseas alumina output.",
            {"capacity_reduction down"},
        ),
        (
            "Overseas Metallurgical-Grade Alumina",
            ("Gas supply problems at refineries in Queensland have been resolved, and output is recovering."),
            {"energy up"},
        ),
        (
            "Co3O4",
            (
                "Co3O4 producers cut output on sluggish consumer electronics demand and LCO makers' "
                "destocking."
            ),
            {"demand down", "inventory down"},
        ),
        ("Mn3O4", "Mn3O4 output edged up because LMO makers stocked up before the holiday.", {"demand up"}),
        (
            "Silver Nitrate",
            "Silver nitrate output fell as PV silver paste makers placed fewer orders.",
            {"demand down"},
        ),
        (
            "Sodium Antimonate",
            (
                "Sodium antimonate output dropped because PV glass plants closed furnaces and antimony "
                "prices were too high."
            ),
            {"demand down", "raw_material_cost down"},
        ),
        (
            "Magnesium Alloy",
            (
                "Magnesium alloy output increased thanks to orders from the automotive sector and the "
                "ramp-up of a plant in Anhui."
            ),
            {"capacity_addition up", "demand up"},
        ),
    ],
)
def test_causes_of_many_commodities_are_read(heading: str, text: str, expected: set[str]) -> None:
    assert {f"{d.category} {d.direction}" for d in drivers(text, heading)} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In May, with the holiday and tight ore supply, zinc output will fall.",
            {"holiday down", "raw_material_supply down"},
        ),
        ("Ore supply stayed tight because of rain at the mines.", set()),
        (
            "High power tariffs kept zinc production costs high.",
            {"energy up", "energy down", "profitability down"},
        ),
        ("Production cuts at smelters increased because of losses.", {"profitability down"}),
        ("Weak orders and lower power prices moved output.", {"energy up"}),
    ],
)
def test_a_month_a_state_and_a_noun_are_not_taken_for_a_verb(text: str, expected: set[str]) -> None:
    assert causes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zinc prices sank in June. What set off the slide was rising stocks.", {"inventory price down"}),
        ("Zinc prices sank in June. They fell because of rising social stocks.", {"inventory price down"}),
        ("Exports dropped in June. The drop was caused by a strike.", {"other shipments down"}),
        ("Social stocks of zinc grew in June. This rise was due to weak demand.", {"demand inventory up"}),
    ],
)
def test_a_noun_of_movement_or_a_pronoun_takes_up_the_move_told_before(text: str, expected: set[str]) -> None:
    assert effects(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Zinc prices rose in June. The decline was due to maintenance.",
        "Copper concentrate prices fell in June. The fall was due to maintenance.",
        "Zinc output fell 3% MoM in June. The fall was due to maintenance.",
        "Zinc prices fell in June. It fell because of maintenance.",
    ],
)
def test_a_move_of_the_other_way_number_or_owner_is_not_taken_up(text: str) -> None:
    assert effects(text) == {"maintenance production down"}
