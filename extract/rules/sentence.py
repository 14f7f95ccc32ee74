"""What the figures of one sentence tell of each other: shared nouns, members of a list, directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Annotated
from extract.rules.draft import Draft, Outcome
from extract.rules.places import BREAKS
from extract.rules.reckoning import revised
from extract.rules.scope import NO_SCOPE
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Direction, Indicator

_LINKS = frozenset({",", "or", "(", ")", "i.e", "that", "is", "equivalent", "to", "and", "equal"})

__all__ = ["members", "overall", "settled", "shared_noun"]


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
                and d.period.rpartition("/")[2] == outcome.period.rpartition("/")[2]
            ]  # fmt: skip
            if changes and outcome.direction is not Direction.FLAT:
                outcome = replace(outcome, direction=None)  # noqa: PLW2901 - the settled reading
            elif not changes and outcome.direction is None and not outcome.is_base:
                way = _trailing_move(tokens, outcome) or _between_levels(tokens, outcome, drafts)
                outcome = replace(outcome, direction=way)  # noqa: PLW2901
            way = _led_to(tokens, outcome, drafts)
            if way is not None and outcome.direction is not way and not changes:
                outcome = replace(outcome, direction=way)  # noqa: PLW2901
        settled.append(outcome)
    return settled


def _is_revised(tokens: Sequence[Token], draft: Draft) -> bool:
    return revised([token for token in tokens if token.end <= draft.figure.start])


def _led_to(tokens: Sequence[Token], draft: Draft, drafts: Sequence[Draft]) -> Direction | None:
    """Read "from 33,900 yuan/mt to 35,600 yuan/mt": the way is told by the two levels themselves."""
    at = next(i for i, token in enumerate(tokens) if token.figure is draft.figure)
    last = next((i for i in range(at - 1, -1, -1) if tokens[i].figure is not None), None)
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
        if lead is not None and lead.low in ("from", "after") and base.figure.value != draft.figure.value:
            return Direction.UP if draft.figure.value > base.figure.value else Direction.DOWN
    return None


def _trailing_move(tokens: Sequence[Token], draft: Draft) -> Direction | None:
    """Read "37%, down from December", "45 kt, unchanged", "the figure of 45 kt was little changed"."""
    at = next(i for i, token in enumerate(tokens) if token.figure is draft.figure)
    rest = list(tokens[at + 1 :])
    fronted = at > 0 and tokens[at - 1].low == "at" and at <= _FRONTED
    apposed = at > 1 and tokens[at - 1].text == "," and any(t.has(Kind.INDICATOR) for t in tokens[:at][-5:])
    if rest[:1] and rest[0].text == "," and len(rest) > 1 and rest[1].low in ("a", "an"):
        noun = next((t for t in rest[2:5] if t.has(Kind.TREND)), None)
        if noun is not None and not any(t.figure for t in rest[2:9]):
            return noun.code(Kind.TREND)  # type: ignore[no-any-return]
    for steps, token in enumerate(rest[:_TRAIL]):
        after = rest[steps + 1] if steps + 1 < len(rest) else None
        if token.figure is not None or token.text in ";:(" or token.low in ("while", "but", "whereas", "and"):
            return None
        way: Direction | None = token.code(Kind.MOVE)
        if token.low in _HELD and steps and rest[steps - 1].low in ("is", "was", "are", "were", "been"):
            return Direction.FLAT
        if way is None and token.low in ("below", "above"):
            way = Direction.UP if token.low == "above" else Direction.DOWN
            if after is None or after.low not in ("that", "the", "those", "its"):
                return None
        if way is Direction.FLAT and (after is None or after.figure is None):
            return way
        if way is not None:
            compared = after is not None and (
                after.has(Kind.BASIS) or after.has(Kind.REFERENCE) or after.low in _COMPARED
            )
            if apposed and steps and rest[steps - 1].low in ("a", "an", "the", "its", "their"):
                return None
            return way if apposed or (compared and (token.low in _ADJECTIVES or fronted)) else None
        if not (token.text == "," or token.low in _BETWEEN or token.kind == Kind.DATE or fronted or apposed):
            if not (token.text[:1].isupper() or token.has(Kind.DEGREE)):
                return None
    return None


_CLOSE_LEAD = 3
_HELD = frozenset("maintained kept held reiterated reaffirmed retained".split())
_COMPARED = frozenset({"for", "from", "on", "against", "that", "the", "than", "versus"})
_TRAIL = 14
_NEAR = 6
_FRONTED = 2
_ADJECTIVES = frozenset("up down higher lower weaker stronger below above fewer less more".split())
_BETWEEN = frozenset(
    "metal physical content in at on for the end of this month year was were is are which also still "
    "again as by to a mt".split()
)
