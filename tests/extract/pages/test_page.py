from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from extract.api import results
from schemas.records import SectionResult

PageOf = Callable[[Path], str]
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Reader(HTMLParser):
    """Tags, attributes, texts by article, and the content of scripts and styles, as a browser cuts them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.styles: list[str] = []
        self.bodies: list[str] = []
        self.headings: list[str] = []
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))
        if dict(attrs).get("class") == "body":
            self.bodies.append("")
        if tag == "h3":
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p" and self._inside("body"):
            self.bodies[-1] += "\n"
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, attrs = self.open[-1] if self.open else ("", {})
        if tag == "script":
            self.scripts.append((attrs, data))
        elif tag == "style":
            self.styles.append(data)
        elif self._inside("body") and any(name == "p" for name, _ in self.open):
            self.bodies[-1] += data
        elif any(name == "h3" for name, _ in self.open):
            self.headings[-1] += data

    def _inside(self, name: str) -> bool:
        return any(attrs.get("class") == name for _, attrs in self.open)

    def policy(self) -> str:
        return next(
            attrs["content"] or ""
            for tag, attrs in self.tags
            if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
        )

    def data(self) -> dict[str, object]:
        (text,) = [text for attrs, text in self.scripts if attrs.get("id") == "data"]
        loaded: dict[str, object] = json.loads(text)
        return loaded


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


def test_the_policy_lets_exactly_this_style_and_script_run(calm: Path, page_of: PageOf) -> None:
    page = Reader(page_of(calm))
    (script,) = [text for attrs, text in page.scripts if not attrs]
    (style,) = page.styles
    assert page.policy() == (
        f"default-src 'none'; style-src {digest(style)}; script-src {digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("name", ["calm", "hostile"])
def test_the_page_reaches_for_nothing_outside_itself(
    name: str, page_of: PageOf, request: pytest.FixtureRequest
) -> None:
    page = Reader(page_of(request.getfixturevalue(name)))
    for tag, attrs in page.tags:
        assert tag not in ("img", "iframe", "link", "object", "embed", "base", "form", "b onerror")
        assert not [key for key in attrs if key.startswith("on") or key in ("src", "style", "srcset")], tag
        assert attrs.get("href", "#")[:1] == "#"  # type: ignore[index]
    assert [attrs.get("id") for attrs, _ in page.scripts] == ["data", None]


def test_hostile_text_is_shown_and_never_taken(hostile: Path, page_of: PageOf) -> None:
    html = page_of(hostile)
    page = Reader(html)
    assert page.headings[:2] == ["<script>alert(1)</script>", '"><img src=x onerror=alert(3)>']
    assert page.headings[2] == "{{7*7}}"
    assert "</script><script>alert(2)</script>" in page.bodies[0]
    assert "{{7*7}} {% raw %}" in page.bodies[1]
    assert "49" not in page.bodies[1]
    assert "[U+202E]evil[U+202C]" in page.bodies[2]
    for character in "\u202e\u2066\u2028\u0007\u200b":
        assert character not in html
    assert "\U0001f600 <svg onload=alert(6)>" in page.bodies[4]


def test_the_text_of_every_section_stands_whole_in_the_page(calm: Path, page_of: PageOf) -> None:
    bodies = Reader(page_of(calm)).bodies
    lines = [json.loads(line) for line in (calm / "sections.jsonl").read_text().splitlines()]
    assert [body.rstrip("\n") for body in bodies] == [line["text"] for line in lines]


def test_every_figure_of_the_run_is_in_the_page_with_its_state(calm: Path, page_of: PageOf) -> None:
    marked = {
        attrs["id"]: str(attrs["class"]).split()
        for tag, attrs in Reader(page_of(calm)).tags
        if tag == "a" and str(attrs.get("class")).startswith("fig")
    }
    expected = 0
    for result in results(calm):
        claimed = {metric.figure.start for metric in result.metrics if metric.figure}
        for state, starts in (
            ("claimed", claimed),
            ("unclaimed", {span.start for span in result.unclaimed}),
            ("rejected", {span.start for span in result.rejected}),
        ):
            expected += len(starts)
            for start in starts:
                assert state in marked[f"s-{result.section}.{start}"]
    assert expected == len(marked) > 5


def test_a_failed_section_and_an_empty_one_look_different(calm: Path, page_of: PageOf) -> None:
    html = page_of(calm)
    articles = dict(re.findall(r'(?s)<article id="s-(metal-\d)"(.*?)</article>', html))
    assert "✕ Failed." in articles["metal-3"]
    assert "the server said no three times" in articles["metal-3"]
    assert "○ Nothing found." in articles["metal-2"]
    for ok in ("metal-1", "metal-4"):
        assert "banner" not in articles[ok]
    assert "✕ failed" in html
    assert "○ nothing" in html
    assert "Failed sections" in html


@pytest.mark.parametrize("name", ["calm", "hostile"])
def test_the_embedded_results_are_those_of_the_run(
    name: str, page_of: PageOf, request: pytest.FixtureRequest
) -> None:
    run = request.getfixturevalue(name)
    sections = Reader(page_of(run)).data()["sections"]
    assert isinstance(sections, list)
    read = [SectionResult.model_validate_json(json.dumps(section["result"])) for section in sections]
    assert read == list(results(run))


def test_a_finding_links_to_places_that_the_page_has(calm: Path, page_of: PageOf) -> None:
    page = Reader(page_of(calm))
    ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    places = [str(attrs["href"])[1:] for _, attrs in page.tags if attrs.get("class") == "place"]
    assert places
    assert set(places) <= set(ids)
