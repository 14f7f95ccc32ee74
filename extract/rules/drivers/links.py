"""Links: the causal constructions of a sentence, each with its cause and its effect as runs of words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extract.rules.drivers.bounds import VERBS, cause_end, effect_end, is_participle
from extract.rules.drivers.causes import cause_in
from extract.rules.drivers.copulas import copular_links, labelled_links
from extract.rules.drivers.fronts import fronted_link
from extract.rules.drivers.link import Link
from extract.rules.drivers.parataxis import side_by_side
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading, Run, word_set
from extract.rules.drivers.reduced import reduced_links
from extract.rules.drivers.regions import regions, skip_openers
from extract.rules.drivers.results import degree_links, result_link
from extract.rules.drivers.verbs import verb_link
from extract.rules.drivers.weak import weak_between

__all__ = ["links_of"]

_PASSIVE = "passive"
_GAP_BY = 3
_FIGURE = 2
_DEGREE = 5
_NUMBER_GAP = 3
_NO_AGENT = frozenset({",", ";", "and", "to", "in"})


def links_of(reading: Reading) -> list[Link]:
    """Return the links that one sentence states by itself, in order."""
    found: list[Link] = []
    parts = regions(reading)
    for number, (first, last) in enumerate(parts):
        before = parts[number - 1] if number else None
        links = list(_region_links(reading, first, last, before))
        if not links and found and before is not None:
            links = list(_continued(reading, found[-1], (first, last), before))
        found += links
    found += labelled_links(reading)
    return [*found, *side_by_side(reading, parts, found)]


def _continued(reading: Reading, previous: Link, region: Run, before: Run) -> Iterator[Link]:
    """Read "because some plants …, while others …": the list of reasons goes on."""
    goes_on = previous.behind and previous.effect is not None and previous.cause[1] >= before[1] - 1
    if goes_on and reading.low(region[0]) in word_set("others"):
        yield replace(previous, cause=region)


def _region_links(reading: Reading, first: int, last: int, before: Run | None) -> Iterator[Link]:
    yield from copular_links(reading, first, last)
    yield from reduced_links(reading, first, last)
    yield from degree_links(reading, first, last)
    at = skip_openers(reading, first, last)
    marks = _connectives(reading, first, last)
    fronted = fronted_link(reading, _at(marks, at), at, last)
    while fronted is not None and fronted.effect is not None:
        yield fronted
        at = skip_openers(reading, fronted.effect[0], last)
        fronted = fronted_link(reading, _at(marks, at), at, last)
    # Where the effect ends: before a denied cause ("not due to A but to B"), else at the first connective.
    until = _denied(reading, at, last)
    busy = at
    for mark in marks:
        if mark.first < at:
            continue
        if (
            until is not None
            and busy > at
            and mark.code in ("because", "weak")
            and _begins_anew(reading, busy, mark.first)
        ):
            at, until = busy, None
        if mark.kind == _PASSIVE or mark.code in ("because", "against"):
            link = _behind(reading, mark, at, last, until)
            if link is not None:
                busy = link.cause[1]
                until = mark.first if until is None else until
        elif mark.code == "weak":
            inside = mark.first < busy and reading.low(mark.first) not in ("as", "since")
            clausal = reading.low(mark.first) not in word_set("bare_prepositions")
            end = cause_end(reading, mark.last, last, clausal=clausal)
            link = None if inside else weak_between(reading, mark, at, end, until)
        elif mark.kind == Kinds.PURPOSE:
            link = _purpose(reading, mark, at, last)
        elif mark.code == "result":
            link = result_link(reading, mark, at, last, before) or _wish(reading, mark, at, last)
        else:
            link = verb_link(reading, mark, at, last, before)
        if link is not None:
            yield link


def _denied(reading: Reading, first: int, last: int) -> int | None:
    """Return where a denied cause opens, or None."""
    for mark in reading.within(Kinds.LINK, first + 2, last):
        if (
            mark.code == "because"
            and reading.low(mark.first - 1) == "not"
            and "but" in reading.lows(mark.last, last)
        ):
            return mark.first - 2 if reading.low(mark.first - 2) == "," else mark.first - 1
    return None


def _begins_anew(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a new effect was told: "Plants that stopped because of A are starting again as B"."""
    if first >= last or word_set("relatives").intersection(reading.lows(first, last)):
        return False
    return reading.is_finite(first, last)


def _at(marks: list[Mark], place: int) -> Mark | None:
    return next((mark for mark in marks if mark.first == place), None)


def _connectives(reading: Reading, first: int, last: int) -> list[Mark]:
    """Return what may connect cause and effect, in order; a verb with "by" behind it is a passive."""
    found = [
        m for m in reading.within(Kinds.PURPOSE, first, last)
        if reading.low(m.first) != "to" or reading.low(m.first - 1) not in word_set("expecting")
    ]  # fmt: skip
    found += _inverted(reading, first, last)
    for mark in reading.within(Kinds.LINK, first, last):
        if mark.code == "none" or _is_none(reading, mark):
            continue
        by = _agent_by(reading, mark, last) if mark.code in VERBS else None
        found.append(mark if by is None else Mark(mark.first, by + 1, _PASSIVE, mark.code))
    return sorted(found, key=lambda m: (m.first, -m.last))


