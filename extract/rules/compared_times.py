"""Times that something is compared with: "than in May", "from June 19", "the same level as in August"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.annotate.lexicon import words
from extract.rules.date_texts import month_number
from extract.rules.light import is_light, last_said
from extract.rules.role import beating
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Direction

__all__ = ["DATING", "GONE", "is_compared", "is_told_of_another"]

DATING = frozenset(
    "of in for recorded seen registered reached made produced imported exported shipped sold mined a during "
    "at".split()
)
"""What may stand between a level and its time: "the 45 kt seen in May"."""
GONE = frozenset({"last", "previous", "preceding", "prior"})
"""What leads to a month that is over: of the report's own, that of the year before."""
_MONTHLY = re.compile(r"(?:[^\W\d]+\.?\s+)?(?:19|20)\d{2}|[QH][1-4](?:\s?(?:20)?\d\d)?|[1-4][QH]\d{0,4}")
"""A year, a month of a year, a quarter or a half: no day."""
_COMPARED = frozenset(["than", "from", "versus", "vs", "against"])
_RATIOS = ("percent", "percentage_point")
_JOINING = frozenset({"in", "and", "but", "as", "with", "on"})
_TELLING = frozenset({"that", "this", "which"})
_OVER = frozenset({"on", "above", "below", "beneath", "under", "behind"})
_BESIDE = _OVER - {"on"}
_ONWARD = frozenset({"to", "onward", "onwards", "until", "through"})
_SPANNING = frozenset("over for in during across through".split())
_ALIKE = frozenset("many much same high low large level little few".split())
_LED = (Kind.MOVE, Kind.TREND, Kind.BEHIND, Kind.LEVEL, Kind.KEEPING)
_HOW_FAR = frozenset("deal well far slightly just somewhat little still clearly also marginally".split())
_SET_BESIDE, _BY = 2, 4
_AS = 5
_BEEN = frozenset("was were had been stood did".split())
_AS_BEFORE = frozenset({"as", "where", "what"})
_FAR = 7
_LEVELS = frozenset({"level", "levels", "mark", "volume", "volumes"})
_OF_LEVEL = 4
_WHOSE = frozenset({"the", "its", "their"})
_MEETING = frozenset("at to near around with above below of".split())


