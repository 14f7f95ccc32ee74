"""Phrases: what the lexicons tag, written out once, by their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.rules.forms import expanded, inflected
from extract.rules.tokens import PIECE, Kind, Tag, lexicon
from schemas.vocabulary import Basis, Direction, Indicator

__all__ = ["Index", "phrases", "prepositions"]


@dataclass(frozen=True, slots=True)
class Index:
    """The phrases of the lexicons by their words, and how long those of some words are by their first two."""

    tags: dict[tuple[str, ...], tuple[Tag, ...]]
    lengths: dict[tuple[str, str], tuple[int, ...]]


@cache
def phrases() -> Index:
    """Return every phrase of the lexicons with its tags."""
    tags: dict[tuple[str, ...], list[Tag]] = {}
    for form, tag in _entries():
        key = tuple(piece.lower() for piece in PIECE.findall(form))
        if tag not in tags.setdefault(key, []):
            tags[key].append(tag)
    lengths: dict[tuple[str, str], set[int]] = {}
    for key in tags:
        if len(key) > 1:
            lengths.setdefault((key[0], key[1]), set()).add(len(key))
    return Index(
        {key: tuple(listed) for key, listed in tags.items()},
        {opening: tuple(sorted(sizes, reverse=True)) for opening, sizes in lengths.items()},
    )


def _entries() -> Iterator[tuple[str, Tag]]:
    indicators, moves = lexicon("indicators"), lexicon("moves")
    for kind, listed in ((Kind.INDICATOR, indicators["nouns"]), (Kind.ACTION, indicators["verbs"])):
        for code, forms in listed.items():
            for form in expanded(forms):
                yield form, Tag(kind, Indicator(code))
    for form in expanded(indicators["others"]):
        yield form, Tag(Kind.OTHER)
    for code, forms in moves["regular"].items():
        for verb in expanded(forms):
            for form in inflected(verb):
                if form in moves["nouns_alone"]:
                    continue
                yield form, Tag(Kind.MOVE, Direction(code))
    for kind, listed in (
        (Kind.MOVE, moves["verbs"]),
        (Kind.TREND, moves["nouns"]),
        (Kind.BEHIND, moves["behind"]),
        (Kind.SWITCH, moves["switches"]),
        (Kind.EFFECT, moves["effects"]),
    ):
        for code, forms in listed.items():
            for form in expanded(forms):
                yield form, Tag(kind, Direction(code))
    for kind in (Kind.KEEPING, Kind.DRIVING, Kind.DEGREE):
        for form in expanded(moves[kind]):
            yield form, Tag(kind)
    yield from _comparisons()


def _comparisons() -> Iterator[tuple[str, Tag]]:
    compared = lexicon("comparisons")
    for code, forms in compared["bases"].items():
        for form in expanded(forms):
            yield form, Tag(Kind.BASIS, Basis(code))
    for code, forms in compared["references"].items():
        for form in expanded(forms):
            standing = form.rpartition(" ")[2] in compared["standing"]
            if Basis(code) is not Basis.VS_EXPECTATION:  # "expected" alone compares nothing
                yield form, Tag(Kind.BASIS if standing else Kind.REFERENCE, Basis(code))
            yield form, Tag(Kind.REFERABLE, Basis(code))
    for kind, key in (
        (Kind.COMPARING, "comparing"),
        (Kind.FUTURE, "future"),
        (Kind.PLAN, "plans"),
        (Kind.LEVEL, "levels"),
    ):
        for form in expanded(compared[key]):
            yield form, Tag(kind)


@cache
def prepositions() -> frozenset[str]:
    """Return the prepositions of comparison, in lower case."""
    return frozenset(expanded(lexicon("comparisons")["prepositions"]))
