"""Evaluation: gold sets, and scores of a run against them.

Imports `schemas` and the reading and annotating parts of `extract`, never its answering parts.
Write `from eval.x import y`, never `import eval`: that would hide the builtin.
"""
