"""What changed between two scored runs, record by record: hard gates, what turned, what is spurious."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from eval.normalise import canonical

__all__ = ["GATED_KINDS", "gates", "spurious", "spurious_key", "turned"]

GATED_KINDS = ("sign", "unit")
# What makes a spurious record the same one in another run; its words and what later schemas add do not.
_SAID = ("indicator", "basis", "value", "value_max", "unit", "direction", "qualifier", "category", "effect",
         "period", "status", "figure")  # fmt: skip
_RANKS = {"wrong": 0, "strict": 1, "right": 2}

Scores = Mapping[str, Any]
Names = Sequence[str]


def gates(base: Scores, run: Scores, sections: Names) -> Iterator[str]:
    """Yield what fails at once, whatever the scores: one line each.

    A section that failed or is missing, a record that is not where it says, and a sign or unit error
    that the base does not make on the same gold record.
    """
    for name in sections:
        section = run["per_section"][name]
        if section["status"] in ("failed", "missing"):
            yield f"{name}: the section {'failed' if section['status'] == 'failed' else 'is missing'}"
        for record in section["ungrounded"]:
            yield f"{name}: {record} is not where it says"
    known = {_mistake(error) for error in base["errors"] if error["kind"] in GATED_KINDS}
    kept = set(sections)
    new = {
        _mistake(error): None
        for error in run["errors"]
        if error["kind"] in GATED_KINDS and error["section"] in kept and _mistake(error) not in known
    }
    for name, kind, record in new:
        yield f"{name}: new {kind} error on {record}"


def turned(base: Scores, run: Scores, sections: Names) -> Iterator[Mapping[str, Any]]:
    """Yield the gold records that are now found better or worse, with the mistakes of the worse side."""
    mistakes = [_by_gold(scores["errors"]) for scores in (base, run)]
    for name in sections:
        after = run["per_section"][name]["right"]
        for record, was in base["per_section"][name]["right"].items():
            if was != after[record]:
                worse = _RANKS[was] > _RANKS[after[record]]
                yield {
                    "section": name,
                    "id": record,
                    "turned": "right to wrong" if worse else "wrong to right",
                    "base": was,
                    "run": after[record],
                    "errors": mistakes[1 if worse else 0].get((name, record), []),
                }


def spurious(scores: Scores, sections: Names) -> dict[tuple[str, str, int], Mapping[str, Any]]:
    """Return the spurious records by section and by what they say: an id means nothing across programs."""
    kept, found = set(sections), dict[tuple[str, str, int], Mapping[str, Any]]()
    for error in scores["errors"]:
        if error["gold"] is None and error["section"] in kept:
            key = (error["section"], spurious_key(error))
            found[(*key, sum(other[:2] == key for other in found))] = error
    return found


def spurious_key(error: Mapping[str, Any]) -> str:
    """Return a short hash of what a spurious record says: a baseline holds no more of it."""
    if "key" in error:
        return str(error["key"])
    said = error["predicted"]
    scope = [canonical(said[name]) for name in ("segment", "region", "entity")]
    rest = [(name, str(said.get(name))) for name in _SAID]
    return sha256(repr((error["kind"], rest, scope)).encode()).hexdigest()[:8]


def _mistake(error: Mapping[str, Any]) -> tuple[str, str, str]:
    return error["section"], error["kind"], error["gold"]["id"]


def _by_gold(errors: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for error in errors:
        if error["gold"] is not None and "evidence" in error["gold"]:  # a baseline keeps no readings
            found.setdefault((error["section"], error["gold"]["id"]), []).append(error)
    return found
