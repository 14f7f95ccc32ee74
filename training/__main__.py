"""The command: learn the weights and write them, or check what they reach on months held out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from eval.gold.sets import load_sets
from eval.goldset import GoldSet
from training.crossval import Tally, f1, held_out
from training.learn import learn
from training.rows import SectionRows, rows_of

_WEIGHTS = Path(__file__).parents[1] / "extract" / "rules" / "lexicon" / "weights.json"
_PUBLISHED = "2025-01"


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--apart",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Gold sets that the grammar was not built on; what it is worth is learned from these.",
)
@click.option("--check", is_flag=True, help="Print F1 on the sets apart, each held out, and write nothing.")
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    help="A copy of the publisher's article of January 2025, held by you.",
)
def main(gold: tuple[Path, ...], apart: tuple[Path, ...], source: Path | None, *, check: bool) -> None:
    """Learn the weights of the judge of causes from the dev sections of GOLD sets."""
    built_on, others = load_sets(gold), load_sets(apart)
    rows: dict[str, list[SectionRows]] = defaultdict(list)
    for sets, fitted in ((built_on, True), (others, False)):
        for each in sets:
            rows[each.name] += rows_of(each, fitted=fitted)
    if source is not None:
        for each in built_on:
            rows[each.name] += rows_of(each, source, fitted=True) if each.name == _PUBLISHED else ()
    if check:
        _check(others, rows)
        return
    weights = learn([section for listed in rows.values() for section in listed])
    about = f"Learned by `python -m training` from the dev sections of {', '.join(sorted(rows))}."
    _WEIGHTS.write_text(_written({"source": about, **weights}), encoding="utf-8")
    click.echo(f"{_WEIGHTS}: " + ", ".join(f"{name} {len(model)}" for name, model in weights.items()))


def _check(sets: Iterable[GoldSet], rows: dict[str, list[SectionRows]]) -> None:
    total: Tally = (0, 0, 0)
    for month, counts in held_out(list(sets), rows):
        click.echo(
            f"{month}  F1 {f1(counts):.3f}  right {counts[0]} of {counts[1]} found, {counts[2]} labelled"
        )
        total = (total[0] + counts[0], total[1] + counts[1], total[2] + counts[2])
    click.echo(f"all  F1 {f1(total):.3f}")


def _written(models: dict[str, Any]) -> str:
    """Return JSON with a line for each feature, so that a change of weights shows line by line."""
    parts = []
    for name, model in models.items():
        if isinstance(model, str):
            parts.append(f"{json.dumps(name)}: {json.dumps(model)}")
            continue
        lines = (
            f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(model[feature])}"
            for feature in sorted(model)
        )
        parts.append(f"{json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()
