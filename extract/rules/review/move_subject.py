"""The subject of a move: the noun phrase before its predicate, what it names, and its features.

Names of features are stable: the weights are learned for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from extract.annotate.lexicon import words
from extract.rules.matter import is_matter
from extract.rules.move import MEASURED
from extract.rules.names import is_own
from extract.rules.phrase import noun_phrase_before
from extract.rules.places import is_light
from extract.rules.review.layout import Layout
from extract.rules.review.move_claims import Known
from extract.rules.review.moving import Moving
from extract.rules.tokens import Kind, Token, grammar

__all__ = ["Sort", "Subject", "code_of", "subject_of"]

_SUBJECT, _CODE, _SHORT = 4, 2, 6
_WORD = re.compile(r"[a-z]+")
_SORT = re.compile(r"-(?:grade|series|based|process|route|type|fed)$")
_GRADES = frozenset({"grade", "grades"})
_FED = frozenset("scrap ore ores concentrate concentrates installations".split())
_FEED = frozenset("material materials feed feedstock".split())
"""What is fed where nothing says which: "high-compaction material" and "pickling feed" are products."""
_MADE = frozenset({"made", "produced", "obtained", "derived"})
_POINTING = frozenset({"that", "this", "these", "those", "they", "which", "who"})
_PASSED = frozenset(
    "also both all again further still likewise has have had to been be then however , saw see showed "
    "continued continue a an the slight in turn".split()
)
_ASIDE = 6
_ASIDES = frozenset(
    ("on the other hand", "on the contrary", "by contrast", "in contrast", "for their part", "for its part",
     "on the whole", "as a whole", "in the meantime", "on the other side", "as well", "as expected")
)  # fmt: skip
_PREDICATE = (Kind.LEVEL, Kind.FUTURE, Kind.KEEPING, Kind.DEGREE)


class Sort(StrEnum):
    """What a subject names."""

    PRODUCER = "producer"
    """Those who produce ("smelters"); also what only points ("that is unchanged")."""
    PRODUCT = "product"
    """The commodity, what is said elsewhere to have an output, or a grade."""
    BUYER = "buyer"
    """Makers of something else ("galvanisers")."""
    FED = "fed"
    """What is fed or installed ("scrap")."""
    NAME = "name"
    """One word with a capital, which may be a company."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Subject:
    """`summed` is the feature that sums up what the phrase is, `sort` what it names; the others besides.

    `lead` is the word before the phrase.
    """

    summed: str
    features: Sequence[str]
    sort: Sort
    phrase: Sequence[Token]
    lead: Token | None


def subject_of(known: Known, layout: Layout, moving: Moving) -> Subject:
    """Return the subject of a word of a move."""
    tokens = moving.statement.tokens
    end = _end(tokens, moving.at)
    phrase = noun_phrase_before(tokens, end) if end else []
    begin = end - len(phrase)
    lead = layout.word(begin - 1)
    own = any(is_own(token.low, known.own) for token in phrase)
    told = any(part in known.segments for token in phrase for part in _WORD.findall(token.low))
    sorts = any(_SORT.search(token.low) for token in phrase) or any(t.low in _GRADES for t in phrase[-1:])
    grade = sorts or _names_code(tokens[max(0, end - _CODE) : end])
    group = any(layout.groups[begin:end])
    measured = any(token.code(Kind.INDICATOR) in MEASURED for token in phrase)
    of = lead in ("of", "from") and any(
        token.code(Kind.INDICATOR) in MEASURED for token in tokens[max(0, begin - _SUBJECT) : end]
    )
    capital = any(token.text[:1].isupper() for token in phrase)
    features = [
        f"sm:{measured}{of}",
        f"sn:{bool(phrase)}",
        f"sh:{layout.word(end - 1)}",
        f"sk:{layout.kind(end - 1)}",
        f"sb:{lead}",
        f"sbb:{layout.word(begin - 2)} {lead}",
        f"sc:{capital}{begin <= 0}",
        *(f"s:{each}" for each in layout.words[begin:end]),
        *(f"sx:{token.low[-4:]}" for token in phrase[-1:]),
    ]
    summed = f"subject:{own}{told}{grade}{group}{measured}{of}"
    points = not phrase and any(token.low in _POINTING for token in tokens[end : moving.at])
    if points or any(token.low in words().countable for token in phrase):
        sort = Sort.PRODUCER
    else:
        source = tokens[begin - 2].low if lead == "from" and begin > 1 else ""
        made_of = source in _MADE or (bool(source) and is_own(source, known.own))
        sort = Sort.PRODUCT if own or told or grade or made_of else _sort(phrase)  # "silver from scrap"
    return Subject(summed, features, sort, phrase, tokens[begin - 1] if begin > 0 else None)


