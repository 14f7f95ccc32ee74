"""The list of commodities and how a heading is matched with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.reading.boilerplate import load_boilerplate
from extract.reading.commodities import load_commodities
from schemas.errors import DataFileError


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Copper Cathode", "copper-cathode"),
        ("COPPER CATHODES", "copper-cathode"),
        ("copper-cathode", "copper-cathode"),
        ("Aluminium", "aluminum"),
        ("aluminium alloys", "aluminum-alloy"),
        ("Nickel Sulfate", "nickel-sulphate"),
        ("Nickel Pig Iron (NPI)", "nickel-pig-iron"),
        ("NPI", "nickel-pig-iron"),
        ("NPI (Nickel Pig Iron)", "nickel-pig-iron"),
        ("Medium Heavy Rare Earths", "medium-heavy-rare-earth"),
        ("Nd-Fe-B", "ndfeb"),
        ("Mn\u2083O\u2084", "mn3o4"),
        ("Lithium-ion Batteries", "lithium-battery"),
        ("V2O5", "vanadium-pentoxide"),
        ("Copper Cathode (Lead)", None),
        ("Copper Cathode Output", None),
        ("Unobtainium", None),
        ("", None),
        ("\u00df" * 200, None),
    ],
)
def test_a_heading_is_matched_exactly(heading: str, slug: str | None) -> None:
    found = load_commodities().find(heading)
    assert (found.slug if found else None) == slug


def test_the_list_is_broad_and_its_groups_are_few() -> None:
    known = set(load_commodities().by_key.values())
    assert len(known) >= 180
    groups = {"base", "precious", "minor", "battery", "rare-earth", "ferrous", "solar"}
    assert {commodity.group for commodity in known} == groups
    assert load_commodities() is load_commodities()


def test_no_known_name_is_a_sub_label_or_a_control() -> None:
    words = load_boilerplate()
    assert not [c.name for c in load_commodities().by_key.values() if c.name.lower() in words.generic]


@pytest.mark.parametrize(
    "text",
    [
        "commodities: {}",
        "commodities: []",
        "commodities: [1]",
        "commodities: [{slug: a, name: A}]",
        "commodities: [{slug: a, name: A, group: 1}]",
        "commodities: [{slug: a, name: A, group: b, aliases: [1]}]",
        "commodities: [{slug: a, name: A, group: b}, {slug: c, name: a, group: b}]",
        "commodities: [{slug: a, name: '-', group: b}, {slug: c, name: '!', group: b}]",
        "[",
        "1",
    ],
)
def test_a_malformed_list_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text)
    with pytest.raises(DataFileError, match=r"bad\.yaml"):
        load_commodities(path)


@pytest.mark.parametrize("text", ["related: [a]", "related: a", "related: [no]", "related: []"])
def test_malformed_boilerplate_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text)
    with pytest.raises(DataFileError, match=r"bad\.yaml.*(related|aside)"):
        load_boilerplate(path)
