"""The pages of scores: whole, with links that lead somewhere, and text that stays text."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from lxml import html

from eval.baselines import bless, read_scores
from eval.commands import compare_command, score_command
from eval.compare import compare
from eval.goldset import load_gold
from eval.pages import comparison_page, score_page, texts_of_pool, texts_of_run
from eval.pages.mistakes import snippet
from eval.runs import load_run
from eval.scores_json import pool_of, score_pool, score_run
from pages import Verdict

Lines = list[dict[str, Any]]
HOSTILE = "<img src=x onerror=alert(1)>{{ 7*7 }}</script>\u202e"


@pytest.fixture
def folder(gold_folder: Callable[..., Path]) -> Path:
    return gold_folder(5)


@pytest.fixture
def lines(folder: Path, perfect_run: Callable[..., Lines]) -> Lines:
    """Return a run with a wrong, a missing and a spurious metric, and a reversed driver."""
    made = perfect_run(folder)
    made[0]["metrics"][1].update(value=-4.2, direction="down")
    made[1]["metrics"].pop()
    made[2]["metrics"].append(made[2]["metrics"][0] | {"id": "m-x", "period": "2019", "basis": "wow"})
    made[3]["drivers"][0]["direction"] = "up"
    return made


def _scored(folder: Path, run: Path) -> tuple[dict[str, Any], Any]:
    read = load_run(run)
    pool = pool_of([load_gold(folder)], [read])
    return score_pool(pool, [read]), texts_of_pool(pool)


def _page(text: str) -> Any:
    """Return the parsed page, whose links within it all lead somewhere."""
    page = html.fromstring(text)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {href[1:] for href in page.xpath("//a/@href") if href.startswith("#")}
    assert targets
    assert targets - set(ids) - {id_ for id_ in targets if id_.startswith(("m-", "d-"))} == set()
    return page


def test_the_command_writes_a_page_with_tables_mistakes_and_marked_text(
    folder: Path, lines: Lines, write_run: Callable[..., Path]
) -> None:
    run = write_run(lines, manifest={"model": "rules"})
    CliRunner().invoke(score_command, [str(run), "--gold", str(folder)], catch_exceptions=False)
    text = (run / "scores.html").read_text()
    page = _page(text)
    assert "Scores of rules on gold" in page.findtext(".//h1")
    rows = {
        row.findtext("th/bdi"): [c.text_content() for c in row.findall("td")]
        for row in page.xpath("//table//tbody/tr")
    }
    assert rows["metrics strict"][0] == "0.933"  # 28 of 30 on either side
    assert rows["operating rate"][0] == "1.000"
    assert rows["metrics strict"][5:8] == ["0.957", "0.919", "0.933"]  # 22/23, 34/37, the mean of five
    wrong = page.xpath("//li[@data-severity]")
    assert [(li.get("data-severity"), li.get("data-kinds")) for li in wrong] == [
        ("severe", "sign direction"), ("severe", "reversed"), ("major", "missing"), ("major", "spurious"),
    ]  # fmt: skip
    assert [li.xpath(".//span[contains(@class, 'snippet')]//span/text()") for li in wrong[:1]] == [["4.2%"]]
    assert "-4.2 percent" in wrong[0].text_content()
    assert len(page.xpath("//article")) == 5
    for verdict, count in (("wrong", 1), ("missing", 1)):
        assert (
            len(page.xpath(f"//article//a[contains(@class, 'fig') and contains(@class, 'gold-{verdict}')]"))
            == count
        )
    assert len(page.xpath("//table//*[local-name()='svg']")) > 20
    assert "http" not in text.replace("http-equiv", "")  # nothing is fetched


def test_text_of_a_report_stays_text(folder: Path, lines: Lines, write_run: Callable[..., Path]) -> None:
    for file in folder.glob("sections/*/restated.txt"):
        body = file.read_text().rstrip("\n") + f"\n{HOSTILE}"
        file.write_text(body + "\n")
        line = next(one for one in lines if one["section"] == file.parent.name)
        line["text_sha256"] = sha256(body.encode()).hexdigest()
    lines[0]["metrics"][1]["segment"] = HOSTILE
    lines[0]["heading"] = HOSTILE
    scores, texts = _scored(folder, write_run(lines, manifest={"model": HOSTILE}))
    for text in (score_page(scores, texts), comparison_page(compare(scores, scores), scores, scores)):
        page = html.fromstring(text)
        assert page.xpath("//img") == []
        assert len(page.xpath("//script")) == 2
        assert "{{ 7*7 }}" in text
        assert "\u202e" not in text


def test_of_sections_without_text_the_mistakes_are_listed(
    folder: Path, perfect_run: Callable[..., Lines], write_run: Callable[..., Path]
) -> None:
    lines = perfect_run(folder, "publisher")
    lines[0]["metrics"][1]["value"] = 7
    scores, texts = _scored(folder, write_run(lines))
    assert texts == {}
    page = html.fromstring(score_page(scores, texts))
    assert "0 of 5 sections" in page.text_content()
    assert len(page.xpath("//li[@data-kinds='value']")) == 1


def test_the_publishers_text_is_taken_from_the_run_folder_where_its_hash_is_right(
    folder: Path, perfect_run: Callable[..., Lines], write_run: Callable[..., Path]
) -> None:
    lines = perfect_run(folder, "publisher")
    run = write_run(lines)
    kept = []
    for line in lines:
        text = "Weekly " + (folder / "sections" / line["section"] / "restated.txt").read_text().rstrip("\n")
        kept.append({"section": line["section"], "text": text, "text_sha256": line["text_sha256"]})
    kept[1]["text"] += " and more"
    told = "".join(json.dumps(one) + "\n" for one in kept) + '{"section": "cut o'
    (run / "sections.jsonl").write_text(told)
    scores, texts = _scored(folder, run)
    assert set(texts) == {"metal-0", "metal-2", "metal-3", "metal-4"}
    assert len(_page(score_page(scores, texts)).xpath("//article")) == 4


def test_a_section_whose_verdicts_cannot_be_placed_is_shown_without_them_and_named(
    folder: Path, lines: Lines, write_run: Callable[..., Path]
) -> None:
    file = folder / "sections/metal-0/labels.yaml"
    labels = yaml.safe_load(file.read_text())
    labels["metrics"][1]["evidence"]["restated"] = [0, 6]  # does not hold its figure
    file.write_text(yaml.safe_dump(labels))
    scores, texts = _scored(folder, write_run(lines))
    page = _page(score_page(scores, texts))
    assert "Shown without verdicts, since they cannot be placed in the text: metal-0." in page.text_content()
    assert len(page.xpath("//article")) == 5


def test_a_perfect_run_has_a_page_too(
    folder: Path, perfect_run: Callable[..., Lines], write_run: Callable[..., Path]
) -> None:
    scores, texts = _scored(folder, write_run(perfect_run(folder)))
    assert "every record is right" in score_page(scores, texts)


def test_repeats_show_the_text_of_the_first_and_the_mistakes_of_all(
    folder: Path, lines: Lines, perfect_run: Callable[..., Lines], write_run: Callable[..., Path]
) -> None:
    runs = [
        load_run(write_run(told, name))
        for told, name in ((lines, "a"), (perfect_run(folder), "b"), (lines, "c"))
    ]
    pool = pool_of([load_gold(folder)], runs)
    page = _page(score_page(score_pool(pool, runs), texts_of_pool(pool)))
    assert len(page.xpath("//li[@data-severity]")) == 8
    assert "repeat 3" in page.text_content()
    assert len(page.xpath("//article//a[contains(@class, 'fig') and contains(@class, 'gold-wrong')]")) == 1


def test_sections_of_several_months_are_told_apart(
    folder: Path, lines: Lines, write_run: Callable[..., Path], tmp_path: Path
) -> None:
    other = tmp_path / "other"
    folder.rename(tmp_path / "first")
    first = tmp_path / "first"
    other.mkdir()
    for file in first.rglob("*.*"):
        place = other / file.relative_to(first)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(file.read_text())
    listed = yaml.safe_load((other / "set.yaml").read_text()) | {"report": "other"}
    (other / "set.yaml").write_text(yaml.safe_dump(listed))
    for file in other.glob("sections/*/restated.txt"):
        file.write_text(file.read_text().replace("February output", "In March, output"))
    more = copy.deepcopy(lines)
    for line in more:
        text = (other / "sections" / line["section"] / "restated.txt").read_text().rstrip("\n")
        line.update(report="other", text_sha256=sha256(text.encode()).hexdigest())
        line["metrics"] = [m for m in line["metrics"] if m["value"] != -900]
    run = load_run(write_run([*lines, *more]))
    pool = pool_of([load_gold(first), load_gold(other)], [run])
    page = _page(score_page(score_pool(pool, [run]), texts_of_pool(pool)))
    assert len(page.xpath("//article")) == 10


def test_two_runs_stand_side_by_side_where_a_record_turned(
    folder: Path,
    lines: Lines,
    perfect_run: Callable[..., Lines],
    write_run: Callable[..., Path],
    tmp_path: Path,
) -> None:
    runs = []
    for name, told in (("base", perfect_run(folder)), ("run", lines)):
        run = write_run(told, name, {"model": name})
        texts = [(folder / "sections" / t["section"] / "restated.txt").read_text().rstrip("\n") for t in told]
        (run / "sections.jsonl").write_text(
            "".join(
                json.dumps({"text": text, "text_sha256": t["text_sha256"]}) + "\n"
                for text, t in zip(texts, told, strict=True)
            )
        )
        CliRunner().invoke(score_command, [str(run), "--gold", str(folder)], catch_exceptions=False)
        runs.append(run)
    file = tmp_path / "compared.html"
    done = CliRunner().invoke(compare_command, [*map(str, runs), "--html", str(file)], catch_exceptions=False)
    assert done.exit_code == 1
    page = _page(file.read_text())
    assert "run against base" in page.findtext(".//h1")
    assert "✗ regressed" in page.text_content()
    assert "metal-0: new sign error on m2" in page.text_content()
    assert [a.get("id") for a in page.xpath("//article")][:2] == ["s-base-metal-0", "s-run-metal-0"]
    assert len(page.xpath("//article")) == 8  # metal-4 did not change
    # Scores of another state of the folder: no verdicts beside other records.
    (runs[0] / "extractions.jsonl").write_text((runs[1] / "extractions.jsonl").read_text())
    assert texts_of_run(read_scores(runs[0]), runs[0]) == {}


def test_a_comparison_with_a_baseline_lists_what_it_has_no_reading_of(
    folder: Path,
    lines: Lines,
    perfect_run: Callable[..., Lines],
    write_run: Callable[..., Path],
    tmp_path: Path,
) -> None:
    run = write_run(lines)
    CliRunner().invoke(score_command, [str(run), "--gold", str(folder)], catch_exceptions=False)
    base = read_scores(bless(run, "kept", tmp_path / "kept"))
    better = score_run(load_gold(folder), load_run(write_run(perfect_run(folder), "better")))
    text = html.fromstring(comparison_page(compare(base, better), base, better)).text_content()
    assert "a baseline keeps no readings" in text
    assert "metal-0 m2" in text


def test_a_snippet_marks_both_places_and_leaves_out_what_lies_between() -> None:
    body = (
        "Early words here. Alpha 12 mt stands first, "
        + "then much is told of other things, " * 9
        + "and 34 mt last of all."
    )
    at = [(body.index(figure), body.index(figure) + 5) for figure in ("12 mt", "34 mt")]
    gold, ours = ({"figure": list(place), "evidence": [0, 3]} for place in at)
    pieces = snippet(body, gold, ours)
    marked = {piece.text: piece.mark for piece in pieces if piece.mark}
    assert marked == {"12 mt": Verdict.RIGHT, "34 mt": Verdict.WRONG}
    told = "".join(piece.text for piece in pieces)
    assert "… " in told
    assert len(told) < len(body) - 100
    assert told.startswith("Early words")
    assert told.endswith("last of all.")
    assert [p.text for p in snippet(body, gold, gold) if p.mark is Verdict.WRONG] == ["12 mt"]
    assert [p.mark for p in snippet(body, None, ours) if p.mark] == [Verdict.SPURIOUS]
    assert [p.mark for p in snippet(body, gold, None) if p.mark] == [Verdict.MISSING]
