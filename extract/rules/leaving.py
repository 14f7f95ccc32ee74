"""Times left behind: those of a clause that is over before a figure's own clause begins."""

from __future__ import annotations

from collections.abc import Sequence

from extract.annotate.lexicon import words
from extract.rules.closing import closes_month
from extract.rules.context import Statement
from extract.rules.places import BREAKS, Place
from extract.rules.times import Time
from extract.rules.tokens import Kind, Token

__all__ = ["left_behind"]

_MONTH = 7
_FRONTED = 3
_SHORT = 12
_AUXILIARY = frozenset("had has have was were is are did will would should may".split())
_SO = frozenset({"so", "thus", "hence", "therefore", "consequently"})
_SETTING = frozenset(
    "in at on by for during since until till from to of with over through and but or while as after".split()
)
_RELATIVE = frozenset({"when", "which", "where"})
_PRONOUNS = frozenset({"which", "who", "that", "whose", "where"})
_AFTER = frozenset({"after", "following", "despite", "owing", "thanks", "because", "since", "due"})
_DONE = frozenset(
    "finished completed concluded ended resumed restarted returned reopened over commissioned rolled lit "
    "started finalised finalized".split()
)
_BOUGHT = frozenset({"bought", "shut", "begun", "lost", "made", "sold", "built"})
_TIMES = frozenset({"early", "mid", "late", "the", "end"})
_NO_VERBS = frozenset({"at", "with", "for", "ended", "ending", "based", "compared"})


def left_behind(month: str, statement: Statement, place: Place, time: Time) -> bool:
    """Tell whether a time before a figure is told of something else than the figure."""
    if _closed_off(month, statement, place, time):
        return True
    if time.period[:_MONTH] != month and closes_month(place.near):
        return True
    if time.period[:_MONTH] >= month and not time.day:
        return False
    tokens = statement.tokens
    at = statement.place_at(time.start)
    end = next((i for i, token in enumerate(tokens) if token.start >= time.end), len(tokens))
    if end > place.at:
        return False
    begin = at
    while begin and tokens[begin - 1].text not in BREAKS:
        begin -= 1
    piece, rest = tokens[begin:at], tokens[end : place.at]
    fronted = not begin and at < _FRONTED
    return (
        _in_relative(piece, rest)
        or _after_event(piece, rest)
        or (not fronted and any(token.text == ";" for token in rest))
        or (not fronted and (_contrasted(piece, rest) or _concluded(piece, rest)))
        or _in_aside(tokens, begin, end)
        or _completed(piece, rest)
        or (not fronted and _modifies_subject(piece, rest))
        or (time.day and (_went_on(rest) or closes_month((*rest, *place.near))))
    )


