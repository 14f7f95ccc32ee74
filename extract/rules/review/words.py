"""The features of a figure by the words around it, and those by what the grammar read there.

Names of features are stable: the weights are learned for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.document import Figure
from extract.rules.context import Statement
from extract.rules.draft import Draft
from extract.rules.review.relative import relative
from extract.rules.review.seen import Seen
from extract.rules.times import Time
from extract.rules.tokens import Kind, Token
from schemas.vocabulary import Basis, Direction

__all__ = [
    "CLAIM",
    "claims",
    "dated_as",
    "figure_words",
    "kinds_around",
    "reading_of",
    "sentence_times",
    "time_of",
    "words_of",
]

CLAIM = "claim:"
"""What the names of features begin with that tell what the grammar read."""
_LEFT, _RIGHT = 10, 6
_KINDS_LEFT, _FAR = 12, 4
_KINDS = (
    Kind.INDICATOR, Kind.MOVE, Kind.TREND, Kind.BASIS, Kind.COMPARING, Kind.FUTURE, Kind.PLAN, Kind.LEVEL,
    Kind.REFERENCE, Kind.BEHIND, Kind.SWITCH, Kind.KEEPING, Kind.DEGREE, Kind.ACTION, Kind.DRIVING,
    Kind.EFFECT,
)  # fmt: skip
_FIGURE, _DATE = "#", "@"
_BEGIN, _END = "^", "$"


def words_of(tokens: Sequence[Token]) -> list[str]:
    """Return the words of some tokens, with one sign for all figures and one for all dates."""
    return [
        _FIGURE if token.kind == Kind.FIGURE else _DATE if token.kind == Kind.DATE else token.low
        for token in tokens
    ]


def reading_of(basis: Basis, direction: Direction | None) -> str:
    """Return a basis and a direction as one name."""
    return f"{basis}|{direction or ''}"


def sentence_times(statement: Statement, month: str) -> list[str]:
    """Return the features that all figures of a sentence share: the times that it names or inherits."""
    times = dict.fromkeys(time_of(time, month) for time in statement.times)
    return [
        *(f"t:{time}" for time in times),
        f"inherited:{relative(statement.inherited, month)}",
        f"future:{bool(statement.future)}",
    ]


def figure_words(seen: Seen, kinds: Sequence[tuple[str, int]]) -> list[str]:
    """Return the features of a figure by its unit, its sign, and the words, kinds and figures around it."""
    figure, left, right = seen.draft.figure, words_of(seen.left[-_LEFT:]), words_of(seen.right[:_RIGHT])
    last, first = left[-1] if left else _BEGIN, right[0] if right else _END
    ahead = any(token.start < figure.start for token in seen.statement.future)
    return [
        f"unit:{figure.unit}",
        f"sign:{figure.signed}{figure.value < 0}",
        f"ahead:{ahead}",
        f"L1:{last}",
        f"L2:{left[-2] if len(left) > 1 else _BEGIN}",
        f"R1:{first}",
        f"R2:{right[1] if len(right) > 1 else _END}",
        f"LR:{last}|{first}",
        *(f"l:{word}" for word in dict.fromkeys(left)),
        *(f"r:{word}" for word in dict.fromkeys(right)),
        *(name for kind, far in kinds for name in (kind, f"{kind}@{far}")),
        *_neighbour("P", seen.before, figure, seen.month),
        *_neighbour("N", seen.behind, figure, seen.month),
        *_times_around(seen),
    ]


def claims(seen: Seen, kinds: Sequence[tuple[str, int]]) -> list[str]:
    """Return the features of what the grammar read, and how it goes with the readings beside it."""
    draft = seen.draft
    own, indicator = reading_of(draft.basis, draft.direction), draft.indicator
    period = relative(draft.period, seen.month)
    return [
        CLAIM + name
        for name in (
            f"reading:{own}",
            f"basis:{draft.basis}",
            f"indicator:{indicator}",
            f"status:{draft.status}",
            f"period:{period}",
            f"reading:{own},{indicator}",
            f"base:{draft.is_base}",
            f"unnamed:{draft.is_unnamed}",
            f"unit:{draft.figure.unit},{draft.basis}",
            f"unit:{draft.figure.unit},{indicator}",
            *(f"{kind}|{own}" for kind, _ in kinds),
            *_beside("P", seen.before, draft),
            *_beside("N", seen.behind, draft),
        )
    ]


def dated_as(period: str, month: str) -> str:
    """Return the feature of a figure that is of a period: what its status hangs on most."""
    return f"dated:{relative(period, month)}"


def kinds_around(seen: Seen) -> list[tuple[str, int]]:
    """Return what the nearest token of each kind stands for on each side, and how far off it is."""
    found: list[tuple[str, int]] = []
    for side, tokens in (("-", seen.left[: -_KINDS_LEFT - 1 : -1]), ("+", seen.right[:_RIGHT])):
        told: set[str] = set()
        for far, token in enumerate(tokens):
            if token.tags:
                for kind in _KINDS:
                    if kind in token.tags and kind not in told:
                        told.add(kind)
                        found.append((f"k{side}{kind}={token.tags[kind]}", min(far, _FAR)))
    return found


def _neighbour(
    side: str, beside: tuple[Figure, Draft | None] | None, figure: Figure, month: str
) -> Iterator[str]:
    if beside is None:
        yield f"{side}:none"
        return
    other, reading = beside
    yield f"{side}unit:{other.unit}|{figure.unit}"
    if reading is None:
        yield f"{side}:unread"
    else:
        yield f"{side}indicator:{reading.indicator}"
        yield f"{side}reading:{reading_of(reading.basis, reading.direction)}"
        yield f"{side}period:{relative(reading.period, month)}"


def _beside(side: str, beside: tuple[Figure, Draft | None] | None, draft: Draft) -> Iterator[str]:
    reading = beside[1] if beside else None
    if reading is not None:
        same = (
            reading.indicator is draft.indicator,
            reading.period == draft.period,
            reading.basis is draft.basis,
        )
        yield f"{side}indicator:{reading.indicator}|{draft.indicator}"
        readings = (reading_of(each.basis, each.direction) for each in (reading, draft))
        yield f"{side}reading:{'|'.join(readings)}"
        yield f"{side}same:{same}"


def _times_around(seen: Seen) -> Iterator[str]:
    """Yield the nearest times on both sides, and whether a figure stands between."""
    figure, times = seen.draft.figure, seen.statement.times
    begin = seen.left[0].start if seen.left else figure.start
    end = seen.right[-1].end if seen.right else figure.end
    last = next((time for time in reversed(times) if time.end <= figure.start), None)
    following = next((time for time in times if time.start >= figure.end), None)
    if last is not None:
        yield f"tl:{time_of(last, seen.month)},{last.start >= begin}"
    if following is not None:
        yield f"tr:{time_of(following, seen.month)},{following.start < end}"


def time_of(time: Time, month: str) -> str:
    """Return what a time is to the report's month, and whether it is only compared with."""
    return relative(time.period, month) + ("c" if time.compared else "")
