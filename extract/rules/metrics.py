"""Metrics: every figure is attached to its indicator, basis, direction, period, status and scope.

A figure is read by the clause that it stands in: the nearest governing word before it says whether
it is a level or a move; what its clause does not say, it inherits from the figure before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.clauses import clause_at
from extract.document import Annotated, Figure
from extract.rules.context import Statement, when
from extract.rules.counts import read_count
from extract.rules.draft import Draft, Outcome, Refusal
from extract.rules.scopes import scope_of
from extract.rules.tokens import Kind, Token
from schemas.periods import months_between
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Basis, Direction, Indicator, Reason

__all__ = ["read_figures"]

_SKIPPED = frozenset(
    [
        "by",
        "of",
        "about",
        "the",
        "a",
        "an",
        "further",
        "another",
        "again",
        "slightly",
        "some",
        "roughly",
        "only",
        "just",
        "nearly",
        "around",
        "approximately",
        "over",
        "more",
        "than",
        "under",
        "below",
        "above",
        "almost",
        "as",
        "much",
        "well",
        "sharply",
        "significantly",
        "marginally",
        "modestly",
        "markedly",
        "notably",
        "and",
        "or",
        "also",
        "all",
        "each",
        "another",
        "respectively",
        "estimated",
    ]
)
_REACH = 9
_MONEY_INDICATORS = (
    Indicator.PRICE, Indicator.COST, Indicator.PROFIT, Indicator.TREATMENT_CHARGE,
)  # fmt: skip
_HEADLINE = (Indicator.PRODUCTION, Indicator.OPERATING_RATE)
_AFTER_CHANGE = {
    "higher": Direction.UP, "more": Direction.UP, "above": Direction.UP,
    "lower": Direction.DOWN, "less": Direction.DOWN, "below": Direction.DOWN, "fewer": Direction.DOWN,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cue:
    """What governs a figure: a level or a move, which way, and on what word that rests."""

    level: bool
    direction: Direction | None
    word: str
    flat: bool = False


@dataclass(frozen=True, slots=True)
class _Window:
    """A figure's surroundings: tokens since the figure before, tokens up to the next."""

    at: int
    before: tuple[Token, ...]
    after: tuple[Token, ...]


def read_figures(
    section: Annotated, statement: Statement, own: frozenset[str], last: Draft | None
) -> list[Outcome]:
    """Read the figures of one statement; `last` is the reading before it, if any."""
    outcomes: list[Outcome] = []
    tokens = statement.tokens
    places = [at for at, token in enumerate(tokens) if token.figure is not None]
    previous: Draft | None = None
    for index, at in enumerate(places):
        left = places[index - 1] + 1 if index else 0
        right = places[index + 1] if index + 1 < len(places) else len(tokens)
        window = _Window(at, tokens[left:at], tokens[at + 1 : right])
        figure = tokens[at].figure
        if figure is None:
            continue
        outcome = _read(section, statement, window, figure, own, previous, last)
        if isinstance(outcome, Draft):
            previous = outcome
        outcomes.append(outcome)
    return _settled(section, tokens, outcomes)


def _read(
    section: Annotated,
    statement: Statement,
    window: _Window,
    figure: Figure,
    own: frozenset[str],
    previous: Draft | None,
    last: Draft | None,
) -> Outcome:
    if figure.unit is None:
        return Refusal(figure, Reason.NOT_A_METRIC, "no unit stands with it")
    kind = unit_kind(figure.unit)
    if kind is UnitKind.TIME:
        return Refusal(figure, Reason.DURATION, "its unit is a length of time")
    clause = clause_at(
        section.section.body,
        (statement.sentence.start, statement.sentence.end),
        figure.start,
        figure.end,
    )
    period, status = when(section, statement, figure.start, clause)
    if kind is UnitKind.COUNT:
        return read_count(section, statement, window.at, period, status, previous or last)
    cue = _cue(window, figure, previous)
    indicator, why = _indicator(statement.tokens, window, figure, cue, previous)
    basis = _basis(window, cue, previous, section.month, statement)
    scope = scope_of(section, statement, window.at, len(window.before), own, indicator,
                     previous.scope if previous else None)  # fmt: skip
    if basis is None:
        headline = indicator in _HEADLINE and not scope.region and not scope.entity
        basis = Basis.MOM if headline else Basis.CHANGE
    level = basis is Basis.LEVEL
    direction = cue.direction if not level or cue.flat or cue.word == "to" else None
    if not level and direction is None:
        direction = Direction.UP
    loss = level and indicator is Indicator.PROFIT and _is_loss(statement.tokens, window.at)
    return Draft(
        figure=figure,
        indicator=indicator,
        basis=basis,
        direction=direction,
        negative=loss and not figure.signed,
        period=period,
        status=status,
        scope=scope,
        why=(
            f"indicator {indicator}: {why}",
            f"basis {basis}: governed by {cue.word!r}",
            f"period {period}, {status}",
        ),
    )


