"""Doubts: what speaks against it that a word of a move tells a movement, by the grammar.

Names of doubts are features: the weights are learned for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from extract.annotate.lexicon import words
from extract.document import Annotated
from extract.rules.labelling import denies, grammar_words
from extract.rules.light import BREAKS, is_light
from extract.rules.matter import is_name_of_subject
from extract.rules.move import MEASURED, is_hampered
from extract.rules.no_moves import is_bound, keeps_from, tells_no_move
from extract.rules.regions import is_place_name, region_in
from extract.rules.review.moving import Moving, around, nearest_measured
from extract.rules.scope import home, is_group
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Direction

__all__ = ["doubts", "is_left_open", "is_within_month"]

_OPEN = re.compile(
    r"\b(?:is|are|was|were|seems|remains|looks)\s+(?:\w+\s+)?(?:possible|conceivable|uncertain|open)\b"
    r"|\bby no means\b|\bcannot be (?:ruled out|excluded)\b|\bis not (?:certain|excluded)\b"
)
_HALF_A_MONTH = re.compile(
    r"\bin the (?:first|second|latter) half of (?:the month|January|February|March|April|May|June|July"
    r"|August|September|October|November|December)\b"
)
_SOME = frozenset(
    "some most many several few certain majority part half individual other others each".split()
)
_ONE = frozenset({"the", "a", "an", "one", "another", "this", "that"})
_NOT_MADE = frozenset(
    "use usage uses interest appetite sentiment activity trading buying restocking competition".split()
)
_CONTENTS = frozenset(
    "ore ores head mined mill mine feed average concentrate the its their lower higher".split()
)
_PREPOSITIONS = frozenset({"of", "on", "for", "in", "at"})
_TIERS = frozenset({"tier", "tiers"})
_BE = frozenset({"is", "are", "was", "were"})
_DUE, _MOVED, _PLACED = 4, 4, 16
_NOT = frozenset({"not", "never", "unlikely", "hardly", "barely", "scarcely"})
_SLOWED = frozenset({"slowed", "slows", "slowing", "slow", "quickened", "accelerated"})
_CAUSE, _COUNTED, _DENIED, _HELD = 2, 5, 5, 5
"""How many words before a move may tell of a cause, behind a word for some of whom it tells, and before a
move may deny it or hold it back."""


def doubts(section: Annotated, moving: Moving, own: frozenset[str]) -> Iterator[str]:
    """Yield the names of what speaks against a word of a move, by the grammar.

    `own` are the words that name the commodity.
    """
    statement, token = moving.statement, moving.token
    begin, within, rest = around(statement, moving.at, moving.clause)
    at = moving.at - begin
    lead, behind = within[:at], within[at + 1 :]
    near = nearest_measured(statement.tokens, moving.at)
    subject = near - begin if near is not None and begin <= near < moving.at else at
    causal = grammar_words("causal")
    told = {
        "of some": _is_of_some(lead),
        "not made": _is_not_made(lead),
        "of one": _is_of_one(lead),
        "of a company": _is_of_company(section, lead, own),
        "hampered": token.has(Kind.TREND) and is_hampered(lead[-_HELD:]),
        "explained": _is_explained(moving, lead),
        "named": _is_of_what_is_named(lead),
        "denied": _is_denied(section, moving, within[at:]),
        "denied before": _is_denied_before(moving, lead),
        "of another": _is_of_another(behind),
        "of pace": _is_of_pace(moving, behind),
        "of a level": _is_of_level(lead),
        "paid": near is not None and near > 0 and statement.tokens[near - 1].low in grammar("power"),
        # "to reduce stocks", "driven by rising prices"
        "cause": not _is_due(lead, token)
        and causal.search(section.section.body, within[max(0, at - _CAUSE)].start, token.end),
        "no move": tells_no_move(section, statement),
        "bound": is_bound(section, (within, rest), subject, token)
        or _is_of_a_place(lead)
        or _moves_a_place(section, behind),
    }
    yield from (name for name, is_so in told.items() if is_so)


def is_left_open(section: Annotated, moving: Moving) -> bool:
    """Read "a fall is possible", "an increase cannot be ruled out": what may come about, in so many words."""
    return _goes_on(section, moving, _OPEN)


def is_within_month(section: Annotated, moving: Moving) -> bool:
    """Read "dipped in the first half of August and picked up in the second": no move of a month."""
    return _goes_on(section, moving, _HALF_A_MONTH)


def _goes_on(section: Annotated, moving: Moving, pattern: re.Pattern[str]) -> bool:
    """Tell whether the piece of a sentence from a move on holds a pattern."""
    statement = moving.statement
    behind = takewhile(lambda token: token.text not in BREAKS, statement.tokens[moving.at :])
    end = max((token.end for token in behind), default=moving.token.end)
    return pattern.search(section.section.body, moving.token.start, end) is not None


def _is_due(lead: Sequence[Token], token: Token) -> bool:
    """Read "output is due to come down": what is scheduled; "is due to weaker orders" tells a cause."""
    said = [word for each in (*lead[-_DUE:], token) for word in each.low.split()]
    at = said.index("due") if "due" in said else 0
    if _BE.isdisjoint(said[:at]) or said[at + 1 : at + 2] != ["to"] or token.has(Kind.TREND):
        return False
    return not said[at + 2].endswith(("er", "ing", "ed"))


def _is_of_some(lead: Sequence[Token]) -> bool:
    """Tell whether a clause speaks of some producers ("some 60% of the smelters expect output to fall")."""
    for at, token in enumerate(lead):
        some = token.low in _SOME or token.low in grammar("classes") - {"new"}
        near = (each.low.removesuffix("'s").rstrip("'’") for each in lead[at + 1 : at + 1 + _COUNTED])
        if some and not words().countable.isdisjoint(near):
            return True
    return any(token.low in _TIERS for token in lead)


def _is_of_a_place(lead: Sequence[Token]) -> bool:
    """Read "smelters in Hunan are expected to lower output": those of one place act."""
    for at, (token, joint, place) in enumerate(zip(lead, lead[1:], lead[2:], strict=False)):
        if is_group(token) and joint.low == "in" and is_place_name(place.text):
            rest = (each for each in lead[at + 3 :] if not (is_light(each) or is_place_name(each.text)))
            return all(
                each.has_any(Kind.FUTURE, Kind.LEVEL) or each.low in (",", "and", "to") for each in rest
            )
    return False


def _moves_a_place(section: Annotated, behind: Sequence[Token]) -> bool:
    """Read "pulled down the operating rate of smelters in Anhui": what is moved is of one place."""
    piece = list(takewhile(lambda token: token.text not in BREAKS, behind))
    at = next((n for n, token in enumerate(piece[:_MOVED]) if token.code(Kind.INDICATOR) in MEASURED), None)
    if at is None:
        return False
    behind = piece[at + 1 : at + 1 + _PLACED]
    said = list(takewhile(lambda token: not token.has_any(Kind.MOVE, Kind.LEVEL), behind))
    return (
        bool(said)
        and region_in(section.section.body[said[0].start : said[-1].end], home(section)) is not None
    )


def _is_of_one(lead: Sequence[Token]) -> bool:
    """Read "the zinc smelter lowered output": the one that acts is a single producer."""
    named = [token for token in lead if not is_light(token)]
    if not named or named[-1].low.endswith("s") or f"{named[-1].low}s" not in words().countable:
        return False
    before = lead[: lead.index(named[-1])][-_COUNTED:]
    return any(token.low in _ONE for token in before)


def _is_not_made(lead: Sequence[Token]) -> bool:
    """Read "its use declined", "output quotas fell": what stands before the move is no product.

    Nor is what another thing is of: "the rate of interest on loans went up".
    """
    plain = (
        at
        for at in range(len(lead) - 1, -1, -1)
        if not (is_light(lead[at]) or lead[at].has_any(Kind.LEVEL, Kind.FUTURE, Kind.KEEPING))
    )
    at = next(plain, None)
    if at is None:
        return False
    named = lead[at]
    if at > 1 and lead[at - 1].low in _PREPOSITIONS and lead[at - 2].has(Kind.OTHER):
        return True
    if not named.has(Kind.OTHER):
        return named.low in _NOT_MADE
    kind = next(plain, None)  # "standard grade was up" is of a product, "ore grade was up" of what is in it
    graded = named.low in ("grade", "grades") and kind is not None and lead[kind].kind == Kind.WORD
    return not graded or kind is None or lead[kind].low in _CONTENTS


def _is_of_company(section: Annotated, lead: Sequence[Token], own: frozenset[str]) -> bool:
    """Read "Northmet decreased MoM": the one word before the move is a name, and no product."""
    named = [token for token in lead if not is_light(token)]
    return len(named) == 1 and is_name_of_subject(section, named[0], own)


def _is_explained(moving: Moving, lead: Sequence[Token]) -> bool:
    """Read "was the main source of the growth in output": a move that was told before."""
    lows = [token.low for token in lead[-2:]]
    return moving.token.has(Kind.TREND) and lows[-1:] == ["the"] and lows[0] in ("of", "for", "behind")


def _is_of_what_is_named(lead: Sequence[Token]) -> bool:
    """Read ", with orders for cells still growing": another thing is named last in the piece of the move."""
    begin = max((at for at, token in enumerate(lead) if token.text in BREAKS), default=-1)
    named = [token.code(Kind.INDICATOR) for token in lead[begin + 1 :] if token.has(Kind.INDICATOR)]
    return begin >= 0 and bool(named) and named[-1] not in MEASURED


def _is_of_pace(moving: Moving, behind: Sequence[Token]) -> bool:
    """Read "output growth slowed": how fast a thing moves is told, and not that it moved."""
    return moving.token.has(Kind.TREND) and bool(behind) and behind[0].low in _SLOWED


def _is_of_level(lead: Sequence[Token]) -> bool:
    """Read "output was 18,600 mt, edging up from May": the figure has the way of the move."""
    before = [token for token in lead if not token.has(Kind.DEGREE)][-2:]
    return len(before) > 1 and before[0].figure is not None and before[1].text == ","


def _is_of_another(behind: Sequence[Token]) -> bool:
    """Read "a rise in scrap prices": what is named behind the noun of a move is no output and no rate."""
    if not behind or behind[0].low not in ("in", "of"):
        return False
    for token in behind[1 : 1 + _COUNTED]:
        if token.text in BREAKS or token.has_any(Kind.MOVE, Kind.LEVEL, Kind.FUTURE):
            return False
        if token.has(Kind.INDICATOR):
            return token.code(Kind.INDICATOR) not in MEASURED
    return False


def _is_denied_before(moving: Moving, lead: Sequence[Token]) -> bool:
    """Read "is not thought likely to rise": denied ahead, with nothing else said to move between."""
    if moving.way is Direction.FLAT:
        return False
    if keeps_from(lead, moving.token):
        return True
    behind: Token | None = None
    for token in reversed(lead[-_DENIED:]):
        if not _NOT.isdisjoint(token.low.split()):
            return behind is None or behind.low != "only"
        if token.text in BREAKS or token.has_any(Kind.MOVE, Kind.TREND):
            return False
        behind = token
    return False


def _is_denied(section: Annotated, moving: Moving, behind: Sequence[Token]) -> bool:
    """Tell whether a move is denied behind it ("an increase is unlikely"), or only owed to something."""
    rest = behind[1:]
    if moving.token.low.startswith("gain") and [token.low for token in rest[:1]] == ["from"]:
        return True
    ends = (t.start for t in rest if t.text in BREAKS or t.low in grammar("openers") or t.low == "and")
    tail = section.section.body[moving.token.start : next(ends, behind[-1].end)]
    return moving.way is not Direction.FLAT and denies(tail)
