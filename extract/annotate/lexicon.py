"""Units and number words as the data files give them, compiled once into lookups and patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from extract.datafiles import load_mapping

__all__ = ["Units", "Words", "alternatives", "folded", "plain", "units", "words"]

_DATA = Path(__file__).parent / "data"
_REMEMBERED = 1024
# Letters that `re.IGNORECASE` takes for ASCII ones, though `str.lower` leaves them as they are.
_LOOKALIKES = str.maketrans({"\u017f": "s", "\u212a": "k", "\u0131": "i", "\u0130": "i"})


def plain(text: str) -> str:
    """Return a text in lower case, as `re.IGNORECASE` compares it with ASCII letters."""
    return (text if text.isascii() else text.translate(_LOOKALIKES)).lower()


@lru_cache(maxsize=_REMEMBERED)
def folded(form: str) -> str:
    """Return the key of a form as printed: lower case, single spaces."""
    return " ".join(plain(form).split())


def alternatives(forms: Iterable[str]) -> str:
    """Return a pattern of literal alternatives, longest first, with any white space for a space.

    Those with the same first letter are passed over at once where it does not stand: "t(?:welve|en|wo)".
    """
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    groups: dict[str, list[str]] = {}
    for form in ordered:
        groups.setdefault(form[:1].casefold(), []).append(form)
    return "|".join(_begun_alike(group) for group in groups.values())


def _begun_alike(forms: Sequence[str]) -> str:
    """Return a pattern of forms whose first letter is the same, but for its case."""
    texts = [r"\s+".join(map(re.escape, form.split())) for form in forms]
    if len(texts) == 1 or any(form[:1] != forms[0][:1] for form in forms) or not forms[0][:1].isalpha():
        return "|".join(texts)
    return f"{texts[0][0]}(?:{'|'.join(text[1:] for text in texts)})"


@dataclass(frozen=True)
class Units:
    """Unit lookups: keys are forms in lower case with single spaces (`cased` ones as printed)."""

    multipliers: dict[str, Decimal]
    beside_unit: dict[str, Decimal]
    ratios: dict[str, str]
    measures: dict[str, tuple[str, Decimal]]
    cased: dict[str, tuple[str, Decimal]]
    flows: dict[str, tuple[str, Decimal]]
    times: dict[str, str]
    durations: dict[str, str]
    currencies: dict[str, str]
    small_money: dict[str, Decimal]


@dataclass(frozen=True)
class Words:
    """Word lookups, all in lower case but the element symbols."""

    months: dict[str, int]
    hedges_before: dict[str, str]
    hedges_after: dict[str, str]
    hedge_blockers: dict[str, frozenset[str]]
    hedge_gap: frozenset[str]
    countable: frozenset[str]
    countable_in_digits: frozenset[str]
    no_entry: frozenset[str]
    numbers: dict[str, Decimal]
    multiplying: dict[str, Decimal]
    multiples: dict[str, Decimal]
    fractions: dict[str, Decimal]
    labelling: tuple[str, ...]
    graded: tuple[str, ...]
    grade_after: tuple[str, ...]
    grade_before: tuple[str, ...]
    grade_matter: tuple[str, ...]
    grade_metals: tuple[str, ...]
    grade_measured: tuple[str, ...]
    elements: tuple[str, ...]


def _inverted(table: dict[str, list[str]]) -> dict[str, str]:
    return {form.lower(): canonical for canonical, forms in table.items() for form in forms}


def _scaled(table: dict[str, dict[str, int]]) -> dict[str, tuple[str, Decimal]]:
    return {
        form: (canonical, Decimal(scale))
        for canonical, forms in table.items()
        for form, scale in forms.items()
    }


def _flows(table: dict[str, list[Any]]) -> dict[str, tuple[str, Decimal]]:
    return {form: (str(unit), Decimal(str(scale))) for form, (unit, scale) in table.items()}


@cache
def units() -> Units:
    """Load the unit lexicon."""
    data = load_mapping(_DATA / "units.yaml")
    plain = {form: (unit, Decimal(1)) for form, unit in _inverted(data["measures"]).items()}
    return Units(
        multipliers={k: Decimal(v) for k, v in data["multipliers"].items()},
        beside_unit={k: Decimal(v) for k, v in data["beside_unit_multipliers"].items()},
        ratios=_inverted(data["ratios"]),
        measures=plain | _scaled(data["scaled"]),
        cased=_scaled(data["cased"]) | _flows(data["cased_flows"]),
        flows=_flows(data["flows"]),
        times=_inverted(data["times"]),
        durations=_inverted(data["durations"]),
        currencies=_inverted(data["currencies"]) | {k: str(v[0]) for k, v in data["small_money"].items()},
        small_money={k: Decimal(str(v[1])) for k, v in data["small_money"].items()},
    )


@cache
def words() -> Words:
    """Load the word lexicon."""
    data = load_mapping(_DATA / "words.yaml")
    months = {name: index for index, name in enumerate(data["months"], 1)}
    for short in data["month_abbreviations"]:
        months[short] = next(i for name, i in months.items() if name.startswith(short[:3]))
    return Words(
        months=months,
        hedges_before=_inverted(data["hedges_before"]),
        hedges_after=_inverted(data["hedges_after"]),
        hedge_blockers={k: frozenset(v) for k, v in data["hedge_blockers"].items()},
        hedge_gap=frozenset(data["hedge_gap"]),
        countable=frozenset(data["countable"]),
        countable_in_digits=frozenset(data["countable_in_digits"]),
        no_entry=frozenset([*data["own_measure"], *data["numbered"]]),
        numbers={k: Decimal(v) for k, v in data["number_words"].items()},
        multiplying={k: Decimal(v) for k, v in data["multiplying_words"].items()},
        multiples={k: Decimal(v) for k, v in data["multiples"].items()},
        fractions={k: Decimal(v) for k, v in data["fraction_words"].items()},
        labelling=tuple(data["labelling"]),
        graded=tuple(data["graded"]),
        grade_after=tuple(data["grade_after"]),
        grade_before=tuple(data["grade_before"]),
        grade_matter=tuple(data["grade_matter"]),
        grade_metals=tuple(data["grade_metals"]),
        grade_measured=tuple(data["grade_measured"]),
        elements=tuple(data["element_symbols"]),
    )
