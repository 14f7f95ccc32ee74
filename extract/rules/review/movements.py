"""Movements by the weights: which words of moves tell one, beside those that the grammar took.

The grammar reads the constructions that it knows; the weights go by the words around a word of a move, by
what is measured near it, and by what the grammar says. What a movement is told of is chosen among runs of
words as for figures. A movement that a figure tells, or that was told before, is none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import product

from extract.document import Annotated
from extract.rules import encoder
from extract.rules.behind_levels import APPOSED, apposed_move
from extract.rules.calibration import confidence
from extract.rules.context import Statement
from extract.rules.draft import Draft, was_foretold
from extract.rules.encoder import Encoded, Points, encoded, in_context, pooled
from extract.rules.fitting import MONEY
from extract.rules.labelling import movement_label
from extract.rules.models import WHOLE, by_class, most_telling, shares
from extract.rules.move import MEASURED
from extract.rules.neighbouring import is_of_neighbour
from extract.rules.review.both import other_of_both
from extract.rules.review.choices import Choices
from extract.rules.review.choosing import Asks, Chooser, Chosen
from extract.rules.review.doubts import doubts, is_left_open, is_within_month
from extract.rules.review.joined import Subjects
from extract.rules.review.keeping import Kept, Told
from extract.rules.review.layout import Layout, layout_of
from extract.rules.review.move_claims import Known, Said, known_of, move_claims
from extract.rules.review.move_subject import Sort, Subject, code_of, subject_of
from extract.rules.review.move_words import move_words
from extract.rules.review.moved_when import chance_of_time, moved_when
from extract.rules.review.moving import Moving, moving_in, nearest_measured
from extract.rules.review.of_owners import is_of_owner
from extract.rules.review.runs import SEGMENT
from extract.rules.review.seen import Seen, seen_of
from extract.rules.review.spans import Span
from extract.rules.review.together import Together
from extract.rules.review.told_apart import Telling, told_apart
from extract.rules.tokens import Kind
from extract.rules.when_moved import in_both
from schemas.answer import MovementLabel
from schemas.vocabulary import Basis, Direction, Indicator, Status

__all__ = [
    "DOUBTED", "MOVE", "NONE", "OF_ANOTHER", "OF_NOTHING", "REFUSED", "TOLD", "Candidate", "candidates",
    "judged", "of_things",
]  # fmt: skip

MOVE = "move"
"""The name of the model: its classes are the indicators, and that of no movement."""
NONE = "none"
_MONTH = 7
_VERBS = frozenset("make makes made making let lets see sees saw keep keeps kept help helps helped".split())
TOLD, OF_NOTHING, OF_ANOTHER, DOUBTED = 650, 800, 850, 980
"""The least chance of a movement that the grammar did not take, per mille: also where nothing measured is
named, where it may be the move of another thing, and where the grammar has something against it.

