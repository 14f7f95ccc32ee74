"""The whole spine on the report of January 2025: our edition, and the publisher's where it is at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract import Annotated, Rules, annotate, extract, read_report

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT.parent / "shared" / "reports" / "smm-2025-01.txt"
GOLD = ROOT / "gold" / "2025-01"
DERIVED = ("extractions.jsonl", "metrics.csv", "drivers.csv")


def annotated(path: Path) -> dict[str, Annotated]:
    report = read_report(path, "2025-01")
    return {section.slug: annotate(section, report.month) for section in report.sections}


@pytest.fixture(scope="module", params=["publisher", "restated"])
def source(request: pytest.FixtureRequest) -> Path:
    """Return the path of an edition."""
    if request.param == "restated":
        return GOLD
    if not SAMPLE.is_file():
        pytest.skip(f"the publisher's report is not part of the repository: no {SAMPLE}")
    return SAMPLE


@pytest.fixture(scope="module")
def run(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """Return the run folder and manifest of the rules on an edition."""
    return extract(source, month="2025-01", out=tmp_path_factory.mktemp("runs") / "run")


def lines(folder: Path) -> Iterator[dict[str, Any]]:
    for line in (folder / "extractions.jsonl").read_text().splitlines():
        yield json.loads(line)


def test_every_section_of_the_report_is_in_the_output(run: tuple[Path, dict[str, Any]], source: Path) -> None:
    folder, manifest = run
    listed = [(section.slug, section.heading) for section in read_report(source, "2025-01").sections]
    assert [(line["section"], line["heading"]) for line in lines(folder)] == listed
    assert manifest["counts"]["sections"] == 54
    assert {line["status"] for line in lines(folder)} == {"ok"}


def test_every_digit_is_claimed_unclaimed_or_rejected(run: tuple[Path, dict[str, Any]], source: Path) -> None:
    sections = annotated(source)
    for line in lines(run[0]):
        body = sections[line["section"]].section.body
        runs = [metric["figure"] for metric in line["metrics"] if metric["figure"]]
        runs += [*line["unclaimed"], *line["rejected"]]
        held = {at for span in runs for at in range(span["start"], span["end"])}
        assert {at for at, char in enumerate(body) if char.isdigit()} <= held, line["section"]
        assert all(body[span["start"] : span["end"]] == span["text"] for span in runs)


def test_every_numbered_figure_is_in_the_output(run: tuple[Path, dict[str, Any]], source: Path) -> None:
    sections = annotated(source)
    for line in lines(run[0]):
        runs = [metric["figure"] for metric in line["metrics"] if metric["figure"]]
        runs += [*line["unclaimed"], *line["rejected"]]
        spans = {(span["start"], span["end"]) for span in runs}
        assert {(f.start, f.end) for f in sections[line["section"]].figures} <= spans, line["section"]


def test_two_runs_give_the_same_bytes(run: tuple[Path, dict[str, Any]], source: Path, tmp_path: Path) -> None:
    again, _ = extract(source, month="2025-01", out=tmp_path / "again")
    for name in DERIVED:
        assert (again / name).read_bytes() == (run[0] / name).read_bytes(), name


def test_the_embedded_extractor_never_contradicts_the_numbering(source: Path) -> None:
    for section in annotated(source).values():
        answer = Rules().answer(section).answer
        known = range(1, len(section.figures) + 1)
        assert all(label.figure in known for label in (*answer.figures, *answer.rejected))


Shape = tuple[Decimal, Decimal | None, str | None, str]


def figures(section: Annotated) -> list[Shape]:
    return [(f.value, f.value_max, f.unit, str(f.qualifier)) for f in section.figures]


@pytest.mark.skipif(
    not SAMPLE.is_file(), reason=f"the publisher's report is not part of the repository: no {SAMPLE}"
)
def test_both_editions_hold_the_same_figures_section_by_section() -> None:
    theirs, ours = annotated(SAMPLE), annotated(GOLD)
    assert list(theirs) == list(ours)
    different = {
        slug: (figures(section), figures(ours[slug]))
        for slug, section in theirs.items()
        if figures(section) != figures(ours[slug])
    }
    assert different == {}
