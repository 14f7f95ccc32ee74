from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from extract.api import results
from extract.pages import load_run
from extract.pages.cover import cover
from extract.pages.marks import mark_text
from extract.pages.words import shown


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


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8))
def test_cover_tells_for_every_place_which_spans_hold_it(pairs: list[tuple[int, int]]) -> None:
    spans = [(min(pair), max(pair), n) for n, pair in enumerate(pairs)]
    cuts = sorted({0, 20, *(edge for a, b, _ in spans for edge in (a, b))})
    for start, end, found in cover(spans, cuts):
        for at in range(start, end):
            assert found == tuple(n for a, b, n in spans if a <= at < b)


def test_text_that_hides_or_reorders_is_spelled_out() -> None:
    assert shown("a\u202eb\u0000\u2028\ud800\n\t√") == "a[U+202E]b[U+0000][U+2028][U+D800]\n\t√"
    assert shown("81,700 mt, 铜 −1") == "81,700 mt, 铜 −1"


def test_the_results_of_the_page_are_those_of_the_run(calm: Path) -> None:
    assert [result for _, result in load_run(calm).sections] == list(results(calm))
