"""The shapes that a server may take: where it lacks one, the next plainer one is used, with a message."""

from __future__ import annotations

import logging
from threading import Lock

from extract.model.modes import Mode, Shape
from extract.model.prompt import Prompt
from extract.model.settings import Settings

__all__ = ["Ladder"]

logger = logging.getLogger("assay.model")

_PLAINER: dict[Mode, tuple[tuple[Mode, bool], ...]] = {
    Mode.JSON_SCHEMA: ((Mode.JSON_SCHEMA, False), (Mode.JSON, True), (Mode.MD_JSON, True)),
    Mode.TOOLS: ((Mode.TOOLS, False), (Mode.JSON, True), (Mode.MD_JSON, True)),
    Mode.JSON: ((Mode.MD_JSON, True),),
    Mode.MD_JSON: (),
}


class Ladder:
    """The shape in use; shared by threads."""

    def __init__(self, settings: Settings, usual: Mode, prompt: Prompt) -> None:
        """Begin with the mode that was set, then the only one, or with the provider's usual one."""
        self._prompt, self._schema, self._lock = prompt, settings.schema, Lock()
        first = Mode(settings.mode or usual)
        self._rest = [] if settings.mode else list(_PLAINER[first])
        self.first = self.current = Shape(first, prompt, settings.schema)

    def lower(self, refused: Shape) -> bool:
        """Take the next shape in place of one that the server refused; tell whether there is another."""
        with self._lock:
            if refused is not self.current:
                return True  # another thread has seen it, too
            if not self._rest:
                return False
            mode, strict = self._rest.pop(0)
            how = "" if strict else " without strict"
            logger.warning("the server refuses mode %s: %s%s from now on", refused.mode, mode, how)
            self.current = Shape(mode, self._prompt, self._schema, strict=strict)
            return True
