"""How instructor shapes a request and reads a reply; what does not change is computed once.

`instructor.from_openai` builds the schema, and in some modes the system prompt, anew on every call.
Its mode handlers are the part that we need: they are asked once for a template, and for each reply.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from extract.model.libraries import replies
from extract.model.prompt import Prompt
from extract.model.wire import wire_answer, wire_schema
from schemas.answer import Answer
from schemas.versions import DEFAULT, find_schema, lifted

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

__all__ = ["Mode", "Shape", "Unreadable"]

_BODY = "⟦⟧"  # stands in no message of ours: marks are never empty


class Mode(StrEnum):
    """How the answer's schema is told to the server."""

    TOOLS = "tools"
    JSON_SCHEMA = "json_schema"
    JSON = "json"
    MD_JSON = "md_json"


class Unreadable(Exception):
    """A reply that holds no answer; the message says why, `cut` that it was too long."""

    def __init__(self, reason: str, *, cut: bool = False) -> None:
        """Take the reason, in words that the model can act on."""
        super().__init__(reason)
        self.cut = cut


class Shape:
    """A mode, ready to shape requests and to read replies."""

    def __init__(self, mode: Mode, prompt: Prompt, schema: str = DEFAULT, *, strict: bool = True) -> None:
        """Compute the template; where it takes no more than the schema, instructor can wait."""
        self.mode, self.strict, self._schema = mode, strict, find_schema(schema)
        messages = [{"role": "system", "content": prompt.text}, {"role": "user", "content": _BODY}]
        template = self._template(messages)
        self._messages: list[dict[str, Any]] = template.pop("messages")
        self.fixed: Mapping[str, Any] = template

    def _template(self, messages: list[dict[str, Any]]) -> dict[str, Any]:
        """Return messages and schema as instructor shapes them."""
        if self.mode is Mode.JSON_SCHEMA:
            schema = {"name": "Answer", "schema": wire_schema(self._schema.id), "strict": self.strict}
            return {"messages": messages, "response_format": {"type": "json_schema", "json_schema": schema}}
        extra = {"strict": self.strict} if self.mode is Mode.TOOLS else {}
        _, template = self._handlers.request_handler(
            response_model=wire_answer(self._schema.id), kwargs={"messages": messages, **extra}
        )
        shaped: dict[str, Any] = template
        return shaped

    @cached_property
    def _handlers(self) -> Any:
        return replies().handlers(self.mode.name, wire_answer(self._schema.id))

    def load(self) -> None:
        """Load instructor and openai, which replies are read with."""
        _ = self._handlers

    def messages(self, body: str, examples: Sequence[tuple[str, str]] = ()) -> list[dict[str, Any]]:
        """Return the messages of a section, after those of examples (body and answer).

        All but the body is the same for every section.
        """
        *before, last = self._messages
        shown = [message for given, answer in examples for message in self._example(last, given, answer)]
        return [*before, *shown, _filled(last, body)]

    def _example(self, last: dict[str, Any], body: str, answer: str) -> Iterator[dict[str, Any]]:
        """Yield a section and its answer in the words of the mode."""
        yield _filled(last, body)
        if self.mode is not Mode.TOOLS:
            fenced = f"```json\n{answer}\n```" if self.mode is Mode.MD_JSON else answer
            yield {"role": "assistant", "content": fenced}
            return
        called = f"call_{sha256(body.encode()).hexdigest()[:12]}"
        function = {"name": "Answer", "arguments": answer}
        calls = [{"id": called, "type": "function", "function": function}]
        yield {"role": "assistant", "content": None, "tool_calls": calls}
        yield {"role": "tool", "tool_call_id": called, "content": "This answer is right."}

    def again(self, messages: list[dict[str, Any]], reply: ChatCompletion, told: str) -> list[dict[str, Any]]:
        """Return the messages that ask again: the reply, and what is wrong with it."""
        kwargs = {"messages": list(messages)}
        asked = self._handlers.reask_handler(kwargs=kwargs, response=reply, exception=Exception(told))
        answered: list[dict[str, Any]] = asked["messages"]
        return answered

    def read(self, reply: ChatCompletion) -> Answer:
        """Return the answer that a reply holds.

        Raises:
            Unreadable: it holds none.
        """
        from pydantic import ValidationError

        try:
            parsed = self._handlers.response_parser(
                response=reply,
                response_model=wire_answer(self._schema.id),
                validation_context=None,
                strict=None,
            )
        except replies().cut as error:
            raise Unreadable("the reply was cut off at the limit of its length", cut=True) from error
        except ValidationError as error:
            raise Unreadable(_told(error)) from error
        except RecursionError as error:
            raise Unreadable("the reply is nested too deeply") from error
        # instructor signals all else that it cannot read by errors of several kinds.
        except (ValueError, AssertionError, AttributeError, TypeError, IndexError, KeyError) as error:
            raise Unreadable("the reply holds no call of the function, or no JSON object") from error
        return lifted(self._schema, parsed)


def _filled(message: dict[str, Any], body: str) -> dict[str, Any]:
    return {**message, "content": message["content"].replace(_BODY, body)}


def _told(error: Any) -> str:
    """Return a validation error as lines, without what was given: it may be long."""
    lines = []
    for detail in error.errors(include_url=False, include_context=False, include_input=False)[:12]:
        where = ".".join(str(part) for part in detail["loc"])
        lines.append(f"{where}: {detail['msg']}" if where else str(detail["msg"]))
    return "the reply is no valid answer:\n" + "\n".join(lines)
