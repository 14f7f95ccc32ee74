"""Whatever an answer says: no value that the text lacks, and no digit that is not accounted for."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.ask import Usage
from extract.check import check
from extract.derive import result_of
from extract.document import Annotated
from extract.resolve import Resolution, resolve
from extract.store.lines import StoredAnswer, answer_line, read_answer, read_section, section_line
from schemas.answer import Answer, Misread, Rejection
from schemas.records import SectionResult
from schemas.vocabulary import Basis, Category, Direction, Indicator, Reason, Status

PIECES = (
    "Output was 81,700 mt, |down 7.46% MoM. |It rose by about 1%-2% |to 300-500 yuan/mt; |as of |"
    "Jan 24, 2025, |in 2024 |of 62% Fe |the 200-series |a 183N cell\n|1. orders; |2. power. |"
    "thirteen smelters |doubled |-$9.14/mt |1.2.3 |x² |① |70.12 |a loss of 5 to 7 yuan, |"
    "phase 2 |28-day |1, 2 and 3% |\u2009|12,34 "
).split("|")
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=["Cs"]), max_size=4)),
    max_size=9,
)
TEXTS = TEXTS.map(lambda pieces: "".join(pieces).strip())
SCOPES = st.none() | st.sampled_from(["large", "200-series", "7.46", "zone 9"])
PERIODS = st.sampled_from(
    ["2025-01", "2025-02", "2024", "2025-01-24", "2025-01/2025-02", "2025-02-31", "1066"]
)


@st.composite
def cases(draw: st.DrawFn, give: Any) -> tuple[Annotated, Answer]:
    section = give.section(draw(TEXTS))
    body = section.section.body
    number = st.integers(1, len(section.figures) + 1)
    cited = st.lists(st.integers(1, len(section.sentences) + 1), min_size=1, max_size=3).map(tuple)

    def scope() -> dict[str, Any]:
        return {
            "period": draw(PERIODS),
            "status": draw(st.sampled_from(Status)),
            "segment": draw(SCOPES),
            "region": draw(SCOPES),
            "entity": None,
            "confidence": draw(st.none() | st.floats(0, 1)),
        }

    def fact() -> dict[str, Any]:
        return {
            "indicator": draw(st.sampled_from(Indicator)),
            "basis": draw(st.sampled_from(Basis)),
            "direction": draw(st.none() | st.sampled_from(Direction)),
            **scope(),
        }

    def times(most: int) -> range:
        return range(draw(st.integers(0, most)))

    def quote() -> str:
        start = draw(st.integers(0, max(0, len(body) - 1)))
        return body[start : start + draw(st.integers(1, 20))] or "5 mt"

    return section, give.answer(
        figures=tuple(
            give.figure(draw(number), negative=draw(st.booleans()), sentences=draw(cited), **fact())
            for _ in times(6)
        ),
        missed=tuple(
            give.missed(quote(), negative=draw(st.booleans()), sentence=draw(cited)[0], **fact())
            for _ in times(4)
        ),
        movements=tuple(
            give.movement(sentences=draw(cited), **(fact() | {"direction": draw(st.sampled_from(Direction))}))
            for _ in times(2)
        ),
        rejected=tuple(
            Rejection(figure=draw(number), reason=draw(st.sampled_from(Reason))) for _ in times(4)
        ),
        misread=tuple(Misread(figure=draw(number), note="wrong") for _ in times(1)),
        drivers=tuple(
            give.driver(
                draw(st.sampled_from(["orders", "power", "9 fires", "200-series"])),
                category=draw(st.sampled_from(Category)),
                effect=draw(st.sampled_from(Indicator)),
                sentences=draw(cited),
                **scope(),
            )
            for _ in times(3)
        ),
    )


def significant(text: str) -> str:
    """Return the digits of a number from its first to its last that is not 0."""
    return "".join(str(int(c)) for c in text if c.isdecimal()).strip("0")


WORDS = {"thirteen": "13", "doubled": "1"}


def assert_sound(section: Annotated, resolution: Resolution) -> None:
    body = section.section.body
    for metric in resolution.metrics:
        for span in (metric.figure, metric.evidence):
            assert span is None or body[span.start : span.end] == span.text
        if metric.figure is not None:
            printed = WORDS.get(metric.figure.text.lower()) or significant(metric.figure.text)
            assert significant(format(metric.value, "f")) in printed
            known = {(f.start, f.end): f for f in section.figures}.get(
                (metric.figure.start, metric.figure.end)
            )
            if known is not None:
                assert abs(metric.value) == abs(known.value)
                assert metric.unit == known.unit
                assert metric.qualifier == known.qualifier
    claimed = {(m.figure.start, m.figure.end) for m in resolution.metrics if m.figure}
    others = [(s.start, s.end) for s in (*resolution.unclaimed, *resolution.rejected)]
    runs = sorted([*claimed, *others])
    assert all(a[1] <= b[0] for a, b in pairwise(runs))
    held = {at for start, end in runs for at in range(start, end)}
    assert {at for at, char in enumerate(body) if char.isdigit()} <= held
    ids = [record.id for record in (*resolution.metrics, *resolution.drivers)]
    assert len(set(ids)) == len(ids)


@settings(deadline=None, max_examples=300)
@given(data=st.data())
def test_any_answer_gives_only_what_the_text_holds_and_accounts_for_every_digit(
    give: Any, data: st.DataObject
) -> None:
    section, answer = data.draw(cases(give))
    resolution = check(section, resolve(section, answer))
    assert_sound(section, resolution)


@settings(deadline=None, max_examples=100)
@given(data=st.data(), seed=st.integers(0, 9))
def test_the_order_of_labels_changes_nothing(give: Any, data: st.DataObject, seed: int) -> None:
    section, answer = data.draw(cases(give))
    # Of two reasons for one figure the last counts, so they are left as they are.
    shuffled = {
        name: tuple(random.Random(seed).sample(labels, len(labels)))
        for name, labels in answer
        if name not in ("rejected", "misread")
    }
    assert resolve(section, answer.model_copy(update=shuffled)) == resolve(section, answer)


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_what_is_stored_is_read_back_as_it_was(give: Any, data: st.DataObject) -> None:
    section, answer = data.draw(cases(give))
    assert read_section(section_line("r", section)) == ("r", section)
    stored = StoredAnswer("r", "tin", section.section.sha256, answer, None, 1, Usage())
    assert read_answer(answer_line(stored)) == stored
    result, _ = result_of("r", section, stored)
    line = result.to_json_line()
    assert "\n" not in line
    assert SectionResult.model_validate_json(line).to_json_line() == line
