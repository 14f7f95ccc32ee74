"""Whereabouts: the place that a figure's clause, its bullet or the sentence's opening gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.phrase import is_verb
from extract.rules.regions import coordinated, is_place_name, places_in, region_in, region_told
from extract.rules.scope import home, is_group
from extract.rules.tokens import Token, grammar

__all__ = ["region_around", "region_of", "region_of_works", "region_taken_up"]

_LEADING = re.compile(r"(?:[A-Z][a-z]+,\s+)?(?:in|across|for)\s+([^,.]{2,80}),", re.I)
_LABEL = re.compile(r"[-–•*·\s]*(?:\(?\d{1,2}[.)]\s*)?([A-Z][^:.;,\d]{1,40}):\s")
_FAR = 600
_CAUSES = frozenset(
    "because as since after amid despite although though when while whereas if until unless".split()
)
_PRONOUNS = frozenset({"this", "it", "they", "these", "we", "which", "whose"})
_CAUSE_PHRASES = re.compile(
    r"\b(?:thanks to|due to|owing to|because of|on account of|as a result of|given)\b"
)


def region_of(
    section: Annotated, statement: Statement, at: int, begin: int, named: int | None, *, priced: bool = False
) -> str | None:
    """Return the region of the figure at token `at`, whose own words begin at token `begin`.

    The nearest that tells comes first: its own clause, "In Hunan, ..." before it, the label of its line.
    What is `priced` is so everywhere: where plants stand that a price made run or stop is not its place.
    """
    tokens = statement.tokens
    body, known = section.section.body, home(section)
    own = tokens[begin:at]
    if own:
        first = tokens[named].start if named is not None else None
        last = (named if named is not None else at) - begin
        cut = next((i for i in range(last - 1, 0, -1) if own[i].low in _CAUSES), 0) if priced else 0
        if cut:
            told = next((i + 1 for i in range(last - 1, cut, -1) if is_verb(own[i])), cut)
            return region_told(body[own[told].start : own[-1].end], known) if told < len(own) else None
        for run in _clauses(own, first):
            region = region_told(_plain(body[run[0].start : run[-1].end]), known)
            if region:
                return region
            lows = [token.low for token in run[:_HAVING]]
            having = (
                lows[:2] == [",", "with"] and "of" in " ".join(lows) and "the" not in lows
            )  # "…, with a capacity of"
            if first is not None and run[0].start <= first and run[0].low not in _RELATIVE and not having:
                break
        taken_up = _THERE in statement.said
        there = next((t for at_, t in enumerate(own) if _takes_up(own, at_)), None) if taken_up else None
        if there is not None:
            return _last_named(body[max(0, there.start - _FAR) : there.start], known)
    return region_around(section, statement, tokens[at].start)


def region_around(section: Annotated, statement: Statement, before: int) -> str | None:
    """Return the region that opens a sentence ("In Hunan, ...") or labels its line ("- China: ...").

    `before` is where what is told of begins.
    """
    body, known = section.section.body, home(section)
    leading = _LEADING.match(body, statement.sentence.start, max(before, statement.sentence.start))
    if leading:
        region = region_told("in " + leading[1], known)
        if region:
            return region
    start = body.rfind("\n", 0, statement.sentence.start) + 1
    label = _LABEL.match(body, start, max(before, start))
    return region_in(label[1], known, adjectives=True) if label else None


@cache
def _openers() -> frozenset[str]:
    return grammar("joints") | _CAUSES | _PRONOUNS


_HAVING = 6
_RELATIVE = frozenset({"which", "whose", "who", "that"})


def _takes_up(own: Sequence[Token], at: int) -> bool:
    """Tell whether a "there" takes up the place named last; none does in "there is still some room"."""
    return own[at].low == _THERE and not (at + 1 < len(own) and own[at + 1].low in _BEING)


_THERE = "there"


_BEING = frozenset("is are was were will has have had may should being".split())


def _clauses(own: Sequence[Token], named: int | None) -> list[Sequence[Token]]:
    """Return the clauses of a figure's own words, the last first.

    Where a thing measured is named (at offset `named`), a comma before it parts what opens the sentence.
    """
    openers = _openers()
    cuts = [0]
    for at in range(1, len(own)):
        token = own[at]
        joint = token.low in openers and (own[at - 1].text == "," or token.low in _CAUSES)
        opening = token.text == "," and named is not None and token.start < named and not _lists(own, at)
        if joint or opening or token.text in ";:–—":
            cuts.append(at)
    cuts.append(len(own))
    return [own[a:b] for a, b in pairwise(cuts) if a < b][::-1]


def _lists(own: Sequence[Token], at: int) -> bool:
    """Tell whether a comma stands between two places of a list."""
    return at > 0 and at + 1 < len(own) and is_place_name(own[at - 1].text) and own[at + 1].text[:1].isupper()


def _plain(text: str) -> str:
    """Leave out what a cause names: ", thanks to new supply from Inner Mongolia,"."""
    cause = _CAUSE_PHRASES.search(text)
    if cause is None:
        return text
    end = text.find(",", cause.end())
    return text[: cause.start()] + (text[end:] if end >= 0 else "")


def _last_named(text: str, known: frozenset[str]) -> str | None:
    last = None
    for place in places_in(text):
        if place.meant not in known and not place.adjective:
            last = place.text
    return last


def region_taken_up(section: Annotated, span: tuple[int, int]) -> str | None:
    """Return the place named last before a "there", "the province" or "this region" in a run of the body."""
    body = section.section.body
    said = _TAKEN_UP.search(body, *span)
    return _last_named(body[max(0, said.start() - _FAR) : said.start()], home(section)) if said else None


_TAKEN_UP = re.compile(
    r"\b(?:there(?!\s+(?:is|are|was|were|has|have|will)\b)|(?:the|this)\s+(?:province|region)\b)"
)


def region_of_works(section: Annotated, statement: Statement, starts: Sequence[int]) -> str | None:
    """Return where the producers are right before what they do ("smelters in Hunan, short of ore, ...").

    `starts` are where the cause and its effect begin.
    """
    body, tokens = section.section.body, statement.tokens
    sentence = (statement.sentence.start, statement.sentence.end)
    for at in range(len(tokens) - 2):
        if tokens[at + 1].low not in ("in", "at", "across") or not is_group(tokens[at]):
            continue
        begin = tokens[at + 1].end
        if not _PLACE_NEXT.match(body, begin):
            continue
        span = coordinated(body, sentence, (begin, min(begin + _SHORT, sentence[1])))
        region = region_in(body[begin : span[1]], home(section))
        if region and any(span[0] <= start <= span[1] + _BEFORE for start in starts):
            return region
    return None


_PLACE_NEXT = re.compile(r"\s+(?:the\s+)?(?:[A-Z]|north|south|east|west)")
_BEFORE = 12
_SHORT = 24
