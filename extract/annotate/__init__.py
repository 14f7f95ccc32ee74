"""Annotation: a section's sentences and figures, numbered, and every other run of digits accounted for.

`annotate(section, month)` is pure; the same text always gives the same numbers.
"""

from __future__ import annotations

import re

from extract.annotate.cues import spoken
from extract.annotate.exclusions import exclusions
from extract.annotate.figures import figures
from extract.annotate.sentences import list_numbers, sentence_spans
from extract.document import Annotated, Excluded, Section, Sentence
from schemas.vocabulary import Reason

__all__ = ["ANNOTATOR_VERSION", "annotate"]

# Raised whenever the same text may give other sentences, figures or exclusions than before.
ANNOTATOR_VERSION = "20"
_DIGIT = re.compile(r"\d")


def annotate(section: Section, month: str) -> Annotated:
    """Number the sentences and figures of a section.

    Every character that `str.isdigit` calls a digit lies in exactly one figure or excluded run.
    """
    text = section.body
    items = list_numbers(text)
    spans = sentence_spans(text, items)
    said = spoken(text)
    kept_out = exclusions(text, said, items)
    found, unreadable = figures(text, said, spans, kept_out)
    excluded = sorted([*kept_out, *unreadable], key=lambda run: run.start)
    covered = bytearray(len(text))
    taken = [(f.start, f.end) for f in found] + [(e.start, e.end) for e in excluded]
    for start, end in taken:
        covered[start:end] = b"\x01" * (end - start)
    excluded = sorted([*excluded, *_leftover(text, covered)], key=lambda run: run.start)
    return Annotated(
        section=section,
        month=month,
        sentences=tuple(Sentence(n, start, end) for n, (start, end) in enumerate(spans, 1)),
        figures=tuple(found),
        excluded=tuple(excluded),
    )


def _leftover(text: str, covered: bytearray) -> list[Excluded]:
    """Exclude what is left: superscripts and subscripts of names, circled numbers, stray digits."""
    runs: list[Excluded] = []
    if text.isascii() and all(covered[digit.start()] for digit in _DIGIT.finditer(text)):
        return runs
    for at, char in enumerate(text):
        if char.isdigit() and not covered[at]:
            named = at > 0 and (text[at - 1].isalpha() or bool(runs and runs[-1].end == at))
            reason = Reason.NAME if named else Reason.UNREADABLE
            if runs and runs[-1].end == at:
                runs[-1] = Excluded(runs[-1].start, at + 1, runs[-1].reason)
            else:
                runs.append(Excluded(at, at + 1, reason))
    return runs
