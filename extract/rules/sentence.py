"""What the figures of one sentence tell of each other: shared nouns, and members of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.rules.draft import Draft, Outcome
from extract.rules.scope import NO_SCOPE
from extract.rules.seeking import has_word
from extract.rules.tokens import Kind, Token

_LINKS = frozenset({",", "or", "(", ")", "i.e", "that", "is", "equivalent", "to", "and", "equal"})

__all__ = ["members", "overall", "shared_noun"]


def shared_noun(tokens: Sequence[Token], outcomes: list[Outcome]) -> list[Outcome]:
    """Read "a 7.8% MoM and 4.6% YoY drop": the noun behind the last figure moves the others too."""
    shared = list(outcomes)
    for at in range(len(shared) - 2, -1, -1):
        first, second = shared[at], shared[at + 1]
        if not (isinstance(first, Draft) and isinstance(second, Draft)):
            continue
        if not first.is_change or not second.is_change:
            continue
        if first.direction is not None:
            if _shares_basis(tokens, first, second):
                shared[at] = replace(first, basis=second.basis)
            continue
        between = [t for t in tokens if first.figure.end <= t.start < second.figure.start]
        if all(token.has(Kind.BASIS) or token.low in _LINKS for token in between):
            shared[at] = replace(first, direction=second.direction)
    return shared


def _shares_basis(tokens: Sequence[Token], first: Draft, second: Draft) -> bool:
    """Read "rose 9.6% and 9.8% MoM respectively": the comparison is told of both."""
    if first.indicator is not second.indicator or first.figure.unit != second.figure.unit:
        return False
    at = next(i for i, token in enumerate(tokens) if token.figure is second.figure)
    between = [t.low for t in tokens[:at] if t.start >= first.figure.end]
    behind = tokens[at + 1 : at + 4]
    said = any(t.has(Kind.BASIS) for t in behind) and any(t.low == "respectively" for t in behind)
    return said and between in (["and"], [",", "and"])


_EVERY = ("all", "both", "each")
_CLOSE = 30  # characters between two levels that one move may cover


def overall(draft: Draft, own: Sequence[Token], earlier: Sequence[Outcome]) -> Draft:
    """Read "A of one and B of another, down 8%": one move after several levels has no segment."""
    if not draft.is_change:
        return draft
    levels = [o for o in earlier if isinstance(o, Draft)][-2:]
    if len(levels) < 2 or any(token.has(Kind.INDICATOR) for token in own):
        return draft
    if any(level.is_change or level.indicator is not draft.indicator for level in levels):
        return draft
    if levels[1].figure.start - levels[0].figure.end > _CLOSE:
        return draft
    if levels[0].scope == levels[1].scope or has_word(own, _EVERY):
        return draft
    return replace(draft, scope=NO_SCOPE)


def members(draft: Draft, own: Sequence[Token], earlier: Sequence[Outcome]) -> list[Draft]:
    """Read "A 48%, B 62%, C 81%, all up by 2%": one move for each member; the last stays the draft's."""
    if not draft.is_change or not has_word(own, _EVERY):
        return []
    same = [o for o in earlier if isinstance(o, Draft) and not o.is_change]
    same = [o for o in same if o.indicator is draft.indicator and o.scope != draft.scope]
    return [replace(draft, scope=member.scope) for member in same]
