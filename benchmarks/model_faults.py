"""A run over a server that fails: `python -m benchmarks.model_faults [sections] [latency]`.

10% 429, 5% 500, 5% malformed replies, 2% broken connections. Printed are the sections that ended valid,
the requests beside the least that was needed (one a section, and one more for each failure), and the wall
time beside the ideal (requests x latency / 16): of the whole run, of its asking (with the loading of
openai and instructor at its beginning, and the last sections' waits at its end), and of 95% of the sections.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.chat_server import serving, stats
from benchmarks.sections import report_of
from extract.model.answerer import ModelAnswerer
from extract.model.cache import Cache
from extract.model.providers import endpoint
from extract.model.settings import Settings
from extract.reading import read_report
from extract.run import extract_reports

__all__ = ["main"]

FLYING = 16
RATES = {"limit429": 0.10, "error500": 0.05, "malformed": 0.05, "reset": 0.02}


def main() -> None:
    """Print the table."""
    sections = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    latency = float(sys.argv[2]) if len(sys.argv) > 2 else 0.5
    with tempfile.TemporaryDirectory() as folder, serving(latency=latency, **RATES) as url:
        report = read_report(report_of(sections, Path(folder) / "metals-2025-01.txt"))
        cache = Cache(Path(folder) / "cache.sqlite")
        settings = Settings(concurrency=FLYING, tries=6)
        answerer = ModelAnswerer(endpoint("local/fake", url), settings, cache=cache)
        ends: list[float] = []
        began = time.perf_counter()
        _, manifest = extract_reports(
            [report],
            answerer,
            Path(folder) / "run",
            progress=lambda *_: ends.append(time.perf_counter() - began),
        )
        wall = time.perf_counter() - began
        answerer.close()
        counts = stats(url)["counts"]
    failures = {kind: counts.get(kind, 0) for kind in ("429", "500", "malformed", "reset")}
    least = sections + sum(failures.values())
    ideal = least * latency / FLYING
    valid = manifest.counts["sections"] - manifest.counts.get("failed", 0)
    print(f"{sections} sections, {latency * 1000:.0f} ms, {FLYING} in flight; failures: {failures}")
    print(f"valid       {valid} of {sections}")
    print(f"requests    {counts['requests']}, least needed {least}: {counts['requests'] / least:.3f}")
    asked, most = ends[-1], ends[len(ends) * 95 // 100]
    print(f"wall        {wall:.2f} s, of which asking {asked:.2f} s, and 95% of the sections {most:.2f} s")
    print(f"ideal       {ideal:.2f} s: {100 * ideal / asked:.1f}% while asking")


if __name__ == "__main__":
    main()
