"""Times that date no figure: "until May", "the April overhaul", the dateline of a wire story."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from extract.rules.date_texts import month_number
from extract.rules.places import BREAKS
from extract.rules.tokens import Kind, Token, grammar

__all__ = ["is_loose", "past_dateline"]

_BOUNDS = frozenset({"until", "till", "before"})
_ENTERING = frozenset(
    "go goes going head heads heading move moves moving turn turning look looking coming".split()
)
_LASTING = frozenset("extend extends extended extending last lasts lasted stretch stretches".split())
_PASSING = frozenset({"earlier", "time"})
_PARTS = frozenset({"end", "middle", "beginning", "start", "close"})
_DENIED = frozenset({"not", "unlikely", "only", "hardly"})
_BEFORE_TIME = frozenset({"the", "late", "early", "mid", "last", "next", "this", "that"})
# "At the auction of July 29", "in the holiday of May": the whole phrase tells when.
_TELLING_WHEN = frozenset("at in on by during since over through throughout as from".split())
_PHRASE = 5
_GOODS = frozenset(
    "shipment shipments delivery deliveries loading cargo cargoes parcels lots arrival futures".split()
)
_HOLDERS = frozenset({"the", "its", "their", "this", "our"})
_CONTRACTS = frozenset({"contract", "contracts", "futures", "future"})
_CONTRACT = 4
_VIEWS = frozenset({"range", "band", "view", "outlook", "target", "corridor"})
_ISSUED = frozenset("published released issued dated updated compiled".split())
_ON = frozenset({"on", "in"})
_AFTER = frozenset({"after", "following", "despite"})
_TRADED = frozenset("paid traded sold bought fetched concluded changed assessed heard booked quoted".split())


def past_dateline(tokens: Sequence[Token]) -> int:
    """Return where a wire story begins behind "JAKARTA, March 4 -": its place and day date no figure."""
    place = tokens[0].text
    if not (place.isupper() and place.isalpha() and len(place) > _ACRONYM):
        return 0
    dash = next((at for at, token in enumerate(tokens[:_DATELINE]) if token.text in _DASHES), 0)
    inside = [token for token in tokens[1:dash] if token.text not in ",()." and not token.text.isupper()]
    dated = any(token.kind == Kind.DATE or month_number(token.text) is not None for token in inside)
    return dash + 1 if dated and not any(token.figure or token.tags for token in inside) else 0


_ACRONYM, _DATELINE = 2, 9
"""How many letters may be no place ("US"), and within how many words the dash stands."""
_DASHES = frozenset({"-", "–", "—", "--"})


def _in_past_event(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether a time closes "after standing still in May," with no figure of its own."""
    if end >= len(tokens) or tokens[end].text != ",":
        return False
    piece = [*takewhile(lambda token: token.text not in BREAKS, reversed(tokens[:at]))][::-1]
    opened = len(piece) > 1 and piece[0].low in _AFTER and piece[1].low.split()[0].endswith("ing")
    return opened and not any(token.figure for token in piece)


