"""Baselines: scores that later runs are compared with, kept under `eval/baselines/`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from eval.runs import read_json
from eval.scores_json import SCORES, write_scores
from schemas.errors import InputError

__all__ = ["BASELINES", "bless", "read_scores"]

BASELINES = Path(__file__).parent / "baselines"

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


def read_scores(path: Path) -> dict[str, Any]:
    """Return the scores of a run folder, of a file, or of a baseline by its name.

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
        return read_json(stored)
    if not path.exists():
        raise InputError(f"{path}: no such run folder, scores file or baseline")
    return read_json(path)


def bless(run: Path, name: str | None = None, folder: Path = BASELINES) -> Path:
    """Store a run's scores as a baseline and return its file; one of the same name is replaced.

    The name is the model's, unless told. What a baseline holds of the report is offsets and terms:
    the words of causes are left out, since they may be the publisher's.

    Raises:
        InputError: the run is not scored, the name is no file name, or the file cannot be written.
    """
    scores = read_scores(run)
    name = name or re.sub(r"[^a-z0-9._-]+", "-", str(scores.get("model") or "baseline").lower())
    if not _NAME.fullmatch(name):
        raise InputError(f"--name {name}: use lower-case letters, digits, '.', '_' and '-'")
    for error in scores.get("errors", []):
        for side in ("gold", "predicted"):
            if error.get(side):
                error[side].pop("cause", None)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror})") from error
    file = folder / f"{name}.json"
    write_scores(scores, file)
    return file
