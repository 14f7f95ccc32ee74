"""Choices: what a figure may be told of: its segment, region or company, among words near, or nothing.

Each choice has features of its text, of how it stands to the figure, and of what the grammar and the figures
beside say of it. Names of features are stable: the weights are learned for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from extract.document import Annotated
from extract.rules.context import Statement
from extract.rules.draft import Draft
from extract.rules.review.layout import Layout
from extract.rules.review.runs import SEGMENT, Held, Runs, elsewhere, told_in
from extract.rules.review.seen import Seen
from extract.rules.review.spans import Span
from extract.rules.review.words import CLAIM, words_of
from extract.rules.tokens import Kind

__all__ = ["Choice", "Choices", "Standing", "choices_of", "told_of_span"]

_BEFORE, _BEHIND = 60, 30
"""How many tokens before a figure, and behind it, are looked at."""
_FAR = (1, 2, 3, 4, 7, 12, 20)
_FIGURES, _VERBS, _RANKS = 3, 2, 6
_LEFT, _RIGHT = 6, 3
_WHY = 14


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A text, or None, that may be what a figure is told of.

    `span` is where it stands in the sentence, if it does. `words` are the features of how it stands to the
    figure, or of nothing's being told; `claims` those of what the grammar says of it.
    """

    text: str | None
    span: Span | None
    words: list[str]
    claims: list[str]


class Standing(Protocol):
    """How runs of words stand to what is asked for, and what the grammar says of it."""

    def distance(self, span: Span) -> tuple[int, ...]:
        """Return how far a run of words is, to sort by."""

    def of_span(self, span: Span) -> list[str]:
        """Return how a run of words stands to it."""

    def claims(self, key: str) -> list[str]:
        """Return what the grammar says of a text, given without capitals."""

    def of_nothing(self) -> tuple[list[str], list[str]]:
        """Return the features of its being told of nothing, and those by the grammar."""


class Choices:
    """The choices of the figures of a section, asked for in text order."""

    def __init__(
        self,
        section: Annotated,
        spoken: Sequence[Statement],
        own: frozenset[str],
        field: str = SEGMENT,
    ) -> None:
        """Take the section and its sentences, the words that name its commodity, and what is asked for."""
        self._runs, self._field = Runs(section, spoken, own, field), field

    def of(self, seen: Seen, among: Callable[[Sequence[Span]], Iterable[Span]] | None = None) -> list[Choice]:
        """Return the choices of a figure; `among` picks from the spans within reach those worth a look."""
        runs, beside = self._runs.of(seen.statement), dict(_beside(seen))
        reach = runs.within(seen.at - _BEFORE, seen.at + _BEHIND)
        near = [span for span in reach if not span.first <= seen.at < span.last]
        place = _Place(runs.layout, seen, near, beside, self._field)
        texts = [told_in(draft.scope, self._field) for draft in (seen.draft, *beside.values())]
        return choices_of(place, runs, among(near) if among else near, filter(None, texts), self._field)


def choices_of(
    place: Standing, runs: Held, spans: Iterable[Span], texts: Iterable[str], field: str
) -> list[Choice]:
    """Return nothing, some runs of words of a sentence, and texts that stand elsewhere, each text once.

    Of runs of the same words the nearest is taken; the names of the sentences before are among the texts.
    """
    found: dict[str, Span] = {}
    for span in sorted(spans, key=place.distance):
        found.setdefault(span.text.casefold(), span)
    choices = [Choice(None, None, *place.of_nothing())]
    for key, span in found.items():
        choices.append(Choice(span.text, span, place.of_span(span), place.claims(key)))
    told = {key: name.text for key, name in runs.earlier.items()} | {t.casefold(): t for t in texts}
    for key, text in told.items():
        if key not in found:
            earlier = runs.earlier[key].features if key in runs.earlier else []
            choices.append(Choice(text, None, [*elsewhere(text, field), *earlier], place.claims(key)))
    return choices


def told_of_span(choice: Choice) -> list[str]:
    """Return the features of a choice's own text, whatever the figure."""
    return choice.span.features if choice.span is not None else []


def _beside(seen: Seen) -> Iterator[tuple[str, Draft]]:
    """Yield the readings with which a figure may share what it is told of, by name."""
    readings = {
        "before": seen.before[1] if seen.before else None,
        "behind": seen.behind[1] if seen.behind else None,
        "main": seen.main,
        "first": seen.first,
        "last": seen.last,
    }
    yield from ((name, reading) for name, reading in readings.items() if reading is not None)


