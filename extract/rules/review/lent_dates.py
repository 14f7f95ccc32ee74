"""Lent dates: months that one figure of a sentence, or two named ahead of it, give to others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.dating import OWN
from extract.rules.draft import Draft, by_sentence
from extract.rules.light import BREAKS, is_light
from extract.rules.respective import figure_at
from extract.rules.tokens import Kind, Token

__all__ = ["LENT", "with_lent_dates"]

LENT = "the month that its sentence gives it"
"""Why a figure has a period that no word beside it names."""
_PAIR, _MONTH = 2, 7


def with_lent_dates(section: Annotated, spoken: Sequence[Statement], drafts: Sequence[Draft]) -> list[Draft]:
    """Return readings in their order, with the months that their sentences lend them."""
    found = {id(draft): draft for draft in drafts}
    sentences = by_sentence(drafts)
    for statement in spoken:
        within = sentences.get(statement.sentence.number, [])
        for at, period in (*_led(statement.tokens, within), *_paired(section, statement, within)):
            draft = within[at]
            found[id(draft)] = replace(draft, period=period, why=(*draft.why, LENT))
    return [found[id(draft)] for draft in drafts]


def _led(tokens: Sequence[Token], drafts: Sequence[Draft]) -> Iterator[tuple[int, str]]:
    """Read "doubled from a year earlier, to 710 mt in May": the move is of the month of the level."""
    for at, (one, two) in enumerate(pairwise(drafts)):
        if not one.is_change or two.is_change or one.indicator is not two.indicator or _is_dated(one):
            continue
        between = tokens[figure_at(tokens, one) + 1 : figure_at(tokens, two)]
        led = [token.low for token in between if not is_light(token)][-1:] == ["to"]
        apart = any(_parts_off(token) for token in between)
        months = len(one.period) == len(two.period) == _MONTH
        if led and months and not apart and _is_dated(two) and one.status is two.status:
            yield at, two.period


def _parts_off(token: Token) -> bool:
    if token.low in ("and", "but", "while", "whereas") or token.has_any(Kind.MOVE, Kind.INDICATOR):
        return True
    return token.text in BREAKS and token.text != ","


def _is_dated(draft: Draft) -> bool:
    return any(why.endswith(OWN) for why in draft.why)


def _paired(section: Annotated, statement: Statement, drafts: Sequence[Draft]) -> Iterator[tuple[int, str]]:
    """Read "rates in July and August: Hunan 48% and 55%, Yunnan 39% and 37%": pairs of the two months."""
    body, tokens = section.section.body, statement.tokens
    colon = body.find(":", statement.sentence.start, statement.sentence.end)
    times = [time for time in statement.times if time.end <= colon and not time.compared]
    if len(times) != _PAIR or not _JOINED.fullmatch(body, times[0].end, times[1].start):
        return
    row = [at for at, draft in enumerate(drafts) if draft.figure.start > colon]
    pairs = list(zip(row[::2], row[1::2], strict=False))
    if len(row) % _PAIR or any(time.start > colon for time in statement.times):
        return
    for one, two in pairs:
        between = tokens[figure_at(tokens, drafts[one]) + 1 : figure_at(tokens, drafts[two])]
        if [token.low for token in between] not in (["and"], [","], ["/"]):
            return
    for one, two in pairs:
        yield one, times[0].period
        yield two, times[1].period


_JOINED = re.compile(r"\s+and\s+(?:in\s+)?|/|,\s+")
