"""Drivers: stated causes, found by their connectives, split into single causes and given a category."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.annotate.lexicon import alternatives
from extract.document import Annotated
from extract.rules.causes import category_of, push_of
from extract.rules.context import Statement, when_caused
from extract.rules.resumptions import read_resumptions
from extract.rules.scope import region_in
from extract.rules.tokens import lexicon, word_pattern
from schemas.answer import DriverLabel
from schemas.vocabulary import Category, Direction, Indicator

__all__ = ["read_drivers"]

_SPLIT = re.compile(
    r"\s*(?:,\s*(?:and\s+|as well as\s+|or\s+|with\s+)?|;\s*"
    r"|\s+(?:and|or|as well as|coupled with|combined with|along with|plus)\s+)\s*",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?]\s*$")
_RATE = re.compile(r"\b(?:operating rates?|utili[sz]ation|operating loads?|loads?)\b", re.I)
# "985 kt, -1.3% m/m": in a section's own notes such a figure is its output.
_MEASURED = re.compile(r"\d\s?(?:%|percent|pct|kt|mt|t)\b|\d\s?%", re.I)
_RUNNING = re.compile(r"\boperating capacity\b", re.I)
# Questions and things to watch are no causes.
_ASKED = re.compile(r"\b(?:whether|remains to be seen|attention (?:should|needs)|monitor)\b", re.I)
_CONTINUED = re.compile(
    r",\s+(?:and\s+)?(?:coupled with|combined with|as well as|along with|together with|plus)\b", re.I
)
_ITEM = re.compile(r"^\s*[(（]?\d{1,2}[.)、）]\s*")
# "The decline was due to ...", "The main reasons were ...": the headline is meant.
_FALLBACK = re.compile(
    r"\b(?:declines?|decreases?|reductions?|increases?|rises?|falls?|drops?|growth|rebounds?|reasons?|factors?|content)\b",
    re.I,
)
_SHORTEST_CAUSE = 4
_LONGEST_CAUSE = 160


@dataclass(frozen=True, slots=True)
class _Link:
    """A cause and its effect as spans of the body; `against` where the cause pushes the other way."""

    cause: tuple[int, int]
    effect: tuple[int, int]
    against: bool = False


@cache
def _words(key: str) -> re.Pattern[str]:
    return word_pattern(lexicon("causes")[key])


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of the connectives, each by the place where its cause and effect stand."""
    table = lexicon("causes")
    words = {key: alternatives(table[key]) for key in ("because", "leads", "opens", "despite", "reasons")}
    opener = r"(?:however|but|and|additionally|meanwhile|overall|therefore|in\s+\w+|for\s+\w+|by\s+\w+)"
    inner = r"(?:mainly\s+|primarily\s+|and\s+|but\s+)?(?:with|as|amid|given|considering|when)"
    being = r"(?:was|were|is|are|include|included|being)"
    texts = {
        "because": rf"(?<![\w-])(?:{words['because']})(?![\w-])",
        "leads": rf"(?<![\w-])(?:{words['leads']})(?![\w-])",
        "opens": rf"^(?:\W*{opener}(?:\s+\d+)?\s*,\s*)*(?P<cue>{words['opens']})\s+",
        "inner": rf"(?:,|\bthat,?)\s+(?P<cue>{inner})\s+",
        "after": r",?\s+(?:as|because|after|now\s+that)\s+(?!expected|well|of\b|an?\b|usual|before)",
        "despite": rf"(?<![\w-])(?:{words['despite']})\s+",
        "reasons": rf"(?<![\w-])(?:{words['reasons']})\b[^.]{{0,200}}?\b{being}\b\s*",
    }
    return {key: re.compile(text, re.IGNORECASE) for key, text in texts.items()}


def read_drivers(
    section: Annotated, statements: Sequence[Statement], headline: dict[str, Direction]
) -> list[DriverLabel]:
    """Return the drivers in text order, one for each cause, effect, direction and status.

    `headline` is the direction of the section's production by period.
    """
    found: dict[tuple[object, ...], DriverLabel] = {}
    for statement in statements:
        labels = [
            label
            for link in _links(section, statement)
            for label in _labels(section, statement, link, headline)
        ]
        if not any(label.category is Category.RESUMPTION for label in labels):
            labels += read_resumptions(section, statement)
        for label in labels:
            key = (label.category, label.effect, label.direction, label.status, label.period)
            found.setdefault(key, label)
    return list(found.values())


