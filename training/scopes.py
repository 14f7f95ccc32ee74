"""Rows of scopes: what each labelled driver may be told of, and what it is told of."""

from __future__ import annotations

from collections.abc import Iterator

from eval.normalise import same_text
from eval.records import DriverRecord
from extract.rules import told
from extract.rules.drivers.cases import Case
from extract.rules.drivers.judge import scope_of_case
from extract.rules.drivers.scopes import MODELS, Caused, CausedChoices
from extract.rules.own import own_words
from extract.rules.review.choices import told_of_span
from extract.rules.review.runs import told_in
from extract.rules.scope import Scope
from schemas.answer import DriverLabel
from training.causes import cases_with_drivers
from training.choices import ChoiceRow
from training.sections import Labelled

__all__ = ["scope_rows"]


def scope_rows(section: Labelled) -> Iterator[ChoiceRow]:
    """Yield the rows of a section: a driver's choices of a field, by what the grammar says of it."""
    own, sentences = own_words(section.text), told(section.text)
    fields = {field: CausedChoices(section.text, sentences, own, field) for field in MODELS}
    for case, drivers in cases_with_drivers(section, sentences):
        for driver in drivers:
            caused = _caused(case, driver, own)
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
    label = DriverLabel(
        category=driver.category,
        cause=driver.cause,
        effect=driver.effect,
        direction=driver.direction,
        period=driver.period,
        status=driver.status,
        segment=scope.segment,
        region=scope.region,
        entity=scope.entity,
        sentences=(case.reading.number,),
        confidence=None,
    )
    return Caused(case.told, case.run, label)
