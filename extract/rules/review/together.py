"""Together: products of which one move is told together ("rebar and wire rod production fell" is two)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from extract.document import Annotated
from extract.reading.commodities import load_commodities
from extract.rules.context import Statement
from extract.rules.matter import is_matter
from extract.rules.move import names_measured
from extract.rules.names import is_own
from extract.rules.phrase import scope_words
from extract.rules.regions import is_place_name
from extract.rules.scope import is_group
from extract.rules.tokens import Kind, Token, grammar

__all__ = ["Together", "is_alike", "is_plain", "may_be_product"]

_JOINS = frozenset({"and", "&"})
_LONGEST = 4
_SORTING = frozenset("product products type types technology size region route process grade series".split())
_VERBS = frozenset("both all each is are was were will would has have had may might should could".split())
_OF_METAL = frozenset({"refined"})
"""What may stand in a name and tells elsewhere what plants did."""
_MOST = 3
"""How many are told together at the most beside the one that is known."""


class Together:
    """What the sentences of a section name together; segments are as they are printed."""

    def __init__(self, section: Annotated, spoken: Sequence[Statement], own: frozenset[str]) -> None:
        """Take a section, its sentences, and the words that name its commodity."""
        self._body, self._own = section.section.body, own
        self._tokens = {statement.sentence.number: statement.tokens for statement in spoken}

    def one(self, number: int, segment: str | None) -> str | None:
        """Return one of the products that a segment names ("5-series and 6-series"), else the segment."""
        first, joint, last = (segment or "").rpartition(" and ")
        return last if joint and first in self.others(number, last) else segment

    def others(self, number: int, segment: str | None) -> list[str]:
        """Return the products that a sentence joins with a segment by "and"."""
        tokens = self._tokens.get(number, ())
        for first, last in _places(tokens, segment, self._body) if segment is not None else ():
            behind = list(_behind(tokens, last))
            runs = [*_before(tokens, first, goes_on=bool(behind)), *behind]
            listed = _is_listed(tokens, [*runs, tokens[first:last]])
            head = tokens[last - 1].low
            texts = [
                self._body[run[0].start : run[-1].end]
                for run in runs
                if may_be_product(run, self._own) and (listed or is_alike(run, head, self._own))
            ]
            if texts:
                return list(dict.fromkeys(texts))[:_MOST]
        return []


def _places(tokens: Sequence[Token], segment: str, body: str) -> Iterator[tuple[int, int]]:
    """Yield where a segment stands, as the first token and the one behind the last."""
    for first, token in enumerate(tokens):
        if body[token.start : token.start + len(segment)].casefold() != segment.casefold():
            continue
        end = token.start + len(segment)
        last = next((at for at in range(first, len(tokens)) if tokens[at].end >= end), None)
        if last is not None and tokens[last].end == end:
            yield first, last + 1


def _before(tokens: Sequence[Token], first: int, *, goes_on: bool) -> Iterator[Sequence[Token]]:
    """Yield the runs before "and", the nearest first, or before a comma in a list that goes on behind."""
    if first > 1 and tokens[first - 1].low == "the" and tokens[first - 2].low in _JOINS:
        first -= 1  # "the 8-series and the 9-series"
    if not first or not (tokens[first - 1].low in _JOINS or (goes_on and tokens[first - 1].text == ",")):
        return
    end = first - 1
    while end > 0:
        apart = tokens[end - 1].text == ","
        if apart or names_measured(tokens[end - 1]):
            end -= 1  # "A, B, and C", "A output and B output"
        run = list(takewhile(is_plain, reversed(tokens[max(0, end - _LONGEST - 1) : end])))[::-1]
        if not run or len(run) > _LONGEST:
            return
        begin = end - len(run)
        listed = begin > 0 and tokens[begin - 1].text == ","
        if apart and not listed:
            return  # "furnaces will give qualified glass, and PV glass"
        yield run
        if not listed:
            return
        end = begin - 1


def _behind(tokens: Sequence[Token], last: int) -> Iterator[Sequence[Token]]:
    """Yield the runs behind a comma or "and", up to the one behind "and"."""
    if last < len(tokens) and names_measured(tokens[last]):
        last += 1  # "A output and B output"
    while last < len(tokens) and (tokens[last].low in _JOINS or tokens[last].text == ","):
        ends = tokens[last].low in _JOINS
        if not ends and tokens[last + 1 : last + 2] and tokens[last + 1].low in _JOINS:
            last, ends = last + 1, True
        if tokens[last + 1 : last + 2] and tokens[last + 1].low == "the":
            last += 1
        run = list(takewhile(is_plain, tokens[last + 1 : last + 2 + _LONGEST]))
        if not run or len(run) > _LONGEST:
            return
        last += 1 + len(run)
        if last < len(tokens) and tokens[last].has(Kind.INDICATOR) and not names_measured(tokens[last]):
            return  # "output of zinc dust and coal costs"
        if ends or (last < len(tokens) and tokens[last].low in (*_JOINS, ",")):
            yield run
        if ends:
            return


def is_plain(token: Token) -> bool:
    """Tell whether a word may stand in a name: no mark, no word that the lexicons know, no "both"."""
    if token.text == "#" or (token.figure is not None and token.figure.unit is None):
        return True  # "#441", "421#", "553"
    if token.kind != Kind.WORD or token.low in grammar("stops") or token.low in ("both", "either", "all"):
        return False
    named = not token.tags or token.low in _OF_METAL
    return named and token.low not in _JOINS and token.low != "the"


def _is_listed(tokens: Sequence[Token], runs: Sequence[Sequence[Token]]) -> bool:
    """Tell whether runs are all that one output is of: "output of battery foil and fin stock rose"."""
    first, last = min(run[0].start for run in runs), max(run[-1].end for run in runs)
    before = [token for token in tokens if token.end <= first][-3:]
    of = [token.low for token in before[-2:]] == ["of", "both"] or [t.low for t in before[-1:]] == ["of"]
    measured = any(map(names_measured, before))
    behind = next((token for token in tokens if token.start >= last), None)
    return of and measured and behind is not None and (behind.has(Kind.MOVE) or behind.low in _VERBS)


def may_be_product(run: Sequence[Token], own: frozenset[str]) -> bool:
    """Tell whether a run may name a product: no producers, no place, nothing abroad.

    `own` names the commodity, which is no product of those who buy it.
    """
    if len(run) == 1 and run[-1].low in _SORTING:
        return False  # "by product, A and B fell"
    if any(is_group(t) or is_place_name(t.text) or t.low in scope_words("never") for t in run):
        return False
    return not {t.low for t in run} & (grammar("foreign") | (grammar("outside") - own))


def is_alike(run: Sequence[Token], head: str, own: frozenset[str]) -> bool:
    """Tell whether a run names a product as another does: by the same noun, its matter or its grade."""
    last = run[-1]
    coded = any(any(map(str.isdigit, token.text)) for token in run[-2:])
    known = load_commodities().find(" ".join(t.text for t in run)) is not None
    return last.low == head or coded or known or is_matter(last.text) or is_own(last.low, own)
