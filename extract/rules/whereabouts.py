"""Whereabouts: the place that a figure's clause, its bullet or the sentence's opening gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.regions import places_in, region_in, region_told
from extract.rules.scope import home
from extract.rules.tokens import Token, grammar, lexicon

__all__ = ["region_around", "region_of"]

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


def region_of(section: Annotated, statement: Statement, at: int, begin: int, named: int | None) -> str | None:
    """Return the region of the figure at token `at`, whose own words begin at token `begin`.

    The nearest that tells comes first: its own clause, "In Hunan, ..." before it, the label of its line.
    """
    tokens = statement.tokens
    body, known = section.section.body, home(section)
    own = tokens[begin:at]
    if own:
        for run in _clauses(own):
            region = region_told(_plain(body[run[0].start : run[-1].end]), known)
            if region:
                return region
            relative = run[0].low in ("which", "whose", "who", "that")
            if named is not None and run[0].start <= tokens[named].start and not relative:
                break
        if any(token.low in lexicon("scope")["taking_up"] for token in own):
            return _last_named(body[max(0, own[0].start - _FAR) : own[0].start], known)
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


def _clauses(own: Sequence[Token]) -> list[Sequence[Token]]:
    """Return the clauses of a figure's own words, the last first."""
    openers = _openers()
    cuts = [0]
    for at, token in enumerate(own):
        joint = token.low in openers and (at == 0 or own[at - 1].text == "," or token.low in _CAUSES)
        if at and (joint or token.text in ";:–—"):
            cuts.append(at)
    cuts.append(len(own))
    runs = [own[a:b] for a, b in pairwise(cuts) if a < b]
    return runs[::-1]


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
