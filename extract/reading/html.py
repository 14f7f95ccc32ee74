"""A saved page as text: lxml takes the text, trafilatura says where the article begins and ends.

trafilatura's own text drops the title and a heading with nothing under it, and normalises Unicode,
so it only decides what lies outside the article; within it, every block of the page is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.reading.month import find_months

__all__ = ["Page", "read_page"]

_SKIPPED = frozenset(
    {
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "svg",
        "canvas",
        "select",
        "button",
        "nav",
        "footer",
        "aside",
        "textarea",
        "video",
        "audio",
        "dialog",
    }
)
_SKIPPED_ROLES = frozenset({"navigation", "contentinfo", "complementary", "search", "banner"})
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    }
)
_CELLS = frozenset({"td", "th"})
_MAX_BLOCKS = 5000  # trafilatura's time grows with the square; a larger page is read whole
_SPACE = re.compile(r"[ \t\n\r\f]+")
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's titles, best first, the lines of its article, and all its lines."""

    titles: tuple[str, ...]
    article: str
    whole: str


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    link: bool  # all of it is the text of links
    parent: int  # which element it stands in


@dataclass(slots=True)
class _Walk:
    """What a walk over a page's elements has seen so far."""

    blocks: list[_Block] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)  # of the open line
    _plain: bool = False  # the open line holds text outside links
    _parents: list[int] = field(default_factory=lambda: [0, 0])
    _count: int = 0
    _items: list[int] = field(default_factory=list)  # where each open <li> began
    _links: int = 0
    _pres: int = 0

    def start(self, element: Any) -> None:
        """Enter an element."""
        tag = element.tag
        if _is_block(tag):
            self.close(self._parents[-1])
            self._count += 1
            self._parents.append(self._count)
        elif tag == "br":
            self.close(self._parents[-2])
        self._links += tag == "a"
        self._pres += tag == "pre"
        if tag == "li":
            self._items.append(len(self.blocks))
        self._add(element.text)

    def end(self, element: Any) -> None:
        """Leave an element."""
        tag = element.tag
        if tag in _CELLS:
            self._pieces.append(" ")
        elif _is_block(tag):
            # A line's parent is the element around its block, so that siblings share one.
            self.close(self._parents[-2])
            self._parents.pop()
        self._links -= tag == "a"
        self._pres -= tag == "pre"
        if tag == "li":
            begin = self._items.pop()
            if all(block.link for block in self.blocks[begin:]):
                del self.blocks[begin:]  # an item that is nothing but links is navigation
        self._add(element.tail)

    def skip(self, element: Any) -> None:
        """Pass an element over, but not the text behind it."""
        if _is_block(element.tag):
            self.close(self._parents[-1])
        self._add(element.tail)

    def close(self, parent: int = 0) -> None:
        """End the open line."""
        line = _SPACE.sub(" ", "".join(self._pieces)).strip()
        if line:
            self.blocks.append(_Block(line, not self._plain, parent))
        self._pieces.clear()
        self._plain = False

    def _add(self, text: str | None) -> None:
        for number, part in enumerate((text or "").split("\n") if self._pres else [text or ""]):
            if number:
                self.close(self._parents[-2])
            self._pieces.append(part)
            self._plain = self._plain or not (self._links or not part or part.isspace())


def read_page(source: str) -> Page:
    """Return the titles and the lines of a page's source; empty where it holds no text."""
    from lxml import etree, html  # type: ignore[import-untyped]

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing but comments
        return Page((), "", "")
    blocks = _blocks(tree)
    titles = _titles(tree)
    article = blocks
    if len(blocks) <= _MAX_BLOCKS:
        article = _article(blocks, _kept_by_trafilatura(source))
    return Page(titles, _joined(titles, article), _joined(titles, blocks))


def _joined(titles: Sequence[str], blocks: Sequence[_Block]) -> str:
    lines = [block.text for block in blocks]
    if titles and titles[0] not in lines:
        lines[:0] = [titles[0], ""]
    return "\n".join(lines)


def _titles(tree: Any) -> tuple[str, ...]:
    """Return the h1 texts and the titles in the page's head, those with a month first."""
    found = [*tree.xpath("//h1"), *tree.xpath("//meta[@property='og:title']/@content")]
    found += tree.xpath("//head/title")
    texts = [text if isinstance(text, str) else text.text_content() for text in found]
    titles = [line for text in texts if (line := _SPACE.sub(" ", text).strip())]
    return tuple(sorted(titles, key=lambda title: next(find_months(title), None) is None))


def _blocks(tree: Any) -> list[_Block]:
    """Return the lines that the page shows: one for each block, <br> or table row."""
    from lxml import etree

    walk = _Walk()
    skipping: Any = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if skipping is not None:
            if event == "end" and element is skipping:
                skipping = None
                walk.skip(element)
        elif event == "end":
            walk.end(element)
        elif _is_skipped(element):
            skipping = element
        else:
            walk.start(element)
    walk.close()
    return walk.blocks


def _is_block(tag: str) -> bool:
    return tag not in _INLINE and tag not in _CELLS and tag != "br"


def _is_skipped(element: Any) -> bool:
    if element.tag in _SKIPPED or element.get("hidden") is not None:
        return True
    if element.get("role", "").lower() in _SKIPPED_ROLES:
        return True
    return bool(_HIDDEN.search(element.get("style", "")))


def _kept_by_trafilatura(source: str) -> frozenset[str]:
    """Return the keys of the lines that trafilatura takes for the article; empty where it fails."""
    import trafilatura

    text = trafilatura.extract(
        source,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
    )
    return frozenset(_key(line) for line in (text or "").split("\n") if line.strip())


def _key(line: str) -> str:
    return "".join(c for c in line.lower() if c.isalnum())


def _article(blocks: Sequence[_Block], kept: frozenset[str]) -> list[_Block]:
    """Return the blocks from the first to the last kept one, and the siblings of these two."""
    places = [i for i, block in enumerate(blocks) if _key(block.text) in kept]
    if not places:
        return list(blocks)
    first, last = places[0], places[-1]
    while first and blocks[first - 1].parent == blocks[places[0]].parent:
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].parent == blocks[places[-1]].parent:
        last += 1
    return list(blocks[first : last + 1])
