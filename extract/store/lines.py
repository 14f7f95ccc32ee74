"""The JSON lines of a run folder: sections with their spans, and answers as they came."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Self

from extract.annotate import ANNOTATOR_VERSION
from extract.ask import Usage
from extract.document import Annotated, Excluded, Figure, Section, Sentence
from schemas.answer import Answer
from schemas.errors import InputError, RunFolderError
from schemas.versions import DEFAULT, find_schema, lifted, said
from schemas.vocabulary import Qualifier, Reason

__all__ = ["StoredAnswer", "answer_line", "read_answer", "read_section", "section_line"]

_NOTHING = Usage()


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One line of `answers.jsonl`: an answer, or the reason why there is none.

    `schema` names the version that it was given under, and is stored in.
    """

    report: str
    section: str
    text_sha256: str
    answer: Answer | None
    error: str | None
    tries: int
    usage: Usage
    schema: str = DEFAULT

    @classmethod
    def without(
        cls, report: str, section: Section, error: str, tries: int = 0, usage: Usage = _NOTHING
    ) -> Self:
        """Return what is stored of a section that has no answer, and why."""
        return cls(report, section.slug, section.sha256, None, error, tries, usage)

    @property
    def key(self) -> tuple[str, str]:
        """Return what identifies the section within a run."""
        return self.report, self.section


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def section_line(report: str, section: Annotated) -> str:
    """Return the line of `sections.jsonl`; decimals are text, so that nothing is lost."""
    part = section.section
    return _dumped(
        {
            "report": report,
            "month": section.month,
            "number": part.number,
            "section": part.slug,
            "heading": part.heading,
            "commodity": part.commodity,
            "group": part.group,
            "start": part.start,
            "end": part.end,
            "annotator": ANNOTATOR_VERSION,
            "text_sha256": part.sha256,
            "text": part.body,
            "sentences": [[s.start, s.end] for s in section.sentences],
            "figures": [
                {
                    "start": f.start,
                    "end": f.end,
                    "sentence": f.sentence,
                    "value": str(f.value),
                    "value_max": None if f.value_max is None else str(f.value_max),
                    "unit": f.unit,
                    "qualifier": f.qualifier,
                    "signed": f.signed,
                    "step": str(f.step),
                }
                for f in section.figures
            ],
            "excluded": [[e.start, e.end, e.reason] for e in section.excluded],
        }
    )


def read_section(line: str) -> tuple[str, Annotated]:
    """Return the report's id and the annotated section of a line.

    Raises:
        RunFolderError: the line is broken, or another version of the annotator wrote it.
    """
    try:
        data = json.loads(line)
        if data["annotator"] != ANNOTATOR_VERSION:
            raise RunFolderError(
                f"sections.jsonl was written by annotator {data['annotator']}, this is "
                f"{ANNOTATOR_VERSION}: its answers cannot be replayed; start a new run folder"
            )
        section = Section(
            number=data["number"],
            slug=data["section"],
            heading=data["heading"],
            start=data["start"],
            end=data["end"],
            body=data["text"],
            commodity=data["commodity"],
            group=data["group"],
        )
        annotated = Annotated(
            section=section,
            month=data["month"],
            sentences=tuple(Sentence(n, *span) for n, span in enumerate(data["sentences"], 1)),
            figures=tuple(_figure(n, entry) for n, entry in enumerate(data["figures"], 1)),
            excluded=tuple(Excluded(a, b, Reason(reason)) for a, b, reason in data["excluded"]),
        )
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise RunFolderError(f"sections.jsonl has a broken line ({error})") from error
    return data["report"], annotated


def _figure(number: int, entry: dict[str, Any]) -> Figure:
    top = entry["value_max"]
    return Figure(
        number=number,
        start=entry["start"],
        end=entry["end"],
        sentence=entry["sentence"],
        value=Decimal(entry["value"]),
        value_max=None if top is None else Decimal(top),
        unit=entry["unit"],
        qualifier=Qualifier(entry["qualifier"]),
        signed=entry["signed"],
        step=Decimal(entry["step"]),
    )


def answer_line(stored: StoredAnswer) -> str:
    """Return the line of `answers.jsonl`."""
    answer = None if stored.answer is None else said(find_schema(stored.schema), stored.answer)
    return _dumped(
        {
            "report": stored.report,
            "section": stored.section,
            "text_sha256": stored.text_sha256,
            "schema": stored.schema,
            "answer": None if answer is None else answer.model_dump(mode="json"),
            "error": stored.error,
            "tries": stored.tries,
            "usage": asdict(stored.usage),
        }
    )


def read_answer(line: str) -> StoredAnswer:
    """Return the stored answer of a line.

    Raises:
        ValueError: the line is broken (the last line of a killed run may be).
    """
    try:
        data = json.loads(line)
        answer, schema = data["answer"], find_schema(data.get("schema", DEFAULT))
        read = None if answer is None else schema.answer.model_validate_json(json.dumps(answer))
        return StoredAnswer(
            report=data["report"],
            section=data["section"],
            text_sha256=data["text_sha256"],
            answer=None if read is None else lifted(schema, read),
            error=data["error"],
            tries=data["tries"],
            usage=Usage(**data["usage"]),
            schema=schema.id,
        )
    except (KeyError, TypeError, AttributeError, InputError) as error:
        raise ValueError(f"not an answer: {error}") from error
