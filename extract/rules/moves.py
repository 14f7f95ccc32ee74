"""Moves: what a clause says of how output or an operating rate moved, where it gives no figure.

Each family of constructions has its own finder: a subject with a verb ("output fell"), a noun of
movement ("a further fall in output"), "that of" a segment, a month as subject ("July should bring a
recovery"), what somebody foresees ("expects steady output"), and producers who act ("smelters cut output").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from extract.annotate.lexicon import words
from extract.document import Annotated
from extract.rules.actors import of_actors, of_results, of_sufferers
from extract.rules.headed import scope_at
from extract.rules.heights import to_extreme
from extract.rules.move import MEASURED, Move, is_hampered, is_measured
from extract.rules.names import is_own
from extract.rules.noted import noted
from extract.rules.phrase import noun_phrase_before
from extract.rules.places import BREAKS, is_light
from extract.rules.scope import NO_SCOPE, Scope, scoped
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Direction, Indicator

__all__ = ["moves_in"]

_REACH = 10
_SEEN = 6
_PHRASE = 7
_CLOSE = 4
_ASIDE_WORDS = 3


def moves_in(section: Annotated, tokens: Sequence[Token], own: frozenset[str]) -> Iterator[Move]:
    """Yield the moves of a clause, in the order of their finders."""
    yield from _of_daily_average(tokens)
    if not any(token.code(Kind.INDICATOR) in MEASURED for token in tokens if token.tags):
        yield from of_sufferers(section, tokens, own)
        return
    finders: tuple[Callable[..., Iterator[Move]], ...] = (
        _of_subjects, _of_those, of_actors, of_sufferers, of_results,
    )  # fmt: skip
    for find in finders:
        yield from find(section, tokens, own)


def _of_subjects(section: Annotated, tokens: Sequence[Token], own: frozenset[str]) -> Iterator[Move]:
    """Read "output fell", "a slight decrease in output", "expects steady output"."""
    for at, token in enumerate(tokens):
        if token.code(Kind.INDICATOR) not in MEASURED:
            continue
        if any(t.figure is not None and t.figure.unit == "percent" for t in tokens[max(0, at - 8) : at]):
            # "60% of the smelters expect output to fall": what some of them say.
            if any(t.low in words().countable for t in tokens[max(0, at - 6) : at]):
                continue
        found = _verb_behind(tokens, at) or _noun_before(tokens, at) or _foreseen(tokens, at)
        if found is None:
            continue
        if at and tokens[at - 1].low == "whose":
            continue
        before = noun_phrase_before(tokens, at)
        if any(t.low in _foreign() and not is_own(t.low, own) for t in before):
            continue
        if before and before[-1].low in grammar("outside") and not any(is_own(t.low, own) for t in before):
            continue
        left = at - len(before) - 1
        if left >= 0 and tokens[left].low in grammar("makers"):
            continue
        routed = at + 1 < len(tokens) and tokens[at + 1].low in ("derived", "from", "of", "made", "produced")
        routed = routed or any(_ROUTE.search(t.low) for t in tokens[max(0, at - 4) : at])
        way, where = found
        scope = scope_at(section, tokens, at, own)
        if any(t.low == "daily" for t in before):
            scope = Scope("daily average")
        if scope.segment is None and at and tokens[at - 1].low in ("their", "its"):
            scope = _antecedent(section, tokens[:at], own)
            routed = routed or scope.segment is not None
        yield Move(at, token.code(Kind.INDICATOR), way, where, scope, routed)


def _of_daily_average(tokens: Sequence[Token]) -> Iterator[Move]:
    """Read "the daily average rose", where nothing else is named that it could be of."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].low != "average" or tokens[at - 1].low != "daily":
            continue
        verb = next(
            (t for t in tokens[at + 1 :] if not (is_light(t) or t.has(Kind.FUTURE) or t.has(Kind.LEVEL))),
            None,
        )
        behind = [t for t in tokens if verb is not None and t.start > verb.start][:_CLOSE]
        if verb is None or not verb.has(Kind.MOVE) or any(t.figure is not None for t in behind):
            continue
        yield Move(at, Indicator.PRODUCTION, verb.code(Kind.MOVE), verb, Scope("daily average"), routed=True)


