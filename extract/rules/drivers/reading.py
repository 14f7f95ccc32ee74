"""A sentence as the driver grammar reads it: its words and the marks of the lexicons on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from functools import cache, wraps
from typing import Any, TypeVar

from extract.record import record
from extract.rules.drivers.chains import Neighbours, product_names
from extract.rules.drivers.forms import Form, form_of
from extract.rules.drivers.phrases import Mark, Phrases, words_of
from extract.rules.tokens import lexicon

__all__ = ["Kinds", "Reading", "Run", "once_a_run", "read_words", "word_set", "word_sets"]

Found = TypeVar("Found")

Run = tuple[int, int]
"""A run of words of one sentence: the first word's number, and the number behind the last."""


class Kinds:
    """The kinds of marks; the value is the list in the lexicons, if there is one of that name."""

    LINK = "link"  # because, weak, against, result, lead, up, down
    PURPOSE = "purposes"
    RIVAL = "rivals"
    REASON = "reasons"
    BLAME = "blame"
    BLAMES = "blames"
    OPENER = "openers"
    BACK = "back"
    ADDITIVE = "additive"
    ORDINAL = "ordinals"
    ADVERB = "adverbs"
    CATEGORY = "category"
    HEAD = "head"  # price, cost, supply, output, stock
    RAW = "raw"
    POWER = "power"
    DOWNSTREAM = "downstream"
    TRANSPARENT = "transparent"
    PRODUCT = "product"  # a name in the supply chains
    HINT = "hints"  # words that name a category only weakly
    FAINT = "faint"  # and words that name one only where nothing else does
    PRICEY = "pricey"
    MONEY = "money"
    ENERGY_PRICE = "energy_prices"
    ENERGY_CUT = "energy_cuts"
    INDICATOR = "indicator"
    ACT = "act"  # up, down
    MOVE = "move"  # up, down, flat
    MOVE_NOUN = "move_nouns"
    TURNING = "turning"
    SMALL = "small"
    AGENT = "agents"
    HEADLINE = "headline"
    VAGUE = "vague"
    MODAL = "modals"
    FINITE = "finite"
    MORE = "more"
    LESS = "less"
    ENDING = "ending"
    SLOW = "slow"
    SENSE = "sense"  # the classes of `senses.yaml`


_LISTS = {
    "links": (
        Kinds.PURPOSE, Kinds.RIVAL, Kinds.REASON, Kinds.BLAME, Kinds.BLAMES, Kinds.OPENER, Kinds.BACK,
        Kinds.ORDINAL, Kinds.ADDITIVE, Kinds.ADVERB,
    ),
    "causes": (
        Kinds.RAW, Kinds.POWER, Kinds.DOWNSTREAM, Kinds.TRANSPARENT, Kinds.HINT, Kinds.FAINT, Kinds.PRICEY,
        Kinds.MONEY, Kinds.ENERGY_PRICE, Kinds.ENERGY_CUT,
    ),
    "effects": (
        Kinds.MOVE_NOUN, Kinds.TURNING, Kinds.SMALL, Kinds.AGENT, Kinds.HEADLINE, Kinds.VAGUE, Kinds.MODAL,
        Kinds.FINITE, Kinds.MORE, Kinds.LESS, Kinds.ENDING, Kinds.SLOW,
    ),
}  # fmt: skip
_NOT_YET = object()
_LINK_CODES = ("none", "because", "weak", "against", "result", "lead", "up", "down")


@cache
def word_set(name: str) -> frozenset[str]:
    """Return a list of `lexicon/clauses.yaml`."""
    return frozenset(lexicon("clauses")[name])


@cache
def word_sets(*names: str) -> frozenset[str]:
    """Return several of these lists as one."""
    return frozenset[str]().union(*map(word_set, names))


