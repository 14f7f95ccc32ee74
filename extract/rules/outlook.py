"""Outlook: whether what is said has happened, is expected or is planned, and the period it inherits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.dates_within import aside
from extract.rules.future import was_expected
from extract.rules.planned import is_outweighed, is_planned
from extract.rules.said import Said
from extract.rules.times import Time
from extract.rules.tokens import Kind, Token, grammar
from schemas.periods import month_after
from schemas.vocabulary import Status

__all__ = ["inherited", "is_estimated", "is_later", "status_of", "when"]

_YEAR, _MONTH = 4, 7
_FRONTED = 3
_APART = frozenset({"because", "since", "while", "whereas", "given", "thanks", "owing", "due", "amid"})
"""What opens an explanation, or another statement, with times of its own."""
_OWN_WORK = re.compile(
    r"\b[Ww]e\s+(?:have\s+|also\s+|only\s+)?(?:produced|shipped|mined|sold|smelted|milled|treated|delivered"
    r"|commissioned|had\s+to)\b|\b[Oo]ur\s+(?:unit|cash|C1|operating|mining)\s+costs?\b"
)
_APPOSED = 2
_MAKING = frozenset("produce ship mine sell deliver refine smelt treat".split())
_WEEKLY = frozenset({"weekly", "week"})
_WHICH = frozenset({"first", "second", "third", "last", "final"})
_ESTIMATED = (
    "estimated at",
    "is estimated",
    "are estimated",
    "was estimated to",
    "were estimated to",
    "estimated to",
    "put at",
    "is put at",
    "is estimated at",
    "seen at",
)
_SCHEDULES = frozenset({"schedules", "production schedules", "schedule", "plans"})
_SHOWING = frozenset("show shows add point points indicate indicates suggest suggests total amount".split())


def when(section: Annotated, statement: Statement, start: int, clause: tuple[int, int]) -> tuple[str, Status]:
    """Return period and status of what stands at offset `start`, in a clause of the statement."""
    said = Said(section, statement, start, clause)
    cues = _cues(said)
    period = _named(said) or inherited(said, cues)
    return period, status_of(said, period, cues)


def inherited(said: Said, cues: Sequence[Token]) -> str:
    """Return the period of a sentence that names none; `cues` are its words of the future."""
    month, statement = said.section.month, said.statement
    if statement.week is not None and _is_weekly(statement.tokens) and not _week_comes(said):
        period = statement.week
    elif cues or statement.inherited <= month or is_estimated(statement.tokens):
        period = statement.inherited
    else:
        # A statement of the present inside an outlook is about the report's own month.
        period = month
    ahead = bool(cues) and period == month and not was_expected(statement.tokens, cues[-1])
    return month_after(month) if ahead and not is_planned(said) else period


def _week_comes(said: Said) -> bool:
    """Tell whether the week is only named behind a mark that parts it from what is said."""
    times = [time for time in said.statement.times if time.period == said.statement.week]
    if not times or times[0].start < said.start or said.statement.said.isdisjoint(";:"):
        return False
    return any(token.text in ";:" for token in said.statement.between(said.start, times[0].start))


def is_estimated(tokens: Sequence[Token]) -> bool:
    """Tell whether something is estimated: "is put at", "we put output at"."""
    after: Token | None = None
    for token in reversed(tokens):
        low = token.low
        if low.startswith(_ESTIMATED):
            return True
        if after is not None and (
            (low == "we" and after.low in grammar("reckoning"))
            or (low == "scheduled" and after.has(Kind.INDICATOR))
            or (low in _SCHEDULES and after.low.split()[0] in _SHOWING)
        ):
            return True
        after = token
    return False


def _is_weekly(tokens: Sequence[Token]) -> bool:
    """Tell whether a week is spoken of; "four days a week" and "in two weeks" are none."""
    return any(
        _WEEKLY & set(token.low.split())
        and not (at and tokens[at - 1].low in ("a", "per", "each"))
        and not (at + 1 < len(tokens) and tokens[at + 1].low == "of" and tokens[at - 1].low in _WHICH)
        for at, token in enumerate(tokens)
    )


def status_of(said: Said, period: str, cues: Sequence[Token]) -> Status:
    """Return the status of what is said of a period, by its clause's words of the future and of plans."""
    if (is_planned(said) and not is_outweighed(said)) or _is_guided(said, cues):
        return Status.TARGET
    expected = bool(cues) and said.clause[0] <= cues[-1].start
    return Status.FORECAST if expected or is_later(period, said.section.month) else Status.ACTUAL


