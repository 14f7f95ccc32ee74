"""Ways: which way a level went, by the other figures of its sentence and by what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extract.document import Annotated
from extract.rules.behind_levels import APPOSED, apposed_move, trailing_move
from extract.rules.behind_predicates import predicated
from extract.rules.draft import Draft, Outcome
from extract.rules.places import BREAKS
from extract.rules.reckoning import revised
from extract.rules.role import TURNS, listed
from extract.rules.scope import NO_SCOPE
from extract.rules.seeking import last_figure
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Basis, Direction, Indicator

__all__ = ["settled", "told_once"]

_CLOSE_LEAD = 3
_NEAR = 6


def settled(section: Annotated, tokens: Sequence[Token], outcomes: list[Outcome]) -> list[Outcome]:
    """Give levels their direction: none where a change of the same quantity has its own figure."""
    drafts = [o for o in outcomes if isinstance(o, Draft)]
    settled: list[Outcome] = []
    for outcome in outcomes:
        if isinstance(outcome, Draft) and not outcome.is_change:
            changes = [
                d for d in drafts
                if d.is_change and d.indicator is outcome.indicator and d.scope in (outcome.scope, NO_SCOPE)
                and not _parted(tokens, outcome, d, drafts)
                and d.period.rpartition("/")[2] == outcome.period.rpartition("/")[2]
            ]  # fmt: skip
            if outcome.direction is not None and changes and _moves_itself(tokens, outcome, changes):
                changes = []
            changes = changes or _led_by(tokens, outcome, drafts)
            if changes and outcome.direction not in (None, Direction.FLAT):
                outcome = replace(outcome, direction=None)  # noqa: PLW2901 - the settled reading
            elif not changes and outcome.direction is None and not outcome.is_base:
                way = trailing_move(tokens, outcome) or _between_levels(tokens, outcome, drafts)
                way = way or predicated(tokens, outcome)
                apart = way is not Direction.FLAT and _is_revised(tokens, outcome)
                if way is not None and not apart:
                    outcome = _with_way(tokens, outcome, way)  # noqa: PLW2901
            way = _led_to(tokens, outcome, drafts)
            if way is not None and outcome.direction is not way and not changes:
                outcome = replace(outcome, direction=way)  # noqa: PLW2901
        settled.append(outcome)
    return settled


def _with_way(tokens: Sequence[Token], level: Draft, way: Direction) -> Draft:
    read = replace(level, direction=way)
    return read if apposed_move(tokens, read) is None else replace(read, why=(*read.why, APPOSED))


def told_once(drafts: Sequence[Draft]) -> list[Draft]:
    """Take a level's way where a sentence beside tells its change: "fell to 98 mt. That is 9% less MoM"."""
    moved = {_what(d): d.figure.sentence for d in drafts if d.basis is Basis.MOM and d.direction is not None}
    told: list[Draft] = []
    for draft in drafts:
        where = None if draft.is_change or draft.direction not in TURNS else moved.get(_what(draft))
        if where not in (None, draft.figure.sentence):
            draft = replace(  # noqa: PLW2901 - the settled reading
                draft, direction=None, why=(*draft.why, "no way: its change is told beside")
            )
        told.append(draft)
    return told


def _what(draft: Draft) -> tuple[object, ...]:
    return draft.indicator, draft.period, draft.status, draft.scope


def _parted(tokens: Sequence[Token], level: Draft, move: Draft, drafts: Sequence[Draft]) -> bool:
    """Tell whether a move behind a semicolon is another's: of another scope, or of a level told there."""
    between = [t for t in tokens if level.figure.end <= t.start < move.figure.start]
    marks = [t.start for t in between if t.text == ";" or t.low in ("while", "whereas")]
    if not marks:
        return False
    told = any(not d.is_change and marks[-1] < d.figure.start < move.figure.start for d in drafts)
    return told or move.scope != level.scope


