"""Lint a gold set: what a loader cannot see of labels, against their texts and against each other.

The loader refuses what is not of the form (vocabulary, types, units, periods, offsets beyond the
text); these checks look at what is well formed and still wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eval.gold.editions import EditionText, edition_text
from eval.gold.extras import file_of
from eval.gold.faults import Fault
from eval.gold.migrate import plan
from eval.goldset import GoldSection, GoldSet
from eval.labels import Edition, EditionSpans, MetricLabel
from extract.document import Annotated
from schemas.units import is_unit
from schemas.versions import listed_schemas
from schemas.vocabulary import Basis, Direction, Reason

__all__ = ["check_gold"]

_SIGNS = {Direction.UP: 1, Direction.DOWN: -1, Direction.FLAT: 0}


def check_gold(gold: GoldSet, source: Path | None = None) -> list[Fault]:
    """Return the faults and warnings of a gold set, in its order.

    With `source`, a copy of the publisher's text, that edition's offsets and hashes are checked too,
    and that no sentence of it stands in the restated texts.
    """
    editions = [edition_text(gold, gold.base)]
    if source is not None:
        editions.append(edition_text(gold, "publisher", source))
    faults: list[Fault] = []
    for text in editions:
        faults += [
            Fault(
                slug,
                "text",
                f"the {text.edition} text is not the one labelled",
                "compare it with the copy labelled",
            )
            for slug in text.drifted
        ]
    for section in gold.sections:
        faults += _complete(section, gold.editions)
        faults += _records(section)
        faults += _unreviewed(section)
        for text in editions:
            annotated = text.sections.get(section.slug)
            if annotated is not None:
                faults += _in_text(section, annotated, text.edition)
    if source is not None and gold.base == "restated":
        faults += _copied(gold, editions[1])
    return faults + list(_undecided(gold))


def _undecided(gold: GoldSet) -> Iterator[Fault]:
    """Of every later version of the answer schema that the set has labels for, all are decided."""
    for schema in listed_schemas():
        files = {s.slug: file_of(gold.folder / "sections" / s.slug, schema) for s in gold.sections}
        if not any(file.exists() for file in files.values()):
            continue
        for need in plan(gold, schema.id).needs:
            if need.is_open:
                file = f"sections/{need.section}/{files[need.section].name}"
                mend = f"run assay gold migrate --to {schema.id}, and write a value"
                yield Fault(file, need.record, f"{need.why} is not decided", mend)


def _file(section: GoldSection) -> str:
    return f"sections/{section.slug}/labels.yaml"


def _places(section: GoldSection) -> Iterator[tuple[str, EditionSpans]]:
    for number, metric in enumerate(section.labels.metrics, 1):
        yield f"metric {number}", metric.evidence
        if metric.figure is not None:
            yield f"metric {number} figure", metric.figure
    for number, driver in enumerate(section.labels.drivers, 1):
        yield f"driver {number}", driver.evidence
    for number, run in enumerate(section.labels.rejected, 1):
        yield f"rejected {number}", run
    for number, place in enumerate(section.labels.open, 1):
        yield f"open {number}", place


def _complete(section: GoldSection, editions: tuple[Edition, ...]) -> Iterator[Fault]:
    """The editions of the set are marked everywhere, and the publisher's hash is known."""
    if "publisher" in editions and section.publisher_sha256 is None:
        yield Fault("set.yaml", section.slug, "publisher_sha256 is missing", "add the hash of its body")
    for record, place in _places(section):
        for edition in editions:
            if place.of(edition) is None:
                yield Fault(_file(section), record, f"no {edition} offsets", "mark the place in that edition")


def _unreviewed(section: GoldSection) -> Iterator[Fault]:
    labels = section.labels
    count = len(labels.metrics) + len(labels.drivers) + len(labels.rejected)
    if guesses := labels.unreviewed - len(labels.open):
        message = f"{guesses} of {count} unreviewed"
        yield Fault(_file(section), "labels", message, "look at each, then take out its `reviewed: false`")
    for number, place in enumerate(labels.open, 1):
        span = list(place.of(section.base) or place.publisher or place.restated or ())
        mend = "label it, or list it under rejected"
        yield Fault(_file(section), f"open {number}", f"figure {span} has no label", mend)


def _records(section: GoldSection) -> Iterator[Fault]:
    seen: dict[tuple[object, ...], int] = {}
    for number, metric in enumerate(section.labels.metrics, 1):
        record = f"metric {number}"
        yield from _signs(section, record, metric)
        if metric.unit is not None and not is_unit(metric.unit):
            yield Fault(
                _file(section), record, f"{metric.unit!r} is no canonical unit", "write it lower case"
            )
        figure = metric.figure.of(section.base) if metric.figure is not None else None
        evidence = metric.evidence.of(section.base)
        if figure is not None and evidence is not None:
            if not (evidence[0] <= figure[0] and figure[1] <= evidence[1]):
                yield Fault(_file(section), record, "the evidence does not hold the figure", "widen it")
        key = _key(metric)
        if key in seen:
            message = f"the same fact as metric {seen[key]}"
            yield Fault(_file(section), record, message, "keep the first, reject the repeat as `repeat`")
        seen.setdefault(key, number)
    yield from _driver_doubles(section)