def _own(window: _Window) -> tuple[Token, ...]:
    """Drop what still belongs to the figure before: its comparison, right behind it."""
    before = window.before
    if len(before) < window.at:  # there is a figure before
        while before and (before[0].has(Kind.BASIS) or before[0].text in ")("):
            before = before[1:]
    return before


def _cue(window: _Window, figure: Figure, previous: Draft | None) -> _Cue:
    for find in (_cue_before, _cue_after):
        cue = find(window)
        if cue is not None:
            return cue
    bound = any(token.has(Kind.BASIS) for token in window.after[:2])
    if figure.signed and bound:
        way = Direction.DOWN if figure.value < 0 else Direction.UP
        return _Cue(level=False, direction=way, word="its sign")
    if (
        previous is not None
        and previous.is_change
        and (bound or figure.unit == "percentage_point" or previous.figure.unit == figure.unit)
    ):
        return _Cue(level=False, direction=previous.direction, word="the figure before")
    if figure.unit in ("percentage_point", "basis_point") or bound:
        return _Cue(level=False, direction=None, word="its unit or comparison")
    if figure.signed and figure.unit == "percent" and figure.value.is_finite():
        return _Cue(level=True, direction=None, word="nothing")
    return _Cue(level=True, direction=None, word="nothing")


def _cue_before(window: _Window) -> _Cue | None:
    before = _own(window)
    endpoint = False
    for steps, token in enumerate(reversed(before)):
        if steps > _REACH or token.text in ";:":
            return None
        word = token.low
        if token.text in ",(":
            if steps and not endpoint:
                return None
            continue
        if word in ("to", "toward", "towards") and steps <= 3 and not endpoint:
            endpoint = True
            continue
        move = token.code(Kind.MOVE) or token.code(Kind.TREND)
        if endpoint:
            if move is not None:
                return _Cue(level=True, direction=move, word="to", flat=move is Direction.FLAT)
            if token.has(Kind.INDICATOR):
                return _Cue(level=True, direction=None, word="to")
            continue
        if word in ("from", "between") and steps <= 3:
            return _Cue(level=True, direction=None, word=word)
        if token.has(Kind.BASIS) and token.code(Kind.BASIS) is Basis.VS_EXPECTATION:
            down = any(part in word for part in ("below", "short", "miss"))
            return _Cue(level=False, direction=Direction.DOWN if down else Direction.UP, word=word)
        if move is not None and not (token.has(Kind.LEVEL) and not token.has(Kind.MOVE)):
            if move is Direction.FLAT:
                return _Cue(level=True, direction=move, word=word, flat=True)
            return _Cue(level=False, direction=move, word=word)
        if token.has(Kind.LEVEL) and not (word in ("with", "for") and steps > 2):
            return _Cue(level=True, direction=None, word=word)
        if token.has(Kind.INDICATOR) or token.has(Kind.ACTION):
            return _Cue(level=True, direction=None, word=word)
    if endpoint:
        return _Cue(level=True, direction=None, word="to")
    return None


def _cue_after(window: _Window) -> _Cue | None:
    """Read "a 5% MoM drop", "3% lower than a month earlier"."""
    for steps, token in enumerate(window.after[:4]):
        if token.has(Kind.BASIS) or token.low in ("and", "or", "further", "sharp", "slight"):
            continue
        move = token.code(Kind.TREND)
        if move is not None and token.low not in ("loss",):
            return _Cue(level=False, direction=move, word=token.low)
        if steps == 0 and token.low in _AFTER_CHANGE:
            return _Cue(level=False, direction=_AFTER_CHANGE[token.low], word=token.low)
        return None
    return None


def _basis(
    window: _Window, cue: _Cue, previous: Draft | None, month: str, statement: Statement
) -> Basis | None:
    """Return the basis; None for a move whose comparison is not stated."""
    if cue.level:
        return Basis.LEVEL
    for token in window.after[:3]:
        if token.has(Kind.BASIS):
            stated: Basis = token.code(Kind.BASIS)
            return stated
        if token.text in ",;." or token.low in ("and", "but"):
            break
    for token in window.after[:4]:
        if token.text in ",;":
            break
        if token.has(Kind.BASIS):
            stated = token.code(Kind.BASIS)
            return stated
    own = _own(window)
    for token in reversed(own):
        if token.has(Kind.BASIS):
            stated = token.code(Kind.BASIS)
            return stated
    compared = _compared_with(window, month, statement)
    if compared is not None:
        return compared
    if previous is not None and previous.is_change and not any(t.text in ";" for t in own):
        return previous.basis
    return None


