"""openai, instructor and genai-prices: loaded when they are used, by one thread at a time.

They take a second, and their parts import each other in circles: two threads that each began at another part
would wait for one another.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from threading import RLock
from typing import Any, NamedTuple

__all__ = ["Prices", "Replies", "prices", "replies"]

_LOADING = RLock()


class Replies(NamedTuple):
    """What replies are read with: openai's type, instructor's handlers by mode and model, its error."""

    completion: Any
    handlers: Any
    cut: type[Exception]


class Prices(NamedTuple):
    """What replies are priced with."""

    usage: Any
    price_of: Any


def replies() -> Replies:
    """Load openai and instructor, or wait until another thread has."""
    with _LOADING:
        return _replies()


def prices() -> Prices:
    """Load the prices, or wait until another thread has."""
    with _LOADING:
        return _prices()


@cache
def _replies() -> Replies:
    from instructor.v2.core.errors import IncompleteOutputException
    from instructor.v2.core.mode import Mode
    from instructor.v2.core.providers import Provider
    from instructor.v2.core.registry import mode_registry
    from openai.types.chat import ChatCompletion

    def handlers(mode: str, model: type[Any]) -> Any:
        # Parts are imported when they are first asked for, and more when they are first used.
        with _LOADING:
            found = mode_registry.get_handlers(Provider.OPENAI, Mode[mode])
            message = {"role": "assistant", "content": "{}"}
            reply = ChatCompletion.construct(choices=[{"message": message, "finish_reason": "stop"}])
            with suppress(Exception):
                found.reask_handler(kwargs={"messages": []}, response=reply, exception=Exception())
            with suppress(Exception):
                found.response_parser(
                    response=reply, response_model=model, validation_context=None, strict=None
                )
            return found

    return Replies(ChatCompletion, handlers, IncompleteOutputException)


@cache
def _prices() -> Prices:
    from genai_prices import Usage, calc_price

    return Prices(Usage, calc_price)
