"""Words of moves: what may tell a movement without a figure, and which the grammar took for one.

Each word of a move in a sentence may tell a movement, whatever it is told of: the weights judge that. What
the grammar read is matched to the word that tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import inf

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.forms import expanded
from extract.rules.move import names_measured
from extract.rules.predicates import bases_of_times, moves_of, or_else
from extract.rules.role import OPPOSITE, TURNS
from extract.rules.tokens import Kind, Token, lexicon, word_pattern
from extract.rules.when_moved import in_both, when_moved
from schemas.answer import MovementLabel
from schemas.vocabulary import Basis, Direction, Indicator, Status

__all__ = ["Moving", "around", "moving_in", "nearest_measured"]

_ENDING = frozenset(
    "reverse reverses reversed reversing snap snaps snapped end ends ended ending broke breaks halted "
    "halts".split()
)
_HARDLY = frozenset({"hard", "difficult", "impossible", "unlikely", "unable"})
_HARD = 6
_REACH = 15
_LOOKED_AT = 80
"""How many tokens on each side are looked at: more would cost a long sentence its square."""


@dataclass(frozen=True, slots=True, eq=False)
class Moving:
    """A word of a move: token `at` of its sentence, in the clause between two offsets.

    `moves` are what it would tell, by basis, of a period; `taken` the grammar's movements that it tells.
    """

    statement: Statement
    at: int
    clause: tuple[int, int]
    way: Direction
    moves: Sequence[tuple[Basis, Direction]]
    period: str
    status: Status
    taken: Sequence[MovementLabel] = ()

    @property
    def token(self) -> Token:
        """Return the word."""
        return self.statement.tokens[self.at]

    @property
    def indicator(self) -> Indicator:
        """Return what is measured nearest to it, or what the grammar took."""
        if self.taken:
            return self.taken[0].indicator
        near = nearest_measured(self.statement.tokens, self.at)
        return Indicator.PRODUCTION if near is None else self.statement.tokens[near].code(Kind.INDICATOR)


def moving_in(
    section: Annotated,
    statement: Statement,
    movements: Sequence[MovementLabel],
    before: Direction | None,
) -> list[Moving]:
    """Return the words of moves of a sentence, each with the movements of the grammar that it tells.

    `movements` are those of the sentence; `before` is the way of the last move of the sentence before.
    """
    read = (_read(section, statement, at, way) for at, way in sorted(_ways(section, statement, before)))
    found = [moving for moving in read if moving.moves]
    told: dict[int, list[MovementLabel]] = {}
    for label in movements:
        teller = _teller(section, label, found, told)
        if teller is not None:
            told.setdefault(teller.at, []).append(label)
    return [replace(each, taken=tuple(told.get(each.at, ()))) for each in found]


def nearest_measured(tokens: Sequence[Token], at: int) -> int | None:
    """Return the output or rate that is named last before a token, else the first thing named behind it."""
    before = (i for i in range(at - 1, max(-1, at - 1 - _REACH), -1) if names_measured(tokens[i]))
    found = next(before, None)
    if found is not None:
        return found
    for index in range(at + 1, min(len(tokens), at + 1 + _REACH)):
        if tokens[index].text == ";" or tokens[index].has(Kind.INDICATOR):
            return index if names_measured(tokens[index]) else None
    return None


@cache
def _told() -> Sequence[tuple[re.Pattern[str], Direction]]:
    listed = lexicon("moves")["told"]
    return [(word_pattern(expanded(forms)), Direction(code)) for code, forms in listed.items()]


@cache
def _told_by_another() -> Sequence[tuple[re.Pattern[str], Mapping[Direction, Direction]]]:
    up, down, flat = Direction.UP, Direction.DOWN, Direction.FLAT
    known = lexicon("moves")
    return [
        (word_pattern(expanded(known["told_alike"])), {up: up, down: down, flat: flat}),
        (word_pattern(expanded(known["told_otherwise"])), {up: down, down: up}),
    ]


def _ways(
    section: Annotated, statement: Statement, earlier: Direction | None
) -> Iterator[tuple[int, Direction]]:
    """Yield the words of moves and their ways: those of the lexicons, and those told beside them."""
    ways: dict[int, Direction] = {}
    for at, token in enumerate(statement.tokens):
        way = token.code(Kind.MOVE) or token.code(Kind.TREND)
        if way is None or any(told(statement.tokens, at) for told in (_is_of_degree, _is_likened, _is_hard)):
            continue
        ways[at] = OPPOSITE.get(way, way) if _ends_another(statement, at) else way
    for pattern, way in _told():
        for held in _found(section, statement, pattern):
            if ways.keys().isdisjoint(held):
                ways[held[-1]] = way
    for pattern, turned in _told_by_another():
        for held in _found(section, statement, pattern):
            before = max((at for at in ways if at < held[0]), default=None)
            told = ways[before] if before is not None else earlier
            way = turned.get(told) if told is not None else None
            if way is not None and ways.keys().isdisjoint(held):
                ways[held[-1]] = way
    yield from ways.items()


def _ends_another(statement: Statement, at: int) -> bool:
    """Read "ended the declines in July and August": the move that has a time is the one that ended."""
    words, behind = statement.tokens[at].low.split(), statement.tokens[at + 1 : at + 3]
    dated = len(behind) > 1 and any(time.start == behind[1].start for time in statement.times)
    return words[0] in _ENDING and len(words) > 1 and behind[0].low in ("in", "of") and dated


def _is_of_degree(tokens: Sequence[Token], at: int) -> bool:
    """Read "a moderate rebound": what could be a move tells how far another goes."""
    return tokens[at].has(Kind.DEGREE) and at + 1 < len(tokens) and tokens[at + 1].has(Kind.TREND)


def _is_hard(tokens: Sequence[Token], at: int) -> bool:
    """Read "output is hard to lift", "difficult for output to rise": what does not come about."""
    lead = [word for token in tokens[max(0, at - _HARD) : at] for word in token.low.split()]
    if lead[-1:] != ["to"] or tokens[at].code(Kind.MOVE) not in TURNS:
        return False
    return any(one in _HARDLY and two in ("to", "for") for one, two in pairwise(lead))


def _is_likened(tokens: Sequence[Token], at: int) -> bool:
    """Read "fell in line with zinc": what it moved like is told behind the move."""
    last = tokens[at - 1].code(Kind.MOVE) if at and tokens[at].low == "in line with" else None
    return last in (Direction.UP, Direction.DOWN)


def _found(section: Annotated, statement: Statement, pattern: re.Pattern[str]) -> Iterator[Sequence[int]]:
    """Yield the tokens of each place of a sentence where a pattern stands."""
    tokens, (start, end) = statement.tokens, (statement.sentence.start, statement.sentence.end)
    for match in pattern.finditer(section.section.body, start, end):
        first = max(0, statement.place_at(match.start() + 1) - 1)
        held = [at for at in range(first, statement.place_at(match.end())) if tokens[at].end > match.start()]
        if held:
            yield held


def _read(section: Annotated, statement: Statement, at: int, way: Direction) -> Moving:
    tokens = statement.tokens
    where = tokens[at]
    whole = (statement.sentence.start, statement.sentence.end)
    clause = next((each for each in statement.clauses if each[0] <= where.start < each[1]), whole)
    _, within, rest = around(statement, at, clause)
    period, status = when_moved(section, statement, within, where)
    if way is Direction.FLAT:
        way = or_else(rest, where) or way
    moves = moves_of(within, rest, where, way, bases_of_times(statement, period))
    return Moving(statement, at, clause, way, moves, period, status)


def around(
    statement: Statement, at: int, clause: tuple[int, int]
) -> tuple[int, Sequence[Token], Sequence[Token]]:
    """Return where the tokens of a clause begin, these, and those up to its sentence's end, within sight."""
    begin = max(statement.place_at(clause[0]), at - _LOOKED_AT)
    rest = statement.tokens[begin : at + _LOOKED_AT]
    return begin, rest[: max(at + 1, statement.place_at(clause[1])) - begin], rest


