"""Cues: whether a figure is a level or a move, and which way, by the nearest governing word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Figure
from extract.rules.draft import Draft
from extract.rules.tokens import Kind, Token
from extract.rules.window import AFTER_CHANGE, CLOSURES, LINKS, Cue, Window, own_tokens
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Basis, Direction

__all__ = ["cue_of"]

_THRESHOLDS = frozenset({"below", "above", "under", "beneath"})
_NOMINAL = frozenset("a an the further projected expected estimated another slight sharp".split())
_REACH = 9


def cue_of(window: Window, figure: Figure, previous: Draft | None) -> Cue:
    """Return what governs a figure; `previous` is the reading before it in its sentence, if any."""
    if figure.signed and unit_kind(figure.unit or "count") is UnitKind.RATIO:
        way = Direction.DOWN if figure.value < 0 else Direction.UP
        return Cue(level=False, direction=way, word="its sign")
    for find in (_cue_beyond, _cue_noun, _cue_before, _cue_after):
        cue = find(window)
        if cue is not None:
            if cue.level and cue.word != "to" and _compared_at_once(window):
                # "the drop, at 4.91% MoM": only a move has a comparison right behind it.
                return Cue(level=False, direction=_nearest_move(window), word="its comparison")
            return cue
    bound = any(token.has(Kind.BASIS) for token in window.after[:2])
    if figure.signed:
        way = Direction.DOWN if figure.value < 0 else Direction.UP
        return Cue(level=not bound, direction=way if bound else None, word="its sign")
    points = figure.unit in ("percentage_point", "basis_point")
    if previous is not None and previous.is_change:
        bare = all(token.low in LINKS for token in own_tokens(window))
        if bound or points or bare or previous.figure.unit == figure.unit:
            return Cue(level=False, direction=previous.direction, word="the figure before")
    if points or bound:
        return Cue(level=False, direction=None, word="its unit or comparison")
    return Cue(level=True, direction=None, word="nothing")


def _compared_at_once(window: Window) -> bool:
    return bool(window.after) and window.after[0].code(Kind.BASIS) in (Basis.MOM, Basis.YOY, Basis.WOW)


def _nearest_move(window: Window) -> Direction | None:
    for token in reversed(own_tokens(window)):
        move: Direction | None = token.code(Kind.TREND) or token.code(Kind.MOVE)
        if move is not None:
            return move
    return None


def _cue_beyond(window: Window) -> Cue | None:
    """Read "3% lower than a month earlier", "20% up on the year"."""
    after = window.after
    if not after:
        return None
    word = after[0].low
    if word in AFTER_CHANGE:
        return Cue(level=False, direction=AFTER_CHANGE[word], word=word)
    if word in ("up", "down") and len(after) > 1 and after[1].has(Kind.BASIS):
        return Cue(level=False, direction=after[0].code(Kind.MOVE), word=word)
    return None


def _cue_noun(window: Window) -> Cue | None:
    """Read "a 5% MoM drop" and "a 7.8% MoM and 4.6% YoY drop"; closures and new capacity are moves."""
    lead = window.before[-1].low if window.before else ""
    nominal = lead in _NOMINAL
    for token in window.after[:3]:
        if token.has(Kind.BASIS):
            nominal = True
            continue
        move = token.code(Kind.TREND)
        if move is not None and not token.has(Kind.INDICATOR) and (nominal or not token.has(Kind.MOVE)):
            return Cue(level=False, direction=move, word=token.low)
        break
    for token in window.after[:6]:
        if token.text in ",;":
            break
        if token.low in CLOSURES:
            return Cue(level=False, direction=Direction.DOWN, word=token.low)
        if token.low == "new capacity":
            return Cue(level=False, direction=Direction.UP, word=token.low)
    return None


def _cue_before(window: Window) -> Cue | None:
    """Walk back from the figure to the word that governs it."""
    before = own_tokens(window)
    endpoint = bound = passed = False
    for steps, token in enumerate(reversed(before)):
        word = token.low
        if steps > _REACH or token.text in ";:":
            return None
        if token.text in ",(":
            if steps and not endpoint and not bound:
                return None
            continue
        if word in _THRESHOLDS and steps <= 2:
            crossed = _threshold(before[: len(before) - steps - 1], word)
            if crossed is not None:
                return crossed
        if word in ("to", "toward", "towards") and steps <= 3:
            endpoint = True
            continue
        if word in ("by", "a", "an") and steps <= 3:
            bound = bound or word == "by"
            continue
        if token.has(Kind.LEVEL) and not endpoint and _of_move(before[: len(before) - steps - 1]) is not None:
            way = _of_move(before[: len(before) - steps - 1])
            return Cue(level=False, direction=way, word=word)
        cue = _governed(token, word, steps, endpoint=endpoint, bound=bound)
        if cue is not None:
            return replace(cue, transitive=passed and token.has(Kind.MOVE))
        passed = passed or token.has(Kind.INDICATOR)
    return Cue(level=True, direction=None, word="to") if endpoint else None


def _of_move(before: Sequence[Token]) -> Direction | None:
    """Read "the estimated drop is 3%": a level verb whose subject is a move."""
    for token in reversed(before[-2:]):
        trend: Direction | None = token.code(Kind.TREND)
        if trend is not None and not token.has(Kind.INDICATOR) and not token.low.endswith("ed"):
            noun = not token.has(Kind.MOVE) or any(t.low in _NOMINAL for t in before[-4:])
            return trend if noun else None
    return None


def _threshold(before: Sequence[Token], word: str) -> Cue | None:
    """Read "fell below 7,000 yuan/mt": a level that was crossed."""
    move = before[-1].code(Kind.MOVE) if before else None
    return None if move is None else Cue(level=True, direction=move, word=word, crossed=True)


def _governed(token: Token, word: str, steps: int, *, endpoint: bool, bound: bool) -> Cue | None:
    """Return what a word says of the figure behind it, or None where it says nothing."""
    move = token.code(Kind.MOVE) or token.code(Kind.TREND)
    if endpoint:
        if move is not None:
            return Cue(level=True, direction=move, word="to", flat=move is Direction.FLAT)
        return None
    if word in ("from", "between") and steps <= 3:
        return Cue(level=True, direction=None, word=word)
    if token.code(Kind.BASIS) is Basis.VS_EXPECTATION:
        down = any(part in word for part in ("below", "short", "miss"))
        return Cue(level=False, direction=Direction.DOWN if down else Direction.UP, word=word)
    if move is not None:
        flat = move is Direction.FLAT
        return Cue(level=flat, direction=move, word=word, flat=flat)
    if bound:
        return None
    if token.has(Kind.LEVEL) and not (word in ("with", "for") and steps > 2):
        return Cue(level=True, direction=None, word=word)
    if token.has(Kind.INDICATOR) or token.has(Kind.ACTION):
        return Cue(level=True, direction=None, word=word)
    return None


def _cue_after(window: Window) -> Cue | None:
    """Read "a 7.8% MoM and 4.6% YoY drop"."""
    for token in window.after[:5]:
        if token.has(Kind.BASIS) or token.low in ("and", "or", "further", "sharp", "slight"):
            continue
        move = token.code(Kind.TREND)
        if move is not None and not token.has(Kind.INDICATOR):
            return Cue(level=False, direction=move, word=token.low)
        return None
    return None
