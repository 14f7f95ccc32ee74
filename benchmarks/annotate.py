"""How the time to annotate grows with the text: `python -m benchmarks.annotate [characters]`.

Prints, for each kind of pathological text, the time for n/2 and n characters and their ratio: near 2
is linear, near 4 quadratic. Timings decide nothing but where to look.
"""

from __future__ import annotations

import sys
import time

from extract.annotate import annotate
from extract.document import Section

__all__ = ["main"]

TEXTS = {
    "digits": "1",
    "list items": "1) ",
    "years": "2024 ",
    "bare numbers": "1 ",
    "chain with commas": "1, ",
    "percentages": "5% ",
    "ranges": "1%-2% ",
    "dates": "Jan 1 ",
    "hedged": "about 5 mt ",
    "sums": "$5 ",
    "rand": "R300 ",
    "rupees": "Rs. 5 ",
    "entries": "China 86.0, ",
    "tonnes": "0.2 MT ",
    "number words": "one plants ",
    "fractions": "half of its ",
    "one long word": "a",
    "white space": " ",
    "superscripts": "²",
}


def seconds(text: str) -> float:
    """Return how long a text takes to annotate."""
    began = time.perf_counter()
    annotate(Section(1, "text", "Text", 0, len(text), text), "2025-01")
    return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    seconds("once, so that the lexicons are loaded: 5 mt")
    print(f"{'text':<20}{'n/2, s':>10}{'n, s':>10}{'ratio':>8}   (n = {size:,} characters)")
    for name, piece in TEXTS.items():
        text = piece * (size // len(piece) + 1)
        half, whole = seconds(text[: size // 2]), seconds(text[:size])
        print(f"{name:<20}{half:>10.3f}{whole:>10.3f}{whole / half:>8.2f}", flush=True)


if __name__ == "__main__":
    main()
