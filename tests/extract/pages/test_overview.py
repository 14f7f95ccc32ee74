from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from extract.derive import result_of
from extract.pages.drawings import draw_changes, draw_drivers
from extract.pages.overview import Change, DriverCount, Headline, count_drivers, headline
from extract.store.lines import StoredAnswer
from schemas.records import SectionResult
from schemas.vocabulary import Basis, Direction, Status

NONE: Any = (None, None)


def result(give: Any, text: str, **parts: Any) -> SectionResult:
    section = give.section(text)
    stored = StoredAnswer("r", "tin", section.section.sha256, give.answer(**parts), None, 1, None)  # type: ignore[arg-type]
    return result_of("r", section, stored)[0]


def change(give: Any, number: int, **fields: Any) -> Any:
    return give.figure(number, **{"basis": Basis.MOM, "direction": Direction.DOWN, **fields})


def test_the_whole_comes_before_a_part_and_a_figure_before_a_movement(give: Any) -> None:
    text = (
        "Tin bar output fell 4% MoM in January, total output fell 5% MoM; a fall of 6% is seen in February."
    )
    february = {"period": "2025-02", "status": Status.FORECAST}
    drawn = headline(
        result(
            give,
            text,
            figures=(change(give, 1, segment="Tin bar"), change(give, 2), change(give, 3, **february)),
            movements=(give.movement(direction=Direction.DOWN),),
        )
    )
    assert drawn.mom == (Change(-5.0, Direction.DOWN, None), Change(-6.0, Direction.DOWN, None))
    assert drawn.yoy == NONE


def test_what_is_of_a_part_only_says_so(give: Any) -> None:
    drawn = headline(
        result(give, "Tin bar output fell 4% MoM in January.", figures=(change(give, 1, segment="Tin bar"),))
    )
    assert drawn.mom[0] == Change(-4.0, Direction.DOWN, "Tin bar")


def test_a_section_without_changes_has_nothing_to_draw(give: Any) -> None:
    assert not headline(result(give, "Nothing was said."))


def test_drivers_are_counted_by_category_direction_and_whether_they_happened(give: Any) -> None:
    drivers = (
        give.driver("weak orders"),
        give.driver("soft orders", status=Status.FORECAST, period="2025-02"),
    )
    counts = count_drivers([result(give, "Output fell on weak orders and soft orders.", drivers=drivers)])
    assert counts["demand"][Direction.DOWN] == DriverCount(actual=1, expected=1)
    assert counts["demand"][Direction.UP] == DriverCount()


def test_drawings_are_well_formed_whatever_the_names_are() -> None:
    bad = '</title><script>alert("1")</script> & \u202eevil'
    rows = [
        (bad, "s-x", Headline((Change(-7.46, Direction.DOWN, bad), Change(None, Direction.UP, None)), NONE)),
        (
            "Iron Phosphate",
            "s-y",
            Headline(NONE, (Change(235.0, Direction.UP, None), Change(0.0, None, None))),
        ),
    ]
    for drawing in (
        draw_changes("base", rows, ("January 2025", "February 2025")),
        draw_drivers({"demand": dict.fromkeys(Direction, DriverCount(2, 1))}),
    ):
        tree = ElementTree.fromstring(drawing)
        assert {node.tag for node in tree.iter()} <= {"svg", "text", "path", "a", "title", "rect", "g"}
    assert "\u202e" not in draw_changes("base", rows, ("January 2025", "February 2025"))


def test_bars_go_the_way_of_the_change_and_stop_at_the_limit() -> None:
    rows = [("Tin", "s-t", Headline((Change(-5.0, None, None), Change(99.0, None, None)), NONE))]
    tree = ElementTree.fromstring(draw_changes("base", rows, ("January 2025", "February 2025")))
    bars = [node for node in tree.iter("rect") if str(node.get("class")).startswith("bar")]
    assert [bar.get("class") for bar in bars] == ["bar down actual", "bar up forecast"]
    down, up = (float(bar.get("width", "0")) for bar in bars)
    assert float(bars[0].get("x", "0")) + down == float(bars[1].get("x", "0"))
    assert up == 5 * down
    assert [node for node in tree.iter("path") if node.get("class") == "break"]
    told = next(tree.iter("title")).text
    assert told == "Tin: January 2025 actual MoM −5 %; February 2025 forecast MoM +99 %"
