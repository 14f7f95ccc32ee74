"""The features of a word of a move by the words around it.

Names of features are stable: the weights are learned for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.rules.buyers import opens_on_demand
from extract.rules.companies import entity_before
from extract.rules.labelling import grammar_words
from extract.rules.light import AROUND
from extract.rules.move import MEASURED, is_measured
from extract.rules.regions import region_in
from extract.rules.review.layout import PLACE, Layout, step_of
from extract.rules.review.move_claims import Known, Said
from extract.rules.review.move_subject import Subject
from extract.rules.review.moving import Moving
from extract.rules.review.relative import relative
from extract.rules.scope import home
from extract.rules.tokens import Kind

__all__ = ["move_words"]

_LEFT, _RIGHT, _CLOSE, _OPENING = 9, 7, 3, 4
_BETWEEN, _SUBJECT = 12, 4
_FIGURES, _VERBS = 2, 2
_NEAR_FIGURE = 6
_PLACED, _LEAD, _TAIL = 4, 400, 60
_CONDITIONS = frozenset("if unless should provided whether".split())


def move_words(known: Known, layout: Layout, moving: Moving, said: Said, subject: Subject) -> list[str]:
    """Return the features of a word of a move; `subject` is what stands before its predicate."""
    spoken = said.spoken or "none"
    return list(
        dict.fromkeys(
            (
                subject.summed,
                *subject.features,
                *_of_word(layout, moving),
                *_of_measured(layout, moving),
                f"last:{spoken}",
                f"last:{spoken},{subject.summed}",
                *_of_figures(layout, moving),
                *_of_time(known, moving),
                *_of_clause(known, layout, moving),
            )
        )
    )


def _of_word(layout: Layout, moving: Moving) -> Iterator[str]:
    at, word, kind = moving.at, layout.word, layout.kind
    yield from ("bias", f"w:{word(at)}", f"way:{moving.way}", f"stem:{word(at)[:5]}")
    yield f"noun:{moving.token.has(Kind.TREND)}"
    yield f"tags:{'+'.join(sorted(moving.token.tags))}"
    for step in range(1, _CLOSE + 1):
        yield from (f"L{step}:{word(at - step)}", f"R{step}:{word(at + step)}")
        yield from (f"KL{step}:{kind(at - step)}", f"KR{step}:{kind(at + step)}")
    yield f"LL:{word(at - 2)} {word(at - 1)}"
    yield f"RR:{word(at + 1)} {word(at + 2)}"
    yield f"LwR:{word(at - 1)}|{word(at)}|{word(at + 1)}"
    yield f"K1:{kind(at - 1)}|{kind(at + 1)}"
    yield f"KK:{kind(at - 2)}|{kind(at - 1)}|{kind(at + 1)}|{kind(at + 2)}"
    yield from (f"l:{each}" for each in layout.words[max(0, at - _LEFT) : at])
    yield from (f"r:{each}" for each in layout.words[at + 1 : at + 1 + _RIGHT])
    yield from (f"f:{each}" for each in layout.words[:_OPENING])
    around = layout.words[max(0, at - AROUND) : at + AROUND]
    yield f"place:{PLACE in around}{PLACE in layout.words[at + 1 : at + 1 + _PLACED]}"


def _of_measured(layout: Layout, moving: Moving) -> Iterator[str]:
    """Yield how the nearest output or rate on each side stands to it, and the nearest thing measured."""
    tokens, at = moving.statement.tokens, moving.at
    around = range(max(0, at - AROUND), min(len(tokens), at + AROUND))
    named = [i for i in around if tokens[i].tags and tokens[i].has(Kind.INDICATOR) and i != at]
    measured = [i for i in named if tokens[i].code(Kind.INDICATOR) in MEASURED]
    for side, listed in (("<", reversed), (">", iter)):
        near = next((i for i in listed(measured) if (i < at) is (side == "<")), None)
        other = next((i for i in listed(named) if (i < at) is (side == "<")), None)
        if other is None:
            yield f"i{side}none"
        else:
            code = tokens[other].code(Kind.INDICATOR)
            yield from (f"i{side}{code}", f"i{side}{code},{step_of(abs(other - at))}")
        if near is None:
            yield f"m{side}none"
        else:
            yield from (f"m{side}{name}" for name in _to(layout, moving, near, named))


def _to(layout: Layout, moving: Moving, near: int, named: Sequence[int]) -> Iterator[str]:
    tokens, at, word, kind = moving.statement.tokens, moving.at, layout.word, layout.kind
    begin, end = min(at, near), max(at, near)
    breaks = layout.breaks(begin + 1, end)
    verbs = min(layout.verbs[end] - layout.verbs[begin + 1], _VERBS)
    figures = min(layout.figures[end] - layout.figures[begin + 1], _FIGURES)
    others = any(begin < i < end for i in named)
    moves = any(t.tags and t.has_any(Kind.MOVE, Kind.TREND) for t in tokens[begin + 1 : end])
    far, code = step_of(end - begin), tokens[near].code(Kind.INDICATOR)
    yield from (f"{code}", f"far{far}", f"{code},{far}", f"far{far},{moving.token.has(Kind.TREND)}")
    yield from (f"br{breaks}", f"vb{verbs}", f"fg{figures}", f"oth{others}", f"mv{moves}")
    yield f"{breaks}{verbs}{figures}{others}{moves}"
    yield from (f"w:{word(near)}", f"bef:{word(near - 1)}", f"aft:{word(near + 1)}")
    yield from (f"kbef:{kind(near - 1)}", f"kaft:{kind(near + 1)}")
    yield from (f"b:{each}" for each in layout.words[begin + 1 : end][:_BETWEEN])
    yield from (f"s:{each}" for each in layout.words[max(0, near - _SUBJECT) : near])
    yield from (f"o:{each}" for each in layout.words[near + 1 : near + 1 + _SUBJECT])


def _of_figures(layout: Layout, moving: Moving) -> Iterator[str]:
    """Yield how the nearest figures stand to it."""
    tokens, at = moving.statement.tokens, moving.at
    behind = [i for i in range(at + 1, min(len(tokens), at + 1 + _NEAR_FIGURE)) if tokens[i].figure]
    before = [i for i in range(at - 1, max(-1, at - 1 - _NEAR_FIGURE), -1) if tokens[i].figure]
    for side, found in ((">", behind), ("<", before)):
        figure = tokens[found[0]].figure if found else None
        if figure is None:
            yield f"fig{side}none"
            continue
        begin, end = min(at, found[0]), max(at, found[0])
        yield from (f"fig{side}{figure.unit}", f"fig{side}{figure.unit},{end - begin}")
        yield f"fig{side}br{layout.breaks(begin + 1, end)}"
    yield f"figs:{any(is_measured(tokens[i]) for i in behind)}{any(is_measured(tokens[i]) for i in before)}"


def _of_time(known: Known, moving: Moving) -> Iterator[str]:
    period = relative(moving.period, known.section.month)
    yield from (f"per:{period}", f"per:{period},{moving.status}", f"sta:{moving.status}")
    yield f"bases:{'+'.join(basis for basis, _ in moving.moves)}"
    yield f"future:{bool(moving.statement.future)}"


def _of_clause(known: Known, layout: Layout, moving: Moving) -> Iterator[str]:
    """Yield what else the clause says: of some, of a place, of a company, of a cause, of what is denied."""
    section, (start, end), token = known.section, moving.clause, moving.token
    body, opens = section.section.body, moving.statement.place_at(start)
    lead, tail = (
        body[max(start, token.start - _LEAD) : token.start],
        body[token.start : min(end, token.end + _TAIL)],
    )
    piece = re.split(r"[,:;]", lead)[-1]
    yield f"some:{bool(grammar_words('some').search(lead))}"
    causal = grammar_words("causal")
    yield from (f"causal<{bool(causal.search(piece))}", f"causal<<{bool(causal.search(lead))}")
    yield f"causal>{bool(causal.search(tail))}"
    denied = grammar_words("denied")
    yield f"denied:{bool(denied.search(lead))}{bool(denied.search(tail))}"
    places = home(section)
    yield f"region:{region_in(lead, places) is not None}{region_in(tail, places) is not None}"
    yield f"entity:{entity_before(section, start, token.start) is not None}"
    yield f"demand:{opens_on_demand(moving.statement.tokens[:AROUND]) is not None}"
    yield f"opens:{layout.word(opens)}"
    said = moving.statement.tokens[max(opens, moving.at - AROUND) : moving.at]
    yield f"condition:{any(each.low in _CONDITIONS for each in said)}"
