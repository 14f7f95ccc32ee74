"""What a report is made of: frozen data, no behaviour beyond looking a part up.

All spans are half-open code-point offsets. `Section.start` and `.end` are offsets into
`Report.text`; every span below a section is an offset into `Section.body`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from schemas.vocabulary import Qualifier, Reason

__all__ = ["Annotated", "Excluded", "Figure", "Report", "Section", "Sentence"]


@dataclass(frozen=True, slots=True)
class Section:
    """One commodity heading and the prose under it.

    `body` is the lines under the heading, each stripped, blank ones dropped, joined by newlines.
    `commodity` is the slug of a known commodity, `group` its group; both are None for an unknown one.
    """

    number: int
    slug: str
    heading: str
    start: int
    end: int
    body: str
    commodity: str | None = None
    group: str | None = None

    @property
    def sha256(self) -> str:
        """Return the hex digest of the body text."""
        return sha256(self.body.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read: its id (file stem), reference month ("2025-01"), whole text and sections."""

    id: str
    month: str
    title: str
    text: str
    sections: tuple[Section, ...]

    @property
    def sha256(self) -> str:
        """Return the hex digest of the text as read."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A numbered sentence or list item; numbers start at 1."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A numbered figure.

    `value` and `value_max` are in the base unit; `unit` is canonical, or None where the text gives
    none. `signed` tells that the text prints a sign. `step` is the size of one unit of the last
    printed digit, in the base unit: the figure's printed rounding is plus or minus half of it.
    """

    number: int
    start: int
    end: int
    sentence: int
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    qualifier: Qualifier
    signed: bool
    step: Decimal


@dataclass(frozen=True, slots=True)
class Excluded:
    """A run of digits that is no figure, with the reason."""

    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Annotated:
    """A section with its sentences, figures and excluded runs, all in text order."""

    section: Section
    month: str
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    excluded: tuple[Excluded, ...]

    def text(self, start: int, end: int) -> str:
        """Return the run of the body between two offsets."""
        return self.section.body[start:end]
