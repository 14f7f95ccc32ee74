"""Actors: moves that are told of whoever made or suffered them, or of what they led to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.annotate.lexicon import words
from extract.document import Annotated
from extract.rules.date_texts import month_number
from extract.rules.move import MEASURED, Move, is_measured
from extract.rules.phrase import noun_phrase_before
from extract.rules.places import BREAKS, is_light
from extract.rules.role import TURNS, listed
from extract.rules.scope import NO_SCOPE, scoped
from extract.rules.seeking import has_word
from extract.rules.tokens import Kind, Token, grammar, lexicon
from schemas.vocabulary import Direction, Indicator

__all__ = ["ONE", "SINGLED", "of_actors", "of_results", "of_sufferers"]

_REACH = 8
_OBJECT = 4
_SEEN = 6
_PHRASE = 7
_QUANTIFIERS = 14
_POSSESSIVE = frozenset({"their", "its", "the", "overall", "operating", "own"})
_AUXILIARY = frozenset({"have", "has", "had", "alone", "to", "also"})
_JOINING = frozenset({"whereupon", "while", "but", "whereas"})
_KEEPING = ("keep", "maintain", "hold", "sustain")
_AHEAD = 3
ONE = frozenset("plant smelter mill refinery producer maker company enterprise works group".split())
SINGLED = frozenset("the a an one another that this".split())
_MODAL = frozenset({"will", "would", "should", "shall"})
_NARROWING = frozenset({"at", "in", "of", "by", "to"})


def of_actors(section: Annotated, tokens: Sequence[Token], own: frozenset[str]) -> Iterator[Move]:
    """Read "zinc smelters lowered their operating rates": the producers of the commodity, or of a segment."""
    for at, token in enumerate(tokens):
        if not token.tags:
            continue
        thing, way = _thing_moved(tokens, at), token.code(Kind.MOVE)
        if thing is None:
            thing, way = _thing_kept(tokens, at), Direction.FLAT
        subject = _actors(tokens[:at]) if thing is not None else None
        if thing is None or subject is None:
            continue
        if any(t.low in grammar("classes") for t in subject) or _of_buyers(subject, own):
            continue
        narrowing = [t for t in subject if t.low not in words().countable and not is_light(t)]
        scope = scoped(section, narrowing, own, whole=False) if narrowing else NO_SCOPE
        ahead = any(t.has(Kind.FUTURE) for t in tokens[:at]) and not narrowing
        if scope.segment is not None or ahead or any(_is_own(t, own) for t in subject):
            yield Move(at, thing.code(Kind.INDICATOR), way, token, scope, routed=True)


def _of_buyers(subject: Sequence[Token], own: frozenset[str]) -> bool:
    """Tell whether those who act make another product than the section's: "billet plants", "LFP makers"."""
    plain = [t for t in subject if t.low not in words().countable and not is_light(t)]
    if plain and plain[-1].low in grammar("outside") and not _is_own(plain[-1], own):
        return True  # "aluminium billet plants"
    if any(_is_own(token, own) for token in subject):
        return False
    others = (grammar("buyers") - {"alloy"}) | grammar("outside")
    return any(token.low in others for token in subject)


def _thing_moved(tokens: Sequence[Token], at: int) -> Token | None:
    """Return the output or rate that the verb at token `at` moves, where it is one and no figure follows."""
    token = tokens[at]
    if not at or token.code(Kind.MOVE) not in TURNS:
        return None
    led = _is_made_to(tokens, at) or _is_foreseen_to(tokens, at)
    if token.has(Kind.BEHIND) and not (led or tokens[at - 1].low in _MODAL):
        return None
    lead = next((t.low for t in reversed(tokens[:at]) if not is_light(t)), "")
    participle = token.low.partition(" ")[0].endswith("ing")
    held = lead in ("to", "into") or tokens[at - 1].low in grammar("not_acts")
    if participle or (held and not led):
        return None
    thing = _measured_object(tokens, at)
    if thing is None or not all(_is_plain(t) for t in tokens[at + 1 : thing]):
        return None
    behind = tokens[thing + 1 : thing + 1 + _REACH]
    told = any(is_measured(t) or t.has(Kind.COMPARING) for t in behind)
    return None if told else tokens[thing]


