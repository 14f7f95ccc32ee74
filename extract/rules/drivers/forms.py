"""Forms: a word as features tell it, with what it is called in each, put together once a word.

A feature's text is looked up among the weights, so that one made anew for each case would be hashed anew.
Features that a few plain values tell are put together once for these (`kept`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from sys import intern
from typing import ParamSpec, cast

from extract.annotate.lexicon import words
from extract.record import record

__all__ = ["Form", "form_of", "kept", "letters_of", "plain"]

_Values = ParamSpec("_Values")

_STEM = 6
_GRAM = 4
_KNOWN = 20_000  # so that the numbers of a long run of sections fill no memory


def kept(tell: Callable[_Values, Iterator[str]]) -> Callable[_Values, tuple[str, ...]]:
    """Keep the features that a function tells by a few plain values, each once, while these are in use."""

    @lru_cache(maxsize=_KNOWN)
    def told(*values: object) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(intern, tell(*values))))  # type: ignore[call-arg, arg-type]

    return cast("Callable[_Values, tuple[str, ...]]", told)


@record(frozen=True, slots=True)
class Form:
    """A word's plain form and stem, and the features that it makes wherever it stands in or near a run."""

    plain: str
    stem: str
    as_word: str
    as_stem: str
    on_left: str
    on_right: str


@lru_cache(maxsize=_KNOWN)
def form_of(low: str) -> Form:
    """Return a word as features tell it."""
    return _form(plain(low))


@lru_cache(maxsize=_KNOWN)
def _form(name: str) -> Form:
    """Return one form for all words of a name, as for all numbers."""
    first = name[:_STEM]
    features = (f"word={name}", f"stem={first}", f"near-left={first}", f"near-right={first}")
    return Form(name, first, *map(intern, features))


@lru_cache(maxsize=_KNOWN)
def plain(low: str) -> str:
    """Return a word as features tell it: one name for all numbers, and one for all months."""
    if not low:
        return ""
    return "0" if low[0].isdigit() else "@month" if low in words().months else low


@lru_cache(maxsize=_KNOWN)
def letters_of(low: str) -> tuple[str, ...]:
    """Return the pieces of a longer word, as features."""
    if len(low) <= _GRAM:
        return ()
    return tuple(f"letters={low[at : at + _GRAM]}" for at in range(len(low) - _GRAM + 1))
