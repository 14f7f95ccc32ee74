"""The embedded extractor: a grammar over clauses, with lexicons as data. No key, no network.

`Rules` answers a section like any model does: it labels figures by number and cites sentences.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from pathlib import Path

from extract.ask import Reply
from extract.document import Annotated
from extract.rules.calibration import confidence
from extract.rules.citing import cited
from extract.rules.context import Statement, statements
from extract.rules.draft import Draft
from extract.rules.drivers import Found, Headline, Measured, Told, find_drivers, told_sentences
from extract.rules.magnitude import sized
from extract.rules.movements import read_movements
from extract.rules.outcomes import outcomes, without_repeats
from extract.rules.own import own_words
from extract.rules.review import with_scopes
from extract.rules.review.movements import judged
from schemas.answer import Answer, FigureLabel, MovementLabel, Rejection
from schemas.errors import AnswerError
from schemas.versions import DEFAULT, find_schema
from schemas.vocabulary import Basis, Direction, Indicator

__all__ = ["Rules", "explain", "explain_driver", "explain_movement", "linked", "told"]

_SUBJECTS = frozenset({Indicator.OPERATING_CAPACITY, Indicator.SHIPMENTS, Indicator.ARRIVALS})
"""What a section may be about that measures neither output nor its rate."""


class Rules:
    """The embedded answerer; stateless, deterministic.

    `schema` is the version of the answer schema: what it has no words for is not looked for.
    """

    model = "rules"
    prompt: str | None = None
    concurrency = 1

    def __init__(self, schema: str = DEFAULT) -> None:
        """Take the schema.

        Raises:
            InputError: there is no such version.
        """
        self._sized = "magnitude" in find_schema(schema).metric_extras

    @cached_property
    def version(self) -> str:
        """Return a hash over the rules' code and lexicons."""
        folder = Path(__file__).parent
        digest = sha256()
        for path in sorted(
            [*folder.rglob("*.py"), *folder.glob("lexicon/*"), *folder.glob("encoder/data/*")]
        ):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()[:12]

    def answer(self, section: Annotated) -> Reply:
        """Answer a section.

        Raises:
            AnswerError: a fault of the rules themselves; it costs this section and not the run.
        """
        try:
            return self._answer(section)
        except Exception as error:
            where = section.section.slug
            raise AnswerError(
                f"the embedded extractor has a fault that {where!r} brings to light: {error!r}"
            ) from error

    def _answer(self, section: Annotated) -> Reply:
        own = own_words(section)
        spoken = list(statements(section))
        drafts, refusals = outcomes(section, spoken, own)
        read, repeats = without_repeats(drafts)
        movements = read_movements(section, spoken, own, read)
        kept, again = without_repeats(with_scopes(section, spoken, read, own))
        told = judged(section, spoken, own, read, kept, movements)
        answer = Answer(
            figures=tuple(cited(section, _label(draft)) for draft in kept),
            movements=tuple(cited(section, label) for label, _ in told),
            rejected=tuple(
                Rejection(figure=refusal.figure.number, reason=refusal.reason)
                for refusal in sorted([*refusals, *repeats, *again], key=lambda r: r.figure.number)
            ),
            misread=(),
            missed=(),
            drivers=tuple(
                cited(section, found.label) for found in _drivers(section, spoken, own, read, movements)
            ),
        )
        return Reply(sized(section, spoken, answer) if self._sized else answer)


def explain(section: Annotated, number: int) -> list[str]:
    """Return why the rules read figure `number` as they do: one line a decision, none if unread."""
    own, spoken = own_words(section), list(statements(section))
    drafts, refusals = outcomes(section, spoken, own, explained=number)
    read, _ = without_repeats(drafts)
    scoped = with_scopes(section, spoken, read, own, explained=True)
    named = dict(zip(map(id, read), scoped, strict=True))
    lines = [
        line
        for draft in (named.get(id(draft), draft) for draft in drafts)
        if draft.figure.number == number
        for line in (
            *draft.why,
            f"scope: {draft.scope.segment} | {draft.scope.region} | {draft.scope.entity}"
            + (f" ({draft.scope.why})" if draft.scope.why else ""),
            *_sure(_confidence(draft)),
        )
    ]
    return lines + [f"rejected as {r.reason}: {r.why}" for r in refusals if r.figure.number == number]


