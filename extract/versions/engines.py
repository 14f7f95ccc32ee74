"""Whether structured-output engines accept an answer schema as it goes over the wire.

OpenAI and llama.cpp are judged by their rules; llguidance, outlines-core and xgrammar by compiling the
schema, where they are installed (`pip install assay-metals[grammars]` brings the first two; xgrammar
needs torch). What an engine does not hold the model to, validation checks again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from extract.model.wire import wire_schema
from extract.versions.llamacpp import llamacpp_problems, llamacpp_unenforced
from extract.versions.strict import strict_problems

__all__ = ["Verdict", "verdicts"]

_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an engine makes of a schema: `why` where it refuses, `unenforced` where it lets things pass."""

    engine: str
    schema: str
    result: Literal["compiled", "accepted", "refused", "not installed"]
    why: str = ""
    unenforced: tuple[str, ...] = ()


def verdicts(schema: str) -> list[Verdict]:
    """Return every engine's verdict on a version of the answer schema ("assay/1").

    Raises:
        InputError: there is no such version.
    """
    return _judged(wire_schema(schema), schema)


def _judged(schema: dict[str, Any], name: str) -> list[Verdict]:
    """Return every engine's verdict on a JSON Schema."""
    rules = (
        ("openai strict", strict_problems(schema), ()),
        ("llama.cpp", llamacpp_problems(schema), tuple(llamacpp_unenforced(schema))),
    )
    by_rule = [
        Verdict(engine, name, "refused" if found else "accepted", "; ".join(found)[:_SHOWN], passing)
        for engine, found, passing in rules
    ]
    compiling: tuple[tuple[str, Callable[[str], None]], ...] = (
        ("llguidance", _llguidance),
        ("outlines-core", _outlines),
        ("xgrammar", _xgrammar),
    )
    text = json.dumps(schema)
    return by_rule + [_compiled(engine, name, compiler, text) for engine, compiler in compiling]


def _compiled(engine: str, name: str, compiler: Callable[[str], None], text: str) -> Verdict:
    try:
        compiler(text)
    except ImportError:
        return Verdict(engine, name, "not installed")
    except Exception as error:  # each engine raises errors of its own
        return Verdict(engine, name, "refused", " ".join(str(error).split())[:_SHOWN])
    return Verdict(engine, name, "compiled")


def _llguidance(text: str) -> None:
    from llguidance import LLMatcher

    grammar = LLMatcher.grammar_from_json_schema(text)
    broken, messages = LLMatcher.validate_grammar_with_warnings(grammar)
    if broken or messages:
        raise ValueError("; ".join(messages))


def _outlines(text: str) -> None:
    from outlines_core import Index, Vocabulary
    from outlines_core.json_schema import build_regex_from_schema

    # A vocabulary of the single bytes: an index over it is one over any.
    end = 256
    Index(build_regex_from_schema(text), Vocabulary(end, {bytes([byte]): [byte] for byte in range(end)}))


def _xgrammar(text: str) -> None:
    from xgrammar import Grammar

    Grammar.from_json_schema(text)
