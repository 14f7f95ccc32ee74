"""What stands directly at a figure: its direction word, its comparison and its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.document import Annotated
from extract.findings import Finding
from schemas.measuring import measures
from schemas.records import Driver, Metric
from schemas.vocabulary import Basis, Direction, FindingCode

__all__ = ["bases_against_words", "directions_against_words", "units_against_indicators"]

_BY = r"(?:\s+(?:by|of|about|around|approximately|nearly|over|more\s+than|a|an|the|further|again))*\s*$"
_UP_BEFORE = re.compile(
    r"\b(?:up|increas(?:e|es|ed|ing)|ris(?:e|es|ing)|rose|gr(?:ow|ew|owth|own)|gain(?:ed|s)?)" + _BY,
    re.I,
)
_DOWN_BEFORE = re.compile(
    r"\b(?:down|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|fell|fall(?:s|en|ing)?|drop(?:s|ped)?)" + _BY,
    re.I,
)
_BASIS_AFTER = re.compile(
    r"\s*(?:(?P<mom>MoM|m/m|m-o-m|on-month|month[\s-]on[\s-]month)"
    r"|(?P<yoy>YoY|y/y|y-o-y|on-year|year[\s-]on[\s-]year)|(?P<wow>WoW|w/w|week[\s-]on[\s-]week))\b",
    re.I,
)
_LOOK_BACK = 40


def directions_against_words(
    section: Annotated, metrics: Sequence[Metric], drivers: Sequence[Driver]
) -> list[Finding]:
    """Report changes whose direction the verb or noun directly before the figure contradicts."""
    found = []
    body = section.section.body
    for metric in metrics:
        if metric.figure is None or metric.basis is Basis.LEVEL:
            continue
        before = body[max(0, metric.figure.start - _LOOK_BACK) : metric.figure.start]
        said = None
        if _UP_BEFORE.search(before):
            said = Direction.UP
        elif _DOWN_BEFORE.search(before):
            said = Direction.DOWN
        if said is not None and metric.direction is not said:
            found.append(_finding(FindingCode.DIRECTION_AGAINST_WORDS, f"the text says {said}", metric))
    return found


def bases_against_words(
    section: Annotated, metrics: Sequence[Metric], drivers: Sequence[Driver]
) -> list[Finding]:
    """Report figures whose basis the comparison directly behind them contradicts."""
    found = []
    for metric in metrics:
        if metric.figure is None:
            continue
        match = _BASIS_AFTER.match(section.section.body, metric.figure.end)
        if match is None or match.lastgroup is None:
            continue
        nominal = metric.basis is Basis.LEVEL and metric.direction is not None
        if metric.basis.value != match.lastgroup and not nominal:
            message = f"the text says {match.lastgroup}"
            found.append(_finding(FindingCode.BASIS_AGAINST_WORDS, message, metric))
    return found


def units_against_indicators(
    section: Annotated, metrics: Sequence[Metric], drivers: Sequence[Driver]
) -> list[Finding]:
    """Report units that cannot measure their indicator, such as a production level in percent."""
    found = []
    for metric in metrics:
        if metric.unit is None:
            continue
        if not measures(metric.unit, metric.indicator, metric.basis):
            message = f"{metric.unit} does not measure {metric.indicator}"
            found.append(_finding(FindingCode.UNIT_AGAINST_INDICATOR, message, metric))
    return found


def _finding(code: FindingCode, message: str, metric: Metric) -> Finding:
    where = metric.figure or metric.evidence
    return Finding(code, message, ((where.start, where.end),), (metric.id,))
