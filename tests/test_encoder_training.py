"""Learning the encoder: what is asked about gold sections, how weights are written, the network itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from eval.goldset import load_gold
from eval.records import Kind
from extract.rules.encoder import weights
from extract.rules.encoder.heads import CLASSES
from extract.rules.encoder.pieces import VOCABULARY as VOCABULARY_FILE
from extract.rules.encoder.pieces import pieces_of
from extract.rules.encoder.weights import encoder, heads
from training.encoder.__main__ import main
from training.encoder.examples import Example, example_of
from training.encoder.numbers import renumbered
from training.encoder.written import arrays_of, parameters_of, write
from training.sections import Labelled, labelled

ROOT = Path(__file__).parents[1]
WIDTH, VOCABULARY, PLACES, UNITS = 24, 30522, 64, 256


@pytest.fixture(scope="module")
def sections() -> Sequence[Labelled]:
    return list(labelled(load_gold(ROOT / "gold" / "2025-01"), fitted=False))[:6]


@pytest.fixture(scope="module")
def examples(sections: Sequence[Labelled]) -> Sequence[Example]:
    return [example_of(section) for section in sections]


def drawn(classes: Mapping[str, Sequence[str]], layers: int) -> dict[str, Any]:
    """Return parameters of a tiny encoder with all heads."""
    random = np.random.default_rng(0)

    def floats(*shape: int) -> Any:
        return random.normal(0, 0.2, size=shape).astype(np.float32)

    dense = {
        **{
            f"head.{name}": (UNITS, rows * WIDTH)
            for name, rows in {"case": 5, "figure": 5, "move": 4}.items()
        },
        **{f"head.{name}.told": (6 * WIDTH, UNITS) for name in ("case", "figure", "move")},
        **{f"head.{name}": (len(named), UNITS) for name, named in classes.items()},
    }
    norms = ["embedded"]
    for at in range(layers):
        dense |= {f"layer{at}.attending": (3 * WIDTH, WIDTH), f"layer{at}.joining": (WIDTH, WIDTH)}
        dense |= {f"layer{at}.widening": (4 * WIDTH, WIDTH), f"layer{at}.narrowing": (WIDTH, 4 * WIDTH)}
        norms += [f"layer{at}.joined", f"layer{at}.passed"]
    told = {"words": floats(VOCABULARY, WIDTH), "places": floats(PLACES, WIDTH)}
    for name, (units, inputs) in dense.items():
        told |= {f"{name}.weights": floats(units, inputs), f"{name}.biases": floats(units)}
    for name in norms:
        told |= {f"{name}.gains": 1 + floats(WIDTH), f"{name}.biases": floats(WIDTH)}
    return told | {f"told.{name}": floats(len(classes[name]), UNITS) for name in ("category", "effect")}


@pytest.fixture
def in_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what writes parameters and puts the file in force."""
    cached = (weights._arrays, encoder, heads)

    def put(told: Mapping[str, Any], classes: Mapping[str, Sequence[str]]) -> None:
        write(arrays_of(told, 2, classes), tmp_path / "weights.npz")
        monkeypatch.setattr(weights, "WEIGHTS", tmp_path / "weights.npz")
        for each in cached:
            each.cache_clear()

    yield put
    for each in cached:
        each.cache_clear()


def test_all_that_is_labelled_is_asked(sections: Sequence[Labelled], examples: Sequence[Example]) -> None:
    for section, example in zip(sections, examples, strict=True):
        told = Counter(asked.head for asked in example.asked for answers in asked.answers)
        figures = [asked for asked in example.asked if asked.head == "figure"]
        measured = {metric.figure for metric in section.records.metrics if metric.kind is not Kind.MOVEMENT}
        assert len({asked.run for asked in figures if "reading" in asked.answers[0]} & measured) >= 0.8 * len(
            measured
        )
        assert told["case"] == len(section.records.drivers)
        assert {name for asked in example.asked for answers in asked.answers for name in answers} <= set(
            CLASSES
        )


