"""Short items: the extractor is held to what it makes of them, and bad files are told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.counts import Counts, total
from extract.rules import Rules
from schemas.errors import DataFileError
from training.short import compared, items, main, span_of

FOLDER = Path(__file__).parents[1] / "gold" / "short"
ITEM = (
    '{"heading": "Zinc Ingot", "month": "2025-06", "text": "Output was 512,300 mt in June, down 2.1% MoM.", '
    '"metrics": [{"figure": "512,300 mt", "indicator": "production", "basis": "level", "value": 512300, '
    '"unit": "mt", "direction": null, "period": "2025-06", "status": "actual"}]}'
)


def test_the_extractor_reads_short_items_as_well_as_it_did() -> None:
    rules = Rules()
    done = [
        (item, compared(item, rules)[0]) for path in sorted(FOLDER.glob("*.jsonl")) for item in items(path)
    ]
    seen = total([counts for item, counts in done if not item.is_kept_out])
    kept = total([counts for item, counts in done if item.is_kept_out])
    assert (seen.f1 or 0) >= 0.935
    assert (kept.f1 or 0) >= 0.945


def test_a_figure_that_no_label_has_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(ITEM + "\n", encoding="utf-8")
    strict, full, mistakes = compared(next(items(path)), Rules())
    assert (strict, full) == (Counts(1, 1, 0), Counts(1, 1, 0))
    assert [(each.figure, each.wanted) for each in mistakes] == [("2.1%", None)]


def test_a_wrong_unit_is_a_mistake_on_both_sides(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(ITEM.replace('"unit": "mt"', '"unit": "kg"') + "\n", encoding="utf-8")
    strict, _, mistakes = compared(next(items(path)), Rules())
    assert strict == Counts(0, 2, 1)
    assert [each.told is None for each in mistakes] == [False, False]


@pytest.mark.parametrize(
    ("figure", "span"),
    [("6 kt", (2, 6)), ("6 kt#2", (13, 17)), ("6 kt#3", None), ("7 kt", None)],
)
def test_where_a_figure_stands(figure: str, span: tuple[int, int] | None) -> None:
    assert span_of("A 6 kt, 5.6 kt", figure) == (None if span and span[0] > 2 else span)
    assert span_of("A 6 kt, then 6 kt", figure) == span


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            ITEM.replace('"figure": "512,300 mt"', '"figure": "9 mt"'),
            "one.jsonl:1: '9 mt' is not in the text",
        ),
        (ITEM.replace('"level"', '"levels"'), "one.jsonl:1: 'levels' is no basis"),
        ("{}", "one.jsonl:1: not an item"),
        ("[1]", "one.jsonl:1: not an item"),
        ("none", "one.jsonl:1: not an item"),
    ],
)
def test_a_bad_line_is_told(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "one.jsonl").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(DataFileError) as told:
        list(items(tmp_path / "one.jsonl"))
    assert str(told.value) == said


def test_the_command_counts_and_shows(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text((ITEM + "\n") * 2, encoding="utf-8")
    told = CliRunner().invoke(main, [str(tmp_path), "--show"])
    assert told.exit_code == 0
    assert "only counted         strict F1 0.667, with scope 0.667; 1 right" in told.output
    assert told.output.count("'2.1%': wanted nothing, told production mom -2.1") == 1  # the other is kept out


def test_a_folder_without_items_is_refused(tmp_path: Path) -> None:
    told = CliRunner().invoke(main, [str(tmp_path)])
    assert told.exit_code == 2
    assert "no .jsonl files" in told.output
