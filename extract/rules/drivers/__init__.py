"""Drivers: stated causes, read by a small causal grammar.

A sentence becomes words with the marks of the lexicons on them (`phrases`, `reading`; the lexicons are
`links.yaml`, `causes.yaml`, `effects.yaml`, `clauses.yaml`, for inputs and buyers `chains.yaml`, and for what
sort of thing a word stands for `senses.yaml`). From these, in order:

    regions, clauses, bounds         how far a cause or an effect may reach
    fronts, verbs, results, weak,    one causal construction each; `links` puts those of a sentence together,
    copulas, reduced, parataxis,     `carried` adds those that begin in the sentence before
    carried
    sides, causes, kinds, frames,    a link's causes: single, with category and the way each pushes by itself
    pushes
    ends, effects, told, moves,      what it moves, which way, and whether that is the section's own output
    signs, owners, chains
    weighing                         whether a cause counts for an effect, and which way it then pushes
    acts                             what needs no link: a return to work, maintenance, a failure
    reader, found                    a section's sentences in order, and the labels with their reasons

Then learned models weigh every run of words that may tell a cause, with what the grammar found in it:

    spots, sentences, pieces, cases  what a run may name, what is said around it, and where a run ends
    forms, runs, features, reach,    what is known of words, of a run of them, of its place, of an effect
    ways                             and of its push
    models, judge                    the learned weights, and what they decide
    caused, when, scopes             a driver as it is asked about; of what period it is, and whether it came
                                     about; what it is told of: its segment, region and company
    told_again                       what is told a second time
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.drivers.effects import Headline, Measured
from extract.rules.drivers.found import Found
from extract.rules.drivers.judge import judged
from extract.rules.drivers.reader import SectionReader
from extract.rules.drivers.scopes import scoped
from extract.rules.drivers.sentences import Told, told_of
from extract.rules.drivers.told_again import told_once
from extract.rules.drivers.when import dated
from schemas.vocabulary import Direction

__all__ = ["Found", "Headline", "Measured", "Told", "find_drivers", "told_sentences"]


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
    told = told_sentences(section, statements, own, headline, ways)
    return told_once(scoped(dated(judged(told, own), told), section, told, own))


def told_sentences(
    section: Annotated,
    statements: Sequence[Statement],
    own: frozenset[str],
    headline: Headline,
    ways: Mapping[str, Direction],
) -> list[Told]:
    """Return the sentences of a section as the judge sees them, with the drivers of the grammar."""
    reader = SectionReader(section, own, headline, ways)
    readings = [reader.words(statement) for statement in statements]
    found = [
        driver
        for statement, reading in zip(statements, readings, strict=True)
        for driver in reader.read(statement, reading)
    ]
    return told_of(section, statements, readings, found, headline)
