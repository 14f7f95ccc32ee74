"""The encoder: its pieces and windows, arithmetic that is exact, what it says and how that is pooled."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.annotate import annotate
from extract.document import Annotated, Section
from extract.resolve import resolve
from extract.rules import Rules, explain, explain_driver, explain_movement
from extract.rules.encoder import (
    CASE,
    FIGURE,
    MOVE,
    Encoded,
    encoded,
    places_of,
    pooled,
    pooled_odds,
    telling,
    weights,
)
from extract.rules.encoder.encoded import headed_by, windows
from extract.rules.encoder.exact import BITS, WEIGHT, Dense, Norm, gelu, on_grid, softmax_of
from extract.rules.encoder.pieces import pieces_of
from extract.rules.encoder.pointing import Pointed
from extract.rules.encoder.weights import encoder, heads
from schemas.errors import DataFileError
from schemas.vocabulary import Category, Direction, Indicator, Status

BODY = (
    "Zinc ingot output in June stood at 52,000 mt, up 4.2% MoM, as smelters came back from maintenance. "
    "Output is expected to slip in July on tight concentrate supply."
)


def section(body: str = BODY, heading: str = "Zinc") -> Annotated:
    return annotate(Section(1, "zinc", heading, 0, 0, body), "2025-06")


class TestPieces:
    @given(st.text(max_size=60))
    def test_stand_in_order_and_hold_no_space(self, text: str) -> None:
        found = pieces_of(text)
        assert all(start < end for start, end in zip(found.starts, found.ends, strict=True))
        assert all(end <= start for end, start in zip(found.ends, found.starts[1:], strict=False))
        assert not any(text[start:end].isspace() for start, end in zip(found.starts, found.ends, strict=True))
        covered = {
            at for start, end in zip(found.starts, found.ends, strict=True) for at in range(start, end)
        }
        assert covered == {at for at, char in enumerate(text) if not char.isspace()}

    def test_a_word_is_cut_into_the_longest_pieces_from_its_start(self) -> None:
        found = pieces_of("Ferrosilicon, 52,000 mt")
        words = ["ferrosilicon"[a:b] for a, b in zip(found.starts, found.ends, strict=True) if b <= 12]
        assert len(words) > 1
        assert "".join(words) == "ferrosilicon"
        assert found.ids[: len(words)] == pieces_of("FERROSILICON").ids

    def test_accents_and_capitals_change_no_piece_and_no_offset(self) -> None:
        plain, accented = pieces_of("peru output"), pieces_of("Perú Output")
        assert plain == accented

    def test_a_word_of_a_hundred_letters_and_more_is_one_that_is_not_known(self) -> None:
        found = pieces_of("9" * 100_000)
        assert (len(found.ids), found.ends) == (1, [100_000])


class TestWindows:
    @given(st.integers(0, 3000), st.integers(5, 500))
    def test_every_piece_is_asked_for_once_in_a_window_that_holds_it(self, pieces: int, room: int) -> None:
        asked = []
        for begin, end, first, last in windows(pieces, room):
            assert 0 <= begin <= first <= last <= end <= pieces
            assert end - begin <= room
            asked += range(first, last)
        assert asked == list(range(pieces))

    @given(st.integers(600, 3000))
    def test_what_is_asked_for_has_a_context_on_both_sides(self, pieces: int) -> None:
        found = windows(pieces, 500)
        for (_, end, _, last), (begin, _, first, _) in pairwise(found):
            assert last == first
            assert min(end - last, first - begin) >= 40


class TestArithmetic:
    def test_a_product_is_that_of_whole_numbers_in_any_order(self) -> None:
        drawn = np.random.default_rng(0)
        weights_ = drawn.integers(-WEIGHT, WEIGHT + 1, size=(1536, 40)).astype(np.float32)
        rows = drawn.normal(size=(30, 1536)).astype(np.float32)
        dense = Dense(weights_, np.ones(40, np.float32), np.zeros(40, np.float32))
        order = drawn.permutation(1536)
        other = Dense(weights_[order], dense.scales, dense.biases)
        assert np.array_equal(dense(rows), other(np.ascontiguousarray(rows[:, order])))
        most = np.abs(rows).max(axis=1, keepdims=True)
        whole = np.rint(rows * (np.float32(127) / most)).astype(np.int64) @ weights_.astype(np.int64)
        assert np.array_equal(dense(rows), whole.astype(np.float32) * (most / np.float32(127)))

    def test_the_heaviest_sum_is_a_whole_number_in_single_precision(self) -> None:
        assert 127 * WEIGHT * 2096 < 1 << 24
        assert max(len(dense.weights) for dense in heads().dense.values()) <= 2096
        layers = encoder().layers
        for dense in (each for layer in layers for each in (layer.attending, layer.narrowing)):
            assert np.abs(dense.weights).max() <= WEIGHT
            assert len(dense.weights) <= 2096

    def test_a_norm_has_a_mean_of_nothing_and_a_variance_of_one(self) -> None:
        rows = np.random.default_rng(1).normal(3, 5, size=(4, 384)).astype(np.float32)
        told = Norm(np.ones(384, np.float32), np.zeros(384, np.float32))(rows)
        assert np.allclose(told.mean(axis=1), 0, atol=1e-3)
        assert np.allclose(told.var(axis=1), 1, atol=1e-3)
        order = np.random.default_rng(2).permutation(384)
        shuffled = Norm(np.ones(384, np.float32), np.zeros(384, np.float32))(rows[:, order])
        assert np.array_equal(told[:, order], shuffled)

    @pytest.mark.parametrize("value", [-30.0, -2.5, -0.25, 0.0, 0.5, 3.0, 15.0])
    def test_the_unit_is_that_of_its_formula(self, value: float) -> None:
        exact = value * 0.5 * (1 + math.erf(value / math.sqrt(2)))
        assert gelu(np.array([value], np.float32))[0] == pytest.approx(exact, abs=2e-3)

    def test_shares_are_those_of_the_exponential(self) -> None:
        scores = np.array([[0.0, -1.0, -3.0]], np.float32)
        told, whole = softmax_of(scores)
        exact = np.exp(scores) / np.exp(scores).sum()
        assert np.allclose(told / whole, exact, atol=5e-3)

    def test_a_grid_has_steps_of_a_power_of_two(self) -> None:
        assert (on_grid(np.array([0.3], np.float32)) * (1 << BITS)).tolist() == [round(0.3 * (1 << BITS))]


class TestWhatItSays:
    def test_a_figure_is_known_by_its_context(self) -> None:
        of_level, of_change = (
            encoded(section()).of_figure(BODY.index(text), BODY.index(text) + len(text))
            for text in ("52,000 mt", "4.2%")
        )
        assert of_level is not None
        assert of_change is not None
        assert max(of_level["reading"], key=of_level["reading"].__getitem__) == "level|"
        assert max(of_change["reading"], key=of_change["reading"].__getitem__) == "mom|up"
        assert max(of_change["indicator"], key=of_change["indicator"].__getitem__) == Indicator.PRODUCTION

    def test_a_cause_is_known_with_its_kind_and_its_way(self) -> None:
        start, end = BODY.index("tight"), BODY.index("supply.") + 6
        said = encoded(section()).of_case((start, end), (BODY.index("Output is"), len(BODY) - 1))
        assert said is not None
        assert said.cause > 0
        assert max(said.category, key=said.category.__getitem__) == Category.RAW_MATERIAL_SUPPLY
        of_effect = said.effect(Category.RAW_MATERIAL_SUPPLY)
        assert max(of_effect, key=of_effect.__getitem__) == Indicator.PRODUCTION
        ways = said.way(Category.RAW_MATERIAL_SUPPLY, Indicator.PRODUCTION)
        assert max(ways, key=ways.__getitem__) == Direction.DOWN
        assert said.effect("no category") == said.way("no category", "production") == {}

    def test_a_word_of_a_move_is_known(self) -> None:
        at = BODY.index("slip")
        said = encoded(section()).of_move(at, at + 4)
        assert said is not None
        likeliest = {question: max(points, key=points.__getitem__) for question, points in said.items()}
        assert likeliest == {"movement": Indicator.PRODUCTION, "period": "m+1", "status": Status.FORECAST}

    def test_the_month_of_the_report_is_read_before_its_heading(self) -> None:
        assert headed_by(section()) == "June 2025. Zinc"

    def test_what_holds_no_piece_has_no_opinion(self) -> None:
        reading = Encoded("Zinc", "one two")
        assert reading.of_figure(3, 4) is None
        assert reading.of_move(3, 4) is None
        assert reading.of_case((3, 4), (0, 7)) is None
        assert Encoded("Zinc", "").of_move(0, 0) is None

    def test_a_long_section_is_read_in_windows_up_to_an_end(self) -> None:
        body = " ".join([BODY] * 180)
        reading = Encoded("Zinc", body)
        last = body.rindex("52,000 mt")
        middle = body.index("52,000 mt", len(BODY) * 40)
        said = reading.of_figure(middle, middle + 9)
        assert said is not None
        assert max(said["indicator"], key=said["indicator"].__getitem__) == Indicator.PRODUCTION
        assert reading.of_figure(last, last + 9) is None

    def test_a_hidden_word_changes_what_is_said(self) -> None:
        up = BODY.index("up 4.2%")
        hidden = Encoded("Zinc", BODY, (up, up + 2)).of_figure(up + 3, up + 7)
        said = encoded(section()).of_figure(up + 3, up + 7)
        assert hidden is not None
        assert said is not None
        assert hidden["reading"]["mom|up"] < said["reading"]["mom|up"]

    def test_only_the_words_that_are_nearest_are_hidden(self, monkeypatch: pytest.MonkeyPatch) -> None:
        body = " ".join(f"w{number:03}" for number in range(200))
        monkeypatch.setattr(telling, "encoded", lambda _: None)
        monkeypatch.setattr(telling, "Encoded", lambda _, text, hidden: text[slice(*hidden)])
        asked: list[str | None] = []

        def points_of(reading: Any) -> int:
            asked.append(reading)
            return -300 if reading == "w101" else 0

        at = body.index("w100")
        told = telling.in_context(section(body), (0, len(body)), (at, at + 4), 500, points_of)
        assert told == '; in its context 50.0%, most by "w101" +3.00'
        assert asked[1:] == sorted(f"w{number:03}" for number in range(88, 113) if number != 112)


class TestPlaces:
    def test_are_of_whole_words_in_any_case_over_any_space(self) -> None:
        body = "Zinc dust rose; zinc\ndust makers and ZINC DUSTS followed."
        assert places_of(body, "zinc dust") == ((0, 9), (16, 25))
        assert places_of(body, "dusts") == ((body.index("DUSTS"), body.index("DUSTS") + 5),)
        assert places_of(body, " ") == places_of(body, "lead") == ()

    def test_a_text_is_taken_as_it_stands(self) -> None:
        assert places_of("grade (a) and 2# or 2#.", "(a)") == ((6, 9),)
        assert places_of("grade (a) and 2# or 2#.", "2#") == ((14, 16), (20, 22))

    def test_only_so_many_are_looked_at(self) -> None:
        assert len(places_of("zinc " * 1000, "zinc")) == 32


class TestPointing:
    def test_chances_of_all_first_and_last_pieces_come_to_one(self) -> None:
        random = np.random.default_rng(0)
        asks, rows = (random.normal(size=(many, 8)).astype(np.float32) for many in (2, 5))
        pointed = Pointed(asks, rows, lambda run: run)
        pairs = [(first, last) for first in range(5) for last in range(1, 6)]
        assert math.isclose(math.exp(pointed.of(pairs) / 100), 1, abs_tol=1e-2)
        parts = (math.exp(pointed.of([pair]) / 100) for pair in pairs)
        assert math.isclose(math.fsum(parts), 1, abs_tol=2e-2)
        assert pointed.nothing() == pointed.of([(0, 1)])

    def test_what_is_not_read_is_as_unlikely_as_can_be(self) -> None:
        pointed = Pointed(np.ones((2, 4), np.float32), np.ones((3, 4), np.float32), lambda _: None)
        assert pointed.of([(0, 1)]) == pointed.of([]) == -1500

    def test_a_figure_a_move_and_a_cause_are_told_of_what_is_named(self) -> None:
        body = (
            "Output of zinc ingot stood at 52,000 mt in June. Die-cast zinc alloy output was 9,000 mt, and "
            "zinc oxide output declined as demand from tyre makers stayed weak."
        )
        reading = encoded(section(body))

        def told_of(head: str, text: str, names: tuple[str, ...]) -> str:
            start = body.index(text)
            part = (body.index("Die-cast"), len(body)) if head == CASE else None
            pointed = reading.told_of("segment", head, (start, start + len(text)), part)
            assert pointed is not None
            return max(names, key=lambda name: pointed.of(places_of(body, name)))

        names = ("zinc ingot", "zinc alloy", "Die-cast zinc alloy", "zinc oxide", "tyre makers")
        assert told_of(FIGURE, "9,000 mt", names) == "Die-cast zinc alloy"
        assert told_of(MOVE, "declined", names) == "zinc oxide"
        assert told_of(CASE, "demand from tyre makers", names) == "zinc oxide"

    def test_what_names_nothing_is_told_of_nothing(self) -> None:
        pointed = encoded(section()).told_of("entity", FIGURE, (BODY.index("52"), BODY.index(" mt")))
        assert pointed is not None
        assert pointed.nothing() > pointed.of(places_of(BODY, "Zinc ingot"))
        assert encoded(section()).told_of("entity", FIGURE, (4, 5)) is None
        assert encoded(section()).told_of("entity", CASE, (0, 4), (4, 5)) is None


class TestPooling:
    def test_is_the_mean_of_the_logs_of_the_chances(self) -> None:
        weighed = {"a": 300, "b": 100}
        logs = [value - 100 * math.log(math.exp(3) + math.exp(1)) for value in weighed.values()]
        assert pooled(weighed, {"a": -200, "b": -10}) == {
            "a": round((logs[0] - 200) / 2),
            "b": round((logs[1] - 10) / 2),
        }

    def test_what_one_does_not_know_is_unlikely_and_what_says_nothing_changes_nothing(self) -> None:
        told = pooled({"a": 0, "b": 0}, {"a": 0})
        assert told["a"] - told["b"] == 600
        assert pooled({"a": 7}, None) == pooled({"a": 7}, {}) == {"a": 7}
        assert (pooled_odds(100, 300), pooled_odds(100, None)) == (200, 100)

    def test_what_both_find_unlikely_is_no_driver(self, monkeypatch: pytest.MonkeyPatch) -> None:
        held = resolve(section(), Rules().answer(section()).answer).drivers
        assert held
        never = type(
            "Never", (), {"cause": -3000, "category": {}, "effect": lambda *_: {}, "way": lambda *_: {}}
        )
        monkeypatch.setattr(Encoded, "of_case", lambda *_: never())
        assert not resolve(section(), Rules().answer(section()).answer).drivers


class TestExplaining:
    def test_a_driver_tells_what_its_context_says(self) -> None:
        found = resolve(section(), Rules().answer(section()).answer).drivers
        for driver in found:
            (line,) = [line for line in explain_driver(section(), driver.id) if "judged: " in line]
            assert "; in its context " in line
            assert '%, most by "' in line

    def test_a_movement_tells_what_its_context_says(self) -> None:
        body = "Zinc ingot output stood at 52,000 mt in June. Output of SHG zinc was fuller in the month."
        found = resolve(section(body), Rules().answer(section(body)).answer).metrics
        lines = [line for metric in found for line in explain_movement(section(body), metric.id)]
        assert any("; in its context " in line for line in lines if line.startswith("by the weights"))

    def test_a_figure_that_is_overruled_tells_what_its_context_says(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sure = {"reading": {"yoy|down": 3000}, "indicator": {}, "status": {}, "period": {}}
        monkeypatch.setattr(Encoded, "of_figure", lambda *_: sure)
        (number,) = [figure.number for figure in section().figures if figure.unit == "percent"]
        lines = explain(section(), number)
        assert any(
            line.startswith("reading yoy|down") and "; in its context 100.0%" in line for line in lines
        )


@pytest.mark.parametrize("break_", [lambda path: path.write_bytes(b"no weights"), lambda path: None])
def test_weights_that_cannot_be_read_are_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, break_: Callable[[Path], None]
) -> None:
    path = tmp_path / "weights.npz"
    break_(path)
    monkeypatch.setattr(weights, "WEIGHTS", path)
    weights._arrays.cache_clear()
    try:
        with pytest.raises(DataFileError, match=r"weights\.npz: cannot be read as weights"):
            weights._arrays()
    finally:
        weights._arrays.cache_clear()
