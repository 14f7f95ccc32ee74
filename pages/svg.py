"""Building blocks of inline SVG: elements with all text escaped, colours left to the style sheet."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from pages.words import shown

__all__ = ["drawing", "tag", "wrapped"]


def tag(name: str, *content: str | Markup, **attributes: object) -> Markup:
    """Return an element; `class_` and `text_anchor` stand for class and text-anchor."""
    written = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
    )
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), written, Markup("").join(map(escape, content)))


def drawing(width: float, height: float, name: str, *content: str | Markup) -> Markup:
    """Return an svg element of its own coordinates, named for those who do not see it."""
    return tag("svg", *content, viewBox=f"0 0 {width:g} {height:g}", role="group", aria_label=name)


def wrapped(text: str, width: int, lines: int) -> list[str]:
    """Break a label at spaces and after hyphens into so many lines of so many characters; the rest is "…"."""
    broken = [""]
    for word in re.split(r"(?<=[\s-])(?=\S)", " ".join(shown(text).split())):
        if broken[-1] and len(broken[-1] + word.rstrip()) > width:
            broken.append("")
        broken[-1] += word
    if len(broken) > lines:
        broken = [*broken[: lines - 1], f"{broken[lines - 1].rstrip()}…"]
    return [line if len(line) <= width + 2 else f"{line[: width + 1]}…" for line in map(str.rstrip, broken)]