On unseen text F1 is the same from 450 to 650: precision comes first.
"""
ALONE = {TOLD: 0, OF_NOTHING: 500, OF_ANOTHER: 500, DOUBTED: 980}
"""The least chance by the weights that stand as JSON alone, without the encoder, for each of these."""
REFUSED = 300
"""The chance, in per mille, below which what the grammar took for a movement is none."""
_NEVER = -1


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A word of a move, laid out in its sentence, and the movements of the grammar that it tells."""

    moving: Moving
    known: Known
    laid: Callable[[], Layout]
    said: Said

    def features(self) -> list[str]:
        """Return its features by the words around it, by what the grammar read, and by what it doubts."""
        layout, subject = self.laid(), self._subject()
        words = move_words(self.known, layout, self.moving, self.said, subject)
        claims = move_claims(self.known, layout, self.moving, self.said, subject.summed)
        return [*words, *claims, *(f"doubt:{doubt}" for doubt in (*self._hints(subject), *self._doubts()))]

    def least(self) -> int:
        """Return the least chance for which it tells a movement, in per mille."""
        sort = self._subject().sort
        alone = nearest_measured(self.moving.statement.tokens, self.moving.at) is None
        if (alone and sort is Sort.FED) or any(True for _ in self._doubts()):
            return DOUBTED
        of_another = sort in (Sort.BUYER, Sort.FED) or (alone and self._is_of_price())
        of_nothing = alone and sort is Sort.OTHER and self.said.spoken is None
        return OF_ANOTHER if of_another else OF_NOTHING if of_nothing else TOLD

    def is_of_neighbour(self) -> bool:
        """Tell whether its subject is an input of the commodity, or made by those who buy it."""
        subject = self._subject()
        heading = self.known.section.section.heading
        return is_of_neighbour(heading, self.known.own, subject.lead, subject.phrase)

    def _subject(self) -> Subject:
        return subject_of(self.known, self.laid(), self.moving)

    def _doubts(self) -> Iterator[str]:
        return doubts(self.known.section, self.moving, self.known.own)

    def _hints(self, subject: Subject) -> Iterator[str]:
        """Yield what may make it the move of another thing."""
        near = nearest_measured(self.moving.statement.tokens, self.moving.at)
        side = "none" if near is None else "before" if near < self.moving.at else "behind"
        noun, sort, priced = self.moving.token.has(Kind.TREND), subject.sort, self._is_of_price()
        yield from (sort, f"{sort},{side}", f"{sort},{side},{noun}")
        yield from (f"priced:{priced},{side}", f"priced:{priced},{side},{sort}")

    def _is_of_price(self) -> bool:
        """Tell whether the last figure before it, in its sentence or the one before, is of money."""
        number, start = self.moving.statement.sentence.number, self.moving.token.start
        for draft in reversed(self.known.near(number - 1, number)):
            if draft.figure.start < start:
                return draft.indicator in MONEY
        return False


def candidates(
    section: Annotated,
    spoken: Sequence[Statement],
    own: frozenset[str],
    drafts: Sequence[Draft],
    movements: Sequence[MovementLabel],
) -> Iterator[Candidate]:
    """Yield what may tell a movement, in text order.

    `drafts` and `movements` are what the grammar read; `own` names the commodity.
    """
    known = known_of(section, spoken, own, drafts)
    named: Indicator | None = None
    way: Direction | None = None
    taken: dict[int, list[MovementLabel]] = {}
    for label in movements:
        for number in label.sentences:
            taken.setdefault(number, []).append(label)
    for place, statement in enumerate(spoken):
        here = taken.get(statement.sentence.number, [])
        found = moving_in(section, statement, here, way)
        way = found[-1].way if found else None
        laid = cache(partial(layout_of, statement, own))
        for moving in found:
            yield Candidate(moving, known, laid, Said(place, named, len(here)))
        told = (t.code(Kind.INDICATOR) for t in reversed(statement.tokens) if t.has(Kind.INDICATOR))
        named = next(told, named)


