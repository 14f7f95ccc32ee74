"""Features of a case: what tells whether it is a cause and of which category; one that holds is worth 1.

Those of its sentence and of the two beside are the same for all its cases.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from extract.rules.drivers.cases import Case
from extract.rules.drivers.effects import OUTPUT
from extract.rules.drivers.forms import kept, plain
from extract.rules.drivers.moves import way_of
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading
from extract.rules.drivers.runs import run_features
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
_MOST, _SIZES = (1, 2, 4, 8, 12), ("1", "2", "4", "8", "12", "more")
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
    return sorted({f"sentence={form.stem}" for form in told.reading.forms})


def _output(name: str, told: Told | None) -> Iterator[str]:
    if told is None:
        yield f"{name}:none"
    elif told.output is None or told.output.indicator not in OUTPUT:
        yield f"{name}:no-output"
    else:
        yield f"{name}:stated={+told.output.stated}&way={told.output.way}"


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
                yield f"{name}:agrees={+(told.output.way is first.push)}&told={+first.told}"


def _beside(case: Case) -> list[str]:
    """Return the words beside the run."""
    reading, (first, last) = case.reading, case.run
    left, right = plain(reading.low(first - 1)), plain(reading.low(last))
    beyond = plain(reading.low(first - 2)), plain(reading.low(last + 1))
    pairs = [f"left={left}", f"left={beyond[0]} {left}", f"right={right}", f"right={right} {beyond[1]}"]
    return pairs + near_words(case)


def near_words(case: Case) -> list[str]:
    """Return the words of its part that stand near the run, on each side."""
    forms, (left, right), (first, last) = case.reading.forms, case.part, case.run
    out = [form.on_left for form in forms[max(left, first - _WORDS) : first]]
    return out + [form.on_right for form in forms[last : min(right, last + _WORDS)]]


def _links(case: Case) -> list[str]:
    """Tell which connectives stand before the run, behind it, in it and elsewhere in the sentence."""
    reading, (first, last), part = case.reading, case.run, case.part
    out = []
    before = after = None
    for mark in reading.marks.get(Kinds.LINK, ()):
        if not (part[0] <= mark.first and mark.last <= part[1]):
            out.append(f"elsewhere={mark.code}")
        elif mark.last <= first:
            before = mark
        elif mark.first >= last:
            after = after or mark
        elif mark.first >= first:
            out += [f"inside={mark.code}", f"inside={_text(reading, mark)}"]
    out += [f"before={before.code if before else None}", f"after={after.code if after else None}"]
    if before is not None:
        near = first - before.last <= _NEAR
        out += [f"before={_text(reading, before)}", f"before={before.code}&near={+near}"]
    if after is not None:
        near = after.first - last <= _NEAR
        out += [f"after={_text(reading, after)}", f"after={after.code}&near={+near}"]
    return out


def _moving(case: Case) -> list[str]:
    """Tell what is named, measured and said to move in the run and beside it in its part."""
    reading, told = case.reading, case.told
    out = []
    for name, (first, last) in (("run", case.run), *case.sides):
        if first >= last:
            out.append(f"{name}:empty")
            continue
        measured = told.measured_in(first, last)
        way = way_of(reading, first, last, nearest_last=name == "left")
        out += _moved(name, way, min(_FIGURES, len(measured)))
        for figure in measured:
            out.append(f"{name}:figure={figure.indicator}")
        for mark in reading.within(Kinds.INDICATOR, first, last):
            out.append(f"{name}:names={mark.code}")
    return out


@kept
def _moved(name: str, way: Direction | None, figures: int) -> Iterator[str]:
    yield f"{name}:way={way}"
    yield f"{name}:figures={figures}"


def _text(reading: Reading, mark: Mark) -> str:
    return " ".join(reading.lows(mark.first, mark.last))


def _shape(case: Case) -> tuple[str, ...]:
    """Tell how long a run is, where it stands, and whether it has a verb."""
    reading, (first, last) = case.reading, case.run
    size, whole = last - first, len(reading.words)
    return _shaped(
        reading.is_finite(first, last), bisect_left(_MOST, size), first == 0, last >= whole - 1,
        case.part[0] == 0, _SHARES * size // (whole + 1),
    )  # fmt: skip


@kept
def _shaped(finite: bool, size: int, opens: bool, ends: bool, part_opens: bool, share: int) -> Iterator[str]:
    yield f"finite={+finite}"
    yield f"size={_SIZES[size]}"
    yield f"opens={+opens}"
    yield f"ends={+ends}"
    yield f"part-opens={+part_opens}"
    yield f"share={share}"


def _marks(case: Case) -> list[str]:
    """Tell what else the lexicons mark in the run, and what sorts of words its part holds."""
    reading, run = case.reading, case.run
    out = []
    for kind in _KINDS:
        if kind not in reading.marks:
            continue
        if reading.has(kind, *run):
            out.append(f"has={kind}")
        elif reading.has(kind, *case.part):
            out.append(f"part={kind}")
    out.append(f"own={+reading.has_own(*run)}")
    return out


def _grammar(case: Case) -> Iterator[str]:
    """Tell what the grammar of stated links found in the run."""
    for found in case.covering:
        yield "grammar"
        yield f"grammar:category={found.label.category}"
        yield f"grammar:effect={found.label.effect}"
        yield f"grammar:{found.why[0][:_LINK]}"
