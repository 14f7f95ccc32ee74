"""What is a section of a text report, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.document import Report
from extract.reading import read_report
from schemas.errors import ReportError

Read = Callable[..., Report]

TITLE = "Overview of China Metals Output in January 2025"
FRONT = [
    "Home / News / Overview",
    TITLE,
    "iconJan 27, 2025 20:27",
    "Source:SMM",
    "Every month we ask the smelters of the country what they made, so that all can see the trend.",
]
SECTIONS = [
    ("Copper Cathode", ["Copper cathode output fell 3.1% MoM.", "Four smelters stood still."]),
    ("Alumina", ["Refineries made 7.5 million mt, up 1.2% YoY."]),
    ("Nickel Pig Iron (NPI)", ["NPI output in metal content slipped by about 2% on the month."]),
    ("Mn3O4", ["Plants cut runs ahead of the holiday."]),
    ("High-Carbon Ferrochrome", ["Inner Mongolia lost 0.8% MoM.", "Mills bid less."]),
    ("LFP", ["Cells sold well, and output rose 4% MoM."]),
]
END = [
    "*Survey Methodology",
    "We call the plants and visit them.",
    "Output",
    "For queries, please contact the desk.",
    "Related news",
    "Overview of China Metals Output in December 2024",
    "All",
]
MENU = ["Copper", "Aluminum", "Lead", "Zinc", "Tin", "Nickel", "Silicon", "Cobalt", "Lithium"]


def lines_of(sections: list[tuple[str, list[str]]]) -> list[str]:
    return [line for heading, body in sections for line in [heading, *body]]


def pairs(report: Report) -> list[tuple[str, list[str]]]:
    return [(s.heading, s.body.split("\n") if s.body else []) for s in report.sections]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that writes lines to a file and reads it as a report."""

    def _read(lines: list[str], newline: str = "\n", month: str | None = None) -> Report:
        path = tmp_path / "Metals 2025_01.txt"
        path.write_bytes(newline.join(lines).encode())
        return read_report(path, month)

    return _read


def test_a_report_has_its_sections_and_nothing_else(read: Read) -> None:
    report = read([*FRONT, *lines_of(SECTIONS), "", *END])
    assert pairs(report) == SECTIONS
    assert (report.id, report.month, report.title) == ("metals-2025-01", "2025-01", TITLE)
    assert [s.number for s in report.sections] == [1, 2, 3, 4, 5, 6]
    assert [s.slug for s in report.sections][2:5] == [
        "nickel-pig-iron-npi",
        "mn3o4",
        "high-carbon-ferrochrome",
    ]
    assert (report.sections[2].commodity, report.sections[2].group) == ("nickel-pig-iron", "base")


def test_spans_run_from_heading_to_end_of_last_line(read: Read) -> None:
    report = read([*FRONT, "  Copper Cathode: ", "", "\t Output fell. \u00a0", "", *END])
    (section,) = report.sections
    assert report.text[section.start : section.end] == "Copper Cathode: \n\n\t Output fell."
    assert (section.heading, section.body) == ("Copper Cathode", "Output fell.")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\n", " \n\t\n", "\u2009\n\u00a0"])
def test_newlines_and_white_space_change_nothing(read: Read, newline: str) -> None:
    assert pairs(read([*FRONT, *lines_of(SECTIONS), *END], newline)) == SECTIONS


def test_only_newlines_end_a_line(read: Read) -> None:
    body = "Output\u2028fell\x85by\x0c3%\x0bMoM."
    report = read([*FRONT, "Alumina", body])
    assert pairs(report) == [("Alumina", [body])]


@pytest.mark.parametrize(
    "change",
    [str.lower, str.upper, str.capitalize, "{}:".format, "{} :".format, "\u2003{}\uff1a\t".format],
)
def test_headings_in_other_forms(read: Read, change: Callable[[str], str]) -> None:
    changed = [(change(heading), body) for heading, body in SECTIONS]
    expected = [(heading.strip().rstrip(":\uff1a").strip(), body) for heading, body in changed]
    assert pairs(read([*FRONT, *lines_of(changed), *END])) == expected


@pytest.mark.parametrize(
    "form",
    ["# {}", "### {}", "## {} ##", "**{}**", "**{}:**", "**{}**:", "__{}__", "\u3010{}\u3011", "[{}]"],
)
def test_marks_of_a_layout_are_no_part_of_a_name(read: Read, form: str) -> None:
    sections = [*SECTIONS, ("Unobtainium", ["Unobtainium output rose 3% MoM."])]
    report = read([*FRONT, *lines_of([(form.format(name), body) for name, body in sections]), *END])
    assert pairs(report) == sections
    assert report.sections[0].commodity == "copper-cathode"


