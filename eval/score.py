"""Scoring from Python: a run or frames in, frames out.

    from eval.score import compare, score, score_frames

    result = score("runs/demo")                            # as `assay score runs/demo`
    result.f1("metrics.strict"), result.interval("metrics.strict")
    result.table                                           # a pandas frame: one row a tier and field
    result.errors                                          # one row a mistake, with both readings
    score_frames(metrics, drivers, gold="gold/2025-01")    # frames as `extract.frames(run)` gives them
    compare("runs/before", result).verdict                 # "no worse", "regressed", "inconclusive"

All scores are 0 to 1, None or NaN where they are undefined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from eval.baselines import read_scores
from eval.compare import Comparison
from eval.compare import compare as compare_scores
from eval.frames import gold_of_frames, run_of_frames
from eval.gold.sets import load_sets
from eval.runs import load_run
from eval.scores_json import SCORES, score_run, write_scores
from eval.tables import number, told
from schemas.errors import InputError

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["Score", "compare", "score", "score_frames"]

DEFAULT_GOLD = "gold/2025-01"

Paths = str | Path | Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class Score:
    """A score: `data` is the object of `scores.json`; a name is that of a tier or field.

    Names: "metrics.strict", "metrics.fields.value", "drivers.direction", …: the rows of `table`.
    """

    data: Mapping[str, Any]

    @property
    def signature(self) -> str:
        """Return all that the score depends on besides the records."""
        return str(self.data["signature"])

    def f1(self, name: str, split: str | None = None) -> float | None:
        """Return F1, of all sections or of one split.

        Raises:
            InputError: there is no such name or split.
        """
        f1: float | None = self._entry(name, split)["f1"]
        return f1

    def interval(self, name: str, split: str | None = None) -> tuple[float, float] | None:
        """Return the 95% interval of F1, or None where it is undefined.

        Raises:
            InputError: there is no such name or split.
        """
        ends = self._entry(name, split)["interval"]
        return (ends[0], ends[1]) if ends else None

    @property
    def table(self) -> DataFrame:
        """Return one row a tier and field.

        Columns: name, precision, recall, f1, low, high, tp, fp, fn; F1 of dev, test and people.
        """
        people = dict(_entries(self.data["ceiling"])) if self.data["ceiling"] else {}
        splits = {name: dict(_entries(part)) for name, part in self.data["splits"].items()}
        return _frame(
            {
                "name": name,
                **_cells(entry),
                **{split: part.get(name, _NONE)["f1"] for split, part in splits.items()},
                "people": people.get(name, _NONE)["f1"],
            }
            for name, entry in _entries(self.data)
        )

    @property
    def slices(self) -> DataFrame:
        """Return one row a slice of strict metrics.

        Columns: dimension, value, precision, recall, f1, low, high, tp, fp, fn.
        """
        return _frame(
            {"dimension": dimension, "value": value, **_cells(entry)}
            for dimension, values in self.data["slices"].items()
            for value, entry in values.items()
        )

    @property
    def sections(self) -> DataFrame:
        """Return one row a section and tier or field.

        Columns: section, report, split, group, cluster, status, name, f1, tp, fp, fn.
        """
        return _frame(
            {
                "section": slug,
                **{key: section[key] for key in ("report", "split", "group", "cluster", "status")},
                "name": name,
                "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else None,
                **{"tp": tp, "fp": fp, "fn": fn},
            }
            for slug, section in self.data["per_section"].items()
            for name, (tp, fp, fn) in section["tallies"].items()
        )

    @property
    def errors(self) -> DataFrame:
        """Return one row a mistake: section, side, kind, severity, ids and both readings as short text."""
        return _frame(
            (
                {
                    **{key: error[key] for key in ("section", "side", "kind", "severity")},
                    "gold_id": error["gold"] and error["gold"]["id"],
                    "predicted_id": error["predicted"] and error["predicted"]["id"],
                    "gold": told(error["gold"]) if error["gold"] else None,
                    "predicted": told(error["predicted"]) if error["predicted"] else None,
                }
                for error in self.data["errors"]
            ),
            ["section", "side", "kind", "severity", "gold_id", "predicted_id", "gold", "predicted"],
        )

    def assert_at_least(
        self, name: str, least: float, *, sure: bool = False, split: str | None = None
    ) -> None:
        """Assert that F1 is at least `least`; `sure`: that the low end of its interval is.

        Raises:
            AssertionError: it is not, or is undefined; the message has its interval and severe mistakes.
            InputError: there is no such name or split.
        """
        f1, ends = self.f1(name, split), self.interval(name, split)
        judged = (ends[0] if ends else None) if sure else f1
        if judged is None or judged < least:
            interval = f"{number(ends[0])} to {number(ends[1])}" if ends else "undefined"
            what = "the low end of its interval" if sure else "it"
            worst = self.errors.query("severity == 'severe'").head(5)
            lines = [f"{r.section}: {r.side} {r.kind}: {r.gold} / {r.predicted}" for r in worst.itertuples()]
            raise AssertionError(
                f"{name} F1 {number(f1)} (95% interval {interval}): {what} must be at least {least}\n"
                + "\n".join([*lines, self.signature])
            )

    def assert_no_worse(
        self, base: Score | str | Path, margin: float = 0.02, *, shared: bool = False
    ) -> Comparison:
        """Assert that `compare(base, self)` says "no worse", and return the comparison.

        Raises:
            AssertionError: it regressed, or this gold set cannot tell; the message is the comparison.
            InputError: as for `compare`.
        """
        result = compare(base, self, margin, shared=shared)
        if result.verdict != "no worse":
            from eval.markdown import comparison_markdown

            raise AssertionError(comparison_markdown(result))
        return result

    def save(self, folder: str | Path) -> Path:
        """Write `scores.json` into a folder, and return the file.

        Raises:
            InputError: it cannot be written.
        """
        file = Path(folder) / SCORES
        write_scores(self.data, file)
        return file

    def _entry(self, name: str, split: str | None) -> Mapping[str, Any]:
        if split is not None and split not in self.data["splits"]:
            raise InputError(f"no split {split!r}: dev or test")
        entries = dict(_entries(self.data["splits"][split] if split else self.data))
        if name not in entries:
            raise InputError(f"no score {name!r}: one of {', '.join(entries)}")
        return entries[name]


def score(
    runs: Paths,
    gold: Paths = DEFAULT_GOLD,
    *,
    edition: str | None = None,
    source: str | Path | None = None,
) -> Score:
    """Score a run folder (or several) against a gold set (or several months' sets), as `assay score` does.

    Raises:
        InputError: a run or a set cannot be read, or the run's text is of no edition of it.
    """
    read = [load_run(path) for path in _paths(runs)]
    return Score(score_run(load_sets(_paths(gold)), read, edition, Path(source) if source else None))


def score_frames(
    metrics: DataFrame,
    drivers: DataFrame,
    gold: Paths | tuple[DataFrame, DataFrame] = DEFAULT_GOLD,
    *,
    edition: str = "restated",
) -> Score:
    """Score frames in the form of `metrics.csv` and `drivers.csv` against a gold set, or such frames.

    `edition` is the one of the gold set whose text the offsets are of. A frame does not say what a run
    rejected or left unclaimed: the coverage of figures is None.

    Raises:
        InputError: a column is missing, a row is not of the form, or is of no section of the gold set.
    """
    sets = gold_of_frames(*gold) if _are_frames(gold) else load_sets(_paths(gold))
    data = score_run(sets, run_of_frames(metrics, drivers, sets, edition), edition)
    unknown = dict.fromkeys(("rejected", "unclaimed", "lost", "accounted"))
    return Score(data | {"coverage": data["coverage"] | unknown})


def compare(
    base: Score | str | Path, run: Score | str | Path, margin: float = 0.02, *, shared: bool = False
) -> Comparison:
    """Compare two scores (or scored run folders, or a baseline by its name), as `assay compare` does.

    `margin` is a score, 0 to 1. `shared` compares the sections whose text and labels are the same.

    Raises:
        InputError: they are not scored, or against other gold or by another scorer.
    """
    ours, theirs = (side.data if isinstance(side, Score) else read_scores(Path(side)) for side in (base, run))
    return compare_scores(ours, theirs, margin, shared=shared)


_NONE: Mapping[str, Any] = {"f1": None}


def _paths(paths: Any) -> list[Path]:
    return [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]


def _are_frames(gold: Any) -> TypeGuard[tuple[DataFrame, DataFrame]]:
    return isinstance(gold, tuple) and not any(isinstance(part, str | Path) for part in gold)


def _entries(data: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    for side in ("metrics", "drivers"):
        for name, entry in data[side].items():
            if name not in ("fields", "reversed"):
                yield f"{side}.{name}", entry
        for name, entry in data[side]["fields"].items():
            yield f"{side}.fields.{name}", entry


def _cells(entry: Mapping[str, Any]) -> dict[str, Any]:
    low, high = entry["interval"] or (None, None)
    return {
        **{key: entry[key] for key in ("precision", "recall", "f1")},
        **{"low": low, "high": high},
        **{key: entry[key] for key in ("tp", "fp", "fn")},
    }


def _frame(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] | None = None) -> DataFrame:
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(columns) if columns else None)
    scores = [c for c in ("precision", "recall", "f1", "low", "high", "dev", "test", "people") if c in frame]
    return frame.astype(dict.fromkeys(scores, float))
