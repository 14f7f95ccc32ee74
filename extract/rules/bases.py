"""Bases: what a move is measured against, by the comparison stated with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from extract.rules.context import Statement
from extract.rules.draft import Draft
from extract.rules.places import Place, is_light
from extract.rules.reckoning import revised
from extract.rules.role import listed
from extract.rules.seeking import has_word
from extract.rules.times import Time
from extract.rules.tokens import Kind, Token, lexicon
from schemas.periods import months_between
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Basis

__all__ = ["CARRIED", "Compared", "between", "stated_basis"]

Compared = tuple[Basis, str]
"""A basis, and in a few words why."""

_REACH = 10
_YEAR, _MONTH, _DAY = 4, 7, 10
_A_WEEK = (6, 7, 8)
_A_MONTH = 29
_CLOSE = 3
_QUARTER = 2
_A_YEAR = (11, 12, 13)
_LISTED = (Basis.MOM, Basis.YOY)
CARRIED = "as for the figure before"
"""Why a basis is that of the figure before it."""
_BY_DATE = "the date that it is compared with"


def stated_basis(place: Place, statement: Statement, period: str, here: Sequence[Draft]) -> Compared | None:
    """Return the basis of a move of `period`; None for one whose comparison is not stated.

    `here` are the readings before it in its sentence.
    """
    after = place.near[:_REACH]
    before = _clause(place.left)
    return (
        _of_reports(after)
        or _of_reports(before)
        or _of_outdone(before)
        or _of_foreseen(after)
        or _of_words(after)
        or _of_revisions(place, statement, after)
        or _of_dates_behind(statement, after, period)
        or _of_level(statement, place.against, period)
        or _of_words(reversed(before))
        or _of_dates(statement, before, period)
        or _of_expectations(before)
        or _of_quarters(after, period)
        or _carried(place, here, period)
        or _behind_comma(place)
        or _short(place)
        or _of_end(place, statement)
    )


def _of_words(tokens: Iterable[Token]) -> Compared | None:
    for token in tokens:
        basis = (token.code(Kind.BASIS) or token.code(Kind.REFERENCE)) if token.tags else None
        if basis is not None:
            return basis, f"its comparison {token.text!r}"
    return None


def _of_dates_behind(statement: Statement, after: Sequence[Token], period: str) -> Compared | None:
    compared = _of_dates(statement, after, period)
    if compared is not None:
        extreme = any(token.low in listed("extremes") for token in after)
        return (Basis.CHANGE, "an extreme of another time") if extreme else compared
    foreseen = any(
        one.low in ("is", "are", "was", "were") and two.low == "expected" for one, two in pairwise(after)
    )
    expected = not foreseen and any(listed("expectations") & set(token.low.split()) for token in after)
    if expected and any(token.has(Kind.BEHIND) for token in after[:2]):
        return Basis.VS_EXPECTATION, "what was expected"
    return None


def _of_dates(statement: Statement, tokens: Sequence[Token], period: str) -> Compared | None:
    """Read "compared to December": the basis follows from how far back the month lies."""
    starts = {token.start for token in tokens}
    for time in statement.times:
        if time.compared and time.start in starts:
            basis = between(time, period)
            if basis is not None:
                return basis, _BY_DATE
    return None


def between(time: Time, period: str) -> Basis | None:
    """Return the basis of a comparison with a time, told of a period; None where it tells none."""
    if len(time.period) == len(period) == _DAY:
        apart = (date.fromisoformat(period) - date.fromisoformat(time.period)).days
        if apart in _A_WEEK:
            return Basis.WOW
        if apart < _A_MONTH:
            return Basis.CHANGE
    last = period.rpartition("/")[2][:_MONTH]
    if len(time.period) == _YEAR:
        return Basis.YOY if time.period < period[:_YEAR] else None
    if len(last) != _MONTH or ("/" in time.period and "/" not in period):
        return None
    back = months_between(time.period.rpartition("/")[2][:_MONTH], last)
    if back in _A_YEAR:
        return Basis.YOY
    return Basis.MOM if back in (0, 1) and "/" not in time.period else Basis.CHANGE


def _of_level(statement: Statement, against: Sequence[Token], period: str) -> Compared | None:
    """Read "3% above the 45 kt of May": the time of the level that it is compared with."""
    if not against:
        return None
    starts = {token.start for token in against}
    times = (between(time, period) for time in statement.times if time.start in starts)
    dated = next((basis for basis in times if basis is not None), None)
    return _of_words(against) or ((dated, _BY_DATE) if dated is not None else None)


def _of_expectations(before: Sequence[Token]) -> Compared | None:
    return (Basis.VS_EXPECTATION, "what was expected") if has_word(before, listed("beaten")) else None


def _of_outdone(before: Sequence[Token]) -> Compared | None:
    """Read "exceeded the expectation of last month by": what was outdone, and by an amount."""
    beating = _beating()
    for at, token in enumerate(before):
        if token.low in beating and _near_by(before):
            named = {word for t in before[at + 1 : at + _CLOSE + 1] for word in t.low.split()}
            return (Basis.VS_EXPECTATION, "what was expected") if named & listed("expectations") else None
    return None


@cache
def _beating() -> frozenset[str]:
    """Return the words that outdo what they are told of."""
    return frozenset(form for forms in lexicon("roles")["beating"].values() for form in forms)


def _near_by(before: Sequence[Token]) -> bool:
    """Tell whether "by" leads to the figure, but for its hedge."""
    led = next((token for token in reversed(before) if not is_light(token)), None)
    return led is not None and led.low == "by"


def _of_reports(tokens: Sequence[Token]) -> Compared | None:
    """Read "short of what smelters had told us a month before": what was to be expected by it."""
    if not has_word(tokens, ("what",)):
        return None
    at = next(i for i, token in enumerate(tokens) if token.low == "what")
    said = {word for token in tokens[at + 1 : at + _REACH] for word in token.low.split()}
    return (Basis.VS_EXPECTATION, "what was expected") if said & listed("announcing") else None


def _of_foreseen(after: Sequence[Token]) -> Compared | None:
    """Read "than mills had foreseen", "than our survey had suggested", "than we thought"."""
    at = next((i for i, token in enumerate(after) if token.low in ("than", "what")), None)
    if at is None:
        return None
    for lead, token in pairwise(after[at:]):
        had = lead.low in ("had", "have", "has", "been") and token.low in listed("announcing")
        if had or token.low in listed("thinking"):
            return Basis.VS_EXPECTATION, "what was expected"
    return None


def _of_revisions(place: Place, statement: Statement, after: Sequence[Token]) -> Compared | None:
    """Read "we lower our estimate by 110 kt", "a cut of 9 kt to our March forecast": an amount, no rate."""
    if place.kind is not UnitKind.AMOUNT:
        return None
    lead = next((token.low for token in reversed(place.left) if not is_light(token)), "")
    behind = [token.low for token in after[:_CLOSE]]
    named = {token.low.split()[-1] for token in after}
    of_ours = behind[:1] in (["to"], ["from"]) and "our" in behind and bool(listed("guiding") & named)
    if of_ours or (lead == "by" and revised(statement.tokens[: place.at])):
        return Basis.VS_EXPECTATION, "the forecast before"
    return None


def _of_end(place: Place, statement: Statement) -> Compared | None:
    """Read "A fell by 5% to 16 kt, B by 3% to 14 kt, and C by 2% to 8 kt year on year": one for all."""
    if place.figure.unit != "percent":
        return None
    told = [i for i, token in enumerate(statement.tokens) if token.has(Kind.BASIS)]
    if len(told) != 1 or told[0] < place.at or not {";", "while", "whereas"}.isdisjoint(statement.said):
        return None
    if any(token.text != "." for token in statement.tokens[told[0] + 1 :]):
        return None
    before = statement.tokens[told[0] - 1]
    basis: Basis = statement.tokens[told[0]].code(Kind.BASIS)
    listed_up = before.figure is not None and before.figure.unit == "mt"
    return (basis, "what the list ends with") if listed_up and basis in _LISTED else None


def _short(place: Place) -> Compared | None:
    """Read "the total fell 5,500 mt short": of what was expected, unless something else is named."""
    short = [token.low for token in place.right[:1]] == ["short"]
    return (Basis.VS_EXPECTATION, "what was expected") if short else None


def _of_quarters(after: Sequence[Token], period: str) -> Compared | None:
    """Read "2 kt fewer than in the second", told of the third quarter."""
    first, _, last = period.partition("/")
    if not last or months_between(first[:_MONTH], last[:_MONTH]) != _QUARTER:
        return None
    for at in range(1, len(after) - 1):
        lead = after[at - 2] if at > 1 and after[at - 1].low in ("in", "at") else after[at - 1]
        compares = lead.has_any(Kind.COMPARING, Kind.BEHIND) or lead.low in ("against", "from", "on")
        one = [token.low for token in after[at : at + 2]] == ["the", "previous"]
        if compares and (one or (after[at].low == "the" and after[at + 1].low in listed("ordinals"))):
            return Basis.CHANGE, "another quarter"
    return None


def _carried(place: Place, here: Sequence[Draft], period: str) -> Compared | None:
    """Return the basis that a move takes over in its sentence.

    An item of a list takes that of the item before it; a new predicate ("while B rose 6%") that of the
    first move, to which it stands in parallel.
    """
    last = here[-1] if here else None
    if last is None or ("/" in period) != ("/" in last.period):
        return None
    why = CARRIED
    if last.is_change and len(place.left) <= _CLOSE:
        return last.basis, why
    if not last.is_change and place.left and place.left[-1].text == "(":
        return None  # "the rate was 33.9% (-2.4 ppt)": a level's own change
    kind = place.kind
    changes = [d for d in here if d.is_change and unit_kind(d.figure.unit or "count") is kind]
    if "/" in period and not any("/" in d.period for d in changes):
        return None  # "up 1% MoM; first-half output was 2.6 Mt, down 2%"
    fresh = any(token.has(Kind.MOVE) or token.has(Kind.INDICATOR) for token in place.left)
    if not changes:
        told = [d for d in here if d.is_change]
        if place.figure.signed and told:
            return told[0].basis, why  # "APT -1.3% m/m; Europe $335/mtu, -$5"
        return (last.basis, why) if last.is_change and not (fresh and last.basis is Basis.CHANGE) else None
    if ";" in place.said and not _is_parallel(_clause(place.left)):
        return None
    return (changes[0] if fresh else changes[-1]).basis, why


def _is_parallel(tokens: Sequence[Token]) -> bool:
    """Tell whether "; in Jiangxi it dropped" goes on with what was told before the semicolon."""
    placed = bool(tokens) and tokens[0].low in ("in", "at", "for", "that", "those")
    taken_up = any(token.low in ("it", "they", "that", "those") for token in tokens)
    return placed and taken_up and any(token.has(Kind.MOVE) for token in tokens)


def _behind_comma(place: Place) -> Compared | None:
    """Read "fell by 3%, from a month before"."""
    for token in place.right[:_REACH]:
        if token.text == ";" or token.figure is not None:
            return None
        if token.has(Kind.BASIS):
            return token.code(Kind.BASIS), f"its comparison {token.text!r}"
    return None


def _clause(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens since the last semicolon or colon."""
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].text in ";:":
            return list(tokens[at + 1 :])
    return list(tokens)
