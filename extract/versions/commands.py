"""The command line of the answer schemas: `schema list`, `show`, `diff` and `check`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from extract.versions.cost import Cost
    from schemas.differences import Difference
    from schemas.versions import AnswerSchema

__all__ = ["schema_group"]


def _json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@click.group("schema")
def schema_group() -> None:
    """The answer schemas: what an answerer must give."""


@schema_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def schema_list(*, as_json: bool) -> None:
    """List the answer schemas by name and version; as JSON with hash, and what each follows and adds.

    \b
    Example:
      assay schema list
    """
    from schemas.versions import listed_schemas

    schemas = listed_schemas()
    if as_json:
        _json([_told(schema) for schema in schemas])
        return
    for schema in schemas:
        click.echo(schema.id)


def _told(schema: AnswerSchema) -> dict[str, Any]:
    return {
        "name": schema.name,
        "version": schema.version,
        "follows": schema.follows,
        "sha256": schema.sha256,
        "metric_extras": list(schema.metric_extras),
        "driver_extras": list(schema.driver_extras),
    }


@schema_group.command("show")
@click.argument("name", default="assay/1")
def schema_show(name: str) -> None:
    """Print the JSON Schema of the Answer in version NAME (assay/1 unless told).

    \b
    Example:
      assay schema show assay/2
    """
    from schemas.versions import find_schema

    _json(find_schema(name).answer.model_json_schema())


@schema_group.command("diff")
@click.argument("first")
@click.argument("second")
@click.option("--prompt", metavar="NAME", help="Prompt whose tokens are told.  [default: the newest]")
@click.option("--gate", is_flag=True, help="Exit 1 where something breaks readers of FIRST.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def schema_diff(first: str, second: str, prompt: str | None, *, gate: bool, as_json: bool) -> None:
    """Tell what lies between two versions: fields, members, meanings, and what they cost.

    A breaking difference makes records of FIRST unfit for readers of SECOND, or loses what they say. Tokens
    are estimated from the text, for comparison only.

    \b
    Example:
      assay schema diff assay/1 assay/2
    """
    from extract.versions.cost import cost_of
    from schemas.differences import differences
    from schemas.versions import find_schema

    schemas = [find_schema(name) for name in (first, second)]
    found = differences(*schemas)
    costs = [cost_of(schema, prompt) for schema in schemas]
    breaking = any(difference.breaking for difference in found)
    if as_json:
        told = {
            "first": schemas[0].id,
            "second": schemas[1].id,
            "breaking": breaking,
            "differences": [_entry(difference) for difference in found],
            "tokens": {s.id: cost.to_json() for s, cost in zip(schemas, costs, strict=True)},
        }
        _json(told)
    else:
        _print(found, costs, breaking)
    if gate and breaking:
        sys.exit(1)


@schema_group.command("check")
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def schema_check(names: tuple[str, ...], *, as_json: bool) -> None:
    """Tell whether structured-output engines accept the versions NAMES (all unless told).

    OpenAI's strict rules and llama.cpp's converter are checked by rule; llguidance, outlines-core and
    xgrammar compile the schema where they are installed (the extra "grammars" brings the first two).
    Exits 1 when one refuses.

    \b
    Example:
      assay schema check
      assay schema check assay/1 --json
    """
    from dataclasses import asdict

    from extract.versions.engines import verdicts
    from schemas.versions import listed_schemas

    chosen = names or [schema.id for schema in listed_schemas()]
    found = [verdict for name in chosen for verdict in verdicts(name)]
    if as_json:
        _json([asdict(verdict) for verdict in found])
    else:
        from rich.console import Console
        from rich.markup import escape
        from rich.table import Table

        table = Table("schema", "engine", "result", "why", "left to validation", box=None)
        for v in found:
            table.add_row(v.schema, v.engine, v.result, escape(v.why), escape(_brief(v.unenforced)))
        Console().print(table)
    if any(verdict.result == "refused" for verdict in found):
        sys.exit(1)


def _brief(places: tuple[str, ...]) -> str:
    """Return constraints with how often each is met: their places are in the JSON."""
    from collections import Counter

    counted = Counter(place.rpartition(": ")[2] for place in places)
    return ", ".join(f"{name} ({count})" for name, count in counted.items())


def _entry(difference: Difference) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(difference)


def _print(found: list[Difference], costs: list[Cost], breaking: bool) -> None:
    for difference in found:
        marks = ["breaking"] if difference.breaking else []
        marks += ["labels need another look"] if difference.relabel else []
        tail = f"  ({'; '.join(marks)})" if marks else ""
        click.echo(f"{difference.kind:<8} {difference.where}: {difference.what}{tail}")
    if not found:
        click.echo("no difference")
    click.echo("breaking" if breaking else "not breaking")
    before, after = (cost.to_json() for cost in costs)
    for name, tokens in after.items():
        click.echo(
            f"tokens, {name:<7} {before[name]:>6} -> {tokens:>6}  ({tokens - before[name]:+d}, estimated)"
        )
