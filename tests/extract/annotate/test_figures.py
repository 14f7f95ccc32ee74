"""Figures: what is printed becomes a value in the base unit, a unit and a span."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest


def read(give: Any, text: str) -> list[tuple[str, Decimal, Decimal | None, str | None]]:
    section = give.section(text)
    return [(section.text(f.start, f.end), f.value, f.value_max, f.unit) for f in section.figures]


@pytest.mark.parametrize(
    "printed",
    [
        "81,700 mt",
        "81\u2009700 mt",  # thin space
        "81\u202f700 mt",  # narrow no-break space
        "81\u00a0700 mt",  # no-break space
        "81\u2007700 mt",  # figure space
        "81\u2008700 mt",  # punctuation space
        "81 700 mt",
        "81'700 mt",
        "81’700 mt",
        "81٬700 mt",
        "81700 mt",
        "81,700mt",
        "81,700 tonnes",
        "81.7 kt",
        "81.7kt",
        "81.7k mt",
        "81.7 thousand mt",
    ],
)
def test_every_way_to_print_a_thousand_gives_the_same_amount(give: Any, printed: str) -> None:
    assert read(give, f"Output reached {printed} this time.") == [(printed, Decimal(81700), None, "mt")]


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("1,234,567 mt", "1234567", "mt"),
        ("1\u2009234\u2009567 mt", "1234567", "mt"),
        ("1.234.567 mt", "1234567", "mt"),
        ("12,34,567 mt", "1234567", "mt"),
        ("1,234.5 mt", "1234.5", "mt"),
        ("1.2 million mt", "1200000", "mt"),
        ("45.71 million mt", "45710000", "mt"),
        ("3 billion yuan", "3000000000", "yuan"),
        ("2.5bn yuan", "2500000000", "yuan"),
        ("$5m", "5000000", "usd"),
        ("5 m yuan", "5000000", "yuan"),
        ("45 kt", "45000", "mt"),
        ("500 t", "500", "mt"),
        ("500 tonnes", "500", "mt"),
        ("500 metric tons", "500", "mt"),
        ("12 wet tonnes", "12", "wmt"),
        ("20 mt/day", "20", "mt/day"),
        ("20 mt per day", "20", "mt/day"),
        ("20 tonnes a day", "20", "mt/day"),
        ("300 ktpa", "300000", "mt/year"),
        ("25 kg", "25", "kg"),
        ("10 GW", "10", "gw"),
        ("5 million m²", "5000000", "sqm"),
        ("5,000 yuan/mt", "5000", "yuan/mt"),
        ("5,000 yuan per mt", "5000", "yuan/mt"),
        ("RMB 5,000/mt", "5000", "yuan/mt"),
        ("¥5,000/mt", "5000", "yuan/mt"),
        ("0.68 yuan/W", "0.68", "yuan/w"),
        ("14 yuan/m²", "14", "yuan/sqm"),
        ("$1.76/mt", "1.76", "usd/mt"),
        ("US$120/wmt", "120", "usd/wmt"),
        ("-$9.14/mt", "-9.14", "usd/mt"),
        ("−$9.14/mt", "-9.14", "usd/mt"),
        ("$-9.14/mt", "-9.14", "usd/mt"),
        ("VND 623 billion", "623000000000", "vnd"),
        ("VND 10,000 trillion", "10000000000000000", "vnd"),
        ("7.46%", "7.46", "percent"),
        ("7.46 percent", "7.46", "percent"),
        ("7.46 per cent", "7.46", "percent"),
        ("７.46％", "7.46", "percent"),
        ("+5%", "5", "percent"),
        ("-5%", "-5", "percent"),
        ("7.50 percentage points", "7.50", "percentage_point"),
        ("1.5 ppts", "1.5", "percentage_point"),
        ("3 pp", "3", "percentage_point"),
        ("20 bps", "20", "basis_point"),
        ("0,5 %", "0.5", "percent"),
        ("20 days", "20", "day"),
        ("٣٤ mt", "34", "mt"),
    ],
)
def test_a_printed_figure_is_read_in_its_base_unit(give: Any, printed: str, value: str, unit: str) -> None:
    assert read(give, f"It was {printed}, they say.") == [(printed, Decimal(value), None, unit)]


@pytest.mark.parametrize(
    ("printed", "low", "high", "unit"),
    [
        ("300-500 yuan/mt", "300", "500", "yuan/mt"),
        ("5-7 days", "5", "7", "day"),
        ("1%-2%", "1", "2", "percent"),
        ("1-2%", "1", "2", "percent"),
        ("1%–2%", "1", "2", "percent"),
        ("1%~2%", "1", "2", "percent"),
        ("1.2-1.4 million mt", "1200000", "1400000", "mt"),
        ("10-15 kt", "10000", "15000", "mt"),
        ("$10-12/mt", "10", "12", "usd/mt"),
        ("5 to 7 enterprises", "5", "7", "count"),
        ("5% to 7%", "5", "7", "percent"),
        ("12,000 to 13,000 mt", "12000", "13000", "mt"),
    ],
)
def test_a_range_is_one_figure_with_both_ends(
    give: Any, printed: str, low: str, high: str, unit: str
) -> None:
    span = printed.removesuffix(" enterprises")
    assert read(give, f"Some see {printed} by then.") == [(span, Decimal(low), Decimal(high), unit)]


@pytest.mark.parametrize("words", ["between {} and {}", "ranging from {} to {}"])
def test_the_words_around_a_range_make_it_one(give: Any, words: str) -> None:
    text = f"Output is seen {words.format('5,000', '6,000 mt')}."
    ((_, low, high, unit),) = read(give, text)
    assert (low, high, unit) == (5000, 6000, "mt")


@pytest.mark.parametrize(
    "text",
    [
        "The rate rose from 52% to 58%.",
        "The rate rose from 52 to 58%.",
        "The rate fell from 52% in May to 58% in June.",
        "The rate rose from a May average of 52% to 58%.",
        "The rate rose from last year's low of about 52% to 58%.",
    ],
)
def test_from_a_to_b_are_two_figures(give: Any, text: str) -> None:
    assert [(value, top, unit) for _, value, top, unit in read(give, text)] == [
        (52, None, "percent"),
        (58, None, "percent"),
    ]


@pytest.mark.parametrize(
    ("text", "move", "level"),
    [
        ("Output rose by 10,000 mt to 25,000 mt.", 10000, 25000),
        ("Output increased 500 to 12,500 mt.", 500, 12500),
        ("Costs climbed by about 300 yuan/mt to 700 yuan/mt.", 300, 700),
        ("The rate was down 3% to 80%.", 3, 80),
    ],
)
def test_a_move_and_where_it_led_are_two_figures(give: Any, text: str, move: int, level: int) -> None:
    assert [(value, top) for _, value, top, _ in read(give, text)] == [(move, None), (level, None)]


@pytest.mark.parametrize("text", ["It may rise by 5% to 7%.", "It fell by 400 to 500 mt."])
def test_a_move_may_be_a_range(give: Any, text: str) -> None:
    ((_, low, high, _),) = read(give, text)
    assert high is not None
    assert low < high


def test_megatonnes_and_tonnes_are_told_apart_by_their_case(give: Any) -> None:
    assert read(give, "They made 3.2 Mt, 3.2 mt and 3.2 MT.") == [
        ("3.2 Mt", Decimal(3200000), None, "mt"),
        ("3.2 mt", Decimal("3.2"), None, "mt"),
        ("3.2 MT", Decimal("3.2"), None, "mt"),
    ]


@pytest.mark.parametrize("text", ["Output of 81,700 mt.", "Output of 81,700 mt", "A fall of 81,700 mt MoM."])
def test_tonnes_are_never_scaled(give: Any, text: str) -> None:
    ((_, value, _, unit),) = read(give, text)
    assert (value, unit) == (81700, "mt")


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("Thirteen enterprises were asked.", "Thirteen", 13),
        ("Of them twenty-one smelters cut.", "twenty-one", 21),
        ("In all, four large private copper smelters cut.", "four", 4),
        ("A dozen mines closed.", "dozen", 12),
    ],
)
def test_a_number_word_before_what_is_counted_is_a_count(give: Any, text: str, word: str, value: int) -> None:
    assert read(give, text) == [(word, Decimal(value), None, "count")]


@pytest.mark.parametrize(
    "text",
    [
        "Output fell for two consecutive months.",
        "One can say that little changed.",
        "In the first half of January output held.",
        "In the second half of the year output held.",
        "Stocks lasted three weeks at most plants.",
        "Phase-two plants are late.",
    ],
)
def test_other_number_words_are_no_figures(give: Any, text: str) -> None:
    assert read(give, text) == []


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("Exports doubled.", "doubled", 100),
        ("Exports tripled.", "tripled", 200),
        ("Exports halved.", "halved", -50),
        ("It is half of the total.", "half", 50),
        ("They run two-thirds of capacity.", "two-thirds", Decimal("66.67")),
    ],
)
def test_a_word_that_multiplies_or_divides_is_a_percentage(
    give: Any, text: str, word: str, value: Decimal
) -> None:
    assert read(give, text) == [(word, value, None, "percent")]


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("Rates were 83.2, 75.1 and 67.2%.", ["83.2", "75.1", "67.2"], "percent"),
        ("They made 1.2 and 1.4 million mt.", ["1200000", "1400000"], "mt"),
        ("It was 12 out of 15 smelters.", ["12", "15"], "count"),
    ],
)
def test_the_unit_behind_a_chain_holds_for_all_of_it(
    give: Any, text: str, values: list[str], unit: str
) -> None:
    assert [(value, u) for _, value, _, u in read(give, text)] == [(Decimal(v), unit) for v in values]


def test_a_long_list_gets_no_unit_from_its_far_end(give: Any) -> None:
    text = f"They read {', '.join(['7'] * 30)}, 9%."
    units = [unit for _, _, _, unit in read(give, text)]
    assert units == [None] * 18 + ["percent"] * 13


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("Output of 1,2345 mt.", "1,2345"),
        ("Output of 1.2.3 mt.", "1.2.3"),
        ("Output of 1,000,00 mt.", "1,000,00"),
        ("Output of 1234567890123456 mt.", "1234567890123456"),
        ("Output of 12,345’678 mt.", "12,345’678"),
    ],
)
def test_what_cannot_be_read_safely_is_refused(give: Any, text: str, run: str) -> None:
    section = give.section(text)
    assert section.figures == ()
    assert [(section.text(e.start, e.end), e.reason) for e in section.excluded] == [(run, "unreadable")]


def test_a_figure_without_a_unit_has_none(give: Any) -> None:
    assert read(give, "The index stood at 70.12 then.") == [("70.12", Decimal("70.12"), None, None)]


def test_a_unit_nobody_knows_is_still_of_the_canonical_form(give: Any) -> None:
    units = [unit for _, _, _, unit in read(give, "It cost 5 yuan/km², 6 yuan per roll and 7 yuan/foo³.")]
    assert units == ["yuan/km2", "yuan/roll", "yuan/foo3"]


def test_a_number_word_inside_another_figure_is_not_read_twice(give: Any) -> None:
    assert [text for text, *_ in read(give, "It was 3 mt/one plants.")] == ["3 mt/one"]


@pytest.mark.parametrize(
    "lookalike", ["5 tonne\u017f", "at mo\u017ft 5%", "5 \u212at", "double\u0131 5 m\u0130o yuan"]
)
def test_letters_that_only_look_like_ascii_crash_nothing(give: Any, lookalike: str) -> None:
    assert len(read(give, f"It was {lookalike}.")) == 1


@pytest.mark.parametrize(
    ("text", "step"),
    [("It was 80.22%.", "0.01"), ("It was 1.2 million mt.", "100000"), ("It was 81,700 mt.", "1")],
)
def test_the_last_printed_digit_is_kept_for_the_checks(give: Any, text: str, step: str) -> None:
    (figure,) = give.section(text).figures
    assert figure.step == Decimal(step)


@pytest.mark.parametrize(("text", "signed"), [("-5%", True), ("+5%", True), ("5%", False), ("doubled", True)])
def test_a_printed_sign_is_remembered(give: Any, text: str, signed: bool) -> None:
    (figure,) = give.section(f"It was {text} then.").figures
    assert figure.signed is signed


@pytest.mark.parametrize(
    ("text", "value", "signed"),
    [
        ("Output was flat - 65% of mills ran.", 65, False),
        ("Output was flat – 65% of mills ran.", 65, False),
        ("- 65% of mills ran.", 65, False),
        ("In 2024 - 65% of mills ran.", 65, False),
        ("A mid-65% rate.", 65, False),
        ("The margin stood at - 65%.", -65, True),
        ("The margin (- 65%) fell.", -65, True),
        ("The margin moved − 65%.", -65, True),
        ("The margin moved -65%.", -65, True),
        ("The index fell - $65/mt was paid.", 65, False),
        ("The index was - $65/mt then.", -65, True),
    ],
)
def test_a_dash_is_told_from_a_minus(give: Any, text: str, value: int, signed: bool) -> None:
    assert [(f.value, f.signed) for f in give.section(text).figures] == [(value, signed)]


def test_a_unit_across_a_line_is_none(give: Any) -> None:
    assert read(give, "It stood at 5\nmt as ever.") == [("5", Decimal(5), None, None)]
