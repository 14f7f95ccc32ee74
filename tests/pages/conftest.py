"""A scored section made by hand: its result, its text, and the entries of a scores.json about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from schemas.records import SectionResult

BODY = "Tin output fell 7.46% MoM to 12,500 mt & rose 3% YoY.\nOrders were <weak>, so plants cut 9 lines."
BASE = {
    "indicator": "production", "basis": "mom", "value": -7.46, "value_max": None, "unit": "percent",
    "direction": "down", "qualifier": "exact", "period": "2025-01", "status": "actual",
    "segment": None, "region": None, "entity": None,
}  # fmt: skip
CAUSE = {
    "category": "demand", "cause": "weak orders", "effect": "production", "direction": "down",
    "period": "2025-01", "status": "actual", "segment": None, "region": None, "entity": None,
}  # fmt: skip


def span(text: str) -> dict[str, Any]:
    start = BODY.index(text)
    return {"start": start, "end": start + len(text), "text": text}


def metric(id_: str, figure: str, **changes: Any) -> dict[str, Any]:
    line = BODY.split("\n", maxsplit=1)[0]
    rest = {"evidence": span(line), "figure": span(figure), "confidence": None, "findings": ()}
    return {"id": id_, **BASE, **rest, **changes}


def reading(record: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a record in the form in which scores.json gives it."""
    read = {k: v for k, v in record.items() if k not in ("confidence", "findings")}
    for name in ("evidence", "figure"):
        if read.get(name):
            read[name] = [read[name]["start"], read[name]["end"]]
    return {**read, **changes}


@pytest.fixture
def body() -> str:
    return BODY


@pytest.fixture
def result() -> SectionResult:
    """Return two metrics, a driver and two other figures."""
    driver = {
        "id": "d-1",
        **CAUSE,
        "evidence": span("Orders were <weak>"),
        "confidence": None,
        "findings": (),
    }
    return SectionResult.model_validate(
        {
            "schema": "1", "report": "r", "month": "2025-01", "section": "tin", "commodity": None,
            "heading": "Tin", "status": "ok", "error": None, "text_sha256": "0" * 64,
            "metrics": [
                metric("m-1", "7.46%"),
                metric("m-2", "12,500 mt", basis="level", value=12500, unit="mt", direction=None),
            ],
            "drivers": [driver],
            "unclaimed": [span("3%")],
            "rejected": [{**span("9"), "reason": "count_in_passing"}],
        }
    )  # fmt: skip


@pytest.fixture
def entry(result: SectionResult) -> Callable[..., dict[str, Any]]:
    """Return a maker of entries about a record of the result (by ref), or about one that is missing."""
    of = {"m0": result.metrics[0], "m1": result.metrics[1], "d0": result.drivers[0]}

    def make(kind: str, ref: str | None, gold: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
        side = "driver" if ref == "d0" or (gold and "category" in gold) else "metric"
        predicted = reading(of[ref].model_dump(mode="json")) if ref else None
        given = None
        if gold is not None:
            given = {**(predicted or {}), "id": "m9", **gold}
        return {"section": "tin", "side": side, "kind": kind, "severity": "major", "gold": given,
                "predicted": predicted, **more}  # fmt: skip

    return make


@pytest.fixture
def rise() -> dict[str, Any]:
    """Return a gold reading that the result lacks: the rise of 3% on the year."""
    return reading(metric("m3", "3%", basis="yoy", value=3, direction="up"))
