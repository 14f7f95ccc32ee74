"""What is wrong with an Answer, said so exactly that a model can put it right.

A problem is hard where the label would come to no record; a doubt is one that the checks would write
onto the record. Digits, periods and signs follow the same rules as `extract.resolve`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from extract.annotate.numerals import digit_runs
from extract.document import Annotated, Figure
from extract.model.doubts import doubts
from extract.resolve import resolve
from schemas.answer import Answer, DriverLabel, FigureLabel, MissedLabel, MovementLabel
from schemas.periods import is_period
from schemas.vocabulary import Basis, Direction, FindingCode

__all__ = ["Part", "Problem", "problems"]

Part = Literal["figures", "movements", "missed", "drivers"]
_EMPTY: dict[str, Any] = dict.fromkeys(Answer.model_fields, ())
_Label = FigureLabel | MissedLabel | MovementLabel | DriverLabel


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: of a figure (by its number), or of the entry `index` of a list.

    `unknown` tells that the section has no figure of that number.
    """

    part: Part
    message: str
    figure: int | None = None
    index: int | None = None
    doubt: bool = False
    unknown: bool = False


def problems(section: Annotated, answer: Answer) -> list[Problem]:
    """Return what is wrong with an answer, figures first; an empty list where nothing is."""
    hard = [
        *_claims(section, answer),
        *_unclaimed(section, answer),
        *_listed(section, "movements", answer.movements),
        *_missed(section, answer.missed),
        *_listed(section, "drivers", answer.drivers),
    ]
    blamed = {(p.part, p.figure, p.index) for p in hard}
    soft = (Problem(d.part, d.message, d.figure, d.index, doubt=True) for d in doubts(section, answer))
    return hard + [p for p in soft if (p.part, p.figure, p.index) not in blamed]


def _claims(section: Annotated, answer: Answer) -> Iterator[Problem]:
    by_number = {figure.number: figure for figure in section.figures}
    for label in answer.figures:
        figure = by_number.get(label.figure)
        if figure is None:
            message = f"there is no F{label.figure}; {_range('F', len(by_number))}"
            yield Problem("figures", message, label.figure, unknown=True)
            continue
        for message in [*_free(section, label, label.sentences), *_signs(figure, label)]:
            yield Problem("figures", f"F{figure.number}: {message}", figure.number)
        if figure.unit is None:
            message = "has no unit that our program knows: reject it, or say in misread what it is"
            yield Problem("figures", f"F{figure.number} {message}", figure.number)
        elif figure.sentence not in label.sentences:
            message = f"F{figure.number} stands in S{figure.sentence}: cite that sentence"
            yield Problem("figures", message, figure.number, doubt=True)


def _unclaimed(section: Annotated, answer: Answer) -> Iterator[Problem]:
    known = {figure.number for figure in section.figures}
    claimed = {label.figure for label in answer.figures}
    rejected = {entry.figure for entry in answer.rejected}
    misread = {entry.figure for entry in answer.misread}
    for number in sorted((rejected | misread) - known):
        yield Problem("figures", f"there is no F{number}; {_range('F', len(known))}", number, unknown=True)
    for number in sorted(known - claimed - rejected - misread):
        yield Problem("figures", f"F{number} is in none of figures, rejected and misread", number)
    for number in sorted(claimed & (rejected | misread)):
        other = "rejected" if number in rejected else "misread"
        yield Problem("figures", f"F{number} is both in figures and in {other}", number)


def _listed(
    section: Annotated, part: Part, labels: Sequence[MovementLabel | DriverLabel]
) -> Iterator[Problem]:
    for index, label in enumerate(labels):
        for message in _free(section, label, label.sentences):
            yield Problem(part, f"{part}, entry {index + 1} ({_name(label)}): {message}", index=index)


def _missed(section: Annotated, labels: Sequence[MissedLabel]) -> Iterator[Problem]:
    for index, label in enumerate(labels):
        found = resolve(section, Answer(**{**_EMPTY, "missed": (label,)})).findings
        told = [f.message for f in found if f.code is not FindingCode.UNCLAIMED]
        if told:
            message = f"missed, entry {index + 1}: {told[0]}; quote the exact characters, with the unit"
            yield Problem("missed", message, index=index)


def _free(section: Annotated, label: _Label, cited: Sequence[int]) -> Iterator[str]:
    """Yield what is wrong with sentences, period, and digits in free text."""
    unknown = [number for number in cited if not 1 <= number <= len(section.sentences)]
    if unknown or not cited:
        yield f"there is no S{unknown[0] if unknown else 0}; {_range('S', len(section.sentences))}"
        return
    if not is_period(label.period):
        yield f"{label.period!r} is no period: a day that no calendar has, or a range that runs backward"
    texts = (label.segment, label.region, label.entity, getattr(label, "cause", None), *label.more.values())
    typed = digit_runs(text for text in texts if isinstance(text, str))
    sentences = (section.sentences[number - 1] for number in cited)
    lacking = sorted(typed - digit_runs(section.text(s.start, s.end) for s in sentences))
    if lacking:
        where = ", ".join(f"S{number}" for number in cited)
        yield f"the text that you typed holds {', '.join(map(repr, lacking))}, which {where} does not"


def _signs(figure: Figure, label: FigureLabel) -> Iterator[str]:
    """Yield what is wrong with direction and sign: the same cases that `resolve` refuses."""
    ends = [end for end in (figure.value, figure.value_max) if end]
    if label.basis is Basis.LEVEL:
        if label.negative and figure.signed and figure.value > 0:
            yield "negative is true, but the text prints a plus"
        return
    signs = {end > 0 for end in ends}
    printed = bool(signs) and (figure.signed or False in signs)
    if label.direction is None:
        if not (printed and len(signs) == 1):
            yield f"a change ({label.basis}) needs a direction"
    elif label.direction is Direction.FLAT:
        if ends:
            yield "a change that is not 0 is up or down, not flat"
    elif printed and signs != {label.direction is Direction.UP}:
        yield f"the direction is {label.direction}, but the sign that the text prints says otherwise"


def _name(label: MovementLabel | DriverLabel) -> str:
    return repr(label.cause) if isinstance(label, DriverLabel) else f"{label.indicator} {label.direction}"


def _range(letter: str, last: int) -> str:
    return f"they are {letter}1 to {letter}{last}" if last else f"the section has no {letter} at all"
