"""What a run would take, before anything is sent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from extract.annotate import annotate
from extract.ask import Answerer, Usage
from extract.document import Report
from extract.run import chosen_sections

__all__ = ["estimate", "print_estimate"]


def estimate(answerer: Answerer, reports: Sequence[Report], slugs: Sequence[str] = ()) -> dict[str, Any]:
    """Return the sections, those of them whose reply is kept already, tokens, and cost (null if unknown).

    Raises:
        InputError: as for a run over the same reports and sections.
    """
    asking = getattr(answerer, "estimate", lambda _: Usage())
    usages = [asking(annotate(section, report.month)) for report, section in chosen_sections(reports, slugs)]
    whole = sum(usages, Usage())
    return {
        "model": answerer.model,
        "sections": len(usages),
        "to_ask": sum(usage.input_tokens > 0 for usage in usages),
        "input_tokens": whole.input_tokens,
        "output_tokens": whole.output_tokens,
        "cost": whole.cost,
    }


def print_estimate(estimated: dict[str, Any], *, as_json: bool) -> None:
    """Print an estimate on stdout."""
    import click

    if as_json:
        click.echo(json.dumps(estimated, ensure_ascii=False, indent=2))
        return
    cost = "unknown: there is no price for it" if estimated["cost"] is None else f"${estimated['cost']:.4f}"
    click.echo(
        f"{estimated['sections']} sections, {estimated['to_ask']} of them to ask {estimated['model']} for\n"
        f"about {estimated['input_tokens']} tokens in, {estimated['output_tokens']} out\n"
        f"about {cost}, without prefix caching, further tries and reasoning"
    )
