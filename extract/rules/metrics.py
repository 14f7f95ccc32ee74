"""Metrics: every figure is attached to its indicator, basis, direction, period, status and scope.

A figure is read by the clause that it stands in: the nearest governing word before it says whether
it is a level or a move; what its clause does not say, it inherits from the figure before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.annotate.lexicon import words
from extract.clauses import clause_at
from extract.document import Annotated, Figure
from extract.rules.context import Statement, when
from extract.rules.counts import read_count
from extract.rules.draft import Draft, Outcome, Refusal
from extract.rules.scope import NO_SCOPE, noun_phrase_before
from extract.rules.scopes import scope_of
from extract.rules.tokens import Kind, Token
from schemas.periods import months_between
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Basis, Direction, Indicator, Reason

__all__ = ["read_figures"]

_THRESHOLDS = frozenset({"below", "above", "under", "beneath"})
_NOMINAL = frozenset("a an the further projected expected estimated another slight sharp".split())
_LINKS = frozenset({",", "or", "(", ")", "i.e", "that", "is", "equivalent", "to", "and", "equal"})
_CLOSURES = frozenset({"furnace cold repairs", "cold repairs", "capacity closures", "closures", "closure"})
_REACH = 9
_TERSE = 2
_TOTALS = frozenset({"total", "figure", "it", "print", "tally"})
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
    crossed: bool = False
    transitive: bool = False


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
        if outcome is None:
            continue
        if isinstance(outcome, Draft):
            outcome = _overall(outcome, _own(window), outcomes)
            previous = outcome
            outcomes += _members(outcome, _own(window), outcomes)
        outcomes.append(outcome)
    return _settled(section, tokens, _shared_noun(tokens, outcomes))


def _shared_noun(tokens: Sequence[Token], outcomes: list[Outcome]) -> list[Outcome]:
    """Read "a 7.8% MoM and 4.6% YoY drop": the noun behind the last figure moves the others too."""
    shared = list(outcomes)
    for at in range(len(shared) - 2, -1, -1):
        first, second = shared[at], shared[at + 1]
        if not (isinstance(first, Draft) and isinstance(second, Draft)):
            continue
        if not first.is_change or first.direction is not None or not second.is_change:
            continue
        between = [t for t in tokens if first.figure.end <= t.start < second.figure.start]
        if all(token.has(Kind.BASIS) or token.low in _LINKS for token in between):
            shared[at] = replace(first, direction=second.direction)
    return shared


def _overall(draft: Draft, own: Sequence[Token], earlier: Sequence[Outcome]) -> Draft:
    """Read "A of one and B of another, down 8%": one move after several levels has no segment."""
    levels = [o for o in earlier if isinstance(o, Draft)][-2:]
    if not draft.is_change or len(levels) < 2 or any(token.has(Kind.INDICATOR) for token in own):
        return draft
    if any(level.is_change or level.indicator is not draft.indicator for level in levels):
        return draft
    if levels[0].scope == levels[1].scope or any(token.low in ("all", "both", "each") for token in own):
        return draft
    return replace(draft, scope=NO_SCOPE)


def _members(draft: Draft, own: Sequence[Token], earlier: Sequence[Outcome]) -> list[Draft]:
    """Read "A 48%, B 62%, C 81%, all up by 2%": one move for each member; the last stays the draft's."""
    if not draft.is_change or not any(token.low in ("all", "both", "each") for token in own):
        return []
    same = [o for o in earlier if isinstance(o, Draft) and not o.is_change]
    same = [o for o in same if o.indicator is draft.indicator and o.scope != draft.scope]
    return [replace(draft, scope=member.scope) for member in same]


