"""The command: learn the weights and write them, or tell what they reach on months not learned from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from eval.counts import Counts, total
from eval.gold.sets import load_sets
from schemas.errors import InputError
from training.causes import cause_rows
from training.choices import choice_rows
from training.crossval import SHOWN, held_out
from training.drivers import driver_rows
from training.figures import figure_rows
from training.kept import kept_out, scored
from training.learn import Weights, in_force, learn, learn_drivers
from training.moves import move_rows
from training.phrases import phrases_in
from training.review import learn_review
from training.sections import PUBLISHED, Labelled, labelled

_LEXICON = Path(__file__).parents[1] / "extract" / "rules" / "lexicon"


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--apart",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Gold sets that the grammar was not built on; what it is worth is learned from these.",
)
@click.option(
    "--except",
    "except_",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file of months that nothing is learned from, each with its group.",
)
@click.option("--check", is_flag=True, help="Print F1 on the sets apart, each held out, and write nothing.")
@click.option("--score", is_flag=True, help="Print F1 by the weights as they are on the months of --except.")
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    help="A copy of the publisher's article of January 2025, held by you.",
)
def main(
    gold: tuple[Path, ...],
    apart: tuple[Path, ...],
    except_: Path | None,
    source: Path | None,
    *,
    check: bool,
    score: bool,
) -> None:
    """Learn the weights of the rules from the dev sections of GOLD sets; those of causes from phrases too."""
    try:
        groups = {} if except_ is None else kept_out(except_)
        built_on, sets_apart = load_sets(gold), load_sets(apart)
    except InputError as error:
        raise click.UsageError(str(error)) from error
    if score:
        held = [each for sets in sets_apart if sets.name in groups for each in labelled(sets, fitted=False)]
        if not held:
            raise click.UsageError("--score asks for months of --except among the sets of --apart")
        for group, counts in scored(held, groups):
            click.echo(_told(f"{group}:", counts))
        return
    sections = [each for sets in built_on for each in labelled(sets, fitted=True)]
    learned_from = [sets for sets in sets_apart if sets.name not in groups]
    sections += [each for sets in learned_from for each in labelled(sets, fitted=False)]
    if source is not None:
        published = (sets for sets in built_on if sets.name == PUBLISHED)
        sections += [each for sets in published for each in labelled(sets, source, fitted=True)]
    (_check if check else _learn)(sections)


def _learn(sections: Sequence[Labelled]) -> None:
    review = learn_review(
        [row for section in sections for row in figure_rows(section)],
        [row for section in sections for row in choice_rows(section)],
        [row for section in sections for row in move_rows(section)],
    )
    _write("weights-of-figures.json", review, sections, "")
    phrases = list(phrases_in())
    with in_force(review):
        rows = [row for section in sections for row in cause_rows(section)]
        drivers = [row for section in sections for row in driver_rows(section)]
    learned = {**learn(rows, phrases), **learn_drivers(drivers)}
    _write("weights-of-causes.json", learned, sections, f"{len(phrases):,} phrases and ")


def _write(file: str, weights: Weights, sections: Sequence[Labelled], besides: str) -> None:
    months = sorted({section.month for section in sections})
    about = (
        f"Learned by `python -m training` from {besides}the dev sections of {len(months)} months, "
        f"{months[0]} to {months[-1]}."
    )
    (_LEXICON / file).write_text(_written({"source": about, **weights}) + "\n", encoding="utf-8")
    click.echo(f"{file}: " + ", ".join(f"{name} {_features(model)}" for name, model in weights.items()))


def _check(sections: Sequence[Labelled]) -> None:
    counted = []
    for month, counts in held_out(sections):
        click.echo(_told(month, counts))
        counted.append(counts)
    whole = {name: total(counts[name] for counts in counted) for name in SHOWN}
    for name, of_all in whole.items():
        click.echo(
            f"all  {name} F1 {of_all.f1:.3f}  precision {of_all.precision:.3f}  recall {of_all.recall:.3f}"
        )


def _told(name: str, counts: Mapping[str, Counts]) -> str:
    return f"{name}  " + "  ".join(f"{tier} {counts[tier].f1:.3f}" for tier in SHOWN)


def _features(model: Mapping[str, Any]) -> int:
    return len({*model["direct"], *model["rows"]})


def _written(models: Mapping[str, Any]) -> str:
    """Return JSON with a line for each feature, so that a change of weights shows line by line."""
    return _object(
        (name, json.dumps(model) if isinstance(model, str) else _object(_parts(model)))
        for name, model in models.items()
    )


def _parts(model: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, part in model.items():
        if isinstance(part, Mapping):
            yield name, _object((feature, _short(part[feature])) for feature in sorted(part))
        else:
            yield name, _short(part)


def _object(pairs: Iterable[tuple[str, str]]) -> str:
    return (
        "{\n" + ",\n".join(f"{json.dumps(name, ensure_ascii=False)}:{told}" for name, told in pairs) + "\n}"
    )


def _short(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
