"""Phrases: what the lexicons tag, written out once, by their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.rules.forms import expanded, inflected
from extract.rules.tokens import NO_TAGS, PIECE, Kind, Tags, lexicon
from schemas.vocabulary import Basis, Direction, Indicator

__all__ = ["Opening", "phrases", "prepositions"]

_Entry = tuple[str, str, Any]  # a form, the kind that it is, and its code, if any


@dataclass(frozen=True, slots=True)
class Opening:
    """The phrases that a word opens: its own tags, and longer ones by their second word, longest first."""

    tags: Tags
    longer: Mapping[str, Sequence[tuple[list[str], Tags]]]


@cache
def phrases() -> Mapping[str, Opening]:
    """Return the phrases of the lexicons by their first word, in lower case."""
    tags: dict[tuple[str, ...], dict[str, Any]] = {}
    for form, kind, code in _entries():
        key = tuple(piece.lower() for piece in PIECE.findall(form))
        tags.setdefault(key, {}).setdefault(kind, code)
    longer: dict[str, dict[str, list[tuple[list[str], Tags]]]] = {}
    for key in sorted(tags, key=len, reverse=True):
        opened = longer.setdefault(key[0], {})
        if len(key) > 1:
            opened.setdefault(key[1], []).append((list(key), tags[key]))
    return {first: Opening(tags.get((first,), NO_TAGS), opened) for first, opened in longer.items()}


def _entries() -> Iterator[_Entry]:
    indicators, moves = lexicon("indicators"), lexicon("moves")
    for kind, listed in ((Kind.INDICATOR, indicators["nouns"]), (Kind.ACTION, indicators["verbs"])):
        for code, forms in listed.items():
            for form in expanded(forms):
                yield form, kind, Indicator(code)
    for form in expanded(indicators["others"]):
        yield form, Kind.OTHER, None
    for code, forms in moves["regular"].items():
        for verb in expanded(forms):
            for form in inflected(verb):
                if form in moves["nouns_alone"]:
                    continue
                yield form, Kind.MOVE, Direction(code)
    for kind, listed in (
        (Kind.MOVE, moves["verbs"]),
        (Kind.TREND, moves["nouns"]),
        (Kind.BEHIND, moves["behind"]),
        (Kind.SWITCH, moves["switches"]),
        (Kind.EFFECT, moves["effects"]),
    ):
        for code, forms in listed.items():
            for form in expanded(forms):
                yield form, kind, Direction(code)
    for kind in (Kind.KEEPING, Kind.DRIVING, Kind.DEGREE):
        for form in expanded(moves[kind]):
            yield form, kind, None
    yield from _comparisons()


def _comparisons() -> Iterator[_Entry]:
    compared = lexicon("comparisons")
    for code, forms in compared["bases"].items():
        for form in expanded(forms):
            yield form, Kind.BASIS, Basis(code)
    for code, forms in compared["references"].items():
        for form in expanded(forms):
            standing = form.rpartition(" ")[2] in compared["standing"]
            if Basis(code) is not Basis.VS_EXPECTATION:  # "expected" alone compares nothing
                yield form, Kind.BASIS if standing else Kind.REFERENCE, Basis(code)
            yield form, Kind.REFERABLE, Basis(code)
    for kind, key in (
        (Kind.COMPARING, "comparing"),
        (Kind.FUTURE, "future"),
        (Kind.PLAN, "plans"),
        (Kind.LEVEL, "levels"),
    ):
        for form in expanded(compared[key]):
            yield form, kind, None


@cache
def prepositions() -> frozenset[str]:
    """Return the prepositions of comparison, in lower case."""
    return frozenset(expanded(lexicon("comparisons")["prepositions"]))
