"""`results.json`: the rows of the board, kept in the experiment's folder, without times of day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.runs import read_json
from eval.scores_json import write_text

__all__ = ["FORM", "RESULTS", "load_rows", "results_of", "write_results"]

RESULTS = "results.json"
FORM = "assay-experiment/1"


def results_of(rows: Sequence[dict[str, Any]], base: str) -> dict[str, Any]:
    """Return the object of the file."""
    return {"experiment": FORM, "baseline": base, "cells": list(rows)}


def write_results(results: dict[str, Any], folder: Path) -> None:
    """Write the file.

    Raises:
        InputError: it cannot be written.
    """
    write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", folder / RESULTS)


def load_rows(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the rows of an earlier start by name; none where there was none, or of another form."""
    file = folder / RESULTS
    if not file.exists():
        return {}
    loaded = read_json(file)
    if loaded.get("experiment") != FORM:
        return {}
    return {row["name"]: row for row in loaded.get("cells", []) if isinstance(row, dict) and "name" in row}
