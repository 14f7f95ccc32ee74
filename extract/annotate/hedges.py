"""Hedges: the words that make a figure approximate, a lower bound or an upper bound."""

from __future__ import annotations

import re
from functools import cache

from extract.annotate.lexicon import alternatives, folded, plain, words
from schemas.vocabulary import Qualifier

__all__ = ["carries_over", "hedge_at"]

_LOOK_BACK = 48
_LOOK_AHEAD = 24
_WORD = re.compile(r"[^\W\d_][\w'’/-]*")
_PIECE = re.compile(r"[^\W\d_]+|[^\w\s]")
_LAST = 3  # "approx. just the 5%": a word, and two small words
_LONGEST_CARRY = 60
# "Below the 5.51 million mt of its June projection" compares, and hedges nothing.
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\s+(?:of|an?|that|it|we|seen|recorded|reached|made|produced|expected|forecast|projected|reported|planned)\b",
    re.IGNORECASE,
)
# "from a month earlier", "less than in the same period last year": part of the figure before.
_COMPARISON = re.compile(
    r"\b(?:(?:less|more|lower|higher|fewer)\s+)?(?:from|than|versus|against|on|compared\s+(?:to|with))\s+"
    r"(?:in\s+)?(?:(?:a|an|the|that|its|same|previous|prior|last|preceding|corresponding)\s+){0,3}"
    r"(?:month|year|week|period|level)s?\b(?:\s+(?:earlier|before|ago|last\s+year))?",
    re.IGNORECASE,
)
# "…, and the national figure of", "…, and a loss of": what follows is another statement.
_NEW_SUBJECT = re.compile(
    r",\s+and\s+(?:an?\s+(?!(?:[\w-]+\s+){0,2}(?:rise|fall|increase|decrease|decline|drop|gain|growth|reduction|cut)\b)"
    r"|(?!(?:by|a|an|up|down|some)\b))[^,]*\bof\s*$",
    re.IGNORECASE,
)
# "Under the 10% duty" tells of the duty, and "passed 300 yuan on" of who pays.
_UNDER_RULE = re.compile(
    r"\s+(?:[a-z-]+\s+){0,2}(?:dut(?:y|ies)|tax(?:es)?|tariffs?|lev(?:y|ies)|quotas?|rules?|royalt(?:y|ies)|surcharges?"
    r"|caps?|limits?|ceilings?|rebates?|schemes?|VAT)\b",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(r"\s+(?:on|along|through|over|down)\b")
# "Not expected to exceed" is a limit, and "did not fall below" a floor.
_DENIED = re.compile(
    r"(?:\b(?:not|never|cannot|unlikely|without|hardly|scarcely|no\s+longer)|n['’]t)"
    r"(?:\s+(?:expected|likely|set|seen|forecast|projected|thought|bound|to|be|been|being|have|has|far|much|by|fall|fallen"
    r"|falling|drop|dropped|dropping|go|gone|going|slip|slipped|dip|dipped|come|coming|rise|risen|rising|climb|get|getting"
    r"|sell|sold|quoted|offered|increase|increased|grow|grown|decline|declined|decrease|sink|run|reach|move|moved|cost)){0,6}\s*$",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:ke(?:ep|pt)s?|keeping|prevent(?:s|ed|ing)?|stop(?:s|ped|ping)?|sav(?:es?|ed|ing)|held)\s[^.;,\n]{0,40}\bfrom\s+"
    r"(?:(?:fall|dropp|go|slipp|dipp|sink|declin|mov|ris|climb|gett)ing\s*)?$",
    re.IGNORECASE,
)
# "Pushed the cost up to" tells where it went.
_MOVED_UP = re.compile(
    r"\b(?:push|pull|br(?:ing|ought)|dr(?:iv|ov)|lift|t(?:ak|ook)|sen[dt]|carr(?:y|ied)|rais)[a-z]*\s+[^.;,\n]{1,40}"
    r"(?<!\sof)(?<!\sby)(?<!\sat)(?<!\sfor)(?<!\swith)\s+$",
    re.IGNORECASE,
)
_TURNED = {Qualifier.MORE_THAN: Qualifier.LESS_THAN, Qualifier.LESS_THAN: Qualifier.MORE_THAN}
# Of these hedges no denial is the other one: "at least", "up to".
_UNTURNED = frozenset(
    "at least;at most;up to;as much as;as many as;no less than;not less than;no fewer than;no lower than;"
    "within;a minimum of;no more than;not more than;no higher than;a maximum of;hardly;short of".split(";")
)
# "Above 15,500 yuan/mt and scrap at 8,850 yuan/mt": the second has a subject of its own.
_AT = re.compile(r"\band\s+(?:[\w'’-]+\s+){1,4}at\s*$", re.IGNORECASE)
# What may stand between two figures under one hedge: basis words, "and", and the noun measured.
_BREAKS = frozenset(
    [
        "but",
        "while",
        "whereas",
        "with",
        "to",
        "from",
        "than",
        "compared",
        "versus",
        "although",
        "though",
        "however",
        "after",
        "before",
        "by",
    ]
)


