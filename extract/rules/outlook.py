"""Outlook: whether what is said has happened, is expected or is planned, and the period it inherits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.annotate.lexicon import words
from extract.document import Annotated
from extract.record import record
from extract.rules.context import Statement
from extract.rules.dates import aside
from extract.rules.future import is_future, is_perfect, was_expected
from extract.rules.happened import past_clause
from extract.rules.orders import is_ordered
from extract.rules.places import Place
from extract.rules.seeking import has_tag
from extract.rules.times import Time
from extract.rules.tokens import Kind, Token, grammar
from schemas.periods import month_after
from schemas.vocabulary import Status

__all__ = ["Said", "foreseen", "inherited", "is_estimated", "is_expecting", "is_later", "status_of", "when"]

_YEAR, _MONTH = 4, 7
_BEHIND = 8
_FRONTED = 3
_OWN_WORK = re.compile(
    r"\b[Ww]e\s+(?:have\s+|also\s+|only\s+)?(?:produced|shipped|mined|sold|smelted|milled|treated|delivered"
    r"|commissioned|had\s+to)\b|\b[Oo]ur\s+(?:unit|cash|C1|operating|mining)\s+costs?\b"
)
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
_PAST = frozenset(
    "fell rose grew was were stood came went shrank slid slipped dropped climbed totalled".split()
)
_MODAL = frozenset({"will", "would", "should", "may", "might", "could", "is", "are"})
_MODAL_AHEAD = frozenset({"will", "would", "could", "may", "might", "should"})
_STORES = ("warehouse", "warehouses", "sheds", "depots", "brands")
_SCHEDULED = ("planned", "scheduled", "scheduled for", "approved")
_PLANNED = ("planned", "targeted", "approved", "budgeted", "scheduled to", "are scheduled", "is scheduled",
            "due to start", "due to come")  # fmt: skip


@record(frozen=True, slots=True)
class Said:
    """Something said: its section and sentence, the offset where it stands, and the span of its clause."""

    section: Annotated
    statement: Statement
    start: int
    clause: tuple[int, int]


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
    return month_after(month) if ahead and not _planned(said) else period


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
    if (_planned(said) and not _outweighed(said)) or _is_guided(said, cues):
        return Status.TARGET
    expected = bool(cues) and said.clause[0] <= cues[-1].start
    return Status.FORECAST if expected or is_later(period, said.section.month) else Status.ACTUAL


def _is_guided(said: Said, cues: Sequence[Token]) -> bool:
    """Tell whether a company's own report says what "we expect": its guidance."""
    if not cues or not cues[-1].low.startswith("expect"):
        return False
    at = said.statement.place_at(cues[-1].start)
    lead = [token.low for token in said.statement.tokens[max(0, at - 2) : at]]
    return "we" in lead and _reports_itself(said.section.section.body)


@lru_cache(maxsize=64)
def _reports_itself(body: str) -> bool:
    """Tell whether the authors make something themselves: "we shipped", "our unit costs"."""
    return _OWN_WORK.search(body) is not None


def is_later(period: str, month: str) -> bool:
    """Tell whether a period ends behind the report's month."""
    last = period.rpartition("/")[2][:_MONTH]
    return last > month if len(last) == _MONTH else last > month[:_YEAR]


def foreseen(statement: Statement, place: Place) -> list[Token]:
    """Return the words of the future that govern a figure.

    They stand before it, since the last semicolon; behind it only "is expected" and its like do, and no
    "will" of what follows from it.
    """
    tokens = statement.tokens
    semicolon = _last(statement, place, ";")
    begin = 0 if semicolon is None else semicolon + 1
    before = [t for t in statement.future if tokens[begin].start <= t.start < place.figure.start]
    colon = _last(statement, place, ":")
    before = [t for t in before if colon is None or t.start > tokens[colon].start or t.low not in _MODAL]
    before = [token for token in before if not _overtaken(tokens, token, place.at)]
    over = past_clause(tokens, place.at) if before else None
    if over is not None:
        before = [token for token in before if token.start >= tokens[over].start]
    previous: Token | None = None
    for token in place.near:
        if token.low in grammar("foreseen") and is_future(token, previous):
            before.append(token)
        before += [token] if token.low in _MODAL_AHEAD and _comes(place, token) else []
        previous = token
    return before


def _last(statement: Statement, place: Place, mark: str) -> int | None:
    """Return where a mark stands last before a figure, or None."""
    if mark not in statement.said:
        return None
    return next((at for at in range(place.at - 1, -1, -1) if statement.tokens[at].text == mark), None)


def _comes(place: Place, modal: Token) -> bool:
    """Tell whether "would be lost", "will come on line" is told of a figure by the words behind it."""
    rest = [token for token in place.right if token.start > modal.start][:4]
    return any(token.has(Kind.EFFECT) for token in rest)


