"""Noun phrases: where one begins and ends in a clause, and which one is the subject of a verb."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extract.annotate.lexicon import words
from extract.rules.forms import inflected
from extract.rules.tokens import Kind, Token, grammar, lexicon

__all__ = [
    "is_grade",
    "is_predicate",
    "is_verb",
    "noun_phrase_after",
    "noun_phrase_before",
    "scope_words",
    "subject_run",
]

_OPENING = ("of", "for", "from", "at", "by", "among")
_PARTICIPLES = ("derived", "made", "produced", "using")
_LONGEST = 9
_ARTICLES = ("the", "a", "an")
_VERBAL = frozenset(
    {Kind.LEVEL, Kind.BASIS, Kind.FUTURE, Kind.PLAN, Kind.COMPARING, Kind.REFERABLE, Kind.MOVE}
)


@cache
def scope_words(key: str) -> frozenset[str]:
    """Return one list of the lexicon of scopes, to ask whether a word is in it."""
    return frozenset(lexicon("scope")[key])


@cache
def _verbs() -> frozenset[str]:
    known = lexicon("scope")
    effects = lexicon("effects")
    forms = {form for verb in known["verbs"] for form in inflected(verb)}
    forms |= {*known["irregular"], *effects["finite"], *effects["modals"]}
    return frozenset(form for form in forms if " " not in form) - frozenset(known["nouns_too"])


def is_verb(token: Token) -> bool:
    """Tell whether a word ends a noun phrase behind it: a verb, or what compares or foresees.

    A word of movement before a noun is its verb or adjective ("increased production", "lower output").
    """
    return not _VERBAL.isdisjoint(token.tags) or token.low in _verbs()


def noun_phrase_before(tokens: Sequence[Token], at: int) -> list[Token]:
    """Return the words that stand before token `at` as its modifiers, back to an article, verb or mark.

    A grade's number is one of them: "62% Fe", "#553".
    """
    stops = grammar("stops")
    begin = at
    while begin > 0:
        token = tokens[begin - 1]
        if begin < at and token.text == "#":
            begin -= 1
        elif token.text == "%" and begin > 1 and tokens[begin - 2].text[:1].isdigit():
            begin -= 2
        elif begin < at and is_grade(tokens, begin - 1):
            begin -= 1  # "40% concentrate"
        elif token.low == "and" and begin < at and _are_sizes(tokens, begin):
            begin -= 2  # "small and medium-sized producers"
        elif token.figure is not None and begin > 1 and _is_series(tokens[begin - 2], token):
            begin -= 2  # "NCM 523"
        elif token.figure is not None and begin > 1 and tokens[begin - 2].low in _RANKED:
            begin -= 2  # "top four producers"
        elif token.low in _MADE and (begin < at or tokens[at].has(Kind.INDICATOR)) and token.low != "long":
            begin -= 1  # "finished goods stocks", "flat steel output"
        elif (
            token.kind != Kind.WORD
            or token.low in stops
            or token.low in _ARTICLES
            or is_verb(token)
            or is_predicate(tokens, begin - 1)
        ):
            break
        else:
            begin -= 1
    return list(tokens[begin:at])


def is_predicate(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word is the verb of the subject right before it: "buyers delayed", "this caps"."""
    before = tokens[at - 1] if at else None
    if before is None:
        return False
    low = tokens[at].low
    if low.endswith("s") and not low.endswith("ss"):
        return before.low in _SINGULAR
    return low.endswith("ed") and (
        before.low in _SINGULAR or before.low in _PLURAL or before.low in words().countable
    )


def _is_series(code: Token, token: Token) -> bool:
    bare = token.figure is not None and token.figure.unit is None and len(token.text) == 3
    return bare and len(code.text) > 1 and code.text.isupper() and code.text.isalpha()


_RANKED = frozenset({"top", "largest", "biggest"})
_MADE = frozenset({"finished", "flat", "raw"})
_SINGULAR = frozenset({"this", "it", "which", "who", "he", "she"})
_PLURAL = frozenset(
    "they we these those traders buyers sellers suppliers dealers holders consumers customers users "
    "importers exporters miners".split()
)


def is_grade(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the figure at token `at` is a grade: "40% concentrate", "60-14 grade", "62% Fe"."""
    figure = tokens[at].figure
    if figure is None or figure.unit not in (None, "percent"):
        return False
    for place in range(at + 1, min(at + _GRADED, len(tokens))):
        token = tokens[place]
        if token.low in ("grade", "grades", "npi") or token.low in scope_words("matter"):
            return True
        if token.kind != Kind.WORD or token.tags or is_verb(token) or token.low in grammar("stops"):
            return False
    return at + 1 < len(tokens) and tokens[at + 1].text.isupper() and tokens[at + 1].text.isalpha()


_GRADED = 4


def _are_sizes(tokens: Sequence[Token], begin: int) -> bool:
    sizes = lexicon("generic")["size_classes"]
    return begin > 1 and tokens[begin].low in sizes and tokens[begin - 2].low in sizes


def noun_phrase_after(tokens: Sequence[Token], at: int) -> list[Token]:
    """Return the words of the noun phrase that "of", "for" or "from" opens behind token `at`."""
    begin = at + 1
    if begin < len(tokens) and tokens[begin].low in _PARTICIPLES:
        begin += 1
    if begin >= len(tokens) or tokens[begin].low not in _OPENING:
        return []
    phrase: list[Token] = []
    for at_, token in enumerate(tokens[begin + 1 : begin + _LONGEST], start=begin + 1):
        if (
            not phrase
            and token.figure is not None
            and token.figure.unit in ("count", None)
            and is_word(tokens, at_ + 1)
        ):
            continue  # "the rate of the six large mills"
        if phrase and is_predicate(tokens, at_):
            break
        graded = token.text in ("#", "%") and (token.text == "#" or tokens[at_ - 1].text[:1].isdigit())
        if token.low == "and" and phrase and _closes(tokens, at_ + 1):
            phrase.append(token)  # "output from briquettes and powder was cut"
        elif (
            (is_grade(tokens, at_))
            or graded
            or _is_plain(token)
            or (phrase and token.low in ("grade", "grades"))
        ):
            phrase.append(token)
        else:
            break
    return phrase


def is_word(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and _is_plain(tokens[at]) and tokens[at - 1].text.isalpha()


def _is_plain(token: Token) -> bool:
    return token.kind == Kind.WORD and not (
        token.tags or token.low in grammar("phrase_ends") or is_verb(token)
    )


def _closes(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether one word, and then a verb, follows an "and" that joins two names."""
    behind = tokens[at : at + 2]
    return len(behind) == 2 and _is_plain(behind[0]) and is_verb(behind[1])


def subject_run(tokens: Sequence[Token], end: int) -> Sequence[Token]:
    """Return the words before the verb at token `end`, back to where their clause opens."""
    begin = end
    depth = 0
    while begin > 0:
        token = tokens[begin - 1]
        if token.text == ")":
            depth += 1
        elif token.text == "(":
            depth -= 1
            if depth < 0:
                break
        elif not depth and _opens(token):
            break
        begin -= 1
    return tokens[begin:end]


def _opens(token: Token) -> bool:
    marks = token.kind == Kind.MARK and token.text not in ("#", "%", "-", "'", "’", "/")
    measured = token.figure is not None and token.figure.unit not in ("count", None)
    return marks or measured or token.low in grammar("openers") or token.low in _CONJUNCTIONS


_CONJUNCTIONS = frozenset("while whereas but although though yet however plus if unless".split())
