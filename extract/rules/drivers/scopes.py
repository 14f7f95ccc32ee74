"""Scopes: what a driver is told of, its segment, region and company, by the weights: words near, or nothing.

Each choice has features of its text, of how it stands to the cause and to what names the effect, and of what
the grammar says of it. Names of features are stable: the weights are learned for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.document import Annotated
from extract.rules.drivers.caused import Caused
from extract.rules.drivers.found import Found
from extract.rules.drivers.regions import regions
from extract.rules.drivers.sentences import Told
from extract.rules.encoder import CASE
from extract.rules.review.choices import Choice, choices_of
from extract.rules.review.choosing import Asks, Chooser
from extract.rules.review.layout import Layout
from extract.rules.review.runs import COMPANY, REGION, SEGMENT, Runs, told_in
from extract.rules.review.spans import Span
from extract.rules.review.words import CLAIM, words_of
from extract.rules.scope import Scope
from schemas.answer import DriverLabel

__all__ = ["MODELS", "CausedChoices", "scoped"]

MODELS = {SEGMENT: "segment of effect", REGION: "region of effect", COMPANY: "entity of effect"}
"""The names of the models by field: their one class is what is taken."""
LIKELY = 400
"""The least chance, in per mille, of another thing that a driver is told of than the grammar's."""
_REACH = 40
"""How many tokens around a cause and what names its effect are looked at."""
_BESIDE = ("driver", "figure", "figure of effect", "figure before")
_FAR = (1, 2, 3, 4, 7, 12, 20)
_VERBS, _LEFT, _RIGHT, _WITHIN, _LATEST = 2, 4, 4, 8, 2


class CausedChoices:
    """The choices of the drivers of a section, asked for in text order."""

    def __init__(self, section: Annotated, told: Sequence[Told], own: frozenset[str], field: str) -> None:
        """Take the section and its sentences, the words that name its commodity, and what is asked for."""
        spoken = [each.statement for each in told]
        self._runs, self._field = Runs(section, spoken, own, field), field

    def of(
        self, caused: Caused, among: Callable[[Sequence[Span]], Iterable[Span]] | None = None
    ) -> list[Choice]:
        """Return the choices of a driver; `among` picks from the spans within reach those worth a look."""
        runs, beside = self._runs.of(caused.statement), dict(self._beside(caused))
        place = _Place(runs.layout, caused, beside)
        near = runs.within(place.begin - _REACH, place.end + _REACH)
        return choices_of(place, runs, among(near) if among else near, beside.values(), self._field)

    def _beside(self, caused: Caused) -> Iterator[tuple[str, str]]:
        """Yield what the grammar says of it, of other drivers of its sentence, and of figures, by name."""
        for found in caused.told.found:
            yield from _named("driver", _scope_of(found.label), self._field)
        before, here, _ = caused.figures
        for figure in here:
            yield from _named("figure", figure.scope, self._field)
            if figure.indicator in caused.kin:
                yield from _named("figure of effect", figure.scope, self._field)
        for figure in before[-_LATEST:]:
            yield from _named("figure before", figure.scope, self._field)
        yield from _named("taken", _scope_of(caused.label), self._field)


def scoped(
    found: Sequence[Found], section: Annotated, told: Sequence[Told], own: frozenset[str]
) -> list[Found]:
    """Return drivers, in text order, told of what the weights find likelier."""
    sentences = {each.reading.number: each for each in told}
    choosers = {
        field: Chooser(section, CausedChoices(section, told, own, field), field, model, _asks)
        for field, model in MODELS.items()
    }
    return [_scoped(each, Caused(sentences[each.number], each.run, each.label), choosers) for each in found]


def _scoped(found: Found, caused: Caused, choosers: Mapping[str, Chooser[Caused]]) -> Found:
    told: dict[str, str | None] = {}
    why: list[str] = []
    for field, chooser in choosers.items():
        chosen, now = chooser.best(caused), told_in(_scope_of(caused.label), field)
        if chosen.is_other(now) and chosen.chance >= LIKELY:
            told[field] = chosen.text
            why.append(f"{field} {chosen.text}: by the weights ({chosen.chance / 10:.1f}%), not {now}")
    if not told:
        return found
    return replace(found, label=found.label.model_copy(update=told), why=(*found.why, *why))


