"""Reports of any number, recombined from our own restated and composed sections: for benchmarks alone.

`python -m benchmarks.recombined REPORTS FOLDER` writes them. Each says in its title that it is recombined;
its sections are drawn anew for every report, and so is the order of the lines within a section, so that no
two are alike though every sentence is one of ours. Their facts are of no month and no market.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from pathlib import Path

from extract.reading import read_report
from extract.reading.commodities import load_commodities

__all__ = ["main", "write_reports"]

GOLD = Path(__file__).parents[1] / "gold"
SECTIONS = 54
_TITLE = "Recombined for a benchmark, a report of no publisher"


def _bodies() -> dict[str, list[str]]:
    """Return our bodies by their heading; a section of several sets has several."""
    sets = [GOLD / "2025-01", *sorted(path.parent for path in (GOLD / "composed").glob("*/set.yaml"))]
    bodies: dict[str, list[str]] = defaultdict(list)
    known = load_commodities()
    for report in map(read_report, sets):
        for section in report.sections:
            if known.find(section.heading):  # found again as a heading wherever it stands
                bodies[section.heading].append(section.body)
    return bodies


def write_reports(reports: int, folder: Path, seed: int = 20250131) -> int:
    """Write so many reports into a folder, and return how many sections they have."""
    bodies, drawn, written = _bodies(), random.Random(seed), 0
    every = [body for kept in bodies.values() for body in kept]
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(reports):
        month = f"{2005 + number // 12 % 20}-{number % 12 + 1:02}"
        parts = [f"{_TITLE}, {month}\n"]
        for heading in drawn.sample(sorted(bodies), min(SECTIONS, len(bodies))):
            lines = drawn.choice(every).split("\n")
            drawn.shuffle(lines)
            body = "\n".join(lines)
            parts.append(f"{heading}\n\n{body}\n")
            written += 1
        (folder / f"recombined-{number:05}.txt").write_text("\n".join(parts), encoding="utf-8")
    return written


def main() -> None:
    """Write the reports."""
    print(f"{write_reports(int(sys.argv[1]), Path(sys.argv[2]))} sections")


if __name__ == "__main__":
    main()
