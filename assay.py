"""The command line: joins the commands of both halves, loading each only when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from threading import enumerate as enumerate_threads
from threading import main_thread
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extract.document import Report
    from schemas.records import SectionResult

__all__ = ["main"]

_INTERRUPTED = 130

# command -> (module, attribute, one line for --help)
_COMMANDS = {
    "sections": ("extract.commands", "sections_command", "List the sections of a report."),
    "extract": (
        "extract.commands",
        "extract_command",
        "Extract metrics and drivers into a run folder.",
    ),
    "replay": ("extract.commands", "replay_command", "Resolve recorded answers anew, without a call."),
    "batch": ("extract.batch.commands", "batch_group", "Extract through the OpenAI Batch API."),
    "history": ("extract.history.commands", "history_command", "Build tables across the months of runs."),
    "view": ("extract.pages.commands", "view_command", "Write the page of a run, to look at."),
    "prompt": ("extract.model.commands", "prompt_command", "Print what a model would be sent."),
    "explain": ("extract.rules.commands", "explain_command", "Why the rules read a figure as they do."),
    "score": ("eval.commands", "score_command", "Score a run against a gold set."),
    "compare": ("eval.commands", "compare_command", "Compare two scored runs, pair by pair."),
    "experiment": ("experiment.commands", "experiment_command", "Run a matrix of choices over a gold set."),
    "bless": ("eval.commands", "bless_command", "Make a scored run the baseline of its model."),
    "gold": ("eval.gold.commands", "gold_group", "Lint, compare, grow and export gold sets."),
    "schema": ("extract.versions.commands", "schema_group", "List, show, compare the answer schemas."),
}


class _Lazy(click.Group):
    """A group whose commands are imported when they are used, so that --help stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in _COMMANDS:
            return None
        module, attribute, _ = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in _COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="assay-metals")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Turn monthly metals-market reports into checked metrics and causal drivers.

    \b
    Example:
      assay extract gold/2025-01
    """
    # `gold new` takes the extractor's guesses as data: eval does not import what answers.
    ctx.obj = _guesses


def _guesses(report: Report) -> Iterable[SectionResult]:
    from extract.guesses import guesses

    return guesses(report)


def main() -> None:
    """Run the command line: exit code 0, 1 for a finding gated on, 2 for wrong usage or bad input."""
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        _complain("interrupted; the same command goes on where it stopped")
        code = _INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        _complain("which command?")
        code = 2
    except click.ClickException as error:
        _complain(error.format_message())
        code = 2
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    except Exception as error:
        # Imported only here, since it brings pydantic with it, which --help can do without.
        from schemas.errors import AssayError

        if not isinstance(error, AssayError):
            raise
        _complain(str(error))
        code = 2
    if code == _INTERRUPTED and any(not t.daemon for t in enumerate_threads() if t is not main_thread()):
        # Requests that a second interrupt left behind would be waited for: what came is on disk.
        sys.stdout.flush()
        os._exit(code)
    sys.exit(code if isinstance(code, int) else 0)


def _complain(message: str) -> None:
    click.echo(f"assay: {' '.join(message.split())}", err=True)


if __name__ == "__main__":
    main()