def _is_guided(said: Said, cues: Sequence[Token]) -> bool:
    """Tell whether a company's own report says what "we expect": its guidance."""
    if not cues or not cues[-1].low.startswith("expect"):
        return False
    at = said.statement.place_at(cues[-1].start)
    lead = [token.low for token in said.statement.tokens[max(0, at - 2) : at]]
    after = [token.low for token in said.statement.tokens[at + 1 : at + 3]]
    if after[:1] == ["to"] and after[-1] in _MAKING:
        return True  # "the company expects to produce 31,000 mt"
    return "we" in lead and _reports_itself(said.section.section.body)


@lru_cache(maxsize=64)
def _reports_itself(body: str) -> bool:
    """Tell whether the authors make something themselves: "we shipped", "our unit costs"."""
    return _OWN_WORK.search(body) is not None


def is_later(period: str, month: str) -> bool:
    """Tell whether a period ends behind the report's month."""
    last = period.rpartition("/")[2][:_MONTH]
    return last > month if len(last) == _MONTH else last > month[:_YEAR]


def _cues(said: Said) -> list[Token]:
    """Return the words of the future up to what is said and the rest of its piece, in order."""
    comma = said.section.section.body.find(",", said.start, said.clause[1])
    stop = comma if comma >= 0 else said.clause[1]
    return [token for token in said.statement.future if token.start < stop]


def _named(said: Said) -> str | None:
    """Return the period that the sentence itself names for what is said, or None."""
    body, start, clause = said.section.section.body, said.start, said.clause
    named = [time for time in said.statement.times if not (time.compared or time.since or time.loose)]
    named = [time for time in named if time.start > start or not aside(body, clause[0], time, start)]
    left = max(body.rfind(",", clause[0], start), body.rfind(":", clause[0], start), clause[0])
    end = _end_of_said(said)
    near_by = [time for time in named if left <= time.start < end]
    earlier = [time for time in near_by if time.start < start]
    if near_by:
        return (earlier[-1] if earlier else near_by[0]).period
    begin = body.rfind(";", said.statement.sentence.start, start)
    before = [time for time in named if begin < time.start < start and not time.day]
    before = [time for time in before if not _is_apart(said, time)]
    if len(before) > 1 and _is_fronted(said.statement, before[0]):
        return before[0].period  # "For March, with the rebate being cut from April 1, output may rise"
    return before[-1].period if before else None


def _end_of_said(said: Said) -> int:
    """Return where what is said ends: at a mark, or where it is explained ("because orders of May ...")."""
    for token in said.statement.between(said.start, said.clause[1]):
        if token.start > said.start and (token.text in ",;:" or token.low in _APART):
            return token.start
    return said.clause[1]


def _is_apart(said: Said, time: Time) -> bool:
    """Read "A held because orders taken in May were rolled, and B rose": the time of what explains.

    So is that of "the rate, 58% in May, will".
    """
    tokens = said.statement.tokens
    at = said.statement.place_at(time.start)
    closed = any(
        token.text == "," and time.end <= token.start
        for token in said.statement.between(time.end, said.start)
    )
    piece = [*takewhile(lambda token: token.text != ",", reversed(tokens[:at]))][::-1]
    opened = len(piece) < at
    if closed and opened and piece and piece[0].figure is not None and len(piece) <= _APPOSED:
        return True
    for token in reversed(said.statement.tokens[: said.statement.place_at(time.start)]):
        if token.text in ",;:":
            return False
        if token.low in _APART and token.start > said.statement.sentence.start:
            return True
    return False


def _is_fronted(statement: Statement, time: Time) -> bool:
    """Tell whether a month opens a sentence ("For March, ...")."""
    opening = statement.tokens[:_FRONTED]
    return len(time.period) == _MONTH and bool(opening) and time.start <= opening[-1].start