def _led_by(tokens: Sequence[Token], level: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """Read "lost $9 on the week to $71": one verb tells the move and the level that it led to."""
    before = [d for d in drafts if d.figure.end <= level.figure.start]
    last = before[-1] if before else None
    if last is None or not last.is_change or last.indicator is not level.indicator:
        return []
    between = [t for t in tokens if last.figure.end <= t.start and t.end <= level.figure.start]
    led = any(token.low == "to" for token in between[-_CLOSE_LEAD:])
    apart = any(token.text in BREAKS or token.has(Kind.MOVE) or token.low in _NEW for token in between)
    return [last] if led and not apart else []


def _moves_itself(tokens: Sequence[Token], level: Draft, changes: Sequence[Draft]) -> bool:
    """Tell whether a level has a subject and a verb of its own behind every move of its sentence."""
    last = max(changes, key=lambda d: d.figure.start)
    if last.figure.start > level.figure.start:
        return False
    between = [t for t in tokens if last.figure.end <= t.start and t.end <= level.figure.start]
    verb = next((i for i in range(len(between) - 1, -1, -1) if between[i].has(Kind.MOVE)), None)
    if verb is None or between[verb].low.endswith("ing"):
        return False
    opened = next(
        (i for i in range(verb, -1, -1) if between[i].text in BREAKS or between[i].low in _NEW), None
    )
    if opened is None:
        return False
    subject = [t for t in between[opened:verb] if t.kind == Kind.WORD and t.low not in _NO_SUBJECT]
    return bool(subject)


_NEW = frozenset("and while whereas but as because since so which that who when".split())
_NO_SUBJECT = frozenset(
    "and while whereas but as because since so had has have been it they then was were is are still also "
    "again thus hence thereby therefore to".split()
)


def _is_revised(tokens: Sequence[Token], draft: Draft) -> bool:
    guiding = listed("guiding")
    before = [token for token in tokens if token.end <= draft.figure.start]
    for at, token in enumerate(before):
        if token.low.rpartition(" ")[2] in guiding and not (at and before[at - 1].has(Kind.LEVEL)):
            return True
    return revised(before)


def _led_to(tokens: Sequence[Token], draft: Draft, drafts: Sequence[Draft]) -> Direction | None:
    """Read "from 33,900 yuan/mt to 35,600 yuan/mt": the way is told by the two levels themselves."""
    at = next(i for i, token in enumerate(tokens) if token.figure is draft.figure)
    last = last_figure(tokens, at)
    if last is None or draft.indicator is Indicator.PROFIT or draft.is_base or _is_revised(tokens, draft):
        return None
    base = next((d for d in drafts if d.figure is tokens[last].figure), None)
    if base is None or not base.is_base or base.figure.unit != draft.figure.unit or base.indicator is not (
        draft.indicator
    ):  # fmt: skip
        return None
    between = [token.low for token in tokens[last + 1 : at]]
    led = any(token.low == "from" for token in tokens[max(0, last - _CLOSE_LEAD) : last])
    if "to" not in between or any(word in BREAKS for word in between) or not led:
        return None
    if base.figure.value == draft.figure.value:
        return None
    return Direction.UP if draft.figure.value > base.figure.value else Direction.DOWN


def _between_levels(tokens: Sequence[Token], draft: Draft, drafts: Sequence[Draft]) -> Direction | None:
    """Read "$6.4, from $19.8 in February", "went from 4.20 to 8.60": the way that two levels tell."""
    if draft.is_base or _is_revised(tokens, draft):
        return None
    for base in drafts:
        if not base.is_base or base.indicator is not draft.indicator or base.figure.unit != draft.figure.unit:
            continue
        at = next(i for i, token in enumerate(tokens) if token.figure is base.figure)
        lead = next(
            (
                t
                for t in reversed(tokens[max(0, at - _NEAR) : at])
                if t.low in ("from", "against", "versus", "vs", "than", "after")
            ),
            None,
        )
        own = next(i for i, token in enumerate(tokens) if token.figure is draft.figure)
        first, last = min(own, at), max(own, at)
        apart = [t for t in tokens[first + 1 : last] if t.figure is not None or t.low in ("while", "whereas")]
        if apart:
            continue
        now, then = _signed(draft), _signed(base)
        if lead is not None and lead.low in ("from", "after") and now != then:
            return Direction.UP if now > then else Direction.DOWN
    return None


def _signed(level: Draft) -> Decimal:
    """Return a level's value: a loss is below nought."""
    return -level.figure.value if level.negative and not level.figure.signed else level.figure.value
