"""The command line of the model path: `prompt`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from extract.overlay.option import overlay_option

__all__ = ["prompt_command"]


@click.command("prompt")
@click.argument("report", type=click.Path(path_type=Path))
@click.argument("section")
@overlay_option
@click.option("--month", metavar="YYYY-MM", help="Reference month; wins over what the report says.")
@click.option(
    "--mode",
    type=click.Choice(["tools", "json_schema", "json", "md_json"]),
    default="json_schema",
    show_default=True,
    help="How the schema is told to the model.",
)
@click.option("--prompt", metavar="NAME", help="Prompt by name, or a file.txt.  [default: the newest]")
@click.option("--schema", default="assay/1", show_default=True, help="Version of the answer schema.")
@click.option("--shots", type=click.IntRange(0), default=0, show_default=True, help="Examples to show.")
@click.option("--json", "as_json", is_flag=True, help="Print the request's messages and schema as JSON.")
def prompt_command(
    report: Path,
    section: str,
    month: str | None,
    mode: str,
    prompt: str | None,
    schema: str,
    *,
    shots: int,
    as_json: bool,
) -> None:
    """Print what a model would be sent for SECTION (a slug) of REPORT.

    \b
    Example:
      assay prompt gold/2025-01 copper-cathode
    """
    from extract.annotate import annotate
    from extract.model.modes import Mode, Shape
    from extract.model.prompt import load_prompt
    from extract.model.shots import load_examples, opening
    from extract.reading import read_report
    from schemas.errors import InputError

    read = read_report(report, month)
    chosen = next((part for part in read.sections if part.slug == section), None)
    if chosen is None:
        raise InputError(f"no section is named {section} (see `assay sections`)")
    shape = Shape(Mode(mode), load_prompt(prompt, schema), schema)
    examples = load_examples(schema) if shots else ()
    messages = opening(shape, annotate(chosen, read.month), examples, shots)
    if as_json:
        click.echo(json.dumps({"messages": messages, **shape.fixed}, ensure_ascii=False, indent=2))
        return
    for message in messages:
        click.echo(f"--- {message['role']} ---\n{message['content']}\n")
    click.echo(f"--- schema ---\n{json.dumps(shape.fixed, ensure_ascii=False)}")
