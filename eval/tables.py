"""The tables that `assay score` and `assay compare` print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from eval.examples import examples_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from eval.compare import Comparison


__all__ = [
    "cost_line",
    "grounding_line",
    "interval",
    "number",
    "people",
    "print_comparison",
    "print_score",
    "signed",
    "signed_interval",
    "told",
]


_MAIN = (
    ("metrics", ("keys", "strict", "full", "hedged", "within_digit", "figures", "movements")),
    ("drivers", ("span", "category", "direction", "full")),
)
_SCOPE_NAMES = ("magnitude", "period", "status", "segment", "region", "entity")
_METRIC_NAMES = ("indicator", "basis", "qualifier", "value", "value_max", "unit", "direction", *_SCOPE_NAMES)
_DRIVER_NAMES = ("category", "effect", "direction", *_SCOPE_NAMES)
_FEW = 8
_WIDE = 140


def number(value: float | None) -> str:
    """Return a score with three digits, "–" where it is undefined."""
    return "–" if value is None else f"{value:.3f}"


def print_score(scores: Mapping[str, Any], *, examples: int = 12, held_out: bool = False) -> None:
    """Print the tables of `scores.json`'s object; `examples` is how many mistakes are shown.

    Those of `test` sections are shown with `held_out` alone.
    """
    console = _console()
    console.print(_main(scores), _fields(scores), _groups(scores))
    console.print(f"mistakes: {_listed(scores['severity'])}  ({_listed(scores['kinds'])})", markup=False)
    console.print(grounding_line(scores), markup=False)
    console.print(cost_line(scores), markup=False)
    _mistakes(console, scores, examples, held_out=held_out)
    if scores["idle"]:
        console.print(f"gold sets that no run read, not scored: {', '.join(scores['idle'])}", markup=False)
    if scores["outside"]:
        console.print(f"not in the gold set, not scored: {', '.join(scores['outside'][:_FEW])}", markup=False)
    if scores.get("unlabelled_fields"):
        fields = ", ".join(scores["unlabelled_fields"])
        console.print(f"not labelled everywhere, so not scored there: {fields} (assay gold migrate)")
    console.print(scores["signature"], markup=False, soft_wrap=True)


def _console() -> Console:
    """Return the output; where it is no terminal, wide enough that no row of a table is broken."""
    from rich.console import Console

    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_WIDE, soft_wrap=False)


def _main(scores: Mapping[str, Any]) -> Table:
    from rich.table import Table

    splits = scores["splits"]
    table = Table("", "F1", "95% interval", "P", "R", "dev", "test", "macro", "people", box=None)
    for side, tiers in _MAIN:
        for tier in tiers:
            s = scores[side][tier]
            table.add_row(
                f"{side} {tier}",
                number(s["f1"]),
                interval(s["interval"]),
                number(s["precision"]),
                number(s["recall"]),
                *(number(splits[split][side].get(tier, {}).get("f1")) for split in ("dev", "test")),
                number(scores["macro"].get(f"{side}.{tier}", {}).get("f1")),
                people(scores, side, tier),
            )
    table.add_row("drivers reversed", str(scores["drivers"]["reversed"]))
    return table


def _fields(scores: Mapping[str, Any]) -> Table:
    from rich.table import Table

    table = Table("field", "F1", "95% interval", "right", "spurious", "missed", "people", box=None)
    for side in ("metrics", "drivers"):
        for name, s in scores[side]["fields"].items():
            table.add_row(
                f"{side} {name}",
                number(s["f1"]),
                interval(s["interval"]),
                *(f"{s[k]:g}" for k in ("tp", "fp", "fn")),
                people(scores, side, "fields", name),
            )
    return table


def _groups(scores: Mapping[str, Any]) -> Table:
    from rich.table import Table

    table = Table("slice (metrics strict)", "F1", "95% interval", "gold", "people", box=None)
    for dimension, values in scores["slices"].items():
        for value, s in list(values.items())[:_FEW]:
            table.add_row(
                f"{dimension} {value}",
                number(s["f1"]),
                interval(s["interval"]),
                f"{s['tp'] + s['fn']:g}",
                people(scores, "slices", dimension, value),
            )
    return table


def people(scores: Mapping[str, Any], *path: str) -> str:
    """Return the F1 of two people at a place of the scores' tree: the ceiling of the score there."""
    found: Any = scores["ceiling"]
    for name in path:
        found = found.get(name) if found else None
    return number(found["f1"]) if found else number(None)


