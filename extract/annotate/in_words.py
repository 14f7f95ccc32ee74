"""Figures in words: counted enterprises, "doubled", "a third of"; fractions in digits, "1/3 of"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from extract.annotate.cues import Cued, cued
from extract.annotate.lexicon import alternatives, folded, words
from extract.annotate.measured_in_words import measured_in_words
from extract.annotate.readings import Reading
from extract.document import Excluded

__all__ = ["CONDITIONS", "fraction_at", "in_words"]

# What is left of what there was before: "half of last year's level", "a third of what it made in May".
_OF_BEFORE = (
    r"\s+of\s+(?:what\s+(?:it|they|was|were)\b[^.,;\n]{0,30}?\b(?:ago|earlier|before|last\s+\w+|in\s+\w+)"
    r"|(?:the\s+)?(?:last|previous|prior|preceding)\s+\w+['’]s(?:\s+(?:level|volume|figure|total|tonnage|rate|pace))?"
    r"|(?:the\s+(?:level|volume|figure|total)|that|those)\s+(?:of|in)\s+(?:a|the|last)\s+\w+(?:\s+(?:ago|earlier|before))?"
    r"|(?:its|their|the)\s+(?:year|month)-(?:ago|earlier)(?:\s+\w+)?|a\s+(?:year|month)\s+(?:ago|earlier)['’]s)"
    r"(?=\s*(?:[,.;:)\n]|$))"
)
# As verbs: "output will double in May".
_PLAIN_MULTIPLES = ("double", "triple", "quadruple")
# "Double the output of May", "twice as much as": a move; "double rolling" and "twice a week" are none.
_COMPARED = (
    r"\s+(?:that|those|what|its|their|last|the(?=\s\d)|as\s+(?:much|many|high|large)|(?:the\s+)?(?:[\w-]+\s+)?"
    r"(?:level|levels|rate|volume|volumes|figure|amount|output|production|quantity|size|total|pace|tonnage))\b"
)
_TIMES = re.compile(rf"(?<![\w./,-])(?P<times>\d{{1,2}}(?:\.\d{{1,2}})?)\s+times(?={_COMPARED})", re.I)
_FRACTION = re.compile(r"(?<![\w./,-])(?P<part>[1-9])/(?P<whole>[2-9]|10)(?=\s+of\b)")
# Between a number word and its counted noun none of these stands.
_NOT_BETWEEN = (
    "of the in to and or at by for with month months day days week weeks year years quarter quarters "
    "consecutive straight a an is was are were has had have been which that more other another such example"
)
# Behind these "a fifth" is by how much something moved, or where it stands.
_FRACTION_LEADS = (
    "by as up down to at about around nearly almost roughly some over than fell rose dropped grew declined "
    "increased decreased slid climbed shed lost gained added under barely hardly minus plus"
).split()
_BEHIND_FRACTION = (
    "from on in to since compared versus against year month mom yoy m/m y/y and or but as over after while "
    "which this last at with because due amid"
).split()
# How many were counted before "a third" of them is told of.
_COUNTED = {"third": "two", "fourth": "three", "fifth": "four", "sixth": "five"}
# "a third and fourth round" counts rounds.
_NEXT_ORDINALS = ("a fourth", "fourth", "fifth", "sixth", "seventh", "last", "final")
# "The two halves of the month" halve nothing.
_BEFORE_HALVES = ("the", "two", "both")
# "the first half", "the second half of January" are times and no figures.
_NOT_BEFORE_HALF = ("first", "second", "latter", "last", "other", "1st", "2nd", "early", "better")


@cache
def _word_patterns() -> tuple[Cued, Cued, Cued, Cued]:
    lexicon = words()
    tens = alternatives(w for w, v in lexicon.numbers.items() if v >= 20 and w != "dozen")
    ones = alternatives(w for w, v in lexicon.numbers.items() if v < 10)
    number = rf"(?:(?P<tens>{tens})-(?P<ones>{ones})|(?P<word>{alternatives(lexicon.numbers)}))"
    number_alone = rf"(?:(?:{tens})-(?:{ones})|{alternatives(lexicon.numbers)})"
    modifier = rf"(?!(?:{alternatives(_NOT_BETWEEN.split())})\b)[^\W\d_][\w'’-]*\s+"
    # "thirteen of the 33 smelters", "two of the mills"; "one of the largest smelters" counts nothing.
    of_them = rf"(?:\s+(?:out\s+)?of(?:\s+(?:the|its|their|all|these|those))?\s+(?:\d+|{number_alone})(?=\s))"
    of_some = r"(?:\s+of\s+(?:the|its|their|these|those)(?=\s))"
    initials = "".join(sorted({word[0] for word in lexicon.numbers}))
    counted = cued(
        rf"(?<![\w-])(?=[{initials}])(?P<run>{number})(?![\w-])"
        rf"(?:(?=(?:{of_them}|(?<!one){of_some})?\s+(?:{modifier}){{0,4}}?(?:{alternatives(lexicon.countable)})\b)"
        rf"|(?P<percent>\s+(?:per\s?cent|percent|pct)\b(?!\s+points?\b))"
        r"|(?P<points>\s+(?:(?:percentage|percent)\s+points?|points(?=\s+(?:more|less|higher|lower|up|down|above|below)))\b))",
        lexicon.numbers,
        re.I,
    )
    no_noun = "".join(rf"(?!(?<=\b{word}\s)halves\b)" for word in _BEFORE_HALVES)
    multiplied = cued(
        rf"{no_noun}(?<![\w-])(?P<run>{alternatives(lexicon.multiplying)})(?![\w-]|\s+(?:down|up)\b)"
        rf"|(?<![\w-])(?P<times>{alternatives(lexicon.multiples)})(?={_COMPARED})"
        rf"|(?:(?<=\bwill\s)|(?<=\bwould\s)|(?<=\bcould\s)|(?<=\bmay\s)|(?<=\bshould\s)|(?<=\blikely\sto\s)"
        rf"|(?<=\bexpected\sto\s)|(?<=\bset\sto\s)|(?<=\bdue\sto\s)|(?<=\bmore\sthan\s))"
        rf"(?P<foreseen>{alternatives(_PLAIN_MULTIPLES)})(?=\s*(?:[,.;]|from|in|to|this|next|by|on|again|as)(?![\w-]))",
        [*lexicon.multiplying, *(form.split()[0] for form in lexicon.multiples)],
        re.I,
    )
    shares = [part for part in lexicon.fractions if part != "half"]
    parts = alternatives(shares)
    months = alternatives(lexicon.months)
    no_half = "".join(rf"(?<!\b{word}\s)" for word in _NOT_BEFORE_HALF)
    no_time = r"(?!\d|(?:the\s+)?(?:year|month)\b)"
    fraction = cued(
        rf"(?<![\w-])(?P<lead>(?:{alternatives(_FRACTION_LEADS)})\s+)?"
        rf"(?P<run>(?P<count>an?|{ones})[\s-](?P<part>{parts})s?)(?![\w-])"
        rf"(?:(?P<left>{_OF_BEFORE})|(?P<of>\s+of\s+{no_time}|\s+(?:more|less|fewer|higher|lower|smaller|larger|up|down|(?:above|below)(?!\s+(?:the\s+|its\s+|their\s+)?(?:usual|normal|average|seasonal|multi)))\b"
        rf"|\s+(?:y/y|m/m|yoy|mom|year[\s-]on[\s-]year|month[\s-]on[\s-]month|on[\s-]year|on[\s-]month)\b)"
        rf"|(?!\s+and\s+(?:{alternatives(_NEXT_ORDINALS)})\b)"
        rf"(?P<ended>\s*(?:[,.;:()\n]|$)|\s+(?:{alternatives(_BEHIND_FRACTION)})\b)|)",
        [*shares, *(f"{part}s" for part in shares)],
        re.I,
    )
    half = cued(
        rf"{no_half}(?<![\w-])half(?P<left>(?={_OF_BEFORE}|\s+as\s+(?:much|many|large|high)\s+as\b))"
        rf"|{no_half}(?<![\w-])half"
        rf"(?=\s+(?:of|the|its|their|all)\s+(?!(?:the\s+)?(?:(?:{months})\b|year|month|week|quarter|\d)))"
        rf"|{no_half}(?<![\w-])half(?=\s+of\s+(?:the|these|those|its)\s+\d+\s+(?:{alternatives(lexicon.countable)})\b)"
        r"|(?:(?<=\bby\s)|(?<=\bin\s)|(?<=\bto\s)|(?<=\bat\s)|(?<=\bnearly\s)|(?<=\balmost\s)|(?<=\babout\s)"
        r"|(?<=\baround\s)|(?<=\broughly\s)|(?<=\bunder\s)|(?<=\bover\s)|(?<=\bbelow\s)|(?<=\babove\s)"
        r"|(?<=\bthan\s))(?:a\s+)?half(?![\w-]|\s+(?:an?|year|time|past|the|of|month|decade)\b)"
        rf"|{no_half}(?<![\w-])half(?=\s+(?:load|capacity|speed|strength|throttle|rates?)\b)",
        ["half"],
        re.I,
    )
    return counted, multiplied, fraction, half


@cache
def _told_beside() -> Cued:
    """Return the pattern of counts whose noun stands with another count: "two more than in July"."""
    numbers = alternatives(words().numbers)
    return cued(
        rf"(?<![\w-])(?<!\banother\s)(?P<word>{numbers})(?=\s+(?:more|fewer|less)\s+than\b"
        rf"|(?:\s+of\s+(?:them|these|those|which|whom|the\s+\d+))?\s+(?:{alternatives(CONDITIONS)})\b"
        rf"|\s+of\s+(?:them|these|those)\s+(?:for|in|at|on)\b|\s+nothing\s+changed\b"
        rf"|\s+an?\s+(?:{alternatives(_GAPPED)})\b"
        r"|\s+at\s+(?:(?:an?|the)\s+)?(?:higher|lower|same|full|reduced)\b"
        rf"|\s+(?:{alternatives(_GAPPED_WAYS)})(?=\s+(?:output|production|rates?|volumes?)\b|[,.;]))"
        r"|(?:(?<=\bagainst\s)|(?<=\bversus\s)|(?<=\bfrom\s)|(?<=\bcompared\swith\s))"
        rf"(?P<base>{numbers})(?=\s+(?:in|(?:a|the|last)\s+(?:month|year))\b)",
        words().numbers,
        re.I,
    )


CONDITIONS = (
    "kept maintained ran were was had lowered cut reduced raised increased stopped halted suspended resumed "
    "produced reported remained operated expect plan made saw turned worked stood idled curtailed expanded "
    "recorded held posted experienced trimmed lifted restarted closed left added showed"
).split()
"""What is told of counted enterprises."""
# "Nine recorded a decline and four an increase."
_GAPPED = "increase decrease decline rise fall drop gain cut reduction".split()
# "Five reported lower output, three higher output."
_GAPPED_WAYS = "higher lower smaller larger stable steady flat unchanged".split()
_FIGURE_BEFORE = re.compile(r"\d\s?[A-Za-z%][^.,;\d\n]{0,25},\s+$")
_LOOK_BACK, _SENTENCE = 40, 200
_APART = re.compile(r"[.!?]\s|\n")
_OF_THEM = re.compile(r"\s+of\s+(?:them|these|those|the\s+\d+)\b")
_OPENING = re.compile(r"(?:^|[.!?]\s+|\n)\Z")
_BESIDE = 120
_SURVEYED = 1000


def _beside_count(text: str, reading: Reading, readings: Sequence[Reading]) -> bool:
    """Tell whether another count stands before a count in its sentence, or in the last for one "of them"."""
    at, of_them = reading.start, _OF_THEM.match(text, reading.end) is not None
    opens = _OPENING.search(text[max(0, at - 3) : at]) is not None or at == 0
    before = [r for r in readings if r.end <= at and at - r.end <= _BESIDE and r.unit in (None, "count")]
    return any(
        0 < r.value < _SURVEYED and r.step == 1 and len(_APART.findall(text, r.end, at)) <= (of_them or opens)
        for r in before
    )


def in_words(
    text: str, said: frozenset[str], excluded: Sequence[Excluded], readings: Sequence[Reading]
) -> Iterator[Reading]:
    """Yield figures in words, where nothing else stands: counted enterprises, "doubled", "half of"."""
    taken = bytearray(len(text))
    for start, end in [*((e.start, e.end) for e in excluded), *((r.start, r.end) for r in readings)]:
        taken[start:end] = b"\x01" * (end - start)
    found = list(readings)
    for reading in (*_worded(text, said), *_beside(text, said)):
        if any(taken[reading.start : reading.end]):
            continue
        if reading.bare and not _beside_count(text, reading, found):
            continue
        taken[reading.start : reading.end] = b"\x01" * (reading.end - reading.start)
        found.append(reading)
        yield replace(reading, bare=False)


def _beside(text: str, said: frozenset[str]) -> Iterator[Reading]:
    for match in _told_beside().finditer(text, said):
        value = words().numbers[folded(match["word"] or match["base"])]
        yield Reading(*match.span(), value, None, "count", Decimal(1), signed=False, bare=True)


def _worded(text: str, said: frozenset[str]) -> Iterator[Reading]:
    counted, multiplied, fraction, half = _word_patterns()
    lexicon = words()
    for match in counted.finditer(text, said):
        if match["word"]:
            value = lexicon.numbers[folded(match["word"])]
        else:
            value = lexicon.numbers[folded(match["tens"])] + lexicon.numbers[folded(match["ones"])]
        unit = "percent" if match["percent"] else "percentage_point" if match["points"] else "count"
        measured = bool(match["percent"] or match["points"])
        start, end = (match.start("run"), match.end()) if measured else match.span("run")
        yield Reading(start, end, value, None, unit, Decimal(1), signed=False)
    yield from measured_in_words(text, said)
    for match in multiplied.finditer(text, said):
        value = (lexicon.multiplying | lexicon.multiples)[folded(match.group())]
        yield Reading(*match.span(), value, None, "percent", Decimal(1), signed=True)
    for match in fraction.finditer(text, said):
        # "down a fifth" moves by a share; "by a third party" is no share of anything.
        count = lexicon.numbers.get(folded(match["count"]), Decimal(1))
        share = _share(match.span("run"), count, lexicon.fractions[folded(match["part"])])
        if match["left"]:
            yield _left_of(share)
        elif match["of"] or (match["ended"] and (match["lead"] or _apposed(text, match))):
            yield share
    for match in half.finditer(text, said):
        share = _share(match.span(), Decimal(1), lexicon.fractions["half"])
        yield share if match["left"] is None else _left_of(share)


def _left_of(share: Reading) -> Reading:
    """Return by how much something fell of which a share is left: "a third of what it was" is -66.67%."""
    return replace(share, value=share.value - 100, signed=True)


def _apposed(text: str, match: re.Match[str]) -> bool:
    """Read ", a sixth." behind a figure that it tells anew; "two ran at 90%, a third at 40%" counts."""
    start = match.start()
    before = text[max(0, start - _SENTENCE) : start].rpartition(". ")[2].lower()
    if _COUNTED.get(folded(match["part"])) in re.findall(r"\w+", before):
        return False
    return _FIGURE_BEFORE.search(text, max(0, start - _LOOK_BACK), start) is not None


def _share(span: tuple[int, int], count: Decimal, whole: Decimal) -> Reading:
    """Return a fraction as percent, to two decimals."""
    share = (100 * count / whole).quantize(Decimal("0.01")).normalize()
    return Reading(*span, Decimal(f"{share:f}"), None, "percent", Decimal(1), signed=False)


def fraction_at(text: str, start: int) -> Reading | None:
    """Read "1/3 of" at `start` like "a third of", and "2.4 times that of" like "twice that of"; or None."""
    match = _FRACTION.match(text, start)
    if match is not None:
        return _share(match.span(), Decimal(match["part"]), Decimal(match["whole"]))
    match = _TIMES.match(text, start)
    if match is None:
        return None
    value = 100 * (Decimal(match["times"]) - 1)
    return Reading(*match.span(), value, None, "percent", Decimal(1), signed=True)