def test_weights_are_written_to_within_half_a_step_and_read_again(in_force: Any) -> None:
    classes = {name: ("cause",) if name == "cause" else ("a", "b", "c") for name in CLASSES}
    told = drawn(classes, layers=2)
    in_force(told, classes)
    for name, dense in (
        ("layer1.narrowing", encoder().layers[1].narrowing),
        ("head.way", heads().dense["way"]),
    ):
        given, step = told[f"{name}.weights"], dense.scales[:, None]
        assert (np.abs(dense.weights.T * step - given) <= step * 0.51).all()
        assert np.array_equal(dense.biases, told[f"{name}.biases"])
    assert heads().classes == classes
    assert encoder().room == PLACES


def test_what_is_written_is_learned_on_from_as_it_was() -> None:
    classes = {name: ("cause",) if name == "cause" else ("a", "b", "c") for name in CLASSES}
    told = drawn(classes, layers=1)
    once = arrays_of(told, 2, classes)
    read = parameters_of(once)
    assert {name: values.shape for name, values in read.items()} == {n: v.shape for n, v in told.items()}
    assert all(np.abs(read[name] - values).max() < 0.02 for name, values in told.items())
    again = arrays_of(read, 2, classes)
    whole = [name for name, values in once.items() if values.dtype == np.int8]
    assert len(whole) > 10
    assert all(np.array_equal(again[name], once[name]) for name in whole)


