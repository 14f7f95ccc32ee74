"""Ahead: whether the words around a stretch of time speak of what is to come."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.rules.tokens import Kind, Token

__all__ = ["is_ahead", "is_foretold_behind", "is_in_present", "looks_ahead"]

_BEING = frozenset({"is", "are", "be", "for", "of", "in", "at"})
_PRESENT = frozenset(
    "is are stands stand comes come brings bring looks look remains remain gets get starts start begins "
    "begin ends end returns return opens open separates promises resumes resume restart restarts".split()
)
_PAST = frozenset(
    "was were had did saw came went stood fell rose grew shrank slid sank made took gave began lost bought "
    "sold brought held kept led sent met won became got ran since ago".split()
)

_AHEAD = re.compile(
    r"\b(?:forecast|expect|predict|project|anticipat|guid|plan|target|will|would(?!\s+have)|should|likely|outlook|look|model"
    r"|pencil|assum|(?:are|is)\s+setting|(?:we|analysts|traders)\s+see)[^.;]*\Z",
    re.IGNORECASE,
)
_FRONTED = re.compile(r"(?:^|[.;:\n])\s*(?:-\s+)?(?:For|In|Over|During|Through|By)\s+(?:the\s+)?\Z")
_FORESEEN = re.compile(
    r"(?:\s+(?:19|20)\d\d)?,?\s+(?:(?:we|it|they|analysts|(?:the\s+)?(?:company|management|group|producer|miner|bank"
    r"|desk))\s+(?:now\s+|therefore\s+|still\s+)?(?:expect|plan|guide|forecast|see|target|will|look|predict"
    r"|anticipat|project|assum|aim|estimate|budget|pencil|model|intend)|[^.;:]{0,80}?\b(?:will|should"
    r"|(?:is|are)\s+(?:expected|forecast|planned|likely|seen|guided|set|to|due|scheduled|projected|predicted)"
    r"|guidance\s+is|target\s+is)\b)"
)
# "The first quarter would be", "in the first half is expected to".
_FORETOLD = re.compile(
    r"(?:\s+as\s+a\s+whole)?\s+(?:will|would(?!\s+have)|should(?!\s+have)|(?:is|are)\s+(?:(?:now|still|thus|likely)\s+)?"
    r"(?:expected|forecast|planned|likely|seen|set|due|scheduled|projected|predicted|estimated|put))\b"
)
_COMPARED = re.compile(
    r"\b(?:than|on|over|from|with|against|versus|vs\.?|above|below)\s+(?:in\s+|that\s+of\s+)?(?:the\s+)?\Z"
)
_OFFERED = re.compile(
    r"\b(?:(?:prices?|premiums?|offers?|quotations?|surcharges?|benchmarks?|tenders?|contracts?|deliver(?:y|ies))"
    r"(?:\s+(?:to|in|into|with)\s+[^\W\d]+)?"
    r"|(?:settled|agreed|concluded|fixed)\b[^.;:]{0,60})\s+for\s+(?:delivery\s+in\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)
_LEAD = 90
_REACH = 20


def is_ahead(match: re.Match[str]) -> bool:
    """Tell whether the words before a quarter speak of what is to come, and compare it with nothing."""
    lead = match.string[max(0, match.start() - _LEAD) : match.start()]
    if _OFFERED.search(lead):
        return True
    if is_foretold_behind(match):
        return True
    return bool(_AHEAD.search(lead)) and not _COMPARED.search(lead)


def is_foretold_behind(match: re.Match[str]) -> bool:
    """Tell whether the words behind a part of a year foretell: "the first quarter would be"."""
    lead = match.string[max(0, match.start() - _LEAD) : match.start()]
    if _FORETOLD.match(match.string, match.end()) and not _COMPARED.search(lead):
        return True
    return bool(_FRONTED.search(lead) and _FORESEEN.match(match.string, match.end()))


def looks_ahead(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the words before a date speak of the future: then it may lie far ahead."""
    before = ""
    for token in tokens[max(0, at - _REACH) : at]:
        if token.tags and (Kind.FUTURE in token.tags or Kind.PLAN in token.tags):
            return True
        if token.low == "consensus" or (token.low in ("to", "due") and before in ("is", "are")):
            return True
        before = token.low
    if at and tokens[at - 1].low == "in" and _is_foreseen(tokens[at + 1 : at + 3]):
        return True
    return at <= 1 and _foretells(tokens[at + 1 : at + _REACH])


def _is_foreseen(behind: Sequence[Token]) -> bool:
    """Read "the output in February is expected to": whether the verb right behind a date looks ahead."""
    verb = [token for token in behind if token.low not in ("is", "are")][:1]
    return any(token.has_any(Kind.FUTURE, Kind.PLAN) for token in verb)


def _foretells(tokens: Sequence[Token]) -> bool:
    """Read "From November mills will ...": whether the verb behind what opens a sentence looks ahead."""
    for token in tokens:
        if Kind.FUTURE in token.tags or Kind.PLAN in token.tags:
            return True
        if token.low not in _BEING and (token.has_any(Kind.LEVEL, Kind.MOVE) or token.low.endswith("ed")):
            return False
    return False


def is_in_present(tokens: Sequence[Token]) -> bool:
    """Tell whether a sentence speaks in the present: "April is another matter", "hydropower gets cheaper"."""
    if any(map(_is_past, tokens)):
        return False
    return any(
        token.low in _PRESENT or (token.low.endswith("s") and token.has_any(Kind.MOVE, Kind.EFFECT))
        for token in tokens
    )


def _is_past(token: Token) -> bool:
    told = token.low.endswith("ed") and bool(token.tags) and not token.has_any(Kind.FUTURE, Kind.PLAN)
    return told or token.low in _PAST
