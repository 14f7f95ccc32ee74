"""What a run took: cost, tokens and time, shown beside its accuracy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from eval.runs import Run

__all__ = ["cost"]


def cost(runs: Sequence[Run], sections: int) -> dict[str, Any]:
    """Return the cost (US dollars), tokens by kind and seconds of runs together; None where unknown.

    `seconds` is from the first request to the last, pauses of a resumed run included;
    `seconds_per_section` and `cost_per_section` are those of one repeat.
    """
    costs, times = [_number(run.manifest.get("cost")) for run in runs], [_seconds(run) for run in runs]
    paid = [value for value in costs if value is not None]
    took = [value for value in times if value is not None]
    done = sum(len(run.results) for run in runs) or sections
    whole_cost = sum(paid) if len(paid) == len(runs) else None
    seconds = sum(took) if len(took) == len(runs) else None
    return {
        "cost": whole_cost,
        "cost_per_section": whole_cost / done if whole_cost is not None else None,
        "tokens": _tokens(runs),
        "seconds": seconds,
        "seconds_per_section": seconds / done if seconds is not None else None,
    }


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _tokens(runs: Sequence[Run]) -> dict[str, int] | None:
    tokens: Counter[str] = Counter()
    for run in runs:
        told = run.manifest.get("tokens")
        if not isinstance(told, dict):
            return None
        tokens.update({name: count for name, count in told.items() if isinstance(count, int)})
    return dict(tokens)


def _seconds(run: Run) -> float | None:
    try:
        started, finished = (datetime.fromisoformat(run.manifest[k]) for k in ("started", "finished"))
    except (KeyError, TypeError, ValueError):
        return None
    return (finished - started).total_seconds()
