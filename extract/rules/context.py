"""Context: what a sentence inherits from those before it (period, outlook) and from its section."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import takewhile
from operator import attrgetter

from extract.clauses import clause_spans
from extract.document import Annotated, Excluded, Figure, Sentence
from extract.record import record
from extract.rules.future import is_future, is_perfect, was_expected
from extract.rules.light import BREAKS
from extract.rules.tagging import tokens_of
from extract.rules.times import Time, times_in
from extract.rules.tokens import Kind, Token
from schemas.periods import month_after
from schemas.vocabulary import Reason, Status

__all__ = [
    "Statement",
    "is_of_front",
    "is_over",
    "month_meant",
    "namesake_ahead",
    "statements",
    "when_caused",
]

_MONTH = 7
_OPENING = 4
_LONGEST_SENTENCE = 4000
_SUBJECT = 14
_LEAD, _TITLE = 30, 12
_NEXT = 6
"""How many months ahead a month without a year may be meant in an outlook."""
_YEAR, _JUST = 12, 2
"""How many months ago a month without a year may be, so that it is not the one of the year to come."""
_PARTING = frozenset({",", ";", ":", ".", "and", "but", "while", "whereas", "which"})
_FRONT = 2
_BASES = frozenset({"from", "against", "after", "following", "versus", "vs", "compared with", "compared to"})
_FRONTING = frozenset(
    "after following despite amid with without owing thanks due because affected given".split()
)
_HAD = frozenset({"had", "had been", "had already"})
"""What tells of a time before the one that is spoken of, to which the text returns."""
_START = attrgetter("start")


@record(frozen=True, slots=True)
class Statement:
    """A sentence with its tokens and clauses, the periods it names, the month and day that it inherits."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    clauses: tuple[tuple[int, int], ...]
    times: tuple[Time, ...]
    inherited: str
    week: str | None
    future: tuple[Token, ...]
    """Its words of what is yet to come."""
    said: frozenset[str] = field(init=False, compare=False, repr=False)
    """Its words and marks, in lower case."""
    expects: bool = field(init=False, compare=False, repr=False)
    """Whether it speaks of what is yet to come, and not of what was expected before."""

    def __post_init__(self) -> None:
        """Look up once what is asked for many times."""
        object.__setattr__(self, "said", frozenset([token.low for token in self.tokens]))
        expects = any(not was_expected(self.tokens, token) for token in self.future)
        object.__setattr__(self, "expects", expects)

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens that begin at offset `start` or behind it, and before `end`."""
        return self.tokens[self.place_at(start) : self.place_at(end)]

    def place_at(self, start: int) -> int:
        """Return the place of the first token that begins at an offset or behind it."""
        return bisect_left(self.tokens, start, key=_START)


def statements(section: Annotated) -> Iterator[Statement]:
    """Yield the sentences with their context.

    A month that a sentence names holds for the sentences behind it in the same line, one before the
    report's only where it opens its sentence or is later than the one told of; a new line starts again.
    """
    body = section.section.body
    inherited, week = section.month, None
    fixed, usual = _fixed(section), section.month
    for sentence in section.sentences:
        if sentence.end - sentence.start > _LONGEST_SENTENCE:
            # No prose has such a sentence; its figures stay unclaimed, and time stays linear.
            continue
        if sentence.start == 0 or body[sentence.start - 1] == "\n":
            inherited, week = usual, None
        tokens = tuple(tokens_of(section, sentence, fixed.get(sentence.number, ())))
        times = tuple(times_in(tokens, section.month, body, inherited))
        opening = tokens[min(len(tokens), _OPENING) - 1].end if tokens else sentence.start
        if sentence.start == 0 or body[sentence.start - 1] == "\n":
            opening = max(opening, _subject_end(tokens))
        for time in times:
            if time.day:
                week = time.period if len(time.period) > _MONTH else week
            elif not (time.compared or time.loose) and len(time.period) == _MONTH:
                past = body.startswith("ago", time.end - 3) or _in_brackets(body, sentence.start, time)
                past = past or (time.period < section.month and any(t.low in _HAD for t in tokens))
                past = past or (time.period < section.month and _is_fronted(tokens, time))
                if (
                    time.period > section.month
                    or (time.start < opening and not past)
                    or (time.period == section.month)
                    or inherited < time.period  # what is told of months gone by goes on
                ):
                    inherited = time.period
                    break
        if sentence.start == 0:
            inherited = usual = _titled(tokens, times) or inherited
        clauses = tuple(clause_spans(body, sentence.start, sentence.end))
        future = tuple(
            token
            for at, (before, token) in enumerate(zip((None, *tokens), tokens, strict=False))
            if token.tags and is_future(token, before) and not is_perfect(tokens, at)
        )
        yield Statement(sentence, tokens, clauses, times, inherited, week, future)


def _titled(tokens: Sequence[Token], times: Sequence[Time]) -> str | None:
    """Return the span of months that a section is titled with ("Northveld: quarter to March."), or None."""
    if len(tokens) > _TITLE or len(times) != 1 or "/" not in times[0].period or times[0].compared:
        return None
    telling = any(t.figure is not None or t.has_any(Kind.LEVEL, Kind.MOVE, Kind.ACTION) for t in tokens)
    return None if telling else times[0].period


def _in_brackets(body: str, start: int, time: Time) -> bool:
    """Tell whether a time stands in brackets: "the price, 86,000 yuan/t (end-June 92,000)"."""
    return body.rfind("(", start, time.start) > body.rfind(")", start, time.start)


def _is_fronted(tokens: Sequence[Token], time: Time) -> bool:
    return _is_fronted_base(tokens, time) or is_of_front(tokens, time)


def is_of_front(tokens: Sequence[Token], time: Time, before: int | None = None) -> bool:
    """Read "After the rise in May, output fell": a month of what stands ahead of a comma, and leads on.

    `before`: an offset that the comma has to stand ahead of.
    """
    comma = next((token for token in tokens if token.text == ","), None)
    if comma is None or tokens[0].low.split()[0] not in _FRONTING or (before or comma.end) < comma.end:
        return False
    return tokens[0].end < time.start < comma.start


def _is_fronted_base(tokens: Sequence[Token], time: Time) -> bool:
    """Read "From 78,700 mt in May, output climbed": the month of a level that a sentence sets out from."""
    front = list(takewhile(lambda token: token.text not in BREAKS, tokens[:_SUBJECT]))
    if not front or [token.text for token in tokens[len(front) : len(front) + 1]] != [","]:
        return False
    leads = any(token.low in _BASES for token in front[:_FRONT])
    with_level = any(token.figure is not None and token.end <= time.start for token in front)
    return leads and with_level and time.start <= front[-1].start < time.end


def _subject_end(tokens: Sequence[Token]) -> int:
    """Return where the subject of a line's first sentence ends ("copper output in October, ..., was")."""
    for token in tokens[:_SUBJECT]:
        if token.text == ";":
            break  # what came before is over
        if token.figure is not None or token.has_any(Kind.LEVEL, Kind.MOVE, Kind.KEEPING):
            return token.start
    return tokens[0].start if tokens else 0


