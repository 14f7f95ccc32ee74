"""Drivers: stated causes, read by a small causal grammar.

A sentence becomes words with the marks of the lexicons on them (`phrases`, `reading`; the lexicons are
`links.yaml`, `causes.yaml`, `effects.yaml`, `clauses.yaml` and, for inputs and buyers, `chains.yaml`). From
these, in order:

    regions, clauses, bounds         how far a cause or an effect may reach
    fronts, verbs, results, weak,    one causal construction each; `links` puts those of a sentence together,
    copulas, reduced, parataxis,     `carried` adds those that begin in the sentence before
    carried
    sides, causes, kinds, frames,    a link's causes: single, with category and the way each pushes by itself
    pushes
    ends, effects, told, moves,      what it moves, which way, and whether that is the section's own output
    owners, chains
    weighing                         whether a cause counts for an effect, and which way it then pushes
    acts                             what needs no link: a return to work, maintenance, a failure
    reader                           a section's sentences in order, and the labels
    told_again                       what is told a second time

Causes that no connective ties to their effect are spotted, and the grammar's drivers are weighed with them:

    spots, cases                     what may name a cause, and the effects that it may have
    features, ways, judge            what is known of each, and the linear model that decides
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.drivers.cases import Case, cases_of
from extract.rules.drivers.effects import Headline, Measured
from extract.rules.drivers.judge import judged
from extract.rules.drivers.reader import Found, SectionReader
from extract.rules.drivers.reading import Reading
from extract.rules.drivers.told_again import told_once
from schemas.vocabulary import Direction

__all__ = ["Case", "Found", "Headline", "Measured", "find_drivers", "linked_drivers"]


def find_drivers(
    section: Annotated,
    statements: Sequence[Statement],
    own: frozenset[str],
    headline: Headline,
    ways: Mapping[str, Direction],
) -> list[Found]:
    """Return the drivers in text order with the reasons why they were read, one for each cause and effect.

    `own` are the words that name the commodity; `ways` is the direction of its production by period. A cause
    told again is kept once, at the statement that names its regions.
    """
    readings, found = _read(section, statements, own, headline, ways)
    cases = cases_of(section, statements, readings, found, headline, undecided=True)
    return told_once(judged(section, cases, found, headline, own))


def linked_drivers(
    section: Annotated,
    statements: Sequence[Statement],
    own: frozenset[str],
    headline: Headline,
    ways: Mapping[str, Direction],
) -> tuple[list[Found], Iterator[Case]]:
    """Return the drivers of the grammar of stated links, and all cases, to learn from."""
    readings, found = _read(section, statements, own, headline, ways)
    return found, cases_of(section, statements, readings, found, headline)


def _read(
    section: Annotated,
    statements: Sequence[Statement],
    own: frozenset[str],
    headline: Headline,
    ways: Mapping[str, Direction],
) -> tuple[list[Reading], list[Found]]:
    """Return the sentences as the grammar reads them, and its drivers."""
    reader = SectionReader(section, own, headline, ways)
    readings = [reader.words(statement) for statement in statements]
    found = [
        driver
        for statement, reading in zip(statements, readings, strict=True)
        for driver in reader.read(statement, reading)
    ]
    return readings, found
