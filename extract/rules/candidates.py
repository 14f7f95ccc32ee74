"""Candidates: the words that may name what a figure measures, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from extract.annotate.lexicon import words
from extract.rules.fitting import MONEY, OF_ITSELF
from extract.rules.partners import TRADE
from extract.rules.places import Place, is_light
from extract.rules.reckoning import reckons
from extract.rules.role import Role
from extract.rules.tokens import Kind, Token, grammar
from schemas.units import UnitKind
from schemas.vocabulary import Indicator

__all__ = ["candidates", "has_new_subject", "has_own_clause"]

Candidate = tuple[Token, str]

_OBJECT = 9
_LOSSES = frozenset({"loss", "losses"})
_PASSIVE = frozenset("was were has have had been is are be will would".split())
_DONE = (
    Indicator.SHIPMENTS, Indicator.ARRIVALS, Indicator.SALES, Indicator.PRODUCTION, Indicator.INVENTORY,
)  # fmt: skip
_STORES = frozenset("ports port warehouses warehouse yards sheds depots traders downstream exchanges".split())
_SPANNING = frozenset({"monthly", "weekly", "daily", "quarterly", "annual", "month's", "week's"})
_TERMS = frozenset({"fob", "cif", "cfr", "cnf", "ddp"})
_NO_VERBS = frozenset({"at", "with", "for", "added to"})
_OBJECT_ENDS = frozenset({"by", "from", "with", "at", "due", "on", "month", "year", "quarter", "week"})
_FALLBACK = 10
_CAUSAL = frozenset("owing because due since as thanks amid after with back following despite".split())
_CLOSE = 4
_HELD = Token("held", "held", 0, 0, Kind.WORD, {Kind.INDICATOR: Indicator.INVENTORY})
_CONSUMED = Token("took", "took", 0, 0, Kind.WORD, {Kind.ACTION: Indicator.DEMAND})


def candidates(place: Place, role: Role) -> Iterator[Candidate]:
    """Yield the tokens that may name what a figure measures, each with where it stands."""
    after = place.near
    yield from _right_behind(place, role, after)
    if role.is_change or (after and after[0].low in ("of", "in")):
        yield from _object(after, of=not role.is_change)
    if after and after[0].code(Kind.INDICATOR) is Indicator.PROFIT:
        yield _behind(after[0])
    yield from _before(place)
    yield from _object(after, of=False)
    if place.opens and place.kind is not UnitKind.MONEY_PER_MEASURE:
        for token in islice(place.right, _FALLBACK):
            if token.text in ":;" or token.low in _CAUSAL:
                return
            if token.has(Kind.INDICATOR) or token.has(Kind.OTHER):
                yield _behind(token)


def has_own_clause(place: Place) -> bool:
    """Tell whether a figure stands in a clause with a subject of its own ("since acid at 480 yuan/mt")."""
    clauses = grammar("clauses")
    if clauses.isdisjoint(place.said):
        return False
    return any(t.low in clauses and _has_subject(place.left[i + 1 :]) for i, t in enumerate(place.left))


def has_new_subject(place: Place) -> bool:
    """Tell whether something else is spoken of behind a semicolon ("; light oxide rallied 9%")."""
    cut = max((at for at, token in enumerate(place.left) if token.text == ";"), default=-1)
    return cut >= 0 and _has_subject(place.left[cut + 1 :])


def _behind(token: Token) -> Candidate:
    return token, f"{token.text!r} behind it"


def _right_behind(place: Place, role: Role, after: Sequence[Token]) -> Iterator[Candidate]:
    if after and after[0].has(Kind.INDICATOR):
        if role.is_change or after[0].code(Kind.INDICATOR) in OF_ITSELF:
            yield _behind(after[0])
    if after and after[0].code(Kind.ACTION) is Indicator.INVENTORY and not role.is_change:
        yield _behind(after[0])  # "2.8 billion pieces in stock"
    if after and after[0].low.startswith("freight"):
        yield _behind(after[0])  # "they pay $33/mt freight"
    for token in after[1:_CLOSE]:
        if token.code(Kind.INDICATOR) is Indicator.TARIFF:
            yield _behind(token)  # "the 50% US tariff"
    for token in after[:2]:
        if token.low in grammar("operating"):
            yield _behind(token)
    done = [t for t in after[: _CLOSE + 1] if t.low not in _PASSIVE and not t.has(Kind.DEGREE)][:1]
    passive = bool(after) and after[0].low.partition(" ")[0] in _PASSIVE
    if passive and done and done[0].code(Kind.ACTION) in _DONE:
        yield _behind(done[0])  # "14,500 t were shipped"
    taken = place.led
    gone = bool(after) and after[0].low.partition(" ")[0] in ("out", "off", "away")
    if taken is not None and taken.low in grammar("taking") and role.is_change and not gone:
        yield _CONSUMED, f"{taken.text!r} before it"
    holder = place.left[-_CLOSE - 1 : -1]
    if (
        taken is not None
        and taken.low in grammar("holding")
        and not role.is_change
        and place.kind is UnitKind.AMOUNT
    ):
        if taken is place.left[-1] and any(
            token.low in words().countable or token.low in _STORES for token in holder
        ):
            yield _HELD, f"{taken.text!r} before it"
    if after and after[0].low == "to" and role.is_change:
        yield from (_behind(token) for token in after[1:_CLOSE] if token.code(Kind.INDICATOR) in MONEY)
    if after and after[0].low == "for":
        yield from (
            _behind(token) for token in _until_verb(after[1:_OBJECT]) if token.code(Kind.INDICATOR) in MONEY
        )


def _until_verb(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens as far as the phrase goes: "72 $/wmt for 1.5% ore left no profit" is none of profits."""
    for token in tokens:
        if token.has_any(Kind.LEVEL, Kind.MOVE, Kind.KEEPING, Kind.DRIVING) or token.low in grammar(
            "resulting_in"
        ):
            return
        yield token


