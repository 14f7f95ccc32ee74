"""Which words give a figure its scope.

The phrase of the thing measured, its subject, a list item, what the sentence opens with, what stands behind
the figure, or the figure before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.document import Annotated
from extract.rules.behind import FRONTED, scope_behind
from extract.rules.companies import entity_before, works_at, works_told_of
from extract.rules.context import Statement
from extract.rules.grouped import of_group
from extract.rules.headed import PLANT, scope_at
from extract.rules.lent import by_the_day, carried, installed, leading, paid, side_of, tendered
from extract.rules.listed import item_after_colon
from extract.rules.phrase import is_grade, is_verb, scope_words
from extract.rules.places import BREAKS
from extract.rules.pricing import priced
from extract.rules.scope import (
    CONTENT_BEHIND,
    NO_SCOPE,
    Scope,
    content_after,
    content_before,
    is_group,
)
from extract.rules.seeking import has_word, last_figure, last_tagged
from extract.rules.subjects import subject_of
from extract.rules.tokens import Kind, Token, grammar
from extract.rules.unnamed import unnamed
from extract.rules.whereabouts import region_of
from schemas.vocabulary import Indicator

__all__ = ["scope_of"]

_RUN = frozenset({Indicator.PRODUCTION, Indicator.OPERATING_RATE})
_WEIGHED = (Indicator.PRODUCTION, Indicator.ARRIVALS, Indicator.SHIPMENTS, Indicator.INVENTORY)
_PHRASE = 8


def scope_of(
    section: Annotated,
    statement: Statement,
    at: int,
    reach: int,
    own: frozenset[str],
    indicator: Indicator,
    inherited: Scope | None,
    *,
    base: bool = False,
) -> Scope:
    """Return the scope of the figure at token `at`, whose own words are the `reach` tokens before it.

    `base`: it is what another figure is compared with, and has that one's scope.
    """
    tokens = statement.tokens
    begin = _behind_grades(tokens, at - reach)
    reach = at - begin
    window = tokens[begin:at]
    named = last_tagged(tokens, Kind.INDICATOR, begin, at)
    if named is not None and not base and _is_past(tokens, named, at, indicator):
        begin, reach, named = named + 1, at - named - 1, None
        window = tokens[begin:at]
    start = tokens[begin].start if reach else tokens[at].start
    opening = leading(section, statement, start, own)
    scope = _newer_subject(section, tokens, named, at, own) or item_after_colon(
        section, tokens, named, at, own
    )
    if scope is None and named is not None:
        scope = scope_at(section, tokens, named, own, begin)
    if scope is None:
        lends = base and inherited is not None and not _opens_pair(tokens, at)
        scope = inherited if lends else unnamed(section, tokens, begin, at, own, inherited)
    if scope is None or has_word(window, _OPPOSED):
        scope = NO_SCOPE
    lent = named is None and inherited is not None and scope.region == inherited.region
    side = side_of(section.section.body[start : tokens[at].start])
    if side is not None:
        scope = replace(scope, segment=side, why="the side it is on")
    if scope.segment is None:
        scope = of_group(section, window, own, named - begin if named is not None else 0, scope)
    if scope.segment is None and opening is not None and (named is not None or scope == NO_SCOPE):
        scope = replace(scope, segment=opening, why="what the sentence opens with")
    if scope.segment is None and inherited is not None and named is not None and not base:
        scope = carried(tokens, named, own, scope, inherited)
    if indicator is Indicator.PRICE and not (base and lent):
        scope = priced(section, tokens, begin, at, named, own, scope)
    scope = paid(section, window, tokens[at].figure, indicator, tendered(window, indicator, scope))
    if indicator is Indicator.CAPACITY:
        scope = installed(section, tokens, at, scope)
    scope = by_the_day(section.section.body[start : tokens[at].start], indicator, scope)
    scope = _with_content(section, tokens, at, begin, indicator, scope)
    behind = scope_behind(section, tokens, at, own, indicator)
    if behind != NO_SCOPE:
        narrowed = scope.segment if named is not None and scope.segment else None
        segment = narrowed or behind.segment or scope.segment
        scope = replace(
            scope,
            segment=segment,
            region=behind.region or scope.region,
            why=behind.why if behind.why == FRONTED else scope.why or behind.why,
        )
    near = region_of(section, statement, at, begin, named, priced=indicator is Indicator.PRICE)
    region = (near or scope.region) if lent else (scope.region or near)
    entity = _entity(section, tokens, start, at, indicator) or scope.entity
    if entity is None and inherited is not None and named is None:
        entity = inherited.entity
    segment = scope.segment
    if entity and segment:
        same = segment.casefold(), entity.casefold()
        segment = None if same[0] in same[1] or same[1] in same[0] else segment
    return Scope(segment, region, entity, scope.why)


def _opens_pair(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a figure is the first of "from 12 to 14": what it is told of stands before it."""
    behind = tokens[at + 1 : at + 1 + _PHRASE]
    to = next((i for i, token in enumerate(behind) if token.low == "to"), None)
    return at > 0 and tokens[at - 1].low == "from" and to is not None and all(
        token.figure is None and token.text not in BREAKS for token in behind[:to]
    )  # fmt: skip


