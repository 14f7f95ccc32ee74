"""The command: learn the weights and write them, or tell what they reach on months not learned from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from eval.counts import Counts, total
from eval.gold.sets import load_sets
from eval.grounding import calibration
from extract.rules.calibration import KINDS, Kind, Scale
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
from training.scaling import Answers, answers_of, fit_scale, written
from training.sections import PUBLISHED, Labelled, labelled

_SURE = 0.9
_SHOWN: Mapping[str, Sequence[Kind]] = {"metrics": ("figure", "movement"), "drivers": ("driver",)}
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
    "--scale",
    multiple=True,
    metavar="GROUP",
    help="Fit how chances become confidences on this group of --except, and tell how far these are off.",
)
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    help="A copy of the publisher's article of January 2025, held by you.",
)
def main(
    gold: tuple[Path, ...],
    apart: tuple[Path, ...],
    except_: Path | None,
    scale: tuple[str, ...],
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
    if score or scale:
        held = [each for sets in sets_apart if sets.name in groups for each in labelled(sets, fitted=False)]
        if not held:
            raise click.UsageError("--score and --scale ask for months of --except among the sets of --apart")
        if scale:
            _scale(held, groups, scale)
            return
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


def _scale(sections: Sequence[Labelled], groups: Mapping[str, str], fitted_on: Sequence[str]) -> None:
    unknown = sorted({*fitted_on} - {*groups.values()})
    if unknown:
        raise click.UsageError(f"no months of --except are of {unknown[0]!r}")
    found = {
        group: answers_of(each for each in sections if groups[each.month] == group)
        for group in dict.fromkeys(groups.values())
    }
    scales = {kind: fit_scale([each for group in fitted_on for each in found[group][kind]]) for kind in KINDS}
    about = f"Fitted by `python -m training --scale` on these months kept out: {'; '.join(fitted_on)}."
    (_LEXICON / "calibration.yaml").write_text("\n".join(written(scales, about)) + "\n", encoding="utf-8")
    for group, answers in found.items():
        told = "  ".join(f"{what} {_off(scales, kinds, answers)}" for what, kinds in _SHOWN.items())
        click.echo(f"{group}{' (fitted on)' if group in fitted_on else ''}:  {told}")


def _off(scales: Mapping[Kind, Scale], kinds: Sequence[Kind], answers: Answers) -> str:
    """Tell how far confidences are off, and how many of the sure answers and of the others are right."""
    pairs = [(scales[kind].of(chance), right) for kind in kinds for chance, right in answers.get(kind, ())]
    sure = [right for sureness, right in pairs if sureness >= _SURE]
    rest = [right for sureness, right in pairs if sureness < _SURE]
    return (
        f"error {calibration(pairs)['ece'] or 0:.3f}, {sum(sure)} right of {len(sure)} of {_SURE} or more, "
        f"{sum(rest)} of {len(rest)} of less"
    )


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
