"""Words of a sentence, and the phrases of the lexicons that stand in them.

A sentence becomes words and marks once; every later step works on word numbers. Hyphens and spaces
are one, a possessive 's is no word, and adverbs may stand between the words of a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product

from extract.record import record
from extract.rules.drivers.brackets import gives_reason

__all__ = ["Mark", "Phrases", "Words", "is_word", "words_of"]

_PIECE = re.compile(
    r"[^\W\d_]+(?:\.(?=[^\W\d_]\.)[^\W\d_])*(?:['’](?!s\b)[^\W\d_]+)?"  # a word: "don't", "U.S"
    r"|\d+(?:[.,]\d+)*|(?<=[^\W\d_])['’]s\b|(?<=\s)[-–—](?=\s)|[^\w\s]"
)
_BRACKET = re.compile(r"[()（）]")
_DASHES = frozenset("-–—")
_RARE = _DASHES | {"'s", "'", "no"}  # dashes and possessives, which are no words, and the "No." of a number
_STEM = 3
_MOST_ADVERBS = 2


@record(frozen=True, slots=True)
class Words:
    """Words, numbers and punctuation marks of a sentence, in lower case, and their offsets in the body."""

    lows: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def is_word(low: str) -> bool:
    """Tell whether it is no punctuation."""
    return low[0].isalnum()


@record(frozen=True, slots=True)
class Mark:
    """A phrase found: the words `first` up to and without `last`, and what they stand for."""

    first: int
    last: int
    kind: str
    code: str

    @property
    def size(self) -> int:
        """Return how many words it spans."""
        return self.last - self.first


def words_of(text: str, start: int, end: int) -> Words:
    """Return the words of `text[start:end]`; a dash between spaces becomes a colon, asides are left out.

    A bracket that gives a reason is read as one: "because of" for its sign, a comma for its last one.
    """
    lows: list[str] = []
    spans: list[tuple[int, int]] = []
    asides, curly = _asides(text, start, end), text.find("’", start, end) >= 0
    reasons = [span for span in asides if gives_reason(text, start, span)] if asides else []
    asides = [span for span in asides if span not in reasons]
    for match in _PIECE.finditer(text, start, end):
        low, span = match.group(), match.span()
        first, last = span
        if asides and any(a <= first < b for a, b in asides):
            continue
        if reasons and (read := _of_reason(low, first, reasons)):
            lows += read
            spans += [span] * len(read)
            continue
        # The month, and not the verb.
        low = "may-month" if low == "May" else low.lower()
        if curly:
            low = low.replace("’", "'")
        if low in _RARE:
            spaced = first > start and text[first - 1].isspace()
            if low in _DASHES and spaced and lows and text[last : last + 1].isspace():
                low = ":"
            elif low == "no":
                low = "number" if text[last : last + 1] == "." else low  # "No. 2 furnace"
            else:
                continue
        lows.append(low)
        spans.append(span)
    return Words(tuple(lows), tuple(spans))


def _of_reason(low: str, at: int, reasons: Sequence[tuple[int, int]]) -> Sequence[str]:
    """Return how a sign of a bracket that gives a reason is read, or one in it that parts two."""
    if any(at == left for left, _ in reasons):
        return ("because", "of")
    parts = low == ";" or any(at == right - 1 for _, right in reasons)
    return (",",) if parts and any(left < at < right for left, right in reasons) else ()


def _asides(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the brackets of a sentence, with what is nested in them: asides, which state no cause."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(text, start, end):
        if match.group() in "(（":
            opened.append(match.start())
        elif opened:
            left = opened.pop()
            if not opened and start < left:
                found.append((left, match.end()))
    return found


@record(frozen=True, slots=True)
class _Entry:
    """A phrase: its words, its kind and its code; `stems` are those of its words that end in a *, else ""."""

    pieces: tuple[str, ...]
    stems: tuple[str, ...]
    kind: str
    code: str


@record(frozen=True, slots=True)
class _Options:
    """The phrases that a word opens: by kind the size and code of one word; longer ones by their second.

    Where the second word may end in any way, they stand by its first letter.
    """

    singles: Mapping[str, tuple[int, str]]
    longer: tuple[_Entry, ...]
    by_second: Mapping[str, tuple[_Entry, ...]]
    by_letter: Mapping[str, tuple[_Entry, ...]]

    def after(self, low: str, adverbs: frozenset[str]) -> tuple[_Entry, ...]:
        """Return the longer phrases that the next word may go on with."""
        if low in adverbs:
            return self.longer
        exact = self.by_second.get(low, ())
        return exact + self.by_letter.get(low[:1], ()) if self.by_letter else exact


_NOTHING = _Options({}, (), {}, {})


class Phrases:
    """The phrases of some lexicons, looked up by their first word.

    `entries` gives kind, code and forms: "a/b c" stands for "a c" and "b c", an ending * for any ending.
    """

    def __init__(self, entries: Iterable[tuple[str, str, Iterable[str]]], adverbs: Iterable[str]) -> None:
        """Put the phrases in order of their first words; `adverbs` may stand within a phrase."""
        self._exact: dict[str, list[_Entry]] = {}
        self._stems: dict[str, list[_Entry]] = {}
        self._adverbs = frozenset(adverbs)
        for kind, code, forms in entries:
            for form in forms:
                for pieces in _expanded(form):
                    stems = tuple(piece[:-1] if piece.endswith("*") else "" for piece in pieces)
                    entry = _Entry(pieces, stems, kind, code)
                    first = pieces[0]
                    if first.endswith("*"):
                        self._stems.setdefault(first[:-1][:_STEM], []).append(entry)
                    else:
                        self._exact.setdefault(first, []).append(entry)
        self._options = lru_cache(maxsize=20_000)(self._find_options)

    def _find_options(self, low: str) -> _Options:
        """Return the phrases that a word opens."""
        found = list(self._exact.get(low, ()))
        for size in range(1, _STEM + 1):
            found += [e for e in self._stems.get(low[:size], ()) if _fits(e.pieces[0], low)]
        if not found:
            return _NOTHING  # so that the numbers of a long run of sections fill no memory
        singles: dict[str, tuple[int, str]] = {}
        for entry in found:
            if len(entry.pieces) == 1:
                singles.setdefault(entry.kind, (1, entry.code))
        longer = tuple({(e.kind, e.code, e.pieces): e for e in found if len(e.pieces) > 1}.values())
        by_second: dict[str, tuple[_Entry, ...]] = {}
        by_letter: dict[str, tuple[_Entry, ...]] = {}
        for entry in longer:
            second = entry.pieces[1]
            table, key = (by_letter, second[:1]) if entry.stems[1] else (by_second, second)
            table[key] = (*table.get(key, ()), entry)
        return _Options(singles, longer, by_second, by_letter)

    def marks(self, lows: Sequence[str]) -> Mapping[str, list[Mark]]:
        """Return the marks by kind, in order; within a kind the longest phrase wins and none overlap."""
        free: dict[str, int] = {}
        found: dict[str, list[Mark]] = {}
        for at, low in enumerate(lows):
            options = self._options(low)
            if options is _NOTHING:
                continue
            goes_on = options.longer and at + 1 < len(lows)
            longer = options.after(lows[at + 1], self._adverbs) if goes_on else ()
            best = self._longest(options.singles, longer, lows, at) if longer else options.singles
            for kind, (size, code) in best.items():
                if at >= free.get(kind, 0):
                    free[kind] = at + size
                    found.setdefault(kind, []).append(Mark(at, at + size, kind, code))
        return found

    def _longest(
        self, singles: Mapping[str, tuple[int, str]], longer: Iterable[_Entry], lows: Sequence[str], at: int
    ) -> Mapping[str, tuple[int, str]]:
        """Return size and code of the longest phrase of each kind that opens at a word."""
        best = dict(singles)
        for entry in longer:
            last = self._end(lows, at, entry)
            if last is not None and (entry.kind not in best or last - at > best[entry.kind][0]):
                best[entry.kind] = (last - at, entry.code)
        return best

    def _end(self, lows: Sequence[str], at: int, entry: _Entry) -> int | None:
        """Return the place behind a phrase that opens at a word, or None where it does not stand there."""
        place = at + 1
        for number in range(1, len(entry.pieces)):
            piece, stem = entry.pieces[number], entry.stems[number]
            skipped = 0
            while True:
                if place >= len(lows):
                    return None
                low = lows[place]
                if low == piece or (stem and low.startswith(stem)):
                    break
                if skipped == _MOST_ADVERBS or low not in self._adverbs:
                    return None
                place += 1
                skipped += 1
            place += 1
        return place


def _fits(piece: str, low: str) -> bool:
    return low.startswith(piece[:-1]) if piece.endswith("*") else low == piece


def _expanded(form: str) -> Iterator[tuple[str, ...]]:
    choices = [part.split("/") for part in form.lower().replace("-", " ").split()]
    yield from product(*choices)