def test_the_same_arrays_are_the_same_bytes(tmp_path: Path) -> None:
    arrays = {"b": np.arange(3), "a": np.ones(2)}
    write(arrays, tmp_path / "one.npz")
    write(dict(sorted(arrays.items())), tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


class TestTheNetwork:
    """With the extra `learning`."""

    @pytest.fixture(autouse=True)
    def learning(self) -> None:
        pytest.importorskip("torch")
        pytest.importorskip("safetensors")

    def test_comes_to_what_the_extractor_comes_to(self, in_force: Any) -> None:
        import torch

        from training.encoder.network import Shape, rows_of

        classes = {name: ("cause",) if name == "cause" else ("a", "b", "c") for name in CLASSES}
        told = drawn(classes, layers=2)
        in_force(told, classes)
        ids = [101, *range(2000, 2030), 102]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("training.encoder.network._DROPPED", 0.0)
            tensors = {name: torch.tensor(values) for name, values in told.items()}
            rows = rows_of(
                tensors, Shape(2, 2), torch.tensor([[*ids, 0, 0]]), torch.tensor([[1.0] * 32 + [0] * 2])
            )
        ours, theirs = encoder()(ids), rows[0, :32].numpy()
        assert np.abs(ours - theirs).mean() < 0.03 * np.abs(theirs).mean()

    def test_learns_what_it_is_told_and_the_same_each_time(self, examples: Sequence[Example]) -> None:
        import torch

        from training.encoder.batches import classes_of, prepared
        from training.encoder.fit import Plan, fit
        from training.encoder.network import Shape, fresh_heads

        classes = classes_of(examples)
        told = {name: torch.tensor(values) for name, values in drawn(classes, layers=1).items()}
        told |= fresh_heads(WIDTH, classes, 0)
        texts = [prepared(example, PLACES) for example in examples]
        heard: list[str] = []
        plan = Plan(rounds=40, size=3)
        one = fit(told, Shape(1, 2), texts, classes, plan, heard.append)
        two = fit(told, Shape(1, 2), texts, classes, plan, heard.append)
        assert all(torch.equal(one[name], two[name]) for name in one)
        costs = [float(line.rsplit(" ", 1)[1]) for line in heard[: len(heard) // 2]]
        assert costs[-1] < 0.6 * costs[0]

    def test_a_share_of_the_pieces_is_hidden_but_no_mark_of_a_text(self) -> None:
        import torch

        from training.encoder.fit import _hidden

        torch.manual_seed(0)
        ids = torch.full((8, 500), 2000)
        ids[:, 0], ids[:, 450], ids[:, 451:] = 101, 102, 0
        hidden = _hidden(ids, 0.1)
        assert 0.08 < (hidden[:, 1:450] == 103).float().mean() < 0.12
        assert torch.equal(hidden[:, 450:], ids[:, 450:])
        assert torch.equal(hidden[:, 0], ids[:, 0])
        assert torch.equal(_hidden(ids, 0.0), ids)

    def test_heads_whose_answers_have_changed_are_learned_afresh(self, tmp_path: Path) -> None:
        from training.encoder.base import learned_parameters, still_asked

        classes = {name: ("cause",) if name == "cause" else ("a", "b", "c") for name in CLASSES}
        write(arrays_of(drawn(classes, layers=1), 2, classes), tmp_path / "before.npz")
        told, answers = learned_parameters(tmp_path / "before.npz")
        assert answers == classes
        assert still_asked(told, answers, classes).keys() == told.keys()
        left = still_asked(told, answers, classes | {"category": ("a", "b", "c", "d")})
        assert told.keys() - left.keys() == {
            "head.category.weights",
            "head.category.biases",
            "told.category",
        }

    def test_each_head_passes_over_a_share_of_the_pieces_and_what_has_ended(self) -> None:
        import torch

        from training.encoder.network import _passed_over

        torch.manual_seed(0)
        ended = torch.zeros(4, 500, dtype=torch.bool)
        ended[:, 400:] = True
        passed = _passed_over(ended, 12)
        assert passed.shape == (4, 12, 500)
        assert passed[:, :, 400:].all()
        assert 0.08 < passed[:, :, :400].float().mean() < 0.12
        assert not torch.equal(passed[:, 0], passed[:, 1])

    def test_what_is_told_of_is_pointed_to(self, examples: Sequence[Example]) -> None:
        from training.encoder.batches import prepared

        example = max(examples, key=lambda each: len(each.asked))
        text = prepared(example, 512)
        body = len(text.ids) - 1
        asked = [(placed, name) for placed in text.placed for name in placed.told_of]
        assert {name for _, name in asked} == {"segment", "region", "entity"}
        for placed, name in asked:
            runs = placed.asked.told_of[name]
            if not runs or max(end for _, end in runs) < len(example.body) // 3:  # the rest may not be read
                assert len(placed.told_of[name]) == max(1, len(runs))
            for first, last in placed.told_of[name]:
                assert (first, last) == (0, 0) if not runs else 0 < first <= last < body

    def test_the_command_writes_the_file(self, tmp_path: Path) -> None:
        import torch
        from safetensors.torch import save_file

        held: dict[str, Any] = {}

        def put(name: str, *shape: int) -> None:
            held[f"{name}.weight"] = torch.randn(*shape) * 0.05

        put("embeddings.word_embeddings", VOCABULARY, WIDTH)
        put("embeddings.position_embeddings", PLACES, WIDTH)
        put("embeddings.token_type_embeddings", 2, WIDTH)
        layer = "encoder.layer.0."
        dense = {f"{layer}attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")}
        dense |= {
            f"{layer}attention.output.dense": (WIDTH, WIDTH),
            f"{layer}intermediate.dense": (4 * WIDTH, WIDTH),
        }
        dense |= {f"{layer}output.dense": (WIDTH, 4 * WIDTH)}
        for name, shape in dense.items():
            put(name, *shape)
            held[f"{name}.bias"] = torch.zeros(shape[0])
        for name in ("embeddings", f"{layer}attention.output", f"{layer}output"):
            held |= {
                f"{name}.LayerNorm.weight": torch.ones(WIDTH),
                f"{name}.LayerNorm.bias": torch.zeros(WIDTH),
            }
        save_file(held, tmp_path / "model.safetensors")
        asked = [
            "--base",
            str(tmp_path),
            "--layers",
            "0",
            "--rounds",
            "1",
            "--out",
            str(tmp_path / "out.npz"),
        ]
        done = CliRunner().invoke(main, [str(ROOT / "gold" / "2025-01"), *asked])
        assert done.exit_code == 0, done.output
        assert "1 layers, 30 sections." in done.output
        assert "of 1 months, 2025-01 to 2025-01." in done.output
        with np.load(tmp_path / "out.npz") as file:
            assert file["layer0.attending.weights"].shape == (WIDTH, 3 * WIDTH)
            assert "production" in file["classes.indicator"]
            first = file["layer0.attending.biases"]
        asked[1], asked[-1] = str(tmp_path / "out.npz"), str(tmp_path / "further.npz")
        done = CliRunner().invoke(main, [str(ROOT / "gold" / "2025-01"), *asked])
        assert done.exit_code == 0, done.output
        assert "1 layers, 30 sections." in done.output
        with np.load(tmp_path / "further.npz") as file:
            moved = np.abs(file["layer0.attending.biases"] - first)
        assert 0 < moved.max() < 0.01
        asked[-1] = str(tmp_path / "mean.npz")
        done = CliRunner().invoke(main, [str(ROOT / "gold" / "2025-01"), *asked, "--mean"])
        assert done.exit_code == 0, done.output
        with np.load(tmp_path / "mean.npz") as file:
            halfway = np.abs(file["layer0.attending.biases"] - first)
        assert np.allclose(halfway, moved / 2, atol=1e-6)
        asked[-1] = str(tmp_path / "averaged.npz")
        done = CliRunner().invoke(main, [str(ROOT / "gold" / "2025-01"), *asked, "--averaged"])
        assert done.exit_code == 0, done.output
        with np.load(tmp_path / "averaged.npz") as file:
            apart = np.abs(file["layer0.attending.biases"] - first)
        assert 0 < apart.max() < 0.01

    def test_a_mean_is_one_with_a_file_of_weights(self, tmp_path: Path) -> None:
        told = CliRunner().invoke(main, [str(ROOT / "gold" / "2025-01"), "--base", str(tmp_path), "--mean"])
        assert (told.exit_code, "--mean asks for a file of weights" in told.output) == (2, True)

    def test_a_file_that_is_no_weights_is_told_of_at_once(self, tmp_path: Path) -> None:
        (tmp_path / "no.npz").write_text("no")
        done = CliRunner().invoke(main, [str(ROOT / "gold" / "2025-01"), "--base", str(tmp_path / "no.npz")])
        assert done.exit_code == 2
        assert "cannot be read as weights" in done.output


def test_without_torch_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    for name in ("base", "batches", "fit", "network"):
        monkeypatch.delitem(__import__("sys").modules, f"training.encoder.{name}", raising=False)
    done = CliRunner().invoke(main, [str(ROOT / "gold" / "2025-01")])
    assert done.exit_code == 2
    assert "torch is not installed: pip install '.[learning]'" in done.output


def test_numbers_are_drawn_anew_in_their_order_and_times_are_kept() -> None:
    text = "Output was 52 kt in May 2019, 7% above 48 kt; 12 days were lost, and 52 kt sold."
    ids = pieces_of(text).ids
    named = VOCABULARY_FILE.read_text(encoding="utf-8").split("\n")
    anew = [renumbered(ids, Random(seed)) for seed in range(20)]
    told = [[named[piece] for piece in each] for each in anew]
    assert any(each != ids for each in anew)
    for words in told:
        amounts = [int(word) for word in words if word.isdigit()]
        first, year, rate, second, days, again = amounts
        assert first == again
        assert first > second
        assert (year, days) == (2019, 12)
        assert 1 <= rate <= 9
        assert [w for w in words if not w.isdigit()] == [named[p] for p in ids if not named[p].isdigit()]
