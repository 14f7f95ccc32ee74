"""What a run would take, before anything is sent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from extract.annotate import annotate
from extract.ask import Answerer, Usage
from extract.corpus import chosen_sections, survey
from extract.document import Report

__all__ = ["estimate", "print_estimate"]


def estimate(answerer: Answerer, reports: Iterable[Report], slugs: Sequence[str] = ()) -> dict[str, Any]:
    """Return the sections, those of them whose reply is kept already, tokens, and cost (null if unknown).

    Raises:
        InputError: as for a run over the same reports and sections.
    """
    asking = getattr(answerer, "estimate", lambda _: Usage())
    contents = survey(reports, slugs)
    whole, to_ask = Usage(), 0
    for report, section in chosen_sections(reports, contents, slugs):
        usage = asking(annotate(section, report.month))
        whole += usage
        to_ask += usage.input_tokens > 0
    return {
        "model": answerer.model,
        "sections": contents.sections,
        "to_ask": to_ask,
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
