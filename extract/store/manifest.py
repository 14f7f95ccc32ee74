"""`run.json`: what a run was made from, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from extract.annotate import ANNOTATOR_VERSION
from extract.ask import Answerer
from extract.overlay.force import current
from schemas.versions import AnswerSchema, find_schema

__all__ = ["Inputs", "Manifest", "inputs_of", "now", "program_version"]


def program_version() -> str:
    """Return the installed version of Assay, or "0" from a bare checkout."""
    try:
        return version("assay-metals")
    except PackageNotFoundError:
        return "0"


def now() -> str:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that decides a run's answers: a run is resumed with the same inputs, refused with others.

    `shots` are the ids of the gold sections that the prompt may show.
    """

    reports: tuple[dict[str, str], ...]
    sections: tuple[str, ...]
    model: str
    model_version: str
    schema: str
    schema_sha256: str
    prompt: str | None
    shots: tuple[str, ...]
    annotator: str
    overlay: str | None
    parameters: dict[str, Any]

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Inputs:
        """Return the inputs that a manifest tells.

        Raises:
            KeyError: it is of another form.
        """
        return cls(
            reports=tuple(dict(report) for report in told["reports"]),
            sections=tuple(told["only_sections"]),
            model=told["model"],
            model_version=told["model_version"],
            schema=told["schema"],
            schema_sha256=told["schema_sha256"],
            prompt=told["prompt"],
            shots=tuple(told["shots"]),
            annotator=told["annotator"],
            overlay=told["overlay"],
            parameters=dict(told["parameters"]),
        )

    @property
    def signature(self) -> str:
        """Return a short hash over the inputs."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=True)
        return sha256(text.encode()).hexdigest()[:16]


def inputs_of(
    reports: Sequence[dict[str, str]],
    sections: Sequence[str],
    answerer: Answerer,
    parameters: dict[str, Any],
    schema: AnswerSchema,
) -> Inputs:
    """Return the inputs of a run over `reports`, as `survey` tells them: all sections, or some."""
    return Inputs(
        reports=tuple(reports),
        sections=tuple(sections),
        model=answerer.model,
        model_version=answerer.version,
        schema=schema.id,
        schema_sha256=schema.sha256,
        prompt=answerer.prompt,
        shots=tuple(getattr(answerer, "shots", ())),
        annotator=ANNOTATOR_VERSION,
        overlay=overlay.id if (overlay := current()) else None,
        parameters=dict(sorted(parameters.items())),
    )


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of `run.json`; `state` is "running" until all files are written.

    Then it is "complete", or "stopped" where some sections were not asked. `replay_of` is the signature of
    the run whose recorded answers this one resolves anew.
    """

    inputs: Inputs
    state: str
    started: str
    finished: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)
    tokens: dict[str, int] = field(default_factory=dict)
    cost: float | None = None
    replay_of: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object of `run.json`."""
        return {
            "signature": self.inputs.signature,
            "state": self.state,
            **{key: value for key, value in asdict(self.inputs).items() if key != "sections"},
            "reports": list(self.inputs.reports),
            "shots": list(self.inputs.shots),
            "only_sections": list(self.inputs.sections),
            "result": find_schema(self.inputs.schema).line,
            "program": program_version(),
            "started": self.started,
            "finished": self.finished,
            "counts": self.counts,
            "findings": self.findings,
            "tokens": self.tokens,
            "cost": self.cost,
            "replay_of": self.replay_of,
        }
