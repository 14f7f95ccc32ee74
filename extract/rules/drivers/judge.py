"""The judge: learned models that decide which runs of words tell causes, of what kind, of what, which way.

A case is a driver of a category and an effect where the chances that it is a cause at all, that it is of
the category, that it moves the effect, and that it pushes it that way come to `THRESHOLD` when multiplied,
unless it is said to move output of which the section tells nothing. What the grammar of stated links found
is known to the models as a feature; where they agree with it, less is asked, and its label is taken, but for
a way that they are surer of. The weights (`lexicon/weights-of-causes.json`) are learned by
`python -m training`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from extract.record import once, record
from extract.rules.calibration import confidence
from extract.rules.context import when_caused
from extract.rules.drivers.cases import Case, cases_of
from extract.rules.drivers.features import case_features, sentence_features, topic_features
from extract.rules.drivers.found import Found, found_of
from extract.rules.drivers.pushes import denies
from extract.rules.drivers.reach import effect_features, told_as
from extract.rules.drivers.reading import Reading, Run, word_set
from extract.rules.drivers.runs import letter_features
from extract.rules.drivers.scoping import scope_of_driver
from extract.rules.drivers.sentences import Told
from extract.rules.drivers.ways import way_features
from extract.rules.encoder import Encoded, OfCase, encoded, in_context, pooled, pooled_odds
from extract.rules.models import WHOLE, Sum, by_class, chance, most_telling, points, shares, tally
from extract.rules.scope import Scope
from schemas.vocabulary import Category, Direction, Indicator, Status

__all__ = [
    "AGREED",
    "CATEGORY",
    "CAUSE",
    "EFFECT",
    "SURER",
    "THRESHOLD",
    "WAY",
    "Opinion",
    "judged",
    "opinions",
    "scope_of_case",
    "when_of_case",
]

CAUSE, CATEGORY, EFFECT, WAY = "cause", "category", "effect", "way"
"""The names of the models."""
THRESHOLD, AGREED = 330, 225
"""The least chance of a driver, in per mille: that of words alone, and where the grammar found it as well.

Chosen on months of `gold/apart` that are kept out, those of 1959 to 1965 and the sixteen newest in the
report's register: from 280 to 330 F1 is the same, with an eighth fewer wrong drivers at 330; then it falls.
"""
AGAIN = 400
"""The least chance of a cause of a kind and an effect that its sentence tells of already, in other words.

