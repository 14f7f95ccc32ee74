"""Nothing heavy is loaded before a client is made."""

from __future__ import annotations

import subprocess
import sys


def test_importing_loads_neither_openai_nor_instructor() -> None:
    code = (
        "import sys, extract, extract.answerers, extract.commands, extract.model.answerer, "
        "extract.model.commands; print([m for m in sys.modules if m.split('.')[0] in "
        "('openai', 'instructor', 'tenacity', 'httpx2')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
