"""Features of an effect: what tells whether a case, once its category is known, moves one indicator."""

from __future__ import annotations

from collections.abc import Iterator

from extract.rules.drivers.cases import Case
from extract.rules.drivers.effects import measures
from extract.rules.drivers.features import way_at
from extract.rules.drivers.reading import Kinds
from extract.rules.drivers.runs import sort_of
from schemas.vocabulary import Category, Indicator

__all__ = ["effect_features"]

_NEAR = 3
_FAR = 3
_BACK, _SOON = 4, 2


def effect_features(case: Case, category: Category, effect: Indicator) -> list[str]:
    """Return what speaks for and against `effect` as what a case moves."""
    out = [
        *_named(case, category, effect), *_told(case, effect), *_near(case, category, effect),
        *_beside(case, effect), *_figures(case, effect), *_next(case, effect), *_earlier(case, effect),
    ]  # fmt: skip
    return list(dict.fromkeys(out))


def _named(case: Case, category: Category, effect: Indicator) -> Iterator[str]:
    reading, told = case.reading, case.told
    kind = sort_of(effect)
    headline = told.headline.indicator is effect
    named = effect in told.indicators
    marked = [m for m in reading.marks.get(Kinds.INDICATOR, ()) if m.code == effect]
    in_run = any(case.run[0] <= m.first and m.last <= case.run[1] for m in marked)
    in_part = any(case.part[0] <= m.first and m.last <= case.part[1] for m in marked)
    yield f"effect={effect}"
    yield f"effect={effect}&{category}"
    yield f"headline={+headline}"
    yield f"headline={+headline}&{kind}"
    yield f"named={+named}"
    yield f"named={+named}&{effect}"
    yield f"named={+named}&of={min(_FAR, len(told.indicators))}"
    yield f"run={+in_run}&{effect}"
    yield f"run={+in_run}&{kind}&{category}"
    yield f"part={+in_part}&{effect}"
    measured = told.headline.has(effect)
    yield f"measured={+measured}&{kind}"
    yield from [f"{form.as_word}&{kind}" for form in reading.forms[slice(*case.run)]]


def _told(case: Case, effect: Indicator) -> Iterator[str]:
    """Tell what the sentence and those beside say of output, and what the grammar saw moved."""
    told, (before, behind) = case.told, case.around
    for name, other in (("before", before), ("behind", behind)):
        if other is not None:
            yield f"{name}:named={+(effect in other.indicators)}&{effect}"
            if other.output is not None:
                same = other.output.indicator is effect
                yield f"{name}:output={+same}&stated={+other.output.stated}"
    if told.output is None:
        yield f"no-output&{effect}"
    else:
        same, moved = told.output.indicator is effect, told.output.way is not None
        yield f"output={+same}&stated={+told.output.stated}&moved={+moved}"
        yield f"output={told.output.indicator}&{effect}"
    if told.found:
        yield f"grammar={+any(found.label.effect is effect for found in told.found)}"
    if before is not None and before.found:
        yield f"before:grammar={+any(found.label.effect is effect for found in before.found)}"


def _near(case: Case, category: Category, effect: Indicator) -> Iterator[str]:
    """Tell where the nearest word that names it stands, whether it moves, and what connective is between."""
    reading, (first, last), nearest = case.reading, case.run, case.nearest(effect)
    if nearest is None:
        yield f"unnamed&{effect}"
        return
    near, side = nearest
    gap = {"in": 0, "before": first - near.last, "behind": near.first - last}[side]
    yield f"side={side}&gap={min(_FAR, gap // _NEAR)}"
    yield f"side={side}&{effect}"
    yield f"side={side}&{category}"
    way = way_at(reading, near)
    yield f"moves={+(way is not None)}"
    yield f"moves={+(way is not None)}&{side}"
    low, high = min(last, near.last), max(first, near.first) + 1
    between = next((m.code for m in reading.marks.get(Kinds.LINK, ()) if low <= m.first < high), None)
    yield f"between={between}&{side}"


def _beside(case: Case, effect: Indicator) -> list[str]:
    """Return the words of its part that stand before the run and behind it: there the effect is told."""
    forms, (first, last), (left, right) = case.reading.forms, case.run, case.part
    moved = f"&{effect}"
    before = [f"left={form.stem}{moved}" for form in forms[left:first]]
    return before + [f"right={form.stem}{moved}" for form in forms[last:right]]


def _figures(case: Case, effect: Indicator) -> Iterator[str]:
    """Tell whether figures of its part, its sentence and those beside measure it."""
    told, kind = case.told, sort_of(effect)
    in_part = told.measured_in(*case.part)
    for name, measured in (("part", in_part), ("here", told.measured)):
        has = +measures(measured, effect)
        yield f"{name}:figure={has}&any={+bool(measured)}"
        yield f"{name}:figure={has}&{kind}"
    for name, other in case.beside:
        measured = other.measured
        has = +measures(measured, effect)
        yield f"{name}:figure={has}&any={+bool(measured)}"
        if measured:
            nearest = measured[-1] if name == "before" else measured[0]
            yield f"{name}:nearest={+(nearest.indicator is effect)}"
            yield f"{name}:nearest={+(nearest.indicator is effect)}&{kind}"


def _next(case: Case, effect: Indicator) -> Iterator[str]:
    """Tell whether it is named last before the run or first behind it, and what connectives stand there."""
    (first, last), marks = case.run, case.reading.marks.get(Kinds.INDICATOR, ())
    before = [mark.code for mark in marks if mark.last <= first]
    behind = [mark.code for mark in marks if mark.first >= last]
    left, right = case.links
    named = f"next={+(before[-1:] == [effect])}{+(behind[:1] == [effect])}"
    yield named
    yield f"{named}&left={left}"
    yield f"{named}&right={right}"
    yield f"{named}&any={+bool(before)}{+bool(behind)}"


def _earlier(case: Case, effect: Indicator) -> Iterator[str]:
    """Tell how many sentences back it was last told of, and whether anything else was since."""
    kind, told = sort_of(effect), case.told
    back, since = 0, False
    for number, other in enumerate(case.earlier, 1):
        if effect in other.moved:
            back = min(_BACK, number)
            break
        since = since or bool(other.moved)
    since = since and back > 0
    yield f"back={back}"
    yield f"back={back}&since={+since}"
    yield f"back={back}&{kind}"
    last = next((other for other in case.earlier if other.moved), None)
    if last is not None:
        yield f"last={+(effect in last.moved)}&of={min(_FAR, len(last.moved))}"
    yield f"here={+(effect in told.moved)}&of={min(_FAR, len(told.moved))}&back={min(_SOON, back)}"
