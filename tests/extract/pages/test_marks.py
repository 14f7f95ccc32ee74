from __future__ import annotations

from pathlib import Path

from extract.api import results
from extract.pages import load_run
from pages.marks import mark_text


def test_the_pieces_of_a_section_are_its_text(calm: Path, hostile: Path) -> None:
    for run in (calm, hostile):
        for text, result in load_run(run).sections:
            lines = mark_text(result, text.body, (0, 5, 9))
            whole = "\n".join("".join(p.text for part in line for p in part.pieces) for line in lines)
            assert whole == text.body


def test_every_figure_is_a_piece_with_its_state(calm: Path) -> None:
    states = set()
    for text, result in load_run(calm).sections:
        pieces = {
            (p.start, p.end): p for line in mark_text(result, text.body) for part in line for p in part.pieces
        }
        for metric in result.metrics:
            assert metric.figure is not None
            piece = pieces[metric.figure.start, metric.figure.end]
            assert piece.state == "claimed"
            assert piece.target == metric.id
            states.add(piece.state)
        for state, spans in (("unclaimed", result.unclaimed), ("rejected", result.rejected)):
            for span in spans:
                assert pieces[span.start, span.end].state == state
                states.add(state)
    assert states == {"claimed", "unclaimed", "rejected"}


def test_a_driver_without_a_figure_of_its_own_has_a_sign_where_its_evidence_begins(calm: Path) -> None:
    text, result = load_run(calm).sections[0]
    (driver,) = result.drivers
    stretches = [part for line in mark_text(result, text.body) for part in line]
    (signed,) = [part for part in stretches if part.chips]
    assert signed.start == driver.evidence.start
    assert signed.chips[0].id == driver.id
    assert signed.kind == "driver"


def test_the_results_of_the_page_are_those_of_the_run(calm: Path) -> None:
    assert [result for _, result in load_run(calm).sections] == list(results(calm))
