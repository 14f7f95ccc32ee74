"""A second opinion: where the embedded extractor reads the same place otherwise than the answer did.

Only what is worth a person's look is listed: a figure that both label, and not alike; a figure that the
answer left out, though the rules can read it; a movement or cause that points the other way. What the rules
cannot read they leave unclaimed, so that their silence says nothing and is not listed. A disagreement
changes no record and is no finding: either may be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from extract.answerers import make_answerer
from extract.check import check
from extract.resolve import Resolution, resolve
from extract.store.folder import EXTRACTIONS, SECTIONS, RunFolder
from extract.store.lines import read_section
from extract.store.tables import TableWriter
from schemas.errors import AnswerError
from schemas.records import Driver, Metric, SectionResult
from schemas.vocabulary import SectionStatus

__all__ = ["Disagreement", "disagreements", "write_opinions"]

_TABLE = "second_opinion"
_COLUMNS: dict[str, type] = {
    "report": str, "section": str, "kind": str, "start": int, "end": int, "text": str, "field": str,
    "answer": str, "rules": str, "record": str,
}  # fmt: skip
_FIELDS = ("indicator", "basis", "direction", "period", "status")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field on which the two differ, at a span of the body; `record` is that of the answer, if any."""

    kind: str
    span: Span
    field: str
    answer: str | None
    rules: str | None
    record: str | None


def write_opinions(folder: RunFolder) -> int:
    """Write `second_opinion.csv` of a run, and return how many disagreements it lists."""
    rules, count = make_answerer("rules"), 0
    with TableWriter(folder, _TABLE, _COLUMNS, parquet=False) as table:
        for line, extracted in zip(folder.lines(SECTIONS), folder.lines(EXTRACTIONS), strict=True):
            _, section = read_section(line)
            result = SectionResult.model_validate_json(extracted)
            if result.status is SectionStatus.FAILED:
                continue
            try:
                answer = rules.answer(section).answer
            except AnswerError:
                continue  # a second opinion that cannot be had takes nothing from the first
            read = check(section, resolve(section, answer))
            for found in disagreements(result, read):
                count += 1
                start, end = found.span
                place = {"report": result.report, "section": result.section, "start": start, "end": end}
                table.add({**asdict(found), **place, "text": section.text(start, end)})
    return count


def disagreements(answered: SectionResult, rules: Resolution) -> Iterator[Disagreement]:
    """Yield where the rules read a section otherwise than the answer: figures, movements, drivers."""
    yield from _figures(answered, rules)
    yield from _movements(answered.metrics, rules.metrics)
    yield from _drivers(answered.drivers, rules.drivers)


def _figures(answered: SectionResult, rules: Resolution) -> Iterator[Disagreement]:
    ours, theirs = _by_figure(answered.metrics), _by_figure(rules.metrics)
    reasons = {(run.start, run.end): f"rejected as {run.reason}" for run in answered.rejected}
    for span, (label, *more) in sorted(theirs.items()):
        given = ours.get(span, [])
        if not given:
            reading = f"{label.indicator} {label.basis}"
            yield Disagreement("figure", span, "claimed", reasons.get(span, "unclaimed"), reading, None)
        elif len(given) == 1 and not more:
            yield from _differing("figure", span, given[0], label)


def _by_figure(metrics: Sequence[Metric]) -> dict[Span, list[Metric]]:
    found: dict[Span, list[Metric]] = {}
    for metric in metrics:
        if metric.figure is not None:
            found.setdefault((metric.figure.start, metric.figure.end), []).append(metric)
    return found


def _differing(kind: str, span: Span, one: Metric, other: Metric) -> Iterator[Disagreement]:
    for field in _FIELDS:
        given, read = getattr(one, field), getattr(other, field)
        if given != read:
            yield Disagreement(kind, span, field, given, read, one.id)


def _movements(ours: Sequence[Metric], theirs: Sequence[Metric]) -> Iterator[Disagreement]:
    for metric in ours:
        for other in theirs:
            alike = all(
                getattr(metric, name) == getattr(other, name)
                for name in ("indicator", "basis", "period", "segment", "region", "entity")
            )
            if metric.figure is None and other.figure is None and alike:
                if metric.direction != other.direction:
                    span = (metric.evidence.start, metric.evidence.end)
                    yield Disagreement(
                        "movement", span, "direction", metric.direction, other.direction, metric.id
                    )


def _drivers(ours: Sequence[Driver], theirs: Sequence[Driver]) -> Iterator[Disagreement]:
    for driver in ours:
        read = [
            other.direction
            for other in theirs
            if (driver.category, driver.effect, driver.period) == (other.category, other.effect, other.period)
            and driver.evidence.start < other.evidence.end
            and other.evidence.start < driver.evidence.end
        ]
        if read and driver.direction not in read:
            span = (driver.evidence.start, driver.evidence.end)
            yield Disagreement("driver", span, "direction", driver.direction, read[0], driver.id)
