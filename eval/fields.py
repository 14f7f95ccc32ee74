"""Fields in a comparison: which got worse, and those that a later version of the answer schema added.

Which fields got worse is told beside the verdict. An added field that the base is scored on is judged
like any tier, and a run that lacks it altogether fails at once: its schema has given it up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.agree import DRIVER_FIELDS, METRIC_FIELDS
from eval.counts import NOTHING, Counts

__all__ = ["added_fields", "field_counts", "lost_fields"]

_OURS = {f"metrics.fields.{name}" for name in METRIC_FIELDS} | {
    f"drivers.fields.{name}" for name in DRIVER_FIELDS
}

Scores = Mapping[str, Any]


def field_counts(scores: Scores, sections: Sequence[str]) -> dict[str, Counts]:
    """Return the counts of each field over some sections; of a baseline, over all or not at all."""
    parts = scores["per_section"]
    if "fields" in scores:
        whole = len(sections) == len(parts)
        return {name: Counts(*counts) for name, counts in scores["fields"].items()} if whole else {}
    found: dict[str, Counts] = {}
    for section in sections:
        for name, counts in parts[section]["tallies"].items():
            if ".fields." in name:
                found[name] = found.get(name, NOTHING) + Counts(*counts)
    return found


def added_fields(scores: Scores, sections: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the added fields that some sections are scored on."""
    names = (name for s in sections for name in scores["per_section"][s]["tallies"] if ".fields." in name)
    return tuple(dict.fromkeys(name for name in names if name not in _OURS))


def lost_fields(base: Scores, run: Scores, sections: Sequence[str]) -> Iterator[str]:
    """Yield a line for each added field that the base is scored on and the run is not."""
    kept = set(added_fields(run, sections))
    for name in added_fields(base, sections):
        if name not in kept:
            side, _, field = name.replace(".fields", "").partition(".")
            yield f"{side} have no {field}, or the gold set has no labels of it under the run's schema"