def _read(
    section: Annotated,
    statement: Statement,
    window: _Window,
    figure: Figure,
    own: frozenset[str],
    previous: Draft | None,
    last: Draft | None,
) -> Outcome | None:
    """Return the figure's reading; None where the words do not tell what it measures."""
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
    if previous is None and not _speaks_of(statement.tokens, window, own):
        return None
    cue = _cue(window, figure, previous)
    if figure.signed and statement.tokens[window.at].text.isalpha():
        way = Direction.DOWN if figure.value < 0 else Direction.UP
        cue = _Cue(level=False, direction=way, word=statement.tokens[window.at].low)
    if cue.level and any(token.low in _CLOSURES for token in _own(window)):
        cue = replace(cue, level=False, direction=Direction.DOWN)
    indicator, why = _indicator(
        statement.tokens, window, figure, cue, previous or _carried(window, figure, last)
    )
    basis = _basis(window, cue, previous, section.month, statement)
    scope = scope_of(section, statement, window.at, len(_own(window)), own, indicator,
                     previous.scope if previous else None)  # fmt: skip
    if cue.transitive and scope.segment is None and scope.entity is None:
        scope = replace(scope, segment=_subject(section, statement.tokens, window.at, own))
    if basis is None:
        headline = indicator in _HEADLINE and not scope.region and not scope.entity
        # "the mill reduced output by 5%" is somebody's own move, not the headline's.
        basis = Basis.MOM if headline and not cue.transitive else Basis.CHANGE
    level = basis is Basis.LEVEL
    direction = cue.direction if not level or cue.flat or cue.crossed or cue.word == "to" else None
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


def _carried(window: _Window, figure: Figure, last: Draft | None) -> Draft | None:
    """Return the reading that a sentence goes on with ("In May it averaged 64.8%"), or None."""
    if last is None or last.indicator is Indicator.PRODUCTION or figure.unit is None:
        return None
    pronoun = any(token.low in ("it", "they", "this", "that", "these") for token in window.before)
    same = last.figure.unit is not None and unit_kind(last.figure.unit) is unit_kind(figure.unit)
    return last if same and (pronoun or len(window.before) <= _TERSE + 3) else None


def _speaks_of(tokens: Sequence[Token], window: _Window, own: frozenset[str]) -> bool:
    """Tell whether a first figure's words name what is measured: an indicator, or the commodity itself."""
    if any(token.has(Kind.INDICATOR) or token.has(Kind.ACTION) for token in tokens):
        return True
    lead = [token for token in tokens[: window.at] if token.kind == Kind.WORD]
    return len(lead) <= _TERSE or any(token.low in own or token.low in _TOTALS for token in lead)


def _subject(section: Annotated, tokens: Sequence[Token], at: int, own: frozenset[str]) -> str | None:
    """Return who moved it, where that is a class of enterprises ("leading manufacturers")."""
    moved = next((i for i in range(at - 1, -1, -1) if tokens[i].has(Kind.MOVE)), None)
    if moved is None:
        return None
    phrase = noun_phrase_before(tokens, moved)
    if not phrase or phrase[-1].low not in words().countable:
        return None
    kept = [t.text for t in phrase if t.low not in own and t.low not in ("the", "a", "an", "some", "most")]
    return " ".join(kept).lower() if len(kept) > 1 else None


def _own(window: _Window) -> tuple[Token, ...]:
    """Drop what still belongs to the figure before: its comparison, or its "of production"."""
    before = window.before
    if len(before) == window.at:  # there is no figure before
        return before
    while before and (before[0].has(Kind.BASIS) or before[0].text in ")("):
        before = before[1:]
    if before and before[0].low in ("of", "in", "for"):
        rest = [i for i, t in enumerate(before) if t.text in ",;" or t.low in ("and", "but", "while")]
        before = before[rest[0] :] if rest else before
    return before