def _before(place: Place) -> Iterator[Candidate]:
    """Yield the nouns and verbs before a figure, the nearest first, as far as its own clause goes."""
    volumes, clauses, told_of = grammar("volumes"), grammar("clauses"), grammar("told_of")
    for at in range(len(place.left) - 1, -1, -1):
        token = place.left[at]
        after = place.left[at + 1].low if at + 1 < len(place.left) else ""
        if token.text == ";" or (token.text == ":" and _is_statement(place.left[at + 1 :])):
            return
        if token.low == "we" and reckons(place.left[at:]):
            return
        if token.low in volumes:
            lead = place.left[at - 1] if at else None
            if lead is not None and (lead.has(Kind.INDICATOR) or lead.has(Kind.ACTION) or lead.low == "in"):
                continue
            return  # "volumes grew": those of what is spoken of
        if after and token.low in clauses and _has_subject(place.left[at + 1 :]):
            return
        if not token.has_any(Kind.INDICATOR, Kind.ACTION, Kind.OTHER):
            continue
        if token.low == "leaving" and after in grammar("resulting"):
            continue  # "leaving the total at": what results, and nothing that is shipped
        if token.has(Kind.INDICATOR) and at and place.left[at - 1].low == "than":
            continue  # "shipments dropped less than output, by 4.6%"
        if token.has(Kind.ACTION) and _is_attribute(place.left, at):
            continue  # "arrivals of refined tin jumped to"
        if token.low == "order" and (_is_purpose(place.left, at) or after == "of"):
            continue
        of_place = at > 1 and place.left[at - 1].low == "of" and place.left[at - 2].low in told_of
        if (of_place or after in told_of or token.low == "contracted") and _is_headed(place.left[:at]):
            continue  # "stocks in the main consumption areas", "output contracted by"
        if token.low in _TERMS and (_is_priced(place.left[:at]) if at else not place.opens):
            continue  # "$55/dmt CIF from $70/dmt", "cost FOB R28/dmtu"
        lead = place.left[at - 2].code(Kind.INDICATOR) if at > 1 and place.left[at - 1].low == "for" else None
        if lead is Indicator.INVENTORY and token.code(Kind.INDICATOR) in TRADE:
            continue  # "port stocks for export were 24,000 mt"
        if token.low in _LOSSES and _is_move(place, token):
            continue  # "quoted at 15,200 yuan/mt, a loss of 150 yuan/mt on the week"
        yield token, f"{token.text!r} before it"