def _teller(
    section: Annotated, label: MovementLabel, found: Sequence[Moving], told: Mapping[int, list[MovementLabel]]
) -> Moving | None:
    """Return the word that tells a movement of the grammar: of its way, one that tells no other yet.

    One in a clause that names what it is told of comes first; one that tells two months tells both.
    """
    alike = [each for each in found if any(way is label.direction for _, way in each.moves)]
    when = (label.period, label.status)
    same = [
        each for each in alike
        if (each.period, each.status) == when and (label.basis, label.direction) in each.moves
    ]  # fmt: skip
    both = [
        each
        for each in alike
        if not same and when in in_both(section, each.statement, each.token, each.status)
    ]
    among = both or same or alike
    free = [each for each in among if each.at not in told]
    free.sort(key=lambda each: _away(section, each, label.segment))
    return next(iter((*both, *free, *among)), None)


def _away(section: Annotated, moving: Moving, segment: str | None) -> float:
    """Return how many characters away its clause names a segment, without end where it does not.

    A name ahead of a word of a move is nearer than one behind it.
    """
    begin, end = moving.clause
    said, word = section.section.body[begin:end].casefold(), moving.token.start - begin
    if segment is None or segment.casefold() not in said:
        return inf
    ahead = said.rfind(segment.casefold(), 0, max(0, word))
    return word - ahead if ahead >= 0 else len(said) + said.find(segment.casefold())