def is_compared(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the time at token `at` is what something is compared with.

    Words such as "that of", "the level of", "the end of" may stand between it and what compares.
    """
    index = _past_words(tokens, at - 1, at)
    index = _past_words(tokens, _past_noun(tokens, index, at), at)
    if index < 0 or _is_whole_month(tokens, at):
        return False
    level = _names_level(tokens, at) or _of_level(tokens, index) or _stands_for_level(tokens, at)
    if (
        level
        or _as_it_was(tokens, index)
        or _than_made(tokens, index)
        or _of_level_beside(tokens, at)
        or _is_outdone(tokens, index, at)
    ):
        return True
    token, lead = tokens[index], tokens[index - 1] if index else None
    if (
        token.low in ("on", "at", "by", "for")
        and lead is not None
        and (lead.low == "than" or lead.has(Kind.COMPARING))
    ):
        return True  # "higher than on June 21"
    trailed = token.low.startswith("trail") and tokens[at - 1].low in ("of", "in")
    half = token.low in ("as much as", "as many as") and lead is not None and lead.figure is not None
    # "A good deal above May", "well below May"
    far = index == at - 1 and token.low in _BESIDE and lead is not None and lead.low in _HOW_FAR
    if half or trailed or far or token.low in words().multiples:
        return True  # "double that of May", "half as much as in May", "output trailed that of May"
    alike = _is_flat(token) and token.low.endswith((" as", " with", " of", " to", " that"))
    if alike or (lead is not None and _is_alike(lead, token, tokens[at])):
        return True  # "at the same level as in August", "in line with July"
    near = at - 1 - index
    if (token.has(Kind.BASIS) or token.has(Kind.REFERENCE)) and tokens[at - 1].low == "of":
        return True  # "in the corresponding period of 2021"
    if token.has(Kind.COMPARING) or token.low in _COMPARED:
        # "from January to February" names a range and compares with nothing.
        return not (token.low == "from" and _leads_on(tokens, at))
    if lead is not None and (lead.text == ")" or (token.low == "on" and lead.text == ",")) and index > 1:
        lead = tokens[index - 2]  # "down slightly, by 1.5%, on October"
    if token.low == "on" and lead is not None and lead.has(Kind.DEGREE) and index > 1:
        lead = tokens[index - 2]  # "up slightly on May"
    if lead is not None and token.low in _OVER and lead.low in _HOW_FAR and index > 1:
        lead = tokens[index - 2]  # "was well below May"
    if token.low == "over":
        return _told_as_move(tokens, index - 1)
    if token.low in _OVER and lead is not None:
        led = lead.figure is not None or lead.has_any(*_LED)
        return led and (not _is_day(tokens[at]) or near > 0 or token.low != "on")
    return False


def _is_whole_month(tokens: Sequence[Token], at: int) -> bool:
    """Read "over the month of June it averaged 53.8%": its own time, and nothing compared."""
    lead = " ".join(token.low for token in tokens[max(0, at - 4) : at])
    return lead.endswith("month of") and not _SPANNING.isdisjoint(lead.split())


def _as_it_was(tokens: Sequence[Token], index: int) -> bool:
    """Read "much as it was in May", "where it had been in May", "the same quantity as in May"."""
    lows = [token.low for token in tokens[max(0, index - _AS) : index + 1]]
    if lows[-1:] == ["as"] and any("same" in low.split() for low in lows[-3:]):
        return True
    while lows and lows[-1] in _BEEN:
        lows.pop()
    told = len(lows) < min(_AS, index) + 1 and lows[-1:] in (["it"], ["they"])
    return told and len(lows) > 1 and lows[-2].split()[-1] in _AS_BEFORE


def _of_level_beside(tokens: Sequence[Token], at: int) -> bool:
    """Read "above the 11 kt of May", "below the 52% seen in May": the time of the level set beside."""
    index = at - 1
    while index > 0 and tokens[index].low in DATING:
        index -= 1
    if index < _SET_BESIDE or index == at - 1 or tokens[index].figure is None:
        return False
    if tokens[index - 1].low not in ("the", "its", "their"):
        return False
    led = last_said(tokens[:index])
    return led is not None and led.low in _BESIDE


def _is_outdone(tokens: Sequence[Token], index: int, at: int) -> bool:
    """Read "exceeding April by 4% and May of last year by 18%", "beat the level of April 1961"."""
    if tokens[index].low == "and":
        by = any(token.low == "by" for token in tokens[at + 1 : at + 1 + _BY])
        return by and any(token.low in beating() for token in tokens[max(0, index - _FAR) : index])
    return tokens[index].low in beating() and (index == at - 1 or tokens[at - 1].low == "of")


def _stands_for_level(tokens: Sequence[Token], at: int) -> bool:
    """Read "should match May's", "fell short of May's": a month whose level is meant ends a phrase."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    ends = behind is None or behind.kind == Kind.MARK or behind.low in _JOINING
    return at > 0 and ends and tokens[at].text.endswith(("'s", "’s"))


def _names_level(tokens: Sequence[Token], at: int) -> bool:
    """Read "hold at the September level", "exceeded their level of May", "close to May's volume"."""
    if at > _OF_LEVEL and tokens[at - 1].low == "of" and tokens[at - 2].low in _LEVELS:
        return tokens[at - 3].low in _WHOSE and tokens[at - _OF_LEVEL].kind == Kind.WORD
    if at + 1 >= len(tokens) or tokens[at + 1].low not in _LEVELS:
        return False
    lead = at - 1
    while lead > 0 and (tokens[lead].low == "the" or is_light(tokens[lead])):
        lead -= 1
    return lead > 0 and tokens[lead].low.rpartition(" ")[2] in _MEETING


def _told_as_move(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a move stands before "over May": "4%", "900 t (4%)", "..., 900 t", "a 900 t increase"."""
    if at > 0 and tokens[at].has(Kind.TREND) and tokens[at - 1].figure is not None:
        return True
    if tokens[at].text in (")", ","):
        at -= 1
    figure = tokens[at].figure if at >= 0 else None
    if figure is None:
        return False
    told = any(token.figure is not None for token in tokens[:at])
    return figure.unit in _RATIOS or is_told_of_another(tokens[:at], told=told)


def is_told_of_another(lead: Sequence[Token], *, told: bool) -> bool:
    """Tell by what leads to an amount whether it is of a figure before: set behind it, or "that is".

    `told`: there is one before in the sentence.
    """
    plain = [token for token in lead if token.low in _TELLING or not is_light(token)][-2:]
    if plain and plain[-1].text == ",":
        return told
    return len(plain) > 1 and plain[-1].has(Kind.LEVEL) and plain[0].low in _TELLING


def _of_level(tokens: Sequence[Token], index: int) -> bool:
    """Read "; compared with the 8,680 mt of June 2005 it was 15% lower": a level that opens a clause."""
    if index < 2 or tokens[index].figure is None or tokens[index - 1].low not in ("the", "its"):
        return False
    lead = tokens[index - 2]
    opens = index == 2 or tokens[index - 3].text in ",;:"
    return opens and (lead.has(Kind.COMPARING) or lead.low in _COMPARED)


def _is_alike(lead: Token, token: Token, time: Token) -> bool:
    """Read "as many as in July", "basically the same as in August", "flat with June", "unchanged on June"."""
    if token.low == "as":
        return lead.low in _ALIKE or _is_flat(lead)
    return _is_flat(lead) and (token.low == "with" or (token.low == "on" and not _is_day(time)))


def _is_day(token: Token) -> bool:
    return token.kind == Kind.DATE and not _MONTHLY.fullmatch(token.text)


def _past_words(tokens: Sequence[Token], index: int, at: int) -> int:
    """Step back over "that of", "the level of" and the like."""
    while index >= 0 and at - index <= _FAR and tokens[index].low in grammar("within"):
        index -= 1
    return index


def _than_made(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether "than plants had made", "than mills shipped" stands before a time."""
    made = False
    for token in reversed(tokens[max(0, index - _FAR + 1) : index + 1]):
        if token.figure is not None or token.kind == Kind.MARK or token.has(Kind.BASIS):
            return False
        if token.low == "than":
            return made
        made = made or token.low in ("had", "did") or token.has(Kind.ACTION)
    return False


def _past_noun(tokens: Sequence[Token], index: int, at: int) -> int:
    """Step over "the output of" and "a locked-down" before a time: what is compared stands before them."""
    if index < 1:
        return index
    token, lead = tokens[index], tokens[index - 1].low
    if token.has(Kind.INDICATOR) and tokens[index + 1].low == "of" and lead in ("the", "that", "its"):
        return index - 2
    marked = token.low.endswith("ed") or "-" in token.low or token.low in GONE
    if marked and (lead in ("the", "a", "an") or lead in _COMPARED | _OVER):
        index -= 1  # "the depressed level of May", "that of the strike-hit May", "above strike-hit May"
        while index > 0 and tokens[index].low in grammar("within"):
            index -= 1
        return index
    plain = token.kind == Kind.WORD and not token.tags and token.text[:1].islower()
    named = lead in ("a", "an") or (lead in ("the", "its") and "-" in token.text)  # "the strike-hit October"
    return index - 2 if plain and index == at - 1 and named else index


def _is_flat(token: Token) -> bool:
    return token.code(Kind.MOVE) is Direction.FLAT


def _leads_on(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a range goes on behind a month: "to February", "onward"."""
    if at + 1 >= len(tokens) or tokens[at + 1].low not in _ONWARD:
        return False
    after = tokens[at + 2] if at + 2 < len(tokens) else None
    return after is None or after.kind == Kind.DATE or month_number(after.text) is not None or (
        tokens[at + 1].low.startswith("onward")
    )  # fmt: skip
