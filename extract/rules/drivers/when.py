"""When: of what period a driver is, and whether it came about or is expected, by the weights.

It may be of what its sentence names, takes over or measures, and of what every report speaks of. Each such
answer has features by what tells it, beside those of the words around the cause and the effect. Names of
features are stable: the weights are learned for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.rules.context import month_meant, namesake_ahead
from extract.rules.drivers.caused import Caused
from extract.rules.drivers.found import Found
from extract.rules.drivers.sentences import Told
from extract.rules.models import choice, tally
from extract.rules.review.relative import relative
from extract.rules.review.words import CLAIM, sentence_times, words_of
from schemas.periods import month_after
from schemas.vocabulary import Status

__all__ = ["MODEL", "When", "caused_words", "dated", "whens_of"]

MODEL = "time of effect"
"""The name of the model: its one class is what is taken."""
LIKELY = 700
"""The least chance, in per mille, of another period and status than the grammar's.

On unseen text hardly more are right below it; what is rare (an outlook three months ahead) they don't know.
"""
_LISTED = 2
"""How many times are looked at on each side of a cause."""
_LEFT, _RIGHT, _WITHIN, _OPENING = 5, 5, 10, 3
_MONTH = 7
_TENSES = frozenset(
    "will would shall may might could can should is are was were be been being has have had if once until"
    " next last previous continue continues continued remain remains remained expect expects expected likely"
    " expectation planned plan plans due forecast outlook today currently now already still yet".split()
)


class When(NamedTuple):
    """A period, and whether it came about or is expected."""

    period: str
    status: Status


def dated(found: Sequence[Found], told: Sequence[Told]) -> list[Found]:
    """Return drivers, in text order, of the period and status that the weights find likelier."""
    sentences = {each.reading.number: each for each in told}
    return [_dated(each, Caused(sentences[each.number], each.run, each.label)) for each in found]


def _dated(found: Found, caused: Caused) -> Found:
    now = When(found.label.period, found.label.status)
    chances = choice(MODEL, whens_of(caused), tally(MODEL, caused_words(caused)))
    likeliest = max(chances, key=chances.__getitem__)
    if found.timed or likeliest == now or chances[likeliest] < LIKELY:
        return found
    chance = f"{chances[likeliest] / 10:.1f}%"
    why = f"time: {', '.join(likeliest)}, by the weights ({chance}), not {', '.join(now)}"
    label = found.label.model_copy(update={"period": likeliest.period, "status": likeliest.status})
    return replace(found, label=label, why=(*found.why, why))


def whens_of(caused: Caused) -> Mapping[When, Sequence[str]]:
    """Return what a driver may be of, each with its own features; the grammar's is among them."""
    taken = When(caused.label.period, caused.label.status)
    named: dict[When, dict[str, None]] = {taken: {}}
    for name, when in _sources(caused, caused.told.section.month):
        named.setdefault(when, {})[name] = None
    return {when: _features(caused, when, list(names), taken) for when, names in named.items()}


def _features(caused: Caused, when: When, sources: Sequence[str], taken: When) -> list[str]:
    statement, month = caused.statement, caused.told.section.month
    told = f"{relative(when.period, month)},{when.status}"
    words = [
        told,
        *sources,
        f"sources:{','.join(sorted(sources))}",
        f"{told},expects:{statement.expects}",
        f"{told},{caused.label.effect}",
        f"{told},{caused.label.category}",
        *(f"{name},{when.status},expects:{statement.expects}" for name in sources),
    ]
    claims = [f"taken,{word}" for word in ("", told, *sources)] if when == taken else []
    return [f"is {word}" for word in words] + [f"{CLAIM}is {claim}" for claim in claims]


