"""The reader: the sentences of one section in order, their links, and the drivers that these come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract.document import Annotated
from extract.record import record
from extract.rules.context import Statement, is_over, when_caused
from extract.rules.drivers.acts import acts_in
from extract.rules.drivers.carried import Carrier
from extract.rules.drivers.causes import ACTING, Cause, cause_in
from extract.rules.drivers.chains import neighbours_of
from extract.rules.drivers.effects import OUTPUT, Effect, Headline
from extract.rules.drivers.ends import End, Topic
from extract.rules.drivers.found import Found, found_of
from extract.rules.drivers.link import Link
from extract.rules.drivers.links import links_of
from extract.rules.drivers.reading import Kinds, Reading, Run, read_words, word_set
from extract.rules.drivers.regions import regions, skip_openers
from extract.rules.drivers.scoping import scope_of_driver
from extract.rules.drivers.sides import causes_of
from extract.rules.drivers.weighing import OWN_WAY, fitted, is_settled, is_sure, push_on
from extract.rules.regions import region_in
from extract.rules.scope import Scope, home
from schemas.vocabulary import Category, Direction, Indicator, Status

__all__ = ["SectionReader"]

_ENDS = frozenset({*OUTPUT, Indicator.PROFIT, Indicator.TREATMENT_CHARGE})
"""Where a chain ends: what moved these is told, and is no state on the way to output."""
_ASKED = ("whether", "remains to be seen", "it is unclear", "attention should", "needs watching")


@record(frozen=True, slots=True)
class _Draft:
    """A cause and what it moves, before it becomes a label."""

    reading: Reading
    run: Run
    cause: Cause
    effect: Effect
    push: Direction | None
    effect_reading: Reading
    where: Run | None
    word: str
    settled: bool = False


class SectionReader:
    """Reads the sentences of one section; feed it every sentence, in order.

    `own` are the words that name the commodity; `ways` is the direction of its production by period.
    """

    def __init__(
        self, section: Annotated, own: frozenset[str], headline: Headline, ways: Mapping[str, Direction]
    ) -> None:
        """Start before the first sentence of a section."""
        self._section = section
        self._own = own
        self._neighbours = neighbours_of(section.section.heading)
        self._ways = ways
        self._carrier = Carrier()
        self._statements: dict[int, Statement] = {}
        self._topic = Topic(headline)

    def words(self, statement: Statement) -> Reading:
        """Return a sentence as the grammar reads it."""
        sentence, body = statement.sentence, self._section.section.body
        return read_words(sentence.number, body, sentence.start, sentence.end, self._own, self._neighbours)

    def read(self, statement: Statement, reading: Reading) -> Iterator[Found]:
        """Yield the drivers of the next sentence."""
        sentence = statement.sentence
        self._statements[sentence.number] = statement
        body = self._section.section.body
        text = body[sentence.start : sentence.end].lower()
        asked = any(words in text for words in _ASKED)
        own = [] if asked else links_of(reading)
        carried = self._carrier.links(reading, [link for link in own if not link.agreeing])
        if asked or not reading.words:
            return
        links = own + carried
        drafts = [draft for link in links for draft in self._of_link(link, links)]
        for run, cause in list(acts_in(reading)):
            if not any(_covers(draft, run, cause) for draft in drafts):
                effect = Effect(self._topic.headline.indicator, None)
                word = "no effect stated"
                drafts.append(_Draft(reading, run, cause, effect, cause.push, reading, run, word))
        for draft in drafts:
            yield self._found(draft, statement)
        self._topic.pass_on(reading)

    def _of_link(self, link: Link, links: Sequence[Link]) -> Iterator[_Draft]:
        ends = list(self._topic.ends(link, links))
        state = _state_of(link, ends)
        if state is not None:
            # "A kept costs high": what A brought about holds output down, and so does A.
            effect = Effect(Indicator.PRODUCTION, state.push)
            reading, where = link.effect_reading, link.effect
            if where is not None:
                yield _Draft(reading, where, state, effect, state.push, reading, where, link.word)
                ends.append(End(effect, reading, where))
        if not ends:
            yield from self._supposed(link, links)
            return
        yield from _acted(link, ends[0].effect)
        for run, named in causes_of(link, links):
            for end in ends:
                cause = fitted(link, run, named, end.effect)
                if cause is not None:
                    push = push_on(link, end.effect, cause)
                    yield _Draft(
                        link.reading, run, cause, end.effect, push, end.reading, end.where, link.word,
                        settled=is_settled(link),
                    )  # fmt: skip

    def _supposed(self, link: Link, links: Sequence[Link]) -> Iterator[_Draft]:
        """Yield the sure causes of a plain link whose effect names nothing that is measured.

        "The better fees led casthouses to pour billet": what they did counts for the section's headline.
        """
        loose = link.output_only or link.agreeing or link.against or link.rival or link.weak or link.clausal
        if loose or link.effect is None or link.effect_reading.has(Kinds.INDICATOR, *link.effect):
            return
        if word_set("elsewhere").intersection(link.effect_reading.lows(*link.effect)):
            return
        effect = Effect(self._topic.headline.indicator, None, stated=False)
        reading = link.effect_reading
        for run, cause in causes_of(link, links):
            if is_sure(cause) and (cause.told or cause.category in ACTING):
                yield _Draft(link.reading, run, cause, effect, cause.push, reading, link.effect, link.word)

    def _found(self, draft: _Draft, statement: Statement) -> Found:
        when = self._when(draft, statement)
        effect, cause = draft.effect, draft.cause
        push = draft.push or (cause.push if cause.told else self._ways.get(when[0], cause.push))
        stated = draft.effect_reading.text(*draft.where) if draft.where else ""
        found = found_of(
            draft.reading,
            draft.run,
            category=cause.category,
            effect=effect.indicator,
            direction=push,
            when=when,
            scope=self._scope(draft),
            sentences=sorted({draft.reading.number, draft.effect_reading.number}),
            why=(
                f"link: {draft.word!r}",
                f"category: {cause.why}",
                f"effect: {effect.indicator}" + (f" in {stated!r}" if stated else ", the headline"),
                f"direction: {push}, "
                + ("as the effect moved" if push == effect.way else "by the cause's own words"),
            ),
        )
        return replace(
            found, settled=draft.settled, timed=is_over(self._section, statement, _span(draft, statement))
        )

    def _scope(self, draft: _Draft) -> Scope:
        """Return the scope of the clause of the effect, else of the clause that the cause stands in."""
        reading = draft.effect_reading
        effect = reading.offsets(*draft.where) if draft.where is not None else None
        scope = scope_of_driver(
            self._section, self._statements[reading.number], draft.cause.category, draft.effect.indicator,
            draft.reading.offsets(*draft.run), effect, self._topic.headline.measured, self._own,
        )  # fmt: skip
        if scope.region is None:
            part = next((p for p in regions(draft.reading) if p[0] <= draft.run[0] < p[1]), draft.run)
            opener = draft.reading.text(part[0], skip_openers(draft.reading, *part))
            scope = replace(scope, region=region_in(opener, home(self._section)))
        return scope

    def _when(self, draft: _Draft, statement: Statement) -> tuple[str, Status]:
        return when_caused(self._section, statement, _span(draft, statement))


def _span(draft: _Draft, statement: Statement) -> tuple[int, int]:
    """Return the offsets of an effect, or of the sentence where none is stated."""
    if draft.where is None:
        return statement.sentence.start, statement.sentence.end
    return draft.effect_reading.offsets(*draft.where)


def _state_of(link: Link, ends: Sequence[End]) -> Cause | None:
    """Return the losses or high costs that a link's effect is, where it reaches no output itself."""
    if link.effect is None or link.output_only or any(end.effect.indicator in _ENDS for end in ends):
        return None
    state = cause_in(link.effect_reading, *link.effect)
    if (
        state is None
        or state.category is not Category.PROFITABILITY
        or not state.told
        or state.hinted
        or state.faint
    ):
        return None
    prices = any(end.effect.indicator is Indicator.PRICE for end in ends)
    buyers = link.effect_reading.has(Kinds.DOWNSTREAM, *link.effect)
    # A figure makes it a statement of its own, and no state on the way to output.
    measured = any(low[0].isdigit() for low in link.effect_reading.lows(*link.effect))
    return None if prices or buyers or measured or state.push is not Direction.DOWN else state


def _covers(draft: _Draft, run: Run, cause: Cause) -> bool:
    """Tell whether a return to work is read already, with its effect."""
    if draft.cause.category is not cause.category:
        return False
    return draft.run[0] <= cause.place < draft.run[1] or draft.push == cause.push


def _acted(link: Link, effect: Effect) -> Iterator[_Draft]:
    """Yield what an effect itself does to output: "the holiday brought maintenance"."""
    if link.effect is None or effect.indicator not in OUTPUT:
        return
    if link.behind and effect.stated and not effect.acted:
        return
    reading = link.effect_reading
    cause = cause_in(reading, *link.effect)
    if cause is None or cause.category not in ACTING or cause.hinted or cause.faint:
        return
    if reading.at(Kinds.ACT, cause.place) is not None and cause.category is Category.CAPACITY_ADDITION:
        return  # "ramp up production" is the move itself
    push = effect.way if cause.category in OWN_WAY and effect.way is not None else cause.push
    yield _Draft(reading, link.effect, cause, effect, push, reading, link.effect, link.word)
