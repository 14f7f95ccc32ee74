"""Which answerer a model name means."""

from __future__ import annotations

from extract.ask import Answerer
from extract.rules import Rules
from schemas.errors import InputError

__all__ = ["make_answerer"]


def make_answerer(model: str, *, concurrency: int | None = None) -> Answerer:
    """Return the answerer of a model name, asked for `concurrency` sections at once at most.

    Raises:
        InputError: no answerer goes by that name.
    """
    if model == "rules":
        # The rules compute: threads would gain nothing, so they are asked one section at a time.
        return Rules()
    raise InputError(f"there is no model {model!r}: this version knows 'rules', the embedded extractor")
