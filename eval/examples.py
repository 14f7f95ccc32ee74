"""Which mistakes a score prints: the gravest first, and none of the held-out half unless asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.errors import SEVERITIES

__all__ = ["examples_of"]


def examples_of(
    scores: Mapping[str, Any], count: int, *, held_out: bool
) -> tuple[list[Mapping[str, Any]], int]:
    """Return at most `count` mistakes of `scores.json`'s object, and how many more there are of that kind.

    Whoever reads a mistake of a `test` section builds on it, and its score is of unseen text no longer.
    """
    parts = scores["per_section"]
    ranks = {severity: rank for rank, severity in enumerate(SEVERITIES)}
    shown = sorted(
        (e for e in scores["errors"] if held_out or parts[e["section"]]["split"] != "test"),
        key=lambda error: ranks[error["severity"]],
    )
    return shown[:count], max(0, len(shown) - count)