@pytest.mark.parametrize("form", ["{}. {}", "{}) {}", "({}) {}:", "## {}. {}", "**{}. {}**", "{}\u3001{}"])
def test_a_report_that_numbers_its_sections_has_them_all(read: Read, form: str) -> None:
    sections = [*SECTIONS, ("Unobtainium", ["Unobtainium output rose 3% MoM."]), ("Tin", [])]
    sections[1] = ("Alumina", ["Refiners gave two reasons.", "1. Bauxite", "2. Caustic soda"])
    numbered = [(form.format(n, name), body) for n, (name, body) in enumerate(sections, 1)]
    assert pairs(read([*FRONT, *lines_of(numbered), *END])) == sections


def test_numbered_names_inside_a_section_head_none(read: Read) -> None:
    inner = [
        "Three metals led the fall.",
        "1. Lead",
        "Smelters stopped.",
        "2. Zinc",
        "3. Tin",
        "Ore was short.",
    ]
    sections = [*SECTIONS, ("Solder", inner)]
    assert pairs(read([*FRONT, *lines_of(sections), *END])) == sections


@pytest.mark.parametrize("name", ["Wolfram Ore (65% WO3)", "Spodumene Rock (6% Li2O)", "Ferrofoo (FeFo 50%)"])
def test_a_grade_in_brackets_is_part_of_a_name(read: Read, name: str) -> None:
    sections = [*SECTIONS[:2], (name, ["Output rose 4.2% MoM to 5,230 mt."]), *SECTIONS[2:]]
    assert pairs(read([*FRONT, *lines_of(sections), *END])) == sections


@pytest.mark.parametrize("place", range(len(SECTIONS) + 1))
@pytest.mark.parametrize(
    "name", ["Unobtainium", "Quux Oxide", "XYZ", "Foo-Grade Bar (FGB)", "unobtainium oxide"]
)
def test_an_unknown_commodity_is_a_section(read: Read, name: str, place: int) -> None:
    sections = list(SECTIONS)
    sections.insert(place, (name, [f"The month's {name} output rose 3% after repairs in the north."]))
    report = read([*FRONT, *lines_of(sections), *END])
    assert pairs(report) == sections
    assert report.sections[place].commodity is None
    assert report.sections[place].group is None


def test_an_unknown_name_with_colon_follows_the_style_of_the_report(read: Read) -> None:
    unknown = ("Quux Oxide:", ["Quux oxide output rose 3% MoM."])
    plain = read([*FRONT, *lines_of([*SECTIONS, unknown]), *END])
    assert "Quux Oxide:" in plain.sections[-1].body
    colons = [(f"{heading}:", body) for heading, body in SECTIONS]
    styled = read([*FRONT, *lines_of([*colons, unknown]), *END])
    assert styled.sections[-1].heading == "Quux Oxide"


@pytest.mark.parametrize("last", [True, False])
@pytest.mark.parametrize(
    "label",
    [
        "Lithium carbonate derived from spodumene:",
        "Capacity Changes:",
        "Capacity Changes",
        "Supply side",
        "SUPPLY SIDE",
        "Demand Side:",
        "Outlook",
        "February Forecast",
        "Forecast for February 2025",
        "Next Month's Forecast:",
        "Note: the sample grew in May.",
        "Note:",
        "- Copper",
        "• Zinc",
        "1. Lead",
        "Production was flat MoM",
        "Output fell 5% MoM",
        "Demand weak",
        "No data",
        "Xinjiang and Inner Mongolia:",
        "By raw material:",
        "Large Smelters",
        "Changes in Inventory",
        "Jan 27, 2025",
        "120 mt",
    ],
)
def test_sub_labels_and_notes_stay_in_the_body(read: Read, label: str, last: bool) -> None:
    sections = [(heading, list(body)) for heading, body in SECTIONS]
    body = sections[1][1]
    body.insert(len(body) if last else 0, label)
    assert pairs(read([*FRONT, *lines_of(sections), *END])) == sections


def test_a_word_of_the_page_over_a_text_is_a_sub_label(read: Read) -> None:
    lines = ["Alumina", "Print", "Prices", "Alumina rose 3%.", "Read more", "Tin", "Tin fell 2%."]
    report = read([*FRONT, *lines])
    assert pairs(report) == [("Alumina", ["Prices", "Alumina rose 3%."]), ("Tin", ["Tin fell 2%."])]


def test_a_section_name_with_generic_words_is_a_sub_label_of_that_section(read: Read) -> None:
    lines = [
        "Foo Ore Production",
        "It rose 3%.",
        "Foo Ore Outlook",
        "It will fall.",
        "Bar Ore",
        "Up.",
    ]
    report = read([*FRONT, *lines])
    assert [s.heading for s in report.sections] == ["Foo Ore Production", "Bar Ore"]


