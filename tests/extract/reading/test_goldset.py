"""A gold folder is read as the report that its restated texts make."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extract.reading import read_report
from schemas.errors import DataFileError, ReportError

SET = {
    "report": "metals-2025-01",
    "month": "2025-01",
    "title": "Metals in January",
    "sections": [
        {"slug": "copper-cathode", "heading": "Copper Cathode", "split": "dev"},
        {"slug": "copper-cathode-2", "heading": "Copper Cathode"},
        {"slug": "quux", "heading": "Quux"},
    ],
}
TEXTS = {
    "copper-cathode": " Output fell 3%.\r\n\r\n Outlook \nIt will rise.\n",
    "copper-cathode-2": "Alumina\nis a line of the text here.",
    "quux": "Up.",
}


def make(folder: Path, texts: dict[str, str] = TEXTS, **changes: object) -> Path:
    (folder / "set.yaml").write_text(yaml.safe_dump({**SET, **changes}))
    for slug, text in texts.items():
        place = folder / "sections" / slug
        place.mkdir(parents=True)
        (place / "restated.txt").write_bytes(text.encode())
    return folder


def test_the_sections_are_as_listed(tmp_path: Path) -> None:
    report = read_report(make(tmp_path))
    assert (report.id, report.month, report.title) == (
        "metals-2025-01",
        "2025-01",
        "Metals in January",
    )
    assert [(s.number, s.slug, s.commodity) for s in report.sections] == [
        (1, "copper-cathode", "copper-cathode"),
        (2, "copper-cathode-2", "copper-cathode"),
        (3, "quux", None),
    ]
    assert report.sections[0].body == "Output fell 3%.\nOutlook\nIt will rise."
    assert report.text.startswith("Metals in January\n\nCopper Cathode\nOutput fell 3%.\n")
    for section in report.sections:
        span = report.text[section.start : section.end]
        assert span == f"{section.heading}\n{section.body}"


def test_the_month_given_wins(tmp_path: Path) -> None:
    assert read_report(make(tmp_path), "2024-02").month == "2024-02"


def test_a_missing_text_is_an_error_unless_the_set_is_partial(tmp_path: Path) -> None:
    folder = make(tmp_path, {"quux": "Up."})
    with pytest.raises(DataFileError, match=r"copper-cathode/restated\.txt"):
        read_report(folder)
    (folder / "set.yaml").write_text(yaml.safe_dump({**SET, "partial": True}))
    report = read_report(folder)
    assert [(s.number, s.slug) for s in report.sections] == [(1, "quux")]


def test_a_set_without_any_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="nothing to read"):
        read_report(make(tmp_path, {}, partial=True))


@pytest.mark.parametrize(
    "changes",
    [
        {"report": 3},
        {"title": ""},
        {"month": "January"},
        {"sections": None},
        {"sections": ["a"]},
        {"sections": [{"slug": "a"}]},
        {"sections": [{"slug": "../a", "heading": "A"}]},
        {"sections": [{"slug": "a", "heading": "A"}] * 2},
    ],
)
def test_a_malformed_set_is_told(tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(DataFileError, match=r"set\.yaml") as caught:
        read_report(make(tmp_path, {}, **changes))
    assert "\n" not in str(caught.value)
