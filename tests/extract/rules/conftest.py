"""What several tests of the rules ask of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules, review
from extract.rules.drivers import scopes, when
from extract.rules.models import WHOLE


@pytest.fixture(scope="module", autouse=True)
def grammar_alone() -> Iterator[None]:
    """Let the grammar be heard alone: what learned weights overrule is tested beside this folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(review, "SURE", dict.fromkeys(review.SURE, WHOLE + 1))
        patch.setattr(review, "LIKELY", dict.fromkeys(review.LIKELY, WHOLE + 1))
        patch.setattr(review.movements, "REFUSED", 0)
        patch.setattr(scopes, "LIKELY", WHOLE + 1)
        patch.setattr(when, "LIKELY", WHOLE + 1)
        yield


@pytest.fixture(scope="session")
def dated() -> Callable[[str, str, str], tuple[str, str]]:
    """Return what gives the period and the status of a figure of a text, in a month."""

    def of_figure(text: str, figure: str, month: str) -> tuple[str, str]:
        section = annotate(Section(1, "s", "Refined Zinc", 0, 0, text), month)
        metrics = resolve(section, Rules().answer(section).answer).metrics
        found = next(m for m in metrics if m.figure and text[m.figure.start : m.figure.end] == figure)
        return found.period, found.status

    return of_figure


@pytest.fixture(scope="session")
def read() -> Callable[[str], list[str]]:
    """Return what tells each metric with a figure as "indicator basis value direction period status"."""

    def of_text(text: str) -> list[str]:
        section = annotate(Section(1, "s", "Refined Zinc (China)", 0, 0, text), "2025-06")
        return [
            f"{m.indicator} {m.basis} {m.value.normalize():f} {m.direction or '-'} {m.period} {m.status}"
            for m in resolve(section, Rules().answer(section).answer).metrics
            if m.value is not None
        ]

    return of_text
