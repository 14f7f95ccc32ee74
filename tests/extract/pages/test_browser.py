"""The page in headless Chromium; skipped where there is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.api import results
from extract.pages.commands import write_page
from schemas.corrections import read_corrections


@pytest.fixture(scope="module")
def page(calm: Path) -> Path:
    return write_page(calm)


def test_the_page_starts_without_a_complaint_and_draws_every_record(browser: Any, page: Path) -> None:
    browser.open(page)
    counts = browser.run(
        "['metrics', 'drivers'].map(k => document.querySelectorAll(`#${k} tbody tr`).length)"
    )
    sections = list(results(page.parent))
    assert counts == [sum(len(s.metrics) for s in sections), sum(len(s.drivers) for s in sections)]
    assert browser.logged == []


def test_hostile_text_runs_nothing(browser: Any, hostile: Path) -> None:
    browser.open(write_page(hostile))
    browser.run("document.querySelector('#metrics tbody tr').click()")
    assert browser.run("document.querySelectorAll('img, iframe, svg[onload], main script').length") == 0
    assert "[U+202E]" in browser.run("document.querySelector('main').innerText")
    assert browser.logged == []


def test_an_address_with_a_records_id_opens_at_its_place(browser: Any, page: Path) -> None:
    metric = next(results(page.parent)).metrics[0]  # type: ignore[call-overload]
    browser.open(page, f"#{metric.id}")
    assert browser.run("document.activeElement.getAttribute('href')") == f"#{metric.id}"
    assert "production" in browser.run("document.querySelector('#record').innerText")


def test_a_row_leads_to_its_place_and_the_place_to_its_row(browser: Any, page: Path) -> None:
    browser.open(page)
    browser.run("document.querySelectorAll('#metrics tbody tr')[1].click()")
    assert browser.run("document.querySelector('.fig.on') === document.activeElement")
    browser.run(
        "[...document.querySelectorAll('#record button')].find(b => /table/.test(b.textContent)).click()"
    )
    assert (
        browser.run("[...document.querySelectorAll('#metrics tbody tr')].findIndex(r => r.matches('.on'))")
        == 1
    )


def test_focus_shows_the_record_of_a_figure_and_the_reason_of_a_rejection(browser: Any, page: Path) -> None:
    browser.open(page)
    browser.run("document.querySelector('.body .fig.claimed').focus()")
    assert "indicator" in browser.run("document.querySelector('#record').innerText")
    browser.run("document.querySelector('.body .fig.rejected').focus()")
    assert "rejected: " in browser.run("document.querySelector('#record').innerText")


def test_filters_search_and_sort_work_together(browser: Any, page: Path) -> None:
    browser.open(page)
    search = "document.querySelector('#metrics input[type=search]')"
    browser.run(f"({search}.value = 'last 2,000', {search}.dispatchEvent(new Event('input')))")
    assert browser.run("document.querySelector('#metrics .count').textContent").startswith("3 of 5")
    browser.run(
        "[...document.querySelectorAll('#metrics button')].find(b => b.textContent === 'Reset').click()"
    )
    value = "document.querySelectorAll('#metrics thead button')[3]"
    read = "[...document.querySelectorAll('#metrics td.num')].map(c => c.textContent)"
    ways = []
    for _ in range(2):
        browser.run(f"{value}.click()")
        ways.append(browser.run(read))
    assert ways[0] == ways[1][::-1]
    assert len(ways[0]) > 1


def test_a_correction_is_kept_saved_in_the_documented_form_and_taken_back(
    browser: Any, page: Path, tmp_path: Path
) -> None:
    browser.open(page)
    browser.run("document.querySelector('#review').click()")
    browser.run("document.querySelector('.body .fig.claimed').click()")
    select = "document.querySelector('#record select[id$=basis]')"
    browser.run(f"({select}.value = 'yoy', {select}.dispatchEvent(new Event('change')))")
    browser.run("document.querySelector('.body .fig.unclaimed').click()")
    browser.run("document.querySelector('#record [data-verdict=wrong]').click()")
    browser.run("document.querySelector('.body .chip.driver').click()")
    browser.run("document.querySelector('#record [data-verdict=right]').click()")
    browser.open(page)  # what was judged is still there
    # The file is caught on its way to the disk.
    saved = browser.run(
        "(async () => { let blob; const url = URL.createObjectURL;"
        " URL.createObjectURL = (b) => { blob = b; return url.call(URL, b); };"
        " [...document.querySelectorAll('#saving button')][0].click(); return blob.text(); })()"
    )
    path = tmp_path / "corrections.json"
    path.write_text(saved, encoding="utf-8")
    read = read_corrections(path)
    assert [(c.kind, c.verdict, c.fields) for c in read.corrections] == [
        ("metric", "wrong", {"basis": "yoy"}),
        ("figure", "wrong", {}),
        ("driver", "right", {}),
    ]
    # Offsets and names, never the report's own words.
    assert "weak orders" not in saved
    assert "text" not in json.loads(saved)["corrections"][0]["record"]


@pytest.mark.parametrize(
    ("media", "width"), [("screen", 390), ("screen", 1280), ("screen", 1920), ("print", 718)]
)
def test_the_page_never_scrolls_sideways(browser: Any, page: Path, media: str, width: int) -> None:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.call("Emulation.setDeviceMetricsOverride", **size)
    browser.call("Emulation.setEmulatedMedia", media=media)
    browser.open(page)
    root = "document.documentElement"
    assert browser.run(f"{root}.scrollWidth - {root}.clientWidth") == 0
    browser.call("Emulation.setEmulatedMedia", media="")
    browser.call("Emulation.clearDeviceMetricsOverride")
