"""A section's records beside the gold set's, from the `errors` of a `scores.json`, read as data."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pages.refs import records_of
from schemas.records import Driver, Metric, SectionResult

__all__ = ["Judged", "Judgement", "Verdict", "judge"]


class Verdict(StrEnum):
    """What the gold set says of a record: `wrong` has both readings, the last two only one."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"
    SPURIOUS = "spurious"

    @property
    def sign(self) -> str:
        """Return the sign that stands beside the colour; none that could be read as part of a number."""
        return {"right": "✓", "wrong": "✗", "missing": "∅", "spurious": "⊕"}[self.value]


@dataclass(frozen=True, slots=True)
class Judged:
    """One record's verdict: kinds of its mistakes ("basis", "scale"), gravest severity, gold's reading."""

    verdict: Verdict
    kinds: tuple[str, ...] = ()
    severity: str | None = None
    gold: Metric | Driver | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A scored section: the verdict on each of its records, by ref, and what is missing."""

    by_ref: Mapping[str, Judged] = field(default_factory=dict)
    missing: tuple[Judged, ...] = ()

    def counts(self) -> Counter[Verdict]:
        """Count the verdicts."""
        return Counter(judged.verdict for judged in (*self.by_ref.values(), *self.missing))


_SEVERITIES = ("severe", "major", "minor")


def judge(result: SectionResult, body: str, errors: Iterable[Mapping[str, Any]]) -> Judgement:
    """Return the verdicts on a scored section's records; one without an entry among its errors is right.

    `errors` are the section's entries of `scores.json`: {kind, severity, side, gold, predicted}, a reading
    being null or {id, the record's fields, evidence: [start, end], figure: [start, end] | null}, with
    offsets into `body`. A gold reading becomes a record of its own, with the text of its spans.

    Raises:
        ValueError: an entry is not of this form, or is of another state of the run.
    """
    by_id: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    missing: list[Judged] = []
    try:
        for error in errors:
            if error["predicted"] is None:
                gold = _record(error["side"], error["gold"], body)
                missing.append(Judged(Verdict.MISSING, (error["kind"],), error["severity"], gold))
            else:
                by_id[error["predicted"]["id"]].append(error)
        verdicts = dict(_verdicts(result, body, by_id))
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ValueError(
            f"section {result.section}: an entry of errors is not of the form ({error})"
        ) from error
    return Judgement(verdicts, tuple(missing))


def _verdicts(
    result: SectionResult, body: str, by_id: dict[str, list[Mapping[str, Any]]]
) -> Iterator[tuple[str, Judged]]:
    refs: dict[str, list[str]] = defaultdict(list)
    for ref, record in records_of(result):
        refs[record.id].append(ref)
    if unknown := by_id.keys() - refs.keys():
        raise ValueError(f"section {result.section}: the run has no record {min(unknown)}")
    for id_, places in refs.items():
        paired = [error for error in by_id[id_] if error["gold"] is not None]
        alone = [error for error in by_id[id_] if error["gold"] is None]
        # A record told twice has one id: the first is the one that was compared, the last are too many.
        for at, ref in enumerate(places):
            if len(places) - at <= len(alone):
                yield ref, _judged(Verdict.SPURIOUS, [alone[len(places) - at - 1]], body)
            elif at == 0 and paired:
                yield ref, _judged(Verdict.WRONG, paired, body)
            else:
                yield ref, Judged(Verdict.RIGHT)


def _judged(verdict: Verdict, errors: list[Mapping[str, Any]], body: str) -> Judged:
    kinds = tuple(str(error["kind"]) for error in errors)
    severity = min((str(error["severity"]) for error in errors), key=_SEVERITIES.index)
    gold = errors[0]["gold"]
    return Judged(verdict, kinds, severity, None if gold is None else _record(errors[0]["side"], gold, body))


def _record(side: str, reading: Mapping[str, Any], body: str) -> Metric | Driver:
    """Return a reading as a record, its spans with their text."""
    fields = {**reading, "evidence": _span(reading["evidence"], body), "confidence": None, "findings": ()}
    if side == "driver":
        return Driver.model_validate(fields)
    fields["figure"] = None if reading["figure"] is None else _span(reading["figure"], body)
    fields |= {name: _exact(reading[name]) for name in ("value", "value_max")}
    return Metric.model_validate(fields)


def _span(pair: Any, body: str) -> dict[str, Any]:
    start, end = pair
    if not 0 <= start < end <= len(body):
        raise ValueError(f"a place {start} to {end} beyond the text of {len(body)} characters")
    return {"start": start, "end": end, "text": body[start:end]}


def _exact(value: float | None) -> Decimal | None:
    """Return a JSON number as the decimal that it is written as."""
    return None if value is None else Decimal(str(value))
