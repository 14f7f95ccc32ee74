"""The sample report, where a copy of it lies beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.document import Report
from extract.reading import read_report

SAMPLE = Path(__file__).parents[4] / "shared" / "reports" / "smm-2025-01.txt"
HEADINGS = (
    """
Copper Cathode|Aluminum|Alumina|Overseas Aluminum|Overseas Metallurgical-Grade Alumina
Primary Lead|Secondary Lead|Refined Zinc|Refined Tin|Refined Nickel|Nickel Pig Iron (NPI)
Indonesian Nickel Pig Iron|Nickel Sulphate|Battery-Grade Manganese Sulphate
Electrolytic Manganese Dioxide (EMD)|Mn3O4|High-Carbon Ferrochrome|Stainless Steel|EMM|SiMn Alloy
Silicon Metal|Polysilicon|PV Module|Solar Cell|PV Film|PV-Grade EVA|PV Glass|DMC|Magnesium Ingot
Magnesium Alloy|Magnesium Powder|Titanium Dioxide|Sponge Titanium|Light Rare Earth
Medium-Heavy Rare Earth|NdFeB|Molybdenum Concentrate|Ferromolybdenum|Ammonium Paratungstate (APT)
Silver|Silver Nitrate|Antimony Ingot|Sodium Antimonate|Refined Bismuth|Lithium Carbonate
Lithium Hydroxide|Cobalt Sulphate|Co3O4|Ternary Cathode Precursor|Ternary Cathode Material
Iron Phosphate|LFP|LCO|LMO
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.fixture(scope="module")
def sample() -> Report:
    """Return the sample report."""
    if not SAMPLE.is_file():
        pytest.skip(f"the publisher's report is not part of the repository: no {SAMPLE}")
    return read_report(SAMPLE)


def test_all_sections_are_found_in_order(sample: Report) -> None:
    assert [s.heading for s in sample.sections] == HEADINGS
    slugs = [h.lower().replace(" (", "-").rstrip(")").replace(" ", "-") for h in HEADINGS]
    assert [s.slug for s in sample.sections] == slugs
    assert (sample.id, sample.month, len(HEADINGS)) == ("smm-2025-01", "2025-01", 54)


def test_every_section_is_of_a_known_commodity_and_has_text(sample: Report) -> None:
    assert [s.slug for s in sample.sections if not (s.commodity and s.group and s.body)] == []


def test_no_furniture_of_the_page_is_in_a_body(sample: Report) -> None:
    last = sample.sections[-1]
    assert "Methodology" in sample.text[last.end :]
    assert not any("Methodology" in s.body or "contact" in s.body for s in sample.sections)
    assert all(s.body.endswith(".") for s in sample.sections)