def _asks(caused: Caused) -> Asks:
    reading, (first, last) = caused.told.reading, caused.run
    parts = (part for part in regions(reading) if part[0] <= first and last <= part[1])
    part = next(parts, (0, len(reading.words)))
    return CASE, reading.offsets(first, last), reading.offsets(*part)


def _scope_of(label: DriverLabel) -> Scope:
    return Scope(label.segment, label.region, label.entity)


def _named(name: str, scope: Scope, field: str) -> Iterator[tuple[str, str]]:
    text = told_in(scope, field)
    if text is not None:
        yield name, text


class _Place:
    """A driver's place in the sentence of its cause, to tell how runs of words stand to it."""

    def __init__(self, layout: Layout, caused: Caused, beside: Mapping[str, str]) -> None:
        self._layout, self._caused, self._beside = layout, caused, beside
        near = [caused.first, caused.last, *([] if caused.effect is None else [caused.effect])]
        self.begin, self.end = min(near), max(near)

    def distance(self, span: Span) -> tuple[int, ...]:
        """Return how far a span is from the cause."""
        return max(self._caused.first - span.last, span.first - self._caused.last, 0), span.first

    def of_span(self, span: Span) -> list[str]:
        """Return how a run of words stands to the cause, and to what names the effect."""
        layout, label = self._layout, self._caused.label
        if span.last <= self._caused.first:
            side, begin, end = "L", span.last, self._caused.first
        elif span.first >= self._caused.last:
            side, begin, end = "R", self._caused.last, span.first
        else:
            side, begin, end = "in", span.first, span.first
        verbs = min(layout.verbs[end] - layout.verbs[begin], _VERBS)
        far = next((step for step in _FAR if end - begin <= step), 0)
        to, effect, category = span.stands_to(self._caused.effect), label.effect, label.category
        return [
            "span",
            side,
            f"{side}far:{far}",
            f"{side},breaks:{layout.breaks(begin, end)}",
            f"{side},verbs:{verbs}",
            f"{side},to:{to}",
            *(
                f"{where},{what}"
                for where in (side, f"to:{to}")
                for what in (
                    f"{category}",
                    f"{effect}",
                    f"{span.sorts}",
                    f"head:{span.head}",
                    f"kp:{span.before}",
                    f"kn:{span.behind}",
                    f"p:{span.lead}",
                    f"group:{span.is_group}",
                    f"own:{span.own}",
                )
            ),
            f"{category},head:{span.head}",
            f"{effect},head:{span.head}",
            f"{effect},kn:{span.behind}",
            f"{effect},kp:{span.before}",
            f"{effect},p:{span.lead}",
            f"{category},{effect},{side},{to}",
        ]

    def claims(self, key: str) -> list[str]:
        """Return what the grammar says of a text."""
        return [CLAIM + name for name, text in self._beside.items() if text.casefold() == key]

    def of_nothing(self) -> tuple[list[str], list[str]]:
        """Return the features of a driver that is told of nothing, and those by the grammar."""
        label, tokens = self._caused.label, self._caused.statement.tokens
        effect, category = label.effect, label.category
        left = tokens[max(0, self._caused.first - _LEFT) : self._caused.first]
        right = tokens[self._caused.last : self._caused.last + _RIGHT]
        within = tokens[self._caused.first : min(self._caused.last, self._caused.first + _WITHIN)]
        words = [
            "none",
            f"{category}",
            f"{effect}",
            f"{category},{effect}",
            f"{category},{label.direction}",
            f"{label.status}",
            f"{label.status},{effect}",
            f"named:{self._caused.effect is not None}",
            f"place:{self._caused.told.place}",
            *[f"l:{word}" for word in dict.fromkeys(words_of(left))],
            *[f"r:{word}" for word in dict.fromkeys(words_of(right))],
            *[f"w:{word}" for word in dict.fromkeys(words_of(within))],
        ]
        untaken = "taken" not in self._beside
        claims = (
            f"none:{untaken}",
            f"none:{untaken},{category}",
            f"none:{untaken},{effect}",
            *(f"none:{name}" for name in _BESIDE if name not in self._beside),
        )
        return [f"none {name}" for name in words], [CLAIM + name for name in claims]