def _is_made_to(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether somebody is led to what they do: "losses forced zinc smelters to lower their runs"."""
    if tokens[at - 1].low != "to":
        return False
    for token in reversed(tokens[max(0, at - 1 - _PHRASE) : at - 1]):
        if token.low in grammar("causing"):
            return True
        if token.text in BREAKS or token.has_any(Kind.MOVE, Kind.LEVEL, Kind.FUTURE):
            return False
    return False


def _is_foreseen_to(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether it is foreseen what they do: "are expected to lower their runs"."""
    return at > 1 and tokens[at - 1].low == "to" and tokens[at - 2].has(Kind.FUTURE)


def _thing_kept(tokens: Sequence[Token], at: int) -> Token | None:
    """Return the output or rate that is held: "are expected to maintain high operating rates"."""
    token = tokens[at]
    if not token.has(Kind.KEEPING) or not token.low.startswith(_KEEPING):
        return None
    thing = _measured_object(tokens, at)
    if thing is None or not any(t.has(Kind.FUTURE) for t in tokens[max(0, at - _AHEAD) : at]):
        return None
    said = tokens[at + 1 : thing + 1 + _OBJECT]
    if any(is_measured(t) or t.has_any(Kind.COMPARING, Kind.TREND) for t in said):
        return None
    held = any(
        t.low in listed("heights") or t.low in ("normal", "full") for t in said if t.text not in BREAKS
    )
    return tokens[thing] if held or any(t.code(Kind.MOVE) is Direction.FLAT for t in said) else None


def _measured_object(tokens: Sequence[Token], at: int) -> int | None:
    """Return where the output or rate stands that follows token `at` closely, or None."""
    last = min(at + 1 + _OBJECT, len(tokens))
    return next((i for i in range(at + 1, last) if tokens[i].code(Kind.INDICATOR) in MEASURED), None)


def _is_plain(token: Token) -> bool:
    return token.low in _POSSESSIVE or is_light(token)


def _is_own(token: Token, own: frozenset[str]) -> bool:
    return token.low in own or token.low.rstrip("s") in own


def _actors(before: Sequence[Token]) -> list[Token] | None:
    """Return the noun phrase of the producers that act, with what tells their kind; None where none do."""
    end = len(before)
    while end and (
        is_light(before[end - 1])
        or before[end - 1].low in _AUXILIARY
        or before[end - 1].has_any(Kind.FUTURE, Kind.LEVEL)
    ):
        end -= 1
    begin = end
    while begin and before[begin - 1].text not in BREAKS and end - begin < _PHRASE:
        token = before[begin - 1]
        verb = token.has_any(Kind.MOVE, Kind.LEVEL, Kind.FUTURE)
        if verb or token.low in grammar("causing") or token.low in grammar("openers") | _JOINING:
            break
        begin -= 1
    phrase = list(before[begin:end])
    if any(t.figure is not None or t.low in lexicon("grammar")["some"][:_QUANTIFIERS] for t in phrase):
        return None
    if any(t.low in _NARROWING for t in phrase) or (begin and before[begin - 1].low == "with"):
        return None  # "smelters with old furnaces"
    heads = [t for t in phrase if t.low in words().countable]
    if not heads or (heads[-1].low in ONE and phrase[0].low in SINGLED):
        return None  # "the matte plant": one of them, and no class
    alone = any(t.has(Kind.FUTURE) for t in before[end:])
    return phrase if len(phrase) > 1 or (alone and not begin) else None


def of_sufferers(section: Annotated, tokens: Sequence[Token], own: frozenset[str]) -> Iterator[Move]:
    """Read "both A and B cells experienced production cuts", "C cells saw minor reductions"."""
    suffering = grammar("suffering")
    if not has_word(tokens, suffering):
        return
    for at, token in enumerate(tokens):
        if not at or token.low not in suffering:
            continue
        seen = tokens[at + 1 : at + 1 + _SEEN]
        noun = next((t for t in seen if t.has(Kind.TREND) or t.code(Kind.MOVE) is Direction.FLAT), None)
        if noun is None or any(t.figure or t.text in BREAKS for t in seen if t.start < noun.start):
            continue
        thing = next((t for t in seen if t.code(Kind.INDICATOR) in MEASURED), None)
        after = next((t for t in tokens if t.start >= noun.end), None)
        if after is not None and (after.figure or (after.low in ("in", "of") and thing is None)):
            continue
        indicator = thing.code(Kind.INDICATOR) if thing is not None else Indicator.PRODUCTION
        way = noun.code(Kind.TREND) or noun.code(Kind.MOVE)
        for phrase in _coordinated(tokens[:at]):
            scope = scoped(section, phrase, own, whole=False)
            other = any(t.low in words().countable or t.code(Kind.INDICATOR) in MEASURED for t in phrase)
            if scope.segment is not None and not other and any(_is_own(t, own) for t in phrase):
                yield Move(at, indicator, way, noun, scope)


def _coordinated(before: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the subjects of a verb: "both A and B cells" are two, each with the common noun."""
    plain = [t for t in before if t.low not in ("both", "and")]
    phrase = noun_phrase_before(plain, len(plain))
    if not phrase:
        return
    joined = [t for t in before if t.low == "and" and t.start > phrase[0].start]
    if len(joined) != 1 or not any(t.low == "both" for t in before):
        yield phrase
        return
    first = [t for t in phrase if t.start < joined[0].start]
    second = [t for t in phrase if t.start > joined[0].start]
    if first and second:
        yield [*first, second[-1]]
        yield second


def of_results(section: Annotated, tokens: Sequence[Token], own: frozenset[str]) -> Iterator[Move]:
    """Read ", dragging down the overall operating rate", "restocking should lift schedules"."""
    del section  # such a result is the headline's
    drags = grammar("dragging")
    for at, token in enumerate(tokens):
        thing = _measured_object(tokens, at) if token.has(Kind.MOVE) else None
        if thing is None:
            continue
        lead = tokens[at - 1] if at else None
        dragging = token.low.partition(" ")[0] in drags or (
            lead is not None and lead.low in drags and token.low in ("down", "up")
        )
        sure = lead is not None and lead.has(Kind.FUTURE) and lead.low not in ("may", "might", "could")
        lifting = sure and token.code(Kind.MOVE) in TURNS
        verbal = lead is not None and lead.low in ("will", "should", "would", "to")
        if not dragging and (not lifting or (token.has(Kind.BEHIND) and not verbal)):
            continue
        rest = tokens[thing + 1 : thing + _REACH]
        narrowed = any(is_measured(t) for t in rest) or (rest and rest[0].low in _NARROWING)
        if not narrowed and all(
            _is_plain(t) or t.low in own or month_number(t.text) for t in tokens[at + 1 : thing]
        ):
            yield Move(
                thing, tokens[thing].code(Kind.INDICATOR), token.code(Kind.MOVE), token, NO_SCOPE, routed=True
            )
