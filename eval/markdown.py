"""Summaries in Markdown, for a pull request: `assay score --markdown`, `assay compare --markdown`.

Text that comes from a report (segments, names of sections) is escaped: it makes no link, tag, mention
or column of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from eval.examples import examples_of
from eval.tables import cost_line, grounding_line, interval, number, people, signed, signed_interval, told

if TYPE_CHECKING:
    from eval.compare import Comparison, Difference

__all__ = ["comparison_markdown", "score_markdown"]

_MAIN = (("metrics", ("strict", "full", "keys")), ("drivers", ("span", "category", "direction")))
_MARKS = {"no worse": "✅", "regressed": "❌", "inconclusive": "❔"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~@#&!$])")


def score_markdown(scores: Mapping[str, Any], *, examples: int = 12, held_out: bool = False) -> str:
    """Return `scores.json`'s object as Markdown; `examples` is how many mistakes are listed.

    Those of `test` sections are listed with `held_out` alone.
    """
    rows = []
    for side, tiers in _MAIN:
        for tier in tiers:
            s, splits = scores[side][tier], scores["splits"]
            rows.append(
                (
                    f"{side} {tier}",
                    number(s["f1"]),
                    interval(s["interval"]),
                    number(s["precision"]),
                    number(s["recall"]),
                    *(number(splits[split][side].get(tier, {}).get("f1")) for split in ("dev", "test")),
                    people(scores, side, tier),
                )
            )
    shown, more = examples_of(scores, examples, held_out=held_out)
    severity = ", ".join(f"{count:g} {name}" for name, count in scores["severity"].items())
    return "\n".join(
        [
            f"### Assay score: {escape(scores['model'] or 'a run')} on {scores['sections']} sections",
            "",
            *_table(("", "F1", "95% interval", "P", "R", "dev", "test", "people"), rows),
            "",
            f"Mistakes: {severity}. {escape(grounding_line(scores))}. {escape(cost_line(scores))}.",
            "",
            *_details(
                f"{len(shown)} of {len(shown) + more} mistakes, the gravest first",
                (_mistake(error) for error in shown),
            ),
            f"<sub>{escape(scores['signature'])}</sub>",
            "",
        ]
    )


def comparison_markdown(result: Comparison, *, examples: int = 20) -> str:
    """Return a comparison as Markdown; of each list of records, `examples` are shown."""
    verdict = f"{_MARKS[result.verdict]} **{result.verdict}**"
    lines = [
        f"### Assay: {verdict} on {result.sections} sections (margin {100 * result.margin:g} points)",
        "",
        *_table(
            ("", "base", "run", "difference", "95% interval", "detectable", "verdict"),
            [
                *(_difference(d, result.margin) for d in result.judged),
                *(
                    _difference(d, result.margin, f"{split}: ")
                    for split, part in result.splits.items()
                    for d in part
                ),
            ],
        ),
        "",
    ]
    if result.left_out:
        lines += [
            f"Left out, since their text or labels differ: {escape(', '.join(result.left_out))}. "
            "Bless again to gate on them.",
            "",
        ]
    lines += [f"- ❌ {escape(gate)}" for gate in result.gates] + ([""] if result.gates else [])
    for worse in result.worse_fields:
        fell = f"{number(worse.base)} to {number(worse.run)} ({signed(worse.difference)})"
        lines.append(f"- field got worse: {escape(worse.name.replace('.fields.', ' '))}: {escape(fell)}")
    lines += [""] if result.worse_fields else []
    changed = [_difference(d, result.margin) for d in result.slices if d.difference]
    if changed:
        head = ("slice (metrics strict)", "base", "run", "difference", "95% interval", "detectable", "")
        lines += [
            "<details><summary>Slices that moved</summary>",
            "",
            *_table(head, changed),
            "",
            "</details>",
            "",
        ]
    for title, records in (
        ("right to wrong", [_turned(record) for record in result.broken]),
        ("wrong to right", [_turned(record) for record in result.mended]),
        ("new spurious", [_mistake(error) for error in result.new_spurious]),
        ("spurious no more", [_mistake(error) for error in result.gone_spurious]),
    ):
        more = [f"and {len(records) - examples} more"] if len(records) > examples else []
        lines += _details(f"{title}: {len(records)}", [*records[:examples], *more])
    return "\n".join(lines)


def escape(text: str) -> str:
    """Return text that Markdown shows as it stands, in one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    ruler = ["---", *["---:"] * (len(head) - 1)]
    return [_row(head), _row(ruler), *(_row([escape(cell) for cell in row]) for row in rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _difference(difference: Difference, margin: float, prefix: str = "") -> tuple[str, ...]:
    return (
        prefix + difference.name,
        number(difference.base),
        number(difference.run),
        signed(difference.difference),
        signed_interval(difference.interval),
        number(difference.detectable),
        difference.verdict(margin),
    )


def _details(title: str, items: Iterable[str]) -> list[str]:
    listed = [f"- {item}" for item in items]
    if not listed:
        return [f"{title}", ""]
    return [f"<details><summary>{title}</summary>", "", *listed, "", "</details>", ""]


def _mistake(error: Mapping[str, Any]) -> str:
    if error["gold"] is None and error["predicted"] is None:
        return escape(f"{error['section']}: {error['kind']}")
    both = f"gold {told(error['gold'])}; predicted {told(error['predicted'])}"
    return escape(f"{error['section']}: {error['side']} {error['kind']}: {both}")


def _turned(record: Mapping[str, Any]) -> str:
    kinds = ", ".join(error["kind"] for error in record["errors"])
    first = record["errors"][0] if record["errors"] else None
    both = f": gold {told(first['gold'])}; predicted {told(first['predicted'])}" if first else ""
    return escape(f"{record['section']} {record['id']}{f' ({kinds})' if kinds else ''}{both}")
