"""Features of the way in which a cause pushes an effect, as names; a name that holds is worth 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.rules.drivers.effects import OUTPUT
from extract.rules.drivers.features import Told
from extract.rules.drivers.moves import way_of
from extract.rules.drivers.reading import Kinds
from extract.rules.drivers.spots import Spot
from schemas.vocabulary import Indicator

__all__ = ["way_features"]

_NEAR = 3


def way_features(spot: Spot, effect: Indicator, told: Told, around: Sequence[Told | None]) -> Iterator[str]:
    """Yield the features of the way in which a cause pushes an effect."""
    c, reading = str(spot.category), spot.reading
    kind = "output" if effect in OUTPUT else str(effect)
    yield "bias"
    yield f"category={c}"
    yield f"category={c}&{kind}"
    yield f"push={spot.push}&told={spot.told:d}"
    yield f"push={spot.push}&{c}"
    yield f"push={spot.push}&{kind}"
    yield f"push={spot.push}&told={spot.told:d}&{c}"
    same = [f for f in told.found if f.label.category is spot.category and f.label.effect is effect]
    if same:
        yield f"grammar={same[0].label.direction}"
        yield f"grammar={same[0].label.direction}&{c}"
    near = [f for f in told.found if f.run[0] <= spot.place[0] < f.run[1]]
    if near and not same:
        yield f"grammar-here={near[0].label.direction}"
    beside = [f for f in told.found if f.label.effect is effect]
    if beside and not same:
        yield f"grammar-beside={beside[0].label.direction}"
    for name, other in (("here", told), ("before", around[0]), ("behind", around[1])):
        if other is not None and other.output is not None and other.output.way is not None:
            yield f"{name}:way={other.output.way}"
            if kind != "output":
                yield f"{name}:way={other.output.way}&other"
    if kind != "output":
        marks = [m for m in reading.marks.get(Kinds.INDICATOR, ()) if m.code == effect]
        for mark in marks[:1]:
            way = way_of(reading, max(0, mark.first - _NEAR), mark.last + 2 * _NEAR, nearest_last=False)
            yield f"indicator:way={way}"
            yield f"indicator:way={way}&{kind}"
    else:
        way = way_of(reading, *spot.part, nearest_last=False)
        yield f"part:way={way}"
        way = way_of(reading, *spot.run, nearest_last=False)
        yield f"run:way={way}"
    if told.ahead:
        yield "ahead"
        yield f"ahead&push={spot.push}"
    links = {m.code for m in reading.within(Kinds.LINK, *spot.part)}
    for code in sorted(links & {"against", "up", "down"}):
        yield f"link:{code}"
    for name in (Kinds.MORE, Kinds.LESS, Kinds.ENDING, Kinds.SLOW, Kinds.TURNING, Kinds.ENERGY_CUT):
        if reading.has(name, *spot.run):
            yield f"run:{name}"
            yield f"run:{name}&{c}"
    name = " ".join(reading.lows(*spot.place))
    yield f"name={name}"
    for low in {*reading.lows(*spot.run)}:
        if not low[0].isdigit():
            yield f"word={low}"
