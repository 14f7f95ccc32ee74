"""What the figures of one sentence tell of each other: shared nouns, members of a list, directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Annotated, Figure
from extract.rules.draft import Draft, Outcome
from extract.rules.scope import NO_SCOPE
from extract.rules.tokens import Kind, Token
from extract.rules.window import LINKS
from schemas.vocabulary import Direction

__all__ = ["members", "overall", "settled", "shared_noun"]


def shared_noun(tokens: Sequence[Token], outcomes: list[Outcome]) -> list[Outcome]:
    """Read "a 7.8% MoM and 4.6% YoY drop": the noun behind the last figure moves the others too."""
    shared = list(outcomes)
    for at in range(len(shared) - 2, -1, -1):
        first, second = shared[at], shared[at + 1]
        if not (isinstance(first, Draft) and isinstance(second, Draft)):
            continue
        if not first.is_change or first.direction is not None or not second.is_change:
            continue
        between = [t for t in tokens if first.figure.end <= t.start < second.figure.start]
        if all(token.has(Kind.BASIS) or token.low in LINKS for token in between):
            shared[at] = replace(first, direction=second.direction)
    return shared


def overall(draft: Draft, own: Sequence[Token], earlier: Sequence[Outcome]) -> Draft:
    """Read "A of one and B of another, down 8%": one move after several levels has no segment."""
    levels = [o for o in earlier if isinstance(o, Draft)][-2:]
    if not draft.is_change or len(levels) < 2 or any(token.has(Kind.INDICATOR) for token in own):
        return draft
    if any(level.is_change or level.indicator is not draft.indicator for level in levels):
        return draft
    if levels[0].scope == levels[1].scope or any(token.low in ("all", "both", "each") for token in own):
        return draft
    return replace(draft, scope=NO_SCOPE)


def members(draft: Draft, own: Sequence[Token], earlier: Sequence[Outcome]) -> list[Draft]:
    """Read "A 48%, B 62%, C 81%, all up by 2%": one move for each member; the last stays the draft's."""
    if not draft.is_change or not any(token.low in ("all", "both", "each") for token in own):
        return []
    same = [o for o in earlier if isinstance(o, Draft) and not o.is_change]
    same = [o for o in same if o.indicator is draft.indicator and o.scope != draft.scope]
    return [replace(draft, scope=member.scope) for member in same]


def settled(section: Annotated, tokens: Sequence[Token], outcomes: list[Outcome]) -> list[Outcome]:
    """Give levels their direction: none where a change of the same quantity has its own figure."""
    drafts = [o for o in outcomes if isinstance(o, Draft)]
    settled: list[Outcome] = []
    for outcome in outcomes:
        if isinstance(outcome, Draft) and not outcome.is_change:
            changes = [
                d for d in drafts
                if d.is_change and d.indicator is outcome.indicator and d.scope in (outcome.scope, NO_SCOPE)
                and d.period == outcome.period
            ]  # fmt: skip
            if changes and outcome.direction is not Direction.FLAT:
                outcome = replace(outcome, direction=None)  # noqa: PLW2901 - the settled reading
            elif not changes and outcome.direction is None:
                way = _trailing_move(tokens, outcome.figure)
                outcome = replace(outcome, direction=way)  # noqa: PLW2901
        settled.append(outcome)
    return settled


def _trailing_move(tokens: Sequence[Token], figure: Figure) -> Direction | None:
    """Read "37%, down from December": a move without its own figure behind a level."""
    at = next(i for i, token in enumerate(tokens) if token.figure is figure)
    after = list(tokens[at + 1 : at + 4])
    if after and after[0].text == ",":
        after = after[1:]
    if len(after) > 1 and after[0].low in ("below", "above") and after[1].low in ("that", "the"):
        return Direction.UP if after[0].low == "above" else Direction.DOWN
    if len(after) > 1 and after[0].low in ("up", "down") and after[1].figure is None:
        if after[1].has(Kind.BASIS) or after[1].low in ("from", "on", "against"):
            way: Direction = after[0].code(Kind.MOVE)
            return way
    return None
