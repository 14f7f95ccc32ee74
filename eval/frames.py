"""Frames in: tables in the form of `metrics.csv` and `drivers.csv`, as a run or as a gold set.

A missing cell (None, NaN) is null. The apostrophe that guards a CSV cell from a spreadsheet is taken
off a text that is one character longer than its span.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from eval.goldset import GoldSection, GoldSet
from eval.labels import DriverLabel, EditionSpans, Labels, MetricLabel
from eval.runs import Run
from extract.document import Section
from extract.reading.commodities import load_commodities
from schemas.errors import InputError
from schemas.records import Driver, Metric, SectionResult, TextSpan
from schemas.vocabulary import SectionStatus

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["gold_of_frames", "run_of_frames"]

_Model = TypeVar("_Model", bound=BaseModel)
_Row = dict[str, Any]

_PLACE = ("report", "section")
_SPANS = ("evidence", "figure")
_OWN = {"id", "confidence", "findings", *_SPANS}


class _Section:
    """The records of one section as they are gathered, with the columns that say where it is."""

    def __init__(self, row: _Row) -> None:
        self.row = row
        self.metrics: list[Metric] = []
        self.drivers: list[Driver] = []


def run_of_frames(
    metrics: DataFrame, drivers: DataFrame, sets: Sequence[GoldSet], edition: str = "restated"
) -> Run:
    """Return the frames as a run over gold sets; a gold section without rows is one with nothing found.

    Raises:
        InputError: a column is missing, a row is of no section of the sets or not of the form.
    """
    found = _gathered(metrics, drivers)
    known = {(gold.report, section.slug): (gold, section) for gold in sets for section in gold.sections}
    for report, slug in found:
        if (report, slug) not in known:
            raise InputError(f"report {report!r}, section {slug!r}: is in no gold set; give the one it is of")
    results = []
    for key, (gold, section) in known.items():
        told = found.get(key) or _Section({})
        digest = section.publisher_sha256 if edition == "publisher" else section.text.sha256
        results.append(
            SectionResult(
                report=gold.report,
                month=gold.month,
                section=section.slug,
                commodity=section.text.commodity,
                heading=section.text.heading,
                status=SectionStatus.OK if told.metrics or told.drivers else SectionStatus.EMPTY,
                error=None,
                text_sha256=digest or "",
                metrics=tuple(told.metrics),
                drivers=tuple(told.drivers),
                unclaimed=(),
                rejected=(),
            )
        )
    return Run(Path("frames"), tuple(results))


def gold_of_frames(metrics: DataFrame, drivers: DataFrame) -> tuple[GoldSet, ...]:
    """Return the frames as gold sets, one a report, sections in order of appearance.

    A column `split` ("dev" or "test") is kept; without it all sections are `dev`. There is no text, so
    the last printed digit is not known.

    Raises:
        InputError: a column is missing, a row is not of the form, or there is no row.
    """
    by_report: dict[str, list[GoldSection]] = {}
    months: dict[str, str] = {}
    for (report, slug), told in _gathered(metrics, drivers).items():
        by_report.setdefault(report, []).append(_gold_section(slug, told))
        months.setdefault(report, str(told.row.get("month") or ""))
    if not by_report:
        raise InputError("the gold frames hold no row: nothing to score against")
    return tuple(
        GoldSet(Path(report), report, months[report], report, tuple(sections), ("restated",))
        for report, sections in by_report.items()
    )


def _gold_section(slug: str, told: _Section) -> GoldSection:
    heading = str(told.row.get("heading") or slug)
    known = load_commodities().find(heading)
    labels = Labels(
        metrics=tuple(
            _checked(MetricLabel, _label(m) | {"figure": m.figure and _place(m.figure)}, told.row)
            for m in told.metrics
        ),
        drivers=tuple(_checked(DriverLabel, _label(d), told.row) for d in told.drivers),
    )
    text = Section(
        number=1,
        slug=slug,
        heading=heading,
        start=0,
        end=0,
        body="",
        commodity=told.row.get("commodity") or (known.slug if known else None),
        group=known.group if known else None,
    )
    return GoldSection(text, "test" if told.row.get("split") == "test" else "dev", None, labels)


def _label(record: Metric | Driver) -> _Row:
    fields = {name: getattr(record, name) for name in type(record).model_fields if name not in _OWN}
    return fields | {"evidence": _place(record.evidence)}


def _place(span: TextSpan) -> EditionSpans:
    return EditionSpans(restated=(span.start, span.end))


def _gathered(metrics: DataFrame, drivers: DataFrame) -> dict[tuple[str, str], _Section]:
    """Return the records of both frames by report and section."""
    found: dict[tuple[str, str], _Section] = {}
    for name, frame, spans in (("metrics", metrics, _SPANS), ("drivers", drivers, _SPANS[:1])):
        for row in _rows(name, frame, spans):
            section = found.setdefault((str(row["report"]), str(row["section"])), _Section(row))
            if name == "metrics":
                section.metrics.append(_checked(Metric, _fields(Metric, row, spans), row))
            else:
                section.drivers.append(_checked(Driver, _fields(Driver, row, spans), row))
    return found


def _rows(name: str, frame: DataFrame, spans: Sequence[str]) -> Iterator[_Row]:
    model: type[BaseModel] = Metric if name == "metrics" else Driver
    needed = [*_PLACE, *(f for f, info in model.model_fields.items() if f not in _OWN and info.is_required())]
    needed += [f"{span}{end}" for span in spans for end in ("", "_start", "_end")]
    missing = [column for column in needed if column not in frame.columns]
    if missing:
        raise InputError(f"the frame of {name} has no column {', '.join(missing)}")
    whole = frame.astype(object).where(frame.notna(), None)
    for number, row in enumerate(whole.to_dict("records")):
        yield {str(key): value for key, value in row.items()} | {"_row": f"{name}, row {number}"}


def _fields(model: type[BaseModel], row: _Row, spans: Sequence[str]) -> _Row:
    fields = {name: row[name] for name in model.model_fields if name not in _OWN and name in row}
    for name in spans:
        fields[name] = _span(row, name)
    kept = {name: row.get(name) for name in ("id", "confidence")}
    return fields | kept | {"id": str(kept["id"] or row["_row"]), "findings": ()}


def _span(row: _Row, name: str) -> _Row | None:
    start, end, text = (row[f"{name}{part}"] for part in ("_start", "_end", ""))
    if start is None or end is None:
        return None
    text = str(text)
    if text.startswith("'") and len(text) == int(end) - int(start) + 1:
        text = text[1:]
    return {"start": int(start), "end": int(end), "text": text}


def _checked(model: type[_Model], fields: _Row, row: _Row) -> _Model:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        place = " ".join(str(part) for part in first["loc"])
        where = f"{row['_row']} ({row['report']}, {row['section']})"
        raise InputError(f"{where}: {place}: {first['msg'].removeprefix('Value error, ')}") from error
