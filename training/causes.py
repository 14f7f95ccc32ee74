"""Rows of causes: gold sections as the judge sees them, with what is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.align import containment
from eval.records import DriverRecord
from extract.rules import told
from extract.rules.drivers.cases import Case, cases_of
from extract.rules.drivers.features import case_features, sentence_features, topic_features
from extract.rules.drivers.reach import effect_features, told_as
from extract.rules.drivers.runs import letter_features
from extract.rules.drivers.sentences import Told
from extract.rules.drivers.ways import way_features
from training.sections import Labelled

__all__ = ["CauseRow", "cases_with_drivers", "cause_rows"]

_WORD = re.compile(r"[a-z]+")
_LEAST_INSIDE = 0.3
_LEAST_EVIDENCE = 0.5
_OF_LENGTH = 0.15
_GRAMMAR = ("grammar", "found", "before:grammar")
_FITTED = "fitted:"


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A case, its features, and the labelled drivers whose cause it tells."""

    case: Case
    features: Sequence[str]
    drivers: tuple[DriverRecord, ...]
    fitted: bool

    @property
    def category_features(self) -> Sequence[str]:
        """Return the features that tell the category."""
        case = self.case
        return [*self.features, *topic_features(case.told), *letter_features(case.reading, case.run)]

    def shared_features(self, driver: DriverRecord) -> Sequence[str]:
        """Return the features of whatever effect the case may have as the cause of a driver."""
        return [*self.features, told_as(driver.category)]

    def effect_features(self, driver: DriverRecord) -> Iterator[tuple[Sequence[str], bool]]:
        """Yield the features of each effect that the case may have, and whether it has it."""
        right = {d.effect for d in self.drivers if d.category is driver.category}
        for effect in self.case.effects:
            named = effect_features(self.case, driver.category, effect)
            yield _marked(named, fitted=self.fitted), effect in right

    def way_features(self, driver: DriverRecord) -> Sequence[str]:
        """Return the features of the way in which a labelled driver pushes."""
        named = way_features(self.case, driver.category, driver.effect)
        return _marked(named, fitted=self.fitted)


def cause_rows(section: Labelled) -> Iterator[CauseRow]:
    """Yield the rows of a section."""
    for case, drivers in cases_with_drivers(section, told(section.text)):
        named = [*sentence_features(case.told, *case.around), *case_features(case)]
        yield CauseRow(case, _marked(named, fitted=section.fitted), drivers, section.fitted)


def cases_with_drivers(
    section: Labelled, sentences: Sequence[Told]
) -> Iterator[tuple[Case, tuple[DriverRecord, ...]]]:
    """Yield the cases of a section in text order, each with the labelled drivers whose cause it tells."""
    cases = list(cases_of(sentences))
    tellers: dict[int, list[DriverRecord]] = {}
    for driver in section.records.drivers:
        teller = _teller(driver, cases)
        if teller is not None:
            tellers.setdefault(id(teller), []).append(driver)
    yield from ((case, tuple(tellers.get(id(case), ()))) for case in cases)


def _teller(driver: DriverRecord, cases: Sequence[Case]) -> Case | None:
    """Return the case that tells a labelled cause: in its evidence, and nearest to its words."""
    wanted = set(_WORD.findall(driver.cause.lower()))
    best: tuple[tuple[float, bool], Case] | None = None
    within: list[Case] = []
    for case in cases:
        inside = containment(driver.evidence, case.reading.offsets(*case.run))
        if inside >= _LEAST_EVIDENCE:
            within.append(case)
        words = set(_WORD.findall(case.reading.text(*case.run).lower()))
        shared = len(wanted & words)
        if inside < _LEAST_INSIDE or not shared:
            continue
        longer = abs(len(words) - len(wanted)) / (len(words) + len(wanted))
        rank = (shared / len(wanted) - _OF_LENGTH * longer, _is_named(driver, case))
        if best is None or rank > best[0]:
            best = (rank, case)
    if best is not None:
        return best[1]
    return max(within, key=lambda case: _is_named(driver, case), default=None)


def _is_named(driver: DriverRecord, case: Case) -> bool:
    return any(spot.category is driver.category for spot in case.spots)


def _marked(features: Sequence[str], *, fitted: bool) -> Sequence[str]:
    """Return features under which those of the grammar stand apart where it was built on the text.

    It errs less there than elsewhere: what it says counts for more than it will in an answer.
    """
    if not fitted:
        return features
    return [_FITTED + name if name.startswith(_GRAMMAR) else name for name in features]
