"""What a version of the answer schema costs to send and to answer, in tokens: an estimate.

Tokens are estimated from characters, by the ratios that `extract.model.estimate` tells and took from a
tokeniser. That is near enough to compare two versions with each other; it is no bill.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemas.answer import Answer, DriverLabel, FigureLabel, MovementLabel, Rejection
from schemas.versions import AnswerSchema, said
from schemas.vocabulary import Basis, Category, Direction, Indicator, Reason, Status

__all__ = ["Cost", "cost_of"]

# A section as the gold set of January 2025 has them on average: 4.8 figures, 4.6 of them metrics, 1.2
# movements, 6.3 drivers.
_FIGURES, _REJECTED, _MOVEMENTS, _DRIVERS = 5, 1, 1, 6


@dataclass(frozen=True, slots=True)
class Cost:
    """Tokens of the constant part of a request (prompt and JSON Schema), and of a typical answer."""

    prompt: int
    schema: int
    answer: int

    def to_json(self) -> dict[str, int]:
        """Return the three figures by name."""
        return {"prompt": self.prompt, "schema": self.schema, "answer": self.answer}


def cost_of(schema: AnswerSchema, prompt: str | None = None) -> Cost:
    """Return the cost of a version with a prompt (by name; the newest where None)."""
    from extract.model.estimate import CHARACTERS, SCHEMA_CHARACTERS
    from extract.model.prompt import load_prompt
    from extract.model.wire import wire_schema

    return Cost(
        prompt=round(len(load_prompt(prompt, schema.id).text) / CHARACTERS["system"]),
        schema=round(len(json.dumps(wire_schema(schema.id))) / SCHEMA_CHARACTERS),
        answer=round(len(said(schema, _typical(schema)).model_dump_json()) / CHARACTERS["assistant"]),
    )


def _typical(schema: AnswerSchema) -> Answer:
    """Return a typical answer; every field that a version adds is filled with its longest member."""
    scope: Mapping[str, Any] = {
        "period": "2025-01", "status": Status.ACTUAL, "segment": "large smelters", "region": None,
        "entity": None, "sentences": (2,), "confidence": 0.9,
    }  # fmt: skip
    measure: Mapping[str, Any] = {
        "indicator": Indicator.OPERATING_RATE, "basis": Basis.MOM, "direction": Direction.DOWN,
    }  # fmt: skip
    figures = tuple(
        FigureLabel(figure=n, negative=False, **measure, **scope, more=_filled(schema, "figures"))
        for n in range(1, _FIGURES + 1)
    )
    movement = MovementLabel(**measure, **scope, more=_filled(schema, "movements"))
    driver = DriverLabel(
        category=Category.MAINTENANCE,
        cause="maintenance at two large smelters",
        effect=Indicator.PRODUCTION,
        direction=Direction.DOWN,
        **scope,
        more=_filled(schema, "drivers"),
    )
    refusals = (Rejection(figure=_FIGURES + n, reason=Reason.COUNT_IN_PASSING) for n in range(_REJECTED))
    return Answer(
        figures=figures,
        movements=(movement,) * _MOVEMENTS,
        rejected=tuple(refusals),
        misread=(),
        missed=(),
        drivers=(driver,) * _DRIVERS,
    )


def _filled(schema: AnswerSchema, part: str) -> dict[str, Any]:
    label = schema.label(part)
    if label is None:
        return {}
    extras = schema.driver_extras if part == "drivers" else schema.metric_extras
    told = label.model_json_schema()
    return {name: _longest(told["properties"].get(name, {}), told.get("$defs", {})) for name in extras}


def _longest(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> Any:
    """Return the longest value of a field's closed vocabulary; null where it has none."""
    options = [field, *field.get("anyOf", ())]
    resolved = [definitions[o["$ref"].rpartition("/")[2]] if "$ref" in o else o for o in options]
    members = [code for option in resolved for code in option.get("enum", ())]
    return max(members, key=len, default=None)