class _Place:
    """A figure's place in its sentence, to tell how runs of words stand to it."""

    def __init__(
        self, layout: Layout, seen: Seen, near: Sequence[Span], beside: Mapping[str, Draft], field: str
    ) -> None:
        self._layout, self._seen, self._beside, self._field = layout, seen, beside, field
        self._at, self._draft = seen.at, seen.draft
        self._named = _named(seen)
        self._ends = sorted({span.last for span in near if span.last <= seen.at})
        lead = words_of(seen.left[-1:])
        self._lead = lead[0] if lead else "^"

    def distance(self, span: Span) -> tuple[int, ...]:
        """Return how far a span is, those before the figure first."""
        return span.last > self._at, abs(self._at - span.last), span.first

    def of_span(self, span: Span) -> list[str]:
        """Return how a run of words stands to the figure."""
        layout, draft, at = self._layout, self._draft, self._at
        left = span.last <= at
        begin, end = (span.last, at) if left else (at + 1, span.first)
        side = "L" if left else "R"
        figures = min(layout.figures[end] - layout.figures[begin], _FIGURES)
        verbs = min(layout.verbs[end] - layout.verbs[begin], _VERBS)
        far = next((step for step in _FAR if end - begin <= step), 0)
        stands, to = f"{side}{figures}", span.stands_to(self._named)
        indicator = draft.indicator
        rank = min(sum(end > span.last for end in self._ends), _RANKS) if left else _RANKS
        return [
            "span",
            stands,
            f"{stands},breaks:{layout.breaks(begin, end)}",
            f"{side}far:{far}",
            f"{stands},verbs:{verbs}",
            f"to:{to}",
            f"to:{to},{indicator}",
            f"to:{to},{stands}",
            f"to:{to},own:{span.own}",
            f"to:{to},{span.sorts}",
            f"to:{to},head:{span.head}",
            f"{stands},kn:{span.behind}",
            f"{stands},kp:{span.before}",
            f"{stands},group:{span.is_group}",
            f"{stands},own:{span.own}",
            f"{stands},{span.sorts}",
            f"{stands},head:{span.head}",
            f"{stands},{draft.basis}",
            f"{stands},lead:{self._lead}",
            f"{draft.figure.unit},head:{span.head}",
            f"{indicator},head:{span.head}",
            f"{indicator},kp:{span.before}",
            f"{indicator},kn:{span.behind}",
            f"{indicator},p:{span.lead}",
            f"rank:{rank}",
            f"rank:{rank},{span.sorts}",
        ]

    def claims(self, key: str) -> list[str]:
        """Return what the grammar says of a text, here and of the figures beside."""
        draft = self._draft
        told: list[str] = []
        if self._is_told(draft, key):
            told += ["taken", f"taken:{draft.scope.why[:_WHY]}"]
        for name, reading in self._beside.items():
            if self._is_told(reading, key):
                told += [name, f"{name}:{reading.indicator is draft.indicator}"]
        return [CLAIM + name for name in told]

    def of_nothing(self) -> tuple[list[str], list[str]]:
        """Return the features of a figure that is told of nothing, and those by the grammar."""
        seen, draft, tokens = self._seen, self._draft, self._seen.statement.tokens
        indicator, untaken = draft.indicator, self._is_told_none(draft)
        named = self._named
        words = [
            "none",
            f"indicator:{indicator}",
            f"unit:{draft.figure.unit}",
            f"basis:{draft.basis}",
            f"basis:{draft.basis},{indicator}",
            f"base:{draft.is_base}",
            f"named:{named is not None and named < self._at}",
            f"opens:{words_of(tokens[:1])[0]}",
            *[f"l:{word}" for word in dict.fromkeys(words_of(tokens[max(0, self._at - _LEFT) : self._at]))],
            *[f"r:{word}" for word in dict.fromkeys(words_of(tokens[self._at + 1 : self._at + 1 + _RIGHT]))],
        ]
        if named is not None:
            words += [
                f"i:{tokens[named].low}",
                f"ip:{self._layout.word(named - 1)}",
                f"in:{self._layout.word(named + 1)}",
            ]
        alone = all(map(self._is_told_none, self._beside.values()))
        claims = (
            f"none:{untaken}",
            f"none:{untaken},{indicator}",
            f"none:{draft.scope.why[:_WHY]}",
            f"none beside:{alone}",
            f"none before:{seen.main is None or self._is_told_none(seen.main)}",
        )
        return [f"none {name}" for name in words], [CLAIM + name for name in claims]

    def _is_told(self, draft: Draft, key: str) -> bool:
        told = told_in(draft.scope, self._field)
        return told is not None and told.casefold() == key

    def _is_told_none(self, draft: Draft) -> bool:
        return told_in(draft.scope, self._field) is None


def _named(seen: Seen) -> int | None:
    """Return the token of the thing measured named nearest before a figure, else of the first behind it."""
    tokens, at = seen.statement.tokens, seen.at
    before = range(at - 1, max(-1, at - _BEFORE), -1)
    behind = range(at + 1, min(len(tokens), at + _BEHIND))
    return next((i for i in (*before, *behind) if tokens[i].has(Kind.INDICATOR)), None)
