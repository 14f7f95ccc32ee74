"""Spans: the runs of words of a sentence that may be the segment of a figure, and what each looks like.

Names of features are stable: the weights are learned for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.document import Annotated
from extract.rules.review.layout import DATE, FIGURE, NAME, OWN, PLACE, Layout
from extract.rules.tokens import Kind, Token, without_possessive

__all__ = ["Span", "span_at", "spans_of"]

_LONGEST = 5
_SUFFIX, _OF = 3, 3
_NUMBER = re.compile(r"[\d.]+")
_PARTICIPLES = ("ed", "ing")
_LETTERS = {OWN: "o", PLACE: "p", FIGURE: "f"}
_JOINING, _BEYOND = ("and", "or"), frozenset({"above", "over", "higher", "below", "under", "lower"})
_GRADE = frozenset({3, 4})
"""How many digits the bare number of a grade has: "304", "6061"."""
_PURE = 98
"""Per cent from which a figure may be a purity."""


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """Tokens `first` to `last` (one behind the last) of a sentence, with the text as it is printed.

    `head` is its last word, `lead` the word before it, `before` and `behind` the kinds of what stands beside
    it; `sorts` tells what its words are, a letter each, `own` whether words of the commodity and names of
    places are among them, `is_group` whether it names producers.
    """

    first: int
    last: int
    text: str
    head: str
    lead: str
    before: str
    behind: str
    sorts: str
    own: str
    is_group: bool
    features: list[str]

    def stands_to(self, named: int | None) -> str:
        """Return how it stands to a token that names something, or to none."""
        if named is None:
            return "no"
        if self.first <= named < self.last:
            return "in"
        if self.last <= named:
            return "just before" if self.last == named else "before"
        if self.first == named + 1:
            return "just after"
        return "of" if self.first <= named + _OF else "after"


def spans_of(section: Annotated, layout: Layout) -> Iterator[Span]:
    """Yield the runs of words of a sentence that may name a segment, in text order."""
    tokens, words = layout.statement.tokens, layout.words
    heading = section.section.heading.lower()
    for first in range(len(tokens)):
        if not _may_hold(layout, first) or not _may_begin(layout, first):
            continue
        for last in range(first + 1, min(len(tokens), first + _LONGEST) + 1):
            if not _may_hold(layout, last - 1):
                break
            if _is_name(layout, first, last) and set(words[first:last]) != {PLACE}:
                text = section.section.body[tokens[first].start : tokens[last - 1].end]
                yield span_at(layout, first, last, without_possessive(text), heading)


def _may_hold(layout: Layout, at: int) -> bool:
    token = layout.statement.tokens[at]
    if token.figure is not None:
        return token.figure.unit in (None, "percent")
    return layout.words[at] != DATE and (token.kind != Kind.MARK or token.text in "#%/&+")


def _may_begin(layout: Layout, at: int) -> bool:
    """Tell whether a name may begin with a token: not with what a number before it is of ("2.0 mm glass")."""
    behind = layout.statement.tokens[at - 1] if at else None
    cut = behind is not None and behind.kind == Kind.WORD and _NUMBER.fullmatch(behind.low) is not None
    return not cut and _may_end(layout, at, "#")


def _is_name(layout: Layout, first: int, last: int) -> bool:
    """Tell whether tokens from one to before another may be a name."""
    if last == first + 1 and not layout.words[first][-1].isalpha():
        return layout.word(last) != "#" and _is_code(layout.statement.tokens[first])
    return _may_end(layout, last - 1) or (last > first + 1 and _ends_open(layout, last - 1))


def _is_code(token: Token) -> bool:
    """Tell whether a token alone may name a grade: "VN12", "304", "99.995%"."""
    if token.figure is not None and token.figure.unit is not None:
        return token.figure.value > _PURE
    if token.text.isdigit():
        return len(token.text) in _GRADE
    return token.kind == Kind.WORD and token.text != token.low and any(map(str.isdigit, token.text))


def _ends_open(layout: Layout, at: int) -> bool:
    """Tell whether a name ends with the sign of a grade ("2#") or open ("5N and above")."""
    before, last = layout.statement.tokens[at - 1 : at + 1]
    if last.text == "#":
        return _NUMBER.fullmatch(before.low) is not None
    return last.low in _BEYOND and before.low in _JOINING


def _may_end(layout: Layout, at: int, marks: str = "") -> bool:
    """Tell whether a name may end with a token; with `marks`, which a first one may be, begin with it."""
    token = layout.statement.tokens[at]
    if layout.edges[at] or (token.kind == Kind.MARK and token.text not in marks):
        return False
    return not layout.verbal[at] or token.low.endswith(_PARTICIPLES)


def span_at(layout: Layout, first: int, last: int, text: str, heading: str) -> Span:
    """Return the run of some tokens, with what it stands for; the section's heading is in lower case."""
    words, kinds = layout.words[first:last], layout.kinds
    sorts = "".join([_sort(layout, at) for at in range(first, last)])
    own = f"{OWN in words}{PLACE in words}"
    lead, before, behind = layout.word(first - 1), layout.kind(first - 1), layout.kind(last)
    head, is_group = words[-1], layout.groups[last - 1]
    ending = head if head == NAME else layout.statement.tokens[last - 1].low
    features = [
        f"length:{last - first}",
        f"head:{head}",
        f"first:{words[0]}",
        f"p:{lead}",
        f"n:{layout.word(last)}",
        f"kp:{before}",
        f"kn:{behind}",
        f"k:{before}|{behind}",
        f"kpp:{layout.kind(first - 2)} {before}",
        f"knn:{behind} {layout.kind(last + 1)}",
        f"kh:{kinds[last - 1]}",
        f"kf:{kinds[first]}",
        f"group:{is_group}",
        f"suffix:{ending[-_SUFFIX:]}",
        f"capital:{text[:1].isupper()}{first == 0}",
        f"own:{own}",
        f"sorts:{sorts}",
        f"sorts:{_sort(layout, first - 1) if first else ''}|{sorts}",
        f"run:{' '.join(words)}",
        f"last:{ending}",
        f"head:{head}|kn:{behind}",
        f"head:{head}|kp:{before}",
        f"heading:{text.lower() in heading}",
        *[f"w:{word}" for word in dict.fromkeys(words)],
    ]
    if last - first > 1:
        features.append(f"ends:{words[0]} {head}")
    return Span(first, last, text, head, lead, before, behind, sorts, own, is_group, features)


def _sort(layout: Layout, at: int) -> str:
    word = layout.words[at]
    if word in _LETTERS:
        return _LETTERS[word]
    if _NUMBER.fullmatch(word):
        return "n"
    if any(map(str.isdigit, word)):
        return "c"
    if layout.groups[at]:
        return "g"
    if layout.edges[at]:
        return "e"
    if layout.statement.tokens[at].has(Kind.INDICATOR):
        return "i"
    return "v" if layout.verbal[at] else "w"
