"""Names: what a line would head, without what a layout puts around it."""

from __future__ import annotations

import re

__all__ = ["WIDE_COLON", "name_of", "number_of", "without_colon", "words_of"]

WIDE_COLON = "\uff1a"

_WORD = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"[(\uff08]?(\d{1,3})[.)\uff09\u3001]\s*(?=[^\W\d_])")
_DRESS = (
    re.compile(r"#{1,6}\s+(?P<name>.*?)(?:\s+#+)?"),
    re.compile(r"(?P<mark>\*{1,3}|_{2,3})(?P<name>[^*]+)(?P=mark)"),
    re.compile(r"[\u3010\[](?P<name>[^\u3011\]]+)[\u3011\]]"),
)


def words_of(text: str) -> list[str]:
    """Return the runs of letters and digits of a text, in lower case."""
    return _WORD.findall(text.lower())


def without_colon(text: str) -> str:
    """Return a stripped text without its trailing colon."""
    return text[:-1].rstrip() if text.endswith((":", WIDE_COLON)) else text


def name_of(text: str) -> str:
    """Return a stripped line without what a layout puts around a name: "### **3. Tin:**" is "Tin"."""
    bare = _undressed(text)
    numbered = _NUMBERED.match(bare)
    return without_colon(_undressed(bare[numbered.end() :]) if numbered else bare)


def number_of(text: str) -> int | None:
    """Return the number in front of a line's name, or None where there is none."""
    numbered = _NUMBERED.match(_undressed(text))
    return int(numbered[1]) if numbered else None


def _undressed(text: str) -> str:
    """Return a line without the marks of Markdown and without brackets around the whole of it."""
    bare = without_colon(text)
    for dress in _DRESS:
        worn = dress.fullmatch(bare)
        bare = without_colon(worn["name"].strip()) if worn else bare
    return bare
