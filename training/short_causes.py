"""Short items on causes: one to seven sentences each, with the drivers and the movements without a figure.

`python -m training.short_causes gold/short/causes` prints the counts of each file, and of every fourth item,
which nobody looks at when rules are written; `--show` prints the mistakes of the other items. No file is
written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from eval.counts import Counts, total
from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules
from schemas.errors import DataFileError
from schemas.records import Driver, Metric
from schemas.vocabulary import Basis, Category, Direction, Indicator, Status
from training.item_lines import counts_of, ending_at_bad_input, paths_in, read_lines

__all__ = ["Item", "Outcome", "compared", "items", "main"]

_WORDS: Mapping[str, frozenset[str]] = {
    "category": frozenset(Category),
    "effect": frozenset(Indicator),
    "indicator": frozenset(Indicator),
    "basis": frozenset(Basis),
    "direction": frozenset(Direction),
    "status": frozenset(Status),
}
_CAUSE, _TIMED = ("category", "direction"), ("category", "direction", "effect", "period", "status")
_MOVED = ("indicator", "basis", "direction", "period", "status")
_DRIVER, _MOVEMENT = ("words", *_TIMED), _MOVED


@dataclass(frozen=True, slots=True)
class Item:
    """An item: its text, its drivers with the words of their causes, and its movements without a figure.

    `is_kept_out` marks those that are only counted.
    """

    heading: str
    month: str
    text: str
    drivers: Sequence[Mapping[str, Any]]
    movements: Sequence[Mapping[str, Any]]
    is_kept_out: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is made of an item, as counts: drivers by kind and way, these with effect and time, movements.

    `mistakes` are lines that tell what was missed, or told wrongly.
    """

    drivers: Counts
    timed: Counts
    movements: Counts
    mistakes: Sequence[str] = field(default=())


def items(path: Path) -> Iterator[Item]:
    """Yield the items of a file, a JSON object a line.

    Raises:
        DataFileError: it is no such file, a cause's words are not once in its text, or a word is not of the
            vocabulary.
    """
    for where, read, is_kept_out in read_lines(path):
        try:
            item = Item(
                read["heading"],
                read["month"],
                read["text"],
                read["drivers"],
                read["movements"],
                is_kept_out,
            )
            for driver in item.drivers:
                _check(driver, _DRIVER, where)
                if item.text.count(driver["words"]) != 1:
                    raise DataFileError(f"{where}: {driver['words']!r} is not once in the text")
            for movement in item.movements:
                _check(movement, _MOVEMENT, where)
        except (KeyError, TypeError, AttributeError) as error:
            raise DataFileError(f"{where}: not an item") from error
        yield item


def _check(label: Mapping[str, Any], names: Sequence[str], where: str) -> None:
    for name in names:
        if name in _WORDS and label[name] not in _WORDS[name]:
            raise DataFileError(f"{where}: {label[name]!r} is no {name}")


def compared(item: Item, rules: Rules) -> Outcome:
    """Return what the extractor makes of an item.

    A driver counts where it has the label's category and direction and its evidence meets the cause's words.

    Raises:
        AnswerError: a fault of the rules.
    """
    section = annotate(Section(1, "item", item.heading, 0, 0, item.text), item.month)
    read = resolve(section, rules.answer(section).answer)
    drivers, moves = list(read.drivers), [metric for metric in read.metrics if metric.value is None]
    found = _paired(item, item.drivers, drivers, _CAUSE)
    timed = sum(_same(wanted, driver, _TIMED) for wanted, driver in found)
    moved = _paired(item, item.movements, moves, _MOVED)
    return Outcome(
        counts_of(len(found), len(drivers), len(item.drivers)),
        counts_of(timed, len(drivers), len(item.drivers)),
        counts_of(len(moved), len(moves), len(item.movements)),
        [
            *_mistakes(item.drivers, drivers, found, (*_TIMED, "cause")),
            *_mistakes(item.movements, moves, moved, (*_MOVED, "segment")),
        ],
    )


def _paired(
    item: Item, wanted: Sequence[Mapping[str, Any]], told: Sequence[Driver | Metric], names: Sequence[str]
) -> list[tuple[Mapping[str, Any], Driver | Metric]]:
    """Pair each label with what is told alike, that of the same effect and time before others."""
    left, pairs = list(told), list[tuple[Mapping[str, Any], Driver | Metric]]()
    for label in wanted:
        alike = [each for each in left if _same(label, each, names) and _meets(item, label, each)]
        if alike:
            best = max(alike, key=lambda each: _same(label, each, _TIMED))
            left.remove(best)
            pairs.append((label, best))
    return pairs


def _same(label: Mapping[str, Any], told: Driver | Metric, names: Sequence[str]) -> bool:
    return all(getattr(told, name, None) == label.get(name) for name in names)


def _meets(item: Item, label: Mapping[str, Any], told: Driver | Metric) -> bool:
    if "words" not in label:
        return True
    start = item.text.index(label["words"])
    return told.evidence.start < start + len(label["words"]) and start < told.evidence.end


def _mistakes(
    wanted: Sequence[Mapping[str, Any]],
    told: Sequence[Driver | Metric],
    pairs: Sequence[tuple[Mapping[str, Any], Driver | Metric]],
    names: Sequence[str],
) -> Iterator[str]:
    right = {id(each) for pair in pairs for each in pair}
    for label in wanted:
        if id(label) not in right:
            yield f"missed: {' '.join(str(each) for each in label.values())}"
    for each in told:
        if id(each) not in right:
            yield f"told: {' '.join(str(getattr(each, name, None)) for name in names)}"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--show", is_flag=True, help="Print the mistakes of the items that may be read.")
def main(folder: Path, *, show: bool) -> None:
    """Print what the embedded extractor makes of the short items on causes; exit 2 at bad input."""
    with ending_at_bad_input():
        _print(folder, show=show)


def _print(folder: Path, *, show: bool) -> None:
    rules, seen, kept = Rules(), list[Outcome](), list[Outcome]()
    for path in paths_in(folder):
        done = [(item, compared(item, rules)) for item in items(path)]
        click.echo(_line(path.stem, [outcome for _, outcome in done]))
        for item, outcome in done:
            (kept if item.is_kept_out else seen).append(outcome)
            if show and outcome.mistakes and not item.is_kept_out:
                click.echo(f"  {item.heading}, {item.month}: {item.text}")
                for mistake in outcome.mistakes:
                    click.echo(f"    {mistake}")
    click.echo(_line("may be read", seen))
    click.echo(_line("only counted", kept))


def _line(name: str, outcomes: Sequence[Outcome]) -> str:
    drivers = total([each.drivers for each in outcomes])
    timed = total([each.timed for each in outcomes])
    moves = total([each.movements for each in outcomes])
    return (
        f"{name:14s} drivers F1 {drivers.f1 or 0:.3f}, with effect and time {timed.f1 or 0:.3f} "
        f"({drivers.tp:.0f} right, {drivers.fp:.0f} told wrongly, {drivers.fn:.0f} missed); "
        f"movements F1 {moves.f1 or 0:.3f} ({moves.tp:.0f}, {moves.fp:.0f}, {moves.fn:.0f})"
    )


if __name__ == "__main__":
    main()
