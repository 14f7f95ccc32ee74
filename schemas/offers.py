"""What a version of the answer schema offers of a shared vocabulary: fewer members, other meanings.

category: Annotated[Category, Offered(without=("weather",), meanings={"demand": "orders alone"})]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from schemas.vocabulary import Term

__all__ = ["Members", "Offered", "vocabularies"]

Members = dict[str, str]
"""Codes and their meanings, in order."""


@dataclass(frozen=True)
class Offered:
    """Marks a field of a vocabulary that lacks members of it, or tells their meanings otherwise."""

    without: tuple[str, ...] = ()
    meanings: Mapping[str, str] = field(default_factory=dict)

    def members(self, vocabulary: type[Term]) -> Members:
        """Return what is left of a vocabulary."""
        return {
            member.value: self.meanings.get(member.value, member.meaning)
            for member in vocabulary
            if member.value not in self.without
        }

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Refuse the members that are not offered."""
        return core_schema.no_info_after_validator_function(self._offered, handler(source))

    def _offered(self, value: Any) -> Any:
        if value in self.without:
            raise PydanticCustomError("not_offered", "'{value}' is no member here", {"value": str(value)})
        return value

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Leave the members out of the JSON Schema as well."""
        resolved = handler.resolve_ref_schema(handler(schema))
        listed = [code for code in resolved.get("enum", []) if code not in self.without]
        return {"enum": listed, "type": "string"}


def vocabularies(model: type[BaseModel]) -> dict[str, Members]:
    """Return the vocabularies of a model and of the models in it, by name: {"Basis": {"mom": ...}}.

    Where two fields offer different members of one vocabulary, all of them are listed.
    """
    found: dict[str, Members] = {}
    for vocabulary, offered in _terms(model):
        listed = found.setdefault(vocabulary.__name__, {})
        listed.update(offered.members(vocabulary))
    for name, listed in found.items():
        order = {code: at for at, code in enumerate(_codes(model, name))}
        found[name] = dict(sorted(listed.items(), key=lambda item: order[item[0]]))
    return found


def _codes(model: type[BaseModel], name: str) -> list[str]:
    return [m.value for vocabulary, _ in _terms(model) if vocabulary.__name__ == name for m in vocabulary]


def _terms(model: type[BaseModel]) -> Iterator[tuple[type[Term], Offered]]:
    for info in model.model_fields.values():
        yield from _in_type(info.annotation, tuple(info.metadata))


def _in_type(kind: Any, metadata: tuple[Any, ...]) -> Iterator[tuple[type[Term], Offered]]:
    if isinstance(kind, type) and issubclass(kind, Term):
        yield kind, next((mark for mark in metadata if isinstance(mark, Offered)), Offered())
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from _terms(kind)
    elif hasattr(kind, "__metadata__"):
        yield from _in_type(kind.__origin__, (*metadata, *kind.__metadata__))
    else:
        for part in get_args(kind):
            yield from _in_type(part, metadata)
