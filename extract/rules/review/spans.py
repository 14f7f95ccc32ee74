"""Spans: the runs of words of a sentence that may be the segment of a figure, and what each looks like.

Names of features are stable: the weights are learned for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.document import Annotated
from extract.rules.review.layout import DATE, FIGURE, OWN, PLACE, Layout
from extract.rules.tokens import Kind

__all__ = ["Span", "spans_of"]

_LONGEST = 5
_SUFFIX = 3
_PARTICIPLES = ("ed", "ing")
_LETTERS = {OWN: "o", PLACE: "p", FIGURE: "f"}


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


def spans_of(section: Annotated, layout: Layout) -> Iterator[Span]:
    """Yield the runs of words of a sentence that may name a segment, in text order."""
    tokens, words = layout.statement.tokens, layout.words
    heading = section.section.heading.lower()
    for first in range(len(tokens)):
        if not _may_hold(layout, first) or not _may_end(layout, first, "#"):
            continue
        for last in range(first + 1, min(len(tokens), first + _LONGEST) + 1):
            if not _may_hold(layout, last - 1):
                break
            alone = last == first + 1 and not words[first][-1].isalpha()
            if not alone and _may_end(layout, last - 1) and set(words[first:last]) != {PLACE}:
                text = section.section.body[tokens[first].start : tokens[last - 1].end]
                yield _span(layout, first, last, text, heading)


def _may_hold(layout: Layout, at: int) -> bool:
    token = layout.statement.tokens[at]
    if token.figure is not None:
        return token.figure.unit in (None, "percent")
    return layout.words[at] != DATE and (token.kind != Kind.MARK or token.text in "#%/&+")


def _may_end(layout: Layout, at: int, marks: str = "") -> bool:
    """Tell whether a name may end with a token; with `marks`, which a first one may be, begin with it."""
    token = layout.statement.tokens[at]
    if layout.edges[at] or (token.kind == Kind.MARK and token.text not in marks):
        return False
    return not layout.verbal[at] or token.low.endswith(_PARTICIPLES)


def _span(layout: Layout, first: int, last: int, text: str, heading: str) -> Span:
    words, kinds = layout.words[first:last], layout.kinds
    sorts = "".join([_sort(layout, at) for at in range(first, last)])
    own = f"{OWN in words}{PLACE in words}"
    lead, before, behind = layout.word(first - 1), layout.kind(first - 1), layout.kind(last)
    head, ending, is_group = words[-1], layout.statement.tokens[last - 1].low, layout.groups[last - 1]
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
    if layout.groups[at]:
        return "g"
    if layout.edges[at]:
        return "e"
    if layout.statement.tokens[at].has(Kind.INDICATOR):
        return "i"
    return "v" if layout.verbal[at] else "w"
