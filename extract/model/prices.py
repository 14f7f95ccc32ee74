"""What replies cost, by the prices that genai-prices brings along; no network is asked.

A price that is not known is None, never 0: a server of one's own has a cost, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any

from extract.ask import Usage
from extract.model.libraries import prices
from extract.model.providers import Endpoint

__all__ = ["cost_of", "usage_of"]


def usage_of(reply: Mapping[str, Any], endpoint: Endpoint) -> Usage:
    """Return the tokens that a reply says it took, and their price."""
    told = reply.get("usage")
    if not isinstance(told, Mapping):
        return Usage(cost=None)
    details = told.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, Mapping) else None
    usage = Usage(
        _count(told.get("prompt_tokens")),
        _count(cached or told.get("prompt_cache_hit_tokens")),
        _count(told.get("completion_tokens")),
        None,
    )
    if not usage.input_tokens:
        return usage  # a server that counts no tokens tells no cost
    answered_by = reply.get("model")
    return cost_of(usage, endpoint, answered_by if isinstance(answered_by, str) else None)


def cost_of(usage: Usage, endpoint: Endpoint, answered_by: str | None = None) -> Usage:
    """Return a usage with its cost in US dollars, cached tokens at their own price; None where unknown.

    What goes through a batch API costs what genai-prices knows of that, where it does.

    The provider is the one at the endpoint's address, else the one that the model's name names; the
    model the one that was asked for, else the one that the reply names (an Azure deployment may be
    called anything).
    """
    found = _listed(endpoint.url, endpoint.provider, endpoint.model, answered_by)
    if found is None:
        return replace(usage, cost=None)
    library = prices()
    tokens = library.usage(
        input_tokens=usage.input_tokens,
        cache_read_tokens=min(usage.cached_tokens, usage.input_tokens),
        output_tokens=usage.output_tokens,
    )
    model, where = found
    context = {"processing": "batch"} if endpoint.batch else None
    return replace(
        usage, cost=float(library.price_of(tokens, model, price_context=context, **where).total_price)
    )


@cache
def _listed(
    url: str, provider: str, model: str, answered_by: str | None
) -> tuple[str, dict[str, Any]] | None:
    """Return the model and the provider as the list of prices finds them; None where it does not."""
    library = prices()
    for name in filter(None, (model, answered_by)):
        for where in ({"provider_api_url": url}, {"provider_id": provider}):
            with suppress(LookupError):
                library.price_of(library.usage(input_tokens=1, output_tokens=1), name, **where)
                return name, dict(where)
    return None


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
