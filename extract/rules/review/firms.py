"""Firms: the company whose name stands right before a figure ("and Ruida Metals 860 mt, up 3%")."""

from __future__ import annotations

from collections.abc import Mapping

from extract.rules.light import BREAKS, is_light
from extract.rules.matter import is_firm
from extract.rules.phrase import is_verb
from extract.rules.regions import is_place_name
from extract.rules.review.seen import Seen
from extract.rules.scope import is_group
from extract.rules.tokens import Kind, Token

__all__ = ["firm_of"]

_LONGEST = 4
_BESIDE = (Kind.MOVE, Kind.TREND, Kind.BASIS, Kind.DEGREE, Kind.BEHIND)


def firm_of(seen: Seen, firms: Mapping[int, str], own: frozenset[str]) -> str | None:
    """Return the firm that stands right before a figure, or before the level that it tells a move of.

    `firms` are those of the figures before, by the identity of their readings; `own` are the words of the
    commodity.
    """
    left = [token for token in seen.left if not is_light(token)]
    while left and (left[-1].text == "(" or left[-1].low == "at"):
        left.pop()
    run: list[Token] = []
    while left and left[-1].text[:1].isupper() and left[-1].kind == Kind.WORD and len(run) <= _LONGEST:
        run.insert(0, left.pop())
    opened = not left or left[-1].text in BREAKS or left[-1].low in ("and", "while", "whereas", "but")
    if run and opened and is_firm(seen.section, run, own):
        return seen.section.section.body[run[0].start : run[-1].end]
    if (subject := _opening(seen, own)) is not None:
        return subject
    before = seen.before[1] if seen.before is not None else None
    if before is None or not seen.draft.is_change or before.indicator is not seen.draft.indicator:
        return None
    aside = all(token.text in BREAKS or token.has_any(*_BESIDE) or is_light(token) for token in seen.left)
    return firms.get(id(before)) if aside else None


def _opening(seen: Seen, own: frozenset[str]) -> str | None:
    """Read "in July, Ronghe New Energy sold 8,350 mt": the subject of the sentence is a firm."""
    tokens = seen.statement.tokens
    begin = 0
    if tokens[0].low in _FRONTING:
        begin = next((at + 1 for at, token in enumerate(tokens[:_FRONT]) if token.text == ","), 0)
    end = begin
    while end < len(tokens) and tokens[end].text[:1].isupper() and tokens[end].kind == Kind.WORD:
        end += 1
    run = tokens[begin:end]
    if end - begin > _LONGEST or end >= seen.at or not is_firm(seen.section, run, own):
        return None
    if not (is_verb(tokens[end]) or tokens[end].has_any(Kind.ACTION, Kind.MOVE, Kind.SWITCH)):
        return None
    if tokens[end].low in _SAYING or any(_is_apart(token) for token in tokens[end : seen.at]):
        return None
    return seen.section.section.body[run[0].start : run[-1].end]


def _is_apart(token: Token) -> bool:
    """Tell whether a word between a firm and a figure begins another subject, or tells of all makers."""
    return token.text in ";:" or token.low in _APART or is_group(token) or is_place_name(token.text)


_FRONT = 8
_FRONTING = frozenset({"in", "on", "during", "for", "as", "from", "since", "by", "at"})
_SAYING = frozenset(
    "said says expects expected forecasts estimates estimated believes reckons and or with".split()
)
_APART = frozenset(
    "while whereas but national nationwide domestic industry industry's market sector total overall "
    "which where that whose and its affiliate".split()
)
