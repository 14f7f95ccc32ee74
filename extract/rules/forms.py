"""Forms: the patterns of the lexicons written out, and English verbs inflected by rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

__all__ = ["expanded", "inflected"]

_GROUP = re.compile(r"\(([^()]*)\)")
_VOWELS = "aeiou"
# Final consonants double after one stressed vowel: all verbs of one syllable, and these of more.
_DOUBLED = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")


def expanded(forms: Iterable[str]) -> Iterator[str]:
    """Yield the forms with each "(a|b|)" written out, one alternative at a time."""
    for form in forms:
        pieces = _GROUP.split(form)
        choices = [piece.split("|") if at % 2 else [piece] for at, piece in enumerate(pieces)]
        for chosen in product(*choices):
            yield " ".join("".join(chosen).split())


def inflected(verb: str) -> list[str]:
    """Return a regular verb's forms ("edge up": edge up, edges up, edged up, edging up)."""
    stem, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    if stem.endswith("e"):
        forms = [stem, f"{stem}s", f"{stem}d", f"{stem[:-1]}ing"]
    elif stem.endswith("y") and stem[-2] not in _VOWELS:
        forms = [stem, f"{stem[:-1]}ies", f"{stem[:-1]}ied", f"{stem}ing"]
    elif stem.endswith(("s", "sh", "ch", "x")):
        forms = [stem, f"{stem}es", f"{stem}ed", f"{stem}ing"]
    else:
        double = stem + stem[-1] if _DOUBLED.fullmatch(stem) else stem
        forms = [stem, f"{stem}s", f"{double}ed", f"{double}ing"]
    return [form + tail for form in forms]
