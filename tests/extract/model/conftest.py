"""A server on loopback, and answerers that ask it without ever waiting."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extract.document import Annotated
from extract.model.answerer import ModelAnswerer
from extract.model.cache import Cache
from extract.model.modes import Mode
from extract.model.providers import endpoint
from extract.model.settings import Settings
from extract.model.transport import Policy

KEY = "sk-test-0123456789abcdef"
TEXT = (
    "Output fell by 81,700 mt MoM in January, a decline of 7.46%, due to weak orders. "
    "The operating rate was 80.22%."
)


@pytest.fixture
def server(chat: ModuleType) -> Iterator[Any]:
    """Return a running server."""
    with chat.ChatServer() as running:
        yield running


@pytest.fixture
def waits() -> list[float]:
    """Return the list of waits that the answerers would have made."""
    return []


@pytest.fixture
def policy(waits: list[float]) -> Policy:
    """Return a policy that notes its waits and makes none."""

    def sleep(seconds: float) -> bool:
        waits.append(seconds)
        return False

    return Policy(sleep=sleep)


@pytest.fixture
def model(
    server: Any, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., ModelAnswerer]]:
    """Return a maker of answerers that ask the server."""
    monkeypatch.setenv("ASSAY_API_KEY", KEY)
    made: list[ModelAnswerer] = []

    def make(mode: Mode | None = None, cache: Path | None = None, **options: Any) -> ModelAnswerer:
        options = {"concurrency": 1, **options}
        waiting = options.pop("policy", policy)
        settings = Settings(mode=mode, **options)
        kept = Cache(cache, refresh=settings.refresh) if cache else None
        answerer = ModelAnswerer(endpoint("local/fake", server.url), settings, cache=kept, policy=waiting)
        made.append(answerer)
        return answerer

    yield make
    for answerer in made:
        answerer.close()


@pytest.fixture
def section(give: Any) -> Annotated:
    """Return a section of two sentences and three figures."""
    annotated: Annotated = give.section(TEXT)
    assert [f.number for f in annotated.figures] == [1, 2, 3]
    return annotated


@pytest.fixture
def good(give: Any) -> dict[str, Any]:
    """Return a right answer to that section, as the object that a model gives."""
    answer = give.answer(
        figures=(
            _figure(give, 1, "mom", "down", 1),
            _figure(give, 2, "mom", "down", 1),
            _figure(give, 3, "level", None, 2, indicator="operating_rate"),
        ),
        drivers=(give.driver("weak orders"),),
    )
    loaded: dict[str, Any] = json.loads(answer.model_dump_json())
    return loaded


def _figure(give: Any, number: int, basis: str, direction: str | None, sentence: int, **more: Any) -> Any:
    from schemas.vocabulary import Basis, Direction, Indicator

    indicator = Indicator(more.get("indicator", "production"))
    way = Direction(direction) if direction else None
    return give.figure(number, basis=Basis(basis), direction=way, sentences=(sentence,), indicator=indicator)
