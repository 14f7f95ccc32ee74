"""Regions and companies by the weights: what may be one, what earlier sentences named, what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from extract.annotate import annotate
from extract.document import Annotated, Section
from extract.rules import Rules, explain, explain_driver, models, told
from extract.rules.context import Statement, statements
from extract.rules.drivers.caused import Caused
from extract.rules.drivers.scopes import LIKELY, MODELS, CausedChoices
from extract.rules.own import own_words
from extract.rules.review.choices import Choice
from extract.rules.review.earlier import Earlier
from extract.rules.review.layout import NAME, layout_of
from extract.rules.review.named import company_spans, masked, region_spans
from extract.rules.review.runs import COMPANY, REGION, Runs
from schemas.answer import DriverLabel, FigureLabel

Weigh = Callable[[str, Mapping[str, int]], None]


def section_of(text: str, heading: str = "Refined Zinc") -> Annotated:
    return annotate(Section(1, "s", heading, 0, 0, text), "2025-06")


def spoken(section: Annotated) -> list[Statement]:
    return list(statements(section))


def figure(text: str) -> FigureLabel:
    return Rules().answer(section_of(text)).answer.figures[-1]


def drivers(text: str) -> list[DriverLabel]:
    return list(Rules().answer(section_of(text)).answer.drivers)


@pytest.mark.parametrize(
    ("text", "regions", "companies"),
    [
        (
            "Plants in east Xinjiang, Gansu and Inner Mongolia cut.",
            {"east Xinjiang, Gansu, Inner Mongolia", "Gansu", "Inner Mongolia"},
            set(),
        ),
        ("Output at Quilca Zinc Plc fell.", {"Quilca Zinc Plc"}, {"Quilca Zinc Plc"}),
        ("Vale's Onca Puma mine cut.", {"Onca Puma"}, {"Vale", "Onca Puma mine"}),
        ("Rates in Wenshan and Ludian fell.", {"Wenshan, Ludian"}, {"Wenshan and Ludian"}),
        ("The premium ex-Huangpu fell.", {"Huangpu"}, set()),
        ("Stocks in five main markets and at Chinese ports rose.", {"five main markets"}, set()),
        ("Chilean mines and one large smelter cut.", {"Chile"}, {"large smelter"}),
        ("A smelter in Hebei, Tianhe Zinc, cut.", {"Hebei"}, {"Tianhe Zinc"}),
    ],
)
def test_names_and_lists_of_them_may_be_regions_or_companies(
    text: str, regions: set[str], companies: set[str]
) -> None:
    section = section_of(text)
    layout = layout_of(spoken(section)[0], own_words(section))
    assert regions <= {span.text for span in region_spans(section, layout)}
    assert companies <= {span.text for span in company_spans(section, layout)}


@pytest.mark.parametrize("text", ["China's output fell in June.", "In China, output fell by 4%."])
def test_what_the_section_is_about_anyway_is_no_region(text: str) -> None:
    section = section_of(text)
    layout = layout_of(spoken(section)[0], own_words(section))
    assert "China" not in {span.text for span in region_spans(section, layout)}


def test_no_name_is_cut() -> None:
    section = section_of("Output at Quilca Zinc Plc in Inner Mongolia fell.")
    layout = layout_of(spoken(section)[0], own_words(section))
    found = {span.text for of in (region_spans, company_spans) for span in of(section, layout)}
    assert not {"Quilca", "Zinc Plc", "Inner", "Mongolia"} & found


def test_weights_see_where_a_name_stands_and_not_which_it_is() -> None:
    def features(name: str) -> list[list[str]]:
        section = section_of(f"Output at {name} in Gansu rose by 4%.")
        layout = masked(layout_of(spoken(section)[0], own_words(section)))
        assert layout.words[2:4] == [NAME, NAME]
        return [span.features for span in company_spans(section, layout)]

    assert features("Quilca Metals") == features("Tianhe Chemicals") != []


def test_the_latest_names_and_the_first_are_remembered() -> None:
    section = section_of(
        "Kolmar made 9 kt. In Gansu, Tianhe made 5 kt. Orlen made 4 kt. Vinto made 3 kt. It made 8 kt in May."
    )
    own, said = own_words(section), spoken(section)
    names = Runs(section, said, own, COMPANY).of(said[-1]).earlier
    assert list(names)[:3] == ["vinto", "orlen", "tianhe"]
    assert "first:True" in names["kolmar"].features
    assert "back:1" in names["vinto"].features
    assert "gansu" not in {key for key, name in names.items() if "rank:0" in name.features}


def test_of_what_is_told_twice_the_times_are_counted() -> None:
    section = section_of("Kolmar made 9 kt. Kolmar sold 5 kt. It made 8 kt in May.")
    said, earlier, own = spoken(section), Earlier(), own_words(section)
    for statement in said[:2]:
        layout = masked(layout_of(statement, own))
        earlier.add(statement, list(company_spans(section, layout)))
    ((key, name),) = earlier.names(said[2])
    assert (key, name.text) == ("kolmar", "Kolmar")
    assert {"times:2", "only:True", "back:1"} <= set(name.features)


def test_a_region_that_the_weights_find_likelier_goes_before_the_grammars(weigh_choices: Weigh) -> None:
    text = "Output in Yunnan was 300 mt in June, against Guangxi's rates."
    assert figure(text).region == "Yunnan"
    weigh_choices(REGION, {"none none": 900})
    assert figure(text).region is None
    weigh_choices(REGION, {"Rfar:4": 900, "Rfar:7": 900})
    assert figure(text).region == "Guangxi"


def test_a_company_may_be_one_of_an_earlier_sentence(weigh_choices: Weigh) -> None:
    text = "Kolmar Metals runs two lines. It produced 300 mt in June."
    weigh_choices(COMPANY, {"first:True": 900})
    assert figure(text).entity == "Kolmar Metals"
    weigh_choices(COMPANY, {"none none": 900})
    assert figure(text).entity is None


def test_an_explanation_tells_of_the_region_by_the_weights(weigh_choices: Weigh) -> None:
    weigh_choices(REGION, {"none none": 900})
    lines = explain(section_of("Output in Yunnan was 300 mt in June."), 1)
    assert any(line.startswith("region None: by the weights (") and "not Yunnan" in line for line in lines)


CAUSE = "Zinc output was 520 mt in June, down 4% MoM, as smelters in Yunnan cut for want of ore from Guangxi."


def choices_of_cause(text: str, field: str) -> list[Choice]:
    section = section_of(text)
    sentences = told(section)
    label = drivers(text)[0]
    (found,) = [f for each in sentences for f in each.found][:1]
    caused = Caused(sentences[found.number - 1], found.run, label)
    return CausedChoices(section, sentences, own_words(section), field).of(caused)


def test_nothing_and_each_place_of_its_sentence_is_a_choice_of_a_driver() -> None:
    texts = [choice.text for choice in choices_of_cause(CAUSE, REGION)]
    assert texts.count(None) == 1
    assert {"Yunnan", "Guangxi"} <= set(texts)
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("weights", "region"),
    [
        ({"none none": 900}, None),
        ({"p:in": 900}, "Yunnan"),
        ({"p:from": 900}, "Guangxi"),
    ],
)
def test_a_driver_is_told_of_the_region_that_the_weights_find_likeliest(
    weigh_choices: Weigh, weights: Mapping[str, int], region: str | None
) -> None:
    weigh_choices(MODELS[REGION], weights)
    found = drivers(CAUSE)
    assert found
    assert {label.region for label in found} == {region}


def test_what_is_not_likely_enough_stays_by_the_grammar(weigh_choices: Weigh) -> None:
    weigh_choices(MODELS[REGION], {})
    by_grammar = {label.region for label in drivers(CAUSE)}
    weigh_choices(MODELS[REGION], {"p:from": 10})
    assert {label.region for label in drivers(CAUSE)} == by_grammar
    assert LIKELY > models.WHOLE / 3


def test_the_explanation_of_a_driver_tells_what_the_weights_changed(weigh_choices: Weigh) -> None:
    weigh_choices(MODELS[REGION], {"p:from": 900})
    section = section_of(CAUSE)
    from extract.resolve import resolve

    (driver, *_) = resolve(section, Rules().answer(section).answer).drivers
    lines = explain_driver(section, driver.id)
    assert any(line.startswith("region Guangxi: by the weights (") for line in lines)


def test_runs_stand_in_text_order_so_that_those_near_are_found() -> None:
    section = section_of("Stocks in five main markets rose, and output in Gansu and at Kolmar Metals fell.")
    for field in (REGION, COMPANY):
        said = spoken(section)
        held = Runs(section, said, own_words(section), field).of(said[0])
        firsts = [span.first for span in held.spans]
        assert firsts == sorted(firsts)
        assert list(held.within(0, len(said[0].tokens))) == list(held.spans)


def test_only_the_longest_of_runs_that_hold_each_other_is_remembered() -> None:
    section = section_of("Output in Shanxi, Henan and Gansu fell. It rose in May.")
    said = spoken(section)
    names = Runs(section, said, own_words(section), REGION).of(said[1]).earlier
    assert [name.text for name in names.values()] == ["Shanxi, Henan, Gansu"]