def _driver_doubles(section: GoldSection) -> Iterator[Fault]:
    seen: dict[tuple[object, ...], int] = {}
    for number, driver in enumerate(section.labels.drivers, 1):
        scope = (driver.segment, driver.region, driver.entity)
        kind = (driver.category, driver.effect, driver.direction, driver.status, driver.period)
        key = (*kind, *scope, driver.cause.casefold())
        if key in seen:
            message = f"the same driver as driver {seen[key]}"
            yield Fault(_file(section), f"driver {number}", message, "keep the first")
        seen.setdefault(key, number)


def _key(metric: MetricLabel) -> tuple[object, ...]:
    scope = (metric.segment, metric.region, metric.entity)
    what = (metric.indicator, metric.basis, metric.period, metric.status, *scope)
    return (*what, metric.value, metric.value_max, metric.unit)


def _signs(section: GoldSection, record: str, metric: MetricLabel) -> Iterator[Fault]:
    if metric.basis is not Basis.LEVEL and metric.direction is None:
        yield Fault(_file(section), record, "a change without a direction", "set it")
    elif metric.basis is not Basis.LEVEL and metric.value is not None and metric.direction is not None:
        sign = (metric.value > 0) - (metric.value < 0)
        if sign != _SIGNS[metric.direction]:
            message = f"value {metric.value} against direction {metric.direction}"
            yield Fault(_file(section), record, message, "mend the sign or the direction")


def _in_text(section: GoldSection, text: Annotated, edition: Edition) -> Iterator[Fault]:
    """Offsets lie in the text; every figure is claimed or rejected; the annotator reads what is labelled."""
    length = len(text.section.body)
    for record, place in _places(section):
        span = place.of(edition)
        if span is not None and span[1] > length:
            yield Fault(_file(section), record, f"{edition} {list(span)} lies beyond the text", "mend it")
    claimed = [m.figure.of(edition) for m in section.labels.metrics if m.figure is not None]
    rejected = [(run.of(edition), run.reason) for run in section.labels.rejected]
    found = [place.of(edition) for place in section.labels.open]
    taken = [span for span in (*claimed, *(span for span, _ in rejected), *found) if span is not None]
    for figure in text.figures:
        if not any(start < figure.end and figure.start < end for start, end in taken):
            printed = text.text(figure.start, figure.end)
            message = f"{edition} figure {printed!r} at {figure.start} is neither claimed nor rejected"
            yield Fault(_file(section), "figures", message, "label it, or list it under rejected")
    for at, char in enumerate(text.section.body):
        if char.isdigit() and not any(start <= at < end for start, end in taken):
            message = f"{edition} digit at {at} lies in no figure and no rejected run"
            yield Fault(_file(section), "figures", message, "list its run under rejected")
            break
    for span, reason in rejected:
        if span in claimed and span is not None:
            message = f"{edition} {list(span)} is claimed and rejected as {reason}"
            yield Fault(_file(section), "rejected", message, "keep one of the two")
        if reason is Reason.REPEAT and span is not None:
            yield from _repeats(section, text, span, edition)
    yield from _readings(section, text, edition)


def _repeats(
    section: GoldSection, text: Annotated, span: tuple[int, int], edition: Edition
) -> Iterator[Fault]:
    """A repeat tells the value of a metric of the section again."""
    figure = next((f for f in text.figures if f.start < span[1] and span[0] < f.end), None)
    if figure is None:
        return
    values = {abs(m.value) for m in section.labels.metrics if m.value is not None}
    if abs(figure.value) not in values:
        message = f"{edition} {list(span)} is called a repeat, but no metric has its value"
        yield Fault(_file(section), "rejected", message, "give the reason that holds")


def _readings(section: GoldSection, text: Annotated, edition: Edition) -> Iterator[Fault]:
    """Warn where the annotator reads another value or unit at a label's figure."""
    for number, metric in enumerate(section.labels.metrics, 1):
        span = metric.figure.of(edition) if metric.figure is not None else None
        if span is None or metric.value is None:
            continue
        record = f"metric {number}"
        figure = next((f for f in text.figures if (f.start, f.end) == span), None)
        if figure is None:
            message = f"the annotator numbers no figure at {edition} {list(span)}"
            yield Fault(_file(section), record, message, "look at the annotator", warning=True)
            continue
        value = abs(figure.value) != abs(metric.value)
        top = (figure.value_max is None) != (metric.value_max is None)
        if value or top or figure.unit != metric.unit or figure.qualifier != metric.qualifier:
            read = f"{figure.value} {figure.unit} {figure.qualifier}"
            message = f"the annotator reads {read} at {edition} {list(span)}"
            yield Fault(_file(section), record, message, "look at the annotator", warning=True)


_RUN = 12


def _copied(gold: GoldSet, publisher: EditionText) -> Iterator[Fault]:
    """No run of twelve words of the publisher's text stands in a restated text."""
    runs: set[tuple[str, ...]] = set()
    for text in publisher.sections.values():
        words = text.section.body.lower().split()
        runs.update(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
    for section in gold.sections:
        words = section.text.body.lower().split()
        for at in range(len(words) - _RUN + 1):
            if tuple(words[at : at + _RUN]) in runs:
                message = f"{_RUN} words of the publisher from word {at + 1}"
                yield Fault(
                    f"sections/{section.slug}/restated.txt", "text", message, "tell it in our own words"
                )
                break