def _sort(phrase: Sequence[Token]) -> Sort:
    """Return what a phrase names that is no known product."""
    if not phrase:
        return Sort.OTHER
    last = phrase[-1]
    if _is_maker(last):
        return Sort.BUYER
    if last.low in _FED or (last.low in _FEED and len(phrase) == 1):
        return Sort.FED
    alone = len(phrase) == 1 and last.text.istitle()
    return Sort.NAME if alone and not is_matter(last.text) else Sort.OTHER


def _is_maker(token: Token) -> bool:
    return token.low in grammar("buyers") or (token.low.endswith(("ers", "ors")) and len(token.low) > _SHORT)


def code_of(tokens: Sequence[Token], at: int) -> str | None:
    """Return the code of the grade whose output moves: "553" in "output of 553 rose", else None."""
    end = _end(tokens, at)
    first = _code(tokens, end)
    lead = first
    while (
        lead > 1
        and tokens[lead - 1].low in ("and", ",")
        and _names_code(tokens[_code(tokens, lead - 1) : lead - 1])
    ):
        lead = _code(tokens, lead - 1)
    if first < 1 or tokens[lead - 1].low not in ("of", "from") or not _names_code(tokens[first:end]):
        return None
    return "".join(token.text for token in tokens[first:end])


def _code(tokens: Sequence[Token], end: int) -> int:
    """Return where the code begins that ends before a token, if one does."""
    return end - 2 if end > 1 and tokens[end - 1].text == "#" else end - 1


def _end(tokens: Sequence[Token], at: int) -> int:
    """Return where the subject of the word of a move at a token ends."""
    while at > 0:
        begin = _begin_of_aside(tokens, at)
        if begin == at and not _passes(tokens[at - 1]):
            break
        at = min(at - 1, begin)
    return at


def _begin_of_aside(tokens: Sequence[Token], at: int) -> int:
    """Return where ", on the other hand," or ", from old cables," begins before a token, else its place."""
    if at < 2 or tokens[at - 1].text != ",":
        return at
    opened = next((i for i in range(at - 2, max(-1, at - 2 - _ASIDE), -1) if tokens[i].text == ","), None)
    if opened is None:
        return at
    inside = [token.low for token in tokens[opened + 1 : at - 1]]
    routed = inside[:1] == ["from"] and opened > 0 and tokens[opened - 1].figure is None
    return opened if routed or " ".join(inside) in _ASIDES else at


def _names_code(lead: Sequence[Token]) -> bool:
    """Tell whether words end in the code of a grade: "421#", "AM60", "6061"."""
    code = lead[-2] if len(lead) > 1 and lead[-1].text == "#" else lead[-1] if lead else None
    if code is None or not any(map(str.isdigit, code.text)):
        return False
    return code.kind == Kind.WORD or (code.figure is not None and code.figure.unit is None)


def _passes(token: Token) -> bool:
    """Tell whether a word stands between a subject and what it did."""
    return token.low in _PASSED or (bool(token.tags) and token.has_any(*_PREDICATE)) or is_light(token)