def _overtaken(tokens: Sequence[Token], cue: Token, at: int) -> bool:
    """Tell whether a verb of the past stands between a word of the future and a figure.

    "Smelters could run four days a week, and output fell by 26%"; "are estimated to have rolled".
    """
    began = next(i for i, token in enumerate(tokens) if token is cue)
    if is_perfect(tokens, began):
        return True
    for index in range(began + 1, at):
        token, lead = tokens[index], tokens[index - 1]
        if token.low in _PAST:
            return True
        named = (
            lead.has(Kind.INDICATOR) or lead.low in words().countable or lead.low in ("it", "they", "which")
        )
        if token.has(Kind.MOVE) and token.low.endswith("ed") and named:
            return True
    return False


def _cues(said: Said) -> list[Token]:
    """Return the words of the future up to what is said and the rest of its piece, in order."""
    comma = said.section.section.body.find(",", said.start, said.clause[1])
    stop = comma if comma >= 0 else said.clause[1]
    return [token for token in said.statement.future if token.start < stop]


def _named(said: Said) -> str | None:
    """Return the period that the sentence itself names for what is said, or None."""
    body, start, clause = said.section.section.body, said.start, said.clause
    named = [time for time in said.statement.times if not (time.compared or time.since or time.loose)]
    named = [time for time in named if time.start > start or not aside(body, clause[0], time)]
    left = max(body.rfind(",", clause[0], start), body.rfind(":", clause[0], start), clause[0])
    comma = body.find(",", start, clause[1])
    near_by = [time for time in named if left <= time.start < (clause[1] if comma < 0 else comma)]
    earlier = [time for time in near_by if time.start < start]
    if near_by:
        return (earlier[-1] if earlier else near_by[0]).period
    before = [time for time in named if time.start < start]
    if len(before) > 1 and _is_fronted(said.statement, before[0]):
        return before[0].period  # "For March, with the rebate being cut from April 1, output may rise"
    return before[-1].period if before else None


def _is_fronted(statement: Statement, time: Time) -> bool:
    """Tell whether a month opens a sentence ("For March, ...")."""
    opening = statement.tokens[:_FRONTED]
    return len(time.period) == _MONTH and bool(opening) and time.start <= opening[-1].start


def _planned(said: Said) -> bool:
    """Tell whether a plan or target governs what is said: before it, or right behind it."""
    tokens = said.statement.tokens
    at = said.statement.place_at(said.start)
    opens = said.statement.place_at(said.clause[0])
    planning = has_tag(tokens[opens:at], Kind.PLAN)
    begin = max(opens, past_clause(tokens, at) or 0) if planning else at
    after: Token | None = None
    for token in reversed(tokens[begin:at]):
        attribute = after is not None and after.has(Kind.INDICATOR)  # "guided for refined output of"
        after = token
        if token.text in ";:" or (token.has(Kind.ACTION) and token.low.endswith("ed") and not attribute):
            break  # "guided to 50,000 mt and produced 11,900 mt"
        if token.has(Kind.PLAN) and not (_only_names(tokens, token) or _has_been(tokens, token, at)):
            return True
    for behind, token in enumerate(tokens[at + 1 : at + _BEHIND], start=at + 1):
        if token.text in ",;" or token.end > said.clause[1]:
            break
        if token.low.startswith(_PLANNED) and not _is_attribute(tokens, behind):
            return True
    return is_ordered(tokens[opens:at])


def _only_names(tokens: Sequence[Token], plan: Token) -> bool:
    """Read "the mine plan went through a phase", "warehouses approved by the exchange": no plan."""
    at = next(i for i, token in enumerate(tokens) if token is plan)
    before = tokens[at - 1].low if at else ""
    return (plan.low == "plan" and before in ("mine", "mining")) or (
        plan.low == "approved" and before.endswith(_STORES)
    )


def _has_been(tokens: Sequence[Token], plan: Token, end: int) -> bool:
    """Read "a planned outage removed 45,000 mt": what was planned has happened."""
    at = next(i for i, token in enumerate(tokens) if token is plan)
    if plan.low not in _SCHEDULED or not _is_attribute(tokens, at):
        return False
    return any(
        token.low in _PAST
        or (token.low.endswith("ed") and token.has_any(Kind.MOVE, Kind.EFFECT, Kind.SWITCH))
        for token in tokens[at + 1 : end]
    )


def _is_attribute(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "planned" belongs to a noun behind it: "on the planned overhaul of one mill"."""
    lead, after = tokens[at - 1], tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.kind != Kind.WORD or after.low in grammar("stops"):
        return False
    return lead.kind == Kind.WORD and not lead.has_any(Kind.LEVEL, Kind.INDICATOR)


def _outweighed(said: Said) -> bool:
    """Tell whether the word nearest before what is said expects rather than plans.

    "A planned overhaul would take out 1,500 mt" foresees; "the target will be" does not.
    """
    follows = apart = False
    for token in reversed(said.statement.between(said.clause[0], said.start)):
        if token.has(Kind.PLAN):
            # "No mill plans a cut, still the holidays will take 3% off": another statement.
            return follows and (apart or token.low.endswith(_SCHEDULED))
        apart = apart or (follows and token.text == ",")
        follows = follows or token.low in _MODAL_AHEAD
        if is_expecting(token):
            return True
    return False


def is_expecting(token: Token) -> bool:
    """Tell whether a word expects something, and is no mere "will" or "may"."""
    return token.has(Kind.FUTURE) and token.low not in _MODAL
