"""Regions: the parts of a sentence that causes do not reach across, and where a clause really opens."""

from __future__ import annotations

from collections.abc import Iterator

from extract.rules.drivers.reading import Kinds, Reading, Run, word_set

__all__ = ["fronted_end", "regions", "skip_openers"]

_HARD = frozenset(";:.!?")
_PUNCTUATION = frozenset(',)(-"')
_LONGEST_ADVERBIAL = 12
_SHORT_SETTING = 3
_WISE = 5
_REPORT = 12


def regions(reading: Reading) -> list[Run]:
    """Return the parts of a sentence: cut at ; and :, at contrasts, and before a second fronted cause."""
    if not reading.parts:
        reading.parts.extend(run for part in _parts(reading) for run in _second_fronts(reading, *part))
    return reading.parts


def _parts(reading: Reading) -> Iterator[Run]:
    left, last = 0, len(reading.words)
    contrast = word_set("contrast")
    for place in sorted([*reading.places(_HARD, 0, last), *reading.places(contrast, 0, last)]):
        low = reading.low(place)
        if place < left:
            continue
        if low in _HARD:
            if left < place:
                yield left, place
            left = place + 1
        elif not _is_no_contrast(reading, left, place):
            stop = place - 1 if reading.low(place - 1) == "," else place
            if left < stop:
                yield left, stop
            left = place + 1
            comma = reading.find(",", left, last)
            if stop <= 0 and low not in ("but", "yet") and comma is not None:
                # "While A, B": the contrast ends at its comma.
                yield left, comma
                left = comma + 1
    if left < last:
        yield left, last


def _is_no_contrast(reading: Reading, left: int, place: int) -> bool:
    """Tell whether a "but" is no contrast: "not only … but also", "no choice but to", "but for"."""
    if reading.low(place) == "yet":
        return place > left and reading.low(place - 1) not in (",", "and")  # "not yet recovered"
    if reading.low(place) == "however":
        # "A, however B" begins anew; "smelters, however, ran on" does not.
        return place == left or reading.low(place - 1) != "," or reading.low(place + 1) == ","
    if reading.low(place) != "but":
        return False
    link = reading.at(Kinds.LINK, place + 1)
    denied = link is not None and link.code == "because" and "not" in reading.lows(left, place)
    return (
        denied
        or reading.low(place + 1) in ("also", "for")
        or reading.low(place - 1) in word_set("no_contrast")
    )


def _second_fronts(reading: Reading, first: int, last: int) -> Iterator[Run]:
    """Cut before ", and with A, B": a new cause that stands before its effect."""
    for comma in reading.places((",",), first, last - 2):
        if reading.low(comma + 1) != "and":
            continue
        place = comma + 2
        link = reading.starts(Kinds.LINK, place)
        if link is None or link.code not in ("because", "weak") or _awaits_effect(reading, first, comma):
            continue
        effect = reading.find(",", link.last, last)
        if effect is not None and reading.is_finite(effect, last):
            yield first, comma
            yield from _second_fronts(reading, place, last)
            return
    yield first, last


def _awaits_effect(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a run opens with a cause whose effect is still to come."""
    at = skip_openers(reading, first, last)
    link = reading.starts(Kinds.LINK, at)
    fronts = link is not None and link.code in ("because", "weak")
    return fronts and fronted_end(reading, at, last) is None


def skip_openers(reading: Reading, first: int, last: int) -> int:
    """Return where a clause begins behind its openers: "However, in February 2025, …"."""
    at = first
    while at < last:
        low = reading.low(at)
        opener = reading.starts(Kinds.OPENER, at)
        if low in _PUNCTUATION or (low[0].isdigit() and reading.low(at + 1) in (".", ")")):
            at += 1
        elif opener is not None and opener.last <= last:
            at = opener.last
        elif low in word_set("adverbial") and (comma := _adverbial_end(reading, at, last)) is not None:
            at = comma + 1
        elif (wise := reading.find("wise", at, min(last, at + _WISE))) and reading.low(wise + 1) == ",":
            at = wise + 2
        elif (said := _reported(reading, at, last)) is not None:
            at = said
        elif low.isdigit() and reading.low(at + 1) == ",":
            at += 2
        else:
            break
    return at


def _reported(reading: Reading, at: int, last: int) -> int | None:
    """Return where what is said begins: behind the "that" of "market participants expect that …"."""
    that = reading.find("that", at, min(last, at + _REPORT))
    if that is None or reading.low(that - 1) not in word_set("reporting") or reading.find(",", at, that):
        return None
    return that + 1


def _adverbial_end(reading: Reading, at: int, last: int) -> int | None:
    """Return the comma that ends an opening phrase of time, place or respect, or None."""
    comma = reading.find(",", at, min(last, at + _LONGEST_ADVERBIAL))
    if comma is None or reading.is_finite(at, comma):
        return None
    link = reading.starts(Kinds.LINK, at)
    if link is not None and link.code in ("because", "against"):
        return None
    if reading.within(Kinds.CATEGORY, at, comma) and not _is_setting(reading, at, comma):
        return None
    return comma


def _is_setting(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a phrase names a season, side or field and gives no cause: "on the demand side"."""
    low = reading.low(first)
    if low in word_set("respects") or reading.low(first + 1) == "terms":
        return True
    ends = reading.low(last - 1) in word_set("setting_ends")
    return low in word_set("setting_opens") and (ends or last - first <= _SHORT_SETTING)


def fronted_end(reading: Reading, first: int, last: int) -> int | None:
    """Return the comma at which a fronted cause ends and its effect begins, or None.

    Commas of a list and before what goes on with the cause are passed over.
    """
    commas = [i for i in range(first + 1, last) if reading.low(i) == ","]
    for number, comma in enumerate(commas):
        last_one = number + 1 == len(commas)
        end = last if last_one else commas[number + 1]
        if reading.low(comma + 1) in word_set("continuing") or reading.at(Kinds.ADDITIVE, comma + 1):
            continue
        speaks = reading.is_finite(comma + 1, end) or reading.within(Kinds.ACT, comma + 1, end)
        if last_one or speaks:
            return comma
    return None
