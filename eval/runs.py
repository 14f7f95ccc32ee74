"""A run as the scorer reads it: `extractions.jsonl`, and `run.json` where there is one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from schemas.errors import InputError
from schemas.records import SectionResult
from schemas.versions import find_schema

__all__ = ["Run", "load_run", "read_json"]

_SECTIONS = "sections.jsonl"


@dataclass(frozen=True, slots=True)
class Run:
    """A run's lines, its manifest (empty where there is none), and its sections' texts by their hash."""

    path: Path
    results: tuple[SectionResult, ...]
    manifest: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def only_sections(self) -> tuple[str, ...]:
        """Return the slugs that the run was told to do alone; () for all of them."""
        listed = self.manifest.get("only_sections")
        return tuple(slug for slug in listed if isinstance(slug, str)) if isinstance(listed, list) else ()

    @property
    def schema_id(self) -> str:
        """Return the version of the answer schema of the run's lines, as "assay/2"."""
        return find_schema(self.results[0].schema_).id

    @property
    def shots(self) -> tuple[str, ...]:
        """Return the gold sections that the prompt showed as examples, each as REPORT/SLUG."""
        listed = self.manifest.get("shots")
        return tuple(shot for shot in listed if isinstance(shot, str)) if isinstance(listed, list) else ()

    @property
    def schema(self) -> str:
        """Return the schema that the run's answers had, else the version of its lines."""
        named = self.manifest.get("schema")
        return named if isinstance(named, str) else f"result/{self.results[0].schema_}"


def load_run(path: Path) -> Run:
    """Return the run in a folder (or in a file of the form of `extractions.jsonl`).

    Raises:
        InputError: there is no such file, or a line is not of the form; the message names the line.
    """
    file = path / "extractions.jsonl" if path.is_dir() else path
    try:
        content = file.read_text(encoding="utf-8", errors="surrogatepass")
    except (OSError, UnicodeError) as error:
        raise InputError(f"{file}: cannot be read; give the folder of a finished run") from error
    results = tuple(
        _line(file, n, line) for n, line in enumerate(content.split("\n"), start=1) if line.strip()
    )
    if not results:
        raise InputError(f"{file}: holds no section; nothing to score")
    if not path.is_dir():
        return Run(path, results)
    manifest = path / "run.json"
    return Run(path, results, read_json(manifest) if manifest.exists() else {}, _texts(path / _SECTIONS))


def _texts(file: Path) -> dict[str, str]:
    """Return the texts that a run folder keeps of its sections, by their hash.

    A text is taken only where it has the hash it should; a file that is absent or cut off is no
    fault, since a score can do without the texts.
    """
    texts: dict[str, str] = {}
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeError):
        return texts
    for line in lines:
        try:
            section = json.loads(line)
            text, digest = str(section["text"]), str(section["text_sha256"])
        except (ValueError, KeyError, TypeError):
            continue
        if sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == digest:
            texts[digest] = text
    return texts


def read_json(file: Path) -> dict[str, Any]:
    """Return the JSON object of a file.

    Raises:
        InputError: the file cannot be read, or holds no object.
    """
    try:
        loaded = json.loads(file.read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(f"{file}: cannot be read as JSON") from error
    if not isinstance(loaded, dict):
        raise InputError(f"{file}: must hold a JSON object")
    return loaded


def _line(file: Path, number: int, line: str) -> SectionResult:
    try:
        return SectionResult.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = " ".join(str(part) for part in first["loc"])
        raise InputError(f"{file}: line {number}: {place}: {first['msg']}") from error
