"""The demo run from page to gold set, in headless Chromium; and an accessibility check of its page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import assay
from eval.gold.commands import gold_group
from eval.goldset import load_gold
from extract.api import extract, results

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[1]
Open = Callable[..., Any]


def assay_does(*words: str | Path) -> None:
    done = CliRunner().invoke(assay.cli, [str(word) for word in words])
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="module")
def demo(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo run, scored and viewed; only made where there is a browser to look at it."""
    run, _ = extract(ROOT / "gold" / "2025-01", out=tmp_path_factory.mktemp("demo") / "run")
    assay_does("score", run, "--gold", ROOT / "gold" / "2025-01")
    assay_does("view", run)
    return run


def test_from_a_row_to_its_text_to_a_correction_to_a_label(
    open_page: Open, demo: Path, tmp_path: Path
) -> None:
    page = open_page(demo / "report.html")
    table = page.locator("#metrics")
    table.get_by_role("combobox", name="indicator", exact=True).select_option("operating_rate")
    table.get_by_role("combobox", name="basis", exact=True).select_option("mom")
    table.locator("thead").get_by_role("button", name="value").click()
    wanted = ("operating_rate", "mom")
    read = [(r, m) for r in results(demo) for m in r.metrics if (m.indicator, m.basis) == wanted]
    lowest = min(m.value for _, m in read if m.value is not None)
    result, metric = next((r, m) for r, m in read if m.value == lowest)
    first = table.locator("tbody tr").first
    assert metric.figure is not None
    assert metric.figure.text in first.inner_text()
    first.click()
    place = page.locator(".fig.on").first
    assert metric.figure.text in place.inner_text()
    page.get_by_role("button", name="Show in the table").click()
    assert "on" in (first.get_attribute("class") or "").split()

    first.click()
    page.get_by_role("button", name="Review").click()
    page.get_by_text("Edit fields").click()
    page.locator("#record select[id$=basis]").select_option("yoy")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download corrections").click()
    corrections = tmp_path / "corrections.json"
    download.value.save_as(corrections)

    assay_does("gold", "new", ROOT / "gold" / "2025-01", "--out", tmp_path / "set")
    assay_does("gold", "import", corrections, "--into", tmp_path / "set", "--run", demo)
    section = next(s for s in load_gold(tmp_path / "set").sections if s.slug == result.section)
    (label,) = [m for m in section.labels.metrics if m.reviewed]
    assert (label.basis, label.value) == ("yoy", lowest)
    # The settled labels have the record as it was, reviewed: that is a conflict, and nothing is written.
    words = ["import", str(corrections), "--into", str(ROOT / "gold" / "2025-01"), "--dry-run"]
    assert CliRunner().invoke(gold_group, words).exit_code == 1


def test_the_filter_of_groups_has_the_groups_of_the_run(open_page: Open, demo: Path) -> None:
    lines = [json.loads(line) for line in (demo / "sections.jsonl").read_text().splitlines()]
    groups = {line["section"]: line["group"] or "other" for line in lines}
    counts = Counter(groups[result.section] for result in results(demo) for _ in result.metrics)
    table = open_page(demo / "report.html").locator("#metrics")
    choice = table.get_by_role("combobox", name="group", exact=True)
    assert choice.locator("option").count() == len(counts) + 1 > 5
    choice.select_option("battery")
    assert table.locator(".count").inner_text() == f"{counts['battery']} of {counts.total()} metrics"


def test_verdicts_of_the_gold_set_lead_to_both_readings(open_page: Open, demo: Path) -> None:
    page = open_page(demo / "report.html")
    page.locator("#metrics").get_by_role("combobox", name="gold", exact=True).select_option("wrong")
    page.locator("#metrics tbody tr").first.click()
    readings = page.locator("#record .readings")
    assert "this run" in readings.inner_text()
    assert "≠" in readings.inner_text()
    page.locator(".body .fig.missing, .body .chip.gold-missing").first.click()
    assert "missing from the run" in page.locator("#record").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_serious_fault(open_page: Open, demo: Path, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is an extra: browser")
    page = open_page(demo / "report.html", width=width, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.get_by_role("button", name="Review").click()
    page.locator(".fig.gold-wrong").first.click()
    found = axe.Axe().run(page).response["violations"]
    grave = [
        (fault["id"], node["target"], node["failureSummary"])
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:3]
    ]
    assert grave == []
