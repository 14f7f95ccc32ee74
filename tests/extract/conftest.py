"""Sections, labels and answerers for the tests of the spine."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extract.annotate import annotate
from extract.ask import Reply, Usage
from extract.check import check
from extract.document import Annotated, Report, Section
from extract.resolve import Resolution, resolve
from extract.rules import Rules, models
from extract.rules.encoder import Encoded
from extract.rules.models import TAKEN, model_of
from schemas.answer import Answer, DriverLabel, FigureLabel, MissedLabel, MovementLabel, Rejection
from schemas.errors import AnswerError
from schemas.vocabulary import Basis, Category, Direction, Indicator, Reason, Status

SCOPE: dict[str, Any] = {
    "period": "2025-01",
    "status": Status.ACTUAL,
    "segment": None,
    "region": None,
    "entity": None,
    "confidence": None,
}


class Give:
    """Builders: each fills in what a test does not care about."""

    @staticmethod
    def section(text: str, *, slug: str = "tin", month: str = "2025-01") -> Annotated:
        """Return a text as an annotated section."""
        return annotate(Section(1, slug, slug.title(), 0, len(text), text), month)

    @staticmethod
    def figure(figure: int, **changes: Any) -> FigureLabel:
        """Return a label of a figure: a level of production in January."""
        base = {"indicator": Indicator.PRODUCTION, "basis": Basis.LEVEL, "direction": None}
        return FigureLabel(
            **{"figure": figure, "negative": False, "sentences": (1,), **base, **SCOPE, **changes}
        )

    @staticmethod
    def missed(quote: str, **changes: Any) -> MissedLabel:
        """Return a label of a quoted figure."""
        base = {"indicator": Indicator.PRODUCTION, "basis": Basis.LEVEL, "direction": None}
        return MissedLabel(**{"quote": quote, "sentence": 1, "negative": False, **base, **SCOPE, **changes})

    @staticmethod
    def movement(**changes: Any) -> MovementLabel:
        """Return a label of a movement: production up on the month."""
        base = {"indicator": Indicator.PRODUCTION, "basis": Basis.MOM, "direction": Direction.UP}
        return MovementLabel(**{"sentences": (1,), **base, **SCOPE, **changes})

    @staticmethod
    def driver(cause: str, **changes: Any) -> DriverLabel:
        """Return a label of a driver: a cause that pushes production down."""
        base = {"category": Category.DEMAND, "effect": Indicator.PRODUCTION, "direction": Direction.DOWN}
        return DriverLabel(**{"cause": cause, "sentences": (1,), **base, **SCOPE, **changes})

    @staticmethod
    def answer(**parts: Any) -> Answer:
        """Return an answer with the given parts, and nothing in the others."""
        empty = {"figures": (), "movements": (), "rejected": (), "misread": (), "missed": (), "drivers": ()}
        return Answer(**{**empty, **parts})

    @classmethod
    def checked(
        cls, text: str, labels: Mapping[str, Mapping[str, Any]], **parts: Any
    ) -> tuple[Annotated, Resolution]:
        """Label the figures of `text` that read as the keys of `labels`, and run all checks."""
        section = cls.section(text)
        by_text = {section.text(f.start, f.end): f for f in section.figures}
        figures = tuple(
            cls.figure(by_text[key].number, **{"sentences": (by_text[key].sentence,), **changes})
            for key, changes in labels.items()
        )
        return section, check(section, resolve(section, cls.answer(figures=figures, **parts)))

    @staticmethod
    def report(*bodies: str, name: str = "metals-2025-01", month: str = "2025-01") -> Report:
        """Return a report whose sections have the given bodies."""
        sections, text = [], ""
        for number, body in enumerate(bodies, 1):
            heading = f"Metal {number}"
            start = len(text)
            text += f"{heading}\n{body}\n"
            sections.append(
                Section(number, f"metal-{number}", heading, start, start + len(heading) + 1 + len(body), body)
            )
        return Report(name, month, "Metals", text, tuple(sections))


class Fake:
    """An answerer: claims every figure it can, in an order of its own, and notes what it was asked.

    Slugs in `failing` cannot be answered.
    """

    model = "fake/claims-all"
    version = "1"
    prompt: str | None = "p1"

    def __init__(self, *, failing: tuple[str, ...] = (), concurrency: int = 1) -> None:
        self.failing = set(failing)
        self.concurrency = concurrency
        self.asked: list[str] = []

    def answer(self, section: Annotated) -> Reply:
        slug = section.section.slug
        self.asked.append(slug)
        if slug in self.failing:
            raise AnswerError("the server said no\nthree times")
        figures = tuple(
            Give.figure(f.number, sentences=(f.sentence,)) for f in section.figures if f.unit is not None
        )
        rejected = tuple(
            Rejection(figure=f.number, reason=Reason.NOT_A_METRIC) for f in section.figures if f.unit is None
        )
        drivers = (Give.driver("weak orders"),) if "weak orders" in section.section.body else ()
        answer = Give.answer(figures=figures, rejected=rejected, drivers=drivers)
        return Reply(answer, tries=2, usage=Usage(100, 40, 20, 0.001))


def _server(name: str) -> ModuleType:
    path = Path(__file__).parents[1] / "servers" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"{name}_server", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # data classes look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def chat() -> ModuleType:
    """Return the module of the server of chat completions."""
    return _server("chat")


@pytest.fixture(scope="session")
def batches() -> ModuleType:
    """Return the module of the server of batches."""
    return _server("batches")


@pytest.fixture(scope="session")
def give() -> type[Give]:
    """Return the builders."""
    return Give


@pytest.fixture(scope="session")
def fake() -> type[Fake]:
    """Return the fake answerer's class."""
    return Fake


@pytest.fixture(scope="session")
def digest() -> Callable[[str], str]:
    """Return a function to the hex digest of a text."""
    return lambda text: hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture(scope="session")
def read_item() -> Callable[..., Resolution]:
    """Return a function from a heading, a text and a month (May 2025 unless told) to the records."""

    def of_item(heading: str, text: str, month: str = "2025-05") -> Resolution:
        section = annotate(Section(1, "item", heading, 0, 0, text), month)
        return resolve(section, Rules().answer(section).answer)

    return of_item


@pytest.fixture(scope="session")
def told_figures(read_item: Callable[[str, str], Resolution]) -> Callable[[str], list[str]]:
    """Return a function to the figures of a text on copper, as indicator, basis, signed value and place."""
    return lambda text: [
        f"{m.indicator} {m.basis} {m.value.normalize():f} {m.region or ''}".rstrip()
        for m in read_item("Copper Cathode (China)", text).metrics
        if m.value is not None
    ]


@pytest.fixture
def weights_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the encoder say nothing, so that what the weights say decides."""
    for name in ("of_figure", "of_move", "of_case", "told_of"):
        monkeypatch.setattr(Encoded, name, lambda *_: None)


@pytest.fixture
def weigh_choices(
    monkeypatch: pytest.MonkeyPatch, weights_alone: None
) -> Callable[[str, Mapping[str, int]], None]:
    """Return what puts weights of the choices of one model in force, in hundredths of the log odds.

    The encoder says nothing of them.
    """
    usual = models.weights_of

    def in_force(name: str, weights: Mapping[str, int]) -> None:
        direct = {feature: {TAKEN: weight} for feature, weight in weights.items()}
        told = {"classes": [TAKEN], "direct": direct, "step": 0, "biases": [], "bases": [0], "outs": [[]]}
        model = model_of({**told, "rows": {}})
        monkeypatch.setattr(models, "weights_of", lambda asked: model if asked == name else usual(asked))

    return in_force
