"""The judge: a linear model that decides which possible causes are drivers, and which way they push.

Its weights (`lexicon/weights.yaml`) are learned by `python -m training`. They are whole hundredths, so that
a sum is the same in any order and on any machine. What the grammar found is kept as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat

from extract.document import Annotated
from extract.rules.context import when_caused
from extract.rules.drivers.cases import Case, Seen
from extract.rules.drivers.effects import OUTPUT, Headline
from extract.rules.drivers.reader import Found
from extract.rules.drivers.scoping import scope_of_driver
from extract.rules.tokens import lexicon
from schemas.answer import DriverLabel
from schemas.vocabulary import Category, Direction, Indicator

__all__ = ["THRESHOLD", "Judged", "best_of", "judged", "score", "weights_of"]

THRESHOLD = -30
"""The least score of a driver, in hundredths of the log odds: about two chances in five.

F1 gains by all that is right more often than half of F1 (Lipton, Elkan and Naryanaswamy, Optimal
Thresholding of Classifiers to Maximize F1 Measure, 2014).
"""
_LONGEST_CAUSE = 160
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """A case and its score, with the features that it has."""

    case: Case
    score: int


@cache
def weights_of(name: str) -> Mapping[str, int]:
    """Return the weights of `cause` or `way` by feature, in hundredths."""
    return {feature: int(weight) for feature, weight in lexicon("weights")[name].items()}


def score(name: str, features: Iterable[str]) -> int:
    """Return the sum of the weights of some features, in hundredths; `name` is `cause` or `way`."""
    weights = weights_of(name)
    return sum(map(weights.get, features, repeat(0)))


def best_of(cases: Iterable[Judged]) -> list[Judged]:
    """Leave out what is no one's best: a word names one category for an effect, and moves one output."""
    listed = list(cases)
    by_effect: dict[tuple[object, ...], int] = {}
    by_output: dict[tuple[object, ...], int] = {}
    for each in listed:
        for best, key in ((by_effect, _effect_key(each)), (by_output, _output_key(each))):
            best[key] = max(best.get(key, each.score), each.score)
    return [
        e for e in listed if e.score == by_effect[_effect_key(e)] and e.score == by_output[_output_key(e)]
    ]


def _effect_key(judged: Judged) -> tuple[object, ...]:
    spot = judged.case.spot
    return spot.reading.number, spot.place, judged.case.effect


def _output_key(judged: Judged) -> tuple[object, ...]:
    spot, effect = judged.case.spot, judged.case.effect
    return spot.reading.number, spot.place, spot.category, "output" if effect in OUTPUT else effect


def judged(
    section: Annotated,
    cases: Iterable[Case],
    found: Sequence[Found],
    headline: Headline,
    own: frozenset[str],
) -> list[Found]:
    """Return the drivers of a section in text order: what the grammar found, and what is spotted besides.

    `cases` are those that the grammar has left undecided.
    """
    known = {_key(f) for f in found}
    chosen: dict[tuple[int, Category, Indicator], Judged] = {}
    for each in best_of(e for e in _scored(cases) if e.score >= THRESHOLD):
        key = _case_key(each.case)
        if key not in known and (key not in chosen or each.score > chosen[key].score):
            chosen[key] = each
    spotted = [_spotted(section, each, headline, own) for each in chosen.values()]
    return sorted([*found, *spotted], key=lambda f: f.number)


def _scored(cases: Iterable[Case]) -> Iterator[Judged]:
    shared: tuple[Seen | None, int] = (None, 0)
    for case in cases:
        if shared[0] is not case.seen:
            shared = case.seen, score("cause", case.seen.features)
        yield Judged(case, shared[1] + score("cause", case.own_features()))


def _key(found: Found) -> tuple[int, Category, Indicator]:
    return found.number, found.label.category, found.label.effect


def _case_key(case: Case) -> tuple[int, Category, Indicator]:
    return case.spot.reading.number, case.spot.category, case.effect


def _way(case: Case) -> tuple[Direction, int]:
    points = score("way", case.way_features())
    return (Direction.UP if points > 0 else Direction.DOWN), points


def _spotted(section: Annotated, judged: Judged, headline: Headline, own: frozenset[str]) -> Found:
    case = judged.case
    spot, reading = case.spot, case.spot.reading
    way, points = _way(case)
    cause = reading.offsets(*spot.run)
    period, status = when_caused(section, case.statement, reading.offsets(*spot.part))
    scope = scope_of_driver(
        section, case.statement, spot.category, case.effect, cause, None, headline.measured, own
    )
    label = DriverLabel(
        category=spot.category,
        cause=reading.text(*spot.run)[:_LONGEST_CAUSE],
        effect=case.effect,
        direction=way,
        period=period,
        status=status,
        segment=scope.segment,
        region=scope.region,
        entity=scope.entity,
        sentences=(reading.number,),
        confidence=None,
    )
    why = (
        "link: none that the grammar knows",
        f"category: {spot.category} by {reading.text(*spot.place)!r}",
        f"effect: {case.effect}",
        f"direction: {way}, by the weights ({points / 100:+.2f})",
        f"scope: {scope.segment} | {scope.region} | {scope.entity}"
        + (f" ({scope.why})" if scope.why else ""),
        *_why(judged),
    )
    return Found(label, why, reading.number, spot.run)


def _why(judged: Judged) -> tuple[str, ...]:
    """Return the score and the features that weighed most."""
    weights = weights_of("cause")
    named = sorted((f for f in judged.case.features() if weights.get(f)), key=lambda f: (-abs(weights[f]), f))
    most = ", ".join(f"{name} {weights[name] / 100:+.2f}" for name in named[:_TOLD])
    return (f"judged: {judged.score / 100:.2f}, at least {THRESHOLD / 100:.2f} is a driver; most by {most}",)
