"""Which answerer a model name means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extract.ask import Answerer
from extract.rules import Rules

__all__ = ["make_answerer"]

CONCURRENCY = 8


def make_answerer(
    model: str,
    *,
    concurrency: int | None = None,
    base_url: str | None = None,
    mode: str | None = None,
    tries: int = 3,
    parameters: Mapping[str, Any] | None = None,
    cache: bool = True,
    refresh: bool = False,
) -> Answerer:
    """Return the answerer of a model name, asked for `concurrency` sections at once at most.

    `rules` is the embedded one; `PROVIDER/NAME` a model behind an OpenAI-compatible endpoint, at the
    provider's address or at `base_url`. `mode` is how the schema is told to it, `tries` the requests
    that a section may take. Replies are kept in the user's cache unless `cache` is false; `refresh`
    asks anew and keeps what comes.

    Raises:
        InputError: no answerer goes by that name, a key is missing, or the cache cannot be used.
    """
    if model == "rules":
        # The rules compute: threads would gain nothing, so they are asked one section at a time.
        return Rules()
    from extract.model.answerer import ModelAnswerer
    from extract.model.cache import Cache, default_path
    from extract.model.modes import Mode
    from extract.model.providers import endpoint

    return ModelAnswerer(
        endpoint(model, base_url),
        mode=Mode(mode) if mode else None,
        tries=tries,
        concurrency=concurrency or CONCURRENCY,
        parameters=parameters,
        cache=Cache(default_path(), refresh=refresh) if cache else None,
    )
