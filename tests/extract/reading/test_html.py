"""A saved page gives the same sections as the text form of the same report."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html as lxml_html

from extract.reading import read_report
from extract.reading.html import read_page

TITLE = "Overview of China Metals Output in January 2025"
SECTIONS = [
    ("Copper Cathode", ["Copper cathode output fell 3.1% MoM, R&D <aside>.", "Outlook", "Up."]),
    ("Alumina", []),
    ("Quux Oxide", ["Output fell 5% MoM"]),
    ("Nickel Pig Iron (NPI)", ["NPI slipped.", "NPI slipped.", "Note: the sample grew."]),
    ("Mn3O4", ["Plants cut runs ahead of the holiday, and demand for cathodes was thin."]),
    ("Copper Cathode", ["Output fell 5% MoM"]),
    ("LFP", ["Supply side: " + "cells sold well, and output rose 4% on the month. " * 5 + "End."]),
    ("LCO", []),
]
MENU = ["Copper", "Aluminum", "Lead", "Zinc", "Tin", "Nickel", "Silicon", "Cobalt", "Lithium"]
OTHERS = ["Overview of China Metals Output in December 2024", "Copper Premiums Jump in Shanghai"]

HEADS: dict[str, Callable[[str], str]] = {
    "h2": "<h2>{}</h2>".format,
    "h3": '<h3 class="x"><span>{}</span></h3>'.format,
    "h4": "<h4><a name='x'></a>{}:</h4>".format,
    "strong": "<p><strong>{}</strong></p>".format,
    "split": "<p>\n <strong>{}</strong>\n<br/>&nbsp;</p>".format,
    "plain": "<p>{}</p>".format,
    "div": "<div><b>{}</b></div>".format,
    "link": '<h3><a href="#x">{}</a></h3>'.format,
}
BODIES: dict[str, Callable[[list[str]], str]] = {
    "p": lambda lines: "\n".join(f"<p>{line}</p>" for line in lines),
    "br": lambda lines: f"<p>{'<br>'.join(lines)}</p>" if lines else "",
    "div": lambda lines: "".join(f"<div> <span>{line}</span></div>" for line in lines),
    "li": lambda lines: f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" if lines else "",
    "bare": lambda lines: "<br/>\n".join(lines) + "<br/><br/>",
}


def links(names: list[str]) -> str:
    return "<ul>" + "".join(f'<li><a href="#">{name}</a></li>' for name in names) + "</ul>"


def page(head: Callable[[str], str], body: Callable[[list[str]], str], around: str = "") -> str:
    content = "".join(
        head(html.escape(heading)) + body([html.escape(line) for line in lines])
        for heading, lines in SECTIONS
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE} | News</title>
<script>var menu = "Copper";</script><style>p {{ color: red }}</style></head><body>
<header><a href="/">Home</a><nav>{links(MENU)}</nav></header>{around}
<div class="wrap"><div class="main"><h1>{TITLE}</h1><p>Jan 27, 2025 20:27</p><p>Source:SMM</p>
<div class="content"><!-- Lead --><p>Every month we ask the smelters what they made.</p>{content}
<p>*Survey Methodology</p><p>We call the plants.</p></div></div>
<div class="side"><h3>Latest News</h3>{links(OTHERS)}</div></div>{around}
<footer><p>About us</p><p>Copyright 2025</p></footer></body></html>"""


def read(tmp_path: Path, source: str, name: str = "a.html") -> list[tuple[str, list[str]]]:
    path = tmp_path / name
    path.write_text(source, encoding="utf-8")
    report = read_report(path)
    assert report.month == "2025-01"
    for section in report.sections:
        assert report.text.startswith(section.heading, section.start)
        lines = report.text[section.start : section.end].split("\n")[1:]
        assert "\n".join(line for line in lines if line) == section.body
    return [(s.heading, s.body.split("\n") if s.body else []) for s in report.sections]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("head", HEADS)
def test_a_page_gives_the_sections_of_its_text(tmp_path: Path, head: str, body: str) -> None:
    assert read(tmp_path, page(HEADS[head], BODIES[body])) == SECTIONS


