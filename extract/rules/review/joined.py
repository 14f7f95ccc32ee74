"""Joined subjects: products of which one word of a move is told ("output of A and of B both fell").

What such a word is told of is read off the subject that it stands behind: the name right before it, what
leads to that ("of", "that of", "from"), a conjunction, and the names before. "Both" alone takes up the two of
which something was told last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from extract.document import Annotated
from extract.rules.light import is_light
from extract.rules.move import names_measured
from extract.rules.review.moving import Moving
from extract.rules.review.together import is_alike, is_plain, may_be_product
from extract.rules.scope import scoped
from extract.rules.tokens import Kind, Token

__all__ = ["Subjects"]

_PAIR, _LONGEST, _MOST, _REACH = 2, 5, 4, 12
_PASSED = frozenset(
    "both all each also again likely to be in further continued continue continues nevertheless however thus "
    "therefore still likewise too even alike".split()
)
_LEADING = frozenset("of the that those from made derived produced by".split())
_JOINS = frozenset({"and", "&"})
_OF = frozenset({"of", "from", "by"})
_OPENING = frozenset("while whereas but yet though although so that and terms".split())


class Subjects:
    """What the words of moves of a section are told of, where that is more than one product."""

    def __init__(
        self, section: Annotated, own: frozenset[str], told: Iterable[tuple[int, str | None]]
    ) -> None:
        """Take the section, the words that name its commodity, and where something was told of which segment.

        `told` are offsets of figures and of words of moves, each with a segment as it is printed.
        """
        self._section, self._own = section, own
        self._told = sorted((start, segment) for start, segment in told if segment is not None)

    def of(self, moving: Moving | None, segment: str | None) -> list[str | None]:
        """Return the segments of which a word of a move is told, which alone would have `segment`."""
        if moving is None:
            return [segment]
        body, tokens = self._section.section.body, moving.statement.tokens
        runs = _joined(tokens, moving.at, self._own)
        if runs and (segment is None or segment in body[runs[0][0].start : runs[-1][-1].end]):
            return [self._named(run) for run in runs]
        both = self._last_two(moving) if _is_told_of_both(tokens, moving.at) else []
        return [*both] or [segment]

    def _named(self, run: Sequence[Token]) -> str:
        """Return a name as a segment: without the commodity's own noun behind it."""
        segment = scoped(self._section, run, self._own, whole=False).segment
        text = self._section.section.body[run[0].start : run[-1].end]
        return segment if segment is not None and text.startswith(segment) else text

    def _last_two(self, moving: Moving) -> list[str]:
        """Return the last two segments that something was told of, in its sentence or the one before."""
        number = moving.statement.sentence.number
        begin = self._section.sentences[max(0, number - 2)].start
        first = bisect_left(self._told, (begin, ""))
        last = bisect_left(self._told, (moving.token.start, ""))
        found: dict[str, str] = {}
        for _, segment in reversed(self._told[max(first, last - _REACH) : last]):
            found.setdefault(segment.casefold(), segment)
        return [*found.values()][:_PAIR][::-1] if len(found) >= _PAIR else []


def _joined(tokens: Sequence[Token], at: int, own: frozenset[str]) -> list[Sequence[Token]]:
    """Return the names of the products that are the subject of the move at token `at`, in text order.

    `own` names the commodity. None where it has another subject, or one product alone.
    """
    end = _end_of_subject(tokens, at)
    shared = end > 0 and names_measured(tokens[end - 1])
    last = _name_before(tokens, end - shared)
    joint = _led(tokens, last[0]) if last is not None else 0
    if last is None or not joint or tokens[joint - 1].low not in _JOINS:
        return []
    apart = joint > 1 and tokens[joint - 2].text == ","
    before = joint - 1 - apart
    measured = before > 0 and names_measured(tokens[before - 1])
    first = _name_before(tokens, before - measured)
    if first is None or (apart and any(map(names_measured, tokens[joint : last[0]]))):
        return []  # "switched to A, and output of B rose"
    head = tokens[last[1] - 1].low
    listed = list(_listed(tokens, first[0], head, own))
    if apart and not listed:
        return []
    places = [*listed[::-1], first, last]
    measured = shared or measured or any(map(names_measured, tokens[joint : last[0]]))
    led = _is_led(tokens, places[0][0], measured=measured)
    runs = [tokens[begin:end] for begin, end in places]
    if not all(may_be_product(run, own) and (led or is_alike(run, head, own)) for run in runs):
        return []
    return runs


def _is_told_of_both(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "both" alone is the subject of the move at token `at`: two that were told before."""
    index = at
    while (
        index > 0
        and at - index < _REACH
        and tokens[index - 1].low != "both"
        and _is_passed(tokens[index - 1])
    ):
        index -= 1
    if not index or tokens[index - 1].low != "both" or index == at:
        return False
    lead = tokens[index - 2] if index > 1 else None
    opens = (
        lead is None
        or lead.kind == Kind.MARK
        or lead.low in _OPENING
        or lead.has_any(Kind.BASIS, Kind.FUTURE)
    )
    return opens and not any(token.has(Kind.INDICATOR) for token in tokens[index:at])


def _end_of_subject(tokens: Sequence[Token], at: int) -> int:
    """Return where the subject ends that a move is told of, behind its last word."""
    end = at
    while end > 0 and at - end < _REACH and _is_passed(tokens[end - 1]):
        end -= 1
    return end


def _is_passed(token: Token) -> bool:
    if token.low in _JOINS:
        return False
    said = token.has_any(Kind.LEVEL, Kind.FUTURE, Kind.DEGREE, Kind.KEEPING, Kind.BASIS)
    return said or token.kind == Kind.DATE or token.low in _PASSED or (is_light(token) and token.low != "the")


def _name_before(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    """Return where the name stands that ends before token `end`."""
    before = reversed(tokens[max(0, end - _LONGEST - 1) : max(0, end)])
    size = sum(1 for _ in takewhile(is_plain, before))
    return (end - size, end) if 0 < size <= _LONGEST else None


def _led(tokens: Sequence[Token], begin: int) -> int:
    """Return where what leads to a name begins: "that of", "output from", "the"."""
    while begin and (tokens[begin - 1].low in _LEADING or names_measured(tokens[begin - 1])):
        begin -= 1
    return begin


def _listed(tokens: Sequence[Token], begin: int, head: str, own: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where names like the last stand before commas ahead of a name, the nearest first."""
    for _ in range(_MOST):
        if not begin or tokens[begin - 1].text != ",":
            return
        place = _name_before(tokens, begin - 1)
        if place is None or not is_alike(tokens[place[0] : place[1]], head, own):
            return
        yield place
        begin = place[0]


def _is_led(tokens: Sequence[Token], first: int, *, measured: bool) -> bool:
    """Tell whether what stands before names says that all are told of: "both", "output of", a mark."""
    lead = first
    while lead and tokens[lead - 1].low in ("the", "made", "derived", "produced"):
        lead -= 1
    if not lead:
        return measured
    if tokens[lead - 1].low == "both":
        return True
    if tokens[lead - 1].low in _OF or tokens[lead].low in ("made", "derived", "produced"):
        return any(map(names_measured, tokens[max(0, lead - _LONGEST) : lead]))
    opens = tokens[lead - 1].kind == Kind.MARK or tokens[lead - 1].low in _OPENING
    return measured and opens
