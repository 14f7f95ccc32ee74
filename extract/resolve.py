"""Resolve: an Answer's labels become records, with values and spans that come from the text alone.

A label that cannot be resolved is a finding and no record. Pure: the same section and answer always
give the same result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from extract.annotate.figures import figures
from extract.clauses import clause_at, clause_spans
from extract.document import Annotated, Figure, Sentence
from extract.findings import Finding
from extract.identity import driver_id, metric_id
from schemas.answer import Answer, DriverLabel, FigureLabel, MissedLabel, MovementLabel
from schemas.periods import is_period
from schemas.records import Driver, Metric, RejectedRun, TextSpan
from schemas.vocabulary import Basis, Direction, FindingCode, Reason

__all__ = ["Resolution", "resolve", "unanswered"]

_DIGIT_RUN = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]{3,}")
_Label = TypeVar("_Label", FigureLabel, MissedLabel, MovementLabel, DriverLabel)
_SIGNS = {Direction.UP: 1, Direction.DOWN: -1}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What an answer came to: records in text order, and every figure accounted for."""

    metrics: tuple[Metric, ...] = ()
    drivers: tuple[Driver, ...] = ()
    unclaimed: tuple[TextSpan, ...] = ()
    rejected: tuple[RejectedRun, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Work:
    """The growing result of one section."""

    section: Annotated
    metrics: dict[str, Metric] = field(default_factory=dict)
    drivers: dict[str, Driver] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    claimed: set[tuple[int, int]] = field(default_factory=set)

    def note(self, code: FindingCode, message: str, *spans: tuple[int, int]) -> None:
        self.findings.append(Finding(code, message, spans))


def resolve(section: Annotated, answer: Answer) -> Resolution:
    """Turn an answer's labels into the section's records, whatever order the labels have."""
    work = _Work(section)
    by_number = {figure.number: figure for figure in section.figures}
    misread = _misread(work, answer, by_number)
    for label in _ordered(answer.figures):
        figure = by_number.get(label.figure)
        if figure is None:
            work.note(FindingCode.UNKNOWN_FIGURE, f"there is no figure {label.figure}")
        elif figure.number not in misread:
            _claim(work, figure, label, label.sentences)
    for missed in _ordered(answer.missed):
        _claim_missed(work, missed)
    for movement in _ordered(answer.movements):
        _move(work, movement)
    for driver in _ordered(answer.drivers):
        _drive(work, driver)
    _note_double_claims(work)
    return _finished(work, answer, by_number, misread)


def unanswered(section: Annotated, reason: str) -> Resolution:
    """Return what a section without an answer comes to: nothing claimed, every digit accounted for."""
    work = _Work(section)
    body = section.section.body
    return Resolution(
        unclaimed=tuple(_span(work, figure.start, figure.end) for figure in section.figures),
        rejected=tuple(_rejected(body, (run.start, run.end), run.reason) for run in section.excluded),
        findings=(Finding(FindingCode.SECTION_FAILED, reason),),
    )


def _ordered(labels: Iterable[_Label]) -> list[_Label]:
    """Return the labels in an order of their own, so that ids do not hang on the order given."""
    return sorted(labels, key=_key)


def _key(label: _Label) -> tuple[int, str]:
    at = label.figure if isinstance(label, FigureLabel) else 0
    return at, label.model_dump_json()


def _misread(work: _Work, answer: Answer, by_number: dict[int, Figure]) -> set[int]:
    numbers = set()
    for entry in answer.misread:
        figure = by_number.get(entry.figure)
        if figure is None:
            work.note(FindingCode.UNKNOWN_FIGURE, f"there is no figure {entry.figure}")
            continue
        numbers.add(entry.figure)
        work.note(
            FindingCode.MISREAD_FIGURE,
            "the answer says that this figure was read wrongly",
            (figure.start, figure.end),
        )
    return numbers


def _claim(work: _Work, figure: Figure, label: FigureLabel | MissedLabel, cited: Sequence[int]) -> None:
    span = (figure.start, figure.end)
    if _cited(work, cited, span) is None or not _usable(work, label, cited, span):
        return
    if figure.unit is None:
        work.note(FindingCode.FIGURE_UNIT_UNKNOWN, "no unit stands with this figure", span)
        return
    values = _signed(work, figure, label)
    if values is None:
        return
    sentence = work.section.sentences[figure.sentence - 1]
    evidence = clause_at(work.section.section.body, (sentence.start, sentence.end), *span)
    direction = label.direction
    if direction is None and label.basis is not Basis.LEVEL:
        direction = Direction.DOWN if values[0] < 0 else Direction.UP
    identity = metric_id(
        work.section.section, span, label.indicator, label.basis, label.period, label.status,
        label.segment, label.region, label.entity,
    )  # fmt: skip
    _keep(
        work,
        Metric(
            id=identity,
            indicator=label.indicator,
            basis=label.basis,
            value=values[0],
            value_max=values[1],
            unit=figure.unit,
            direction=direction,
            qualifier=figure.qualifier,
            period=label.period,
            status=label.status,
            segment=label.segment,
            region=label.region,
            entity=label.entity,
            evidence=_span(work, *evidence),
            figure=_span(work, *span),
            confidence=label.confidence,
            findings=(),
            **label.more,
        ),
    )
    work.claimed.add(span)


def _signed(
    work: _Work, figure: Figure, label: FigureLabel | MissedLabel
) -> tuple[Decimal, Decimal | None] | None:
    """Return value and range end with their sign, or None where the sign cannot be known."""
    span = (figure.start, figure.end)
    ends = (figure.value, figure.value_max)
    if label.basis is Basis.LEVEL:
        if not label.negative:
            return ends
        if figure.signed and figure.value > 0:
            work.note(FindingCode.DIRECTION_AGAINST_SIGN, "a printed plus is not below zero", span)
            return None
        if figure.signed:
            return ends
        return -abs(ends[0]), None if ends[1] is None else -abs(ends[1])
    signs = {end > 0 for end in ends if end}
    printed = bool(signs) and (figure.signed or False in signs)
    if label.direction is None:
        if printed and len(signs) == 1:
            return ends
        work.note(FindingCode.DIRECTION_MISSING, "a change without a direction", span)
        return None
    if label.direction is Direction.FLAT:
        if not any(ends):
            return ends
        work.note(FindingCode.DIRECTION_AGAINST_SIGN, "a change that is not 0 is not flat", span)
        return None
    sign = _SIGNS[label.direction]
    if printed and signs != {sign > 0}:
        work.note(FindingCode.DIRECTION_AGAINST_SIGN, "printed sign and direction disagree", span)
        return None
    return sign * abs(ends[0]), None if ends[1] is None else sign * abs(ends[1])


def _claim_missed(work: _Work, label: MissedLabel) -> None:
    """Find a quoted run in its sentence and read it with the annotator's own code."""
    cited = _cited(work, [label.sentence], None)
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
    found, _ = figures(body, spans, kept)
    inside = [figure for figure in found if start <= figure.start and figure.end <= end]
    apart = all(inside[0].end <= a or b <= inside[0].start for a, b in work.claimed) if inside else False
    if len(inside) != 1 or not (apart or (inside[0].start, inside[0].end) in work.claimed):
        work.note(FindingCode.MISSED_NOT_FOUND, "a quoted run is no readable figure", free[0])
        return
    _claim(work, inside[0], label, [label.sentence])


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


def _move(work: _Work, label: MovementLabel) -> None:
    sentences = _cited(work, label.sentences, None)
    if sentences is None or not _usable(work, label, label.sentences, None):
        return
    hints = [label.segment or "", label.region or "", label.entity or ""]
    evidence = _narrowed(work, sentences, hints)
    identity = metric_id(
        work.section.section, None, label.indicator, label.basis, label.period,
        label.status, label.segment, label.region, label.entity,
    )  # fmt: skip
    _keep(
        work,
        Metric(
            id=identity,
            indicator=label.indicator,
            basis=label.basis,
            value=None,
            value_max=None,
            unit=None,
            direction=label.direction,
            qualifier=None,
            period=label.period,
            status=label.status,
            segment=label.segment,
            region=label.region,
            entity=label.entity,
            evidence=_span(work, *evidence),
            figure=None,
            confidence=label.confidence,
            findings=(),
            **label.more,
        ),
    )


def _keep(work: _Work, metric: Metric) -> None:
    if metric.id in work.metrics:
        where = metric.figure or metric.evidence
        # Told twice alike, a fact is no less sure; told with another sign or direction, it is.
        first = work.metrics[metric.id]
        same = (first.value, first.direction) == (metric.value, metric.direction)
        span, doubtful = (where.start, where.end), () if same else (metric.id,)
        work.findings.append(Finding(FindingCode.DUPLICATE, "one fact is claimed twice", (span,), doubtful))
    else:
        work.metrics[metric.id] = metric


def _drive(work: _Work, label: DriverLabel) -> None:
    sentences = _cited(work, label.sentences, None)
    if sentences is None or not _usable(work, label, label.sentences, None):
        return
    evidence = _narrowed(work, sentences, [label.cause])
    identity = driver_id(
        work.section.section, evidence[0], label.category, label.effect, label.direction,
        label.period, label.status, label.segment, label.region, label.entity,
    )  # fmt: skip
    if identity in work.drivers:
        if work.drivers[identity].cause.casefold() == label.cause.casefold():
            work.note(FindingCode.DUPLICATE, "one driver is given twice", evidence)
            return
        # Two causes of one category in one clause: the cause itself tells them apart.
        identity = driver_id(work.section.section, evidence[0], identity, label.cause)
        if identity in work.drivers:
            work.note(FindingCode.DUPLICATE, "one driver is given twice", evidence)
            return
    work.drivers[identity] = Driver(
        id=identity,
        category=label.category,
        cause=label.cause,
        effect=label.effect,
        direction=label.direction,
        period=label.period,
        status=label.status,
        segment=label.segment,
        region=label.region,
        entity=label.entity,
        evidence=_span(work, *evidence),
        confidence=label.confidence,
        findings=(),
        **label.more,
    )


def _cited(work: _Work, numbers: Iterable[int], span: tuple[int, int] | None) -> list[Sentence] | None:
    """Return the cited sentences in text order, or None where one does not exist."""
    sentences = work.section.sentences
    cited = sorted(set(numbers))
    unknown = [number for number in cited if not 1 <= number <= len(sentences)]
    if unknown or not cited:
        spans = (span,) if span else ()
        work.note(FindingCode.UNKNOWN_SENTENCE, f"there is no sentence {unknown or ''}", *spans)
        return None
    return [sentences[number - 1] for number in cited]


def _usable(
    work: _Work,
    label: FigureLabel | MissedLabel | MovementLabel | DriverLabel,
    cited: Iterable[int],
    span: tuple[int, int] | None,
) -> bool:
    """Tell whether the period is one, and every digit in free text stands in the cited sentences."""
    body = work.section.section.body
    sentences = [work.section.sentences[number - 1] for number in sorted(set(cited))]
    spans = (span,) if span else ((sentences[0].start, sentences[0].end),)
    if not is_period(label.period):
        work.note(FindingCode.PERIOD_INVALID, f"no period: {label.period}", *spans)
        return False
    printed = {run for s in sentences for run in _DIGIT_RUN.findall(body[s.start : s.end])}
    free = [label.segment, label.region, label.entity, getattr(label, "cause", None), *label.more.values()]
    typed = {run for text in free if isinstance(text, str) for run in _DIGIT_RUN.findall(text)}
    if not typed <= printed:
        work.note(
            FindingCode.DIGITS_NOT_IN_EVIDENCE,
            "free text holds digits that the cited sentences lack",
            *spans,
        )
        return False
    return True


def _narrowed(work: _Work, sentences: list[Sentence], hints: list[str]) -> tuple[int, int]:
    """Return the clause of the cited sentences that shares most words with the hints."""
    body = work.section.section.body
    wanted = {word.casefold() for hint in hints for word in _WORD.findall(hint)}
    best, most = (sentences[0].start, sentences[0].end), 0
    if not wanted:
        return best
    for sentence in sentences:
        for start, end in clause_spans(body, sentence.start, sentence.end):
            words = {word.casefold() for word in _WORD.findall(body[start:end])}
            if len(wanted & words) > most:
                best, most = (start, end), len(wanted & words)
    return best


def _note_double_claims(work: _Work) -> None:
    """One figure for one scope states one fact: two readings of it are both doubtful."""
    seen: dict[tuple[object, ...], list[str]] = {}
    for metric in work.metrics.values():
        if metric.figure is not None:
            key = (metric.figure.start, metric.segment, metric.region, metric.entity)
            seen.setdefault(key, []).append(metric.id)
    for ids in seen.values():
        if len(ids) > 1:
            figure = work.metrics[ids[0]].figure
            spans = ((figure.start, figure.end),) if figure else ()
            work.findings.append(
                Finding(
                    FindingCode.DUPLICATE,
                    "one figure is claimed for two facts of the same scope",
                    spans,
                    tuple(ids),
                )
            )


def _finished(work: _Work, answer: Answer, by_number: dict[int, Figure], misread: set[int]) -> Resolution:
    rejected = dict(_rejections(work, answer, by_number))
    body = work.section.section.body
    runs = [
        _rejected(body, part, run.reason)
        for run in work.section.excluded
        for part in _outside(body, (run.start, run.end), work.claimed)
    ]
    unclaimed = []
    for figure in work.section.figures:
        span = (figure.start, figure.end)
        if span in work.claimed:
            continue
        if span in rejected and figure.number not in misread:
            runs.append(_rejected(body, span, rejected[span]))
            continue
        unclaimed.append(_span(work, *span))
        work.note(FindingCode.UNCLAIMED, "this figure is neither claimed nor rejected", span)
    metrics = sorted(work.metrics.values(), key=_place)
    drivers = sorted(work.drivers.values(), key=lambda d: (d.evidence.start, d.evidence.end))
    return Resolution(
        metrics=tuple(metrics),
        drivers=tuple(drivers),
        unclaimed=tuple(unclaimed),
        rejected=tuple(sorted(runs, key=lambda run: run.start)),
        findings=tuple(work.findings),
    )


def _outside(body: str, run: tuple[int, int], claimed: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the parts of an excluded run that no quoted figure has claimed and that hold digits."""
    parts = [run]
    for start, end in sorted(span for span in claimed if span[0] < run[1] and run[0] < span[1]):
        left, right = parts.pop()
        parts += [(left, start), (end, right)]
    return [part for part in parts if any(map(str.isdigit, body[slice(*part)]))]


def _place(metric: Metric) -> tuple[int, int]:
    where = metric.figure or metric.evidence
    return where.start, where.end


def _rejections(
    work: _Work, answer: Answer, by_number: dict[int, Figure]
) -> Iterable[tuple[tuple[int, int], Reason]]:
    for entry in answer.rejected:
        figure = by_number.get(entry.figure)
        if figure is None:
            work.note(FindingCode.UNKNOWN_FIGURE, f"there is no figure {entry.figure}")
            continue
        span = (figure.start, figure.end)
        if span in work.claimed:
            work.note(FindingCode.CLAIMED_AND_REJECTED, "a claimed figure is also rejected", span)
            continue
        yield span, entry.reason


def _span(work: _Work, start: int, end: int) -> TextSpan:
    return TextSpan(start=start, end=end, text=work.section.section.body[start:end])


def _rejected(body: str, span: tuple[int, int], reason: Reason) -> RejectedRun:
    return RejectedRun(start=span[0], end=span[1], text=body[slice(*span)], reason=reason)