def caused_words(caused: Caused) -> list[str]:
    """Return the features of a driver, of whatever time it may be."""
    told, label, tokens = caused.told, caused.label, caused.statement.tokens
    left = words_of(tokens[max(0, caused.first - _LEFT) : caused.first])
    right = words_of(tokens[caused.last : caused.last + _RIGHT])
    within = words_of(tokens[caused.first : min(caused.last, caused.first + _WITHIN)])
    future = [caused.statement.place_at(token.start) for token in caused.statement.future]
    features = [
        *sentence_times(caused.statement, told.section.month),
        f"expects:{caused.statement.expects}",
        f"place:{told.place}",
        f"category:{label.category}",
        f"effect:{label.effect}",
        f"way:{label.category},{label.effect},{label.direction}",
        f"ahead of it:{any(at < caused.first for at in future)}",
        f"behind it:{any(at >= caused.last for at in future)}",
        f"in it:{any(caused.first <= at < caused.last for at in future)}",
        *(f"l:{word}" for word in left),
        *(f"r:{word}" for word in right),
        *(f"w:{word}" for word in within),
        *(f"o:{word}" for word in words_of(tokens[:_OPENING])),
        *(f"tense:{word}" for word in sorted(_TENSES & caused.statement.said)),
        f"l1:{left[-1] if left else '^'}",
        f"r1:{right[0] if right else '$'}",
    ]
    if caused.effect is not None:
        around = words_of(tokens[max(0, caused.effect - _LEFT) : caused.effect + _RIGHT])
        features += [f"e:{word}" for word in around]
    return list(dict.fromkeys(features))


def _sources(caused: Caused, month: str) -> Iterator[tuple[str, When]]:
    """Yield what a driver may be of, by what tells it."""
    yield "month", When(month, Status.ACTUAL)
    yield "month expected", When(month, Status.FORECAST)
    yield "next month", When(month_after(month), Status.FORECAST)
    yield "month before", When(month_after(month, -1), Status.ACTUAL)
    statement = caused.statement
    yield "inherited", _when(statement.inherited, month, expects=statement.expects)
    yield from _named(caused, month)
    yield from _measured(caused)
    for found in caused.told.found:
        if found.run != caused.run:
            yield "driver", When(found.label.period, found.label.status)


def _named(caused: Caused, month: str) -> Iterator[tuple[str, When]]:
    """Yield the times of the sentence, the nearest on each side of the cause first.

    In an outlook a month gone by may be its namesake to come.
    """
    start, end = caused.told.reading.offsets(*caused.run)
    times, expects = caused.statement.times, caused.statement.expects
    sides = {
        "L": [time for time in reversed(times) if time.end <= start],
        "in": [time for time in times if start < time.end and time.start < end],
        "R": [time for time in times if time.start >= end],
    }
    for side, listed in sides.items():
        for rank, time in enumerate(listed[:_LISTED]):
            flags = "c" * time.compared + "l" * time.loose + "s" * time.since + "d" * time.day
            name = f"{side}{rank}{flags}"
            period, printed = month_meant(caused.told.section, time)
            yield name, _when(period, month, expects=expects)
            if expects and not printed and (ahead := namesake_ahead(period, month)) is not None:
                yield f"{name} to come", When(ahead, Status.FORECAST)


def _measured(caused: Caused) -> Iterator[tuple[str, When]]:
    """Yield when the figures around a cause are of, those of the effect by a name of their own."""
    start, _ = caused.told.reading.offsets(*caused.run)
    before, here, behind = caused.figures
    listed = {
        "figure before": [figure for figure in here if figure.start < start][-1:],
        "figure behind": [figure for figure in here if figure.start >= start][:1],
        "figure of effect": [figure for figure in here if figure.indicator in caused.kin][:1],
        "last figure": before[-1:],
        "next figure": behind[:1],
    }
    for name, found in listed.items():
        for figure in found:
            yield name, When(figure.period, figure.status)


def _when(period: str, month: str, *, expects: bool) -> When:
    """Return what a period is told as: what is over is no forecast."""
    last = period.rpartition("/")[2][:_MONTH]
    ahead = last > month or (expects and month.startswith(last))
    return When(period, Status.FORECAST if ahead else Status.ACTUAL)
