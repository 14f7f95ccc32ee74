"""Tagging: a sentence cut into tokens, each phrase of the lexicons one token with its tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from extract.document import Annotated, Excluded, Figure, Sentence
from extract.rules.phrases import Opening, phrases, prepositions
from extract.rules.seeking import has_tag
from extract.rules.tokens import NO_TAGS, PIECE, Kind, Tags, Token, lexicon
from schemas.vocabulary import Basis

__all__ = ["RATES_OF_MOVES", "tokens_of"]

_LONGEST_LEAD = 4
_BOUNDS = frozenset({"lower", "higher", "above", "below", "over", "up", "under"})
_ADJECTIVES = frozenset({"lower", "higher"})
_COMPARED_WITH = frozenset(
    "than in on from mom yoy y-o-y m-o-m by the that those last its to year month , . ;".split()
)
"""What stands behind a word that compares: "output was 45 kt in May and lower than in April"."""
_PROJECTED = frozenset(
    "that a an the its output production demand supply prices exports imports growth".split()
)
_Piece = tuple[str, int, int, str, Figure | None]  # text, start, end, kind and figure of a token to be


_OWNING = ("'s", "’s")


def tokens_of(section: Annotated, sentence: Sentence, fixed: Sequence[Figure | Excluded]) -> list[Token]:
    """Return the tagged tokens of one sentence, in order.

    `fixed` are the sentence's figures and dates in text order, each one token; elsewhere the longest
    phrase of the lexicons wins.
    """
    return _tagged(_split(section.section.body, sentence, fixed))


def _split(body: str, sentence: Sentence, fixed: Iterable[Figure | Excluded]) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = sentence.start
    for item in fixed:
        pieces += _words(body, at, item.start)
        figure = item if isinstance(item, Figure) else None
        kind = Kind.FIGURE if figure else Kind.DATE
        pieces.append((body[item.start : item.end], item.start, item.end, kind, figure))
        # "May 2024's 409,700 mt" is compared with as "the 409,700 mt of May 2024" is.
        at = item.end if figure or not body.startswith(_OWNING, item.end) else item.end + len(_OWNING[0])
    return [*pieces, *_words(body, at, sentence.end)]


def _words(body: str, start: int, end: int) -> Iterator[_Piece]:
    for match in PIECE.finditer(body, start, end):
        text, (first, last) = match.group(), match.span()
        yield text, first, last, Kind.WORD if text[0].isalnum() else Kind.MARK, None


def _tagged(pieces: Sequence[_Piece]) -> list[Token]:
    known = phrases()
    tagged: list[Token] = []
    at = 0
    plain = [piece[0].lower() for piece in pieces]
    lows = [low.replace("’", "'") if "’" in low else low for low in plain]
    while at < len(pieces):
        text, start, end, kind, figure = pieces[at]
        opening = known.get(lows[at]) if kind == Kind.WORD else None
        if opening is None:
            tagged.append(Token(text, plain[at], start, end, kind, NO_TAGS, figure))
            at += 1
            continue
        tags, size = _longest(opening, lows, at)
        if size > 1 and lows[at + size - 1 : at + size + 1] == ["month", "of"]:
            tags, size = NO_TAGS, 1  # "over the month of June it averaged": a time, and no comparison
        if size > 1:
            text = " ".join(piece[0] for piece in pieces[at : at + size])
            end = pieces[at + size - 1][2]
            if text.endswith("level of") and _is_figure(pieces, at + size):
                tags = {Kind.LEVEL: None}  # "at a level of 45 kt": no level that is kept
        elif text == "May":
            tags = NO_TAGS  # the month, and not the verb
        elif lows[at] in _BOUNDS and _bounds_grade(pieces, at):
            tags = NO_TAGS  # a class of grades, and no move
        elif size == 1 and lows[at] in _TARGETS and _sputters(lows, at):
            tags = NO_TAGS  # what metal is sputtered from, and no plan
        elif lows[at] == "projects" and lows[at + 1 : at + 2] and lows[at + 1] not in _PROJECTED:
            tags = NO_TAGS  # what is built, and nothing foreseen
        tagged.append(Token(text, text.lower(), start, end, kind, tags, figure))
        at += size
    return _compared(_with_adjectives(_with_outcomes(_without_rates_of_moves(tagged))))


_TARGETS = frozenset({"target", "targets"})
_SPUTTERED = frozenset({"ito", "sputtering", "sputter", "coating", "rotary"})
_OF_TARGETS = frozenset("makers maker producers producer material materials scrap blanks".split())


def _without_rates_of_moves(tokens: Sequence[Token]) -> list[Token]:
    """Take "the MoM rate was 3.8%" for no rate at which plants run: it tells how far something moved."""
    done = list(tokens)
    for at, token in enumerate(tokens[1:], 1):
        if token.low in RATES_OF_MOVES and tokens[at - 1].has(Kind.BASIS):
            done[at] = replace(token, tags=NO_TAGS)
    return done


RATES_OF_MOVES = frozenset({"rate", "rates", "pace"})
"""What tells, behind a basis, how far something moved ("the MoM rate was 3.8%")."""


def _with_outcomes(tokens: Sequence[Token]) -> list[Token]:
    """Let "prices turned out 6% lower" tell how they were; "smelters turned out 6 kt" is what they made."""
    done = list(tokens)
    for at, token in enumerate(tokens):
        if token.has(Kind.ACTION) and token.low.startswith("turn") and token.low.endswith(" out"):
            before = tokens[max(0, at - _SUBJECT) : at]
            named = [n for n, each in enumerate(before) if each.has(Kind.INDICATOR)]
            parted = named and any(each.kind == Kind.MARK or each.low in _WHO for each in before[named[-1] :])
            if (named and not parted) or [each.low for each in tokens[at + 1 : at + 2]] == ["to"]:
                done[at] = replace(token, tags={Kind.LEVEL: None})
    return done


_WHO = frozenset({"that", "which", "who", "and", "but", "as", "while"})
_SUBJECT = 8


def _with_adjectives(tokens: Sequence[Token]) -> list[Token]:
    """Let "annual" before a noun of movement compare ("an annual drop"); "annual output" compares nothing."""
    bases = _bases_of_adjectives()
    done = list(tokens)
    for at, token in enumerate(tokens[:-1]):
        behind = tokens[at + 1]
        if token.low in bases and not token.tags and _names_move(behind):
            done[at] = replace(token, tags={Kind.BASIS: bases[token.low]})
    return done


@cache
def _bases_of_adjectives() -> dict[str, Basis]:
    listed = lexicon("comparisons")["adjectives"]
    return {form: Basis(basis) for basis, forms in listed.items() for form in forms}


def _names_move(token: Token) -> bool:
    """Tell whether a word names a move; an annual loss is one of money."""
    lost = token.low in ("loss", "losses")
    return token.has(Kind.TREND) and not token.has(Kind.INDICATOR) and not lost


def _sputters(lows: Sequence[str], at: int) -> bool:
    """Tell whether "ITO target", "sputtering targets", "target makers" name a good."""
    lead, behind = lows[at - 1] if at else "", lows[at + 1] if at + 1 < len(lows) else ""
    return lead in _SPUTTERED or behind in _OF_TARGETS


def _is_figure(pieces: Sequence[_Piece], at: int) -> bool:
    return at < len(pieces) and pieces[at][3] == Kind.FIGURE


def _bounds_grade(pieces: Sequence[_Piece], at: int) -> bool:
    """Tell whether "1.3% grade and lower", "8-series and above", "1.5% and above" name a class of grades."""
    if at < 2 or pieces[at - 1][0].lower() not in ("and", "or"):
        return False
    text, _, _, kind, figure = pieces[at - 2]
    behind = pieces[at + 1][0].lower() if at + 1 < len(pieces) else ""
    if kind == Kind.DATE or behind in _COMPARED_WITH or _is_figure(pieces, at + 1):
        return False  # "down 2.1% and up 3.4%"
    if figure is not None:  # "fell by 5% and lower prices"
        return figure.unit in (None, "percent") and pieces[at][0].lower() not in _ADJECTIVES
    return any(map(str.isdigit, text)) or text.lower() in ("grade", "grades", "series")


def _longest(opening: Opening, lows: Sequence[str], at: int) -> tuple[Tags, int]:
    """Return the tags of the longest phrase that begins at a word, and its length; none and 1 without."""
    following = lows[at + 1] if at + 1 < len(lows) else ""
    for words, tags in opening.longer.get(following, ()):
        if lows[at : at + len(words)] == words:
            return tags, len(words)
    return opening.tags, 1


def _compared(tokens: list[Token]) -> list[Token]:
    """Join each reference with the preposition before it: "than in the previous month" is one comparison."""
    if not has_tag(tokens, Kind.REFERABLE):
        return tokens
    joined: list[Token] = []
    for token in tokens:
        code = token.tags.get(Kind.REFERABLE)
        lead = _lead(joined) if code is not None else 0
        if lead:
            first = joined[-lead]
            text = " ".join(t.text for t in [*joined[-lead:], token])
            del joined[-lead:]
            joined.append(Token(text, text.lower(), first.start, token.end, Kind.WORD, {Kind.BASIS: code}))
        else:
            joined.append(token)
    return joined


def _lead(tokens: Sequence[Token]) -> int:
    """Return how many tokens at the end are one preposition of comparison."""
    for size in range(min(_LONGEST_LEAD, len(tokens)), 0, -1):
        if " ".join([token.low for token in tokens[-size:]]) in prepositions():
            return size
    return 0