@pytest.mark.parametrize(
    "around",
    [
        links(MENU),
        "<div>" + "".join(f"<div><a href='#'>{name}</a></div>" for name in MENU) + "</div>",
        "<table><tr>" + "".join(f"<td>{name}</td>" for name in MENU) + "</tr></table>",
        "<div class='related'><h3>Related news</h3>"
        + "".join(f"<div><a href='#'>{o}</a><p>A teaser about metals.</p></div>" for o in OTHERS)
        + "</div>",
        "<form><select><option>Copper</option></select><button>Lead</button></form>",
        "<div style='display: none'><h2>Zinc</h2><p>Zinc rose 3%.</p></div><p hidden>Tin</p>",
        "<noscript><h2>Zinc</h2><p>Zinc rose 3%.</p></noscript>",
    ],
)
def test_furniture_around_the_article_is_left_out(tmp_path: Path, around: str) -> None:
    assert read(tmp_path, page(HEADS["strong"], BODIES["p"], around)) == SECTIONS


def test_the_title_with_a_month_is_the_title(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    head = f"<head><title>{TITLE} - News</title></head>"
    path.write_text(f"<html>{head}<h1>The News</h1><h2>Silver</h2><p>Silver fell 3%.</p></html>")
    report = read_report(path)
    assert (report.title, report.month) == (f"{TITLE} - News", "2025-01")


def test_one_paragraph_may_hold_the_whole_report(tmp_path: Path) -> None:
    lines = "<br>".join(
        f"<b>{html.escape(heading)}</b><br>{'<br>'.join(map(html.escape, body))}"
        for heading, body in SECTIONS
    )
    source = page(lambda _: "", lambda _: "").replace("<p>*Survey", f"<p>{lines}</p><p>*Survey")
    assert read(tmp_path, source) == SECTIONS


def test_an_article_in_two_parts_loses_nothing(tmp_path: Path) -> None:
    source = page(HEADS["h3"], BODIES["p"])
    half = source.index('<h3 class="x"><span>Mn3O4')
    between = f'</div><div class="ad">{links(OTHERS)}</div><div class="more">'
    cut = source[:half] + between + source[half:]
    assert read(tmp_path, cut) == SECTIONS


def test_a_page_is_known_by_its_start(tmp_path: Path) -> None:
    assert read(tmp_path, page(HEADS["h2"], BODIES["p"]), "saved.txt") == SECTIONS


def test_preformatted_lines_stay_lines(tmp_path: Path) -> None:
    text = "\n".join(line for heading, body in SECTIONS for line in [heading, *body])
    source = f"<html><body><h1>{TITLE}</h1><pre>\n{html.escape(text)}\n</pre></body></html>"
    assert read(tmp_path, source) == SECTIONS


def test_inline_tags_do_not_break_a_line_and_text_is_not_normalised() -> None:
    source = "<p>Mn<sub>3</sub>O<sub>4</sub> e\u0301 a&nbsp;b\n  <i>c</i><!-- x -->d</p>tail<br>end"
    assert read_page(source).whole == "Mn3O4 e\u0301 a\u00a0b cd\ntail\nend"


def test_the_article_lacks_no_block_of_a_plain_walk() -> None:
    """Between the first and last line of the article stands every block that lxml sees there."""
    source = page(HEADS["strong"], BODIES["p"])
    tree = lxml_html.document_fromstring(source)
    walked = [
        re.sub(r"\s+", " ", element.text_content()).strip()
        for element in tree.xpath("//div[@class='content']//p")
    ]
    lines = read_page(source).article.split("\n")
    start = lines.index(walked[0])
    assert lines[start : start + len(walked)] == walked


@pytest.mark.parametrize("source", ["<!-- x -->", "<html></html>", "<p></p>", "<script>a</script>"])
def test_a_page_without_text_is_an_error(tmp_path: Path, source: str) -> None:
    with pytest.raises(Exception, match="no commodity section found"):
        read(tmp_path, source)


def test_a_page_too_large_for_trafilatura_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.reading.html._MAX_BLOCKS", 3)
    assert read(tmp_path, page(HEADS["h2"], BODIES["p"])) == SECTIONS
