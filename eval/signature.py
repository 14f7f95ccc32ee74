"""The signature: all that a score depends on besides the run's records, in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from eval.align import APART_THRESHOLD, EVIDENCE_THRESHOLD, KEY_THRESHOLD
from eval.goldset import GoldSet
from eval.intervals import LEVEL, RESAMPLES, SEED
from eval.labels import Edition
from eval.normalise import SAME_THRESHOLD, WORD_THRESHOLD, equivalents_sha256

__all__ = ["SCORER_VERSION", "comparable", "signature"]

# Raised whenever the same run and the same gold may give other scores than before.
SCORER_VERSION = "1"


def signature(
    sets: Sequence[GoldSet],
    edition: Edition,
    schemas: Iterable[str],
    repeats: int = 1,
    sections: int | None = None,
) -> str:
    """Return "name:value" parts joined by "|".

    `schemas` are those of the runs; `repeats` is how many runs over the same sections are averaged;
    `sections` how many are scored, which is told where it is not all of them.
    """
    whole = sum(len(gold.sections) for gold in sets)
    guesses = sum(gold.unreviewed for gold in sets)
    parts = {
        "gold": _gold(sets),
        **({"unreviewed": str(guesses)} if guesses else {}),
        **({"sections": f"{sections}of{whole}"} if sections not in (None, whole) else {}),
        "edition": edition,
        "schema": "+".join(dict.fromkeys(schemas)),
        "repeats": str(repeats),
        "scorer": SCORER_VERSION,
        "align": f"key{KEY_THRESHOLD:g}/apart{APART_THRESHOLD:g}/evidence{EVIDENCE_THRESHOLD:g}",
        "text": f"dice{SAME_THRESHOLD:g}/word{WORD_THRESHOLD:g}/equivalents@{equivalents_sha256()[:8]}",
        "interval": f"bca{LEVEL:g}x{RESAMPLES}",
        "seed": str(SEED),
    }
    return "|".join(f"{name}:{value}" for name, value in parts.items())


def comparable(text: str, *, gold: bool = True) -> str:
    """Return a signature without what two compared runs may differ in: the schema and the repeats.

    `gold=False` leaves out the gold set too, for who compares the sections that are the same in both.
    """
    free = ("schema:", "repeats:") if gold else ("schema:", "repeats:", "gold:", "sections:")
    return "|".join(part for part in text.split("|") if not part.startswith(free))


def _gold(sets: Sequence[GoldSet]) -> str:
    if len(sets) == 1:
        return f"{sets[0].name}@{sets[0].sha256[:12]}"
    whole = sha256("".join(gold.sha256 for gold in sets).encode()).hexdigest()
    return f"{'+'.join(gold.name for gold in sets)}@{whole[:12]}"
