"""Metrics: every figure is attached to its indicator, basis, direction, period, status and scope.

A figure is read by the clause that it stands in: the nearest governing word before it says whether
it is a level or a move; what its clause does not say, it inherits from the figure before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.annotate.lexicon import words
from extract.clauses import clause_at
from extract.document import Annotated, Figure
from extract.rules.bases import basis_of
from extract.rules.context import Statement, when
from extract.rules.counts import read_count
from extract.rules.cues import cue_of
from extract.rules.draft import Draft, Outcome, Refusal
from extract.rules.naming import indicator_of, is_loss
from extract.rules.scope import noun_phrase_before
from extract.rules.scopes import scope_of
from extract.rules.sentence import members, overall, settled, shared_noun
from extract.rules.tokens import Kind, Token
from extract.rules.window import CLOSURES, Cue, Window, own_tokens
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Basis, Direction, Indicator, Reason

__all__ = ["read_figures"]

_TERSE = 2
_TOTALS = frozenset({"total", "figure", "it", "print", "tally"})
_HEADLINE = (Indicator.PRODUCTION, Indicator.OPERATING_RATE)


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
        window = Window(at, tokens[left:at], tokens[at + 1 : right])
        figure = tokens[at].figure
        if figure is None:
            continue
        outcome = _read(section, statement, window, figure, own, previous, last)
        if outcome is None:
            continue
        if isinstance(outcome, Draft):
            outcome = overall(outcome, own_tokens(window), outcomes)
            previous = outcome
            outcomes += members(outcome, own_tokens(window), outcomes)
        outcomes.append(outcome)
    return settled(section, tokens, shared_noun(tokens, outcomes))


def _read(
    section: Annotated,
    statement: Statement,
    window: Window,
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
    cue = cue_of(window, figure, previous)
    if figure.signed and statement.tokens[window.at].text.isalpha():
        way = Direction.DOWN if figure.value < 0 else Direction.UP
        cue = Cue(level=False, direction=way, word=statement.tokens[window.at].low)
    if cue.level and any(token.low in CLOSURES for token in own_tokens(window)):
        cue = replace(cue, level=False, direction=Direction.DOWN)
    indicator, why = indicator_of(
        statement.tokens, window, figure, cue, previous or _carried(window, figure, last)
    )
    basis = basis_of(window, cue, previous, section.month, statement)
    scope = scope_of(section, statement, window.at, len(own_tokens(window)), own, indicator,
                     previous.scope if previous else None)  # fmt: skip
    if cue.transitive and scope.segment is None and scope.entity is None:
        scope = replace(scope, segment=_subject(section, statement.tokens, window.at, own))
    if basis is None:
        headline = indicator in _HEADLINE and not scope.region and not scope.entity
        # "the mill reduced output by 5%" is somebody's own move, not the headline's.
        basis = Basis.MOM if headline and not cue.transitive else Basis.CHANGE
    level = basis is Basis.LEVEL
    direction = cue.direction if not level or cue.flat or cue.crossed or cue.word == "to" else None
    loss = level and indicator is Indicator.PROFIT and is_loss(statement.tokens, window.at)
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


def _carried(window: Window, figure: Figure, last: Draft | None) -> Draft | None:
    """Return the reading that a sentence goes on with ("In May it averaged 64.8%"), or None."""
    if last is None or last.indicator is Indicator.PRODUCTION or figure.unit is None:
        return None
    pronoun = any(token.low in ("it", "they", "this", "that", "these") for token in window.before)
    same = last.figure.unit is not None and unit_kind(last.figure.unit) is unit_kind(figure.unit)
    return last if same and (pronoun or len(window.before) <= _TERSE + 3) else None


def _speaks_of(tokens: Sequence[Token], window: Window, own: frozenset[str]) -> bool:
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
