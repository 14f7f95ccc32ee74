"""`--overlay FILE` on the command line: in force for the command that it is given to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

__all__ = ["overlay_option"]


def overlay_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option; the command itself takes no argument for it."""
    return click.option(
        "--overlay",
        metavar="FILE",
        type=click.Path(path_type=Path),
        callback=_put_in_force,
        expose_value=False,
        is_eager=True,
        help="Words of your own, laid over ours (YAML; docs/overlay.md).",
    )(command)


def _put_in_force(ctx: click.Context, param: click.Parameter, path: Path | None) -> None:
    if path is not None:
        from extract.overlay.force import overlaid
        from extract.overlay.form import load_overlay

        ctx.with_resource(overlaid(load_overlay(path)))
