"""From the start of the process to its first request: `python -m benchmarks.startup [rounds]`.

`assay extract` on one section beside a script that does nothing but make a client with
`instructor.from_openai` and ask; taken in turn, medians shown.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.chat_server import serving, stats
from benchmarks.sections import report_of

__all__ = ["main"]

_PLAIN = """
import sys
import instructor, openai
from pydantic import BaseModel
class Answer(BaseModel):
    rejected: list[dict]
plain = openai.OpenAI(base_url=sys.argv[1], api_key="none")
client = instructor.from_openai(plain, mode=instructor.Mode.JSON)
message = {"role": "user", "content": "hello"}
client.chat.completions.create(model="fake", response_model=Answer, messages=[message], max_retries=0)
"""
_OURS = "from assay import main; main()"


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    taken: dict[str, list[float]] = {"assay extract": [], "instructor.from_openai": []}
    with tempfile.TemporaryDirectory() as folder:
        report = report_of(1, Path(folder) / "metals-2025-01.txt")
        for number in range(rounds + 1):
            for way, seconds in taken.items():
                with serving() as url:
                    given = ["extract", str(report), "--out", f"{folder}/{number}", "--model", "local/fake"]
                    ours = [_OURS, *given, "--base-url", url, "--no-cache"]
                    began = time.time()
                    subprocess.run(
                        [sys.executable, "-c", *(ours if way == "assay extract" else [_PLAIN, url])],
                        check=False, capture_output=True,
                        env={**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"},
                    )  # fmt: skip
                    if number:  # the first round only warms the disk's cache
                        seconds.append(stats(url)["first"] - began)
    print(f"{'way':<26}{'first request after, s':>24}{'ratio':>8}   (median of {rounds})")
    plain = statistics.median(taken["instructor.from_openai"])
    for way, seconds in taken.items():
        median = statistics.median(seconds)
        print(f"{way:<26}{median:>24.2f}{median / plain:>8.2f}")


if __name__ == "__main__":
    main()
