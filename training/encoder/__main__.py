"""The command: learn the encoder from gold sets and write its weights."""

from __future__ import annotations

from pathlib import Path

import click
import numpy as np

from eval.gold.sets import load_sets
from extract.rules.encoder.weights import WEIGHTS
from schemas.errors import InputError
from training.encoder.examples import example_of
from training.kept import kept_out
from training.sections import PUBLISHED, labelled

_LAYERS = "0,1,2,3,4,5"
_HEADS = 12


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--apart", multiple=True, type=click.Path(path_type=Path), help="More gold sets to learn from.")
@click.option(
    "--except",
    "except_",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file of months that nothing is learned from, each with its group.",
)
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    help="A copy of the publisher's article of January 2025, held by you.",
)
@click.option(
    "--base",
    type=click.Path(path_type=Path, exists=True),
    help="The folder of the base, or a file of weights to learn on from at half the rates.",
)
@click.option("--mean", is_flag=True, help="Write the mean of the weights of --base and those learned on.")
@click.option("--averaged", is_flag=True, help="Keep the rates for most of the way; write the mean on it.")
@click.option("--layers", default=_LAYERS, show_default=True, help="The layers of the base that are kept.")
@click.option("--rounds", default=6, show_default=True, type=click.IntRange(min=1))
@click.option("--out", default=WEIGHTS, show_default=True, type=click.Path(path_type=Path, dir_okay=False))
def main(  # noqa: PLR0913 - an option each
    gold: tuple[Path, ...],
    apart: tuple[Path, ...],
    except_: Path | None,
    source: Path | None,
    base: Path | None,
    layers: str,
    rounds: int,
    out: Path,
    *,
    mean: bool,
    averaged: bool,
) -> None:
    """Learn the encoder from the dev sections of GOLD sets; it takes most of an hour on two cores."""
    try:
        from training.encoder.base import (
            base_parameters,
            folder_of_package,
            learned_parameters,
            mean_of,
            still_asked,
        )
        from training.encoder.batches import classes_of, prepared
        from training.encoder.fit import Plan, fit
        from training.encoder.network import Shape, fresh_heads
        from training.encoder.written import arrays_of, write
    except ModuleNotFoundError as error:
        raise click.UsageError(f"{error.name} is not installed: pip install '.[learning]'") from error
    try:
        if mean and (base is None or not base.is_file()):
            raise InputError("--mean asks for a file of weights as --base")
        groups = {} if except_ is None else kept_out(except_)
        sets = [*load_sets(gold), *(each for each in load_sets(apart) if each.name not in groups)]
        kept = [int(layer) for layer in layers.split(",")]
        if base is not None and base.is_file():
            told, answers, plan = *learned_parameters(base), Plan(rounds=rounds).slower()
        else:
            told, answers = base_parameters(base or folder_of_package(), kept), {}
            plan = Plan(rounds=rounds)
    except (InputError, ValueError, KeyError) as error:
        raise click.UsageError(str(error)) from error
    sections = [section for each in sets for section in labelled(each, fitted=False)]
    if source is not None:
        published = (each for each in sets if each.name == PUBLISHED)
        sections += [section for each in published for section in labelled(each, source, fitted=False)]
    plan = plan.averaged() if averaged else plan
    examples = [example_of(section) for section in sections]
    classes = classes_of(examples)
    places, width = told["places"].shape
    texts = [prepared(example, places) for example in examples]
    shape = Shape(sum(name.endswith(".joining.weights") for name in told), _HEADS)
    begun = fresh_heads(width, classes, plan.seed) | still_asked(told, answers, classes)
    learned = fit(begun, shape, texts, classes, plan, click.echo)
    if mean:
        learned = mean_of(begun, learned)
    months = sorted({section.month for section in sections})
    about = (
        f"Learned by `python -m training.encoder` from the dev sections of {len(months)} months, "
        f"{months[0]} to {months[-1]}."
    )
    arrays = arrays_of({name: tensor.numpy() for name, tensor in learned.items()}, _HEADS, classes)
    write(arrays | {"source": np.array(about)}, out)
    click.echo(f"{out}: {shape.layers} layers, {len(examples):,} sections. {about}")


if __name__ == "__main__":
    main()
