"""Extraction: report in, run folder out.

    report file -- read --> Report -- annotate --> numbered sentences and figures
        -- ask (a model, or the rules) --> Answer -- resolve --> records -- check --> findings
        -- store --> run folder -- tables

From a script:

    from extract import extract, frames
    run, manifest = extract("report.txt")
    metrics = frames(run).metrics

Importing this package loads neither pandas, an API client, nor the rules.
"""

from typing import TYPE_CHECKING, Any

from extract.annotate import annotate
from extract.api import Frames, extract, frames
from extract.ask import Answerer, Reply, Usage
from extract.check import check
from extract.document import Annotated, Excluded, Figure, Report, Section, Sentence
from extract.model.settings import Settings
from extract.reading import read_report
from extract.resolve import Resolution, resolve

if TYPE_CHECKING:
    from extract.rules import Rules

__all__ = [
    "Annotated",
    "Answerer",
    "Excluded",
    "Figure",
    "Frames",
    "Reply",
    "Report",
    "Resolution",
    "Rules",
    "Section",
    "Sentence",
    "Settings",
    "Usage",
    "annotate",
    "check",
    "extract",
    "frames",
    "read_report",
    "resolve",
]


def __getattr__(name: str) -> Any:
    """Load the rules when they are asked for: a model's run can do without their lexicons for long."""
    if name == "Rules":
        from extract.rules import Rules

        return Rules
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
