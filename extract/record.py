"""Records: data classes that are frozen to the type checker, and cost no more to make than open ones.

A frozen data class sets each of its fields through `object.__setattr__`. For what a section is read with
by the hundred (tokens, words, marks) that is a tenth of the whole time. A cached property takes a lock, until
Python 3.12.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
    from functools import cached_property as once
else:
    from dataclasses import dataclass

    def record(*, frozen: bool, slots: bool, eq: bool = True):
        """Make a data class that nothing changes, since the type checker sees to that."""
        return dataclass(slots=slots, eq=eq, unsafe_hash=frozen and eq)

    class once:
        """A property that is found when it is first asked for."""

        def __init__(self, find):
            """Take what finds it."""
            self._find, self.__doc__ = find, find.__doc__

        def __set_name__(self, owner, name):
            self._name = name

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            found = instance.__dict__[self._name] = self._find(instance)
            return found


__all__ = ["once", "record"]
