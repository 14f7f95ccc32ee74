"""Answer schemas that somebody might make: written into a folder of their own, and found there."""

from __future__ import annotations

import importlib
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schemas import answers
from schemas.versions import AnswerSchema, find_schema, listed_schemas

HEAD = """
    from typing import Annotated, Any
    from pydantic import Field
    from schemas.answers import v1, v2
    from schemas.offers import Offered
    from schemas.vocabulary import *

    NAME, VERSION, FOLLOWS, TOLD = "try", "3", "assay/2", "told"
"""


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], AnswerSchema]]:
    """Return a maker of the schema try/3: the text is that of its module, behind some imports."""
    monkeypatch.setattr(answers, "__path__", [*answers.__path__, str(tmp_path)])

    def make(text: str) -> AnswerSchema:
        (tmp_path / "v3.py").write_text(textwrap.dedent(HEAD) + textwrap.dedent(text))
        importlib.invalidate_caches()
        sys.modules.pop("schemas.answers.v3", None)
        listed_schemas.cache_clear()
        return find_schema("try/3")

    yield make
    sys.modules.pop("schemas.answers.v3", None)
    listed_schemas.cache_clear()
