"""The records of the output hold together, or are not made."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from schemas import Metric, SectionResult
from schemas.records import TextSpan, records_digest

METRIC: dict[str, Any] = {
    "id": "m-1",
    "indicator": "production",
    "basis": "level",
    "value": Decimal(5),
    "value_max": None,
    "unit": "mt",
    "direction": None,
    "qualifier": "exact",
    "period": "2025-01",
    "status": "actual",
    "segment": None,
    "region": None,
    "entity": None,
    "evidence": {"start": 0, "end": 10, "text": "It is 5 mt"},
    "figure": {"start": 6, "end": 10, "text": "5 mt"},
    "confidence": None,
    "findings": (),
}
MOVEMENT = METRIC | {"value": None, "unit": None, "qualifier": None, "figure": None, "direction": "up"}


def test_a_figure_and_a_movement_are_records() -> None:
    assert Metric(**METRIC).value == 5
    assert Metric(**MOVEMENT).value is None


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": None},
        {"qualifier": None},
        {"figure": None},
        {"value": None},
        {"value": None, "qualifier": None},
        {"value": None, "unit": None},
        {"unit": "Mt"},
        {"unit": "%"},
        {"period": "January"},
        {"figure": {"start": 8, "end": 12, "text": "mt o"}},
        {"figure": {"start": 6, "end": 9, "text": "5 mt"}},
        {"findings": ("odd",)},
        {"confidence": 2},
    ],
)
def test_a_record_that_does_not_hold_together_is_not_made(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Metric(**{**METRIC, **changes})


@pytest.mark.parametrize("changes", [{"unit": "mt"}, {"qualifier": "exact"}, {"figure": METRIC["figure"]}])
def test_a_movement_has_nothing_of_a_figure(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Metric(**{**MOVEMENT, **changes})


@pytest.mark.parametrize(
    ("value", "printed"),
    [("81700", "81700"), ("-7.50", "-7.5"), ("1E+6", "1000000"), ("0.0", "0"), ("-0.0", "0"), ("0.1", "0.1")],
)
def test_a_value_is_written_with_its_own_digits(value: str, printed: str) -> None:
    assert f'"value":{printed},' in Metric(**{**METRIC, "value": Decimal(value)}).model_dump_json()


def test_a_span_is_as_long_as_its_text() -> None:
    with pytest.raises(ValidationError, match="as long as"):
        TextSpan(start=0, end=3, text="four")


def result(**changes: Any) -> SectionResult:
    return SectionResult(
        **{
            "report": "r",
            "month": "2025-01",
            "section": "tin",
            "commodity": None,
            "heading": "Tin\u2028\n",
            "status": "ok",
            "error": None,
            "text_sha256": "0",
            "metrics": (Metric(**METRIC),),
            "drivers": (),
            "unclaimed": (),
            "rejected": (),
            **changes,
        }
    )


def test_a_line_is_one_line_and_reads_back() -> None:
    first = result()
    line = first.to_json_line()
    assert len(line.split("\n")) == 1
    assert json.loads(line)["schema"] == "1"
    assert SectionResult.model_validate_json(line) == first


def test_a_record_of_version_1_has_no_field_of_its_own() -> None:
    with pytest.raises(ValidationError, match="'currency' is not as schema assay/1 says"):
        result(metrics=(Metric(**METRIC, currency="yuan"),))


def test_a_record_of_version_2_has_a_magnitude_and_reads_back() -> None:
    marked = result(schema="2", metrics=(Metric(**METRIC, magnitude="marked"),))
    line = marked.to_json_line()
    assert json.loads(line)["metrics"][0]["magnitude"] == "marked"
    assert SectionResult.model_validate_json(line) == marked
    with pytest.raises(ValidationError, match="'magnitude' is not as schema assay/2 says"):
        result(schema="2")


def test_a_line_of_an_unknown_schema_is_refused() -> None:
    with pytest.raises(ValidationError, match="there is no schema 99"):
        result(schema="99")


def test_the_digest_of_results_knows_every_field_and_no_order() -> None:
    one = result(metrics=(Metric(**METRIC), Metric(**METRIC | {"id": "m-2"})))
    two = result(section="zinc")
    turned = one.model_copy(update={"metrics": one.metrics[::-1]})
    assert records_digest([one, two]) == records_digest([two, turned])
    for changed in (
        one.model_copy(update={"metrics": one.metrics[:1]}),
        one.model_copy(update={"month": "2025-02"}),
        one.model_copy(update={"metrics": (one.metrics[0].model_copy(update={"value": Decimal(6)}),) * 2}),
    ):
        assert records_digest([one, two]) != records_digest([changed, two])
