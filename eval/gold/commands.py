"""The command line of gold sets: `gold check`, `gold export`, `gold agreement`, and those of `grow`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from eval.gold.grow import gold_import, gold_new

__all__ = ["gold_group"]

_FOLDER = click.argument("folder", type=click.Path(path_type=Path))
_SOURCE = click.option(
    "--source", type=click.Path(path_type=Path), help="A copy of the publisher's article, held by you."
)


@click.group("gold")
def gold_group() -> None:
    """Lint, compare, grow and export gold sets."""


gold_group.add_command(gold_new)
gold_group.add_command(gold_import)


@gold_group.command("check")
@_FOLDER
@_SOURCE
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def gold_check(folder: Path, source: Path | None, *, as_json: bool) -> None:
    """Lint the gold set in FOLDER: one line a fault, with file, record and mend.

    Exits 1 where there is a fault; warnings count against the annotator and do not.

    \b
    Example:
      assay gold check gold/2025-01
    """
    from dataclasses import asdict

    from eval.gold.check import check_gold
    from eval.goldset import load_gold

    gold = load_gold(folder)
    faults = check_gold(gold, source)
    if as_json:
        click.echo(json.dumps([asdict(fault) for fault in faults], ensure_ascii=False, indent=2))
    else:
        for fault in faults:
            click.echo(fault.line())
        grave = sum(not fault.warning for fault in faults)
        labels = [section.labels for section in gold.sections]
        click.echo(
            f"{len(gold.sections)} sections, {sum(len(x.metrics) for x in labels)} metrics, "
            f"{sum(len(x.drivers) for x in labels)} drivers: {grave} faults, "
            f"{len(faults) - grave} warnings"
        )
    if any(not fault.warning for fault in faults):
        sys.exit(1)


@gold_group.command("migrate")
@_FOLDER
@click.option("--to", required=True, metavar="VERSION", help="Version of the answer schema, as assay/2.")
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def gold_migrate(folder: Path, to: str, *, dry_run: bool, as_json: bool) -> None:
    """Write the labels of FOLDER (a set, or a folder of sets) for a later version of the answer schema.

    What can be carried is; what needs a person is listed, and stands as "?" in the files. labels.yaml
    stays as it is. Exits 1 while something needs a person.

    \b
    Example:
      assay gold migrate gold/2025-01 --to assay/2
    """
    from dataclasses import asdict

    from eval.gold.migrate import plan, write
    from eval.gold.sets import load_sets

    plans = [plan(gold, to) for gold in load_sets([folder])]
    files = [str(file) for one in plans for file in one.files]
    needs = [need for one in plans for need in one.needs]
    decided = sum(one.decided for one in plans)
    if not dry_run:
        for one in plans:
            write(one.files)
    if as_json:
        told = {"files": files, "decided": decided, "needs": [asdict(need) for need in needs]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for need in needs:
            click.echo(need.line())
        click.echo(f"{len(files)} files, {decided} records decided, {len(needs)} needs of a person")
    if needs:
        sys.exit(1)


@gold_group.command("export")
@_FOLDER
@click.option(
    "--edition", type=click.Choice(["restated", "publisher"]), help="[default: that of the set's texts]"
)
@_SOURCE
def gold_export(folder: Path, edition: str | None, source: Path | None) -> None:
    """Print the labels of FOLDER as the lines of extractions.jsonl.

    \b
    Example:
      assay gold export gold/2025-01 > labels.jsonl
    """
    from eval.gold.editions import edition_text
    from eval.gold.export import export_lines
    from eval.goldset import load_gold

    gold = load_gold(folder)
    chosen = next((name for name in gold.editions if name == (edition or gold.base)), None)
    if chosen is None:
        raise click.UsageError(f"{folder} has no {edition} edition")
    text = edition_text(gold, chosen, source)
    for slug in text.drifted:
        click.echo(f"assay: {slug}: the {chosen} text is not the one labelled; left out", err=True)
    for result in export_lines(gold, text):
        click.echo(result.to_json_line())
    if text.drifted:
        sys.exit(1)


@gold_group.command("agreement")
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def gold_agreement(first: Path, second: Path, *, as_json: bool) -> None:
    """Print the agreement of two label sets, by the scorer itself.

    FIRST and SECOND are folders of label files, one a section; FIRST is taken for the gold side.

    \b
    Example:
      assay gold agreement gold/2025-01/passes/a gold/2025-01/passes/b
    """
    from eval.agreement import agreement
    from eval.goldset import load_pass

    found = agreement(load_pass(first), load_pass(second))
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    click.echo(f"{found['sections']} sections")
    for kind in ("metrics", "drivers"):
        for name, score in found[kind].items():
            if isinstance(score, dict) and "f1" in score:
                click.echo(f"{kind} {name:<10} F1 {_shown(score['f1'])}")
    for name, value in found["alpha"].items():
        click.echo(f"alpha {name:<20} {_shown(value)}")


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


@gold_group.command("examples")
@_FOLDER
@click.option(
    "--sections", "slugs", required=True, metavar="SLUG,...", help="Sections of the dev split, in order."
)
def gold_examples(folder: Path, slugs: str) -> None:
    """Print sections of FOLDER with their right answers, as the examples that `--shots` shows a model.

    \b
    Example:
      assay gold examples gold/2025-01 --sections pv-glass,refined-zinc > examples.json
    """
    from eval.gold.examples import examples_of
    from eval.goldset import load_gold

    chosen = [slug.strip() for slug in slugs.split(",") if slug.strip()]
    click.echo(json.dumps(examples_of(load_gold(folder), chosen), ensure_ascii=False, indent=1))
