"""What holds for any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from extract.reading import read_report
from extract.reading.html import read_page
from schemas.errors import ReportError

ANY = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PIECES = st.sampled_from(
    [
        "Copper Cathode",
        "aluminium:",
        "Foo Bar",
        "Foo Bar:",
        "Foo 2",
        "foo",
        "Outlook",
        "Output fell 3% MoM",
        "It rose by 4% in May 2024, and that was all that there was to say about it then.",
        "Overview of All the Metals in May 2024",
        "Related news",
        "Methodology",
        "Home",
        "Tin: up 3% on the month.",
        "Jan 1, 2025",
        "",
        " ",
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=30).map("\n".join),
)


@ANY
@given(text=TEXTS)
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("utf-8", "ignore"))
    try:
        report = read_report(path, "2025-01")
    except ReportError as error:
        event(str(error).partition(": ")[2])
        return
    slugs = [section.slug for section in report.sections]
    assert len(set(slugs)) == len(slugs) > 0
    assert all(slugs)
    end = 0
    for number, section in enumerate(report.sections, start=1):
        assert section.number == number
        assert end <= section.start <= section.end
        end = section.end
        span = report.text[section.start : section.end]
        assert span == span.strip()
        assert span.startswith(section.heading)
        lines = [line.strip() for line in span[len(section.heading) :].lstrip(":\uff1a ").split("\n")]
        places = iter(lines)
        assert all(any(line in place for place in places) for line in section.body.split("\n") if line)


@ANY
@given(
    text=st.text(),
    tags=st.lists(st.sampled_from(["<p>", "</div>", "<li>", "<a>", "<br>", "<pre>"])),
)
def test_any_page_is_read(text: str, tags: list[str]) -> None:
    page = read_page("<div>" + text.join(tags) + text)
    assert "\r" not in page.whole


def repr_of_start(value: object) -> str:
    return repr(value)[:16]


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("word " * 200_000, 0),
        ("Silver\nup 3%" + " 1" * 500_000, 1),
        ("Silver\nup" + " " * 1_000_000 + "x.", 1),
        ("Silver\n" + "Jan " * 250_000, 1),
        ("(" * 1_000_000, 0),
        ("\n".join(["Copper"] * 100_000), 0),
        ("Foo\nUp 3%.\n" * 50_000, 50_000),
        ("foo bar\n" * 100_000, 0),
        ("Foo:\nUp 3%.\n" * 50_000, 50_000),
        ("Tin: up 3%.\n" * 100_000, 100_000),
    ],
    ids=repr_of_start,
)
def test_large_inputs_are_read_like_small_ones(tmp_path: Path, text: str, sections: int) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text)
    if not sections:
        with pytest.raises(ReportError, match="no commodity section"):
            read_report(path, "2025-01")
        return
    report = read_report(path, "2025-01")
    assert len(report.sections) == len({section.slug for section in report.sections}) == sections
    # The first heading and the white space at the ends of lines are all that is left out of one section.
    if sections == 1:
        assert report.sections[0].body == text.partition("\n")[2].strip()