@cache
def _phrases() -> Phrases:
    links, causes, effects = lexicon("links"), lexicon("causes"), lexicon("effects")
    entries: list[tuple[str, str, Iterable[str]]] = [(Kinds.LINK, code, links[code]) for code in _LINK_CODES]
    entries += [(Kinds.CATEGORY, code, forms) for code, forms in causes["categories"].items()]
    entries += [(Kinds.HEAD, code, forms) for code, forms in causes["heads"].items()]
    entries += [(Kinds.INDICATOR, code, forms) for code, forms in effects["indicators"].items()]
    entries += [(Kinds.ACT, way, effects[f"acts_{way}"]) for way in ("up", "down")]
    entries += [(Kinds.MOVE, way, effects[way]) for way in ("up", "down", "flat")]
    entries += [(kind, kind, lexicon(file)[kind]) for file, kinds in _LISTS.items() for kind in kinds]
    entries += [(Kinds.PRODUCT, name, [name]) for name in product_names()]
    entries += [(Kinds.SENSE, sense, forms) for sense, forms in lexicon("senses").items()]
    return Phrases(entries, links["adverbs"])


class _Lows(dict[int, str]):
    """Words by their place; "" beyond either end."""

    def __missing__(self, place: int) -> str:
        return ""


@record(frozen=True, slots=True)
class Reading:
    """The words of one sentence, in lower case, and their marks by kind.

    `number` is the sentence's; `spans` are the words' offsets in the body; `covers` gives the mark on each
    word by kind; `memo` keeps what was found once for a run, and `parts` what `regions` found; `own` are the
    words that name the section's commodity, in lower case.
    """

    number: int
    body: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    marks: Mapping[str, list[Mark]]
    covers: Mapping[str, Mapping[int, Mark]]
    own: frozenset[str]
    memo: dict[tuple[object, int, int], Any] = field(default_factory=dict, compare=False, repr=False)
    _places: dict[tuple[str, ...] | frozenset[str], list[int]] = field(
        default_factory=dict, compare=False, repr=False
    )
    parts: list[Run] = field(default_factory=list, compare=False, repr=False)
    low: Callable[[int], str] = field(init=False, compare=False, repr=False)
    """Returns the word at a place, or "" beyond either end."""
    forms: tuple[Form, ...] = field(init=False, compare=False, repr=False)
    """The words as features tell them."""
    _said: frozenset[str] = field(init=False, compare=False, repr=False)
    _named: frozenset[int] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Put the words by their place, since they are looked up many times."""
        object.__setattr__(self, "low", _Lows(enumerate(self.words)).__getitem__)
        object.__setattr__(self, "forms", tuple(map(form_of, self.words)))
        object.__setattr__(self, "_said", frozenset(self.words))
        own = self.own
        named = {low for low in self._said if low in own or (low[-1] == "s" and low.rstrip("s") in own)}
        places = [i for i, low in enumerate(self.words) if low in named] if named else ()
        object.__setattr__(self, "_named", frozenset(places))

    def within(self, kind: str, first: int, last: int) -> list[Mark]:
        """Return the marks of a kind that lie between two word numbers."""
        listed = self.marks.get(kind)
        if not listed:
            return []
        # They stand in order and do not overlap.
        if first <= listed[0].first and listed[-1].last <= last:
            return listed
        if last <= listed[0].first or listed[-1].last <= first:
            return []
        return [m for m in listed if first <= m.first and m.last <= last]

    def at(self, kind: str, place: int) -> Mark | None:
        """Return the mark of a kind that covers a word, or None."""
        covered = self.covers.get(kind)
        return None if covered is None else covered.get(place)

    def starting(self, kind: str, first: int, last: int) -> list[Mark]:
        """Return the marks of a kind that begin in a run of words, wherever they end."""
        listed = self.marks.get(kind)
        return [m for m in listed if first <= m.first < last] if listed else []

    def starts(self, kind: str, place: int) -> Mark | None:
        """Return the mark of a kind that begins at a word, or None."""
        covered = self.covers.get(kind)
        mark = None if covered is None else covered.get(place)
        return mark if mark is not None and mark.first == place else None

    def lows(self, first: int, last: int) -> list[str]:
        """Return the words of a run."""
        return list(self.words[first if first > 0 else 0 : last])

    def find(self, low: str, first: int, last: int) -> int | None:
        """Return the first place of a word in a run, or None."""
        if low not in self._said:
            return None
        lows = self.words[first:last]
        return first + lows.index(low) if low in lows else None

    def places(self, lows: tuple[str, ...] | frozenset[str], first: int, last: int) -> list[int]:
        """Return where in a run one of some words stands, in order; a sentence is searched for them once."""
        found = self._places.get(lows)
        if found is None:
            absent = self._said.isdisjoint(lows)
            found = [] if absent else [i for i, low in enumerate(self.words) if low in lows]
            self._places[lows] = found
        if not found or (first <= found[0] and found[-1] < last):
            return found
        return [i for i in found if first <= i < last]

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets in the body of a run of words."""
        return self.spans[first][0], self.spans[last - 1][1]

    def text(self, first: int, last: int) -> str:
        """Return the run of the body that some words cover; "" for none."""
        return self.body[slice(*self.offsets(first, last))] if first < last else ""

    def is_finite(self, first: int, last: int) -> bool:
        """Tell whether a run of words holds a finite verb."""
        for kind in (Kinds.MODAL, Kinds.FINITE):
            for mark in self.marks.get(kind, ()):
                if first <= mark.first and mark.last <= last:
                    return True
        return False

    def has(self, kind: str, first: int, last: int) -> bool:
        """Tell whether a mark of a kind lies between two word numbers."""
        for mark in self.marks.get(kind, ()):  # noqa: SIM110 - asked by the hundred: a generator costs more
            if first <= mark.first and mark.last <= last:
                return True
        return False

    def is_own(self, place: int) -> bool:
        """Tell whether a word names the section's commodity."""
        return place in self._named

    def has_own(self, first: int, last: int) -> bool:
        """Tell whether a run of words names the section's commodity."""
        return bool(self._named) and any(first <= place < last for place in self._named)


