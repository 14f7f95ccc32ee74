"""How fast the embedded extractor reads: `python -m benchmarks.rules [sections]`.

Streams sections of invented prose, none kept, and prints for each thousand the sections a second, the
ratio of annotating and answering to annotating alone (run beside it on the same sections), and the
peak of memory so far: flat memory stays at one peak. Timings decide nothing but where to look.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice

from extract.annotate import annotate
from extract.collecting import seldom_collecting
from extract.document import Annotated, Section
from extract.rules import Rules

__all__ = ["main"]

MONTH = "2025-06"
STEP = 1000
SENTENCES = (
    "Refined zinc output was {a} mt in June, {b}% more than in May and {c}% less than a year earlier.",
    "The operating rate of large smelters fell {b} percentage points from the previous month to {d}%.",
    "Owing to maintenance at two smelters in Hunan, production in July is expected to decline by {c}%.",
    "SHFE stocks rose by {e} mt to {a} mt in the week ended June 27, as demand from galvanisers was weak.",
    "Spot TCs averaged {f} yuan/mt, against {g} yuan/mt in May; smelters lost {e} yuan/mt.",
    "January-June imports amounted to {a} mt, up {b}% year on year, of which Kazakhstan sent {d}%.",
)


def sections() -> Iterator[Section]:
    """Yield sections without end, each of its own figures."""
    number = 0
    while True:
        number += 1
        seed = number * 7919
        figures = {
            "a": f"{100_000 + seed % 900_000:,}", "b": f"{seed % 97 / 10:.1f}", "c": f"{seed % 89 / 10:.1f}",
            "d": f"{50 + seed % 500 / 10:.1f}", "e": f"{100 + seed % 800}", "f": f"{1000 + seed % 3000:,}",
            "g": f"{1000 + seed % 2800:,}",
        }  # fmt: skip
        lines = [sentence.format(**figures) for sentence in SENTENCES]
        yield Section(
            number, f"s-{number}", "Refined Zinc", 0, 0, " ".join(lines[:3]) + "\n" + " ".join(lines[3:])
        )


def timed(section: Section, rules: Rules) -> tuple[float, float]:
    """Return the processor's seconds to annotate a section, and to answer it as well."""
    began = time.process_time()
    annotated: Annotated = annotate(section, MONTH)
    middle = time.process_time()
    rules.answer(annotated)
    return middle - began, time.process_time() - began


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3 * STEP
    rules = Rules()
    stream = sections()
    with seldom_collecting() as all_is_loaded:  # as a run does
        timed(next(stream), rules)
        all_is_loaded()
        print(f"{'sections':>10}{'a second':>10}{'to annotating':>15}{'peak, MB':>10}")
        for done in range(STEP, count + 1, STEP):
            times = [timed(section, rules) for section in islice(stream, STEP)]
            annotating, whole = (sum(part) for part in zip(*times, strict=True))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{done:>10,}{STEP / whole:>10.0f}{whole / annotating:>15.2f}{peak:>10.0f}", flush=True)


if __name__ == "__main__":
    main()
