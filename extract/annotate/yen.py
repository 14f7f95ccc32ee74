"""Whose sign "¥" is: the yuan's, but the yen's in a text that speaks of Japan or yen and of no yuan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.annotate.readings import Reading

__all__ = ["with_yen"]

_JAPAN = re.compile(r"\b(?:yen|Japan(?:ese)?|Tokyo|Kanto|Osaka|Nagoya|Kobe)\b")
_YUAN = re.compile(r"\b(?:yuan|renminbi|RMB|CNY)\b", re.I)
_SIGN = re.compile(r"[¥￥]")


def with_yen(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with the yen for the yuan where that is what the text counts in."""
    if not _SIGN.search(text) or not _JAPAN.search(text) or _YUAN.search(text):
        return list(readings)
    return [
        replace(one, unit="jpy" + one.unit.removeprefix("yuan"))
        if one.unit is not None and one.unit.partition("/")[0] == "yuan"
        else one
        for one in readings
    ]
