"""Two runs side by side: verdict, differences drawn, what turned, and both texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.compare import Comparison, Difference
from eval.pages.drawings import draw_difference, reach
from eval.pages.mistakes import Mistaken, mistaken
from eval.pages.score import KIT
from eval.pages.texts import Texts, section_views
from eval.tables import number, signed, signed_interval
from pages import page_data, render

__all__ = ["comparison_page"]

_SIDES = ("base", "run")
_LISTS = (
    ("right to wrong", "broken", 1),
    ("wrong to right", "mended", 0),
    ("new spurious", "new_spurious", 1),
    ("spurious no more", "gone_spurious", 0),
)


def comparison_page(
    result: Comparison, base: Mapping[str, Any], run: Mapping[str, Any], texts: Sequence[Texts] = ({}, {})
) -> str:
    """Return the page of a comparison; `texts` are those of base and run, where they are at hand.

    The text of a section is shown twice, as each run read it, where a record in it turned.
    """
    lists = {title: (getattr(result, name), at) for title, name, at in _LISTS}
    touched = list(dict.fromkeys(r["section"] for records, _ in lists.values() for r in records))
    both = [
        dict(section_views(scores, part, touched, side))
        for scores, part, side in zip((base, run), texts, _SIDES, strict=True)
    ]
    anchors = [{name: view.anchor for name, view in views.items()} for views in both]
    bodies = [{name: body for name, (_, body) in part.items()} for part in texts]
    pairs = [[views[name] for views in both if name in views] for name in touched]
    sections = [view for pair in pairs for view in pair]
    most = reach([*result.judged, *(d for part in result.splits.values() for d in part)], result.margin)
    return render(
        KIT,
        "compare.html",
        page_data("assay-comparison-page/1", sections),
        result=result,
        title=f"{run['model'] or 'a run'} against {base['model'] or 'a run'}",
        signatures=[base["signature"], run["signature"]],
        judged=[_row(d, result.margin, most) for d in result.judged],
        splits=[
            _row(d, result.margin, most, f"{split}: ") for split, part in result.splits.items() for d in part
        ],
        slices=[
            _row(d, result.margin, reach(result.slices, result.margin)) for d in result.slices if d.difference
        ],
        lists={title: _mistakes(records, bodies[at], anchors[at]) for title, (records, at) in lists.items()},
        pairs=pairs,
        sections=sections,
    )


def _row(difference: Difference, margin: float, most: float, prefix: str = "") -> dict[str, Any]:
    return {
        "name": prefix + difference.name.replace(".", " ").replace("=", ": "),
        "base": number(difference.base),
        "run": number(difference.run),
        "difference": signed(difference.difference),
        "interval": signed_interval(difference.interval),
        "detectable": number(difference.detectable),
        "verdict": difference.verdict(margin),
        "drawn": draw_difference(difference, margin, most),
    }


def _mistakes(
    records: Iterable[Mapping[str, Any]], bodies: Mapping[str, str], anchors: Mapping[str, str]
) -> tuple[list[Mistaken], list[str]]:
    """Return the records that can be told, and the names of those that a baseline has no reading of."""
    errors: list[Mapping[str, Any]] = []
    unread: list[str] = []
    for record in records:
        told = record["errors"] if "turned" in record else [record]
        if told and all(error["gold"] or error["predicted"] for error in told):
            errors += told
        else:
            unread.append(f"{record['section']} {record.get('id', '')}".strip())
    return mistaken(errors, bodies, anchors), unread
