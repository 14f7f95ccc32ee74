"""Features of an effect: what tells whether a case, once its category is known, moves one indicator.

They stand beside those of the case itself, which all its effects share; no name is one of both.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.rules.drivers.cases import Case
from extract.rules.drivers.effects import measures
from extract.rules.drivers.features import way_at
from extract.rules.drivers.forms import kept
from extract.rules.drivers.reading import Kinds
from extract.rules.drivers.runs import sort_of
from extract.rules.drivers.sentences import Told
from schemas.vocabulary import Category, Indicator

__all__ = ["effect_features", "told_as"]

_NEAR = 3
_FAR = 3
_BACK, _SOON = 4, 2


def told_as(category: Category) -> str:
    """Return the feature that a case of a category has, whichever effect it may move."""
    return f"told-as={category}"


def effect_features(case: Case, category: Category, effect: Indicator) -> list[str]:
    """Return what speaks for and against `effect` as what a case moves, each once."""
    return [
        *_named(case, category, effect), *_told(case, effect), *_near(case, category, effect),
        *_beside(case, effect), *_figures(case, effect), *_next(case, effect), *_earlier(case, effect),
    ]  # fmt: skip


def _named(case: Case, category: Category, effect: Indicator) -> list[str]:
    """Tell whether it is named, and where, and the words of the run."""
    told, (first, last), (left, right) = case.told, case.run, case.part
    named = effect in told.indicators
    in_run = in_part = False
    for mark in case.reading.marks[Kinds.INDICATOR] if named else ():
        if mark.code == effect:
            in_run = in_run or (first <= mark.first and mark.last <= last)
            in_part = in_part or (left <= mark.first and mark.last <= right)
    kind, headline, others = sort_of(effect), told.headline, min(_FAR, len(told.indicators))
    return [
        *_naming(effect, category, kind, headline.indicator is effect, named, others),
        *_placed(effect, category, kind, in_run, in_part, headline.has(effect)),
        *[f"{word}&{kind}" for word in dict.fromkeys([f.as_word for f in case.reading.forms[first:last]])],
    ]


@kept
def _naming(
    effect: Indicator, category: Category, kind: str, headline: bool, named: bool, others: int
) -> Iterator[str]:
    yield f"effect={effect}"
    yield f"effect={effect}&{category}"
    yield f"headline={+headline}"
    yield f"headline={+headline}&{kind}"
    yield f"named={+named}"
    yield f"named={+named}&{effect}"
    yield f"named={+named}&of={others}"


@kept
def _placed(
    effect: Indicator, category: Category, kind: str, in_run: bool, in_part: bool, measured: bool
) -> Iterator[str]:
    yield f"run={+in_run}&{effect}"
    yield f"run={+in_run}&{kind}&{category}"
    yield f"part={+in_part}&{effect}"
    yield f"measured={+measured}&{kind}"


def _told(case: Case, effect: Indicator) -> list[str]:
    """Tell what the sentence and those beside say of output, and what the grammar saw moved."""
    told, out = case.told, list[str]()
    for name, other in case.beside:
        out += _told_beside(name, effect, effect in other.indicators, *_of_output(other, effect))
    output = told.output
    if output is None:
        out.append(f"no-output&{effect}")
    else:
        out += _told_here(effect, output.indicator, output.stated, output.way is not None)
    if told.found:
        out.append(f"grammar={+told.found_moves(effect)}")
    before = case.around[0]
    if before is not None and before.found:
        out.append(f"before:grammar={+before.found_moves(effect)}")
    return out


def _of_output(told: Told, effect: Indicator) -> tuple[bool | None, bool]:
    """Tell whether an effect is the output told of in a sentence (None: none is), and whether it is named."""
    output = told.output
    return (None, False) if output is None else (output.indicator is effect, output.stated)


@kept
def _told_beside(name: str, effect: Indicator, named: bool, same: bool | None, stated: bool) -> Iterator[str]:
    yield f"{name}:named={+named}&{effect}"
    if same is not None:
        yield f"{name}:output={+same}&stated={+stated}"


@kept
def _told_here(effect: Indicator, output: Indicator, stated: bool, moved: bool) -> Iterator[str]:
    yield f"output={+(output is effect)}&stated={+stated}&moved={+moved}"
    yield f"output={output}&{effect}"


def _near(case: Case, category: Category, effect: Indicator) -> tuple[str, ...]:
    """Tell where the nearest word that names it stands, whether it moves, and what connective is between."""
    reading, (first, last), nearest = case.reading, case.run, case.nearest(effect)
    if nearest is None:
        return (f"unnamed&{effect}",)
    near, side = nearest
    gap = {"in": 0, "before": first - near.last, "behind": near.first - last}[side]
    low, high = min(last, near.last), max(first, near.first) + 1
    between = next((m.code for m in reading.marks.get(Kinds.LINK, ()) if low <= m.first < high), None)
    moves = way_at(reading, near) is not None
    return _nearest(effect, category, side, min(_FAR, gap // _NEAR), moves, between)


@kept
def _nearest(
    effect: Indicator, category: Category, side: str, gap: int, moves: bool, between: str | None
) -> Iterator[str]:
    yield f"side={side}&gap={gap}"
    yield f"side={side}&{effect}"
    yield f"side={side}&{category}"
    yield f"moves={+moves}"
    yield f"moves={+moves}&{side}"
    yield f"between={between}&{side}"


def _beside(case: Case, effect: Indicator) -> list[str]:
    """Return the words of its part that stand before the run and behind it: there the effect is told."""
    forms, (first, last), (left, right) = case.reading.forms, case.run, case.part
    moved = f"&{effect}"
    before = dict.fromkeys([form.stem for form in forms[left:first]])
    behind = dict.fromkeys([form.stem for form in forms[last:right]])
    return [*[f"left={stem}{moved}" for stem in before], *[f"right={stem}{moved}" for stem in behind]]


def _figures(case: Case, effect: Indicator) -> list[str]:
    """Tell whether figures of its part, its sentence and those beside measure it."""
    told, kind, out = case.told, sort_of(effect), list[str]()
    in_part = told.measured_in(*case.part)
    for name, measured in (("part", in_part), ("here", told.measured)):
        out += _measured(name, kind, measures(measured, effect), bool(measured))
    for name, other in case.beside:
        measured = other.measured
        has = measures(measured, effect)
        out.append(f"{name}:figure={+has}&any={+bool(measured)}")
        if measured:
            nearest = measured[-1] if name == "before" else measured[0]
            out += _measured_next(name, kind, nearest.indicator is effect)
    return out


@kept
def _measured(name: str, kind: str, has: bool, some: bool) -> Iterator[str]:
    yield f"{name}:figure={+has}&any={+some}"
    yield f"{name}:figure={+has}&{kind}"


@kept
def _measured_next(name: str, kind: str, same: bool) -> Iterator[str]:
    yield f"{name}:nearest={+same}"
    yield f"{name}:nearest={+same}&{kind}"


def _next(case: Case, effect: Indicator) -> tuple[str, ...]:
    """Tell whether it is named last before the run or first behind it, and what connectives stand there."""
    (first, last), marks = case.run, case.reading.marks.get(Kinds.INDICATOR, ())
    before = [mark.code for mark in marks if mark.last <= first][-1:]
    behind = [mark.code for mark in marks if mark.first >= last][:1]
    sides = before == [effect], behind == [effect]
    return _named_next(*sides, bool(before), bool(behind), *case.links)


@kept
def _named_next(
    last: bool, first: bool, before: bool, behind: bool, left: str | None, right: str | None
) -> Iterator[str]:
    named = f"next={+last}{+first}"
    yield named
    yield f"{named}&left={left}"
    yield f"{named}&right={right}"
    yield f"{named}&any={+before}{+behind}"


def _earlier(case: Case, effect: Indicator) -> list[str]:
    """Tell how many sentences back it was last told of, and whether anything else was since."""
    moved = case.told.moved
    back, since = 0, False
    for number, other in enumerate(case.earlier, 1):
        if effect in other.moved:
            back = min(_BACK, number)
            break
        since = since or bool(other.moved)
    out = list(_told_back(sort_of(effect), back, since and back > 0))
    last = next((other.moved for other in case.earlier if other.moved), None)
    if last is not None:
        out.append(f"last={+(effect in last)}&of={min(_FAR, len(last))}")
    out.append(f"here={+(effect in moved)}&of={min(_FAR, len(moved))}&back={min(_SOON, back)}")
    return out


@kept
def _told_back(kind: str, back: int, since: bool) -> Iterator[str]:
    yield f"back={back}"
    yield f"back={back}&since={+since}"
    yield f"back={back}&{kind}"