def _antecedent(section: Annotated, before: Sequence[Token], own: frozenset[str]) -> Scope:
    """Return the scope of "their" in "alloys were the exception: their output held steady"."""
    if not any(token.text in (":", "–", "—") for token in before):
        return NO_SCOPE
    end = next((i for i, token in enumerate(before) if token.has(Kind.LEVEL)), 0)
    return scoped(section, before[:end], own, whole=False)


@cache
def _foreign() -> frozenset[str]:
    """Return the words of another's product; the commodity itself may be a material."""
    return grammar("foreign") - {"material", "materials"}


_ROUTE = re.compile(r"-(?:based|derived|fed|route)$")


def _of_those(section: Annotated, tokens: Sequence[Token], own: frozenset[str]) -> Iterator[Move]:
    """Read "output of A rose and that of B was flat": the pronoun stands for the subject before."""
    for at in range(len(tokens) - 2):
        if tokens[at].low not in ("that", "those") or tokens[at + 1].low not in ("of", "from"):
            continue
        named = next((t for t in reversed(tokens[:at]) if t.code(Kind.INDICATOR) in MEASURED), None)
        compared = at > 0 and (tokens[at - 1].low in _COMPARING or tokens[at - 1].has(Kind.COMPARING))
        if named is None or compared:
            continue
        end = at + 2
        while (
            end < len(tokens)
            and tokens[end].kind == Kind.WORD
            and not tokens[end].tags
            and end - at < _PHRASE
        ) or (end < len(tokens) and end > at + 2 and tokens[end].low in ("grade", "grades")):
            end += 1
        phrase = [t for t in tokens[at + 2 : end] if t.low not in ("was", "is", "likewise", "also", "too")]
        found = _verb_behind(tokens, end - 1)
        if found is not None and phrase:
            yield Move(
                end - 1,
                named.code(Kind.INDICATOR),
                *found,
                scoped(section, phrase, own, whole=False),
                routed=True,
            )


_COMPARING = frozenset("than above below from with to".split())


def _verb_behind(tokens: Sequence[Token], at: int) -> tuple[Direction, Token] | None:
    """Return a verb or "saw a decline" behind the subject, with no figure before the next mark."""
    past: int | None = 0
    for steps, token in enumerate(tokens[at + 1 :]):
        if token.text == ":" and steps <= 2:
            return noted(tokens[at + 1 : at + 1 + steps], tokens[at + 2 + steps :])
        if steps > _REACH or token.text in ";:(" or token.figure is not None:
            return None
        if not steps and token.has(Kind.INDICATOR) and token.code(Kind.INDICATOR) not in MEASURED:
            return None  # "production costs rose"
        if past is not None and at + 1 + steps < past:
            continue
        if token.text == "," and (steps > 2 or (past := _past_aside(tokens, at + 1 + steps)) is None):
            return None
        move = token.code(Kind.MOVE) or token.code(Kind.TREND)
        behind = tokens[at + 2 + steps :]
        move = move or to_extreme(token, behind)
        if (
            move is None
            and token.low in ("below", "above")
            and behind
            and behind[0].low in ("that", "the", "its")
        ):
            move = Direction.UP if token.low == "above" else Direction.DOWN
        growing = steps == 0 and token.has(Kind.TREND) and not token.has(Kind.MOVE)
        if growing and behind and behind[0].has(Kind.MOVE):
            return None  # "output growth slowed"
        if move is not None:
            benefits = token.low.startswith("gain") and behind and behind[0].low == "from"
            if benefits or (steps == 0 and token.low in grammar("acts")):
                return None
            if any(is_measured(t) for t in _until_mark(behind)):
                return None
            return move, token
    return None


