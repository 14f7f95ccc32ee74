"""How a sentence is laid out: its words and their sorts, and how much stands between two places.

All is told once for a sentence, so that a figure costs the same in a long one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from extract.annotate.lexicon import words as countable
from extract.rules.context import Statement
from extract.rules.names import is_own
from extract.rules.phrase import is_verb, scope_words
from extract.rules.regions import is_place_name
from extract.rules.scope import is_group
from extract.rules.tokens import Kind, Token, without_possessive

__all__ = ["DATE", "FIGURE", "NAME", "OWN", "PLACE", "Layout", "layout_of", "step_of"]

_BEGIN, _END = "^", "$"
OWN, PLACE, FIGURE, DATE = "~own", "~place", "#", "@"
"""What stands for the commodity's own words, the names of places, figures and dates."""
NAME = "~name"
"""What may stand for a word of another name: weights learn where names stand, and not which these are."""
_PARTS = (",", ";:", "()[]", "–—")
_FAR = (1, 2, 3, 4, 6, 9, 14, 20, 30)
_CODES = (
    Kind.INDICATOR, Kind.MOVE, Kind.TREND, Kind.BASIS, Kind.FUTURE, Kind.PLAN, Kind.LEVEL, Kind.REFERENCE,
    Kind.ACTION,
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """`words` and `kinds` by token, and whether it is a group of producers, a verb, or an edge of no name.

    `figures`, `verbs` and, by sort of mark, `marks` count those before each place.
    """

    statement: Statement
    words: Sequence[str]
    kinds: Sequence[str]
    groups: Sequence[bool]
    verbal: Sequence[bool]
    edges: Sequence[bool]
    figures: Sequence[int]
    verbs: Sequence[int]
    marks: Sequence[tuple[str, Sequence[int]]]

    def word(self, at: int) -> str:
        """Return the word at a place, which may be outside."""
        return _BEGIN if at < 0 else self.words[at] if at < len(self.words) else _END

    def kind(self, at: int) -> str:
        """Return the kind of the token at a place, which may be outside."""
        return _BEGIN if at < 0 else self.kinds[at] if at < len(self.kinds) else _END

    def breaks(self, begin: int, end: int) -> str:
        """Return which sorts of marks stand between two places."""
        return "".join([sort for sort, before in self.marks if before[end] > before[begin]])


def layout_of(statement: Statement, own: frozenset[str]) -> Layout:
    """Return the layout of a sentence; `own` names the commodity."""
    tokens = statement.tokens
    verbal = [token.kind == Kind.WORD and is_verb(token) for token in tokens]
    edges = [token.low in scope_words("edges") for token in tokens]
    return Layout(
        statement,
        [_word(token, own) for token in tokens],
        [_kind(token, verb=verb, edge=edge) for token, verb, edge in zip(tokens, verbal, edges, strict=True)],
        [token.kind == Kind.WORD and is_group(token) for token in tokens],
        verbal,
        edges,
        _before(token.figure is not None for token in tokens),
        _before(verbal),
        [(sort[0], _before(token.text in sort for token in tokens)) for sort in _PARTS],
    )


def _before(held: Iterable[bool]) -> Sequence[int]:
    return list(accumulate(held, initial=0))


def _is_date(token: Token) -> bool:
    return token.kind == Kind.DATE or token.low in countable().months


def _word(token: Token, own: frozenset[str]) -> str:
    if token.figure is not None:
        return FIGURE
    if _is_date(token):
        return DATE
    if is_own(without_possessive(token.low), own):
        return OWN
    return PLACE if is_place_name(without_possessive(token.text)) else token.low


def _kind(token: Token, *, verb: bool, edge: bool) -> str:
    if token.figure is not None:
        return FIGURE
    if _is_date(token):
        return DATE
    for kind in _CODES:
        if token.has(kind):
            return f"{kind}={token.code(kind)}" if kind is Kind.INDICATOR else kind
    if token.kind == Kind.MARK or edge:
        return token.low
    return "verb" if verb else Kind.WORD


def step_of(far: int) -> int:
    """Return the step that a number of tokens falls on, 0 beyond the last."""
    return next((step for step in _FAR if far <= step), 0)
