"""A finding: what a check has to say, with the spans that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.vocabulary import FindingCode

__all__ = ["Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding in one section.

    `records` are the ids of the records that carry the code (none where there is no record);
    `spans` are offsets into the section's body, the first the place to look at.
    """

    code: FindingCode
    message: str
    spans: tuple[tuple[int, int], ...] = ()
    records: tuple[str, ...] = ()
