"""The options of every command that asks a model, gathered into one `Asking`."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from extract.ask import Answerer
    from extract.model.settings import Settings

__all__ = ["Asking", "asking_options"]

_MODES = ["tools", "json_schema", "json", "md_json"]
_OPTIONS = (
    click.option("--model", default="rules", show_default=True, help="rules (embedded), or PROVIDER/NAME."),
    click.option("--base-url", metavar="URL", help="Address of an OpenAI-compatible server."),
    click.option(
        "--mode",
        type=click.Choice(_MODES),
        help="How the schema is told.  [default: by provider]",
    ),
    click.option("--prompt", metavar="NAME", help="Prompt by name, or a file.txt.  [default: the newest]"),
    click.option("--schema", default="assay/1", show_default=True, help="Version of the answer schema."),
    click.option(
        "--tries",
        type=click.IntRange(1, 20),
        default=3,
        show_default=True,
        help="Replies a section may take.",
    ),
    click.option(
        "--samples",
        type=click.IntRange(1, 25),
        default=1,
        show_default=True,
        help="Answers a section, voted over.",
    ),
    click.option(
        "--shots", type=click.IntRange(0), default=0, show_default=True, help="Examples in the prompt."
    ),
    click.option(
        "--concurrency", type=click.IntRange(1, 256), default=8, show_default=True, help="Requests in flight."
    ),
    click.option(
        "--timeout", type=click.FloatRange(0.1), default=600, show_default=True, help="Seconds of silence."
    ),
    click.option("--param", "params", metavar="KEY=VALUE", multiple=True, help="Passed to the model."),
    click.option("--no-cache", is_flag=True, help="Neither read nor keep replies in the cache."),
    click.option("--refresh", is_flag=True, help="Ask anew, and keep what comes."),
    click.option("--log", type=click.Choice(["json"]), help="Log each request as a line, without texts."),
    click.option("--log-file", type=click.Path(path_type=Path), help="Where to log.  [default: stderr]"),
    click.option("--log-texts", is_flag=True, help="Put messages and replies into the log, too."),
)


@dataclass(frozen=True, slots=True)
class Asking:
    """What the options say: a model, how to ask it, and where its log goes."""

    model: str
    settings: Settings
    log: str | None
    log_file: Path | None
    log_texts: bool

    def answerer(self, *, dry: bool = False) -> Answerer:
        """Return the answerer; a `dry` one only estimates.

        Raises:
            InputError: as `extract.answerers.make_answerer`.
        """
        from dataclasses import replace

        from extract.answerers import make_answerer

        return make_answerer(self.model, replace(self.settings, dry=dry))

    def logging(self) -> AbstractContextManager[None]:
        """Return a context within which requests are logged, where that was asked for.

        Raises:
            InputError: the log cannot be written.
        """
        if not (self.log or self.log_file or self.log_texts):
            return nullcontext()
        from extract.model.telemetry import logging_requests

        return logging_requests(self.log_file, texts=self.log_texts)

    @property
    def logs_to_stderr(self) -> bool:
        """Tell whether stderr is taken by the log."""
        return bool(self.log or self.log_texts) and self.log_file is None


def asking_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options, and what they say as its argument `asking`."""

    @wraps(command)
    def called(*, params: tuple[str, ...], no_cache: bool, **given: Any) -> None:
        from extract.model.settings import Settings

        told = {name: given.pop(name) for name in ("model", "log", "log_file", "log_texts")}
        names = (
            "base_url", "mode", "prompt", "schema", "tries", "samples", "shots", "concurrency", "timeout",
            "refresh",
        )  # fmt: skip
        chosen = {name: given.pop(name) for name in names}
        settings = Settings(parameters=_parameters(params), cache=not no_cache, **chosen)
        command(asking=Asking(settings=settings, **told), **given)

    for option in reversed(_OPTIONS):
        called = option(called)
    return called


def _parameters(params: tuple[str, ...]) -> dict[str, Any]:
    """Read KEY=VALUE pairs; a value that is JSON is taken as such, any other as text."""
    read: dict[str, Any] = {}
    for param in params:
        key, equals, value = param.partition("=")
        if not equals or not key.strip():
            raise click.UsageError(f"--param {param!r}: must be KEY=VALUE")
        try:
            read[key.strip()] = json.loads(value)
            # NaN and infinity are no JSON that another program would read.
            json.dumps(read[key.strip()], allow_nan=False)
        except (ValueError, RecursionError):
            read[key.strip()] = value
    return read
