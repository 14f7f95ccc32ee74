"""The judge: learned models that decide which runs of words tell causes, of what kind, of what, which way.

A case is a driver of a category and an effect where the chances that it is a cause at all, that it is of
the category, and that it moves the effect come to `THRESHOLD` when multiplied, unless it is said to move
output of which the section tells nothing. What the grammar of stated links found is known to the models as
a feature; where they agree with it, less is asked, and its label is taken, but for a way that they are surer
of. The weights
(`lexicon/weights.json`) are learned by `python -m training`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import groupby

from extract.rules.context import when_caused
from extract.rules.drivers.cases import Case, cases_of
from extract.rules.drivers.features import case_features, sentence_features, topic_features
from extract.rules.drivers.found import Found, found_of
from extract.rules.drivers.models import WHOLE, Sum, chance, chances, choice, most_telling, tally
from extract.rules.drivers.reach import effect_features
from extract.rules.drivers.runs import letter_features
from extract.rules.drivers.scoping import scope_of_driver
from extract.rules.drivers.sentences import Told
from extract.rules.drivers.ways import way_features
from schemas.vocabulary import Category, Direction, Indicator

__all__ = ["AGREED", "SURER", "THRESHOLD", "Opinion", "judged", "opinions"]

THRESHOLD, AGREED = 300, 210
"""The least chance of a driver, in per mille: that of words alone, and where the grammar found it as well.

F1 is greatest near half of itself (Lipton, Elkan and Naryanaswamy, Optimal Thresholding of Classifiers to
Maximize F1 Measure, 2014); what no stated link supports must be likelier, for fewer wrong drivers.
"""
SURER = 600
"""The least chance of a way, in per mille, for which that of the grammar gives way."""


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """A category and an effect that a case may have; chances in per mille."""

    case: Case
    features: Sequence[str]
    category: Category
    effect: Indicator
    of_cause: int
    of_category: int
    of_effect: int

    @property
    def chance(self) -> int:
        """Return the chance that all of it is right."""
        return self.of_cause * self.of_category * self.of_effect // WHOLE**2

    @property
    def agreed(self) -> Found | None:
        """Return the driver of the grammar that it agrees with, or None."""
        same = (
            f for f in self.case.covering
            if f.label.category is self.category and f.label.effect is self.effect
        )  # fmt: skip
        return next(same, None)

    @property
    def key(self) -> tuple[int, Category, Indicator]:
        """Return what a sentence tells once: a category and what it moves."""
        return self.case.reading.number, self.category, self.effect


def judged(told: Sequence[Told], own: frozenset[str]) -> list[Found]:
    """Return the drivers of the sentences of a section in text order; `own` names its commodity."""
    listed = [
        opinion
        for _, cases in groupby(cases_of(told), key=lambda case: case.reading.number)
        for opinion in opinions(list(cases))
    ]
    found = [_found(opinion, own) for opinion in _best(listed)]
    return sorted(found, key=lambda f: (f.number, f.run))


def opinions(cases: Sequence[Case]) -> Iterator[Opinion]:
    """Yield what the cases of one sentence may be, where the chance is that of a driver at least."""
    first = cases[0]
    if first.told.asked:
        return
    shared = _Shared(first)
    for case in cases:
        yield from _opinions(case, shared)


class _Shared:
    """What the cases of one sentence have in common; what their categories have, once one may be a cause."""

    def __init__(self, case: Case) -> None:
        self._told = case.told
        self._features = sentence_features(case.told, *case.around)
        self.of_cause = tally("cause", self._features)

    @cached_property
    def features(self) -> list[str]:
        """The features of the sentence and its topic."""
        return [*self._features, *topic_features(self._told)]

    @cached_property
    def of_category(self) -> Sum:
        """What these come to for each category."""
        return tally("category", self.features)


def _opinions(case: Case, shared: _Shared) -> Iterator[Opinion]:
    least = AGREED if case.covering else THRESHOLD
    own = case_features(case)
    of_cause = chance("cause", own, shared.of_cause)
    if of_cause < least:
        return
    own += letter_features(case.reading, case.run)
    features = [*shared.features, *own]
    for name, of_category in chances("category", own, shared.of_category).items():
        if of_cause * of_category < least * WHOLE:
            continue
        category = Category(name)
        effects = {effect: effect_features(case, category, effect) for effect in case.effects}
        for effect, of_effect in choice("effect", effects).items():
            opinion = Opinion(case, features, category, effect, of_cause, of_category, of_effect)
            if case.is_told(effect) and opinion.chance >= (AGREED if opinion.agreed else THRESHOLD):
                yield opinion


def _best(listed: Sequence[Opinion]) -> Iterator[Opinion]:
    """Yield the likeliest: a sentence tells each category once for an effect."""
    said: set[tuple[int, Category, Indicator]] = set()
    for opinion in sorted(listed, key=lambda o: (-o.chance, o.key, o.case.run)):
        if opinion.key not in said:
            said.add(opinion.key)
            yield opinion


def _found(opinion: Opinion, own: frozenset[str]) -> Found:
    ways = chances("way", way_features(opinion.case, opinion.category, opinion.effect))
    way = Direction(max(sorted(ways), key=ways.__getitem__))
    told = f"direction: {way}, by the weights ({_percent(ways[way])})"
    agreed = opinion.agreed
    if agreed is None:
        found = _spotted(opinion, way, told, own)
    elif way is agreed.label.direction or ways[way] < SURER:
        found = agreed
    else:
        found = replace(
            agreed, label=agreed.label.model_copy(update={"direction": way}), why=(*agreed.why, told)
        )
    return replace(found, weighed=partial(_why, opinion))


def _spotted(opinion: Opinion, way: Direction, told_way: str, own: frozenset[str]) -> Found:
    case, reading, told = opinion.case, opinion.case.reading, opinion.case.told
    scope = scope_of_driver(
        told.section, told.statement, opinion.category, opinion.effect, reading.offsets(*case.run), None,
        told.headline.measured, own,
    )  # fmt: skip
    return found_of(
        reading,
        case.run,
        category=opinion.category,
        effect=opinion.effect,
        direction=way,
        when=when_caused(told.section, told.statement, reading.offsets(*case.part)),
        scope=scope,
        sentences=(reading.number,),
        why=(
            "link: none that the grammar reads so",
            f"category: {opinion.category}, by the weights ({_percent(opinion.of_category)})",
            f"effect: {opinion.effect}, by the weights ({_percent(opinion.of_effect)})",
            told_way,
        ),
    )


def _why(opinion: Opinion) -> str:
    """Return the chance, and the features that weighed most for a cause and for its category."""
    most = most_telling(opinion.features, opinion.category, "cause", "category")
    least = _percent(AGREED if opinion.agreed else THRESHOLD)
    return f"judged: {_percent(opinion.chance)}, at least {least} is a driver; most by {most}"


def _percent(chance_: int) -> str:
    return f"{chance_ / 10:.1f}%"