@pytest.mark.parametrize("empty", [{0}, {0, 1}, {2}, {1, 2, 3, 4}, {5}, {4, 5}])
def test_sections_may_be_empty(read: Read, empty: set[int]) -> None:
    sections = [(h, [] if i in empty else body) for i, (h, body) in enumerate(SECTIONS)]
    report = read([*FRONT, *lines_of(sections), *END])
    assert pairs(report) == sections
    first = report.sections[min(empty)]
    assert report.text[first.start : first.end] == first.heading


def test_repeated_headings_get_numbers_that_are_free(read: Read) -> None:
    names = ["Foo", "Foo 2", "Foo", "FOO", "Foo 2"]
    report = read([*FRONT, *lines_of([(name, ["Output rose 3%."]) for name in names])])
    assert [s.slug for s in report.sections] == ["foo", "foo-2", "foo-3", "foo-4", "foo-2-2"]


@pytest.mark.parametrize("count", [1, 2])
def test_a_report_may_be_nothing_but_sections(read: Read, count: int) -> None:
    report = read(lines_of(SECTIONS[:count]), month="2025-01")
    assert pairs(report) == SECTIONS[:count]
    assert report.title == ""


@pytest.mark.parametrize("menu", [MENU, [name.lower() for name in MENU], [h for h, _ in SECTIONS]])
@pytest.mark.parametrize("place", range(len(FRONT) + 1))
def test_a_menu_of_names_before_the_sections_is_left_out(read: Read, menu: list[str], place: int) -> None:
    front = [*FRONT[:place], *menu, *FRONT[place:]]
    report = read([*front, *lines_of(SECTIONS), *END])
    assert pairs(report) == SECTIONS
    assert report.month == "2025-01"


def test_a_menu_without_any_title_is_left_out(read: Read) -> None:
    assert pairs(read([*MENU, *lines_of(SECTIONS)], month="2025-01")) == SECTIONS


def test_a_short_list_of_contents_is_left_out(read: Read) -> None:
    lines = ["Copper Cathode", "Alumina", *lines_of(SECTIONS[:2])]
    assert pairs(read(lines, month="2025-01")) == SECTIONS[:2]


def test_a_price_ticker_before_the_title_is_left_out(read: Read) -> None:
    ticker = [line for name in MENU for line in (name, "9,120.50", "+0.4%")]
    assert pairs(read([*ticker, *FRONT, *lines_of(SECTIONS), *END])) == SECTIONS


@pytest.mark.parametrize(
    "end",
    [
        MENU,
        ["Related articles", *MENU, "Copper", "Prices of copper rose."],
        ["Overview of China Metals Output in December 2024", "Review of Metals Output in May 2024"],
        ["Review of China's Metals Output in December 2024", "Jan 2, 2025 10:00", *MENU],
        ["Disclaimer", "Nothing here is advice.", "Company Profile", "Join Us"],
        ["Copyright 2025 by the publisher. All rights reserved."],
        ["Author: A. Nonymous", "Jan 27, 2025"],
    ],
)
def test_what_follows_the_sections_is_left_out(read: Read, end: list[str]) -> None:
    assert pairs(read([*FRONT, *lines_of(SECTIONS), *end])) == SECTIONS


def test_sections_behind_a_methodology_are_not_lost(read: Read) -> None:
    aside = ["Methodology", "We call the plants."]
    lines = [*lines_of(SECTIONS[:2]), *aside, *lines_of(SECTIONS[2:])]
    assert pairs(read([*FRONT, *lines])) == SECTIONS


def test_a_title_between_groups_of_sections_is_left_out(read: Read) -> None:
    middle = ["Overview of Battery Metals Output in January 2025"]
    lines = [*lines_of(SECTIONS[:4]), *middle, *lines_of(SECTIONS[4:])]
    assert pairs(read([*FRONT, *lines])) == SECTIONS


def test_headings_on_the_line_of_their_text(read: Read) -> None:
    lines = [f"{heading}: {body[0]}" for heading, body in SECTIONS]
    lines.insert(1, "Capacity Changes: none in the month.")
    report = read([*FRONT, *lines, *END])
    assert [s.heading for s in report.sections] == [heading for heading, _ in SECTIONS]
    assert report.sections[0].body == f"{SECTIONS[0][1][0]}\nCapacity Changes: none in the month."
    assert report.text[report.sections[1].start :].startswith("Alumina: Refineries")
    assert report.text[: report.sections[1].end].endswith("1.2% YoY.")


@pytest.mark.parametrize(
    "lines", [["x"], ["Nothing is headed here, and it is all one paragraph."], MENU, ["Outlook"]]
)
def test_a_text_without_sections_is_an_error(read: Read, lines: list[str]) -> None:
    with pytest.raises(ReportError, match=r"Metals 2025_01\.txt: no commodity section found"):
        read(lines, month="2025-01")