def _past_aside(tokens: Sequence[Token], at: int) -> int | None:
    """Return where an aside ends that the comma at token `at` opens (", however,", ", even so,")."""
    for index, token in enumerate(tokens[at + 1 : at + 2 + _ASIDE_WORDS], at + 1):
        if token.text == ",":
            return index + 1 if index > at + 1 else None
        if token.kind != Kind.WORD or not set(token.tags) <= {Kind.DEGREE}:
            return None
    return None


def _noun_before(tokens: Sequence[Token], at: int) -> tuple[Direction, Token] | None:
    """Read "a slight decrease in production", "a pullback in national zinc output", "lower output"."""
    left = at - len(noun_phrase_before(tokens, at))
    while left > 0 and tokens[left - 1].low in ("the", "in", "of"):
        left -= 1
    if left == at or left < 1 or tokens[left].low not in ("in", "of"):
        return None
    trend = tokens[left - 1]
    rate = tokens[at].code(Kind.INDICATOR) is Indicator.OPERATING_RATE
    if not trend.has(Kind.TREND) or trend.has(Kind.INDICATOR):
        return None
    if trend.low in grammar("acts") and not rate:
        return None
    if is_hampered(tokens[max(0, left - 1 - _CLOSE) : left - 1]):
        return None  # "will slow the recovery of output"
    if any(t.figure is not None for t in tokens[max(0, left - 6) : at + 6]):
        return None
    if left > 1 and tokens[left - 2].low == "the" and any(t.low in grammar("explained") for t in tokens[at:]):
        return None  # "the decline in output was mainly due to repairs": told before, and explained here
    way: Direction = trend.code(Kind.TREND)
    return way, tokens[at]


def _foreseen(tokens: Sequence[Token], at: int) -> tuple[Direction, Token] | None:
    """Read "forecasts steady domestic output", "keep August output range-bound"."""
    for steps, token in enumerate(reversed(tokens[:at])):
        if steps > _SEEN or token.text in BREAKS:
            return None
        if (
            not steps
            and token.has(Kind.MOVE)
            and token.low in grammar("comparatives")
            and _is_told(tokens, at)
        ):
            return token.code(Kind.MOVE), token
        if token.code(Kind.MOVE) is Direction.FLAT and not token.has(Kind.KEEPING):
            lead = tokens[: at - 1 - steps][-4:]
            seen = any(t.has(Kind.FUTURE) or t.low in grammar("suffering") for t in lead)
            return (Direction.FLAT, token) if seen else None
    return None


def _is_told(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "lower output" is reported, pointed to or expected, and no cause or aim."""
    lead = [t for t in tokens[: at - 1][-_CLOSE:] if not is_light(t)]
    told = bool(lead) and (lead[-1].has(Kind.FUTURE) or lead[-1].low in grammar("telling"))
    behind = tokens[at + 1 : at + 1 + _CLOSE]
    if any(t.figure is not None for t in behind):
        return False
    return told or (
        any(t.has(Kind.LEVEL) for t in behind[:2]) and any(t.has(Kind.FUTURE) for t in behind[1:])
    )


def _until_mark(tokens: Sequence[Token]) -> Iterator[Token]:
    for at, token in enumerate(tokens):
        after = tokens[at + 1 : at + 1 + _CLOSE]
        if token.text == ";" or (token.text == "," and after and _is_other(after)):
            return
        yield token


def _is_other(after: Sequence[Token]) -> bool:
    """Tell whether something else is told behind a comma ("..., its share reaching 24%")."""
    if after[0].low == "with" and after[1:] and after[1].figure is not None:
        return False  # "will rise, with 45 kt expected"
    if after[0].low in _ASIDE:
        return True
    return any(t.has(Kind.INDICATOR) and not t.has(Kind.TREND) for t in after)


_ASIDE = frozenset("with as since because while whereas which although though so and but when after".split())
