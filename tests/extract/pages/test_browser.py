"""The page in headless Chromium; skipped where there is none."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract import extract
from extract.api import results
from extract.pages.commands import write_page
from schemas.corrections import read_corrections

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
DEFAULTS = {
    "basis": "level", "direction": None, "negative": False, "period": "2025-01", "status": "actual",
    "region": None, "entity": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def file(calm: Path) -> Path:
    return write_page(calm)


def test_the_page_draws_every_record(open_page: Open, file: Path) -> None:
    page = open_page(file)
    sections = list(results(file.parent))
    assert page.locator("#metrics tbody tr").count() == sum(len(s.metrics) for s in sections)
    assert page.locator("#drivers tbody tr").count() == sum(len(s.drivers) for s in sections)


def test_hostile_text_runs_nothing(open_page: Open, hostile: Path) -> None:
    page = open_page(write_page(hostile))
    page.locator("#metrics tbody tr").first.click()
    assert page.locator("img, iframe, svg[onload], main script").count() == 0
    assert "[U+202E]" in page.locator("main").inner_text()


def test_an_address_with_a_records_id_opens_at_its_place(open_page: Open, file: Path) -> None:
    metric = next(iter(results(file.parent))).metrics[0]
    page = open_page(file, f"#{metric.id}")
    page.locator(f'[href="#{metric.id}"]:focus').wait_for()
    assert "production" in page.locator("#record").inner_text()


def test_a_row_leads_to_its_place_and_the_place_to_its_row(open_page: Open, file: Path) -> None:
    page = open_page(file)
    page.locator("#metrics tbody tr").nth(1).click()
    page.locator(".fig.on:focus").wait_for()
    page.get_by_role("button", name="Show in the table").click()
    assert "on" in (page.locator("#metrics tbody tr").nth(1).get_attribute("class") or "").split()


def test_whoever_points_elsewhere_is_not_pulled_back_to_the_record(open_page: Open, file: Path) -> None:
    page = open_page(file)
    after = """async (points) => {
        document.querySelector("#metrics tbody tr:last-child").click();
        if (points) dispatchEvent(new Event("pointerdown"));
        scrollTo(0, 0);
        for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame);
        return scrollY;
    }"""
    assert page.evaluate(after, False) > 0
    assert page.evaluate(after, True) == 0


def test_the_keyboard_alone_shows_holds_and_lets_go_of_a_record(open_page: Open, file: Path) -> None:
    page = open_page(file)
    page.locator(".body .fig.claimed").first.focus()
    assert "indicator" in page.locator("#record").inner_text()
    page.keyboard.press("Enter")
    assert page.locator(".fig.on").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".fig.on").count() == 0
    page.locator(".body .fig.rejected").first.focus()
    assert "rejected: " in page.locator("#record").inner_text()


def test_filters_search_and_sort_work_together(open_page: Open, file: Path) -> None:
    page = open_page(file)
    table = page.locator("#metrics")
    table.get_by_role("searchbox").fill("last 2,000")
    assert table.locator(".count").inner_text().startswith("3 of 5")
    table.get_by_role("button", name="Reset").click()
    ways = []
    for _ in range(2):
        table.locator("thead").get_by_role("button", name="value").click()
        ways.append(table.locator("td[data-label=value]").all_inner_texts())
    assert ways[0] == ways[1][::-1]
    assert len(ways[0]) > 1


def test_sorted_by_confidence_the_least_sure_come_first(open_page: Open, tmp_path: Path) -> None:
    report = tmp_path / "zinc-2025-06.txt"
    text = "Output was 52,000 mt in June, down 3% MoM. Shares in it, they say, are 12% or so, all in all."
    report.write_text(f"Refined Zinc\n{text}\n", encoding="utf-8")
    run, _ = extract(report, out=tmp_path / "run", month="2025-06")
    table = open_page(write_page(run)).locator("#metrics")
    table.locator("thead").get_by_role("button", name="confidence").click()
    shown = [float(told) for told in table.locator("td[data-label=confidence]").all_inner_texts()]
    sure = [metric.confidence for result in results(run) for metric in result.metrics]
    assert shown == pytest.approx(sorted(each for each in sure if each is not None), abs=0.006)
    assert len({*shown}) > 1


FILTERS: list[tuple[str, str, str, Callable[[Any], bool]]] = [
    ("metrics", "indicator", "production", lambda metric: metric.indicator == "production"),
    ("metrics", "basis", "level", lambda metric: metric.basis == "level"),
    ("metrics", "status", "actual", lambda metric: metric.status == "actual"),
    ("metrics", "finding", "*any", lambda metric: bool(metric.findings)),
    ("metrics", "finding", "*none", lambda metric: not metric.findings),
    ("drivers", "category", "demand", lambda driver: driver.category == "demand"),
    ("drivers", "direction", "down", lambda driver: driver.direction == "down"),
]


@pytest.mark.parametrize(("kind", "name", "value", "fits"), FILTERS)
def test_each_filter_shows_what_it_names(
    open_page: Open, file: Path, kind: str, name: str, value: str, fits: Callable[[Any], bool]
) -> None:
    table = open_page(file).locator(f"#{kind}")
    table.get_by_role("combobox", name=name, exact=True).select_option(value)
    expected = sum(fits(record) for result in results(file.parent) for record in getattr(result, kind))
    assert table.locator("tbody tr").count() == expected


def test_what_is_shown_is_copied_as_csv_that_no_spreadsheet_runs(open_page: Open, hostile: Path) -> None:
    page = open_page(write_page(hostile))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    table = page.locator("#metrics")
    table.get_by_role("searchbox").fill("9.99")
    table.get_by_role("button", name="Copy as CSV").click()
    table.get_by_text("1 rows copied.").wait_for()
    (row,) = csv.DictReader(io.StringIO(page.evaluate("navigator.clipboard.readText()")))
    assert (row["heading"], row["value"], row["unit"]) == ('\'=HYPERLINK("//x")', "9.99", "percent")
    assert row["figure"] == "9.99%"


def test_a_correction_is_kept_saved_in_the_documented_form_and_taken_back(
    open_page: Open, file: Path, tmp_path: Path
) -> None:
    page = open_page(file)
    page.get_by_role("button", name="Review").click()
    page.locator(".body .fig.claimed").first.click()
    page.get_by_text("Edit fields").click()
    page.locator("#record select[id$=basis]").select_option("yoy")
    page.locator(".body .fig.unclaimed").first.click()
    page.locator("#record").get_by_role("button", name="Should be a metric").click()
    page.locator("#record select[id$=indicator]").select_option("inventory")
    page.locator("#record input[id$=segment]").fill("bars")
    page.locator("#record input[id$=segment]").blur()
    page.locator(".body .chip.driver").first.click()
    page.locator("#record").get_by_role("button", name="Right").click()
    page.locator(".body .fig.rejected").first.click()
    page.locator("#record").get_by_role("button", name="Rightly no metric").click()
    page.get_by_label("no metric, because").select_option("duration")
    page.reload()  # what was judged is still there
    with page.expect_download() as download:
        page.get_by_role("button", name="Download corrections").click()
    path = tmp_path / "corrections.json"
    download.value.save_as(path)
    read = read_corrections(path).corrections
    assert [(c.kind, c.verdict, c.fields) for c in read] == [
        ("metric", "wrong", {"basis": "yoy"}),
        ("figure", "wrong", {"indicator": "inventory", "segment": "bars", **DEFAULTS}),
        ("driver", "right", {}),
        ("figure", "right", {}),
    ]
    assert [c.reason for c in read] == [None, None, None, "duration"]
    # Offsets and names, never the report's own words.
    saved = path.read_text(encoding="utf-8")
    assert "weak orders" not in saved
    assert "text" not in json.loads(saved)["corrections"][0]["record"]
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Clear").click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_text("4 of 4 corrections taken.").wait_for()


@pytest.mark.parametrize("width", [320, 390, 1280, 1920])
def test_the_page_never_scrolls_sideways(open_page: Open, file: Path, width: int) -> None:
    page = open_page(file, width=width)
    for media in ("screen", "print") if width == 1280 else ("screen",):
        page.emulate_media(media=media)
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0


def test_on_a_phone_the_bar_covers_none_of_its_entries(open_page: Open, file: Path) -> None:
    page = open_page(file, width=390)
    boxes = [entry.bounding_box() for entry in page.locator(".topbar nav a, .topbar button").all()]
    for n, a in enumerate(boxes):
        for b in boxes[n + 1 :]:
            apart = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
            assert apart or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)


def test_a_thousand_sections_are_drawn_filtered_and_found(
    open_page: Open, make_run: Callable[..., Path], tmp_path: Path
) -> None:
    bodies = {
        f"Metal {n}": f"Output fell {n % 90 + 1}.5% MoM to {n + 1000} mt in January." for n in range(1000)
    }
    page = open_page(write_page(make_run(tmp_path / "run", bodies)))
    assert page.locator("article.sec").count() == 1000
    table = page.locator("#metrics")
    table.get_by_role("searchbox").fill("1999 mt")
    assert table.locator("tbody tr").count() == 2
    table.locator("tbody tr").last.click()
    assert "1999 mt" in page.locator(".fig.on").inner_text()
    table.get_by_role("button", name="Reset").click()
    table.get_by_role("button", name="Show all 2000").click()
    assert table.locator("tbody tr").count() == 2000
