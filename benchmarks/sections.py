"""A report of as many sections as a benchmark wants, each of some sentences and figures."""

from __future__ import annotations

from pathlib import Path

__all__ = ["report_of"]

_BODY = (
    "Output was {a},700 mt in January, down {b}.46% MoM and up 1.25% YoY, due to weak orders. "
    "The operating rate stood at 8{c}.22%, down 7.50 percentage points MoM. "
    "In February, output is expected to fall by about {b}.5% MoM as plants close for the holiday."
)


def report_of(sections: int, path: Path) -> Path:
    """Write a report of so many sections, no two alike, and return its path."""
    parts = ["Metals in January 2025\n"]
    for number in range(sections):
        body = _BODY.format(a=100 + number, b=1 + number % 9, c=number % 10)
        parts.append(f"Alloy Grade {chr(65 + number % 26)}{number}\n\n{body}\n")
    path.write_text("\n".join(parts), encoding="utf-8")
    return path
