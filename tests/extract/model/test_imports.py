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


def test_threads_that_all_begin_to_read_at_once_do_not_lock_each_other_out() -> None:
    code = """
import threading
from extract.model.libraries import prices, replies
from extract.model.modes import Mode, Shape
from extract.model.prompt import load_prompt
shapes = [Shape(Mode.JSON_SCHEMA, load_prompt()) for _ in range(4)]
begin, errors = threading.Barrier(12), []
def do(part):
    begin.wait()
    try:
        part()
    except BaseException as error:
        errors.append(error)
parts = [shape.load for shape in shapes] + [replies] * 4 + [prices] * 4
threads = [threading.Thread(target=do, args=(part,)) for part in parts]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(errors)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
