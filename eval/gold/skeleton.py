"""The skeleton of a gold set: a report's sections, its figures, and guesses that nobody has reviewed.

set.yaml                        report, month, sections with their split
sections/<slug>/labels.yaml     guesses, each with `reviewed: false`; figures without one under `open`
sections/<slug>/restated.txt    the text, where it is our own
sections/<slug>/publisher.txt   the text, where it is the publisher's: for this machine alone
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from eval.gold.write import labels_text, set_text
from eval.labels import TEXT_FILES, DriverLabel, Edition, EditionSpans, Labels, MetricLabel, RejectedLabel
from extract.annotate import annotate
from extract.document import Annotated, Report
from schemas.records import Driver, Metric, SectionResult

__all__ = ["LABELS_HEAD", "skeleton"]

LABELS_HEAD = """\
# Guesses, not labels: an entry with `reviewed: false` has been looked at by nobody. Read the section, mend
# the entry or delete it, then take its line `reviewed: false` out. Under `open` stand figures that nobody
# has labelled: each becomes a metric or goes under `rejected` with its reason. `assay gold check` counts.
"""
_SET_HEAD = """\
# A gold set in the making. The split is to be settled before anything is tuned on the set, then fixed.
"""
_IGNORED = "# The publisher's text is not ours to distribute: labels hold offsets into it.\npublisher.txt\n"

_Label = TypeVar("_Label", bound=BaseModel)
Span = tuple[int, int]


def skeleton(report: Report, guesses: Iterable[SectionResult], edition: Edition) -> dict[str, str]:
    """Return the files of a new gold set, path in its folder -> content. Pure.

    `guesses` are lines of a run on the same text; a guess about another text is left out, since its
    offsets would mark other words.
    """
    by_text = {(guess.section, guess.text_sha256): guess for guess in guesses}
    turn: dict[str, int] = defaultdict(int)
    files: dict[str, str] = {}
    listed: list[dict[str, str]] = []
    for section in report.sections:
        group = section.group or "other"
        entry = {"slug": section.slug, "split": ("dev", "test")[turn[group] % 2], "heading": section.heading}
        turn[group] += 1
        if edition == "publisher":
            entry["publisher_sha256"] = section.sha256
        listed.append(entry)
        folder = f"sections/{section.slug}"
        guess = by_text.get((section.slug, section.sha256))
        labels = _labels(annotate(section, report.month), guess, edition)
        files[f"{folder}/labels.yaml"] = labels_text(labels, LABELS_HEAD)
        files[f"{folder}/{TEXT_FILES[edition]}"] = section.body + "\n"
    if edition == "publisher":
        files[".gitignore"] = _IGNORED
    fields: Mapping[str, Any] = {
        "report": report.id,
        "month": report.month,
        "title": f"Report {report.id} of {report.month}",
        "editions": [edition],
    }
    return {"set.yaml": set_text(_SET_HEAD, fields, listed), **files}


def _labels(text: Annotated, guess: SectionResult | None, edition: Edition) -> Labels:
    """Return guesses as unreviewed labels; figures that no label holds are open."""
    metrics = tuple(_made(MetricLabel, guess.metrics, edition)) if guess else ()
    drivers = tuple(_made(DriverLabel, guess.drivers, edition)) if guess else ()
    runs = [(run.start, run.end, run.reason) for run in (guess.rejected if guess else text.excluded)]
    rejected = tuple(
        RejectedLabel.model_validate({edition: (start, end), "reason": reason, "reviewed": False})
        for start, end, reason in runs
    )
    held = [figure.of(edition) for metric in metrics if (figure := metric.figure) is not None]
    held += [run.of(edition) for run in rejected]
    taken = [span for span in held if span is not None]
    found: list[Span] = [(figure.start, figure.end) for figure in text.figures]
    found += [(span.start, span.end) for span in guess.unclaimed] if guess else []
    open_ = sorted({span for span in found if not any(_overlap(span, other) for other in taken)})
    places = tuple(EditionSpans.model_validate({edition: span}) for span in open_)
    return Labels(metrics=metrics, drivers=drivers, rejected=rejected, open=places)


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _made(model: type[_Label], records: Iterable[Metric | Driver], edition: Edition) -> Iterator[_Label]:
    """Yield records as labels; one that no label may be (a movement without direction) is none."""
    for record in records:
        # A later schema's fields are not among a label's own: `gold migrate` asks for them.
        fields = record.model_dump(include=set(model.model_fields))
        for name in ("evidence", "figure"):
            if fields.get(name) is not None:
                fields[name] = {edition: (fields[name]["start"], fields[name]["end"])}
        try:
            yield model.model_validate({**fields, "reviewed": False})
        except ValidationError:
            continue