def _cue(window: _Window, figure: Figure, previous: Draft | None) -> _Cue:
    if figure.signed and unit_kind(figure.unit or "count") is UnitKind.RATIO:
        way = Direction.DOWN if figure.value < 0 else Direction.UP
        return _Cue(level=False, direction=way, word="its sign")
    for find in (_cue_beyond, _cue_noun, _cue_before, _cue_after):
        cue = find(window)
        if cue is not None:
            if cue.level and cue.word != "to" and _compared_at_once(window):
                # "the drop, at 4.91% MoM": only a move has a comparison right behind it.
                return _Cue(level=False, direction=_nearest_move(window), word="its comparison")
            return cue
    bound = any(token.has(Kind.BASIS) for token in window.after[:2])
    if figure.signed:
        way = Direction.DOWN if figure.value < 0 else Direction.UP
        return _Cue(level=not bound, direction=way if bound else None, word="its sign")
    points = figure.unit in ("percentage_point", "basis_point")
    if previous is not None and previous.is_change:
        bare = all(token.low in _LINKS for token in _own(window))
        if bound or points or bare or previous.figure.unit == figure.unit:
            return _Cue(level=False, direction=previous.direction, word="the figure before")
    if points or bound:
        return _Cue(level=False, direction=None, word="its unit or comparison")
    return _Cue(level=True, direction=None, word="nothing")


def _compared_at_once(window: _Window) -> bool:
    return bool(window.after) and window.after[0].code(Kind.BASIS) in (Basis.MOM, Basis.YOY, Basis.WOW)


def _nearest_move(window: _Window) -> Direction | None:
    for token in reversed(_own(window)):
        move: Direction | None = token.code(Kind.TREND) or token.code(Kind.MOVE)
        if move is not None:
            return move
    return None


def _cue_beyond(window: _Window) -> _Cue | None:
    """Read "3% lower than a month earlier", "20% up on the year"."""
    after = window.after
    if not after:
        return None
    word = after[0].low
    if word in _AFTER_CHANGE:
        return _Cue(level=False, direction=_AFTER_CHANGE[word], word=word)
    if word in ("up", "down") and len(after) > 1 and after[1].has(Kind.BASIS):
        return _Cue(level=False, direction=after[0].code(Kind.MOVE), word=word)
    return None


def _cue_noun(window: _Window) -> _Cue | None:
    """Read "a 5% MoM drop" and "a 7.8% MoM and 4.6% YoY drop"; closures and new capacity are moves."""
    lead = window.before[-1].low if window.before else ""
    nominal = lead in _NOMINAL
    for token in window.after[:3]:
        if token.has(Kind.BASIS):
            nominal = True
            continue
        move = token.code(Kind.TREND)
        if move is not None and not token.has(Kind.INDICATOR) and (nominal or not token.has(Kind.MOVE)):
            return _Cue(level=False, direction=move, word=token.low)
        break
    for token in window.after[:6]:
        if token.text in ",;":
            break
        if token.low in _CLOSURES:
            return _Cue(level=False, direction=Direction.DOWN, word=token.low)
        if token.low == "new capacity":
            return _Cue(level=False, direction=Direction.UP, word=token.low)
    return None


def _cue_before(window: _Window) -> _Cue | None:
    """Walk back from the figure to the word that governs it."""
    before = _own(window)
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
            return _Cue(level=False, direction=way, word=word)
        cue = _governed(token, word, steps, endpoint=endpoint, bound=bound)
        if cue is not None:
            return replace(cue, transitive=passed and token.has(Kind.MOVE))
        passed = passed or token.has(Kind.INDICATOR)
    return _Cue(level=True, direction=None, word="to") if endpoint else None


def _of_move(before: Sequence[Token]) -> Direction | None:
    """Read "the estimated drop is 3%": a level verb whose subject is a move."""
    for token in reversed(before[-2:]):
        trend: Direction | None = token.code(Kind.TREND)
        if trend is not None and not token.has(Kind.INDICATOR) and not token.low.endswith("ed"):
            noun = not token.has(Kind.MOVE) or any(t.low in _NOMINAL for t in before[-4:])
            return trend if noun else None
    return None


