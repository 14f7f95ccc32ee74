"""A wrong record as the pages list it: both readings, and where they stand in the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from eval.errors import SEVERITIES
from eval.tables import told
from pages import Verdict

__all__ = ["Mistaken", "Piece", "mistaken", "snippet"]

_AROUND, _MOST = 60, 420


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a snippet; `mark` is the verdict whose place it is, "right" being the gold set's reading."""

    text: str
    mark: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Mistaken:
    """One wrong record: `kinds` are all its mistakes, `anchor` the place on the page to look at."""

    section: str
    side: str
    kinds: tuple[str, ...]
    severity: str
    verdict: Verdict
    gold: str | None
    ours: str | None
    snippet: tuple[Piece, ...]
    anchor: str | None
    repeat: int | None = None

    @property
    def rank(self) -> int:
        """Return 0 for the gravest."""
        return SEVERITIES.index(self.severity)


def mistaken(
    errors: Iterable[Mapping[str, Any]], bodies: Mapping[str, str], anchors: Mapping[str, str]
) -> list[Mistaken]:
    """Return the wrong records of some entries of `scores.json`, the gravest first, else as they come.

    `bodies` and `anchors` are by section; without them there is no snippet and no link.
    """
    by_record: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for number, error in enumerate(errors):
        gold, predicted = error["gold"], error["predicted"]
        both = (gold["id"], predicted["id"]) if gold and predicted else number
        by_record.setdefault((error["section"], error.get("repeat"), both), []).append(error)
    made = [_mistaken(group, bodies, anchors) for group in by_record.values()]
    return sorted(made, key=lambda one: one.rank)


def _mistaken(
    group: list[Mapping[str, Any]], bodies: Mapping[str, str], anchors: Mapping[str, str]
) -> Mistaken:
    first = group[0]
    section, gold, ours = first["section"], first["gold"], first["predicted"]
    alone = Verdict.MISSING if ours is None else Verdict.SPURIOUS
    anchor, place = anchors.get(section), _place(ours or gold)
    return Mistaken(
        section=section,
        side=first["side"],
        kinds=tuple(error["kind"] for error in group),
        severity=min((error["severity"] for error in group), key=SEVERITIES.index),
        verdict=Verdict.WRONG if gold and ours else alone,
        gold=told(gold) if gold else None,
        ours=told(ours) if ours else None,
        snippet=snippet(bodies[section], gold, ours) if section in bodies else (),
        anchor=None if anchor is None else f"{anchor}.{place[0]}",
        repeat=first.get("repeat"),
    )


def _place(reading: Mapping[str, Any]) -> tuple[int, int]:
    start, end = reading.get("figure") or reading["evidence"]
    return start, end


def snippet(body: str, gold: Mapping[str, Any] | None, ours: Mapping[str, Any] | None) -> tuple[Piece, ...]:
    """Return the text around both readings' places, those marked; what lies far between is left out.

    Of a pair, the run's place is marked wrong and gold's right, one place of both wrong; else missing
    or spurious.
    """
    marks: list[tuple[tuple[int, int], Verdict]] = []
    if ours is not None:
        marks.append((_place(ours), Verdict.WRONG if gold else Verdict.SPURIOUS))
    if gold is not None:
        marks.append((_place(gold), Verdict.RIGHT if ours else Verdict.MISSING))
    pieces: list[Piece] = []
    last = 0
    for start, end in _windows(body, [place for place, _ in marks]):
        if start > last:
            pieces.append(Piece("… "))
        cuts = sorted({start, end, *(at for place, _ in marks for at in place if start < at < end)})
        for left, right in pairwise(cuts):
            mark = next((mark for place, mark in marks if place[0] <= left < place[1]), None)
            if left > start and pieces[-1].mark is mark:
                pieces[-1] = Piece(pieces[-1].text + body[left:right], mark)
            else:
                pieces.append(Piece(body[left:right], mark))
        last = end
    return (*pieces, Piece(" …")) if last < len(body) else tuple(pieces)


def _windows(body: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what to show of a text: some characters around each place, whole words, overlaps joined."""
    windows: list[tuple[int, int]] = []
    for start, end in sorted(places):
        shown_end = min(end, start + _MOST)
        left = body.rfind(" ", 0, max(0, start - _AROUND) + 1) + 1
        right = body.find(" ", min(len(body), shown_end + _AROUND))
        window = (left, len(body) if right < 0 else right)
        if windows and window[0] <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(windows[-1][1], window[1]))
        else:
            windows.append(window)
    return windows