def _links(section: Annotated, statement: Statement) -> Iterator[_Link]:
    body = section.section.body
    start, end = statement.sentence.start, statement.sentence.end
    text = body[start:end]
    patterns = _patterns()
    if _ASKED.search(text):
        return
    listed = patterns["reasons"].search(text)
    if listed:
        yield _Link((start + listed.end(), end), (start, start + listed.end()))
        return
    opening = patterns["opens"].match(text)
    if opening:
        comma = _comma(text, opening.end())
        if comma is not None:
            against = False
            yield _Link((start + opening.end(), start + comma), (start + comma, end), against)
    for match in patterns["despite"].finditer(text):
        comma = _comma(text, match.end())
        stop = comma if comma is not None else len(text)
        effect = (start + stop, end) if match.start() < 3 else (start, start + match.start())
        yield _Link((start + match.end(), start + stop), effect, against=True)
    for match in patterns["because"].finditer(text):
        if opening and match.start() <= opening.start("cue"):
            continue
        stop = _cause_end(text, match.end())
        effect = (start + _clause_start(text, match.start()), start + match.start())
        piece = text[_piece_start(text, match.start()) : match.start()]
        if len(piece.strip()) < _SHORTEST_CAUSE and not _words("output").search(text[: match.start()]):
            # "In February, due to fewer days, production will fall": the effect comes behind.
            comma = _comma(text, match.end())
            if comma is not None:
                effect, stop = (start + comma, end), comma
        yield _Link((start + match.end(), start + stop), effect)
    for match in patterns["inner"].finditer(text):
        comma = _comma(text, match.end())
        if (
            comma is not None
            and _words("output").search(text[comma:])
            and not (opening and match.start() < opening.end())
        ):
            yield _Link((start + match.end(), start + comma), (start + comma, end))
    for match in patterns["after"].finditer(text):
        before = text[_clause_start(text, match.start()) : match.start()]
        moved = _direction(before, last=True) or _FALLBACK.search(before) or _MEASURED.search(before)
        if moved and _effect(before) is not None:
            effect = (start + _clause_start(text, match.start()), start + match.start())
            yield _Link((start + match.end(), start + _cause_end(text, match.end())), effect)
    for match in patterns["leads"].finditer(text):
        begin = _clause_start(text, match.start())
        earlier = [m.end() for m in patterns["because"].finditer(text, begin, match.start())]
        begin = max([begin, *earlier])
        if match.start() - begin < _SHORTEST_CAUSE:
            continue
        yield _Link((start + begin, start + match.start()), (start + match.start(), end))


def _comma(text: str, at: int) -> int | None:
    """Return where the comma stands that ends an opening phrase: the last before a main verb."""
    comma = text.find(", ", at)
    while comma >= 0 and _CONTINUED.match(text, comma):
        comma = text.find(", ", comma + 2)
    return comma if comma >= 0 else None


def _piece_start(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) + 1 for mark in (",", ";", ":"))


def _cause_end(text: str, at: int) -> int:
    stops = [
        text.find(mark, at)
        for mark in ("; ", ", leading", ", resulting", ", which", ", while", ", but", " while ")
    ]
    known = [stop for stop in stops if stop >= 0]
    return min(known, default=len(text))


def _clause_start(text: str, at: int) -> int:
    begin = 0
    for mark in ("; ", ", while ", ", but ", ": "):
        found = text.rfind(mark, 0, at)
        if found >= 0:
            begin = max(begin, found + len(mark))
    return begin


def _labels(
    section: Annotated, statement: Statement, link: _Link, headline: dict[str, Direction]
) -> Iterator[DriverLabel]:
    body = section.section.body
    effect_text = body[slice(*link.effect)]
    period, status = when_caused(section, statement, link.effect)
    effect = _effect(effect_text)
    if effect is None and link.cause[0] > link.effect[0] and _FALLBACK.search(effect_text):
        effect = Indicator.PRODUCTION
    if effect is None:
        return
    way = _direction(effect_text, last=link.cause[0] >= link.effect[1]) or headline.get(period)
    for cause in _split(body[slice(*link.cause)]):
        category = category_of(cause)
        if category is None:
            continue
        push = way or push_of(cause)
        if link.against:
            push = push_of(cause) or (Direction.UP if way is Direction.DOWN else Direction.DOWN)
        if category in (Category.RESUMPTION, Category.CAPACITY_ADDITION) and push_of(cause):
            push = push_of(cause)
        yield DriverLabel(
            category=category,
            cause=cause[:_LONGEST_CAUSE],
            effect=effect,
            direction=push or Direction.DOWN,
            period=period,
            status=status,
            segment=None,
            region=region_in(body[slice(*link.cause)] + " " + effect_text, section.section.heading),
            entity=None,
            sentences=(statement.sentence.number,),
            confidence=None,
        )


def _split(cause: str) -> list[str]:
    text = _ITEM.sub("", _SENTENCE_END.sub("", cause)).strip(" ,;:")
    return [piece.strip(" ,;:") for piece in _SPLIT.split(text) if len(piece.strip()) >= _SHORTEST_CAUSE]


def _effect(text: str) -> Indicator | None:
    """Return what an effect's words speak of: output first, else the last indicator that they name."""
    if _RUNNING.search(text):
        return Indicator.OPERATING_CAPACITY
    if _RATE.search(text) and not re.search(r"\b(?:output|production)\b", text, re.I):
        return Indicator.OPERATING_RATE
    if _words("output").search(text):
        return Indicator.PRODUCTION
    for name, pattern in _other_effects():
        if pattern.search(text):
            return name
    return Indicator.PRODUCTION if _MEASURED.search(text) else None


@cache
def _other_effects() -> tuple[tuple[Indicator, re.Pattern[str]], ...]:
    table = lexicon("causes")["effects"]
    return tuple((Indicator(code), word_pattern(forms)) for code, forms in table.items())


def _direction(text: str, *, last: bool) -> Direction | None:
    """Return the move nearest to the connective: the last of an effect before it, else the first."""
    places = [
        (match.start(), way)
        for pattern, way in (
            (_words("lowering"), Direction.DOWN),
            (_words("raising"), Direction.UP),
            (_words("holding"), Direction.FLAT),
        )
        for match in pattern.finditer(text)
    ]
    if not places:
        return None
    return max(places)[1] if last else min(places)[1]
