"""Tokens: what a reply says that it took, whatever a server leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extract.ask import Usage

__all__ = ["added", "usage_of"]


def usage_of(reply: Mapping[str, Any]) -> Usage:
    """Return the tokens of a reply; the cost is not known here."""
    usage = reply.get("usage")
    if not isinstance(usage, Mapping):
        return Usage(cost=None)
    details = usage.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, Mapping) else None
    return Usage(
        _count(usage.get("prompt_tokens")), _count(cached), _count(usage.get("completion_tokens")), None
    )


def added(first: Usage, second: Usage) -> Usage:
    """Return the sum of two usages; its cost is unknown where one of theirs is."""
    known = first.cost is not None and second.cost is not None
    return Usage(
        first.input_tokens + second.input_tokens,
        first.cached_tokens + second.cached_tokens,
        first.output_tokens + second.output_tokens,
        (first.cost or 0.0) + (second.cost or 0.0) if known else None,
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
