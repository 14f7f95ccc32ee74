"""Things measured: the scope that their own noun phrase gives ("spot concentrate TC", "stocks of ore")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import Annotated
from extract.rules.holders import held_by, stored_in
from extract.rules.matter import is_company
from extract.rules.names import is_own
from extract.rules.phrase import is_verb, noun_phrase_after, noun_phrase_before, scope_words
from extract.rules.possessors import owner_of
from extract.rules.regions import is_place_name, region_told
from extract.rules.scope import NO_SCOPE, Scope, home, is_group, scoped
from extract.rules.subjects import antecedent_of, class_of, subject_of
from extract.rules.tokens import Kind, Token, lexicon, without_possessive
from schemas.vocabulary import Indicator

__all__ = ["PLANT", "scope_at"]

PLANT = frozenset(
    {Indicator.PRODUCTION, Indicator.OPERATING_RATE, Indicator.CAPACITY, Indicator.OPERATING_CAPACITY}
)
"""What is measured at the producers: what one of them is told of, another may be."""

_OWNING = ("'s", "’s")
_OWNED = PLANT | {Indicator.SALES, Indicator.SHIPMENTS, Indicator.INVENTORY}
_HOLDERS = frozenset({"the", "our", "a", "an", "its", "their"})


def scope_at(
    section: Annotated, tokens: Sequence[Token], named: int, own: frozenset[str], begin: int = 0
) -> Scope:
    """Return the scope that the noun phrases around the indicator at token `named` give.

    `begin` is the first token that may be the figure's own.
    """
    special = _of_itself(section, tokens, named, own)
    if special is not None:
        return special
    before = noun_phrase_before(tokens, named)
    shared = tokens[named].code(Kind.INDICATOR) is Indicator.SHARE and bool(before) and is_group(before[-1])
    told = class_of(section, before, own) if shared else scoped(section, before, own, whole=False)
    modified = _told_beside(section, tokens, named, told)
    why = f"the words before {tokens[named].text!r}"
    of = noun_phrase_after(tokens, named)
    costs = tokens[named].code(Kind.INDICATOR) is Indicator.COST
    apart = tokens[named + 1].low == "at" or costs if of else False
    if of and not (apart and modified.segment is not None):
        scope = _complement(section, tokens, named, of, own)
        if scope != NO_SCOPE:
            return scope
    bracketed = named > 2 and tokens[named - 1].text == ")" and tokens[named - 3].text == "("
    if tokens[named].code(Kind.INDICATOR) is Indicator.INVENTORY and modified.segment is None:
        stored = stored_in(section, tokens, named)
        if stored is not None:
            return replace(stored, region=stored.region or modified.region)
    if bracketed and tokens[named - 2].text[0].isalpha() and not is_own(tokens[named - 2].low, own):
        return Scope(tokens[named - 2].text, why="the name in brackets")
    if modified.segment is not None:
        owner = before[-1] if len(before) == 1 else next((t for t in before if t.text[-2:] in _OWNING), None)
        if (
            owner is not None
            and tokens[named].code(Kind.INDICATOR) in _OWNED
            and is_company(section, owner, own)
        ):
            return Scope(region=modified.region, entity=without_possessive(owner.text), why=why)
        return replace(modified, why=why)
    plants = tokens[named].code(Kind.INDICATOR) in PLANT | {Indicator.DEMAND, Indicator.SALES}
    subject = subject_of(section, tokens, named - len(before), own, holding=not plants)
    if subject != NO_SCOPE:
        return replace(subject, region=modified.region or subject.region)
    return modified


def _of_itself(section: Annotated, tokens: Sequence[Token], named: int, own: frozenset[str]) -> Scope | None:
    """Return the scope that the thing measured has by its own words, or by the pronoun before it."""
    token = tokens[named]
    if token.low in ("held by", "held in"):
        near = tokens[named + 1 : named + 4]
        holder = next((t for t in near if not is_verb(t) and t.low not in _HOLDERS), None)
        return Scope(holder.text, why="who holds it") if holder is not None else NO_SCOPE
    if token.low.startswith(("on the ", "at the ")):
        return Scope(token.text[7:], why="where it is traded")
    if named > 1 and tokens[named - 1].low == "whose" and tokens[named - 2].text == ",":
        return antecedent_of(section, tokens, named - 2, own)
    theirs = next(
        (i for i in range(named - 1, max(-1, named - _OWNED_BY), -1) if tokens[i].low in _THEIR), None
    )
    if theirs and all(t.kind == Kind.WORD and not is_verb(t) for t in tokens[theirs + 1 : named]):
        scope = owner_of(section, tokens, theirs, own)
        if scope.segment is not None:
            return scope
    if token.code(Kind.INDICATOR) is Indicator.PRICE:
        spread = _SPREAD.search(section.section.body, token.start, token.end + _SPREAD_REACH)
        return Scope(spread[1], why="between what it is") if spread else None
    return None


def _complement(
    section: Annotated, tokens: Sequence[Token], named: int, of: Sequence[Token], own: frozenset[str]
) -> Scope:
    """Return the scope that "of", "for", "from" or "at" gives to the thing measured at token `named`."""
    token, telling = tokens[named], _telling(tokens[named])
    why = f"{token.text!r} and what it is of"
    if tokens[named + 1].low == "by" and of[0].low in scope_words("breakdowns"):
        return NO_SCOPE
    if token.code(Kind.INDICATOR) is Indicator.INVENTORY and tokens[named + 1].low == "at":
        holders = held_by(section, of)
        if holders is not None:
            return holders
    if of[-1].low in telling:
        region = region_told(section.section.body[of[0].start : of[-1].end], home(section))
        if region is not None and region.endswith(("port", "ports")):
            return Scope(region=region)  # "stocks at Chinese ports"
        main = next((t for t in of if t.low == "main"), of[-1])
        return Scope(section.section.body[main.start : of[-1].end], why=why)
    if of[0].low in ("a", "an", "one") and is_group(of[-1]) and not of[-1].low.endswith("s"):
        return NO_SCOPE  # "the tender price of a leading mill": one of them, and no class
    scope = scoped(section, of, own, whole=True)
    if scope.entity is not None and tokens[named + 1].low == "from":
        return Scope(region=scope.region or scope.entity)  # "shipments from Matarani"
    if scope == NO_SCOPE:
        return NO_SCOPE
    held = tokens[named - 1].text if named and tokens[named - 1].low in telling else None
    if held is not None and scope.segment is not None:
        scope = replace(scope, segment=f"{held} {scope.segment}")  # "port inventory of ore"
    if of[0].low in telling and scope.segment is not None and len(of) > 1:
        scope = replace(scope, segment=f"{of[0].text} {scope.segment}")  # "the TC for domestic ore"
    return replace(_headed(section, tokens, named, scope), why=why)


def _told_beside(section: Annotated, tokens: Sequence[Token], named: int, scope: Scope) -> Scope:
    """Keep what is a scope beside this thing measured: "port stocks", "domestic TCs", "processing fees"."""
    token = tokens[named]
    after = tokens[named + 1] if named + 1 < len(tokens) else None
    if after is not None and _is_joined(token, after):
        return replace(scope, segment=section.section.body[token.start : after.end])  # "the import index"
    charged = _charged(tokens, named, scope)
    if charged is not None:
        return replace(scope, segment=charged)
    held = _held(tokens, named, scope)
    if held is not None:
        return replace(scope, segment=held)
    if (
        scope.segment is None
        and token.low.startswith("import ")
        and token.code(Kind.INDICATOR) is Indicator.TARIFF
    ):
        return replace(scope, segment=token.text[: len("import")])
    by_name = lexicon("scope")["named_by"]
    if scope.segment is None and token.low in by_name:
        return replace(scope, segment=by_name[token.low])
    return _headed(section, tokens, named, scope)


def _is_joined(token: Token, after: Token) -> bool:
    if token.low == "imported":
        return after.low in scope_words("matter")
    return after.low in _INDICES and token.low in ("import", "export")


def _charged(tokens: Sequence[Token], named: int, scope: Scope) -> str | None:
    """Return what a charge or a cost is of by its own words: "spot concentrate TC", "the power price"."""
    token = tokens[named]
    code = token.code(Kind.INDICATOR)
    first, _, last = token.low.rpartition(" ")
    if code is Indicator.TREATMENT_CHARGE and first and first not in _CHARGES and last != "terms":
        kind = token.text[: len(first)]
        if named and tokens[named - 1].figure is not None and tokens[named - 1].text.endswith("%"):
            kind = f"{tokens[named - 1].text} {kind}"  # "40% concentrate TCs"
        return f"{scope.segment} {kind}" if scope.segment else kind
    if code is Indicator.COST:
        if "freight" in token.low:
            return f"{scope.segment} freight" if scope.segment else "freight"
        if named and tokens[named - 1].low in ("cash", "full"):
            return f"{tokens[named - 1].text} {token.text}"
        if scope.segment is None and first in _telling(token):
            return first
        if scope.segment is None and first and first != "cost":
            # "natural gas tariff" is of gas; a surcharge, a fee and a kind of power are named whole.
            return token.text[: len(first)] if token.low.endswith(_PLAIN_COSTS) else token.text
    return None


_PLAIN_COSTS = ("cost", "costs", "tariff", "tariffs", "price", "prices", "bill", "bills")


def _held(tokens: Sequence[Token], named: int, scope: Scope) -> str | None:
    """Return the words that are a scope beside this thing alone: "raw material stocks", "port ore stocks"."""
    token, telling = tokens[named], _telling(tokens[named])
    lead = tokens[max(0, named - 2) : named]
    stocks = token.code(Kind.INDICATOR) is Indicator.INVENTORY
    if stocks and len(lead) == 2 and is_group(lead[0]) and lead[0].text.endswith(("s'", "s’")):
        return without_possessive(lead[0].text)  # "plants' own stocks", "mills' coke stocks"
    two = " ".join(t.low for t in lead)
    if " " in two and two in telling:
        return two
    if not lead:
        return None
    if scope.segment is None:
        return lead[-1].text.rstrip("'’") if lead[-1].low in telling else None
    if lead[-1].low in telling and scope.segment.lower() == lead[-1].low:
        return scope.segment
    if lead[0].low in telling and lead[-1].text == scope.segment:
        return f"{lead[0].text} {scope.segment}"
    if lead[-1].low in telling and token.code(Kind.INDICATOR) is Indicator.INVENTORY:
        return f"{scope.segment} {lead[-1].text}"
    return None


_THEIR = frozenset({"its", "their"})
_OWNED_BY = 4
_ASKED = frozenset({"offer", "offers", "bid", "bids"})
_JOINED = 12
_SPREAD_REACH = 70
_SPREAD = re.compile(
    r"((?:difference|gap|spread)\s+between\s+(?:the\s+)?[a-z][\w-]*(?:\s+[a-z][\w-]*){0,3}?\s+and\s+[a-z][\w-]*"
    r"(?:\s+(?:lead|zinc|copper|rod|scrap|aluminum|aluminium|nickel|steel|concentrate|metal|ingot|cathode))?)"
)

_INDICES = frozenset({"index", "premium", "premiums"})

_CHARGES = frozenset({"treatment", "refining", "smelting", "tolling", "treatment and refining"})


def _telling(token: Token) -> Sequence[str]:
    """Return the words that are a scope beside a thing measured, and beside no other."""
    code = token.code(Kind.INDICATOR)
    found: Sequence[str] = lexicon("scope")["telling"].get(code.value if code is not None else "", ())
    return found


def _headed(section: Annotated, tokens: Sequence[Token], named: int, scope: Scope) -> Scope:
    """Put the head of a price to its scope: "Midwest premium", "processing fees for standard material"."""
    token = tokens[named]
    priced = token.code(Kind.INDICATOR) in (Indicator.PRICE, Indicator.TREATMENT_CHARGE)
    charge = token.code(Kind.INDICATOR) is Indicator.TREATMENT_CHARGE
    if not priced or token.low not in scope_words("price_heads") or (charge and "fee" in token.low):
        return scope
    body = section.section.body
    if scope.segment is None:
        if token.low in _ASKED:
            return scope  # "producers raised their offers"
        lead = tokens[named - 1] if named and token.low != "benchmark" else None
        if lead is not None and is_place_name(lead.text):
            return replace(scope, segment=f"{lead.text} {token.text}", region=None)  # "Guangzhou futures"
        return replace(scope, segment=token.text)
    at = body.find(scope.segment, max(0, token.start - 80), token.end + 80)
    gap = max(token.start - at - len(scope.segment), at - token.end)
    if at < 0 or gap > _JOINED:
        return scope
    return replace(scope, segment=body[min(at, token.start) : max(at + len(scope.segment), token.end)])
