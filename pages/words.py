"""Words and numbers as the page shows them; text of a report is made safe to look at."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from schemas.records import Driver, Metric
from schemas.vocabulary import Direction, Qualifier, Term

__all__ = ["GLYPHS", "amount", "label", "scope", "shown", "summary"]

GLYPHS = {Direction.UP: "▲", Direction.DOWN: "▼", Direction.FLAT: "▬"}
_HEDGES = {Qualifier.APPROXIMATELY: "≈ ", Qualifier.MORE_THAN: "> ", Qualifier.LESS_THAN: "< "}
_SHORT = {"mom": "MoM", "yoy": "YoY", "wow": "WoW", "vs_expectation": "vs expectation"}
_UNITS = {"percent": "%", "percentage_point": "pp", "basis_point": "bp", "count": ""}
# Control, format (bidi overrides, zero-width characters), lone surrogates, line and paragraph separators.
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_SPACES = "\n\t"


def shown(text: str) -> str:
    """Return a text in which every character that hides or reorders others is spelled out, as [U+202E]."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"[U+{ord(c):04X}]" if c not in _SPACES and unicodedata.category(c) in _UNSEEN else c for c in text
    )


def label(term: Term | str) -> str:
    """Return a code of a vocabulary as words: "operating_rate" is "operating rate", "mom" is "MoM"."""
    return _SHORT.get(str(term), str(term).replace("_", " "))


def _number(value: Decimal) -> str:
    """Return a decimal with thousands separated and a true minus sign."""
    return f"{value:,f}".replace("-", "−")


def amount(metric: Metric) -> str:
    """Return hedge, value or range, and unit of a metric; "no figure" for a movement."""
    if metric.value is None:
        return "no figure"
    value = _number(metric.value)
    if metric.value_max is not None:
        value += f" to {_number(metric.value_max)}"
    hedge = _HEDGES.get(metric.qualifier, "") if metric.qualifier else ""
    unit = metric.unit or ""
    return f"{hedge}{value} {_UNITS.get(unit, unit.replace('_', ' '))}".rstrip()


def scope(record: Metric | Driver) -> str:
    """Return segment, region and entity, as far as they are given."""
    return " · ".join(shown(part) for part in (record.segment, record.region, record.entity) if part)


def _tail(record: Metric | Driver) -> str:
    parts = [record.period, label(record.status), scope(record)]
    return ", ".join(part for part in parts if part)


def _metric(metric: Metric) -> str:
    """Return a metric in one line."""
    moved = label(metric.direction) if metric.direction else ""
    value = amount(metric) if metric.value is not None else f"{moved}, no figure"
    return f"{label(metric.indicator)}, {label(metric.basis)}, {value}, {_tail(metric)}"


def _driver(driver: Driver) -> str:
    """Return a driver in one line."""
    push = {"up": "pushes {} up", "down": "pushes {} down", "flat": "holds {}"}[str(driver.direction)]
    what = f"{label(driver.category)} {push.format(label(driver.effect))}"
    return f"{what}, {_tail(driver)}: {shown(driver.cause)}"


def summary(record: Metric | Driver) -> str:
    """Return a record in one line."""
    return _metric(record) if isinstance(record, Metric) else _driver(record)