Chosen on the same months: from 300 to 400 F1 is the same; the same way at the same time counts once.
"""
SURER = 600
"""The least chance of a way, in per mille, for which that of the grammar gives way."""

_DENIED = 5
"""How many words before a cause may deny it."""


@record(frozen=True, slots=True, eq=False)
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
        """Return the chance that all of it is right, whichever its way."""
        return self.of_cause * self.of_category * self.of_effect // WHOLE**2

    @property
    def agreed(self) -> Found | None:
        """Return the driver of the grammar that it agrees with, or None."""
        for found in self.case.covering:
            if found.label.category is self.category and found.label.effect is self.effect:
                return found
        return None

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
    found = [each for opinion, least in _best(listed) for each in _found(opinion, own, least)]
    return sorted(found, key=lambda f: (f.number, f.run))


def opinions(cases: Sequence[Case]) -> Iterator[Opinion]:
    """Yield what the cases of one sentence may be, where a driver of some way is likely enough."""
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
        self.of_cause = tally(CAUSE, self._features)

    @once
    def features(self) -> list[str]:
        """The features of the sentence and its topic."""
        return [*self._features, *topic_features(self._told)]

    @once
    def of_category(self) -> Sum:
        """What these come to for each category."""
        return tally(CATEGORY, self.features)

    @once
    def of_effect(self) -> Sum:
        """What the sentence without its topic comes to for any effect."""
        return tally(EFFECT, self._features)


def _opinions(case: Case, shared: _Shared) -> Iterator[Opinion]:
    if _is_no_cause(case.reading, case.run):
        return
    least = AGREED if case.covering else THRESHOLD
    own, said = case_features(case), _said(case)
    (odds,) = by_class(CAUSE, own, shared.of_cause).values()
    of_cause = chance(pooled_odds(odds, said.cause if said is not None else None))
    if of_cause < least:
        return
    letters = letter_features(case.reading, case.run)
    features = [*shared.features, *own, *letters]
    whatever = tally(EFFECT, own, shared.of_effect)
    weighed = by_class(CATEGORY, [*own, *letters], shared.of_category)
    categories = pooled(weighed, said.category if said is not None else None)
    for name, of_category in shares(categories).items():
        if of_cause * of_category < least * WHOLE:
            continue
        category = Category(name)
        effects = {effect: effect_features(case, category, effect) for effect in case.effects}
        before = tally(EFFECT, [told_as(category)], whatever)
        moved = {effect: points(EFFECT, tally(EFFECT, named, before))[0] for effect, named in effects.items()}
        for effect, of_effect in shares(
            pooled(moved, said.effect(name) if said is not None else None)
        ).items():
            opinion = Opinion(case, features, category, effect, of_cause, of_category, of_effect)
            if case.is_told(effect) and opinion.chance >= _least(opinion.agreed):
                yield opinion


def _best(listed: Sequence[Opinion]) -> Iterator[tuple[Opinion, int]]:
    """Yield the likeliest, and what is asked of each: a sentence seldom tells a kind twice for an effect."""
    said: dict[tuple[int, Category, Indicator], list[Case]] = {}
    for opinion in sorted(listed, key=lambda o: (-o.chance, o.key, o.case.run)):
        before = said.setdefault(opinion.key, [])
        if not before:
            yield opinion, _least(opinion.agreed)
        elif any(_is_beside(opinion.case, case) for case in before):
            continue
        elif opinion.chance >= AGAIN:
            yield opinion, AGAIN
        before.append(opinion.case)


def _is_beside(case: Case, other: Case) -> bool:
    """Tell whether two cases share words."""
    return case.run[0] < other.run[1] and other.run[0] < case.run[1]


def _found(opinion: Opinion, own: frozenset[str], least: int) -> Iterator[Found]:
    """Yield the driver of an opinion, where the chance of its way leaves it likely enough."""
    agreed = opinion.agreed
    ways = _ways(opinion)
    if agreed is not None and (agreed.settled or _is_denied(opinion.case.reading, agreed.run)):
        ways = {agreed.label.direction.value: WHOLE}
    way = max(sorted(ways), key=ways.__getitem__)
    if agreed is not None and ways[way] < SURER:
        way = agreed.label.direction.value
    likely = opinion.chance * ways.get(way, 0) // WHOLE
    if likely < least:
        return
    told = f"direction: {way}, by the weights ({_percent(ways[way])})"
    if agreed is None:
        found = _spotted(opinion, Direction(way), told, own)
    elif way == agreed.label.direction:
        found = agreed
    else:
        label = agreed.label.model_copy(update={"direction": Direction(way)})
        found = replace(agreed, label=label, why=(*agreed.why, told))
    label = found.label.model_copy(update={"confidence": confidence("driver", likely)})
    yield replace(found, label=label, weighed=partial(_why, opinion, likely))


def _ways(opinion: Opinion) -> Mapping[str, int]:
    named, said = way_features(opinion.case, opinion.category, opinion.effect), _said(opinion.case)
    told = said.way(opinion.category, opinion.effect) if said is not None else None
    return shares(pooled(by_class(WAY, named), told))


def _said(case: Case) -> OfCase | None:
    """Return what the encoder says of a case."""
    return encoded(case.told.section).of_case(
        case.reading.offsets(*case.run), case.reading.offsets(*case.part)
    )


def _is_no_cause(reading: Reading, run: Run) -> bool:
    """Tell whether a run is said to be no cause: "not through new capacity", "and not for lack of ore"."""
    for at in reading.places(("not",), max(0, run[0] - _DENIED), run[0] + 1):
        if reading.low(at + 1) not in word_set("denied_by"):
            continue
        between = reading.lows(at + 2, max(at + 2, run[0]))
        if all(low in word_set("denied_with") for low in between) and "but" not in reading.lows(at, run[1]):
            return True
    return False


def _is_denied(reading: Reading, run: Run) -> bool:
    """Tell whether words are denied: the models know words, and not what a denial does to them."""
    return any(denies(reading, at) for at in range(*run))


def _least(agreed: Found | None) -> int:
    return THRESHOLD if agreed is None else AGREED


def scope_of_case(case: Case, category: Category, effect: Indicator, own: frozenset[str]) -> Scope:
    """Return what the grammar says that a driver of a case is told of; `own` names the commodity."""
    told, cause = case.told, case.reading.offsets(*case.run)
    measured = told.headline.measured
    return scope_of_driver(told.section, told.statement, category, effect, cause, None, measured, own)


def when_of_case(case: Case) -> tuple[str, Status]:
    """Return the period and status that the grammar says a driver of a case is of."""
    told = case.told
    return when_caused(told.section, told.statement, case.reading.offsets(*case.part))


def _spotted(opinion: Opinion, way: Direction, told_way: str, own: frozenset[str]) -> Found:
    case = opinion.case
    return found_of(
        case.reading,
        case.run,
        category=opinion.category,
        effect=opinion.effect,
        direction=way,
        when=when_of_case(case),
        scope=scope_of_case(case, opinion.category, opinion.effect, own),
        sentences=(case.reading.number,),
        why=(
            "link: none that the grammar reads so",
            f"category: {opinion.category}, by the weights ({_percent(opinion.of_category)})",
            f"effect: {opinion.effect}, by the weights ({_percent(opinion.of_effect)})",
            told_way,
        ),
    )


def _why(opinion: Opinion, likely: int) -> str:
    """Return the chance, and the features that weighed most for a cause and for its category."""
    most = most_telling(opinion.features, opinion.category, CAUSE, CATEGORY)
    least = _percent(_least(opinion.agreed))
    return f"judged: {_percent(likely)}, at least {least} is a driver; most by {most}{_context(opinion)}"


def _context(opinion: Opinion) -> str:
    """Return what the encoder says of a cause, and the words of its sentence that weighed most."""
    case, said = opinion.case, _said(opinion.case)
    run, part = case.reading.offsets(*case.run), case.reading.offsets(*case.part)
    sentence = case.reading.offsets(0, len(case.reading.words))

    def points_of(reading: Encoded) -> int | None:
        found = reading.of_case(run, part)
        return found.cause if found is not None else None

    of_cause = chance(said.cause) if said is not None else 0
    return in_context(case.told.section, sentence, run, of_cause, points_of)


def _percent(chance_: int) -> str:
    return f"{chance_ / 10:.1f}%"
