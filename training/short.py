"""Short items: one to three sentences each, with the answer to every figure; what is made of them.

`python -m training.short gold/short` prints the counts of each file, and of every fourth item, which nobody
looks at when rules are written; `--show` prints the mistakes of the other items. No file is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from eval.counts import Counts, total
from extract.annotate import annotate
from extract.document import Section
from extract.resolve import resolve
from extract.rules import Rules
from schemas.errors import DataFileError
from schemas.records import Metric
from schemas.vocabulary import Basis, Direction, Indicator, Status
from training.item_lines import counts_of, ending_at_bad_input, paths_in, read_lines

__all__ = ["FIELDS", "SCOPE", "Item", "Mistake", "compared", "items", "main", "span_of"]

FIELDS = ("indicator", "basis", "value", "value_max", "unit", "direction", "period", "status")
"""The fields of a metric that have to be right for it to count as right; scopes are counted apart."""
SCOPE = ("segment", "region", "entity")
_Pair = tuple[Counts, Counts]
_REPEATED = re.compile(r"(?P<text>.*)#(?P<number>\d+)", re.S)
_WORDS: Mapping[str, frozenset[str]] = {
    "indicator": frozenset(Indicator),
    "basis": frozenset(Basis),
    "direction": frozenset(Direction),
    "status": frozenset(Status),
}


@dataclass(frozen=True, slots=True)
class Item:
    """An item: its text, and each figure's answer, by the names of a metric's fields.

    `is_kept_out` marks those that are only counted.
    """

    heading: str
    month: str
    text: str
    metrics: Sequence[Mapping[str, Any]]
    is_kept_out: bool


@dataclass(frozen=True, slots=True)
class Mistake:
    """A figure that was read otherwise than labelled: None on a side tells that it has none there."""

    figure: str
    wanted: Mapping[str, Any] | None
    told: Mapping[str, Any] | None


def items(path: Path) -> Iterator[Item]:
    """Yield the items of a file, a JSON object a line.

    Raises:
        DataFileError: it is no such file, a figure is not in its text, or a word is not of the vocabulary.
    """
    for where, read, is_kept_out in read_lines(path):
        try:
            item = Item(read["heading"], read["month"], read["text"], read["metrics"], is_kept_out)
            for metric in item.metrics:
                _check(item, metric, where)
        except (KeyError, TypeError, ValueError) as error:
            raise DataFileError(f"{where}: not an item") from error
        yield item


def _check(item: Item, metric: Mapping[str, Any], where: str) -> None:
    if span_of(item.text, metric["figure"]) is None:
        raise DataFileError(f"{where}: {metric['figure']!r} is not in the text")
    for field, known in _WORDS.items():
        if metric[field] is not None and metric[field] not in known:
            raise DataFileError(f"{where}: {metric[field]!r} is no {field}")


def span_of(text: str, figure: str) -> tuple[int, int] | None:
    """Return where a figure stands in a text, half-open, or None; "6 kt#2" is the second of them."""
    told = _REPEATED.fullmatch(figure)
    printed, number = (told["text"], int(told["number"])) if told else (figure, 1)
    spots = [
        match.span()
        for match in re.finditer(re.escape(printed), text)
        if not (printed[:1].isdigit() and re.search(r"\d[.,]?$", text[: match.start()]))
    ]
    return spots[number - 1] if 0 < number <= len(spots) else None


def compared(item: Item, rules: Rules) -> tuple[Counts, Counts, list[Mistake]]:
    """Return the counts of an item without scope and with it, and what was read otherwise.

    Raises:
        AnswerError: a fault of the rules.
    """
    section = annotate(Section(1, "item", item.heading, 0, 0, item.text), item.month)
    told = [m for m in resolve(section, rules.answer(section).answer).metrics if m.figure is not None]
    left, mistakes, right, whole = list(told), list[Mistake](), 0, 0
    for wanted in item.metrics:
        span = span_of(item.text, wanted["figure"])
        found = next((metric for metric in left if span is not None and _meets(metric, span)), None)
        if found is None:
            mistakes.append(Mistake(wanted["figure"], wanted, None))
            continue
        left.remove(found)
        if all(_same(wanted.get(field), getattr(found, field)) for field in FIELDS):
            right += 1
            whole += all(_same(wanted.get(field), getattr(found, field)) for field in SCOPE)
        else:
            mistakes.append(Mistake(wanted["figure"], wanted, _fields(found)))
    mistakes += [Mistake(_printed(item, metric), None, _fields(metric)) for metric in left]
    sides = len(told), len(item.metrics)
    return counts_of(right, *sides), counts_of(whole, *sides), mistakes


def _meets(metric: Metric, span: tuple[int, int]) -> bool:
    figure = metric.figure
    return figure is not None and figure.start < span[1] and span[0] < figure.end


def _same(wanted: Any, told: Any) -> bool:
    return (wanted or None) == (told or None) if not isinstance(told, Decimal) else wanted == told


def _fields(metric: Metric) -> dict[str, Any]:
    return {field: getattr(metric, field) for field in (*FIELDS, *SCOPE)}


def _printed(item: Item, metric: Metric) -> str:
    return item.text[metric.figure.start : metric.figure.end] if metric.figure is not None else ""


def _line(name: str, pairs: Sequence[_Pair]) -> str:
    strict, full = (total(side) for side in zip(*pairs, strict=True)) if pairs else (Counts(), Counts())
    return (
        f"{name:20s} strict F1 {strict.f1 or 0:.3f}, with scope {full.f1 or 0:.3f}; "
        f"{strict.tp:.0f} right, {strict.fp:.0f} told wrongly, {strict.fn:.0f} wrong or missing"
    )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--show", is_flag=True, help="Print the mistakes of the items that may be read.")
def main(folder: Path, *, show: bool) -> None:
    """Print what the embedded extractor makes of the short items of a folder; exit 2 at bad input."""
    with ending_at_bad_input():
        _print(folder, show=show)


def _print(folder: Path, *, show: bool) -> None:
    rules, seen, kept = Rules(), list[_Pair](), list[_Pair]()
    for path in paths_in(folder):
        done = [(item, *compared(item, rules)) for item in items(path)]
        click.echo(_line(path.stem, [(strict, full) for _, strict, full, _ in done]))
        seen += [(strict, full) for item, strict, full, _ in done if not item.is_kept_out]
        kept += [(strict, full) for item, strict, full, _ in done if item.is_kept_out]
        for item, _, _, mistakes in done:
            if show and mistakes and not item.is_kept_out:
                click.echo(f"  {item.heading}, {item.month}: {item.text}")
                for each in mistakes:
                    click.echo(f"    {each.figure!r}: wanted {_told(each.wanted)}, told {_told(each.told)}")
    click.echo(_line("may be read", seen))
    click.echo(_line("only counted", kept))


def _told(fields: Mapping[str, Any] | None) -> str:
    if fields is None:
        return "nothing"
    return " ".join(str(fields[name]) for name in (*FIELDS, *SCOPE) if fields.get(name) is not None)


if __name__ == "__main__":
    main()
