"""Records: data classes that are frozen to the type checker, and cost no more to make than open ones.

A frozen data class sets each of its fields through `object.__setattr__`. For what a section is read with
by the hundred (tokens, words, marks) that is a tenth of the whole time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen: bool, slots: bool, eq: bool = True):
        """Make a data class that nothing changes, since the type checker sees to that."""
        return dataclass(slots=slots, eq=eq, unsafe_hash=frozen and eq)


__all__ = ["record"]
