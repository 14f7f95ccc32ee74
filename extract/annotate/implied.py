"""Units that a figure's place implies: a count, the unit of its chain, of its list, of what it tells anew."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extract.annotate.entries import from_entry, from_head, from_last, heads_of
from extract.annotate.in_words import CONDITIONS
from extract.annotate.lexicon import alternatives, words
from extract.annotate.priced import with_priced
from extract.annotate.rates import with_money_each, with_rates
from extract.annotate.readings import Reading, multiplier_of
from extract.annotate.retold import base_of_rate, retold, taken_up
from extract.annotate.scales import with_scaled
from extract.annotate.sums import CLOSE, on_exchange, with_measures

__all__ = ["with_units"]

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CHAIN = re.compile(r",?\s+and\s+|,\s+|\s+or\s+|\s+to\s+")
_SAMPLE_OF = re.compile(
    r"\b(?:sample|survey|panel|poll)\s+of\s+(?:(?:about|around|some|over|the)\s+)?$", re.I
)
_OUT_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|its|all)\s+)?")
_NUMBER_OF = re.compile(
    r"\b(?:number\s+of\s+(?:[a-z-]+\s+){1,4}|(?:smelters|plants|mills|producers|mines|enterprises|refineries)\s+"
    r"(?:in\s+(?:operation|production)|operating|running)\s+)(?:[a-z]+\s+){0,4}?"
    r"(?:from|to|at|was|were|is|by|totalled|reached)\s+(?:\d+\s+(?:in\s+[A-Z][a-z]+\s+)?to\s+)?$",
    re.I,
)
_IN_ALL = re.compile(
    r"\s+in\s+(?:number|all)\b"
    r"|\s+(?:(?:that|which|whom)\s+)?(?:we|SMM)\s+(?:survey|poll|track|follow|cover|interview)"
)
# "Among smelters surveyed, 14 reported higher output", "of the producers that we survey, 18 stood idle"
_ASKED = re.compile(
    r"\b(?:surveyed|polled|sampled|interviewed|respondents|(?:we|SMM)\s+(?:survey|poll|track|follow|cover|interview)"
    r"|(?:under|in\s+[\w'’]+)\s+(?:survey|sample|panel)|survey\s+of\b)(?:[^.;\n]|\.\d){0,120}$",
    re.I,
)
_TELLS = re.compile(rf"\s+(?:{alternatives(CONDITIONS)})\b")
_OF_THE = re.compile(r"\b[Oo]f\s+(?:the|these|those|all)\s+$")
_TAKEN_UP = 40
"""Among so many figures before it one is looked for that a number takes up."""
_NUMBERED = re.compile(r"\s+(?:to|in|from|at|against|on|by)\b|\s*(?:[,;.)\n]|$)")
# "Shut roads above 3,000 metres and left plants without acid"
_LENGTHS = frozenset(
    {"metre", "metres", "meter", "meters", "kilometres", "kilometers", "km", "feet", "hectares"}
)
_COUNT_LIMIT = 10_000
_SAMPLE_BACK, _ASKED_BACK = 70, 150
_LONGEST_CHAIN = 12
_FROM = re.compile(r"\bfrom\s+$", re.I)
_TO_SECOND = re.compile(r"(?:\s+(?:at|in|on|a|the|by)\b)?[^.;,()\d]{0,40}\s+to\s+", re.I)


def with_units(text: str, readings: list[Reading], sentences: Sequence[tuple[int, int]]) -> list[Reading]:
    """Give bare figures the unit that their place implies: a count, or the unit of their chain."""
    readings = with_scaled(text, readings)
    done: list[Reading] = []
    counted_at = -1
    starts = [start for start, _ in sentences]
    heads = heads_of(text)
    for index, reading in enumerate(readings):
        sentence = bisect_right(starts, reading.start)
        current = reading
        if reading.bare:
            chained = _chain(text, readings, index)
            if chained is None:
                chained = from_last(text, readings, index, done[-1] if done else None)
            if chained is not None:
                current = chained
            elif (led := _leads_to(text, readings, index)) is not None:
                current = led
            elif done and (
                taken := taken_up(text, done[-1], reading) or base_of_rate(text, done[-1], reading)
            ):
                current = taken
            elif (listed := from_head(text, reading, heads)) is not None:
                current = listed
            elif done and (entry := from_entry(text, done[-1], reading)) is not None:
                current = entry
            elif done and (told := retold(text, done, reading)) is not None:
                current = told
            elif (quoted := on_exchange(text, reading, done)) is not None:
                current = replace(reading, unit=quoted, bare=False)
            elif _whole(reading) and (
                _may_count(text, reading, near=0 <= sentence - counted_at <= 1)
                or _takes_up(text, reading, done)
            ):
                current = replace(reading, unit="count", bare=False)
        if current.unit == "count":
            counted_at = sentence
        done.append(current)
    return _retold_all(
        text, with_priced(text, with_rates(text, with_measures(text, with_money_each(text, done))))
    )


def _retold_all(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Read what tells a level anew whose unit was found last."""
    done: list[Reading] = []
    for reading in readings:
        told = retold(text, done, reading) if reading.bare and done else None
        done.append(told or reading)
    return done