def grounding_line(scores: Mapping[str, Any]) -> str:
    """Return what is told of grounding, coverage, calibration and the sections' statuses, in one line."""
    grounded, covered, calibrated = scores["grounding"], scores["coverage"], scores["calibration"]
    parts = [
        f"grounded {number(grounded['share'])} of {grounded['records']}",
        f"evidence of {_whole(grounded['evidence_characters'])} characters "
        f"(gold {_whole(grounded['gold_evidence_characters'])})",
        f"figures accounted for {number(covered['accounted'])}, of gold's found {number(covered['found'])}",
        f"calibration error {number(calibrated['ece'])}",
        f"sections {_listed(scores['statuses'])}",
    ]
    if covered["lost"]:
        parts.append(f"runs of digits that the run says nothing of {covered['lost']}")
    return "; ".join(parts)


def cost_line(scores: Mapping[str, Any]) -> str:
    """Return cost, tokens and time in one line; what is not known is not told."""
    cost = scores["cost"]
    parts = []
    if cost["cost"] is not None:
        parts.append(f"cost ${cost['cost']:.4f}, ${cost['cost_per_section']:.5f} a section")
    if cost["tokens"]:
        parts.append(f"tokens {_listed(cost['tokens'])}")
    if cost["seconds"] is not None:
        parts.append(f"{cost['seconds']:.0f} s, {cost['seconds_per_section']:.2f} s a section")
    return "; ".join(parts) or "cost, tokens and time unknown"


def _whole(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def _mistakes(console: Console, scores: Mapping[str, Any], examples: int, *, held_out: bool) -> None:
    shown, more = examples_of(scores, examples, held_out=held_out)
    for error in shown:
        where = f"{error['severity']} {error['side']} {error['kind']}: {error['section']}"
        console.print(f"  {where}: {_both(error)}", markup=False)
    if more:
        console.print(f"  and {more} more in scores.json", markup=False)


def told(reading: Mapping[str, Any] | None) -> str:
    """Return a reading in one short line."""
    if reading is None:
        return "–"
    names = _DRIVER_NAMES if "category" in reading else _METRIC_NAMES
    said = [(name, reading.get(name)) for name in names]
    return " ".join(str(v) for name, v in said if v is not None and (name, v) != ("qualifier", "exact"))


def interval(ends: Sequence[float] | None) -> str:
    """Return an interval of scores."""
    return f"{ends[0]:.3f}-{ends[1]:.3f}" if ends else "–"


def _listed(counts: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {count:g}" for name, count in counts.items() if count) or "none"


def print_comparison(result: Comparison) -> None:
    """Print what a comparison says: differences, gates, and every record that turned."""
    from rich.table import Table

    console = _console()
    table = Table("", "base", "run", "difference", "95% interval", "detectable", "verdict", box=None)
    informing = [(f"  {split} ", d) for split, part in result.splits.items() for d in part]
    informing += [("  ", d) for d in result.slices if d.difference]
    for prefix, difference in [*(("", d) for d in result.judged), *informing]:
        table.add_row(
            prefix + difference.name,
            number(difference.base),
            number(difference.run),
            signed(difference.difference),
            signed_interval(difference.interval),
            *([] if prefix else [number(difference.detectable), difference.verdict(result.margin)]),
        )
    console.print(table)
    if result.left_out:
        console.print(
            f"left out, since text or labels differ: {len(result.left_out)} sections "
            f"({', '.join(result.left_out[:_FEW])})",
            markup=False,
        )
    for gate in result.gates:
        console.print(f"gate: {gate}", markup=False)
    for worse in result.worse_fields:
        fell = f"{number(worse.base)} to {number(worse.run)} ({signed(worse.difference)})"
        console.print(f"field got worse: {worse.name.replace('.fields.', ' ')}: {fell}", markup=False)
    for title, turned in (("right to wrong", result.broken), ("wrong to right", result.mended)):
        console.print(f"{title}: {len(turned)}")
        for record in turned:
            kinds = f" ({', '.join(error['kind'] for error in record['errors'])})" if record["errors"] else ""
            both = f": {_both(record['errors'][0])}" if record["errors"] else ""
            console.print(f"  {record['section']} {record['id']}{kinds}{both}", markup=False)
    for title, errors in (("new spurious", result.new_spurious), ("spurious no more", result.gone_spurious)):
        console.print(f"{title}: {len(errors)}")
        for error in errors:
            said = f" ({error['side']}): {told(error['predicted'])}" if error["predicted"] else ""
            console.print(f"  {error['section']}{said}", markup=False)
    console.print(
        f"verdict: {result.verdict} (margin {100 * result.margin:g} points, {result.sections} sections)"
    )


def _both(error: Mapping[str, Any]) -> str:
    return f"gold {told(error['gold'])}; predicted {told(error['predicted'])}"


def signed(value: float | None) -> str:
    """Return a difference of scores with its sign."""
    return "–" if value is None else f"{value:+.3f}"


def signed_interval(ends: Sequence[float] | None) -> str:
    """Return an interval of a difference."""
    return f"{ends[0]:+.3f} to {ends[1]:+.3f}" if ends else "–"