def is_loose(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether the time of the tokens `at` to `end` dates no figure of its sentence."""
    if month_number(tokens[at].text.split(" ")[0]) is not None and _of_contract(tokens, end):
        return True
    if tokens[at].low in _BOUNDS:
        return True  # "before the end of the year"
    if _in_past_event(tokens, at, end):
        return True  # "after standing still in May, the rate fell"
    if at and tokens[at - 1].low in _PASSING and tokens[at].low.startswith("this"):
        return True  # "plants went on holiday earlier this year", "for the first time this year"
    lead = at - 1
    while lead >= 0 and tokens[lead].low in grammar("within") and tokens[lead].low != "of":
        lead -= 1
    lead = _before_bound(tokens, lead)
    if lead < 0:
        return False
    if at and tokens[at - 1].low in grammar("exchanges"):
        return True  # "DCE May lost 11%"
    if tokens[lead].low in _BOUNDS:
        return not (lead and tokens[lead - 1].low in _DENIED)
    since = at if tokens[at].low.startswith("since") else lead
    if tokens[since].low.startswith("since") and since and _after_extreme(tokens, since, end):
        return True  # "the first increase since January", "the lowest since February"
    told = at - 2 if at > 1 and tokens[at - 1].low in _ON else at - 1
    if told > 0 and tokens[told].low in _ISSUED and tokens[told - 1].text in ",(":
        return True  # "(official data, published 20 November)"
    tied = (tokens[lead].low == "of" and _since_event(tokens, lead)) or _of_event(tokens, at, end)
    tied = tied or _reaches(tokens, lead)
    return tied or _modifies(tokens, at, end) or _of_goods(tokens, at, end)


def _reaches(tokens: Sequence[Token], lead: int) -> bool:
    """Read "orders reach into May", "extend to May"; "heading into May, output is expected" dates."""
    if not lead or tokens[lead - 1].kind != Kind.WORD:
        return False
    verb, word = tokens[lead - 1].low, tokens[lead].low
    return verb not in _ENTERING if word == "into" else word == "to" and verb in _LASTING


def _before_bound(tokens: Sequence[Token], lead: int) -> int:
    """Return where "until" stands before "the end of March", else the token `lead` itself."""
    if lead < 1 or tokens[lead].low != "of" or tokens[lead - 1].low not in _PARTS:
        return lead
    first = lead - 1
    while first and tokens[first - 1].low in _BEFORE_TIME:
        first -= 1
    return first - 1 if first and tokens[first - 1].low in ("until", "till") else lead


def _since_event(tokens: Sequence[Token], at: int) -> bool:
    """Read "the highest month since the lockdown of late March"."""
    since = next((i for i in range(at - 1, max(0, at - _PHRASE), -1) if tokens[i].low == "since"), None)
    return since is not None and any(map(_is_extreme, tokens[max(0, since - 2) : since]))


def _of_goods(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Read "paid $2,240 for January shipment", "cargoes for September were traded at": a price of today."""
    named = end < len(tokens) and tokens[end].low in _GOODS
    goods = at > 1 and tokens[at - 1].low in ("for", "in") and tokens[at - 2].low in _GOODS
    return (named or goods) and any(word in _TRADED for token in tokens for word in token.low.split())


def _of_contract(tokens: Sequence[Token], end: int) -> bool:
    """Read "the January contract", "between the May and October contracts", "the May iron ore futures"."""
    while end + 1 < len(tokens) and (tokens[end].low in ("and", "-") or tokens[end].text in ",/"):
        if month_number(tokens[end + 1].text) is None:
            return False
        end += 2
    behind = tokens[end : end + _CONTRACT]
    at = next((i for i, token in enumerate(behind) if token.low in _CONTRACTS), None)
    if at is None or any(t.figure is not None or t.kind == Kind.MARK for t in behind[:at]):
        return False
    if at and any(t.low in grammar("stops") or t.has_any(Kind.LEVEL, Kind.MOVE) for t in behind[:at]):
        return False
    if behind[at].low.startswith("future"):
        return True
    after = behind[at + 1].low if at + 1 < len(behind) else ""
    return not at and after not in ("price", "prices", "term", "premium", "premiums")


def _after_extreme(tokens: Sequence[Token], since: int, end: int) -> bool:
    """Read "the lowest since", "a new high since", "the lowest for any month since"."""
    if [token.low for token in tokens[end : end + 2]] == [",", "when"]:
        return _is_extreme(tokens[since - 1])  # "the biggest fall since May, when output slid 8%"
    lead = tokens[max(0, since - _PHRASE) : since]
    if lead[-1].low in ("high", "low"):
        return True
    cut = max((i for i, t in enumerate(lead) if t.text in BREAKS or t.figure), default=-1)
    return any(map(_is_extreme, lead[cut + 1 :]))


def _is_extreme(token: Token) -> bool:
    return token.low in ("first", "record", "most", "least", "worst") or token.low.endswith("est")


def _of_event(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Read "the ore of the fourth quarter", "the floods of July", "our estimate of late May"."""
    of = at - 1
    while of > 0 and tokens[of].low in _BEFORE_TIME:
        of -= 1
    if of < 1 or tokens[of].low != "of":
        return False
    noun = tokens[of - 1]
    if set(noun.low.split()) & grammar("expected"):
        # "our estimate of late May" says when it was made, "the forecast of 2025 output" what it is of.
        measured = end < len(tokens) and tokens[end].has(Kind.INDICATOR)
        return not (tokens[at].text[:1].isdigit() or measured)
    measured = of > 1 and tokens[of - 2].has_any(Kind.INDICATOR, Kind.ACTION)
    if not _is_event(noun) or noun.low in grammar("volumes") or measured:
        return False
    begin = of - 1
    while begin > 0 and of - begin < _PHRASE and _is_plain(tokens[begin - 1]):
        begin -= 1
    lead = tokens[begin - 1] if begin else None
    return lead is None or lead.low not in _TELLING_WHEN


def _modifies(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Read "the April overhaul", "nickel's March squeeze": a month before the name of an event."""
    if at < 1 or end >= len(tokens) or end - at > 1 or tokens[at].kind == Kind.DATE:
        return False
    before, after = tokens[at - 1], tokens[end]
    held = before.low in _HOLDERS or before.low.endswith(("'s", "’s", "s'", "s’"))
    if not held or not _is_event(after) or after.low.endswith("ed") or after.low in _VIEWS:
        return False
    lead = tokens[at - 2].low if at > 1 else ""
    return lead not in _TELLING_WHEN and lead != "of"


def _is_event(token: Token) -> bool:
    named = token.kind == Kind.WORD and not token.tags and token.text[:1].islower() and len(token.low) > 2
    return named and token.low not in grammar("spans") and token.low not in grammar("stops")


def _is_plain(token: Token) -> bool:
    return (
        token.kind == Kind.WORD
        and not token.tags
        and token.low not in grammar("stops")
        and (token.text not in BREAKS)
    )
