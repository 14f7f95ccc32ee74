"""What a label cites: its sentences, whether they bear it out, and the clause that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.annotate.numerals import digit_runs
from extract.clauses import clause_spans, clauses_linked
from extract.document import Sentence
from extract.resolve.work import Work
from schemas.answer import DriverLabel, FigureLabel, MissedLabel, MovementLabel
from schemas.periods import is_period
from schemas.vocabulary import FindingCode

__all__ = ["cited_sentences", "narrowed", "stated", "usable"]

_WORD = re.compile(r"[^\W\d_]{3,}")


def cited_sentences(
    work: Work, numbers: Iterable[int], span: tuple[int, int] | None
) -> list[Sentence] | None:
    """Return the cited sentences in text order, or None where one does not exist."""
    sentences = work.section.sentences
    cited = sorted(set(numbers))
    unknown = [number for number in cited if not 1 <= number <= len(sentences)]
    if unknown or not cited:
        spans = (span,) if span else ()
        work.note(FindingCode.UNKNOWN_SENTENCE, f"there is no sentence {unknown or ''}", *spans)
        return None
    return [sentences[number - 1] for number in cited]


def usable(
    work: Work,
    label: FigureLabel | MissedLabel | MovementLabel | DriverLabel,
    cited: Iterable[int],
    span: tuple[int, int] | None,
) -> bool:
    """Tell whether the period is one, and every digit in free text stands in the cited sentences."""
    body = work.section.section.body
    sentences = [work.section.sentences[number - 1] for number in sorted(set(cited))]
    spans = (span,) if span else ((sentences[0].start, sentences[0].end),)
    if not is_period(label.period):
        work.note(FindingCode.PERIOD_INVALID, f"no period: {label.period}", *spans)
        return False
    printed = digit_runs(body[s.start : s.end] for s in sentences)
    free = [label.segment, label.region, label.entity, getattr(label, "cause", None), *label.more.values()]
    typed = digit_runs(text for text in free if isinstance(text, str))
    if not typed <= printed:
        work.note(
            FindingCode.DIGITS_NOT_IN_EVIDENCE,
            "free text holds digits that the cited sentences lack",
            *spans,
        )
        return False
    return True


def narrowed(work: Work, sentences: list[Sentence], hints: list[str]) -> tuple[int, int]:
    """Return the clause of the cited sentences that shares most words with the hints."""
    body = work.section.section.body
    wanted = {word.casefold() for hint in hints for word in _WORD.findall(hint)}
    best, most = (sentences[0].start, sentences[0].end), 0
    if not wanted:
        return best
    for sentence in sentences:
        for start, end in clause_spans(body, sentence.start, sentence.end):
            words = {word.casefold() for word in _WORD.findall(body[start:end])}
            if len(wanted & words) > most:
                best, most = (start, end), len(wanted & words)
    return best


def stated(work: Work, sentences: list[Sentence], cause: str) -> tuple[int, int]:
    """Return the clauses that state a cause with its link to the effect.

    A cause that is not told in the text's own words is looked for by the words that both share.
    """
    body = work.section.section.body
    for sentence in sentences:
        at = body.find(cause, sentence.start, sentence.end)
        if at >= 0:
            return clauses_linked(body, (sentence.start, sentence.end), at, at + len(cause))
    run = narrowed(work, sentences, [cause])
    inside = next(s for s in sentences if s.start <= run[0] < s.end)
    return clauses_linked(body, (inside.start, inside.end), *run)
