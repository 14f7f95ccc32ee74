"""The periods that a figure may be of, and the features of each.

What may date a figure is a time that its sentence names, what its sentence inherits, the readings around it,
and what every report speaks of: its month, those beside it, its quarter, the year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from extract.rules.review.seen import Seen
from extract.rules.review.words import CLAIM, words_of
from extract.rules.times import Time
from schemas.periods import month_after

__all__ = ["Claim", "claim_on", "lead_of", "periods_of", "told_of"]

_YEAR, _MONTHS = 4, slice(5, 7)
_LISTED = 3
"""How many times are looked at on each side."""
_PACES, _PACE = 9, 2
_BETWEEN = 2
_BREAKS = ",;:()"
_IS = "is "
"""What the names of the features of a period begin with, beside those of the figure."""

_Source = tuple[str, Sequence[str]]  # a period, and the features that it has as one


class Claim(NamedTuple):
    """What the grammar read of a figure: its basis, whether others are compared with it, its period."""

    basis: str
    is_base: bool
    is_taken: bool


def periods_of(seen: Seen) -> Mapping[str, Sequence[str]]:
    """Return each period that a figure may be of, with what it is named for; the grammar's is among them."""
    found: dict[str, list[str]] = {seen.draft.period: []}
    for period, names in (*_general(seen.month), *_inherited(seen), *_named(seen)):
        found.setdefault(period, []).extend(names)
    return found


def claim_on(seen: Seen, period: str) -> Claim:
    """Return what the grammar read of a figure, with regard to a period."""
    return Claim(seen.draft.basis, seen.draft.is_base, period == seen.draft.period)


def lead_of(seen: Seen) -> str:
    """Return the word right before a figure, and behind the figure before it."""
    return words_of(seen.left[-1:])[0] if seen.left else ""


def told_of(names: Sequence[str], lead: str, claim: Claim, told: str) -> list[str]:
    """Return the features of a period that is `told` to the report's month.

    They are by what it is named for, by the word that leads to the figure, and by what the grammar read.
    """
    own = list(dict.fromkeys(names))
    sources = [name for name in own if ":" not in name]
    words = [*own, f"sources:{','.join(sorted(sources))}", *(f"{source}|{lead}" for source in sources)]
    read = [f"{source}|{claim.basis},{claim.is_base}" for source in sources]
    taken = ["taken", *words[: len(own) + 1]] if claim.is_taken else []
    return [f"{_IS}{name}" for name in (told, *words)] + [f"{CLAIM}{_IS}{name}" for name in (*read, *taken)]


@lru_cache(maxsize=64)
def _general(month: str) -> Sequence[_Source]:
    """Return what every report of a month may speak of."""
    year, number = int(month[:_YEAR]), int(month[_MONTHS])
    ended = (number - 1) // 3 * 3
    past = f"{year}-{ended - 2:02d}/{year}-{ended:02d}" if ended else f"{year - 1}-10/{year - 1}-12"
    told = [
        ("month", month),
        ("next month", month_after(month)),
        ("month before", month_after(month, -1)),
        ("year", str(year)),
        ("next year", str(year + 1)),
        ("three months", f"{month_after(month, -2)}/{month}"),
        ("last quarter", past),
    ]
    if number > 1:
        told.append(("year to date", f"{year}-01/{month}"))
    found: dict[str, list[str]] = {}
    for name, period in told:
        found.setdefault(period, []).append(name)
    return tuple(found.items())


def _inherited(seen: Seen) -> Iterator[_Source]:
    """Yield what a figure may take over."""
    yield seen.statement.inherited, ("inherited",)
    readings = {
        "before": seen.before[1] if seen.before else None,
        "main": seen.main,
        "behind": seen.behind[1] if seen.behind else None,
        "first": seen.first,
        "last": seen.last,
    }
    for name, reading in readings.items():
        if reading is not None:
            yield reading.period, (name,)


def _named(seen: Seen) -> Iterator[_Source]:
    """Yield the times of the sentence, the nearest on each side first."""
    figure, times = seen.draft.figure, seen.statement.times
    left = (time for time in reversed(times) if time.end <= figure.start)
    right = (time for time in times if time.start >= figure.end)
    for side, listed in (("L", left), ("R", right)):
        for rank, time in enumerate(islice(listed, _LISTED)):
            yield time.period, _of_time(seen, f"{side}{rank}", time)


def _of_time(seen: Seen, place: str, time: Time) -> Sequence[str]:
    tokens = seen.statement.tokens
    at = min(seen.statement.place_at(time.start), len(tokens) - 1)
    low, high = min(at, seen.at), max(at, seen.at)
    between = tokens[low + 1 : high]
    figures = min(sum(token.figure is not None for token in between), _BETWEEN)
    breaks = "".join(sorted({token.text for token in between if token.text in _BREAKS}))
    lead = words_of(tokens[at - 1 : at])
    name = place + "c" * time.compared + "l" * time.loose + "s" * time.since
    return (
        name,
        f"{name}:figures {figures}",
        f"{name}:far {min(high - low, _PACES) // _PACE}",
        f"{name}:breaks {breaks} {min(figures, 1)}",
        f"{place[0]}:lead {''.join(lead)} {time.compared}",
    )
