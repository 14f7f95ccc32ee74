"""The message of a section: its text as numbered, fenced data.

The marks `⟦` and `⟧` are ours alone: those that stand in the text itself are written `[[` and `]]`,
so that no text can close the fence, begin a sentence or number a figure.
"""

from __future__ import annotations

import re

from extract.document import Annotated, Figure, Sentence
from schemas.periods import month_after

__all__ = ["section_message"]

OPENING, CLOSING = "⟦REPORT TEXT⟧", "⟦END OF REPORT TEXT⟧"
# Line breaks of any kind, other controls, marks that reverse or hide text, and lone surrogates.
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]+"
)


def section_message(section: Annotated) -> str:
    """Return the message of one section: month, fenced heading and sentences, list of figures."""
    month = section.month
    sentences = (f"⟦S{s.number}⟧ {_sentence(section, s)}" for s in section.sentences)
    figures = [_figure(section, figure) for figure in section.figures]
    return "\n".join(
        [
            f"The report's month is {month}; the month after it is {month_after(month)}.",
            "",
            OPENING,
            f"⟦HEADING⟧ {_data(section.section.heading)}",
            *sentences,
            CLOSING,
            "",
            "The figures as our program read them:" if figures else "The text has no numbered figure.",
            *figures,
        ]
    )


def _sentence(section: Annotated, sentence: Sentence) -> str:
    parts, at = [], sentence.start
    for figure in section.figures:
        if figure.sentence == sentence.number:
            parts.append(_data(section.text(at, figure.start)))
            parts.append(f"⟦F{figure.number}: {_data(section.text(figure.start, figure.end))}⟧")
            at = figure.end
    parts.append(_data(section.text(at, sentence.end)))
    return "".join(parts)


def _figure(section: Annotated, figure: Figure) -> str:
    value = f"{figure.value.normalize():f}"
    if figure.value_max is not None:
        value += f" to {figure.value_max.normalize():f}"
    unit = figure.unit or "no unit that our program knows"
    return f"F{figure.number} (S{figure.sentence}): {value} {unit}, {figure.qualifier}"


def _data(text: str) -> str:
    """Return a run of the report's text as data: on one line, and without our marks."""
    safe = _UNSAFE.sub(_blank, text)
    return safe.replace("⟦", "[[").replace("⟧", "]]")


def _blank(run: re.Match[str]) -> str:
    """Return a blank for what separates words, and the sign for what cannot be shown for the rest."""
    return "\ufffd" if any("\ud800" <= char <= "\udfff" for char in run.group()) else " "
