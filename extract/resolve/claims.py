"""Figures: a label on a numbered figure, or on one that the answer quotes, becomes a metric."""

from __future__ import annotations

from collections.abc import Sequence

from extract.annotate.cues import spoken
from extract.annotate.figures import figures
from extract.clauses import clause_at
from extract.document import Figure, Sentence
from extract.resolve.cited import cited_sentences, usable
from extract.resolve.records import keep, metric_of
from extract.resolve.signs import signed
from extract.resolve.work import Work
from schemas.answer import FigureLabel, MissedLabel
from schemas.vocabulary import Basis, Direction, FindingCode

__all__ = ["claim", "claim_missed"]


def claim(work: Work, figure: Figure, label: FigureLabel | MissedLabel, cited: Sequence[int]) -> None:
    """Keep the metric that a label makes of a figure, or note why there is none."""
    span = (figure.start, figure.end)
    if cited_sentences(work, cited, span) is None or not usable(work, label, cited, span):
        return
    if figure.unit is None:
        work.note(FindingCode.FIGURE_UNIT_UNKNOWN, "no unit stands with this figure", span)
        return
    values = signed(work, figure, label)
    if values is None:
        return
    sentence = work.section.sentences[figure.sentence - 1]
    evidence = clause_at(work.section.section.body, (sentence.start, sentence.end), *span)
    direction = label.direction
    if direction is None and label.basis is not Basis.LEVEL:
        direction = Direction.DOWN if values[0] < 0 else Direction.UP
    keep(work, metric_of(work, label, evidence, direction, (figure, *values)))
    work.claimed.add(span)


def claim_missed(work: Work, label: MissedLabel) -> None:
    """Find a quoted run in its sentence and read it with the annotator's own code."""
    cited = cited_sentences(work, [label.sentence], None)
    if cited is None:
        return
    sentence = cited[0]
    body = work.section.section.body
    places = _places(body, label.quote, sentence)
    known = {(figure.start, figure.end) for figure in work.section.figures}
    free = [at for at in places if not any(a < at[1] and at[0] < b for a, b in known)]
    if len(free) != 1:
        work.note(
            FindingCode.MISSED_NOT_FOUND,
            "a quoted figure does not stand exactly once in its sentence, or is numbered already",
            (sentence.start, sentence.end),
        )
        return
    start, end = free[0]
    kept = [run for run in work.section.excluded if run.end <= start or end <= run.start]
    spans = [(s.start, s.end) for s in work.section.sentences]
    found, _ = figures(body, spoken(body), spans, kept)
    inside = [figure for figure in found if start <= figure.start and figure.end <= end]
    apart = all(inside[0].end <= a or b <= inside[0].start for a, b in work.claimed) if inside else False
    if len(inside) != 1 or not (apart or (inside[0].start, inside[0].end) in work.claimed):
        work.note(FindingCode.MISSED_NOT_FOUND, "a quoted run is no readable figure", free[0])
        return
    claim(work, inside[0], label, [label.sentence])


def _places(body: str, quote: str, sentence: Sentence) -> list[tuple[int, int]]:
    places = []
    at = body.find(quote, sentence.start, sentence.end)
    while at >= 0:
        end = at + len(quote)
        # "4.76%" must not be found in "24.76%".
        glued = (at > 0 and body[at - 1].isalnum() and quote[0].isalnum()) or (
            at > 1 and body[at - 1] in ".," and body[at - 2].isdigit() and quote[0].isdigit()
        )
        tail = body[end : end + 2]
        glued = glued or (tail[:1].isalnum() and quote[-1].isalnum())
        glued = glued or (tail[:1] in (".", ",") and tail[1:].isdigit() and quote[-1].isdigit())
        if not glued:
            places.append((at, end))
        at = body.find(quote, at + 1, sentence.end)
    return places
