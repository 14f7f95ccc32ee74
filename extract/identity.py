"""Stable ids: the same fact in the same text has the same id in every run."""

from __future__ import annotations

from hashlib import sha256

from extract.document import Section

__all__ = ["record_id"]

_LENGTH = 12


def record_id(section: Section, kind: str, *key: object) -> str:
    """Return `kind` and a hash over the section's text and slug and the key of the fact.

    Free text in the key is compared without regard to case and white space.
    """
    parts = [section.sha256, section.slug, kind, *(_plain(part) for part in key)]
    return f"{kind}-{sha256(chr(31).join(parts).encode('utf-8', 'surrogatepass')).hexdigest()[:_LENGTH]}"


def _plain(part: object) -> str:
    return "" if part is None else " ".join(str(part).casefold().split())