def judged(
    section: Annotated,
    spoken: Sequence[Statement],
    own: frozenset[str],
    drafts: Sequence[Draft],
    named: Sequence[Draft],
    movements: Sequence[MovementLabel],
) -> list[tuple[MovementLabel, Callable[[], str]]]:
    """Return the movements of a section in text order, each with what explains it in a line.

    `drafts` are the readings of its figures, `named` the same with the segments that the weights chose,
    `movements` those that the grammar took.
    """
    chooser = Chooser(section, Choices(section, spoken, own), SEGMENT, SEGMENT, _asks)
    known = [draft for draft in (*named, *drafts) if not was_foretold(draft, section.month)]
    kept = Kept(known, section.section.heading)
    together = Together(section, spoken, own)
    asked = list(candidates(section, spoken, own, drafts, movements))
    looks = [seen_of(section, each.moving, drafts, own) for each in asked]
    times = [moved_when(seen) for seen in looks]
    beside = _beside_figures(movements, drafts)
    dated = {
        id(label): when
        for each, when in zip(asked, times, strict=True)
        for label in each.moving.taken
        # "In May and June" tells two.
        if id(label) not in beside and len({(told.period, told.status) for told in each.moving.taken}) == 1
    }
    weighed = _weigh(section, zip(asked, looks, times, strict=True), dated, _ways_of_levels(spoken, drafts))
    likely, timed, fresh = weighed.likely, weighed.timed, weighed.fresh
    taken = [label for label in movements if id(label) in beside or likely.get(id(label), WHOLE) >= REFUSED]
    sure = [
        label.model_copy(
            update={"confidence": _confidence(likely.get(id(label)), timed.get(id(label), WHOLE))}
        )
        for label in taken
    ]
    tellings = [_telling(each, chooser) for each in fresh]
    chosen_of = told_apart(tellings, taken)
    tellers = {id(label): each.moving for each in asked for label in each.moving.taken}
    told_of = [(tellers[id(label)].token.start, label.segment) for label in taken if id(label) in tellers]
    told_of += [(each.moving.token.start, what.text) for each, what in zip(fresh, chosen_of, strict=True)]
    subjects = Subjects(section, own, [*told_of, *((d.figure.start, d.scope.segment) for d in named)])
    read = (
        (label, *_dated(label, dated.get(id(was))), subjects.of(tellers.get(id(was)), label.segment))
        for was, label in zip(taken, sure, strict=True)
    )
    _keep(read, together, kept)
    for each, telling, chosen in zip(fresh, tellings, chosen_of, strict=True):
        moving = each.moving
        number = moving.statement.sentence.number
        named_by = code_of(moving.statement.tokens, moving.at) or chosen.text
        segment = kept.narrower(together.one(number, named_by))
        both = in_both(section, moving.statement, moving.token, moving.status)
        for when, (basis, way) in product(both or [telling.when], moving.moves):
            if basis is Basis.MOM and len(when[0]) != _MONTH:
                continue  # a quarter moves against no month
            when_sure = WHOLE if both else chance_of_time(each.seen, *when)
            sureness = _confidence(each.chance, when_sure)
            label = movement_label(moving.statement, each.indicator, basis, way, when, segment, sureness)
            told_when = (moving.period, moving.status) if both else when
            for one in subjects.of(moving, segment):
                told = label.model_copy(update={"segment": one})
                kept.add(Told(number, each.chance, told, partial(each.why, chosen, told_when)))
    _spread(spoken, together, kept)
    spans = {each.sentence.number: (each.sentence.start, each.sentence.end) for each in spoken}
    return [
        (told.label, told.why)
        for told in kept.in_order()
        if not is_of_owner(section, spans[told.label.sentences[0]], told.label.segment, own)
    ]


def _beside_figures(movements: Sequence[MovementLabel], drafts: Sequence[Draft]) -> set[int]:
    """Return the ids of movements whose other comparison has a figure in their sentence, of the same time.

    "Fell by 5.5% MoM and stayed below that of the month last year": so it is a movement, and of that time.
    """
    figured = {
        (draft.figure.sentence, draft.indicator, draft.period, draft.status, draft.scope.segment, draft.basis)
        for draft in drafts
        if draft.is_change and not (draft.scope.region or draft.scope.entity)
    }
    return {
        id(label)
        for label in movements
        for other in {Basis.MOM, Basis.YOY} - {label.basis}
        if (label.sentences[0], label.indicator, label.period, label.status, label.segment, other) in figured
    }


def _ways_of_levels(spoken: Sequence[Statement], drafts: Sequence[Draft]) -> set[int]:
    """Return where words stand that tell the way of a level behind it, and so no movement beside it."""
    levels: dict[int, list[Draft]] = {}
    for draft in drafts:
        if APPOSED in draft.why:
            levels.setdefault(draft.figure.sentence, []).append(draft)
    found = (
        apposed_move(statement.tokens, level)
        for statement in spoken
        for level in levels.get(statement.sentence.number, ())
    )
    return {token.start for token in found if token is not None}


