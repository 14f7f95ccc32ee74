"""Products: moves told of a product of the commodity itself ("brazing foil held steady")."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extract.annotate.lexicon import words
from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.draft import Draft, sentence_of
from extract.rules.move import MEASURED, Move
from extract.rules.names import is_own
from extract.rules.phrase import noun_phrase_before
from extract.rules.places import BREAKS, is_light
from extract.rules.scope import scoped
from extract.rules.tokens import Kind, Token, grammar
from schemas.vocabulary import Basis, Indicator

__all__ = ["of_products", "spoken_of"]

_PASSED = frozenset("also both all again further still likewise has have had to".split())
_NEAR = 3
"""How many sentences back it may have been told what is measured."""
_SURVEY = frozenset({Indicator.PRODUCER_COUNT, Indicator.COVERAGE_RATE, Indicator.CAPACITY, Indicator.SHARE})
"""What is told of a survey on the way: the text still speaks of what it measured."""
_GRADES = frozenset({"grade", "grades"})
_GOING_ON = frozenset(
    "while and but as in on from too with due because thanks after since when most more despite amid".split()
)


def spoken_of(statement: Statement, drafts: Sequence[Draft]) -> Indicator | None:
    """Return the output or rate that is spoken of: the last figure of the sentences before told of it.

    None where something else was told last, as a price; figures of the survey itself don't count.
    """
    told = bisect_right(drafts, statement.sentence.number, key=sentence_of)
    for draft in reversed(drafts[:told]):
        if statement.sentence.number - draft.figure.sentence > _NEAR:
            return None
        if draft.indicator in _SURVEY:
            continue
        if draft.indicator is Indicator.OPERATING_RATE and draft.figure.sentence < statement.sentence.number:
            # A product that fell behind a rate was made less of, where its output is told of at all.
            made = any(before.indicator is Indicator.PRODUCTION for before in drafts[:told])
            return Indicator.PRODUCTION if made else Indicator.OPERATING_RATE
        return draft.indicator if draft.indicator in MEASURED else None
    return None


def of_products(
    section: Annotated,
    statement: Statement,
    tokens: Sequence[Token],
    own: frozenset[str],
    spoken: Indicator | None,
) -> Iterator[Move]:
    """Yield the moves of products told with no figure.

    A product is known by its name, which ends in the commodity's own noun or in a word for a grade; so is
    what is joined to it ("strip and die-cast grades").
    """
    for at, token in enumerate(tokens):
        if not token.has(Kind.MOVE) or token.has(Kind.TREND) or not _is_whole(tokens, at):
            continue
        if token.has(Kind.BEHIND) and not _is_compared(tokens, at):
            continue
        indicator = _measured(statement, tokens, at, spoken)
        if indicator is None:
            continue
        end = at
        while end > 0 and _leads_to(tokens[end - 1]):
            end -= 1
        if not end or not (is_own(tokens[end - 1].low, own) or _is_grade(tokens[end - 1])):
            continue
        for last, phrase in _names_before(tokens, end):
            if any(t.low in words().countable or t.low in grammar("traded") for t in phrase):
                continue
            scope = scoped(section, phrase, own, whole=False)
            if scope.segment is not None:
                yield Move(last, indicator, token.code(Kind.MOVE), token, scope, routed=True)


def _measured(
    statement: Statement, tokens: Sequence[Token], at: int, spoken: Indicator | None
) -> Indicator | None:
    """Return the output or rate of which a clause goes on to tell: named last in its sentence, or before."""
    if any(t.has(Kind.ACTION) or (t.has(Kind.OTHER) and t.low not in _GRADES) for t in tokens[:at]):
        return None
    for token in reversed(statement.tokens[: statement.place_at(tokens[at].start)]):
        if token.has(Kind.INDICATOR):
            indicator: Indicator = token.code(Kind.INDICATOR)
            return indicator if indicator in MEASURED else None
    return spoken


def _names_before(tokens: Sequence[Token], end: int) -> Iterator[tuple[int, Sequence[Token]]]:
    """Yield where the names before token `end` end, and the names: of "A and B" both."""
    while end > 0:
        phrase = noun_phrase_before(tokens, end)
        if not phrase:
            return
        yield end - 1, phrase
        end -= len(phrase) + 1
        if end <= 0 or tokens[end].low != "and":
            return


def _leads_to(token: Token) -> bool:
    """Tell whether a word stands between a name and what it did."""
    return is_light(token) or token.low in _PASSED or token.has_any(Kind.LEVEL, Kind.FUTURE)


def _is_compared(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a move is compared with the month or the year before, right behind it."""
    behind = next((token for token in tokens[at + 1 :] if not is_light(token)), None)
    return behind is not None and behind.code(Kind.BASIS) in (Basis.MOM, Basis.YOY)


def _is_grade(token: Token) -> bool:
    return token.low in _GRADES or token.low.endswith("-series")


def _is_whole(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a verb has no object and no figure: a mark, an adverb or a small word follows."""
    behind: list[Token] = []
    for token in tokens[at + 1 :]:
        if token.text in BREAKS:
            break
        behind.append(token)
    if any(token.figure is not None for token in behind):
        return False
    lead = next((token for token in behind if not is_light(token)), None)
    if lead is None or lead.kind == Kind.MARK or lead.has_any(Kind.BASIS, Kind.COMPARING, Kind.REFERENCE):
        return True
    return lead.low in _GOING_ON or lead.low in grammar("openers")