def _leads_to(text: str, readings: Sequence[Reading], index: int) -> Reading | None:
    """Read the first of "from 2.0 in August to 6.5 dollars per tonne" in the unit of the second."""
    reading = readings[index]
    after = readings[index + 1] if index + 1 < len(readings) else None
    if (
        after is None
        or after.unit in (None, "count")
        or not _FROM.search(text, max(0, reading.start - 12), reading.start)
    ):
        return None
    if not _TO_SECOND.fullmatch(text, reading.end, after.start):
        return None
    scaled = reading.scaled(multiplier_of(text, after))
    near = abs(after.value) / CLOSE <= abs(scaled.value) <= abs(after.value) * CLOSE
    return replace(scaled, unit=after.unit, bare=False) if near else None


def _whole(reading: Reading) -> bool:
    return reading.step == 1 and abs(reading.value) < _COUNT_LIMIT


def _may_count(text: str, reading: Reading, *, near: bool) -> bool:
    """Tell whether a bare figure counts what follows, or what a figure `near` to it counts."""
    in_fraction = text[max(0, reading.start - 1) : reading.start] == "/"
    if in_fraction:
        return False
    if near or _of_number(text, reading) or _counts(text, reading.end):
        return True
    lead, far = ((max(0, reading.start - back), reading.start) for back in (_SAMPLE_BACK, _ASKED_BACK))
    told = _TELLS.match(text, reading.end) is not None and _ASKED.search(text, *far) is not None
    return told or _SAMPLE_OF.search(text, *lead) is not None


def _takes_up(text: str, reading: Reading, done: Sequence[Reading]) -> bool:
    """Tell whether a number takes up one that was counted before: "of the 27, eleven cut"."""
    lead = _OF_THE.search(text, max(0, reading.start - _SAMPLE_BACK), reading.start)
    before = done[-_TAKEN_UP:] if lead is not None else ()
    return any(each.unit == "count" and each.value == reading.value for each in before)


def _counts(text: str, end: int) -> bool:
    """Tell whether what stands before `end` counts what follows, or is a survey's: "33 in all"."""
    return _counted(text, end) or _IN_ALL.match(text, end) is not None


def _of_number(text: str, reading: Reading) -> bool:
    """Tell whether a number is told of how many there are: "plants in operation fell from 98 to 87"."""
    lead = text[max(0, reading.start - _SAMPLE_BACK) : reading.start]
    return _NUMBER_OF.search(lead) is not None and _NUMBERED.match(text, reading.end) is not None


def _counted(text: str, end: int) -> bool:
    """Tell whether a counted noun stands within four words."""
    lexicon = words()
    at = end
    for _ in range(4):
        match = _WORD.match(text, at + 1) if text[at : at + 1].isspace() else None
        if match is None:
            return False
        word = match.group().lower()
        if word in _LENGTHS:
            return False
        if word in lexicon.countable or word in lexicon.countable_in_digits:
            return True
        at = match.end()
    return False


def _chain(text: str, readings: list[Reading], index: int) -> Reading | None:
    """Read "83.2, 75.1 and 67.2%": the unit behind the last of a chain holds for all of it."""
    # The length of a chain is bounded, so that a long list costs no more for each of its figures.
    for at in range(index, min(index + _LONGEST_CHAIN, len(readings) - 1)):
        gap = (readings[at].end, readings[at + 1].start)
        if at == index and _OUT_OF.fullmatch(text, *gap) and _whole(readings[index]):
            total = readings[at + 1]
            counted = total.unit == "count" or (total.bare and _counts(text, total.end))
            return replace(readings[index], unit="count", bare=False) if counted else None
        link = _CHAIN.fullmatch(text, *gap)
        if link is None:
            return None
        last = readings[at + 1]
        if not last.bare:
            unit = last.unit
            if unit in (None, "count"):
                return None
            return replace(readings[index].scaled(multiplier_of(text, last)), unit=unit, bare=False)
    return None
