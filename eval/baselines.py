"""Baselines: what later runs are compared with, small enough to be kept in version control.

A baseline is `scores.json` cut down to what a comparison needs: the signature, and of each section
its counts, which gold records were found right, and a hash of each spurious record. It holds no text
of the report, one line a section.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.compare import JUDGED
from eval.fields import added_fields, field_counts
from eval.runs import read_json
from eval.scores_json import SCORES, write_text
from eval.turned import GATED_KINDS, spurious_key
from schemas.errors import InputError

__all__ = ["BASELINES", "bless", "cut_down", "read_scores"]

BASELINES = Path(__file__).parent / "baselines"

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
_FORM = "assay-baseline/1"
_LETTERS = {"right": "R", "strict": "s", "wrong": "-"}
_KEPT = ("report", "split", "group", "cluster", "gold", "status", "slices")


def read_scores(path: Path) -> dict[str, Any]:
    """Return the scores of a run folder, of a file, or of a baseline by its name or file.

    Raises:
        InputError: there are none; the message says how to make them.
    """
    if path.is_dir():
        file = path / SCORES
        if not file.exists():
            raise InputError(f"{path}: is not scored; run: assay score {path}")
        return read_json(file)
    stored = BASELINES / f"{path}.json"
    if not path.exists() and _NAME.fullmatch(str(path)) and stored.exists():
        path = stored
    if not path.exists():
        raise InputError(f"{path}: no such run folder, scores file or baseline")
    loaded = read_json(path)
    return _filled(path, loaded) if "baseline" in loaded else loaded


def bless(run: Path, name: str | None = None, folder: Path = BASELINES) -> Path:
    """Store a run's scores as a baseline and return its file; one of the same name is replaced.

    The name is the model's, unless told.

    Raises:
        InputError: the run is not scored, the name is no file name, or the file cannot be written.
    """
    scores = read_scores(run)
    name = name or re.sub(r"[^a-z0-9._-]+", "-", str(scores.get("model") or "baseline").lower())
    if not _NAME.fullmatch(name):
        raise InputError(f"--name {name}: use lower-case letters, digits, '.', '_' and '-'")
    try:
        small = cut_down(scores)
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{run}: not scores.json of this version ({error!r}): score it again") from error
    file = folder / f"{name}.json"
    write_text(_lines(small), file)
    return file


def cut_down(scores: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a baseline keeps of `scores.json`."""
    return {
        "baseline": _FORM,
        **{key: scores[key] for key in ("signature", "edition", "model", "gold_sets", "repeats", "sections")},
        "f1": {name: scores[name.split(".")[0]][name.split(".")[1]]["f1"] for name in JUDGED},
        "fields": {n: c.to_json() for n, c in field_counts(scores, list(scores["per_section"])).items()},
        "per_section": {name: _small(name, scores) for name in scores["per_section"]},
    }


def _small(name: str, scores: Mapping[str, Any]) -> dict[str, Any]:
    section = scores["per_section"][name]
    errors = [error for error in scores["errors"] if error["section"] == name]
    return {
        **{key: section[key] for key in _KEPT},
        "tallies": {tier: section["tallies"][tier] for tier in (*JUDGED, *added_fields(scores, [name]))},
        "right": {
            side: "".join(_LETTERS[how] for record, how in section["right"].items() if record[0] == side)
            for side in ("m", "d")
        },
        "gated": sorted({f"{e['kind']} {e['gold']['id']}" for e in errors if e["kind"] in GATED_KINDS}),
        "spurious": sorted(spurious_key(error) for error in errors if error["gold"] is None),
    }


def _lines(small: Mapping[str, Any]) -> str:
    """Return a baseline as JSON with one line a section, so that a change of it can be read."""
    head = {key: value for key, value in small.items() if key != "per_section"}
    rows = (f"  {json.dumps(name)}: {_packed(part)}" for name, part in small["per_section"].items())
    return (
        "{\n"
        + "".join(f" {json.dumps(key)}: {_packed(value)},\n" for key, value in head.items())
        + ' "per_section": {\n'
        + ",\n".join(rows)
        + "\n }\n}\n"
    )


def _packed(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _filled(path: Path, small: Mapping[str, Any]) -> dict[str, Any]:
    """Return a baseline in the form of `scores.json`, as far as a comparison looks at it."""
    if small.get("baseline") != _FORM:
        raise InputError(f"{path}: a baseline of another version: bless it again")
    ways = {letter: how for how, letter in _LETTERS.items()}
    filled: dict[str, Any] = {**small, "errors": [], "per_section": {}}
    try:
        for name, part in small["per_section"].items():
            right = {
                f"{side}{number}": ways[letter]
                for side in ("m", "d")
                for number, letter in enumerate(part["right"][side], start=1)
            }
            filled["per_section"][name] = {**part, "right": right, "ungrounded": []}
            for gated in part["gated"]:
                kind, record = gated.split()
                filled["errors"].append(_error(name, kind, gold={"id": record}))
            filled["errors"] += [_error(name, "spurious", key=key) for key in part["spurious"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{path}: is no whole baseline ({error!r}): bless it again") from error
    return filled


def _error(section: str, kind: str, **told: Any) -> dict[str, Any]:
    return {"section": section, "kind": kind, "side": "", "gold": None, "predicted": None, **told}