def _spread(spoken: Sequence[Statement], together: Together, kept: Kept) -> None:
    """Tell what is kept of all that moved with it: products joined by "and", output and rate by "both"."""
    for told in kept.in_order():
        for segment in together.others(told.sentence, told.label.segment):
            label = told.label.model_copy(update={"segment": segment})
            why = partial("joined with {!r}".format, told.label.segment)
            kept.add(Told(told.sentence, told.chance, label, why))
        other = other_of_both(spoken, told.label)
        if other is not None:
            label = told.label.model_copy(update={"indicator": other})
            why = partial("told of both, with {}".format, told.label.indicator)
            kept.add(Told(told.sentence, told.chance, label, why))


@dataclass(frozen=True, slots=True, eq=False)
class _Fresh:
    """A word of a move that tells a movement of an indicator, with its chance in per mille and features.

    `seen` is how it stands among the figures, `when` its period and status.
    """

    seen: Seen
    moving: Moving
    indicator: Indicator
    chance: int
    features: Sequence[str]
    when: tuple[str, Status]

    def why(self, chosen: Chosen, when: tuple[str, Status]) -> str:
        """Return what explains it: what weighed most, what its context says, what chose its segment.

        `when` are its period and status.
        """
        token, sentence = self.moving.token, self.moving.statement.sentence

        def points_of(reading: Encoded) -> int | None:
            said = reading.of_move(token.start, token.end)
            return said["movement"][self.indicator] if said is not None else None

        said = shares(_said(self.seen.section, self.moving) or {NONE: 0}).get(self.indicator, 0)
        within, run = (sentence.start, sentence.end), (token.start, token.end)
        context = in_context(self.seen.section, within, run, said, points_of)
        most = most_telling(self.features, self.indicator, MOVE)
        dated = _by_context(when, (self.moving.period, self.moving.status))
        return f"by the weights ({self.chance / 10:.1f}%): {most}{context}; segment by {chosen.why()}{dated}"


@dataclass(frozen=True, slots=True, eq=False)
class _Weighed:
    """What is made of the words of moves: chances in per mille by the ids of labels, and movements beside.

    `likely` is how likely a movement of the grammar is one, `timed` how likely its time.
    """

    likely: dict[int, int]
    timed: dict[int, int]
    fresh: list[_Fresh]


def _weigh(
    section: Annotated,
    asked: Iterable[tuple[Candidate, Seen, tuple[str, Status]]],
    dated: Container[int],
    of_levels: Container[int],
) -> _Weighed:
    """Weigh words of moves, each as it is seen and with its time.

    `dated` are the ids of the labels whose time may be another, `of_levels` where words tell a level's way.
    """
    likely: dict[int, int] = {}
    timed: dict[int, int] = {}
    fresh: list[_Fresh] = []
    for candidate, seen, when in asked:
        moving = candidate.moving
        if when[1] is Status.TARGET and not moving.taken:
            continue
        features = candidate.features()
        weighed = by_class(MOVE, features)
        found = shares(pooled(weighed, _said(section, moving)))
        another = (
            candidate.is_of_neighbour()
            or moving.token.start in of_levels
            or is_left_open(section, moving)
            or is_within_month(section, moving)
        )
        chance = _NEVER if another else WHOLE - found[NONE]
        for label in moving.taken:
            likely[id(label)] = max(chance, likely.get(id(label), _NEVER))
            if id(label) in dated:
                timed[id(label)] = chance_of_time(seen, *when)
        if moving.taken or chance < TOLD:
            continue
        if _holds(candidate.least(), chance, WHOLE - shares(weighed)[NONE]):
            likelier = Indicator(max((name for name in found if name != NONE), key=found.__getitem__))
            fresh.append(_Fresh(seen, moving, _named_alone(moving) or likelier, chance, features, when))
    return _Weighed(likely, timed, fresh)


