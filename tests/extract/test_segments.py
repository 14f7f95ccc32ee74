"""Segments by the weights: what a figure may be told of, what is chosen, and what stays by the grammar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import pytest

from extract.annotate import annotate
from extract.document import Annotated, Section
from extract.rules import Rules, explain, review
from extract.rules.context import statements
from extract.rules.draft import Draft
from extract.rules.encoder import FIGURE, Encoded
from extract.rules.outcomes import first_outcomes
from extract.rules.own import own_words
from extract.rules.review import with_scopes
from extract.rules.review.choices import Choice, Choices
from extract.rules.review.choosing import Chooser
from extract.rules.review.layout import layout_of
from extract.rules.review.runs import SEGMENT
from extract.rules.review.seen import Seen, seen_in
from extract.rules.review.spans import Span, spans_of
from extract.rules.review.words import CLAIM

MONTH = "2025-06"
Weigh = Callable[[Mapping[str, int]], None]


@pytest.fixture
def weigh(weigh_choices: Callable[[str, Mapping[str, int]], None]) -> Weigh:
    """Return what puts weights of segments in force."""
    return partial(weigh_choices, SEGMENT)


def section_of(text: str, heading: str = "Refined Zinc") -> Annotated:
    return annotate(Section(1, "s", heading, 0, 0, text), MONTH)


def drafts_of(section: Annotated) -> list[Draft]:
    return first_outcomes(section, list(statements(section)), own_words(section)).drafts


def seen_of(section: Annotated) -> list[Seen]:
    return list(seen_in(section, list(statements(section)), drafts_of(section)))


def read(section: Annotated) -> list[Draft]:
    return with_scopes(section, list(statements(section)), drafts_of(section), own_words(section))


def spans(section: Annotated) -> list[Span]:
    layout = layout_of(next(iter(statements(section))), own_words(section))
    return list(spans_of(section, layout))


def choices_of(section: Annotated) -> Choices:
    return Choices(section, list(statements(section)), own_words(section))


def choices(section: Annotated, number: int = 0) -> list[Choice]:
    return choices_of(section).of(seen_of(section)[number])


def segments(section: Annotated) -> list[str | None]:
    return [draft.scope.segment for draft in read(section)]


def test_a_span_neither_begins_nor_ends_with_a_word_of_grammar() -> None:
    texts = [span.text for span in spans(section_of("The output of large smelters in Hunan rose by 4%."))]
    assert {"output", "large smelters", "smelters", "large", "smelters in Hunan"} <= set(texts)
    edges = {"the", "of", "in", "by", "rose"}
    assert not [text for text in texts if {text.lower().split()[0], text.lower().split()[-1]} & edges]


def test_a_span_holds_no_mark_no_date_and_no_figure_of_its_own_right() -> None:
    texts = [span.text for span in spans(section_of("In June, output: 40% ore at 300 mt, scrap at 200 mt."))]
    assert "40% ore" in texts
    assert not [text for text in texts if "," in text or ":" in text or "June" in text or "mt" in text]
    assert "40%" not in texts


@pytest.mark.parametrize(
    ("text", "named", "not_named"),
    [
        ("Output of 2.0 mm glass fell.", {"2.0 mm", "2.0 mm glass"}, {"mm", "mm glass"}),
        ("Output of VN12 and 6N rose.", {"VN12", "6N"}, set()),
        ("Output of 2# ingot and 553# fell.", {"2#", "2# ingot", "553#"}, {"553", "# ingot"}),
        ("Output of 6063 fell, that of 304 rose.", {"6063", "304"}, set()),
        ("Output of 5N and above rose.", {"5N", "5N and above"}, {"5N and"}),
        ("Output of 99.995% indium fell by 40%.", {"99.995%", "99.995% indium"}, {"40%"}),
        ("Liquid metal's output fell in 2024.", {"Liquid metal"}, {"Liquid metal's", "2024"}),
    ],
)
def test_a_grade_is_named_whole(text: str, named: set[str], not_named: set[str]) -> None:
    texts = {span.text for span in spans(section_of(text))}
    assert named <= texts
    assert not not_named & texts


def test_a_place_alone_is_no_segment_but_one_in_a_name_is() -> None:
    texts = [
        span.text for span in spans(section_of("Stocks of Shanghai warrants and in Guangdong were 300 mt."))
    ]
    assert "Shanghai warrants" in texts
    assert not {"Shanghai", "Guangdong"} & set(texts)


def test_the_words_of_the_commodity_and_places_stand_for_all_commodities_and_places() -> None:
    (first,) = [s for s in spans(section_of("Refined zinc scrap rose by 4%.")) if s.text == "zinc scrap"]
    (other,) = [
        s for s in spans(section_of("Refined tin scrap rose by 4%.", "Refined Tin")) if s.text == "tin scrap"
    ]
    told = set(first.features) ^ set(other.features)
    assert not told


def test_nothing_is_a_choice_and_each_text_is_one_once() -> None:
    found = choices(section_of("Large smelters cut output; at large smelters the rate was 60%."))
    texts = [choice.text for choice in found]
    assert texts.count(None) == 1
    assert [text.casefold() for text in texts if text].count("large smelters") == 1


def test_of_two_places_of_a_text_the_nearer_counts() -> None:
    section = section_of("Large smelters cut output; at large smelters the rate was 60%.")
    (found,) = [c for c in choices(section) if c.text and c.text.casefold() == "large smelters"]
    assert found.text == "large smelters"


def test_what_the_grammar_took_and_the_figures_beside_have_is_a_choice_wherever_it_stands() -> None:
    section = section_of("Output of large smelters was 300 mt in June. It rose by 4% MoM.")
    first, second = seen_of(section)
    assert first.draft.scope.segment == "large smelters"
    told = choices_of(section).of(second)
    (found,) = [choice for choice in told if choice.text == "large smelters"]
    assert found.span is None
    assert {f"{CLAIM}first", f"{CLAIM}last"} <= set(found.claims)


def test_what_the_grammar_says_has_features_of_its_own() -> None:
    for choice in choices(section_of("Output of large smelters was 300 mt in June.")):
        assert all(name.startswith(CLAIM) for name in choice.claims)
        assert not any(name.startswith(CLAIM) for name in choice.words)
        assert len(choice.words) == len(set(choice.words))
        assert choice.span is None or len(choice.span.features) == len(set(choice.span.features))


def test_a_segment_that_the_weights_find_likelier_goes_before_the_grammars(weigh: Weigh) -> None:
    section = section_of("Output of large smelters was 300 mt in June at new plants.")
    weigh({"run:new plants": 300, "claim:taken": 100})
    assert segments(section) == ["new plants"]
    weigh({"run:new plants": 300, "claim:taken": 600})
    assert segments(section) == ["large smelters"]


def test_one_that_is_not_likely_enough_does_not(weigh: Weigh, monkeypatch: pytest.MonkeyPatch) -> None:
    section = section_of("Output of large smelters was 300 mt in June at new plants.")
    weigh({"run:new plants": 300})
    assert segments(section) == ["new plants"]
    monkeypatch.setitem(review.LIKELY, SEGMENT, 990)
    assert segments(section) == ["large smelters"]


def test_nothing_may_be_the_likeliest(weigh: Weigh) -> None:
    weigh({"none none": 500})
    assert segments(section_of("Output of large smelters was 300 mt in June.")) == [None]


def test_an_explanation_tells_what_was_taken_instead_and_by_what(weigh: Weigh) -> None:
    weigh({"run:new plants": 600})
    section = section_of("Output of large smelters was 300 mt in June at new plants.")
    (line,) = [line for line in explain(section, 1) if "by the weights" in line]
    assert line.startswith("segment new plants: by the weights (")
    assert line.endswith("not large smelters; most by run:new plants +6.00")


def test_a_figure_of_several_things_keeps_a_segment_of_each(weigh: Weigh) -> None:
    section = section_of("CR3 accounted for 40% of output, CR5 for 60%, all up by 2% compared to May.")
    weigh({"none none": 900})
    assert [d.scope.segment for d in read(section) if d.figure.value == 2] == ["CR3", "CR5"]


def test_a_company_or_a_place_is_not_told_twice(weigh: Weigh) -> None:
    section = section_of("Kolmar Zinc Ltd. produced 300 mt in June.")
    (draft,) = drafts_of(section)
    assert draft.scope.entity is not None
    weigh({f"head:{draft.scope.entity.split()[-1].rstrip('.').lower()}": 900, "first:kolmar": 900})
    assert segments(section) == [None]


def asks(seen: Seen) -> tuple[str, tuple[int, int], None]:
    return FIGURE, (seen.draft.figure.start, seen.draft.figure.end), None


def test_of_many_runs_of_words_the_likeliest_few_are_looked_at(weigh: Weigh) -> None:
    section = section_of(
        "Black ore, white ore, grey ore, pink ore, blue ore and red ore came to 300 mt in June."
    )
    few = [f"run:{word} ore" for word in ("grey", "pink", "blue", "red")]
    weigh(dict.fromkeys(few, 100) | {"run:black ore": 90, "to:no,head:ore": 1})
    (seen,) = seen_of(section)
    picked: list[str] = []

    def among(spans: Sequence[Span]) -> Iterable[Span]:
        chosen = list(Chooser(section, choices_of(section), SEGMENT, SEGMENT, asks).likeliest(spans))
        picked.extend(span.text for span in chosen)
        return chosen

    told = choices_of(section).of(seen, among)
    assert sorted(picked) == ["blue ore", "grey ore", "pink ore", "red ore"]
    assert {choice.text for choice in told if choice.span} == set(picked)


def test_what_is_pointed_to_is_looked_at_as_well(weigh: Weigh, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "Black ore, white ore, grey ore, pink ore, blue ore and red ore came to 300 mt in June."
    section = section_of(body)
    weigh({f"run:{word} ore": 200 for word in ("grey", "pink", "blue", "red")})
    (seen,) = seen_of(section)
    chooser = Chooser(section, choices_of(section), SEGMENT, SEGMENT, asks)
    assert chooser.best(seen).text != "white ore"

    class Points:
        def nothing(self) -> int:
            return -900

        def of(self, runs: Iterable[tuple[int, int]]) -> int:
            return 0 if any(body[start:end] == "white ore" for start, end in runs) else -900

    monkeypatch.setattr(Encoded, "told_of", lambda *_: Points())
    chosen = chooser.best(seen)
    assert chosen.text == "white ore"
    assert "; in its context 100.0%" in chosen.why()


def test_a_long_sentence_is_looked_at_around_the_figure_alone() -> None:
    section = section_of(
        "Output of " + "very " * 80 + "large smelters and " * 20 + "zinc was 300 mt in June."
    )
    (seen,) = seen_of(section)
    near = [c.span for c in choices_of(section).of(seen) if c.span is not None]
    assert near
    assert seen.at > 100
    assert all(seen.at - span.first <= 60 for span in near)


def test_rules_answer_with_what_was_chosen(weigh: Weigh) -> None:
    weigh({"run:new plants": 600})
    section = section_of("Output of large smelters was 300 mt in June at new plants.")
    (label,) = Rules().answer(section).answer.figures
    assert label.segment == "new plants"


def test_a_movement_goes_by_the_segments_of_the_grammar(weigh: Weigh) -> None:
    section = section_of("Zinc output fell by 4% from May, mainly at new plants. Output thus declined MoM.")
    before = Rules().answer(section).answer.movements
    weigh({"run:new plants": 900})
    answer = Rules().answer(section).answer
    assert [label.segment for label in answer.figures] == ["new plants"]
    assert answer.movements == before == ()
