"""Prompts: picked by name, the newest by default, each version told by its content."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from extract.model.prompt import load_prompt, newest, prompt_names
from schemas.errors import InputError
from schemas.vocabulary import Basis, Category, Direction, Indicator, Reason, Status


def test_every_member_of_every_vocabulary_is_told_with_its_meaning() -> None:
    text = load_prompt().text
    for vocabulary in (Indicator, Basis, Direction, Status, Reason, Category):
        for member in vocabulary:
            assert f"- {member.value}: {member.meaning}" in text
    assert not re.search(r"\{\w+\}", text)
    assert re.fullmatch(newest() + r"-[0-9a-f]{8}", load_prompt().version)


def test_the_newest_is_the_highest_number_not_the_last_letter(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("v2", "v10", "v9", "vivid", "v11-tried"):
        (tmp_path / f"{name}.txt").write_text("Label.")
    monkeypatch.setattr("extract.model.prompt._FOLDER", tmp_path)
    assert newest() == "v10"
    assert prompt_names() == ("v10", "v11-tried", "v2", "v9", "vivid")


def test_a_prompt_of_ones_own_is_sent_and_makes_another_run(
    chat: Any, server: Any, model: Any, section: Any, tmp_path: Path
) -> None:
    own = tmp_path / "mine.txt"
    own.write_text("Label it.\n{basis}\n")
    asked = model(prompt=str(own))
    asked.answer(section)
    sent = server.asked[0]["messages"][0]["content"]
    assert sent.startswith("Label it.\n- level: ")
    assert asked.prompt.startswith("mine-")
    assert asked.prompt != load_prompt().version


@pytest.mark.parametrize("name", ["v0", "../v1", "nowhere.txt", ""])
def test_a_prompt_that_there_is_not_is_told(name: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text(" \n")
    with pytest.raises(InputError, match="prompt"):
        load_prompt(name or str(path))
