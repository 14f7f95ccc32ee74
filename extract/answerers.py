"""Which answerer a model name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.ask import Answerer
from extract.overlay.force import current
from schemas.versions import DEFAULT

if TYPE_CHECKING:
    from extract.model.settings import Settings

__all__ = ["make_answerer"]


def make_answerer(model: str, settings: Settings | None = None) -> Answerer:
    """Return the answerer of a model name.

    `rules` is the embedded one, which the settings do not concern; `PROVIDER/NAME` a model behind an
    OpenAI-compatible endpoint.

    Raises:
        InputError: no answerer goes by that name, a key is missing, or the cache cannot be used.
    """
    if model == "rules":
        from extract.rules import Rules
        from extract.rules.overlaid import OverlaidRules

        # The rules compute: threads would gain nothing, so they are asked one section at a time.
        schema = settings.schema if settings else DEFAULT
        overlay = current()
        return OverlaidRules(schema) if overlay and overlay.segments else Rules(schema)
    from extract.model.answerer import ModelAnswerer
    from extract.model.cache import Cache, default_path
    from extract.model.providers import endpoint
    from extract.model.settings import Settings

    settings = settings or Settings()
    # An estimate reads what is kept, and makes no file.
    kept = settings.cache and (default_path().exists() or not settings.dry)
    cache = Cache(default_path(), refresh=settings.refresh) if kept else None
    return ModelAnswerer(endpoint(model, settings.base_url, keyless=settings.dry), settings, cache=cache)
