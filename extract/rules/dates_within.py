"""Dates within a sentence: among which words one stands, and which clause it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from extract.rules.context import Statement
from extract.rules.places import BREAKS, Place
from extract.rules.times import Time
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Indicator

__all__ = [
    "adjoins", "among", "aside", "in_participle", "is_bound", "is_expected", "names_forecast", "parted",
    "passing", "subordinate",
]  # fmt: skip

_NEAR = 6
_DAY = 10
_REACHED = frozenset(
    "set seen reached recorded posted registered logged shipped exported imported produced sold booked "
    "loaded mined delivered consumed unloaded landed cleared accepted agreed settled concluded fixed".split()
)
_ANNOUNCED = frozenset(
    "announced introduced imposed approved published signed agreed unveiled enacted issued granted delayed "
    "postponed completed finished begun adopted tightened raised lifted declared ordered".split()
)
_SHORT = 4
_ATTRIBUTING = frozenset({"of", "the", "a", "an"})
_PARTING = frozenset({"while", "whereas", "as", "although", "though", "because"})
_STARTED = frozenset(
    "started commissioned launched opened restarted idled stopped shut closed halted suspended built "
    "bought".split()
)
_BRINGING = frozenset({"brings", "brought", "bringing", "takes", "took", "taking", "lifts", "lifted"})
_SUMS = frozenset({"total", "sum", "figure", "tally"})
_LEVIED = frozenset("imposed introduced levied reintroduced reinstated raised lowered effective".split())
_TEXTS = frozenset({"report", "note", "survey", "edition", "update", "review"})
_COORDINATING = frozenset({"and", "but", "while"})
_OPENING = frozenset({"while", "whereas", "but", "although", "and"})
_NOT_SUBORDINATING = frozenset({"as", "due", "since"})


def among(statement: Statement, tokens: Sequence[Token], *, compared: bool = False) -> list[Time]:
    """Return the times that stand among some tokens of a sentence, which are in order.

    `compared`: also those that something is compared with.
    """
    if not tokens or not statement.times:
        return []
    first, last = tokens[0].start, tokens[-1].start
    near = [t for t in statement.times if t.start <= last and first < t.end and (compared or not t.compared)]
    return [time for time in near if any(time.start <= token.start < time.end for token in tokens)]


def aside(body: str, start: int, time: Time, figure: int) -> bool:
    """Tell whether a time stands in a clause set in commas before a figure, given by its offset.

    "Which was suspended in November", "announced in late October"; but in "which at the end of May had stood
    at 31 GW" the clause tells the figure itself.
    """
    piece = body[max(start, body.rfind(",", start, time.start) + 1) : time.start].split()
    if len(piece) > 1 and piece[-1] in _BRINGING:
        return False  # "63,200 oz in June, which brings the quarter to 186,000 oz"
    if not piece:
        return False
    behind = body[time.end : figure]
    if piece[0] in ("which", "who", "where", "having"):
        return "," in behind or behind.split()[:1] != ["had"]
    announced = "," in behind and len(piece) <= _SHORT and piece[0] in _ANNOUNCED
    return piece[0] in _STARTED or announced


def adjoins(place: Place, time: Time) -> bool:
    """Tell whether a date stands right behind the figure, but for its comparison and a preposition."""
    between = [token for token in place.right if token.start < time.start]
    dating = grammar("dating")
    return len(between) <= _NEAR and all(
        token.low in dating or token.has_any(Kind.BASIS, Kind.TREND, Kind.BEHIND) for token in between
    )


def in_participle(place: Place, time: Time) -> bool:
    """Tell whether a date belongs to a participle ("250,000 mt of capacity put on hold in November")."""
    between = [token for token in place.right if token.start < time.start]
    levied = any(token.low in _LEVIED for token in between)
    if levied and any(token.code(Kind.INDICATOR) is Indicator.TARIFF for token in between):
        return False  # "the 15% export duty introduced in May"
    for at, token in enumerate(between):
        participle = token.low.endswith("ed") or token.low in grammar("participles")
        if token.low in _REACHED:
            continue  # "the previous high of 90,400 mt set in March"
        if token.low == "expected" and [t.low for t in between[max(0, at - 2) : at]] == ["to", "be"]:
            return True  # "rose on the decline in arrivals to be expected in June"
        if participle and at and token.text.islower() and between[at - 1].low in _ATTRIBUTING:
            continue  # "145 kt of integrated lead in 2016"
        if participle and not token.has(Kind.PLAN) and not (at and between[at - 1].has(Kind.LEVEL)):
            return True
    return False


def passing(statement: Statement, time: Time, stop: int, start: int) -> bool:
    """Tell whether a day or a span of time dates another statement: before a semicolon, or subordinate."""
    monthly = not time.day and len(time.period) < _DAY
    return not monthly and (time.start < stop or _left_clause(statement, time, start))


def _left_clause(statement: Statement, time: Time, start: int) -> bool:
    """Tell whether the subordinate clause of a time has a verb before what stands at an offset."""
    if not subordinate(statement.tokens, time):
        return False
    between = [token for token in statement.tokens if time.end <= token.start < start]
    summed = bool(between) and (between[0].low in _SUMS or between[0].has(Kind.INDICATOR))
    if summed and not any(token.text in BREAKS for token in between):
        return False  # "so that the half-year total exceeded 210,000 mt"
    return time.day or any(token.text != "," and token.low not in ("to", "at", "of") for token in between)


def subordinate(tokens: Sequence[Token], time: Time) -> bool:
    """Tell whether a date stands in a subordinate clause ("after the authorities announced on April 15")."""
    for token in reversed([t for t in tokens if t.start < time.start]):
        if token.text in BREAKS or token.low in _COORDINATING:
            return False
        if token.low in grammar("openers"):
            return token.low not in _NOT_SUBORDINATING
    return False


def parted(statement: Statement, place: Place, time: Time) -> bool:
    """Tell whether a day is told of one clause and a figure of another ("on May 30, while spodumene")."""
    if not time.day or len(time.period) < _DAY:
        return False
    between = [t for t in statement.tokens if time.end <= t.start < place.figure.start]
    at = next((i for i, token in enumerate(between) if token.low in _PARTING), None)
    return at is not None and not any(t.has(Kind.FIGURE) for t in between) and _has_subject(between[at + 1 :])


def _has_subject(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and tokens[0].low not in ("of", "at", "well") and tokens[0].figure is None


def is_bound(statement: Statement, start: int, time: Time) -> bool:
    """Tell whether no new statement begins between an offset, at or behind a figure, and a date."""
    openers = grammar("openers")
    between = statement.between(start, time.start)
    listed = not any(_tells(token) for token in between)  # "in the mills and 33 cities on June 25"
    return not any(
        (t.low in openers or t.low in _OPENING or t.text in BREAKS) and not (listed and t.low == "and")
        for t in between
    )


def _tells(token: Token) -> bool:
    return token.has_any(Kind.LEVEL, Kind.MOVE, Kind.ACTION, Kind.FUTURE) or token.low.endswith("ed")


def names_forecast(tokens: Sequence[Token], time: Time) -> bool:
    """Tell whether a month only says when something was forecast ("its June projection")."""
    after = next((token for token in tokens if token.start >= time.end), None)
    return after is not None and (is_expected(after) or after.low in _TEXTS)


def is_expected(token: Token) -> bool:
    """Tell whether a word names what was expected."""
    return bool(set(grammar("expected")) & set(token.low.split()))