def _fixed(section: Annotated) -> dict[int, list[Figure | Excluded]]:
    """Return the figures and dates of each sentence by its number, in text order."""
    starts = [sentence.start for sentence in section.sentences]
    items: list[Figure | Excluded] = list(section.figures)
    items += [run for run in section.excluded if run.reason is Reason.DATE]
    by_sentence: dict[int, list[Figure | Excluded]] = {}
    for item in sorted(items, key=lambda item: item.start):
        by_sentence.setdefault(max(bisect_right(starts, item.start), 1), []).append(item)
    return by_sentence


def when_caused(section: Annotated, statement: Statement, effect: tuple[int, int]) -> tuple[str, Status]:
    """Return period and status of an effect: its own month, else the sentence's, else the outlook's.

    A day tells its month. A month gone by tells when the cause came about, unless it opens the sentence;
    in an outlook, its namesake to come is meant, or the month ahead.
    """
    opening = statement.sentence.start + _LEAD
    told = _own_time(statement, effect)
    told = told or next((time for time in _plain_times(statement) if time.start < opening), None)
    month = section.month
    expected = statement.expects and not is_over(section, statement, effect)
    period = max(statement.inherited, month_after(month)) if expected else min(statement.inherited, month)
    if told is not None:
        said, printed = month_meant(section, told)
        last = said.rpartition("/")[2]
        opens = _opens(statement, told) and not is_of_front(statement.tokens, told, effect[0])
        if expected and len(last) == _MONTH and last <= month:
            period = (None if printed else namesake_ahead(said, month)) or period
        elif expected or last > month or (len(last) == _MONTH and last == month) or opens:
            period = said
    later = len(period) >= _MONTH and period.rpartition("/")[2][:_MONTH] > month
    return period, Status.FORECAST if later or expected else Status.ACTUAL


def is_over(section: Annotated, statement: Statement, effect: tuple[int, int]) -> bool:
    """Tell whether an effect is of the report's month, though its sentence foresees another one behind it.

    "Repairs meant that output fell in August; it is forecast to recover in September."
    """
    own, month = _own_time(statement, effect), section.month
    if own is None or own.period[:_MONTH] != month:
        return False
    later = any(time.period[:_MONTH] > month and time.start > own.end for time in statement.times)
    if not later or any(effect[0] <= token.start < own.start for token in statement.future):
        return False
    behind = takewhile(
        lambda token: token.low not in _PARTING, statement.tokens[statement.place_at(own.end) :]
    )
    return not any(token in statement.future for token in behind)


def _own_time(statement: Statement, effect: tuple[int, int]) -> Time | None:
    """Return the first time that is named with an effect, or None."""
    times = _plain_times(statement)
    return next((time for time in times if effect[0] <= time.start < effect[1]), None)


def _plain_times(statement: Statement) -> list[Time]:
    return [time for time in statement.times if not (time.compared or time.since or time.loose)]


def month_meant(section: Annotated, time: Time) -> tuple[str, bool]:
    """Return the period that a time tells of an effect, a day's month, and whether its year is printed.

    A month of no year that has just gone by is not the one of its name to come.
    """
    month, said = section.month, time.period[:_MONTH] if time.day else time.period
    last = said.rpartition("/")[2]
    printed = any(map(str.isdigit, section.section.body[time.start : time.end]))
    if len(last) == _MONTH and not printed and last >= month_after(month, _YEAR - _JUST):
        said = month_after(said[:_MONTH], -_YEAR)
    return said, printed


def _opens(statement: Statement, time: Time) -> bool:
    """Tell whether a time opens its sentence ("In May output fell")."""
    return time.start <= statement.tokens[min(len(statement.tokens), _OPENING) - 1].start


def namesake_ahead(period: str, month: str) -> str | None:
    """Return the next month of a past one's name, where it is near enough to be meant; else None."""
    if len(period) != _MONTH:
        return None
    ahead = month_after(period, 12)
    return ahead if month < ahead <= month_after(month, _NEXT) else None
