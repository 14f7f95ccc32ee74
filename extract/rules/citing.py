"""Citing: the sentences that a label cites, so that the names in it stand in one of them.

A figure may be told of what an earlier sentence names ("304 cold-rolled coil ... it had returned to 12,850").
Where such a name holds digits that the label's own sentences lack, the last sentence before that prints it is
cited as well: a digit that nothing cited holds costs the label.
"""

from __future__ import annotations

from typing import TypeVar

from extract.annotate.numerals import digit_runs
from extract.document import Annotated, Sentence
from schemas.answer import DriverLabel, FigureLabel, MovementLabel

__all__ = ["cited"]

_Label = TypeVar("_Label", FigureLabel, MovementLabel, DriverLabel)


def cited(section: Annotated, label: _Label) -> _Label:
    """Return a label that also cites where its names are printed, if its sentences lack their digits."""
    numbers = set(label.sentences)
    for name in (label.segment, label.region, label.entity):
        if name is not None and not _holds(section, numbers, name):
            behind = max(label.sentences)
            holding = [each for each in section.sentences if _says(section, each, name)]
            numbers.update([each.number for each in holding if each.number < behind][-1:])
    told = tuple(sorted(numbers))
    return label if told == tuple(label.sentences) else label.model_copy(update={"sentences": told})


def _holds(section: Annotated, numbers: set[int], name: str) -> bool:
    """Tell whether the digits of a name stand in some sentences of a section."""
    body = section.section.body
    printed = digit_runs(body[each.start : each.end] for each in section.sentences if each.number in numbers)
    return digit_runs((name,)) <= printed


def _says(section: Annotated, sentence: Sentence, name: str) -> bool:
    return name.casefold() in section.section.body[sentence.start : sentence.end].casefold()
