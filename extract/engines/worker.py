"""What a worker of any engine does, by the same code as the local run."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from extract.annotate import annotate
from extract.answerers import make_answerer
from extract.ask import Answerer
from extract.asking import Budget, ask_all
from extract.corpus import Contents, Corpus, chosen_sections
from extract.derive import under
from extract.document import Annotated
from extract.model.settings import Settings
from extract.overlay.force import current, overlaid
from extract.overlay.form import Overlay
from extract.store.folder import AnswerIndex
from extract.store.lines import StoredAnswer, answer_line, read_section, section_line
from schemas.errors import RunFolderError
from schemas.versions import find_schema

__all__ = ["Recipe", "Task", "Worker", "groups_of", "tasks_of"]

_RULES, _MODEL = 16, 4  # sections of a group: for the rules, and for each request that a model has in flight


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a worker makes its answerer from; the overlay is the one that is in force where it is made."""

    model: str
    settings: Settings
    overlay: Overlay | None = field(default_factory=current)

    @property
    def group(self) -> int:
        """Return how many sections are answered at a time."""
        return _RULES if self.model == "rules" else _MODEL * self.settings.concurrency


@dataclass(frozen=True, slots=True)
class Task:
    """One report to annotate: its path as bytes, valid in whatever encoding, and what is known of it."""

    path: bytes
    month: str | None
    told: dict[str, str]
    slugs: tuple[str, ...]


def tasks_of(corpus: Corpus, contents: Contents, slugs: Sequence[str]) -> list[Task]:
    """Return the tasks of a corpus; paths are made absolute, since workers run elsewhere."""
    return [
        Task(bytes(path.resolve()), corpus.month, told, tuple(slugs))
        for path, told in zip(corpus.paths, contents.reports, strict=True)
    ]


def groups_of(sections: Path, index: AnswerIndex, size: int) -> Iterator[list[int]]:
    """Yield the byte offsets of the sections that have no answer, in groups of the given size.

    Raises:
        RunFolderError: the file cannot be read.
    """
    group: list[int] = []
    try:
        with sections.open("rb") as source:
            at = 0
            for line in source:
                told = json.loads(line.decode("utf-8", "surrogatepass"))
                _, answered = index.places.get((told["report"], told["section"]), (0, False))
                if not answered:
                    group.append(at)
                    if len(group) == size:
                        yield group
                        group = []
                at += len(line)
    except (OSError, ValueError, KeyError) as error:
        raise RunFolderError(f"{sections}: cannot be read ({error})") from error
    if group:
        yield group


class Worker:
    """One worker: made once, then given tasks and groups."""

    def __init__(self, recipe: Recipe) -> None:
        """Put the overlay in force; the answerer is made when it is first needed."""
        self._recipe, self._stack = recipe, ExitStack()
        self._stack.enter_context(overlaid(recipe.overlay))
        self._schema = find_schema(recipe.settings.schema)
        self._answerer: Answerer | None = None

    def annotate(self, task: Task) -> list[bytes]:
        """Return the lines of `sections.jsonl` of one report; raises as `read_report`."""
        corpus = Corpus([os.fsdecode(task.path)], task.month)
        chosen = chosen_sections(corpus, Contents((task.told,), 0), task.slugs)
        lines = (section_line(report.id, annotate(section, report.month)) for report, section in chosen)
        return [line.encode("utf-8", "surrogatepass") for line in lines]

    def answer(self, sections: Path, offsets: Iterable[int]) -> list[bytes]:
        """Return the lines of `answers.jsonl` of a group of sections.

        Raises:
            InputError: nothing can be answered.
        """
        if self._answerer is None:
            self._answerer = make_answerer(self._recipe.model, self._recipe.settings)
        lines: list[bytes] = []

        def keep(stored: StoredAnswer) -> None:
            line = answer_line(under(self._schema, stored)) + "\n"
            lines.append(line.encode("utf-8", "surrogatepass"))

        ask_all(self._answerer, _read(sections, offsets), Budget(None, 0.0), keep)
        return lines


def _read(sections: Path, offsets: Iterable[int]) -> Iterator[tuple[str, Annotated]]:
    with sections.open("rb") as source:
        for offset in offsets:
            source.seek(offset)
            yield read_section(source.readline().decode("utf-8", "surrogatepass").removesuffix("\n"))
