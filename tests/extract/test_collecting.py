"""The garbage collector in a long run."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from extract.ask import Reply
from extract.asking import Budget, ask_all
from extract.collecting import seldom_collecting
from extract.document import Annotated, Section
from schemas.answer import Answer

EMPTY = Answer(figures=(), movements=(), rejected=(), misread=(), missed=(), drivers=())


@pytest.fixture(autouse=True)
def nothing_frozen() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


class Collected:
    """An answerer that notes how the collector is set whenever it is asked."""

    model = version = "told"
    prompt: str | None = None
    concurrency = 1

    def __init__(self) -> None:
        self.seen: list[tuple[int, bool]] = []

    def answer(self, section: Annotated) -> Reply:
        self.seen.append((gc.get_threshold()[0], gc.get_freeze_count() > 0))
        return Reply(EMPTY)


def section(number: int) -> Annotated:
    return Annotated(Section(number, f"s-{number}", "Zinc", 0, 0, ""), "2025-06", (), (), ())


def _freeze_and_fail() -> float:
    with seldom_collecting() as all_is_loaded:
        all_is_loaded()
        return 1 / 0


def test_a_run_collects_seldom_and_passes_over_what_its_first_section_loaded() -> None:
    answerer, before = Collected(), gc.get_threshold()
    pending = [("report", section(number)) for number in range(3)]
    assert ask_all(answerer, pending, Budget(None, 0.0), lambda stored: None)
    assert [frozen for _, frozen in answerer.seen] == [False, True, True]
    assert all(threshold > before[0] for threshold, _ in answerer.seen)


def test_behind_a_run_the_collector_is_as_it_was_whatever_went_wrong() -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError):
        _freeze_and_fail()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_what_was_frozen_before_stays_so() -> None:
    gc.freeze()
    with seldom_collecting():
        pass
    assert gc.get_freeze_count() > 0
