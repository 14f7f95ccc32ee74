"""A section's text cut where a figure or a piece of evidence begins or ends: runs that carry their marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pages.cover import cover
from pages.judgement import Judged, Judgement, Verdict
from pages.refs import records_of
from pages.words import GLYPHS, label, shown, summary
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
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `state` is None, or says what became of the figure that the run is (part of).

    States are claimed, unclaimed, rejected and missing, several of them with spaces between.
    """

    text: str
    start: int
    end: int
    state: str | None = None
    note: str = ""
    target: str = ""
    refs: tuple[str, ...] = ()
    doubtful: bool = False
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces under the same evidence; `refs` are the records that they support ("m0", "d2", "g0")."""

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
    verdict: Verdict | None = None


def mark_text(
    result: SectionResult, body: str, anchors: Iterable[int] = (), judgement: Judgement | None = None
) -> tuple[Line, ...]:
    """Return the lines of a body, cut into stretches; `anchors` are offsets that links point to.

    With a judgement, records carry their verdicts, and what is missing is marked at its own place.
    """
    judgement = judgement or Judgement()
    figures = sorted(_figures(result, judgement), key=lambda figure: (figure.span.start, -figure.span.end))
    snap_back, snap_on = _snaps(figures)
    evidence: list[tuple[int, int, str]] = []
    drivers: set[str] = set()
    chips: dict[int, list[Chip]] = defaultdict(list)
    for ref, record, judged in _records(result, judgement):
        start = snap_back.get(record.evidence.start, record.evidence.start)
        evidence.append((start, snap_on.get(record.evidence.end, record.evidence.end), ref))
        if isinstance(record, Driver):
            drivers.add(ref)
        if (chip := _chip(ref, record, judged)) is not None:
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
            kind = "driver" if drivers.intersection(refs) else "other" if refs else ""
            lines[-1].append(
                Stretch(start, refs, kind, tuple(chips.get(start, ())), (piece,), start in anchored)
            )
    return tuple(tuple(line) for line in lines)


def _records(
    result: SectionResult, judgement: Judgement
) -> Iterator[tuple[str, Metric | Driver, Judged | None]]:
    """Yield each record with its ref and verdict; what is missing comes last, as "g0", "g1", …."""
    for ref, record in records_of(result):
        yield ref, record, judgement.by_ref.get(ref)
    for n, judged in enumerate(judgement.missing):
        if judged.gold is not None:
            yield f"g{n}", judged.gold, judged


def _figures(result: SectionResult, judgement: Judgement) -> Iterator[_Figure]:
    for ref, record, judged in _records(result, judgement):
        if isinstance(record, Metric) and record.figure:
            missing = judged is not None and judged.verdict is Verdict.MISSING
            yield _Figure(
                record.figure,
                "missing" if missing else "claimed",
                _told(record, judged),
                ref,
                "" if missing else record.id,
                bool(record.findings),
                judged.verdict if judged else None,
            )
    for span in result.unclaimed:
        yield _Figure(span, "unclaimed", "neither claimed nor rejected")
    for run in result.rejected:
        yield _Figure(run, "rejected", f"{label(run.reason)}: {run.reason.meaning}")


def _told(record: Metric | Driver, judged: Judged | None) -> str:
    """Return a record in one line, with what the gold set says of it."""
    line = summary(record)
    if judged is None:
        return line
    kinds = ", ".join(shown(label(kind)) for kind in judged.kinds)
    match judged.verdict:
        case Verdict.RIGHT:
            return f"{line} ({judged.verdict.sign} right by the gold set)"
        case Verdict.SPURIOUS:
            return f"{line} ({judged.verdict.sign} {kinds}: the gold set has no such record)"
        case Verdict.MISSING:
            return f"{judged.verdict.sign} the gold set has: {line}"
        case Verdict.WRONG:
            gold = _told(judged.gold, None) if judged.gold is not None else ""
            return f"{line} ({judged.verdict.sign} wrong in {kinds}; the gold set has: {gold})"


def _snaps(figures: list[_Figure]) -> tuple[dict[int, int], dict[int, int]]:
    """Map every offset inside a figure to its start, and to its end: no evidence cuts a figure."""
    back: dict[int, int] = {}
    on: dict[int, int] = {}
    for figure in figures:
        for at in range(figure.span.start + 1, figure.span.end):
            back.setdefault(at, figure.span.start)
            on.setdefault(at, figure.span.end)
    return back, on


def _chip(ref: str, record: Metric | Driver, judged: Judged | None) -> Chip | None:
    verdict = judged.verdict if judged else None
    sign = f"{verdict.sign} " if verdict else ""
    id_ = "" if verdict is Verdict.MISSING else record.id
    if isinstance(record, Driver):
        text = f"{sign}{GLYPHS[record.direction]} {label(record.category)}"
        return Chip(ref, id_, text, f"Driver: {_told(record, judged)}", "driver", verdict)
    if record.figure is not None:
        return None
    glyph = GLYPHS[record.direction] if record.direction else "·"
    text = f"{sign}{glyph} {label(record.indicator)} {label(record.basis)}"
    return Chip(ref, id_, text, f"Metric: {_told(record, judged)}", "movement", verdict)


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
        tuple(dict.fromkeys(figure.verdict for figure in figures if figure.verdict)),
    )  # fmt: skip
