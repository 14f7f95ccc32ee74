"""A section's text cut where a figure or a piece of evidence begins or ends: runs that carry their marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.pages.cover import cover
from extract.pages.words import GLYPHS, driver_summary, label, metric_summary
from schemas.records import Driver, Metric, SectionResult, TextSpan

__all__ = ["Chip", "Line", "Piece", "Stretch", "mark_text"]


@dataclass(frozen=True, slots=True)
class Chip:
    """The sign at the start of the evidence of a record that has no figure of its own to click."""

    ref: str
    id: str
    text: str
    summary: str
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `state` is None, or says what became of the figure that the run is (part of)."""

    text: str
    start: int
    end: int
    state: str | None = None
    note: str = ""
    target: str = ""
    refs: tuple[str, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces under the same evidence; `refs` are the records that they support ("m0", "d2")."""

    start: int
    refs: tuple[str, ...]
    kind: str
    chips: tuple[Chip, ...]
    pieces: tuple[Piece, ...]
    anchored: bool


Line = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class _Figure:
    """What one record, or the answer, says of a run of digits."""

    span: TextSpan
    state: str
    note: str
    ref: str = ""
    id: str = ""
    doubtful: bool = False


def mark_text(result: SectionResult, body: str, anchors: Iterable[int] = ()) -> tuple[Line, ...]:
    """Return the lines of a body, cut into stretches; `anchors` are offsets that links point to."""
    figures = sorted(_figures(result), key=lambda figure: (figure.span.start, -figure.span.end))
    snap_back, snap_on = _snaps(figures)
    evidence: list[tuple[int, int, str]] = []
    chips: dict[int, list[Chip]] = defaultdict(list)
    for ref, record in _records(result):
        start = snap_back.get(record.evidence.start, record.evidence.start)
        evidence.append((start, snap_on.get(record.evidence.end, record.evidence.end), ref))
        if (chip := _chip(ref, record)) is not None:
            chips[start].append(chip)
    anchored = {snap_back.get(start, start) for start in anchors}
    cuts = {0, len(body), *anchored}
    for at, character in enumerate(body):
        if character == "\n":
            cuts |= {at, at + 1}
    cuts.update(edge for start, end, _ in evidence for edge in (start, end))
    spans = [(figure.span.start, figure.span.end, figure) for figure in figures]
    cuts.update(edge for start, end, _ in spans for edge in (start, end))
    lines: list[list[Stretch]] = [[]]
    under, over = cover(evidence, sorted(cuts)), cover(spans, sorted(cuts))
    for (start, end, refs), (_, _, found) in zip(under, over, strict=True):
        if body[start:end] == "\n":
            lines.append([])
            continue
        piece = _piece(body[start:end], start, end, found)
        last = lines[-1][-1] if lines[-1] else None
        if last is not None and last.refs == refs and start not in chips and start not in anchored:
            lines[-1][-1] = Stretch(
                last.start, refs, last.kind, last.chips, (*last.pieces, piece), last.anchored
            )
        else:
            kind = "driver" if any(ref[0] == "d" for ref in refs) else "other" if refs else ""
            lines[-1].append(
                Stretch(start, refs, kind, tuple(chips.get(start, ())), (piece,), start in anchored)
            )
    return tuple(tuple(line) for line in lines)


def _records(result: SectionResult) -> Iterator[tuple[str, Metric | Driver]]:
    yield from ((f"m{n}", metric) for n, metric in enumerate(result.metrics))
    yield from ((f"d{n}", driver) for n, driver in enumerate(result.drivers))


def _figures(result: SectionResult) -> Iterator[_Figure]:
    for n, metric in enumerate(result.metrics):
        if metric.figure:
            summary = metric_summary(metric)
            yield _Figure(metric.figure, "claimed", summary, f"m{n}", metric.id, bool(metric.findings))
    for span in result.unclaimed:
        yield _Figure(span, "unclaimed", "neither claimed nor rejected")
    for run in result.rejected:
        yield _Figure(run, "rejected", f"{label(run.reason)}: {run.reason.meaning}")


def _snaps(figures: list[_Figure]) -> tuple[dict[int, int], dict[int, int]]:
    """Map every offset inside a figure to its start, and to its end: no evidence cuts a figure."""
    back: dict[int, int] = {}
    on: dict[int, int] = {}
    for figure in figures:
        for at in range(figure.span.start + 1, figure.span.end):
            back.setdefault(at, figure.span.start)
            on.setdefault(at, figure.span.end)
    return back, on


def _chip(ref: str, record: Metric | Driver) -> Chip | None:
    if isinstance(record, Driver):
        text = f"{GLYPHS[record.direction]} {label(record.category)}"
        return Chip(ref, record.id, text, f"Driver: {driver_summary(record)}", "driver")
    if record.figure is not None:
        return None
    glyph = GLYPHS[record.direction] if record.direction else "·"
    text = f"{glyph} {label(record.indicator)} {label(record.basis)}"
    return Chip(ref, record.id, text, f"Metric: {metric_summary(record)}", "movement")


def _piece(text: str, start: int, end: int, figures: tuple[_Figure, ...]) -> Piece:
    if not figures:
        return Piece(text, start, end)
    states = list(dict.fromkeys(figure.state for figure in figures))
    note = "; ".join(dict.fromkeys(figure.note for figure in figures))
    return Piece(
        text, start, end, " ".join(states), f"{' and '.join(states)}: {note}",
        next((figure.id for figure in figures if figure.id), ""),
        tuple(figure.ref for figure in figures if figure.ref),
        any(figure.doubtful for figure in figures),
    )  # fmt: skip
