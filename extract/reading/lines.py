"""One line at a time: what kind of line of a report it is, as far as it alone can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from extract.reading.boilerplate import Boilerplate
from extract.reading.commodities import Catalogue, Commodity
from extract.reading.month import find_months, has_full_date, without_dates
from extract.reading.names import WIDE_COLON, name_of, number_of, words_of

__all__ = ["Line", "Mark", "mark_lines"]

_MAX_TITLE = 200
_MAX_CREDIT = 100
_MAX_HEADING = 80
_MAX_WORDS = 8
_MAX_LOWER_WORDS = 4
_MAX_NOTE_WORDS = 12
_MIN_TITLE_WORDS = 6
_MAX_DATE_LETTERS = 14

_CLOSED = re.compile(r"[.!?;,\u3002\uff01\uff1f\uff1b\uff0c\u3001\u2026][\"'\u201d\u2019)\]]{0,3}$")
_BULLET = re.compile(r"(?:[-\u2013\u2014•·*●▪◦‣○■□►]\s|\(?\d{1,2}[.)]\s|[①-⑳])")
_CRUMBS = re.compile(r"\s(?:[/|>»]|->)\s")
_LINK = re.compile(r"@|https?:|www\.", re.IGNORECASE)
_FIGURE = re.compile(
    r"\d[.,]\d|[%‰]|[$¥€£]\s?\d|\b(?:19|20)\d\d\b|\d:\d"
    r"|\b\d+\s?(?:mt|kt|t|tons?|tonnes?|kg|g|oz|[kmg]wh?|wmt|dmt|yuan|usd|rmb|days?|pct|percent"
    r"|million|billion)\b",
    re.IGNORECASE,
)
_INNER_STOP = re.compile(r"[.:;!?]\s")
# "Tungsten Concentrate (65% WO3)": what brackets add to a name is a grade, not a statement.
_ADDED = re.compile(r"\s*[(\uff08][^()\uff08\uff09]*[)\uff09]$")
_PREPOSITIONS = frozenset({"of", "for", "in", "by", "from", "on", "to", "at", "with", "per"})


class Mark(Enum):
    """The kinds of line."""

    HEADING = auto()  # a commodity's name, or an unknown name in Title Case or capitals
    COLON = auto()  # an unknown name with a colon: a heading where the others have one
    LOWER = auto()  # an unknown name in lower case: a heading where prose follows
    NUMBERED = auto()  # a name behind a number: a heading where the report numbers its sections
    RELATED = auto()  # the head of a list of other articles
    ASIDE = auto()  # the head of methodology, legal or contact text
    CONTROL = auto()  # a control of the page
    TITLE = auto()  # a report's title with its month
    DATED = auto()  # a short line with a month
    CREDIT = auto()  # date, source, author, breadcrumb
    PROSE = auto()  # a paragraph
    NOTE = auto()  # any other short line


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its stripped span and text, its mark, and what it would head."""

    start: int
    end: int
    text: str
    mark: Mark
    cased: bool = False
    commodity: Commodity | None = None

    @property
    def colon(self) -> bool:
        """Tell whether the line ends with a colon."""
        return self.text.endswith((":", WIDE_COLON))

    @property
    def heading(self) -> str:
        """Return the name that the line would head: no trailing colon, no number, no marks of a layout."""
        return name_of(self.text)

    @property
    def number(self) -> int | None:
        """Return the number in front of the name, or None where there is none."""
        return number_of(self.text)


def mark_lines(text: str, catalogue: Catalogue, boilerplate: Boilerplate) -> Iterator[Line]:
    """Yield the lines of a text that are not blank, each with its mark."""
    start = 0
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            begin = start + len(raw) - len(raw.lstrip())
            yield _marked(begin, line, catalogue, boilerplate)
        start += len(raw) + 1


