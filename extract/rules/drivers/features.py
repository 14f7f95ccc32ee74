"""Features of a case: what tells whether it is a cause and of which category; one that holds is worth 1.

Those of its sentence and of the two beside are the same for all its cases.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.rules.drivers.cases import Case
from extract.rules.drivers.effects import OUTPUT, measured_in
from extract.rules.drivers.moves import way_of
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading
from extract.rules.drivers.runs import plain, run_features, stem
from extract.rules.drivers.sentences import Told
from schemas.vocabulary import Direction

__all__ = [
    "case_features",
    "near_words",
    "sentence_features",
    "topic_features",
    "way_at",
]

_KINDS = (
    Kinds.AGENT, Kinds.RAW, Kinds.DOWNSTREAM, Kinds.ACT, Kinds.MOVE, Kinds.POWER, Kinds.MODAL, Kinds.TURNING,
    Kinds.ENDING, Kinds.REASON, Kinds.BLAME, Kinds.PURPOSE, Kinds.MONEY, Kinds.HEADLINE,
)  # fmt: skip
_NEAR = 2
_BESIDE = 3
_SIZES = ((1, "1"), (2, "2"), (4, "4"), (8, "8"), (12, "12"))
_SHARES = 4
_MANY = 3
_FIGURES = 2
_WORDS = 5
_LINK = 40


def way_at(reading: Reading, mark: Mark) -> Direction | None:
    """Return the way that the words around the name of an indicator say it went."""
    return way_of(reading, max(0, mark.first - _BESIDE), mark.last + 2 * _BESIDE, nearest_last=False)


def sentence_features(told: Told, before: Told | None, behind: Told | None) -> list[str]:
    """Return what is known of every case of a sentence."""
    reading = told.reading
    out = ["bias", f"at={told.place}", f"found={min(_MANY, len(told.found))}"]
    if told.ahead:
        out.append("ahead")
    for name, other in (("here", told), ("before", before), ("behind", behind)):
        out += _output(name, other)
    out += told.texture
    out += [f"names={code}" for code in sorted({m.code for m in reading.marks.get(Kinds.INDICATOR, ())})]
    out += [f"opens{at}={plain(reading.low(at))}" for at in range(2)]
    if before is not None:
        out.append(f"found-before={min(2, len(before.found))}")
    if behind is not None:
        out.append(f"found-behind={min(2, len(behind.found))}")
        out.append(f"behind-opens={behind.reading.low(0)} {behind.reading.low(1)}")
    return out


def topic_features(told: Told) -> list[str]:
    """Return the words of a sentence, for the category alone: whether it tells a cause they do not say."""
    return sorted({f"sentence={stem(low)}" for low in told.reading.words})


def _output(name: str, told: Told | None) -> Iterator[str]:
    if told is None:
        yield f"{name}:none"
    elif told.output is None or told.output.indicator not in OUTPUT:
        yield f"{name}:no-output"
    else:
        yield f"{name}:stated={told.output.stated:d}&way={told.output.way}"


def case_features(case: Case) -> list[str]:
    """Return what is known of a case beyond its sentence."""
    out = [
        *run_features(case.reading, case.run, case.spots), *_agreement(case), *_beside(case), *_links(case),
        *_moving(case), *_shape(case), *_marks(case), *_grammar(case),
    ]  # fmt: skip
    return list(dict.fromkeys(out))


def _agreement(case: Case) -> Iterator[str]:
    """Tell whether the likeliest category pushes as output went, here and beside."""
    if not case.spots:
        return
    first = case.spots[0]
    for name, told in (("here", case.told), ("before", case.around[0]), ("behind", case.around[1])):
        if told is not None and told.output is not None and told.output.indicator in OUTPUT:
            if told.output.way is not None:
                yield f"{name}:agrees={told.output.way is first.push:d}&told={first.told:d}"


def _beside(case: Case) -> Iterator[str]:
    """Yield the words beside the run."""
    reading, (first, last) = case.reading, case.run
    left, right = plain(reading.low(first - 1)), plain(reading.low(last))
    yield f"left={left}"
    yield f"left={plain(reading.low(first - 2))} {left}"
    yield f"right={right}"
    yield f"right={right} {plain(reading.low(last + 1))}"
    yield from near_words(case)


def near_words(case: Case) -> Iterator[str]:
    """Yield the words of its part that stand near the run, on each side."""
    reading, (left, right), (first, last) = case.reading, case.part, case.run
    yield from [f"near-left={stem(low)}" for low in reading.lows(max(left, first - _WORDS), first)]
    yield from [f"near-right={stem(low)}" for low in reading.lows(last, min(right, last + _WORDS))]


def _links(case: Case) -> Iterator[str]:
    """Tell which connectives stand before the run, behind it, in it and elsewhere in the sentence."""
    reading, (first, last), part = case.reading, case.run, case.part
    marks = reading.marks.get(Kinds.LINK, ())
    before = after = None
    for mark in marks:
        if not (part[0] <= mark.first and mark.last <= part[1]):
            yield f"elsewhere={mark.code}"
        elif mark.last <= first:
            before = mark
        elif mark.first >= last:
            after = after or mark
        elif mark.first >= first:
            yield f"inside={mark.code}"
            yield f"inside={_text(reading, mark.first, mark.last)}"
    yield f"before={before.code if before else None}"
    yield f"after={after.code if after else None}"
    if before is not None:
        yield f"before={_text(reading, before.first, before.last)}"
        yield f"before={before.code}&near={first - before.last <= _NEAR:d}"
    if after is not None:
        yield f"after={_text(reading, after.first, after.last)}"
        yield f"after={after.code}&near={after.first - last <= _NEAR:d}"


def _moving(case: Case) -> Iterator[str]:
    """Tell what is named, measured and said to move in the run and beside it in its part."""
    reading, headline = case.reading, case.told.headline
    for name, (first, last) in (("run", case.run), *case.sides):
        if first >= last:
            yield f"{name}:empty"
            continue
        yield f"{name}:way={way_of(reading, first, last, nearest_last=name == 'left')}"
        measured = measured_in(reading, first, last, headline)
        yield f"{name}:figures={min(_FIGURES, len(measured))}"
        yield from (f"{name}:figure={figure.indicator}" for figure in measured)
        yield from (f"{name}:names={mark.code}" for mark in reading.within(Kinds.INDICATOR, first, last))


def _text(reading: Reading, first: int, last: int) -> str:
    return " ".join(reading.lows(first, last))


def _shape(case: Case) -> Iterator[str]:
    reading, (first, last) = case.reading, case.run
    size, whole = last - first, len(reading.words)
    yield f"finite={reading.is_finite(first, last):d}"
    yield "size=" + next((name for most, name in _SIZES if size <= most), "more")
    yield f"opens={first == 0:d}"
    yield f"ends={last >= whole - 1:d}"
    yield f"part-opens={case.part[0] == 0:d}"
    yield f"share={_SHARES * size // (whole + 1)}"


def _marks(case: Case) -> Iterator[str]:
    """Tell what else the lexicons mark in the run, and what sorts of words its part holds."""
    reading, run = case.reading, case.run
    for kind in _KINDS:
        if kind not in reading.marks:
            continue
        if reading.has(kind, *run):
            yield f"has={kind}"
        elif reading.has(kind, *case.part):
            yield f"part={kind}"
    yield f"own={reading.has_own(*run):d}"


def _grammar(case: Case) -> Iterator[str]:
    """Tell what the grammar of stated links found in the run."""
    for found in case.covering:
        yield "grammar"
        yield f"grammar:category={found.label.category}"
        yield f"grammar:effect={found.label.effect}"
        yield f"grammar:{found.why[0][:_LINK]}"