def _compared_with(window: _Window, month: str, statement: Statement) -> Basis | None:
    """Read "compared to December": the basis follows from how far back the month lies."""
    end = window.after[-1].end if window.after else 0
    start = window.after[0].start if window.after else 0
    for time in statement.times:
        if time.compared and start <= time.start <= end and len(time.period) == 7:
            back = months_between(time.period, month)
            if back in (0, 1):
                return Basis.MOM
            if back in (11, 12):
                return Basis.YOY
    return None


def _indicator(
    tokens: Sequence[Token], window: _Window, figure: Figure, cue: _Cue, previous: Draft | None
) -> tuple[Indicator, str]:
    kind = unit_kind(figure.unit or "count")
    named, where = _named(tokens, window, cue)
    if named is None:
        if previous is not None:
            named, where = previous.indicator, "as for the figure before"
        else:
            named, where = Indicator.PRODUCTION, "the section's headline"
    if kind is UnitKind.MONEY_PER_MEASURE and named not in _MONEY_INDICATORS:
        money = [t.code(Kind.INDICATOR) for t in tokens if t.code(Kind.INDICATOR) in _MONEY_INDICATORS]
        named, where = (money[0] if money else Indicator.PRICE), "its unit is money per measure"
    elif kind is UnitKind.RATE_OF_FLOW and named is Indicator.PRODUCTION:
        named = Indicator.CAPACITY if cue.level else Indicator.OPERATING_CAPACITY
        where = "its unit is a rate"
    elif (kind is UnitKind.AMOUNT and named is Indicator.OPERATING_RATE) or (
        kind is UnitKind.AMOUNT and named in (Indicator.PRICE, Indicator.COST, Indicator.PROFIT)
    ):
        named, where = Indicator.PRODUCTION, "its unit is an amount"
    return named, where


def _named(tokens: Sequence[Token], window: _Window, cue: _Cue) -> tuple[Indicator | None, str]:
    after = window.after
    if after and after[0].has(Kind.INDICATOR) and not cue.level:
        return after[0].code(Kind.INDICATOR), f"{after[0].text!r} right behind it"
    if after and after[0].has(Kind.INDICATOR) and after[0].code(Kind.INDICATOR) in (
        Indicator.CAPACITY, Indicator.OPERATING_CAPACITY, Indicator.TARIFF, Indicator.QUOTA,
    ):  # fmt: skip
        return after[0].code(Kind.INDICATOR), f"{after[0].text!r} right behind it"
    own = _own(window)
    for token in reversed(own):
        code = token.code(Kind.INDICATOR) or token.code(Kind.ACTION)
        if code is not None:
            return code, f"{token.text!r} before it"
    for steps, token in enumerate(after):
        if token.text in ",;" or steps > 8:
            break
        if token.has(Kind.INDICATOR) and any(t.low in ("in", "of") for t in after[:steps]):
            return token.code(Kind.INDICATOR), f"{token.text!r} behind it"
    if len(own) == window.at:
        for token in after[:10]:
            if token.has(Kind.INDICATOR):
                return token.code(Kind.INDICATOR), f"{token.text!r} behind it"
    return None, ""


def _is_loss(tokens: Sequence[Token], at: int) -> bool:
    for token in reversed(tokens[:at]):
        if token.code(Kind.INDICATOR) is Indicator.PROFIT:
            return token.low.startswith("loss")
    return any(token.low.startswith("loss") for token in tokens[at + 1 : at + 3])


def _settled(section: Annotated, tokens: Sequence[Token], outcomes: list[Outcome]) -> list[Outcome]:
    """Give levels their direction: none where a change of the same quantity has its own figure."""
    drafts = [o for o in outcomes if isinstance(o, Draft)]
    settled: list[Outcome] = []
    for outcome in outcomes:
        if isinstance(outcome, Draft) and not outcome.is_change:
            changes = [
                d for d in drafts
                if d.is_change and d.indicator is outcome.indicator and d.scope == outcome.scope
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
    if len(after) > 1 and after[0].low in ("up", "down") and after[1].figure is None:
        if after[1].has(Kind.BASIS) or after[1].low in ("from", "on", "against"):
            way: Direction = after[0].code(Kind.MOVE)
            return way
    return None
