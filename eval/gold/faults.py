"""Faults of a gold set: each one line with file, record and mend."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Fault"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `warning` marks what counts against the annotator and not against the label."""

    file: str
    record: str
    message: str
    mend: str
    warning: bool = False

    def line(self) -> str:
        """Return the one line that is printed."""
        kind = "warning" if self.warning else "fault"
        return f"{kind}: {self.file}: {self.record}: {self.message}; {self.mend}"