def _inverted(reading: Reading, first: int, last: int) -> Iterator[Mark]:
    """Yield the "had" of "output would have risen, had the strike not come", with its comma or without."""
    places = reading.places(("had", "were", "should"), first + 2, max(first, last - 2))
    if not places:
        return
    lows = reading.lows(first, last)
    unreal = next((i for i, pair in enumerate(pairwise(lows), first) if _is_unreal(*pair)), last)
    for at in places:
        if reading.low(at - 1) == "," or (reading.low(at) == "had" and at > unreal + 2):
            yield Mark(at, at + 1, "if", "weak")


def _is_unreal(modal: str, verb: str) -> bool:
    """Tell whether two words open what did not come about: "would have"."""
    return verb == "have" and modal in word_set("wishes")


def _is_degree(reading: Reading, first: int) -> bool:
    """Tell whether "so" is one of degree: "so dear that …"."""
    if reading.low(first - 2) in (",", ";", "and"):
        return False
    that = reading.find("that", first + 1, min(len(reading.words), first + _DEGREE))
    return that is not None and reading.find(",", first, that) is None


def _is_none(reading: Reading, mark: Mark) -> bool:
    """Tell whether a connective is none: "due to resume", "not because of A"."""
    if mark.code == "result" and mark.size == 1 and reading.low(mark.first) == "so":
        return reading.low(mark.last) == "as" or _is_degree(reading, mark.last)
    if mark.code == "weak":
        # "together with": what adds a cause links none
        adds = reading.low(mark.first - 1) in ("together", "coupled", "combined")
        return adds and not reading.is_finite(0, mark.first)
    if mark.code != "because":
        return False
    if reading.low(mark.last - 2) == "down" and reading.low(mark.last - 1) == "to":
        figures = (reading.low(i)[:1] for i in range(mark.last, mark.last + _FIGURE))
        if any(figure.isdigit() for figure in figures):
            return True  # "stocks are down to about 15 days"
    due = reading.low(mark.first) == "due" and mark.size == 2
    if due and reading.low(mark.last) in word_set("due_acts") and reading.low(mark.last + 1) != "of":
        return True
    return reading.low(mark.first - 1) == "not"


def _agent_by(reading: Reading, mark: Mark, last: int) -> int | None:
    """Return where the "by" stands that makes a verb passive ("kept steady by"), or None."""
    if is_participle(reading.low(mark.last - 1)) and mark.size == 1:
        return None
    for at in range(mark.last, min(last, mark.last + _GAP_BY + 1)):
        if reading.low(at) == "by":
            numbers = [
                low for low in reading.lows(at + 1, min(last, at + 1 + _NUMBER_GAP)) if low[0].isdigit()
            ]
            return None if numbers else at
        if reading.low(at) in _NO_AGENT or reading.at(Kinds.INDICATOR, at):
            return None
    return None


def _behind(reading: Reading, mark: Mark, at: int, last: int, until: int | None) -> Link | None:
    """Read "output fell due to A": the cause stands behind its effect."""
    passive = mark.kind == _PASSIVE
    clausal = reading.low(mark.last - 1) in ("because", "that") or mark.code == "against"
    end = cause_end(reading, mark.last, last, clausal=clausal)
    if passive and cause_in(reading, mark.last, end) is None:
        return None
    stop = mark.first if until is None else until
    if passive and until is None:
        stop = mark.last
    if at >= stop:
        return None
    # "Plants, hit by the cold, made less": the effect may stand behind.
    comma = reading.low(mark.first - 1) == "," and end < last and not reading.is_finite(at, mark.first)
    second = (end, effect_end(reading, end, last)) if comma else None
    start = mark.last - 2 if reading.low(mark.last - 2) in word_set("purpose_words") else mark.last
    word = reading.text(mark.first, mark.last)
    against = mark.code == "against"
    return Link(
        reading, (start, end), reading, (at, stop), word, against=against, behind=True, second=second
    )  # fmt: skip


def _purpose(reading: Reading, mark: Mark, at: int, last: int) -> Link | None:
    """Read "cut output to reduce stocks": a purpose that names a market condition."""
    end = cause_end(reading, mark.last, last, clausal=False)
    if at >= mark.first or cause_in(reading, mark.last, end) is None:
        return None
    word = reading.text(mark.first, mark.last)
    return Link(reading, (mark.last, end), reading, (at, mark.first), word, behind=True, output_only=True)


def _wish(reading: Reading, mark: Mark, at: int, last: int) -> Link | None:
    """Read "raised output so that supply would be assured" as a purpose."""
    if reading.lows(mark.first, mark.last) != ["so", "that"]:
        return None
    return _purpose(reading, mark, at, last)
