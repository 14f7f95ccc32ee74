"""What is told again: a cause of one kind, effect and time whose words were told before."""

from __future__ import annotations

from collections.abc import Iterable

from extract.rules.drivers.found import Found

__all__ = ["told_once"]

_LEAST_WORD = 4


def told_once(drivers: Iterable[Found]) -> list[Found]:
    """Return each cause once, in text order: the statement that names its regions, else the first.

    Two sentences may each tell of a cause of one kind ("orders for cable", "exports"); one sentence tells
    of it once.
    """
    kept: dict[tuple[object, ...], list[Found]] = {}
    for driver in drivers:
        label = driver.label
        key = (label.category, label.effect, label.direction, label.status, label.period)
        told = kept.setdefault(key, [])
        again = next((other for other in told if _is_again(driver, other)), None)
        if again is None:
            told.append(driver)
        elif label.region and not again.label.region:
            told[told.index(again)] = driver
    return sorted((driver for told in kept.values() for driver in told), key=lambda found: found.number)


def _is_again(driver: Found, other: Found) -> bool:
    """Tell whether one of two causes of one key stands in the other's sentence or in its words."""
    if driver.number == other.number:
        return True
    words, before = _words(driver.label.cause), _words(other.label.cause)
    return not words or not before or not words.isdisjoint(before)


def _words(cause: str) -> frozenset[str]:
    return frozenset(word for word in cause.lower().split() if len(word) >= _LEAST_WORD)