def _is_priced(tokens: Sequence[Token]) -> bool:
    """Tell whether a charge or price stands before its terms ("spot TCs for clean concentrate CIF China")."""
    return tokens[-1].has(Kind.INDICATOR) or any(
        token.code(Kind.INDICATOR) is Indicator.TREATMENT_CHARGE for token in tokens[-_TERM_REACH:]
    )


_TERM_REACH = 6


def _is_purpose(tokens: Sequence[Token], at: int) -> bool:
    return bool(at) and tokens[at - 1].low == "in" and at + 1 < len(tokens) and tokens[at + 1].low == "to"


def _is_move(place: Place, loss: Token) -> bool:
    """Tell whether a loss is how far a price moved: it is compared with a time, and of no maker."""
    at = next((i for i, token in enumerate(place.left) if token is loss), 0)
    if any(token.low in _SPANNING for token in place.left[max(0, at - 2) : at]):
        return True  # "its first monthly loss since July, to $766/oz"
    compared = any(token.has(Kind.BASIS) for token in place.near[:2])
    return compared and place.led is not None and place.led.low in ("of", loss.low)


def _is_statement(tokens: Sequence[Token]) -> bool:
    """Tell whether a statement with a subject and a verb of its own follows a colon ("M10 was listed at")."""
    verb = next((i for i, t in enumerate(tokens) if t.has(Kind.LEVEL) and t.low not in _NO_VERBS), None)
    return bool(verb) and any(t.kind == Kind.WORD and not t.tags and not is_light(t) for t in tokens[:verb])


def _is_attribute(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a participle names a product ("usage of refined metal", "stocks: refined lead was")."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or not tokens[at].low.endswith("ed") or after.kind != Kind.WORD or after.tags:
        return False
    if at and tokens[at - 1].low == "of" and (at == 1 or tokens[at - 2].has(Kind.INDICATOR)):
        return True  # also "7,350 mt of refined tin"
    if after.low in grammar("stops") or after.low in grammar("determiners") or is_light(after):
        return False
    opens = not at or tokens[at - 1].text in ",:;" or tokens[at - 1].low in grammar("determiners")
    return opens and _is_headed(tokens[:at])


def _is_headed(tokens: Sequence[Token]) -> bool:
    """Tell whether something measured is told before, of which a word behind only tells more."""
    return any(token.has(Kind.INDICATOR) for token in tokens)


def _has_subject(tokens: Sequence[Token]) -> bool:
    """Tell whether a clause has a subject of its own: two words at least that name something."""
    empty = grammar("empty")
    naming = [
        t for t in tokens if t.kind == Kind.WORD and not t.tags and not is_light(t) and t.low not in empty
    ]
    return len(naming) > 1


def _object(after: Sequence[Token], *, of: bool) -> Iterator[Candidate]:
    """Yield the noun of "of exports", "rise in output" behind a figure."""
    lead = 0
    while lead < len(after) and after[lead].has_any(Kind.BASIS, Kind.TREND, Kind.DEGREE, Kind.BEHIND):
        lead += 1
    if lead >= len(after) or after[lead].low not in ("in", "of", "for") or (of and lead):
        return
    if [token.low for token in after[lead : lead + 3]] == ["in", "order", "to"]:
        return
    for token in after[lead + 1 : lead + _OBJECT]:
        if token.low in _OBJECT_ENDS or (token.low.endswith("ed") and not token.tags):
            return
        if token.has(Kind.INDICATOR):
            yield _behind(token)
            return
