"""Stable ids: the same fact in the same text has the same id in every run."""

from __future__ import annotations

from hashlib import sha256

from extract.document import Section

__all__ = ["driver_id", "metric_id"]

_LENGTH = 12


def metric_id(section: Section, figure: tuple[int, int] | None, *key: object) -> str:
    """Return the id of a metric: its figure's span (None for a movement) and the key of the fact.

    `key` is indicator, basis, period, status, segment, region and entity; free text is compared
    without regard to case and white space.
    """
    return _record_id(section, "m", *(figure or ("movement",)), *key)


def driver_id(section: Section, start: int, *key: object) -> str:
    """Return the id of a driver: where its evidence starts, and the key of the fact.

    `key` is category, effect, direction, period, status, segment, region and entity.
    """
    return _record_id(section, "d", start, *key)


def _record_id(section: Section, kind: str, *key: object) -> str:
    parts = [section.sha256, section.slug, kind, *(_plain(part) for part in key)]
    digest = sha256(chr(31).join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}-{digest[:_LENGTH]}"


def _plain(part: object) -> str:
    return "" if part is None else " ".join(str(part).casefold().split())