def explain_driver(section: Annotated, identity: str) -> list[str]:
    """Return why the rules read the driver with an id as they do: one line a decision, none if unread."""
    from extract.resolve import resolve

    own, spoken = own_words(section), list(statements(section))
    kept, _ = without_repeats(outcomes(section, spoken, own)[0])
    for found in _drivers(section, spoken, own, kept, read_movements(section, spoken, own, kept)):
        label = cited(section, found.label)
        alone = Answer(figures=(), movements=(), rejected=(), misread=(), missed=(), drivers=(label,))
        if any(driver.id == identity for driver in resolve(section, alone).drivers):
            return [*found.reasons, *_sure(found.label.confidence)]
    return []


def explain_movement(section: Annotated, identity: str) -> list[str]:
    """Return why the rules read the movement with an id as they do, none if unread."""
    from extract.resolve import resolve

    own, spoken = own_words(section), list(statements(section))
    read, _ = without_repeats(outcomes(section, spoken, own)[0])
    kept, _ = without_repeats(with_scopes(section, spoken, read, own))
    movements = read_movements(section, spoken, own, read)
    for label, why in judged(section, spoken, own, read, kept, movements):
        movement = cited(section, label)
        alone = Answer(figures=(), movements=(movement,), rejected=(), misread=(), missed=(), drivers=())
        if any(metric.id == identity for metric in resolve(section, alone).metrics):
            return [why(), *_sure(label.confidence)]
    return []


def _drivers(
    section: Annotated,
    spoken: list[Statement],
    own: frozenset[str],
    kept: list[Draft],
    movements: list[MovementLabel],
) -> list[Found]:
    return find_drivers(section, spoken, own, _subject(kept), _ways(kept, movements))


def told(section: Annotated) -> list[Told]:
    """Return the sentences of a section as the judge of causes sees them, to learn from."""
    own, spoken = own_words(section), list(statements(section))
    kept, _ = without_repeats(outcomes(section, spoken, own)[0])
    ways = _ways(kept, read_movements(section, spoken, own, kept))
    return told_sentences(section, spoken, own, _subject(kept), ways)


def linked(section: Annotated) -> list[Found]:
    """Return the drivers of the grammar of stated links, before they are judged."""
    return [found for sentence in told(section) for found in sentence.found]


def _ways(kept: list[Draft], movements: list[MovementLabel]) -> dict[str, Direction]:
    return _headline(kept) | {
        m.period: m.direction
        for m in reversed(movements)
        if m.indicator is Indicator.PRODUCTION and m.basis is Basis.MOM and m.segment is None
    }


def _headline(drafts: list[Draft]) -> dict[str, Direction]:
    ways: dict[str, Direction] = {}
    for draft in drafts:
        own = draft.scope.segment is None and draft.scope.region is None
        if draft.indicator is Indicator.PRODUCTION and draft.basis is Basis.MOM and own:
            if draft.direction is not None:
                ways.setdefault(draft.period, draft.direction)
    return ways


def _subject(drafts: list[Draft]) -> Headline:
    """Return what the section is about: production, else the rate, else what it measures first."""
    listed = sorted(drafts, key=lambda draft: draft.figure.start)
    measured = tuple(
        Measured(d.figure.start, d.indicator, d.direction, d.scope, d.period, d.status) for d in listed
    )
    spoken = [m.indicator for m in measured]
    first = next((i for i in spoken if i in _SUBJECTS), Indicator.PRODUCTION)
    for indicator in (Indicator.PRODUCTION, Indicator.OPERATING_RATE):
        if indicator in spoken:
            return Headline(indicator, measured)
    return Headline(first, measured)


def _label(draft: Draft) -> FigureLabel:
    return FigureLabel(
        figure=draft.figure.number,
        indicator=draft.indicator,
        basis=draft.basis,
        direction=draft.direction,
        negative=draft.negative,
        period=draft.period,
        status=draft.status,
        segment=_short(draft.scope.segment),
        region=_short(draft.scope.region),
        entity=_short(draft.scope.entity),
        sentences=(draft.figure.sentence,),
        confidence=_confidence(draft),
    )


def _confidence(draft: Draft) -> float | None:
    return None if draft.chance is None else confidence("figure", draft.chance)


def _sure(confidence_: float | None) -> list[str]:
    return [] if confidence_ is None else [f"confidence: {confidence_}"]


def _short(text: str | None) -> str | None:
    return text[:120] if text else None
