"""Tables across months: what is told, forecast, restated, missing, and never mixed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from assay import main
from extract.ask import Reply
from extract.document import Annotated
from extract.history.page import number, render, spark
from extract.history.tables import counts, history, rows, write_tables
from extract.run import extract_reports
from schemas.errors import InputError, RunFolderError
from schemas.vocabulary import Basis, Direction, Indicator, Status

pytest.importorskip("duckdb", reason="DuckDB is an extra: pip install '.[history]'")

MOM = {"basis": Basis.MOM, "direction": Direction.UP}


class Labelled:
    """An answerer that labels the figures of a section one by one, as a test says."""

    model, version, prompt, concurrency = "fake/labelled", "1", None, 1

    def __init__(self, give: Any, labels: dict[str, list[dict[str, Any]]], movements: Any = ()) -> None:
        self.give, self.labels, self.movements = give, labels, movements

    def answer(self, section: Annotated) -> Reply:
        told = self.labels[section.section.body]
        figures = tuple(
            self.give.figure(figure.number, sentences=(figure.sentence,), **label)
            for figure, label in zip(section.figures, told, strict=True)
        )
        return Reply(self.give.answer(figures=figures, movements=tuple(self.movements)))


@pytest.fixture
def run(give: Any, tmp_path: Path) -> Any:
    """Return a maker of runs of one report of one section: month, then texts with their labels."""

    def make(month: str, *told: tuple[str, dict[str, Any]], movements: Any = (), name: str = "") -> Path:
        body = "\n".join(text for text, _ in told)
        name = name or f"metals-{month}"
        answerer = Labelled(give, {body: [label for _, label in told]}, movements)
        out, _ = extract_reports([give.report(body, name=name, month=month)], answerer, tmp_path / name)
        return out

    return make


def level(text: str, period: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return text, {"period": period, **more}


def forecast(text: str, period: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return text, {"period": period, "status": Status.FORECAST, **more}


def table(runs: list[Path], name: str) -> list[dict[str, Any]]:
    with history(runs) as base:
        return rows(base, name)


class TestSeries:
    def test_the_latest_that_is_told_of_a_month_counts(self, run: Any) -> None:
        runs = [
            run("2025-01", level("Output was 5,000 mt.", "2025-01")),
            run(
                "2025-02", level("Output was 5,200 mt.", "2025-01"), level("Output was 6,000 mt.", "2025-02")
            ),
        ]
        found = table(runs[::-1], "series")
        assert [(r["period"], r["value"], r["report"], r["times_told"]) for r in found] == [
            ("2025-01", 5200, "metals-2025-02", 2), ("2025-02", 6000, "metals-2025-02", 1)
        ]  # fmt: skip

    def test_units_segments_regions_and_companies_are_series_of_their_own(self, run: Any) -> None:
        one = run(
            "2025-01",
            level("Output was 5,000 mt.", "2025-01"),
            level("Output was 60%.", "2025-01"),
            level("Wire output was 700 mt.", "2025-01", segment="Wire"),
            level("Wire output was 300 mt in Hunan.", "2025-01", segment="wire", region="Hunan"),
        )
        found = table([one], "series")
        assert [(r["unit"], r["segment"], r["region"], r["value"]) for r in found] == [
            ("mt", "", "", 5000), ("mt", "wire", "", 700), ("mt", "wire", "hunan", 300),
            ("percent", "", "", 60),
        ]  # fmt: skip
        assert [(r["units"], r["segment"]) for r in table([one], "units")] == [(["mt", "percent"], "")]

    def test_what_one_report_tells_in_two_ways_is_a_conflict_and_in_no_series(self, run: Any) -> None:
        one = run("2025-01", level("Output was 5 mt.", "2025-01"), level("Output was 7 mt.", "2025-01"))
        assert table([one], "series") == []
        (found,) = table([one], "conflicts")
        assert (found["values"], found["reports"]) == ([5, 7], ["metals-2025-01"])

    def test_two_houses_that_differ_on_one_month_are_a_conflict(self, run: Any) -> None:
        runs = [
            run("2025-01", level("Output was 5 mt.", "2025-01")),
            run("2025-01", level("Output was 7 mt.", "2025-01"), name="other-2025-01"),
        ]
        (found,) = table(runs, "conflicts")
        assert found["reports"] == ["metals-2025-01", "other-2025-01"]
        assert table(runs, "series") == []


class TestRestated:
    def test_a_fact_told_otherwise_later_is_listed_with_both_reports(self, run: Any) -> None:
        runs = [
            run("2025-01", level("Output was 5,000 mt.", "2025-01")),
            run("2025-02", level("Output was 5,200 mt.", "2025-01")),
        ]
        (found,) = table(runs, "restated")
        assert (found["earlier_value"], found["later_value"], found["difference"], found["percent"]) == (
            5000, 5200, 200, 4
        )  # fmt: skip
        assert (found["earlier_report"], found["later_report"]) == ("metals-2025-01", "metals-2025-02")

    @pytest.mark.parametrize(
        ("earlier", "later", "restated"),
        [
            ("1.20 million mt", "1,204,000 mt", False),  # 1.20 is printed to 10,000
            ("1.20 million mt", "1,206,000 mt", True),
            ("0.3 mt", "0.30 mt", False),
            ("more than 5,000 mt", "5,900 mt", False),
        ],
    )
    def test_what_printed_rounding_and_bounds_allow_is_not(
        self, run: Any, earlier: str, later: str, restated: bool
    ) -> None:
        runs = [
            run("2025-01", level(f"Output was {earlier}.", "2025-01")),
            run("2025-02", level(f"Output was {later}.", "2025-01")),
        ]
        assert bool(table(runs, "restated")) is restated

    def test_a_forecast_that_came_otherwise_is_no_restatement(self, run: Any) -> None:
        runs = [
            run("2025-01", forecast("Output will be 5,000 mt.", "2025-02")),
            run("2025-02", level("Output was 6,000 mt.", "2025-02")),
        ]
        assert table(runs, "restated") == []


class TestForecasts:
    @pytest.mark.parametrize(
        ("told", "came", "error"),
        [
            ("5,000 mt", "6,000 mt", 1000),
            ("5,000-7,000 mt", "6,000 mt", 0),
            ("5,000-7,000 mt", "7,500 mt", 500),
            ("5,000-7,000 mt", "4,000 mt", -1000),
            ("more than 5,000 mt", "9,000 mt", 0),
            ("more than 5,000 mt", "4,000 mt", -1000),
            ("less than 5,000 mt", "6,000 mt", 1000),
        ],
    )
    def test_the_error_is_to_the_nearer_end_of_what_was_forecast(
        self, run: Any, told: str, came: str, error: float
    ) -> None:
        runs = [
            run("2025-01", forecast(f"Output will be {told}.", "2025-02")),
            run("2025-02", level(f"Output was {came}.", "2025-02")),
        ]
        (found,) = table(runs, "forecasts")
        assert (found["error"], found["outcome"]) == (error, "told")
        assert (found["forecast_report"], found["actual_report"]) == ("metals-2025-01", "metals-2025-02")

    def test_a_forecast_of_another_unit_or_segment_is_not_matched(self, run: Any) -> None:
        runs = [
            run("2025-01", forecast("Output will be 50%.", "2025-02")),
            run(
                "2025-02",
                level("Output was 6,000 mt.", "2025-02"),
                level("Wire output was 40%.", "2025-02", segment="wire"),
            ),
        ]
        (found,) = table(runs, "forecasts")
        assert (found["actual"], found["error"], found["outcome"]) == (None, None, "not stated")

    def test_a_month_without_a_report_is_told_from_one_that_does_not_state_it(self, run: Any) -> None:
        (found,) = table([run("2025-01", forecast("Output will be 50%.", "2025-02"))], "forecasts")
        assert found["outcome"] == "no report"

    def test_directions_are_compared_with_and_without_figures(self, run: Any, give: Any) -> None:
        expected = give.movement(period="2025-02", status=Status.FORECAST, direction=Direction.UP)
        runs = [
            run("2025-01", level("Output was 5,000 mt and will rise.", "2025-01"), movements=(expected,)),
            run("2025-02", level("Output fell 3%.", "2025-02", basis=Basis.MOM, direction=Direction.DOWN)),
        ]
        (found,) = table(runs, "directions")
        assert (found["forecast"], found["actual"], found["hit"]) == ("up", "down", False)


class TestGaps:
    def test_a_stretch_within_a_series_is_listed_with_its_months_and_reports(self, run: Any) -> None:
        runs = [
            run("2025-01", level("Output was 5,000 mt.", "2025-01")),
            run("2025-02", level("Lead output was 9 mt.", "2025-02", segment="lead")),
            run("2025-04", level("Output was 6,000 mt.", "2025-04")),
            run("2025-05", level("Output was 7,000 mt.", "2025-05")),
        ]
        names = ("told_before", "told_after", "months", "reported")
        assert [tuple(row[name] for name in names) for row in table(runs, "gaps")] == [
            ("2025-01", "2025-04", 2, 1)
        ]

    def test_a_year_ago_level_opens_no_gap_before_the_first_report(self, run: Any) -> None:
        told = (level("Output was 5,000 mt.", "2024-01"), level("Output was 6,000 mt.", "2025-01"))
        assert table([run("2025-01", *told)], "gaps") == []


class TestWhatIsRefused:
    def test_a_report_in_two_runs(self, run: Any, give: Any, fake: Any, tmp_path: Path) -> None:
        one = run("2025-01", level("Output was 5 mt.", "2025-01"))
        other, _ = extract_reports([give.report("They made 5 mt.")], fake(), tmp_path / "other")
        with pytest.raises(InputError, match=r"metals-2025-01 is in .* give one run"), history([one, other]):
            pass

    @pytest.mark.parametrize("state", ["running", "stopped"])
    def test_a_run_that_is_not_complete(self, run: Any, state: str) -> None:
        one = run("2025-01", level("Output was 5 mt.", "2025-01"))
        manifest = json.loads((one / "run.json").read_text())
        (one / "run.json").write_text(json.dumps({**manifest, "state": state}))
        with pytest.raises(RunFolderError, match="no complete run"), history([one]):
            pass

    def test_a_broken_table(self, run: Any) -> None:
        one = run("2025-01", level("Output was 5 mt.", "2025-01"))
        (one / "metrics.parquet").write_bytes(b"PAR1")
        with pytest.raises(RunFolderError, match="cannot be read"), history([one]):
            pass

    def test_without_duckdb_the_error_says_what_to_install(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "duckdb", None)
        with pytest.raises(InputError, match="pip install"), history([tmp_path]):
            pass


class TestPageAndCommand:
    def test_the_command_writes_tables_and_a_page(
        self, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        runs = [
            run(
                "2025-01",
                level("Output was 5,000 mt.", "2025-01"),
                forecast("It will be 6,000 mt.", "2025-02"),
            ),
            run("2025-02", level("Output was 6,500 mt.", "2025-02")),
        ]
        out = tmp_path / "o'brien"
        monkeypatch.setattr(sys, "argv", ["assay", "history", *map(str, runs), "--out", str(out), "--json"])
        with pytest.raises(SystemExit) as stop:
            main()
        assert stop.value.code == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["reports"], told["series"], told["forecasts"]) == (2, 3, 1)
        assert {path.name for path in out.iterdir()} == {
            "history.html", *(f"{name}.parquet" for name in told if name not in ("out", "reports"))
        }  # fmt: skip
        page = (out / "history.html").read_text()
        assert "History of 2 reports" in page
        assert "6,500" in page
        assert "500" in page

    def test_the_text_of_a_report_is_data(self, run: Any) -> None:
        evil = "<script>alert()</script>"
        one = run(
            "2025-01",
            level("Output was 5,000 mt.", "2024-12", segment=evil),
            level("Output was 6,000 mt.", "2025-01", segment=evil),
        )
        with history([one]) as base:
            page = render(base)
        assert "&lt;script&gt;alert(" in page
        assert evil not in page

    def test_the_largest_misses_come_first_and_forecasts_without_an_actual_last(self, run: Any) -> None:
        told = (
            ("output was", "200 mt", {}),  # forecast 100 mt: half of the actual
            ("operating rate was", "90%", {"indicator": Indicator.OPERATING_RATE}),  # 21 points above
            ("output rose by", "75%", MOM),  # 70 points above
            ("stocks rose by", "9 mt", {**MOM, "indicator": Indicator.INVENTORY}),
            ("stocks were", "700 mt", {"indicator": Indicator.INVENTORY}),  # as forecast
        )
        later = "2025-02"
        ahead = ("100 mt", "69%", "5%", "2 mt", "700 mt")
        runs = [
            run(
                "2025-01",
                forecast("No report will tell of 11 mt.", "2025-03"),
                forecast("The demand will be 13 mt.", later, indicator=Indicator.DEMAND),
                *(
                    forecast(f"The {what} {n}.", later, **m)
                    for (what, _, m), n in zip(told, ahead, strict=True)
                ),
            ),
            run(later, *(level(f"The {what} {n}.", later, **more) for what, n, more in told)),
        ]
        with history(runs) as base:
            page = render(base)
        shown = page.split('id="forecasts"')[1].split("</section>")[0].split("<tbody>")[-1]
        found = [row.split('<td class="n">')[1].split("<")[0] for row in shown.split("<tr>")[1:]]
        assert found == ["5", "100", "69", "2", "700", "13", "11"]

    def test_the_tables_are_the_same_whatever_the_order_of_runs(self, run: Any, tmp_path: Path) -> None:
        runs = [run(f"2025-0{n}", level(f"Output was {n},000 mt.", f"2025-0{n}")) for n in range(1, 6)]
        for name, given in (("a", runs), ("b", runs[::-1])):
            with history(given) as base:
                write_tables(base, tmp_path / name)
                assert counts(base)["series"] == 5
        for path in (tmp_path / "a").iterdir():
            assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()

    def test_a_line_is_broken_where_a_month_is_missing(self) -> None:
        months = ("2025-01", "2025-02", "2025-04")
        points = [{"period": m, "value": n, "unit": "mt", "status": "actual"} for n, m in enumerate(months)]
        points.append({"period": "2025-05", "value": 9, "unit": "mt", "status": "forecast"})
        drawn = spark(points)
        assert (drawn.count("<line"), drawn.count("<circle")) == (1, 4)

    @pytest.mark.parametrize(
        ("value", "told"),
        [(None, ""), (5000.0, "5,000"), (-9.33, "-9.33"), (1234567.5, "1,234,567.5"), (0.0, "0")],
    )
    def test_numbers_have_the_digits_that_they_have(self, value: float | None, told: str) -> None:
        assert number(value) == told
