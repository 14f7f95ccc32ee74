"""Features of a case: what tells whether it is a cause and of which category; one that holds is worth 1.

Those of its sentence and of the two beside are the same for all its cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from extract.annotate.lexicon import words
from extract.rules.drivers.cases import Case
from extract.rules.drivers.effects import OUTPUT
from extract.rules.drivers.moves import way_of
from extract.rules.drivers.phrases import Mark
from extract.rules.drivers.reading import Kinds, Reading, Run
from extract.rules.drivers.sentences import Told
from extract.rules.drivers.spots import Spot
from schemas.vocabulary import Direction, Indicator

__all__ = [
    "case_features",
    "letter_features",
    "plain",
    "run_features",
    "sentence_features",
    "sort_of",
    "stem",
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
_LINK = 40
_STEM = 6
_GRAM = 4
_KNOWN = 20_000  # so that the numbers of a long run of sections fill no memory


def sort_of(effect: Indicator) -> str:
    """Return what an effect counts as: output, whatever measures it, or its own indicator."""
    return "output" if effect in OUTPUT else effect.value


def way_at(reading: Reading, mark: Mark) -> Direction | None:
    """Return the way that the words around the name of an indicator say it went."""
    return way_of(reading, max(0, mark.first - _BESIDE), mark.last + 2 * _BESIDE, nearest_last=False)


@lru_cache(maxsize=_KNOWN)
def plain(low: str) -> str:
    """Return a word as features tell it: one name for all numbers, and one for all months."""
    if not low:
        return ""
    return "0" if low[0].isdigit() else "@month" if low in words().months else low


@lru_cache(maxsize=_KNOWN)
def stem(low: str) -> str:
    """Return the first letters of a word, which its inflections share."""
    return plain(low)[:_STEM]


def sentence_features(told: Told, before: Told | None, behind: Told | None) -> list[str]:
    """Return what is known of every case of a sentence."""
    reading = told.reading
    out = ["bias", f"at={told.place}", f"found={min(_MANY, len(told.found))}"]
    if told.ahead:
        out.append("ahead")
    for name, other in (("here", told), ("before", before), ("behind", behind)):
        out += _output(name, other)
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


def letter_features(reading: Reading, run: Run) -> list[str]:
    """Return the pieces of a run's longer words, for the category alone: words that are kin share them."""
    return list(dict.fromkeys(part for low in reading.lows(*run) for part in _letters(low)))


@lru_cache(maxsize=_KNOWN)
def _letters(low: str) -> tuple[str, ...]:
    if len(low) <= _GRAM:
        return ()
    return tuple(f"letters={low[at : at + _GRAM]}" for at in range(len(low) - _GRAM + 1))


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
        *_shape(case), *_marks(case), *_grammar(case),
    ]  # fmt: skip
    return list(dict.fromkeys(out))


def run_features(reading: Reading, run: Run, spots: Sequence[Spot]) -> list[str]:
    """Return what the words of a run tell by themselves, wherever they stand."""
    return [*_lexical(spots), *_words(reading, run), *_senses(reading, run), *_named(reading, run)]


def _lexical(spots: Sequence[Spot]) -> Iterator[str]:
    """Tell which categories the lexicons see."""
    if not spots:
        yield "lexicon:none"
        return
    for rank, spot in enumerate(spots):
        yield f"lexicon{rank}={spot.category}"
        yield f"lexicon={spot.category}"
    first = spots[0]
    yield f"first={first.category}&told={first.told:d}&{first.push}"
    vague = f"hinted={first.hinted:d}&faint={first.faint:d}"
    yield vague
    yield f"{vague}&{first.category}"
    if len(spots) > 1:
        yield f"lexicon={first.category}+{spots[1].category}"


def _agreement(case: Case) -> Iterator[str]:
    """Tell whether the likeliest category pushes as output went, here and beside."""
    if not case.spots:
        return
    first = case.spots[0]
    for name, told in (("here", case.told), ("before", case.around[0]), ("behind", case.around[1])):
        if told is not None and told.output is not None and told.output.indicator in OUTPUT:
            if told.output.way is not None:
                yield f"{name}:agrees={told.output.way is first.push:d}&told={first.told:d}"


def _words(reading: Reading, run: Run) -> Iterator[str]:
    """Yield the words of the run."""
    lows = [plain(low) for low in reading.lows(*run)]
    yield from [f"word={low}" for low in lows]
    yield from [f"stem={low[:_STEM]}" for low in lows]
    yield f"first={lows[0]}"
    if len(lows) > 1:
        yield f"first={lows[0]} {lows[1]}"


def _senses(reading: Reading, run: Run) -> Iterator[str]:
    """Yield the senses that the words of the run have, alone and one behind the other."""
    senses = [mark.code for mark in reading.within(Kinds.SENSE, *run)]
    told = [sense for at, sense in enumerate(senses) if at == 0 or sense != senses[at - 1]]
    yield from (f"sense={sense}" for sense in told)
    yield from (f"senses={one} {two}" for one, two in pairwise(told))


def _named(reading: Reading, run: Run) -> Iterator[str]:
    """Tell which indicators the run names, and which way it says that things moved."""
    for mark in reading.within(Kinds.INDICATOR, *run):
        yield f"indicator={mark.code}"
    for mark in reading.within(Kinds.MOVE, *run):
        yield f"move={mark.code}"


def _beside(case: Case) -> Iterator[str]:
    """Yield the words beside the run."""
    reading, (first, last) = case.reading, case.run
    left, right = plain(reading.low(first - 1)), plain(reading.low(last))
    yield f"left={left}"
    yield f"left={plain(reading.low(first - 2))} {left}"
    yield f"right={right}"
    yield f"right={right} {plain(reading.low(last + 1))}"


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