def once_a_run(find: Callable[[Reading, int, int], Found]) -> Callable[[Reading, int, int], Found]:
    """Keep with a reading what a function finds in a run of its words."""

    @wraps(find)
    def kept(reading: Reading, first: int, last: int) -> Found:
        key = find, first, last
        found: Found = reading.memo.get(key, _NOT_YET)
        if found is _NOT_YET:
            found = reading.memo[key] = find(reading, first, last)
        return found

    return kept


def read_words(
    number: int, body: str, start: int, end: int, own: frozenset[str], neighbours: Neighbours
) -> Reading:
    """Read the sentence `body[start:end]`, whose number is `number`.

    `neighbours` are the commodity's inputs and buyers: what they name goes before the general lists.
    """
    # "Copper" in a section on copper rod is what the rod is made of.
    own = own - neighbours.inputs - neighbours.buyers
    words = words_of(body, start, end)
    marks = dict(_phrases().marks(words.lows))
    products = marks.get(Kinds.PRODUCT, [])
    inputs = [Mark(m.first, m.last, Kinds.RAW, m.code) for m in products if m.code in neighbours.inputs]
    buyers = [
        Mark(m.first, m.last, Kinds.DOWNSTREAM, m.code) for m in products if m.code in neighbours.buyers
    ]
    for kind, known, others in ((Kinds.RAW, inputs, buyers), (Kinds.DOWNSTREAM, buyers, inputs)):
        if known or others:
            taken = {place for mark in (*known, *others) for place in range(mark.first, mark.last)}
            general = [m for m in marks.get(kind, ()) if not taken.intersection(range(m.first, m.last))]
            marks[kind] = sorted([*general, *known], key=lambda m: m.first)
    covers: dict[str, dict[int, Mark]] = {}
    for kind, listed in marks.items():
        covers[kind] = covered = {}
        for mark in listed:
            for place in range(mark.first, mark.last):
                covered[place] = mark
    return Reading(number, body, words.lows, words.spans, marks, covers, own)
