"""Replay: a recorded run's answers resolved anew, by this program's resolver and checks, without a call."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from extract.derive import under
from extract.overlay.force import overlaid
from extract.overlay.form import Overlay, load_overlay
from extract.run import begin, conclude
from extract.store.folder import ANSWERS, OVERLAY, SECTIONS, RunFolder
from extract.store.lines import answer_line, read_section
from extract.store.manifest import Inputs, Manifest
from schemas.errors import RunFolderError
from schemas.versions import DEFAULT, find_schema

__all__ = ["overlay_of", "replay"]


def replay(run: Path, out: Path, schema: str | None = None) -> tuple[Path, Manifest]:
    """Write into `out` what the answers of `run` come to now, and return it with its manifest.

    Sections, sentences and figures are those recorded. Under another version of the answer schema (the
    recorded one unless told), its answers are what that version can say of the recorded ones; what it
    adds is null. Tokens and cost are those of the recorded run.

    Raises:
        RunFolderError: `run` holds no finished run, was numbered by another version of the annotator,
            or `out` holds something else.
        InputError: there is no such version of the schema.
    """
    source = RunFolder(run)
    recorded = source.read_manifest()
    with overlaid(overlay_of(run)):
        return _replayed(source, recorded, out, schema)


def overlay_of(run: Path) -> Overlay | None:
    """Return the overlay that a run was made with, from its folder; None where it had none."""
    file = run / OVERLAY
    return load_overlay(file) if file.exists() else None


def _replayed(
    source: RunFolder, recorded: dict[str, Any], out: Path, schema: str | None
) -> tuple[Path, Manifest]:
    run = source.path
    version = find_schema(schema or str(recorded.get("schema") or DEFAULT))
    if run.resolve() == out.resolve():
        raise RunFolderError(f"{out}: is the recorded run itself; give another --out")
    lines = list(source.lines(SECTIONS))
    keys = [(report, section.section.slug) for report, section in map(read_section, lines)]
    places = source.answer_index().places
    unanswered = [slug for report, slug in keys if (report, slug) not in places]
    if unanswered or not keys:
        raise RunFolderError(
            f"{run}: is not finished ({', '.join(unanswered) or 'no section'} has no answer)"
        )
    inputs = replace(_inputs(run, recorded), schema=version.id, schema_sha256=version.sha256)
    folder = RunFolder(out)
    with folder.opened(inputs):
        manifest = replace(begin(folder, inputs), replay_of=str(recorded.get("signature")))
        folder.write_lines(SECTIONS, lines)
        with source.reading_answers() as answer_at:
            told = (answer_line(under(version, answer_at(places[key][0]))) for key in keys)
            folder.write_lines(ANSWERS, told)
        return folder.path, conclude(folder, manifest)


def _inputs(run: Path, recorded: dict[str, Any]) -> Inputs:
    try:
        return Inputs.from_json(recorded)
    except (KeyError, TypeError, ValueError) as error:
        raise RunFolderError(f"{run}: its run.json is of another version of Assay ({error})") from error
