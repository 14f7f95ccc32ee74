"""Whole sections with all their labels: the extractor is held to what it makes of them."""

from __future__ import annotations

from pathlib import Path

from eval.counts import total
from extract.rules import Rules
from training import short, short_causes

FOLDER = Path(__file__).parents[1] / "gold" / "short" / "overviews"
LEAST = {False: (0.965, 0.915, 0.92), True: (0.955, 0.915, 0.87)}
"""The least F1 of metrics, drivers and movements, of sections that may be read and of those only counted."""


def test_the_extractor_reads_whole_sections_as_well_as_it_did() -> None:
    rules, paths = Rules(), sorted(FOLDER.glob("*.jsonl"))
    assert paths
    figures = [(item, short.compared(item, rules)[0]) for path in paths for item in short.items(path)]
    causes = [
        (item, short_causes.compared(item, rules)) for path in paths for item in short_causes.items(path)
    ]
    for is_kept_out, least in LEAST.items():
        told = [outcome for item, outcome in causes if item.is_kept_out is is_kept_out]
        reached = (
            total([counts for item, counts in figures if item.is_kept_out is is_kept_out]).f1,
            total([outcome.drivers for outcome in told]).f1,
            total([outcome.movements for outcome in told]).f1,
        )
        assert all(f1 is not None and f1 >= bar for f1, bar in zip(reached, least, strict=True)), reached