def _named_alone(moving: Moving) -> Indicator | None:
    """Return the one of output and its rate that a sentence names before a move, where it is the only one."""
    tokens = moving.statement.tokens
    named = {token.code(Kind.INDICATOR) for token in tokens} & set(MEASURED)
    ahead = any(token.code(Kind.INDICATOR) in MEASURED for token in tokens[: moving.at])
    return next(iter(named)) if len(named) == 1 and ahead else None


def _telling(fresh: _Fresh, chooser: Chooser[Seen]) -> Telling:
    may_be, moving, seen = of_things(fresh.moving), fresh.moving, fresh.seen

    def beside(names: Collection[str]) -> Chosen:
        return chooser.best(seen, lambda span: may_be(span) and span.text.casefold() not in names)

    number, bases = moving.statement.sentence.number, [basis for basis, _ in moving.moves]
    return Telling(number, fresh.indicator, bases, fresh.when, chooser.best(seen, may_be), beside)


def _confidence(chance: int | None, of_time: int) -> float | None:
    """Return how sure a movement is by its chance and that of its time, in per mille; None where none is."""
    return None if chance is None else confidence("movement", max(chance, 0) * of_time // WHOLE)


def _holds(least: int, chance: int, weighed: int) -> bool:
    """Tell whether a chance is enough, also that by the weights alone."""
    return chance >= least and weighed >= ALONE[least]


def _asks(seen: Seen) -> Asks:
    token = seen.statement.tokens[seen.at]
    return encoder.MOVE, (token.start, token.end), None


def _said(section: Annotated, moving: Moving) -> Points | None:
    said = encoded(section).of_move(moving.token.start, moving.token.end)
    return None if said is None else said["movement"]


def _dated(label: MovementLabel, when: tuple[str, Status] | None) -> tuple[MovementLabel, str]:
    """Return a movement of the grammar with the period and status that it has, and what explains it."""
    told = "by the grammar"
    if when is None or when == (label.period, label.status):
        return label, told
    dated = label.model_copy(update=dict(zip(("period", "status"), when, strict=True)))
    return dated, told + _by_context(when, (label.period, label.status))


def _by_context(when: tuple[str, Status], read: tuple[str, Status]) -> str:
    """Return what explains that a movement has another period or status than the grammar read."""
    return "" if when == read else f"; {', '.join(when)} by its context, not {', '.join(read)}"


def _keep(
    movements: Iterable[tuple[MovementLabel, MovementLabel, str, Sequence[str | None]]],
    together: Together,
    kept: Kept,
) -> None:
    """Keep what the grammar took, given as it was read and as it is dated, with what explains that.

    Behind each are the products that its word is told of. Of products that are named together one is kept,
    with which the others are told. For that one, and for what has another date now, the grammar has looked
    for no figure that tells it.
    """
    changed: list[Told] = []
    for read, label, why, several in movements:
        number = label.sentences[0]
        if len(several) > 1:
            changed += [
                Told(number, WHOLE, label.model_copy(update={"segment": one}), partial(str, why))
                for one in several
            ]
            continue
        segment = together.one(number, label.segment)
        told = Told(number, WHOLE, label.model_copy(update={"segment": segment}), partial(str, why))
        if segment == label.segment and label is read:
            kept.keep(told)
        else:
            changed.append(told)
    for told in changed:
        kept.add(told)


def of_things(moving: Moving) -> Callable[[Span], bool]:
    """Return what tells whether a run of words names no output and no rate: it may be what these are of."""
    tokens = moving.statement.tokens

    def may_be(span: Span) -> bool:
        held = tokens[span.first : span.last]
        if all(token.has(Kind.DEGREE) for token in held) or all(token.low in _VERBS for token in held):
            return False  # "a noticeable decline", "should make output grow"
        return not any(token.code(Kind.INDICATOR) in MEASURED for token in held)

    return may_be