def _entity(
    section: Annotated, tokens: Sequence[Token], start: int, at: int, indicator: Indicator
) -> str | None:
    """Return the company or works in a figure's own words, or right behind it."""
    before = entity_before(section, start, tokens[at].start)
    if before is not None or indicator not in _RUN:
        return before
    return works_told_of(section, start, tokens[at].start) or _works_behind(section, tokens, at)


def _works_behind(section: Annotated, tokens: Sequence[Token], at: int) -> str | None:
    """Read "output dropped 16% at Kolmar": the works right behind a figure."""
    if at + 1 < len(tokens) and tokens[at + 1].has(Kind.BASIS):
        at += 1
    if at + 2 >= len(tokens) or tokens[at + 1].low != "at":
        return None
    end = at + 2
    while end < len(tokens) and tokens[end].text[:1].isupper() and tokens[end].kind == Kind.WORD:
        end += 1
    return works_at(section, tokens[at + 1].start, tokens[end - 1].end)


_OPPOSED = frozenset({"former", "latter"})


def _behind_grades(tokens: Sequence[Token], begin: int) -> int:
    """Return where a figure's own words begin, a grade being one of them ("the price of 40% ore")."""
    last = last_figure(tokens, begin)
    if last is None or not is_grade(tokens, last):
        return begin
    before = last_figure(tokens, last)
    return 0 if before is None else before + 1


def _is_past(tokens: Sequence[Token], named: int, at: int, indicator: Indicator) -> bool:
    """Tell whether the thing measured that is named last is another one's, in a clause that is over."""
    code = tokens[named].code(Kind.INDICATOR)
    if code is indicator or {code, indicator} <= PLANT:
        return False
    between = tokens[named + 1 : at]
    if any(token.text in BREAKS or token.low in grammar("openers") for token in between):
        return True
    # "At these prices scrap recyclers lose": a new subject, and no "stocks at rod plants".
    complement = bool(between) and between[0].low in ("at", "of", "for", "in", "from")
    return not complement and any(is_group(token) for token in between)


def _openers() -> frozenset[str]:
    return grammar("openers") | grammar("joints") | scope_words("leaving")


def _newer_subject(
    section: Annotated, tokens: Sequence[Token], named: int | None, at: int, own: frozenset[str]
) -> Scope | None:
    """Return the scope of a subject behind the thing measured ("prices fell: SHFE lead lost 4%")."""
    if named is None:
        return None
    openers = _openers()
    cut = next(
        (i for i in range(at - 1, named, -1) if tokens[i].text in ";:–—" or tokens[i].low in openers), None
    )
    if cut is None:
        return None
    between = tokens[named + 1 : cut]
    over = any(is_verb(t) or t.figure is not None or t.text in BREAKS for t in between)
    marks = [t.text for t in tokens[cut:at]]
    closed = ")" in marks and "(" not in marks
    if closed or not (over or tokens[cut].text in ";:–—"):
        return None
    scope = subject_of(section, tokens, at, own, first=cut + 1)
    return scope if scope.segment is not None else None


def _with_content(
    section: Annotated, tokens: Sequence[Token], at: int, begin: int, indicator: Indicator, scope: Scope
) -> Scope:
    """Take up "in metal content" behind an amount, or the content that its own words speak of."""
    if indicator not in _WEIGHED:
        return scope
    end = tokens[at + 1].end if at + 1 < len(tokens) else tokens[at].end
    stop = next((t.start for t in tokens[at + 1 :] if t.figure or t.text in ",;"), tokens[-1].end)
    content = content_after(section, tokens[at].end, max(stop, end))
    if content:
        return replace(scope, segment=content, why=CONTENT_BEHIND)
    if scope.segment is None:
        content = content_before(section, tokens[begin].start, tokens[at].start)
        if content:
            return replace(scope, segment=content, why="the content before it")
    return scope
