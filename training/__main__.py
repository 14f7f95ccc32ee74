"""The command: learn the weights and write them, or check what they reach on months held out."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import click
import yaml

from eval.gold.sets import load_sets
from training.crossval import Tally, f1, held_out
from training.learn import learn
from training.rows import SectionRows, rows_of

_WEIGHTS = Path(__file__).parents[1] / "extract" / "rules" / "lexicon" / "weights.yaml"
_PUBLISHED = "2025-01"
_HEAD = """\
# Weights of the judge of causes, in hundredths of the log odds: `cause` for a driver, `way` for one that
# pushes up. Source: learned by `python -m training` from the `dev` sections of
# {sets}. Not to be edited by hand.
"""


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Print F1 on each month held out, and write nothing.")
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    help="A copy of the publisher's article of January 2025, held by you.",
)
def main(gold: tuple[Path, ...], source: Path | None, *, check: bool) -> None:
    """Learn the weights of the judge of causes from the dev sections of GOLD sets."""
    sets = load_sets(gold)
    rows: dict[str, list[SectionRows]] = defaultdict(list)
    for each in sets:
        rows[each.name] += rows_of(each)
        if source is not None and each.name == _PUBLISHED:
            rows[each.name] += rows_of(each, source)
    if check:
        total: Tally = (0, 0, 0)
        for month, counts in held_out(sets, rows):
            click.echo(
                f"{month}  F1 {f1(counts):.3f}  right {counts[0]} of {counts[1]} found, {counts[2]} labelled"
            )
            total = (total[0] + counts[0], total[1] + counts[1], total[2] + counts[2])
        click.echo(f"all  F1 {f1(total):.3f}")
        return
    weights = learn([section for listed in rows.values() for section in listed])
    head = _HEAD.format(sets=", ".join(sorted(rows)))
    _WEIGHTS.write_text(head + yaml.safe_dump(weights, allow_unicode=True, width=110), encoding="utf-8")
    click.echo(f"{_WEIGHTS}: {len(weights['cause'])} and {len(weights['way'])} weights")


if __name__ == "__main__":
    main()