@cache
def _before() -> re.Pattern[str]:
    lexicon = words()
    forms = [form for form in lexicon.hedges_before if form[-1].isalpha() or form[-1] == "."]
    signs = [form for form in lexicon.hedges_before if form not in forms]
    gap = alternatives(lexicon.hedge_gap)
    return re.compile(
        rf"(?:(?<![\w-])(?P<word>{alternatives(forms)})\s+(?:(?:{gap})\s+){{0,2}}"
        rf"|(?P<sign>{alternatives(signs)})\s*)$",
        re.IGNORECASE,
    )


@cache
def _cues() -> frozenset[str]:
    return frozenset(_PIECE.findall(plain(form.rstrip(".")))[-1] for form in words().hedges_before)


def _may_hedge(window: str) -> bool:
    """Tell whether the last word or mark before a figure, but for small words, is the last one of a hedge."""
    cues, small = _cues(), words().hedge_gap
    for word in reversed(plain(window).split()[-_LAST:]):
        pieces = _PIECE.findall(word.rstrip("."))
        if pieces and pieces[-1] in cues:
            return True
        if word not in small:
            return False
    return False


@cache
def _after() -> re.Pattern[str]:
    compared = (
        r"(?:MoM|YoY|WoW|QoQ|[mywq]/[mywq]|[mywq]-o-[mywq]|month-on-month|year-on-year"
        r"|on\s+the\s+(?:month|year))"
    )
    return re.compile(
        rf"\s*(?P<word>{alternatives(words().hedges_after)})(?!\w)"
        rf"|\s+{compared}\s+(?P<late>or\s+so|or\s+thereabouts)\b"
        r"|\s+(?P<last>approximately|roughly|more\s+or\s+less)(?=\s*[.,;)\n])",
        re.IGNORECASE,
    )


def hedge_at(text: str, start: int, end: int, floor: int) -> Qualifier | None:
    """Return the hedge that stands directly at a figure (`floor`: its sentence's start), or None."""
    lexicon = words()
    window = text[max(floor, start - _LOOK_BACK) : start]
    before = _before().search(window) if _may_hedge(window) else None
    if before:
        key = folded(before["word"] or before["sign"])
        leading = _WORD.findall(window[: before.start()])
        blocked = bool(leading) and leading[-1].lower() in lexicon.hedge_blockers.get(key, ())
        compared = _THE.search(before.group()) and _OF_OTHERS.match(text, end)
        if not (blocked or compared or _is_none(text, key, window[: before.start()], end)):
            qualifier = Qualifier(lexicon.hedges_before[key])
            return _turned(qualifier, window[: before.start()]) if key not in _UNTURNED else qualifier
    after = _after().match(text[end : end + _LOOK_AHEAD])
    if after:
        word = after["word"]
        return Qualifier(lexicon.hedges_after[folded(word)]) if word else Qualifier.APPROXIMATELY
    return None


def _is_none(text: str, key: str, lead: str, end: int) -> bool:
    """Tell whether a word of hedges tells of a rule, of who pays, or where something went."""
    if key == "under":
        return _UNDER_RULE.match(text, end) is not None
    if key.startswith("pass"):
        return _PASSED_ON.match(text, end) is not None
    return key == "up to" and _MOVED_UP.search(lead) is not None


def _turned(qualifier: Qualifier, lead: str) -> Qualifier:
    """Return the other hedge where this one is denied: "unlikely to exceed", "kept from falling below"."""
    if qualifier not in _TURNED or not (_DENIED.search(lead) or _HELD.search(lead)):
        return qualifier
    return _TURNED[qualifier]


def carries_over(gap: str) -> bool:
    """Tell whether a hedge reaches over `gap`, the text between two figures.

    It does across plain coordination ("about 7.70% MoM and 25.38% YoY"), not past a new verb, a
    conjunction of contrast or a preposition that opens another statement.
    """
    if said := _after().match(gap):
        gap = gap[said.end() :]
    if len(gap) > _LONGEST_CARRY or any(mark in gap for mark in ";:.()\n"):
        return False
    inner = [word.lower() for word in _WORD.findall(_COMPARISON.sub(" ", gap))]
    if "and" not in inner and "or" not in inner:
        return False
    if _NEW_SUBJECT.search(gap) or _AT.search(gap):
        return False
    return not any(word in _BREAKS or word.endswith(("ed", "ing")) or word in _MOVES for word in inner)


_MOVES = frozenset(
    [
        "up",
        "down",
        "rise",
        "rises",
        "rose",
        "risen",
        "fall",
        "falls",
        "fell",
        "fallen",
        "increase",
        "increases",
        "decrease",
        "decreases",
        "decline",
        "declines",
        "drop",
        "drops",
        "gain",
        "gains",
        "growth",
        "grew",
        "grow",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
    ]
)
