"""Synthetic gold sets and runs: every sentence here is ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from eval.records import DriverRecord, MetricRecord
from schemas.vocabulary import Basis, Category, Direction, Indicator, Qualifier, Status

BODY = (
    "Output of {name} came to 12,300 mt in January, up about 4.2% MoM and down 1.5% YoY.\n"
    "Large smelters ran at 81.5%; small smelters ran at 60.5%. Weak orders held plants back, "
    "and a furnace failure cut output further.\n"
    "February output is likely to fall by 900 mt."
)
SCOPE = {"segment": None, "region": None, "entity": None}


@pytest.fixture
def metric() -> Callable[..., MetricRecord]:
    """Return a maker of metrics: a rise of 5 percent of production, with what is given changed."""

    def make(**changed: Any) -> MetricRecord:
        fields: dict[str, Any] = {
            "id": "m1",
            "indicator": Indicator.PRODUCTION,
            "basis": Basis.MOM,
            "value": Decimal(5),
            "value_max": None,
            "unit": "percent",
            "direction": Direction.UP,
            "qualifier": Qualifier.EXACT,
            "period": "2025-01",
            "status": Status.ACTUAL,
            **SCOPE,
            "figure": (10, 12),
            "evidence": (0, 20),
        } | changed
        return MetricRecord(**fields)

    return make


@pytest.fixture
def driver() -> Callable[..., DriverRecord]:
    """Return a maker of drivers: weak demand that lowers production, with what is given changed."""

    def make(**changed: Any) -> DriverRecord:
        fields: dict[str, Any] = {
            "id": "d1",
            "category": Category.DEMAND,
            "cause": "weak orders",
            "effect": Indicator.PRODUCTION,
            "direction": Direction.DOWN,
            "period": "2025-01",
            "status": Status.ACTUAL,
            **SCOPE,
            "evidence": (0, 40),
        } | changed
        return DriverRecord(**fields)

    return make


def _place(body: str, run: str) -> dict[str, list[int]]:
    start = body.index(run)
    return {"restated": [start, start + len(run)], "publisher": [start + 7, start + 7 + len(run)]}


def _metric(body: str, evidence: str, figure: str, **fields: Any) -> dict[str, Any]:
    return {
        "indicator": "production", "basis": "mom", "value_max": None, "direction": None, "qualifier": "exact",
        "period": "2025-01", "status": "actual", **SCOPE, "unit": "percent",
        "figure": _place(body, figure), "evidence": _place(body, evidence), **fields,
    }  # fmt: skip


def _driver(body: str, evidence: str, **fields: Any) -> dict[str, Any]:
    return {
        "effect": "production", "direction": "down", "period": "2025-01", "status": "actual", **SCOPE,
        "evidence": _place(body, evidence), **fields,
    }  # fmt: skip


def _labels(body: str) -> dict[str, Any]:
    headline = body.split("\n", maxsplit=1)[0]
    return {
        "metrics": [
            _metric(body, headline, "12,300 mt", basis="level", value=12300, unit="mt"),
            _metric(body, headline, "4.2%", value=4.2, direction="up", qualifier="approximately"),
            _metric(body, headline, "1.5%", basis="yoy", value=-1.5, direction="down"),
            _metric(
                body, "Large smelters ran at 81.5%", "81.5%",
                indicator="operating_rate", basis="level", value=81.5, segment="large smelters",
            ),
            _metric(
                body, "small smelters ran at 60.5%", "60.5%",
                indicator="operating_rate", basis="level", value=60.5, segment="small smelters",
            ),
            _metric(
                body, "February output is likely to fall by 900 mt", "900 mt",
                value=-900, unit="mt", direction="down", period="2025-02", status="forecast",
            ),
        ],
        "drivers": [
            _driver(body, "Weak orders held plants back", category="demand", cause="weak orders"),
            _driver(body, "a furnace failure cut output", category="equipment_failure", cause="furnace"),
        ],
        "rejected": [],
    }  # fmt: skip


@pytest.fixture
def gold_folder(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of gold folders with `n` sections, both editions' hashes known."""

    def make(n: int = 54) -> Path:
        folder = tmp_path / "gold"
        listed = []
        for number in range(n):
            slug, body = f"metal-{number}", BODY.format(name=f"metal {number}")
            place = folder / "sections" / slug
            place.mkdir(parents=True)
            (place / "restated.txt").write_text(body + "\n", encoding="utf-8")
            (place / "labels.yaml").write_text(yaml.safe_dump(_labels(body)), encoding="utf-8")
            listed.append(
                {
                    "slug": slug,
                    "split": "dev" if number % 2 else "test",
                    "heading": f"Metal {number}",
                    "publisher_sha256": sha256(f"Weekly {body}".encode()).hexdigest(),
                }
            )
        content = {"report": "made-up", "month": "2025-01", "title": "A made-up report", "sections": listed}
        (folder / "set.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
        return folder

    return make


@pytest.fixture
def perfect_run(tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    """Return a maker of the lines of a run that says just what the labels say."""

    def make(folder: Path, edition: str = "restated") -> list[dict[str, Any]]:
        listed = yaml.safe_load((folder / "set.yaml").read_text())["sections"]
        lines = []
        for entry in listed:
            place = folder / "sections" / entry["slug"]
            body = (place / "restated.txt").read_text().removesuffix("\n")
            text = body if edition == "restated" else f"Weekly {body}"
            lines.append(_line(entry, text, yaml.safe_load((place / "labels.yaml").read_text()), edition))
        return lines

    return make


def _line(entry: dict[str, Any], text: str, labels: dict[str, Any], edition: str) -> dict[str, Any]:
    def span(spans: dict[str, list[int]] | None) -> dict[str, Any] | None:
        if spans is None:
            return None
        start, end = spans[edition]
        return {"start": start, "end": end, "text": text[start:end]}

    def record(label: dict[str, Any], name: str) -> dict[str, Any]:
        places = {key: span(label[key]) for key in ("figure", "evidence") if key in label}
        return {**label, **places, "id": name, "confidence": None, "findings": []}

    return {
        "schema": "1", "report": "made-up", "month": "2025-01", "section": entry["slug"], "commodity": None,
        "heading": entry["heading"], "status": "ok", "error": None,
        "text_sha256": sha256(text.encode()).hexdigest(),
        "metrics": [record(m, f"m-{n}") for n, m in enumerate(labels["metrics"])],
        "drivers": [record(d, f"d-{n}") for n, d in enumerate(labels["drivers"])],
        "unclaimed": [], "rejected": [],
    }  # fmt: skip


@pytest.fixture
def write_run(tmp_path: Path) -> Callable[..., Path]:
    """Return a writer of run folders."""

    def write(lines: list[dict[str, Any]], name: str = "run", manifest: dict[str, Any] | None = None) -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        content = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / "extractions.jsonl").write_text(content, encoding="utf-8")
        if manifest is not None:
            (folder / "run.json").write_text(json.dumps(manifest), encoding="utf-8")
        return folder

    return write
