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
from schemas.vocabulary import Indicator

__all__ = ["of_products", "spoken_of"]

_ADVERBS = frozenset({"also", "both", "all", "again", "further", "still", "likewise", "has", "have", "had"})
_GRADES = frozenset({"grade", "grades"})
_GOING_ON = frozenset(
    "while and but as in on from too with due because thanks after since when most more despite amid".split()
)


def spoken_of(statement: Statement, drafts: Sequence[Draft]) -> Indicator | None:
    """Return the output or rate that a statement goes on to speak of, where it names nothing else."""
    for token in statement.tokens:
        other = token.has(Kind.OTHER) and token.low not in _GRADES
        if other or token.has(Kind.ACTION) or token.has(Kind.INDICATOR):
            return None
    told = bisect_right(drafts, statement.sentence.number, key=sentence_of)
    last = drafts[told - 1] if told else None
    near = last is not None and statement.sentence.number - last.figure.sentence <= 1
    return last.indicator if last is not None and near and last.indicator in MEASURED else None


def of_products(
    section: Annotated, tokens: Sequence[Token], own: frozenset[str], indicator: Indicator
) -> Iterator[Move]:
    """Yield the moves of products whose name ends in the commodity's own noun, told with no figure."""
    for at, token in enumerate(tokens):
        if not token.has(Kind.MOVE) or token.has_any(Kind.TREND, Kind.BEHIND) or not _is_whole(tokens, at):
            continue
        end = at
        while end > 0 and (is_light(tokens[end - 1]) or tokens[end - 1].low in _ADVERBS):
            end -= 1
        phrase = noun_phrase_before(tokens, end)
        if not phrase or not (is_own(phrase[-1].low, own) or _is_grade(phrase[-1])):
            continue
        if any(t.low in words().countable or t.low in grammar("traded") for t in phrase):
            continue
        scope = scoped(section, phrase, own, whole=False)
        if scope.segment is not None:
            yield Move(end - 1, indicator, token.code(Kind.MOVE), token, scope, routed=True)


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
