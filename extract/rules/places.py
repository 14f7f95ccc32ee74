"""Places: each figure of a sentence with the words that are its own, before it and behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from extract.document import Figure
from extract.record import record
from extract.rules.light import BREAKS, is_light
from extract.rules.parting import BESIDE, BUILT, REFERRED, cut_of, names_time, near_of
from extract.rules.phrase import is_grade
from extract.rules.tokens import Kind, Token
from schemas.units import UnitKind, unit_kind
from schemas.vocabulary import Basis

__all__ = ["BREAKS", "Place", "is_light", "places_of"]

_COMPARED = 2
_BEFORE_TIME = frozenset("than in of that those the".split())
_ALTERNATIVE = frozenset({"or", "i.e", "and", "about", "that", "is"})


@record(frozen=True, slots=True)
class Place:
    """A figure at token `at`; `left` and `right` are the tokens that speak of it and of no other figure.

    What stands between two figures is shared out: a comparison, a date or a noun of movement behind
    the first is its own, up to the next mark or conjunction; the rest leads to the second.
    """

    at: int
    figure: Figure
    left: tuple[Token, ...]
    right: tuple[Token, ...]
    against: tuple[Token, ...] = ()
    """For a move: the words of the level, with a figure of its own, that it is compared with."""
    is_base: bool = False
    """Whether the move before it is compared with this level."""
    near: tuple[Token, ...] = field(init=False, compare=False, repr=False)
    """The tokens of `right` up to the first mark or conjunction."""
    said: frozenset[str] = field(init=False, compare=False, repr=False)
    """The words and marks of `left`, in lower case."""
    kind: UnitKind = field(init=False, compare=False, repr=False)
    """What the figure's unit measures; one without a unit counts."""
    led: Token | None = field(init=False, compare=False, repr=False)
    """The nearest token of `left` that says something of its role."""

    def __post_init__(self) -> None:
        """Look up once what is asked for many times."""
        object.__setattr__(self, "near", near_of(self.right))
        object.__setattr__(self, "said", frozenset([token.low for token in self.left]))
        object.__setattr__(self, "kind", unit_kind(self.figure.unit or "count"))
        led: Token | None = None
        for led in reversed(self.left):
            if not is_light(led):
                break
        else:
            led = None
        object.__setattr__(self, "led", led)

    @property
    def begin(self) -> int:
        """Return the index of the first of its own tokens in the sentence."""
        return self.at - len(self.left)

    @property
    def opens(self) -> bool:
        """Tell whether no figure stands before it in its sentence."""
        return len(self.left) == self.at


def places_of(tokens: Sequence[Token]) -> list[Place]:
    """Return the figures of a sentence in order, each with its own tokens."""
    found = [(at, token.figure) for at, token in enumerate(tokens) if token.figure is not None]
    places: list[Place] = []
    begin = 0
    for index, (at, figure) in enumerate(found):
        after = (i for i, other in found[index + 1 :] if _measures(other) and not _is_grade(tokens, i))
        end = next(after, len(tokens))
        gap = tokens[at + 1 : end]
        cut = cut_of(gap) if end < len(tokens) else len(gap)
        places.append(Place(at, figure, tuple(tokens[begin:at]), tuple(gap[:cut])))
        if _measures(figure) and not _is_grade(tokens, at):
            # "12,000 t short of the forecast of 574,000 t": the forecast is told of both.
            shared = 0 < cut < len(gap) and gap[cut].low == "of" and (
                _is_expectation(gap[cut - 1]) or gap[cut - 1].code(Kind.INDICATOR) in BUILT
            )  # fmt: skip
            begin = at + cut if shared else at + 1 + cut
    return _shared(tokens, places)


