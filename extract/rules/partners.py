"""Partners: tonnes of a trade that was told before, by the place that they came from or went to.

"Imports were 151,700 mt in June. Thailand supplied 38,900 mt, the United Kingdom 21,400 mt": both of June.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain

from extract.rules.draft import Draft
from extract.rules.light import BREAKS, is_light
from extract.rules.places import Place
from extract.rules.tokens import Kind, Token, lexicon
from schemas.units import UnitKind
from schemas.vocabulary import Indicator

__all__ = ["PARTNER", "TRADE", "is_of_partner", "partner_of"]

PARTNER = "a partner's part of the trade told before"
"""Why a figure is of the indicator and of the period of one before it."""
_GAVE = frozenset("supplied sent shipped contributed delivered provided furnished".split())
_TOOK = frozenset("bought took received absorbed purchased obtained acquired".split())
TRADE = (Indicator.ARRIVALS, Indicator.SHIPMENTS)
_PLACED, _WORDS = 4, 4


def partner_of(
    tokens: Sequence[Token], place: Place, here: Sequence[Draft], earlier: Sequence[Draft]
) -> Draft | None:
    """Return the reading of the trade that a figure is a part of, or None."""
    if place.kind is not UnitKind.AMOUNT or place.figure.signed:
        return None
    told = chain(reversed(here), reversed(earlier))
    last = next((draft for draft in told if not draft.is_base), None)
    if last is None or last.indicator not in TRADE or last.figure.sentence < place.figure.sentence - 1:
        return None
    if here and is_of_partner(here[-1]) and _goes_on(place.left):
        return here[-1]
    return last if _wanted(tokens, place) is last.indicator else None


def is_of_partner(draft: Draft) -> bool:
    """Tell whether a reading is of a partner's part."""
    return any(told.endswith(PARTNER) for told in draft.why)


def _goes_on(left: Sequence[Token]) -> bool:
    """Read ", the United Kingdom 21,400 mt": a place abroad, and no verb."""
    said = [token for token in left if not is_light(token) and token.text not in BREAKS]
    return 0 < len(said) <= _PLACED and _ends_abroad(said) and not any(token.tags for token in said)


def _wanted(tokens: Sequence[Token], place: Place) -> Indicator | None:
    """Return what a place abroad gave or took: "Thailand supplied", "Hong Kong absorbed a mere".

    "Jiangxi contributed 3,000 mt" may be of output.
    """
    at = place.at - 1
    while at > 0 and (is_light(tokens[at]) or tokens[at].has(Kind.DEGREE)):
        at -= 1
    if not _ends_abroad(tokens[max(0, at - _WORDS) : at]):
        return None
    verb = tokens[at].low
    return Indicator.ARRIVALS if verb in _GAVE else Indicator.SHIPMENTS if verb in _TOOK else None


def _ends_abroad(tokens: Sequence[Token]) -> bool:
    """Tell whether some tokens end with the name of a place abroad."""
    texts = [token.text for token in tokens]
    return any(" ".join(texts[-size:]) in _abroad() for size in range(1, len(texts) + 1))


@cache
def _abroad() -> frozenset[str]:
    known = lexicon("places")
    return frozenset([*known["countries"], *known["abroad"], *known["same"]]) - {"China"}
