"""A pytest plugin: a data team's own tests assert on scores with their intervals.

It is there wherever Assay is installed, and gives two fixtures:

    def test_the_new_prompt(assay_score, assay_compare):
        score = assay_score("runs/new")                                # scored once a session
        score.assert_at_least("metrics.strict", 0.90)                  # the F1
        score.assert_at_least("metrics.strict", 0.85, sure=True)       # the low end of its interval
        assert assay_compare("runs/old", "runs/new").verdict == "no worse"
        score.assert_no_worse("rules")                                 # a baseline by its name

`assay_gold` in the ini file names the gold set (or folder of sets); paths are relative to that file.
What was scored is told at the end of the session. `-p no:assay` switches it off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from eval.compare import Comparison
    from eval.score import Score

_SCORES = pytest.StashKey[dict[Any, "Score"]]()
_SHOWN = ("metrics.strict", "metrics.full", "drivers.direction")

Paths = str | Path | Sequence[str | Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the ini option."""
    parser.addini("assay_gold", "gold set of assay_score, or a folder of sets", default="gold/2025-01")


def pytest_configure(config: pytest.Config) -> None:
    """Make room for the session's scores."""
    config.stash[_SCORES] = {}


@pytest.fixture(scope="session")
def assay_score(pytestconfig: pytest.Config) -> Callable[..., Score]:
    """Score a run folder, or several as one: `assay_score(run, gold=None, edition=None) -> Score`."""

    def scored(runs: Paths, gold: Paths | None = None, edition: str | None = None) -> Score:
        from eval.score import score

        places = _places(pytestconfig, runs)
        golds = _places(pytestconfig, gold if gold is not None else pytestconfig.getini("assay_gold"))
        done = pytestconfig.stash[_SCORES]
        key = (places, golds, edition)
        if key not in done:
            done[key] = score(places, golds, edition=edition)
        return done[key]

    return scored


@pytest.fixture(scope="session")
def assay_compare(
    pytestconfig: pytest.Config, assay_score: Callable[..., Score]
) -> Callable[..., Comparison]:
    """Compare two runs: `assay_compare(base, run, margin=0.02, shared=False) -> Comparison`.

    A side is a `Score`, a run folder (scored as `assay_score` does), or, for `base`, a baseline by name.
    """

    def compared(base: Any, run: Any, margin: float = 0.02, *, shared: bool = False) -> Comparison:
        from eval.score import compare

        def side(given: Any) -> Any:
            is_run = isinstance(given, str | Path) and (pytestconfig.rootpath / given).is_dir()
            return assay_score(given) if is_run else given

        return compare(side(base), side(run), margin, shared=shared)

    return compared


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Tell what was scored."""
    scores = config.stash.get(_SCORES, {})
    if scores:
        terminalreporter.section("assay scores")
    for (places, _, _), score in scores.items():
        cells = []
        for name in _SHOWN:
            f1, ends = score.f1(name), score.interval(name)
            interval = f" ({ends[0]:.3f}-{ends[1]:.3f})" if ends else ""
            cells.append(f"{name} {'–' if f1 is None else f'{f1:.3f}'}{interval}")
        terminalreporter.write_line(f"{', '.join(map(str, places))}: {'; '.join(cells)}")
        terminalreporter.write_line(f"  {score.signature}")


def _places(config: pytest.Config, paths: Paths) -> tuple[Path, ...]:
    given = [paths] if isinstance(paths, str | Path) else paths
    return tuple(config.rootpath / path for path in given)
