"""Rows: gold sections as the judge sees them, with what is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.align import containment
from eval.goldset import GoldSet
from eval.records import DriverRecord, gold_records
from extract.annotate import annotate
from extract.reading import read_report
from extract.rules import told
from extract.rules.drivers.cases import Case, cases_of
from extract.rules.drivers.features import case_features, sentence_features
from extract.rules.drivers.reach import effect_features
from extract.rules.drivers.ways import way_features

__all__ = ["Row", "SectionRows", "rows_of"]

_WORD = re.compile(r"[a-z]+")
_LEAST_INSIDE = 0.3
_LEAST_EVIDENCE = 0.5
_OF_LENGTH = 0.15
_GRAMMAR = ("grammar", "found", "before:grammar")
_FITTED = "fitted:"


@dataclass(frozen=True, slots=True)
class Row:
    """A case, its features, and the labelled drivers whose cause it tells."""

    case: Case
    features: Sequence[str]
    drivers: tuple[DriverRecord, ...]
    fitted: bool

    def effect_features(self, driver: DriverRecord) -> Iterator[tuple[Sequence[str], bool]]:
        """Yield the features of each effect that the case may have, and whether it has it."""
        right = {d.effect for d in self.drivers if d.category is driver.category}
        for effect in self.case.effects():
            named = effect_features(self.case, driver.category, effect)
            yield _marked(named, fitted=self.fitted), effect in right

    def way_features(self, driver: DriverRecord) -> Sequence[str]:
        """Return the features of the way in which a labelled driver pushes."""
        return _marked(way_features(self.case, driver.category, driver.effect), fitted=self.fitted)


@dataclass(frozen=True, slots=True)
class SectionRows:
    """The rows of a section, and the month that it belongs to."""

    month: str
    slug: str
    rows: tuple[Row, ...]


def rows_of(gold: GoldSet, source: Path | None = None, *, fitted: bool) -> Iterator[SectionRows]:
    """Yield the rows of each section of the split `dev`; with `source`, those of the publisher's edition.

    `fitted` says that the grammar was built on these sections. It errs less there than elsewhere, so what it
    found in them is told by other features than what it finds in text that is new to it.
    """
    publisher = {part.slug: part for part in read_report(source, gold.month).sections} if source else {}
    for section in gold.sections:
        if section.split != "dev":
            continue
        text = annotate(publisher[section.slug] if source else section.text, gold.month)
        drivers = gold_records(section.labels, "publisher" if source else section.base).drivers
        cases = list(cases_of(told(text)))
        tellers: dict[int, list[DriverRecord]] = {}
        for driver in drivers:
            teller = _teller(driver, cases)
            if teller is not None:
                tellers.setdefault(id(teller), []).append(driver)
        rows = []
        for case in cases:
            named = [*sentence_features(case.told, *case.around), *case_features(case)]
            rows.append(Row(case, _marked(named, fitted=fitted), tuple(tellers.get(id(case), ())), fitted))
        yield SectionRows(gold.name, section.slug, tuple(rows))


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
    if not fitted:
        return features
    return [_FITTED + name if name.startswith(_GRAMMAR) else name for name in features]