def _shared(tokens: Sequence[Token], places: list[Place]) -> list[Place]:
    """Let figures joined by "or" share what stands behind: "63,900 mt, or 6.04%, more than in February"."""
    done = list(places)
    for index in range(len(places) - 2, -1, -1):
        first, second = done[index], done[index + 1]
        right = second.right
        if _compares_alike(tokens, first, second):
            done[index] = replace(first, right=(*first.right[:1], right[1]))
            continue
        if _is_bracketed(tokens, first, second):
            done[index] = replace(first, right=right[1:])
            done[index + 1] = replace(second, right=right[1:])
            continue
        # "207,000 oz, lower grades having been mined" compares nothing.
        compared = right[2:3]
        told = not compared or compared[0].low in REFERRED or compared[0].text in BREAKS or (
            compared[0].has_any(Kind.BASIS, Kind.REFERENCE, Kind.COMPARING, Kind.DEGREE)
        )  # fmt: skip
        beside = len(right) > _COMPARED and right[1].low in BESIDE and names_time(right[_COMPARED])
        told = told and not _is_said_to_be(second)
        if len(right) > 1 and right[0].text == "," and (beside or (right[1].has(Kind.BEHIND) and told)):
            right = right[1:]
            done[index + 1] = replace(second, right=right)
        if not beside and not any(token.has_any(Kind.BEHIND, Kind.TREND, Kind.BASIS) for token in right[:3]):
            continue
        between = [token for token in tokens[first.at + 1 : second.at] if not is_light(token)]
        if between and all(token.low in _ALTERNATIVE or token.text == "," for token in between):
            either = any(token.low == "or" for token in between) and not _led_level(first, second)
            if either or _is_pair(first, second, between):
                done[index] = replace(first, right=right)
    return done


def _is_said_to_be(place: Place) -> bool:
    """Read "while stocks were 9 kt": a level, which what stands behind it tells the way of."""
    led = place.led
    return led is not None and led.has(Kind.LEVEL) and any(token.has(Kind.INDICATOR) for token in place.left)


def _is_pair(first: Place, second: Place, between: Sequence[Token]) -> bool:
    """Read "8% and 11% less than a year ago": two percentages with one comparison."""
    led = [token.low for token in first.left if not is_light(token)][-1:]
    alike = first.figure.unit == second.figure.unit == "percent"
    joined = [token.low for token in between] == ["and"] and not first.right
    return alike and joined and led not in (["between"], ["from"], ["at"], ["to"])


def _compares_alike(tokens: Sequence[Token], first: Place, second: Place) -> bool:
    """Read "4% MoM and 17% YoY higher", "a 4% MoM and 17% YoY drop": what moved is told once, behind both."""
    alike = len(first.right) == 1 and first.figure.unit == second.figure.unit
    alike = alike and first.right[0].has(Kind.BASIS)
    told = (
        len(second.right) > 1
        and second.right[0].has(Kind.BASIS)
        and second.right[1].has_any(Kind.BEHIND, Kind.TREND)
    )
    return alike and told and [t.low for t in tokens[first.at + 2 : second.at]] == ["and"]


def _is_bracketed(tokens: Sequence[Token], first: Place, second: Place) -> bool:
    """Read "4,700 t (3.1%) above May", "(3.1%) more than in May": one move, told twice."""
    between = [token.text for token in tokens[first.at + 1 : second.at]]
    right = second.right
    apart = between == ["("] and first.figure.unit != second.figure.unit == "percent"
    if not apart or len(right) <= _COMPARED or right[0].text != ")":
        return False
    if not (right[1].low in REFERRED or right[1].has(Kind.BEHIND)):
        return False
    told = next((t for t in right[_COMPARED:] if t.low not in _BEFORE_TIME), None)
    return told is not None and (names_time(told) or told.has_any(Kind.BASIS, Kind.REFERENCE))


def _led_level(first: Place, second: Place) -> bool:
    """Tell whether the first of two is a level of its own: "totals 587,600 t, or 2.7% less than in May"."""
    led = first.led
    alike = first.figure.unit == second.figure.unit or second.figure.unit != "percent"
    apart = bool(second.left) and second.left[0].text == "," and bool(second.right)
    behind = bool(second.right) and second.right[0].text == ","
    return (
        led is not None and not alike and (led.low == "to" or (led.has(Kind.LEVEL) and apart and not behind))
    )


def _is_expectation(token: Token) -> bool:
    expected = Basis.VS_EXPECTATION in (token.code(Kind.REFERABLE), token.code(Kind.BASIS))
    return token.has(Kind.PLAN) or expected


def _measures(figure: Figure) -> bool:
    """Tell whether a figure parts the words around it: a count or a length of time does not."""
    return figure.unit is not None and unit_kind(figure.unit) not in (UnitKind.COUNT, UnitKind.TIME)


def _is_grade(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a percentage names a grade, and parts no words: "the price of 65% concentrate rose"."""
    figure = tokens[at].figure
    return figure is not None and figure.unit == "percent" and is_grade(tokens, at)
