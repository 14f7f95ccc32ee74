from __future__ import annotations

import json
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from pages import Kit, render
from pages.render import embedded

TEMPLATE = """{% extends "base.html" %}
{% block title %}{{ name | shown }}{% endblock %}
{% block main %}<p>{{ name | shown }}</p>{% endblock %}
"""


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    (tmp_path / "own.html").write_text(TEMPLATE)
    (tmp_path / "own.css").write_text("p { color: var(--ink); }")
    (tmp_path / "own.js").write_text("begin();")
    return Kit(tmp_path, ("own.css",), ("own.js",))


def test_a_kit_adds_its_own_template_style_and_script_to_the_shared_ones(kit: Kit) -> None:
    html = render(kit, "own.html", {"sections": []}, name="<b>Tin\u202e</b>")
    assert "<p>&lt;b&gt;Tin[U+202E]&lt;/b&gt;</p>" in html
    assert html.index(":root") < html.index("p { color: var(--ink); }")
    assert html.index("function begin()") < html.index("\nbegin();")
    assert html.count("<script") == 2


def test_a_name_that_a_template_lacks_is_an_error(kit: Kit) -> None:
    with pytest.raises(UndefinedError):
        render(kit, "own.html", {})


def test_embedded_json_is_safe_in_a_script_and_the_same_when_read() -> None:
    value = {"</script>": "<!--\u2028\u2029&\ud800\u202e\"'\\", "n": [1, 2.5, None]}
    text = embedded(value)
    assert text.isascii()
    assert not set(text) & set("<>&")
    assert json.loads(text) == value