def _in_relative(piece: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Read "a smelter which had stopped in December returned, and prices kept profits at 900 yuan/mt"."""
    if piece and piece[0].low in _PRONOUNS and piece[0].low != "that" and any(map(_is_finite, piece[1:])):
        return bool(rest) and rest[0].text == ","  # "plants, whose orders had stopped in May, ran at"
    opened = next((i for i in range(len(piece) - 1, 0, -1) if piece[i].low in _PRONOUNS), None)
    if opened is None or opened + 1 >= len(piece) or not _is_finite(piece[opened + 1]):
        return False
    if piece[opened].low == "that" and piece[opened - 1].has_any(Kind.FUTURE, Kind.LEVEL, Kind.ACTION):
        return False  # "said that output fell in December to 30 kt"
    return any(t.text in BREAKS or t.low in ("and", "but") or _is_finite(t) for t in rest)


def _after_event(piece: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Read "after the price cuts in December, makers ran at 60%": the event is over."""
    if not piece or piece[0].low not in _AFTER:
        return False
    comma = next((i for i, token in enumerate(rest) if token.text in BREAKS), None)
    return comma is not None and rest[comma].text == "," and _names_subject(rest[comma:])


def _went_on(rest: Sequence[Token]) -> bool:
    """Read "on March 15 a storm struck the port, and prices shot up by": the day is the storm's."""
    comma = next((i for i, token in enumerate(rest[:-1]) if token.text == ","), None)
    if comma is None or rest[comma + 1].low not in ("and", "so", "but", "which"):
        return False
    ahead = rest[comma + 1 :]
    return any(map(_is_finite, rest[:comma])) and any(t.has(Kind.INDICATOR) for t in ahead)


def _contrasted(piece: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Read "two plants had closed in May, while a third ran at 60%": a clause with a verb of its own."""
    at = next((i for i, token in enumerate(rest) if token.low in ("while", "whereas")), None)
    return at is not None and any(map(_is_finite, piece)) and any(map(_is_finite, rest[at:]))


def _concluded(piece: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Read "mills had bought ahead in April, so prices slid": what follows from it came later."""
    at = next((i for i, token in enumerate(rest) if token.low in _SO and i), None)
    return at is not None and any(map(_is_finite, piece)) and any(map(_is_finite, rest[at:]))


def _completed(piece: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Read "a smelter finished its overhaul in May and contributed 7,000 mt": what it did then came later."""
    done = any(token.low in _DONE for token in piece)
    joined = [token for token in rest if token.text != ","][:1]
    return done and bool(joined) and joined[0].low == "and" and any(map(_is_finite, rest))


def _modifies_subject(piece: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Read "mills with nickel bought in April were losing": the time is that of the participle."""
    lead = [token for token in piece if token.low not in _SETTING and token.low not in _TIMES]
    if (
        not lead
        or piece[-1].low in ("for", "to")
        or len(lead) == len(piece)
        or not rest
        or not _is_finite(rest[0])
    ):
        return False
    last = lead[-1]
    participle = last.low in _BOUGHT or (last.low.endswith("ed") and not last.has(Kind.LEVEL))
    return participle and not any(_is_finite(token) for token in lead[:-1])


def _in_aside(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Read "arrivals of ore, stuck in port in January by a storm, reached": the time is of the aside."""
    if not begin or tokens[begin - 1].text != "," or tokens[begin].low in _SETTING:
        return False
    closing = next(
        (i for i in range(end, min(end + _SHORT, len(tokens) - 1)) if tokens[i].text in BREAKS), None
    )
    if closing is None or tokens[closing].text != "," or any(t.figure for t in tokens[begin:closing]):
        return False
    if any(t.low in _AUXILIARY for t in tokens[begin:closing]) or tokens[closing + 1].low.endswith("ing"):
        return False
    return _is_finite(tokens[closing + 1])


def _is_finite(token: Token) -> bool:
    verbal = token.has_any(Kind.LEVEL, Kind.ACTION, Kind.SWITCH) or (
        token.has(Kind.MOVE) and not token.has(Kind.TREND)
    )
    auxiliary = token.low in ("had", "has", "have", "was", "were", "is", "are", "did")
    return auxiliary or (verbal and token.low not in _NO_VERBS) or token.low.endswith("ed")


def _closed_off(month: str, statement: Statement, place: Place, time: Time) -> bool:
    """Tell whether a time ends a clause with a verb of its own, and the figure stands in another one.

    "Licences were handed out only in the last ten days of May, and stocks rose to 12 mt". A month still to
    come dates what follows all the same, unless the sentence opens with another one.
    """
    tokens = statement.tokens
    end = next((i for i, token in enumerate(tokens) if token.start >= time.end), len(tokens))
    while end + 1 < place.at and tokens[end].low == "and":
        joined = next((t for t in statement.times if t.start == tokens[end + 1].start), None)
        if joined is None:
            break
        end = next((i for i, token in enumerate(tokens) if token.start >= joined.end), len(tokens))
    if (
        end + 1 >= place.at
        or tokens[end].text != ","
        or tokens[end + 1].low in _RELATIVE
        or not _names_subject(tokens[end : place.at])
    ):
        return False
    fronted = statement.times[0]
    opened = fronted is not time and fronted.start <= tokens[min(_FRONTED, len(tokens) - 1)].start
    if time.period[:_MONTH] > month and not (opened and len(fronted.period) == _MONTH):
        return False
    if len(time.period) == _MONTH and time.period == month:
        return False
    begin = end
    while begin and tokens[begin - 1].text not in BREAKS:
        begin -= 1
    piece = [token for token in tokens[begin:end] if token.start < time.start]
    return any(_is_verbal(token) for token in piece)


def _names_subject(tokens: Sequence[Token]) -> bool:
    return any(t.has_any(Kind.INDICATOR, Kind.ACTION) or t.low in words().countable for t in tokens)


def _is_verbal(token: Token) -> bool:
    if token.low in _NO_VERBS or token.has(Kind.BASIS):
        return False
    moves = token.has(Kind.MOVE) and not token.has(Kind.TREND)
    verbal = token.has_any(Kind.LEVEL, Kind.ACTION, Kind.SWITCH, Kind.FUTURE)
    return moves or verbal or token.low.endswith("ed")
