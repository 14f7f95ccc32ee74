from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pages.cover import cover
from pages.words import shown


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
