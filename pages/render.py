"""A page as HTML: one file, its style and script inline and named by hash in its own security policy."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pages.judgement import Verdict
from pages.words import label, shown

__all__ = ["Kit", "embedded", "policy", "render"]

TEMPLATES = Path(__file__).parent / "templates"
_SHARED_SCRIPTS = ("base.js", "record.js")
_SHARED_STYLES = ("page.css",)


@dataclass(frozen=True, slots=True)
class Kit:
    """What a kind of page adds to the shared parts: its folder of templates, its styles and scripts.

    They come after the shared ones, in this order; all scripts are one function's body.
    """

    folder: Path
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


def embedded(value: object) -> Markup:
    """Return JSON that is safe inside a script element: all ASCII, with no `<`, `>` or `&` in it."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy that lets this style and this script run, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


@cache
def _assets(kit: Kit) -> tuple[str, str]:
    def joined(shared: tuple[str, ...], own: tuple[str, ...]) -> str:
        files = (*(TEMPLATES / name for name in shared), *(kit.folder / name for name in own))
        return "\n".join(file.read_text(encoding="utf-8").strip() for file in files)

    script = joined(_SHARED_SCRIPTS, kit.scripts)
    return joined(_SHARED_STYLES, kit.styles), f'(() => {{\n"use strict";\n{script}\n}})();'


@cache
def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([folder, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(shown=shown, label=label)
    environment.globals.update(verdicts=tuple(Verdict))
    return environment


def render(kit: Kit, template: str, data: object, **context: Any) -> str:
    """Return the page that a template of the kit makes of `context`; its script finds `data`."""
    style, script = _assets(kit)
    return (
        _environment(kit.folder)
        .get_template(template)
        .render(
            data=embedded(data),
            policy=policy(style, script),
            style=Markup(style),
            script=Markup(script),
            **context,
        )
    )
