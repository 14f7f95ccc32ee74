"""Rows of drivers: what each labelled one may be told of, and when it may be of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.normalise import same_text
from eval.records import DriverRecord
from extract.rules import told
from extract.rules.drivers.cases import Case
from extract.rules.drivers.caused import Caused
from extract.rules.drivers.judge import scope_of_case, when_of_case
from extract.rules.drivers.scopes import MODELS, CausedChoices
from extract.rules.drivers.when import caused_words, whens_of
from extract.rules.own import own_words
from extract.rules.review.choices import told_of_span
from extract.rules.review.runs import told_in
from extract.rules.scope import Scope
from schemas.answer import DriverLabel
from training.causes import cases_with_drivers
from training.choices import ChoiceRow
from training.network import Option
from training.sections import Labelled

__all__ = ["DriverRow", "driver_rows"]


@dataclass(frozen=True, slots=True)
class DriverRow:
    """A labelled driver: the choices of what it is told of, its features, and the times that it may be of.

    `scopes` are of the fields whose right choice is among others.
    """

    scopes: Sequence[ChoiceRow]
    features: Sequence[str]
    times: Sequence[Option]


def driver_rows(section: Labelled) -> Iterator[DriverRow]:
    """Yield the rows of a section, by what the grammar says of its labelled drivers."""
    own, sentences = own_words(section.text), told(section.text)
    fields = {field: CausedChoices(section.text, sentences, own, field) for field in MODELS}
    for case, drivers in cases_with_drivers(section, sentences):
        for driver in drivers:
            caused, right = _caused(case, driver, own), (driver.period, driver.status)
            times = [(features, when == right) for when, features in whens_of(caused).items()]
            yield DriverRow(tuple(_scopes(caused, driver, fields)), caused_words(caused), times)


def _scopes(caused: Caused, driver: DriverRecord, fields: Mapping[str, CausedChoices]) -> Iterator[ChoiceRow]:
    label = Scope(driver.segment, driver.region, driver.entity)
    for field, choices in fields.items():
        listed = choices.of(caused)
        right = [same_text(told_in(label, field), choice.text) for choice in listed]
        if len(listed) > 1 and any(right):
            features = ([*told_of_span(c), *c.words, *c.claims] for c in listed)
            yield ChoiceRow(field, list(zip(features, right, strict=True)))


def _caused(case: Case, driver: DriverRecord, own: frozenset[str]) -> Caused:
    """Return a labelled driver as the grammar would scope it."""
    for found in case.covering:
        if found.label.category is driver.category and found.label.effect is driver.effect:
            return Caused(case.told, found.run, found.label)
    scope = scope_of_case(case, driver.category, driver.effect, own)
    period, status = when_of_case(case)
    label = DriverLabel(
        category=driver.category,
        cause=driver.cause,
        effect=driver.effect,
        direction=driver.direction,
        period=period,
        status=status,
        segment=scope.segment,
        region=scope.region,
        entity=scope.entity,
        sentences=(case.reading.number,),
        confidence=None,
    )
    return Caused(case.told, case.run, label)
