"""Examples for prompts: gold sections with the answer that their labels make, figures by their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from eval.gold.extras import with_extras
from eval.goldset import GoldSection, GoldSet
from eval.labels import DriverLabel as GoldDriver
from eval.labels import Edition, EditionSpans, MetricLabel
from extract.annotate import annotate
from extract.document import Annotated, Figure
from schemas.answer import Answer, DriverLabel, FigureLabel, MissedLabel, MovementLabel, Rejection
from schemas.errors import InputError
from schemas.versions import listed_schemas
from schemas.vocabulary import Basis

__all__ = ["answer_of", "examples_of"]

_EDITION: Edition = "restated"  # examples hold text, and only this edition's is ours to give


def examples_of(gold: GoldSet, slugs: Sequence[str]) -> dict[str, Any]:
    """Return the content of an examples file: the sections of those slugs, in that order.

    Their answers also hold what later versions of the answer schema add, as far as that is labelled.

    Raises:
        InputError: a slug that the set lacks, a section of the test split, or one whose figures the
            program reads otherwise than the labels do.
    """
    known = _with_all_extras(gold)
    examples = []
    for slug in slugs:
        section = known.get(slug)
        if section is None:
            raise InputError(f"{gold.folder}: has no section {slug}")
        if section.split != "dev":
            raise InputError(f"{slug}: is of the test split; examples come from dev alone")
        if section.base != _EDITION:
            raise InputError(f"{slug}: its text is the publisher's; examples hold restated text alone")
        text = annotate(section.text, gold.month)
        examples.append(
            {
                "id": f"{gold.report}/{slug}",
                "month": gold.month,
                "heading": section.text.heading,
                "commodity": section.text.commodity,
                "text": section.text.body,
                "figures": [text.text(figure.start, figure.end) for figure in text.figures],
                "answer": answer_of(text, section).model_dump(mode="json"),
            }
        )
    return {"gold": gold.sha256[:12], "examples": examples}


def _with_all_extras(gold: GoldSet) -> dict[str, GoldSection]:
    """Return the sections by slug, each with the labels of every later version that the set has whole."""
    sections = {section.slug: section for section in gold.sections}
    for schema in listed_schemas():
        for section in with_extras(gold, schema.id).sections:
            before = sections[section.slug].extras
            records = {**before, **section.extras}
            merged = {name: {**before.get(name, {}), **records[name]} for name in records}
            sections[section.slug] = replace(section, extras=merged)
    return sections


def answer_of(text: Annotated, section: GoldSection) -> Answer:
    """Return the right answer to a section, as its labels say it.

    Raises:
        InputError: a figure is read otherwise than labelled, or is neither labelled nor rejected.
    """
    figures = {(figure.start, figure.end): figure for figure in text.figures}
    labelled: list[FigureLabel] = []
    missed: list[MissedLabel] = []
    movements: list[MovementLabel] = []
    for number, label in enumerate(section.labels.metrics, start=1):
        more = dict(section.extras.get(f"m{number}", {}))
        if label.figure is None:
            movements.append(MovementLabel(**_common(text, label), **_way(label), more=more))
            continue
        figure = figures.get(label.figure.of(_EDITION) or (0, 0))
        if figure is not None:
            labelled.append(_figure(text, section.slug, label, figure).model_copy(update={"more": more}))
        else:
            missed.append(_missed(text, label, label.figure).model_copy(update={"more": more}))
    claimed = {label.figure for label in labelled}
    runs = ((figures.get(run.of(_EDITION) or (0, 0)), run.reason) for run in section.labels.rejected)
    rejected = tuple(
        Rejection(figure=figure.number, reason=reason)
        for figure, reason in runs
        if figure is not None and figure.number not in claimed
    )
    told = claimed | {entry.figure for entry in rejected}
    left = [figure.number for figure in text.figures if figure.number not in told]
    if left:
        raise InputError(f"{section.slug}: figure {left[0]} is neither labelled nor rejected")
    return Answer(
        figures=tuple(labelled),
        movements=tuple(movements),
        rejected=rejected,
        misread=(),
        missed=tuple(missed),
        drivers=tuple(
            _driver(text, label).model_copy(update={"more": dict(section.extras.get(f"d{number}", {}))})
            for number, label in enumerate(section.labels.drivers, start=1)
        ),
    )


def _common(text: Annotated, label: MetricLabel | GoldDriver) -> dict[str, Any]:
    names = ("period", "status", "segment", "region", "entity")
    shared = {name: getattr(label, name) for name in names}
    if isinstance(label, MetricLabel):
        shared.update(indicator=label.indicator, basis=label.basis)
    return {**shared, "sentences": _sentences(text, label.evidence), "confidence": None}


def _sentences(text: Annotated, place: EditionSpans) -> tuple[int, ...]:
    start, end = place.of(_EDITION) or (0, 0)
    return tuple(s.number for s in text.sentences if s.start < end and start < s.end)


def _way(label: MetricLabel) -> dict[str, Any]:
    return {"direction": label.direction}


def _figure(text: Annotated, slug: str, label: MetricLabel, figure: Figure) -> FigureLabel:
    read = {abs(end) for end in (figure.value, figure.value_max) if end is not None}
    said = {abs(end) for end in (label.value, label.value_max) if end is not None}
    if read != said or figure.unit != label.unit:
        raise InputError(f"{slug}: figure {figure.number} is read otherwise than it is labelled")
    return FigureLabel(
        **_common(text, label),
        figure=figure.number,
        **_way(label),
        negative=label.basis is Basis.LEVEL and (label.value or 0) < 0 and not figure.signed,
    )


def _missed(text: Annotated, label: MetricLabel, figure: EditionSpans) -> MissedLabel:
    start, end = figure.of(_EDITION) or (0, 0)
    common = _common(text, label)
    holding = next(s.number for s in text.sentences if s.start <= start < s.end)
    del common["sentences"]
    negative = label.basis is Basis.LEVEL and (label.value or 0) < 0
    quote = text.text(start, end)
    return MissedLabel(**common, **_way(label), quote=quote, sentence=holding, negative=negative)


def _driver(text: Annotated, label: GoldDriver) -> DriverLabel:
    return DriverLabel(
        **_common(text, label),
        category=label.category,
        cause=label.cause,
        effect=label.effect,
        direction=label.direction,
    )