def _threshold(before: Sequence[Token], word: str) -> _Cue | None:
    """Read "fell below 7,000 yuan/mt": a level that was crossed."""
    move = before[-1].code(Kind.MOVE) if before else None
    return None if move is None else _Cue(level=True, direction=move, word=word, crossed=True)


def _governed(token: Token, word: str, steps: int, *, endpoint: bool, bound: bool) -> _Cue | None:
    """Return what a word says of the figure behind it, or None where it says nothing."""
    move = token.code(Kind.MOVE) or token.code(Kind.TREND)
    if endpoint:
        if move is not None:
            return _Cue(level=True, direction=move, word="to", flat=move is Direction.FLAT)
        return None
    if word in ("from", "between") and steps <= 3:
        return _Cue(level=True, direction=None, word=word)
    if token.code(Kind.BASIS) is Basis.VS_EXPECTATION:
        down = any(part in word for part in ("below", "short", "miss"))
        return _Cue(level=False, direction=Direction.DOWN if down else Direction.UP, word=word)
    if move is not None:
        flat = move is Direction.FLAT
        return _Cue(level=flat, direction=move, word=word, flat=flat)
    if bound:
        return None
    if token.has(Kind.LEVEL) and not (word in ("with", "for") and steps > 2):
        return _Cue(level=True, direction=None, word=word)
    if token.has(Kind.INDICATOR) or token.has(Kind.ACTION):
        return _Cue(level=True, direction=None, word=word)
    return None


def _cue_after(window: _Window) -> _Cue | None:
    """Read "a 7.8% MoM and 4.6% YoY drop"."""
    for token in window.after[:5]:
        if token.has(Kind.BASIS) or token.low in ("and", "or", "further", "sharp", "slight"):
            continue
        move = token.code(Kind.TREND)
        if move is not None and not token.has(Kind.INDICATOR):
            return _Cue(level=False, direction=move, word=token.low)
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
    for token in window.after[:8]:
        if token.text in ",;" or token.low in ("and", "but", "while"):
            break
        if token.has(Kind.BASIS):
            stated = token.code(Kind.BASIS)
            return stated
        if cue.word in _AFTER_CHANGE and token.low in ("expected", "forecast", "expectations", "anticipated"):
            return Basis.VS_EXPECTATION
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
    own = _own(window)
    start = own[0].start if own else statement.tokens[window.at].start
    end = window.after[-1].end if window.after else statement.tokens[window.at].end
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
    if kind is UnitKind.RATIO and cue.level and _of_whole(window):
        return Indicator.SHARE, "a proportion of a whole"
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


def _of_whole(window: _Window) -> bool:
    """Tell whether "of the producers", "of output" or the like follows."""
    after = window.after[:5]
    if not after or after[0].low != "of":
        return False
    wholes = (Indicator.PRODUCTION, Indicator.CAPACITY, Indicator.SALES, Indicator.DEMAND)
    return any(t.low in words().countable or t.code(Kind.INDICATOR) in wholes for t in after[1:])


def _named(tokens: Sequence[Token], window: _Window, cue: _Cue) -> tuple[Indicator | None, str]:
    after = window.after
    if after and after[0].has(Kind.INDICATOR) and not cue.level:
        return after[0].code(Kind.INDICATOR), f"{after[0].text!r} right behind it"
    if after and after[0].has(Kind.INDICATOR) and after[0].code(Kind.INDICATOR) in (
        Indicator.CAPACITY, Indicator.OPERATING_CAPACITY, Indicator.TARIFF, Indicator.QUOTA,
    ):  # fmt: skip
        return after[0].code(Kind.INDICATOR), f"{after[0].text!r} right behind it"
    if after and after[0].low == "for":
        for token in after[1:9]:
            if token.text in ",;" or token.low in ("and", "but"):
                break
            if token.code(Kind.INDICATOR) in _MONEY_INDICATORS:
                return token.code(Kind.INDICATOR), f"{token.text!r} behind it"
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
