"""What a section would take, before anything is sent.

Tokens are estimated from characters: the vocabularies of tokenizers are not at hand everywhere. The
ratios were measured with OpenAI's o200k_base on this project's own prompt, schema and the 54 restated
sections of January 2025: 4.2 characters a token in the prompt, 3.3 in the schema, 3.2 in a section's
message (2.5 to 4.0, the more figures the fewer), 4.0 in answers. A right answer has 165 tokens a figure,
drivers included (the gold set's dev split). An estimate knows nothing of prefix
caching (which costs less), nor of tries beyond the first or reasoning (which cost more).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from extract.ask import Usage
from extract.document import Annotated
from extract.model.modes import Shape
from extract.model.prices import cost_of
from extract.model.providers import Endpoint

__all__ = ["CHARACTERS", "SCHEMA_CHARACTERS", "Estimator"]

CHARACTERS = {"system": 4.2, "user": 3.2, "assistant": 4.0, "tool": 4.0}
SCHEMA_CHARACTERS = 3.3
"""Characters a token: of a message by who says it, and of the JSON Schema."""
_OUTPUT_FIXED, _OUTPUT_PER_FIGURE = 60, 165


class Estimator:
    """Estimates for one endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Take the endpoint, whose prices count."""
        self._endpoint = endpoint

    def usage(self, shape: Shape, messages: Sequence[dict[str, Any]], section: Annotated) -> Usage:
        """Return tokens and cost of one request and its reply."""
        texts = [(m["role"], m.get("content") or json.dumps(m.get("tool_calls") or "")) for m in messages]
        characters = sum(len(str(text)) / CHARACTERS[role] for role, text in texts)
        schema = len(json.dumps(shape.fixed)) / SCHEMA_CHARACTERS
        output = _OUTPUT_FIXED + _OUTPUT_PER_FIGURE * len(section.figures)
        return cost_of(Usage(round(characters + schema), 0, output), self._endpoint)