def _marked(start: int, text: str, catalogue: Catalogue, boilerplate: Boilerplate) -> Line:
    end = start + len(text)
    if len(text) > _MAX_TITLE:
        marked = Mark.ASIDE if _begins_aside(text, boilerplate) else Mark.PROSE
        return Line(start, end, text, marked)
    closed = bool(_CLOSED.search(text))
    name = name_of(text)
    numbered = number_of(text) is not None
    bullet = not numbered and bool(_BULLET.match(text))
    cased = _is_cased(name, boilerplate.small)
    if not closed and not bullet:
        commodity = catalogue.find(name)
        if commodity:
            head = Mark.NUMBERED if numbered else Mark.HEADING
            return Line(start, end, text, head, cased, commodity)
    words = words_of(name)
    mark = _furniture(text, words, boilerplate)
    if mark is None and not closed:
        mark = _front(text, words, boilerplate)
    if mark is None:
        mark = Mark.NOTE
        if closed or len(text) > _MAX_HEADING or len(words) > _MAX_NOTE_WORDS:
            mark = Mark.PROSE
        elif not bullet and _could_head(name, words, boilerplate):
            mark = _unknown(text, cased, len(words), numbered=numbered)
    return Line(start, end, text, mark, cased)


def _furniture(text: str, words: list[str], boilerplate: Boilerplate) -> Mark | None:
    """Return the mark of a line that belongs to the page, None for any other line."""
    key = " ".join(word for word in words if not word.isdigit())
    if key in boilerplate.related:
        return Mark.RELATED
    if key in boilerplate.aside or _begins_aside(text, boilerplate):
        return Mark.ASIDE
    return Mark.CONTROL if key in boilerplate.controls else None


def _begins_aside(text: str, boilerplate: Boilerplate) -> bool:
    begin = text[:_MAX_TITLE].lower().lstrip("*# ")
    return begin.startswith(tuple(boilerplate.aside_prefixes))


def _front(text: str, words: list[str], boilerplate: Boilerplate) -> Mark | None:
    """Return the mark of a line of a title block, None for any other line."""
    if _CRUMBS.search(text):
        return Mark.CREDIT
    if len(text) <= _MAX_CREDIT and _is_credit(text, words, boilerplate):
        return Mark.CREDIT
    stated = not boilerplate.statement.isdisjoint(words) or "%" in text
    if stated or not next(find_months(text), None):
        return None
    titled = len(words) >= _MIN_TITLE_WORDS and not boilerplate.title_words.isdisjoint(words)
    return Mark.TITLE if titled else Mark.DATED


def _is_credit(text: str, words: list[str], boilerplate: Boilerplate) -> bool:
    head, colon, _ = text.replace(WIDE_COLON, ":").partition(":")
    brief = len(head.split()) <= _MAX_LOWER_WORDS
    if colon and brief and words and words[0] in boilerplate.credits:
        return True
    if not has_full_date(text):
        return False
    return sum(map(str.isalpha, without_dates(text))) <= _MAX_DATE_LETTERS


def _could_head(name: str, words: list[str], boilerplate: Boilerplate) -> bool:
    """Tell whether a short line has the form of a name: no statement, no figure, no sub-label."""
    name = _ADDED.sub("", name)
    if not words or len(words) > _MAX_WORDS or not any(map(str.isalpha, name)):
        return False
    if _FIGURE.search(name) or _LINK.search(name) or _INNER_STOP.search(name):
        return False
    if words[0] in boilerplate.small or not boilerplate.statement.isdisjoint(words):
        return False
    generic = [
        word in boilerplate.generic
        or word in boilerplate.places
        or word in boilerplate.small
        or word.isdigit()
        for word in words
    ]
    # "Demand for Magnets" is about a thing; "Rare Magnets" is one.
    about = generic[0] and not _PREPOSITIONS.isdisjoint(words)
    return not all(generic) and not about


def _unknown(text: str, cased: bool, count: int, *, numbered: bool) -> Mark:
    if numbered:
        return Mark.NUMBERED if cased else Mark.NOTE
    if text.endswith((":", WIDE_COLON)):
        return Mark.COLON
    if cased:
        return Mark.HEADING
    return Mark.LOWER if count <= _MAX_LOWER_WORDS and "," not in text else Mark.NOTE


def _is_cased(text: str, small: frozenset[str]) -> bool:
    """Tell whether every word but small ones begins with, or holds, a capital or a digit."""
    tokens = text.split()
    names = [token for token in tokens if token.lower().strip("()[],&/-:") not in small]
    return bool(names) and all(
        any(c.isupper() or c.isdigit() for c in token) or not any(map(str.islower, token)) for token in names
    )
