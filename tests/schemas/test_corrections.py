from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.corrections import CORRECTIONS_FORM, read_corrections
from schemas.errors import DataFileError


def file(path: Path, **changes: Any) -> Path:
    correction = {
        "report": "r", "section": "tin", "text_sha256": "0" * 64, "kind": "metric", "id": "m-1",
        "verdict": "wrong", "fields": {"basis": "yoy"}, "note": None, "record": {"figure": [3, 9]},
    }  # fmt: skip
    run = {"signature": "s", "model": "rules", "model_version": "1", "schema": "assay/1"}
    form = {
        "form": CORRECTIONS_FORM,
        "run": run,
        "saved": "2025-02-20T09:00:00Z",
        "corrections": [{**correction, **changes}],
    }
    path.write_text(json.dumps(form), encoding="utf-8")
    return path


def test_a_file_of_the_form_is_read(tmp_path: Path) -> None:
    (one,) = read_corrections(file(tmp_path / "c.json")).corrections
    assert (one.verdict, one.fields) == ("wrong", {"basis": "yoy"})


def test_a_metric_that_is_no_fact_may_have_a_reason(tmp_path: Path) -> None:
    (one,) = read_corrections(file(tmp_path / "c.json", fields={}, reason="repeat")).corrections
    assert one.reason == "repeat"


@pytest.mark.parametrize(
    "changes",
    [
        {"fields": {"colour": "red"}},
        {"fields": {"basis": "sideways"}},
        {"fields": {"period": "January"}},
        {"fields": {"value": None}},
        {"verdict": "right"},
        {"verdict": "maybe"},
        {"kind": "figure"},
        {"id": None},
        {"reason": "grade"},
        {"fields": {}, "reason": "because"},
        {"text": "the publisher's words"},
    ],
)
def test_what_is_not_of_the_form_is_refused_in_one_line(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(DataFileError, match="is no file of corrections") as caught:
        read_corrections(file(tmp_path / "c.json", **changes))
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="cannot be read"):
        read_corrections(tmp_path / "none.json")
