"""Magnitude: how large the text itself calls a move, by the word of size that stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.tokens import Kind, Token, lexicon
from schemas.answer import Answer, DriverLabel, FigureLabel, MovementLabel
from schemas.vocabulary import Direction, Magnitude

__all__ = ["sized"]

_Label = TypeVar("_Label", FigureLabel, MovementLabel, DriverLabel)
_REACH = 3  # words between a word of size and the move that it is on
_FAR = 12  # words behind it in which it may be denied ("a sharp rise is unlikely")
_BREAKS = frozenset(",;:.()")


@dataclass(frozen=True, slots=True)
class _Size:
    """A word of size: where it stands, where its move stands, and which way (None where no word says it)."""

    start: int
    move: int
    magnitude: Magnitude
    direction: Direction | None


def sized(section: Annotated, spoken: Sequence[Statement], answer: Answer) -> Answer:
    """Return the answer with a magnitude on every label whose words give one."""
    tokens = {statement.sentence.number: statement.tokens for statement in spoken}
    sizes = {number: tuple(_sizes(listed)) for number, listed in tokens.items()}
    if not any(sizes.values()):
        return answer
    starts = {figure.number: figure.start for figure in section.figures}
    return answer.model_copy(
        update={
            "figures": tuple(_figure(label, starts, tokens, sizes) for label in answer.figures),
            "movements": tuple(_movement(section, label, tokens, sizes) for label in answer.movements),
            "drivers": tuple(_driver(section, label, tokens, sizes) for label in answer.drivers),
        }
    )


@cache
def _words() -> dict[str, tuple[Magnitude, bool]]:
    """Return what each word of size says, and whether it is a move by itself."""
    table = lexicon("magnitude")
    return {
        word: (member, kind == "alone")
        for member in Magnitude
        for kind in ("beside", "alone")
        for word in table[member.value][kind]
    }


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(lexicon("magnitude")[key])


def _sizes(tokens: Sequence[Token]) -> Iterator[_Size]:
    known = _words()
    for at, token in enumerate(tokens):
        pair = f"{token.low} {tokens[at + 1].low}" if at + 1 < len(tokens) else ""
        word = next((w for w in (pair, token.low, *token.low.split()) if w in known), None)
        if word is None or _is_compared(tokens, at) or _is_denied(tokens, at):
            continue
        magnitude, alone = known[word]
        around = [token] if alone else list(_near(tokens, at))
        move = next((t for t in around if _way(t) is not None), None)
        if move is not None:
            yield _Size(token.start, move.start, magnitude, _way(move))
        elif alone or any(t.low in _listed("acts") for t in around):
            yield _Size(token.start, token.start, magnitude, None)


def _way(token: Token) -> Direction | None:
    if token.low in _listed("still"):
        return None
    way: Direction | None = token.code(Kind.MOVE) or token.code(Kind.TREND)
    return way


def _near(tokens: Sequence[Token], at: int) -> Iterator[Token]:
    """Yield the tokens around one, nearest first, up to the next mark on either side."""
    sides: list[list[Token]] = []
    for side in (tokens[at : at + _REACH + 1], tokens[max(0, at - _REACH) : at][::-1]):
        end = next((n for n, token in enumerate(side) if token.text in _BREAKS), len(side))
        sides.append(list(side[:end]))
    behind, before = sides
    for step in range(_REACH + 1):
        yield from (side[step] for side in (behind, before) if step < len(side))


def _is_compared(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].low in _listed("compared")


def _is_denied(tokens: Sequence[Token], at: int) -> bool:
    before = [token.low for token in tokens[max(0, at - _REACH - 2) : at]]
    behind: list[str] = []
    for token in tokens[at + 1 : at + _FAR]:
        if token.text in _BREAKS:
            break
        behind.append(token.low)
    return bool(_listed("denied") & set(before)) or "unlikely" in behind


def _figure(
    label: FigureLabel,
    starts: dict[int, int],
    tokens: dict[int, tuple[Token, ...]],
    sizes: dict[int, tuple[_Size, ...]],
) -> FigureLabel:
    """A figure takes the size between the figure before it and itself, or right behind it."""
    start = starts[label.figure]
    if label.direction in (None, Direction.FLAT):
        return label
    for number in label.sentences:
        listed = tokens.get(number, ())
        figures = [token for token in listed if token.figure is not None]
        before = max((t.end for t in figures if t.end <= start), default=0)
        edge = max([t.start for t in listed if before <= t.start < start and t.text == ";"], default=before)
        after = next((t.start for t in listed if t.start > start and t.text in _BREAKS), start)
        after = min([after, *(t.start for t in figures if t.start > start)])
        for size in reversed(sizes.get(number, ())):
            if edge <= size.start < after and size.direction in (None, label.direction):
                return _with(label, size)
    return label


def _movement(
    section: Annotated,
    label: MovementLabel,
    tokens: dict[int, tuple[Token, ...]],
    sizes: dict[int, tuple[_Size, ...]],
) -> MovementLabel:
    """A movement takes the size on its own move: the one its way that is nearest to what moves."""
    said = [token for number in label.sentences for token in tokens.get(number, ())]
    moves = [token.start for token in said if _way(token) is label.direction]
    if not moves:
        return label
    place = _place(section, label.segment, label.sentences) or 0
    named = [t.start for t in said if t.code(Kind.INDICATOR) is label.indicator and t.start >= place]
    own = min(moves, key=lambda start: abs(start - (named[0] if named else place)))
    for number in label.sentences:
        for size in sizes.get(number, ()):
            if size.move == own:
                return _with(label, size)
    return label


def _driver(
    section: Annotated,
    label: DriverLabel,
    tokens: dict[int, tuple[Token, ...]],
    sizes: dict[int, tuple[_Size, ...]],
) -> DriverLabel:
    """A driver takes the size of the move that it is named for, never one inside the cause itself."""
    place = _place(section, label.cause, label.sentences)
    own = range(place, place + len(label.cause)) if place is not None else range(0)
    for number in label.sentences:
        for size in sizes.get(number, ()):
            if size.direction in (None, label.direction) and size.start not in own:
                return _with(label, size)
    return label


def _place(section: Annotated, text: str | None, sentences: Sequence[int]) -> int | None:
    """Return where a text stands in the cited sentences, or None."""
    if text is None:
        return None
    body = section.section.body.casefold()
    for number in sentences:
        sentence = section.sentences[number - 1]
        at = body.find(text.casefold(), sentence.start, sentence.end)
        if at >= 0:
            return at
    return None


def _with(label: _Label, size: _Size) -> _Label:
    return label.model_copy(update={"more": {**label.more, "magnitude": size.magnitude}})
