"""The signature: all that a score depends on besides the run's records, in one line."""

from __future__ import annotations

from eval.align import APART_THRESHOLD, EVIDENCE_THRESHOLD, KEY_THRESHOLD
from eval.intervals import LEVEL, RESAMPLES, SEED
from eval.labels import Edition, GoldSet
from eval.normalise import SAME_THRESHOLD, WORD_THRESHOLD

__all__ = ["SCORER_VERSION", "comparable", "signature"]

# Raised whenever the same run and the same gold may give other scores than before.
SCORER_VERSION = "1"


def signature(gold: GoldSet, edition: Edition, schema: str) -> str:
    """Return "name:value" parts joined by "|"."""
    parts = {
        "gold": f"{gold.folder.resolve().name}@{gold.sha256[:12]}",
        "edition": edition,
        "schema": schema,
        "scorer": SCORER_VERSION,
        "align": f"key{KEY_THRESHOLD:g}/apart{APART_THRESHOLD:g}/evidence{EVIDENCE_THRESHOLD:g}",
        "text": f"dice{SAME_THRESHOLD:g}/word{WORD_THRESHOLD:g}",
        "interval": f"bca{LEVEL:g}x{RESAMPLES}",
        "seed": str(SEED),
    }
    return "|".join(f"{name}:{value}" for name, value in parts.items())


def comparable(text: str) -> str:
    """Return a signature without what two compared runs may differ in: the schema."""
    return "|".join(part for part in text.split("|") if not part.startswith("schema:"))
