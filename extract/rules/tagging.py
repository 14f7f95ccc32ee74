"""Tagging: a sentence cut into tokens, each phrase of the lexicons one token with its tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.document import Annotated, Excluded, Figure, Sentence
from extract.rules.phrases import phrases, prepositions
from extract.rules.tokens import PIECE, Kind, Tag, Token

__all__ = ["tokens_of"]

_LONGEST_LEAD = 4


def tokens_of(section: Annotated, sentence: Sentence, fixed: Sequence[Figure | Excluded]) -> list[Token]:
    """Return the tagged tokens of one sentence, in order.

    `fixed` are the sentence's figures and dates in text order, each one token; elsewhere the longest
    phrase of the lexicons wins.
    """
    return _tagged(_split(section.section.body, sentence, fixed))


def _split(body: str, sentence: Sentence, fixed: Iterable[Figure | Excluded]) -> list[Token]:
    tokens: list[Token] = []
    at = sentence.start
    for item in fixed:
        tokens += _words(body, at, item.start)
        figure = item if isinstance(item, Figure) else None
        kind = Kind.FIGURE if figure else Kind.DATE
        tokens.append(Token(body[item.start : item.end], item.start, item.end, kind, (), figure))
        at = item.end
    return tokens + _words(body, at, sentence.end)


def _words(body: str, start: int, end: int) -> list[Token]:
    return [
        Token(
            match.group(),
            match.start(),
            match.end(),
            Kind.WORD if match.group()[0].isalnum() else Kind.MARK,
        )
        for match in PIECE.finditer(body, start, end)
    ]


def _tagged(tokens: list[Token]) -> list[Token]:
    index = phrases()
    tagged: list[Token] = []
    at = 0
    lows = [token.low.replace("’", "'") for token in tokens]
    while at < len(tokens):
        token = tokens[at]
        lengths = index.lengths.get(lows[at], ()) if token.kind == Kind.WORD else ()
        tags: tuple[Tag, ...] = ()
        size = 1
        for size in lengths:
            # "May" alone is the month, and not the verb.
            if size <= len(tokens) - at and not (size == 1 and token.text == "May"):
                tags = index.tags.get(tuple(lows[at : at + size]), ())
                if tags:
                    break
        if not tags:
            tagged.append(token)
            at += 1
            continue
        last = tokens[at + size - 1]
        joined = token.text if size == 1 else " ".join(t.text for t in tokens[at : at + size])
        tagged.append(Token(joined, token.start, last.end, Kind.WORD, tags))
        at += size
    return _compared(tagged)


def _compared(tokens: list[Token]) -> list[Token]:
    """Join each reference with the preposition before it: "than in the previous month" is one comparison."""
    joined: list[Token] = []
    for token in tokens:
        code = token.code(Kind.REFERABLE)
        lead = _lead(joined) if code is not None else 0
        if lead:
            first = joined[-lead]
            text = " ".join(t.text for t in [*joined[-lead:], token])
            del joined[-lead:]
            joined.append(Token(text, first.start, token.end, Kind.WORD, (Tag(Kind.BASIS, code),)))
        else:
            joined.append(token)
    return joined


def _lead(tokens: Sequence[Token]) -> int:
    """Return how many tokens at the end are one preposition of comparison."""
    for size in range(min(_LONGEST_LEAD, len(tokens)), 0, -1):
        if " ".join(token.low for token in tokens[-size:]) in prepositions():
            return size
    return 0
