"""Merging: only what was asked for again is taken from a later reply; what was right stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extract.model.validate import Part, Problem
from schemas.answer import Answer

__all__ = ["merged", "told"]

_SHOWN = 60
_PARTS: tuple[Part, ...] = ("movements", "missed", "drivers")


def told(found: Sequence[Problem]) -> str:
    """Return the text that asks for what is wrong, and for nothing else."""
    lines = [f"- {problem.message}" for problem in found[:_SHOWN]]
    numbers = sorted({p.figure for p in found if p.figure is not None and not p.unknown})
    wanted = [f"all entries for {', '.join(f'F{n}' for n in numbers)}"] if numbers else []
    wanted += [f"the corrected entries of {part}" for part in _PARTS if any(p.part == part for p in found)]
    return "\n".join(
        [
            "Parts of the answer are wrong or missing:",
            *lines,
            f"Give the object again with only these: {'; '.join(wanted) or 'nothing'}. Leave every "
            "other list empty: all else that you gave is kept. An entry that was right as it stood is "
            "given again unchanged.",
        ]
    )


def merged(answer: Answer, found: Sequence[Problem], reply: Answer) -> Answer:
    """Return the answer with the parts that `found` asked for taken from the reply.

    An asked figure of which the reply says nothing stays as it was; a figure that there is not goes.
    """
    unknown = {p.figure for p in found if p.unknown}
    asked = {p.figure for p in found if p.figure is not None} - unknown
    given = {entry.figure for part in (reply.figures, reply.rejected, reply.misread) for entry in part}
    taken = asked & given

    def lists(old: Sequence[Any], new: Sequence[Any]) -> tuple[Any, ...]:
        kept = (entry for entry in old if entry.figure not in taken | unknown)
        return (*kept, *(entry for entry in new if entry.figure in taken))

    return Answer(
        figures=lists(answer.figures, reply.figures),
        rejected=lists(answer.rejected, reply.rejected),
        misread=lists(answer.misread, reply.misread),
        movements=_corrected(answer.movements, found, "movements", reply.movements),
        missed=_corrected(answer.missed, found, "missed", reply.missed),
        drivers=_corrected(answer.drivers, found, "drivers", reply.drivers),
    )


def _corrected(
    old: tuple[Any, ...], found: Sequence[Problem], part: Part, new: tuple[Any, ...]
) -> tuple[Any, ...]:
    """Return a list with its wrong entries replaced; a reply as long as the whole list by their places.

    What is wrong and not given again is withdrawn; what is only doubted and not given again stays.
    """
    asked = [p for p in found if p.part == part and p.index is not None]
    if not asked:
        return old
    places = {p.index for p in asked}
    if len(new) == len(old) > len(places):
        return tuple(new[i] if i in places else label for i, label in enumerate(old))
    wrong = {p.index for p in asked if new or not p.doubt}
    kept = [label for index, label in enumerate(old) if index not in wrong]
    known = {_fact(label) for label in kept}
    return (*kept, *[label for label in new if _fact(label) not in known][: len(places)])


def _fact(label: Any) -> str:
    return str(label.model_dump_json(exclude={"confidence"}))
