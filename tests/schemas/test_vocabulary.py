"""The closed vocabularies: codes that may stand in files, each with its one-line meaning."""

from __future__ import annotations

import re

import pytest

from schemas import errors, vocabulary
from schemas.errors import AnswerError, AssayError, InputError
from schemas.vocabulary import Term

TERMS = [kind for kind in vars(vocabulary).values() if isinstance(kind, type) and issubclass(kind, Term)]


@pytest.mark.parametrize("kind", [kind for kind in TERMS if kind is not Term])
def test_every_member_has_a_code_and_one_line_of_meaning(kind: type[Term]) -> None:
    assert len(kind) >= 2
    for member in kind:
        assert re.fullmatch(r"[a-z_]+", member.value)
        assert str(member) == member.value
        assert kind(member.value) is member
        assert member.meaning
        assert "\n" not in member.meaning


def test_every_error_is_in_the_one_tree_and_drawn_in_it() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert all(issubclass(kind, AssayError) for kind in kinds)
    assert {kind.__name__ for kind in kinds} == set(errors.__all__)
    assert all(kind.__name__ in (errors.__doc__ or "") for kind in kinds)
    # A section that fails ends no run, so it is no wrong input.
    assert not issubclass(AnswerError, InputError)
