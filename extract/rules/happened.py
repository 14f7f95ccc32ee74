"""What has happened: a clause of the past behind words of the future, which those words do not govern.

"Orders are expected to grow, but payables have risen to 81%"; "a halt planned in June, which cost 3,000 mt".
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.annotate.lexicon import words
from extract.rules.places import BREAKS
from extract.rules.tokens import Kind, Token, grammar

__all__ = ["past_clause"]

_FAR, _NEAR = 30, 4
_VERBS = (Kind.MOVE, Kind.ACTION, Kind.SWITCH, Kind.EFFECT)
_PAST = frozenset(
    "fell rose grew was were stood came went shrank slid slipped took lost made ran sold bought won gave held"
    " kept led left met paid sent shot sank sprang swung became began did had saw brought drew threw narrowed"
    " stayed hovered accounted".split()
)
_AFTER_WHICH = frozenset({"cost", "cut", "hit", "put", "set", "hurt", "let"})
_PASSIVE = frozenset({"was", "were", "went", "came"})
_NO_PAST = frozenset({"need", "speed", "exceed", "indeed", "proceed", "feed"})
_GONE = frozenset({"gone", "come", "grown", "been", "shrunk"})
_PERFECT = frozenset({"has", "have", "had"})
_CONDITIONS = frozenset({"if", "unless", "until", "till", "when", "once", "before"})
_NO_SUBJECTS = frozenset(
    "be been being is are was were to the a an of with by in on at for from as than and or but newly not "
    "previously its their other some all no any such".split()
)
_OBJECTS = frozenset(
    "the its their his a an about around some by to from more less nearly almost over up".split()
)
_AMOUNTS = frozenset({"about", "around", "some", "nearly", "almost", "a", "more"})
_PRONOUNS = frozenset({"which", "who", "that", "they", "it", "we", "she", "he", "these", "those", "there"})


def past_clause(tokens: Sequence[Token], at: int) -> int | None:
    """Return the index at which a clause of the past begins that tells of token `at`, or None.

    Its verb stands before the figure with no word of the future between them, or right behind it.
    """
    verb, other = _passive(tokens[at + 1 : at + 1 + _NEAR]), False
    for index in range(at - 1, max(-1, at - _FAR), -1):
        token = tokens[index]
        low = token.low
        if token.has(Kind.FUTURE) or (token.has(Kind.PLAN) and not verb):
            return None
        bound = token.text in BREAKS or low in grammar("joints") or low in grammar("openers")
        if bound and verb:
            return None if low in _CONDITIONS else index
        if token.text in ";:" or (bound and other):
            return None
        verb = verb or _is_finite(tokens, index)
        other = other or token.has_any(Kind.MOVE, Kind.KEEPING)
        if not verb and index and tokens[index - 1].low == "to" and token.has_any(*_VERBS):
            return None  # "to cut output by"
    return 0 if verb and at <= _FAR else None


def _passive(behind: Sequence[Token]) -> bool:
    """Tell whether the verb stands behind: "6.8 GW were shipped", "120,000 mt/year have been deferred"."""
    stop = next((i for i, t in enumerate(behind) if t.text in BREAKS or t.low in grammar("joints")), None)
    near = [token.low.split()[0] for token in behind[:stop] if token.low]
    at = next((i for i, low in enumerate(near) if low in _PASSIVE or low in ("has", "have", "had")), None)
    if at is None:
        return False
    return near[at] in _PASSIVE or near[at + 1 : at + 2] == ["been"]


def _is_finite(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word is a verb of the past with a subject of its own."""
    if not 0 < at < len(tokens) - 1 or tokens[at].kind != Kind.WORD:
        return False
    first, lead = tokens[at].low.split()[0], tokens[at - 1]
    if first in _PERFECT:
        return _is_perfect(tokens, at)
    if first in _AFTER_WHICH:
        return lead.low in ("which", "who")
    if first in _PAST:
        return lead.low not in ("to", "be", "been", "have", "has", "had")
    return first.endswith("ed") and first not in _NO_PAST and _is_weak(tokens, at)


def _is_perfect(tokens: Sequence[Token], at: int) -> bool:
    """Read "have risen", "has already been cut": no "are expected to have", no "have margins of"."""
    token, lead = tokens[at], tokens[at - 1]
    if lead.low == "to" or lead.has(Kind.FUTURE):
        return False
    done = next((t.low.split()[0] for t in tokens[at + 1 : at + 3] if not t.low.endswith("ly")), "")
    return " " in token.low or done.endswith(("ed", "en")) or done in grammar("participles") or done in _GONE


def _is_weak(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word in "-ed" is the verb of a clause and no participle: "plants lifted the load to"."""
    after = tokens[at + 1]
    subject = tokens[at - 2] if tokens[at - 1].low.endswith("ly") and at > 1 else tokens[at - 1]
    if after.low == "by" and not (at + 2 < len(tokens) and _is_amount(tokens[at + 2])):
        return False  # "held back by rain"
    handles = after.low in _OBJECTS or after.figure is not None
    if subject.low in _PRONOUNS:
        return True
    if subject.low in ("and", "but"):
        return handles
    if subject.kind != Kind.WORD or subject.low in _NO_SUBJECTS:
        return False
    named = not subject.tags or subject.has(Kind.INDICATOR) or subject.low in words().countable
    led = after.low in ("in", "at", "on", "for", "under", "since")
    return named and not led and (tokens[at].has(Kind.MOVE) or handles)


def _is_amount(token: Token) -> bool:
    return token.figure is not None or token.low in _AMOUNTS
