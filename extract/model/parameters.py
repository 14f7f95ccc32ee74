"""The parameters of a request, and what becomes of one that a model does not take."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from threading import Lock
from typing import Any

from extract.model.client import Refused

__all__ = ["DEFAULTS", "Parameters"]

logger = logging.getLogger("assay.model")
DEFAULTS: Mapping[str, Any] = {"temperature": 0}
_RENAMED = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_UNWANTED = re.compile(
    r"unsupported|not supported|n.t support|unrecognized|unknown|unexpected|not permitted|not allowed|extra",
    re.IGNORECASE,
)


class Parameters:
    """The parameters as asked for, and as this server takes them; shared by threads."""

    def __init__(self, given: Mapping[str, Any], defaults: Mapping[str, Any] = DEFAULTS) -> None:
        """Take those of the user; the defaults fill in what is missing, and null takes one away."""
        both = {**defaults, **given}
        self.asked: Mapping[str, Any] = {key: value for key, value in both.items() if value is not None}
        self._sent = dict(self.asked)
        self._lock = Lock()

    def sent(self) -> dict[str, Any]:
        """Return the parameters as they are sent now."""
        with self._lock:
            return dict(self._sent)

    def adapt(self, sent: Mapping[str, Any], refusal: Refused) -> bool:
        """Rename or drop the parameter that a refusal names; tell whether it makes sense to send again.

        A parameter is renamed once at most, then dropped, so that this comes to an end.
        """
        name = self._named(sent, str(refusal), refusal.param)
        if name is None:
            return False
        other = _RENAMED.get(name)
        with self._lock:
            if name in self._sent:
                value = self._sent.pop(name)
                if other is not None and name in self.asked and other not in self.asked:
                    self._sent[other] = value
                    logger.warning("the model does not take %s: sent as %s from now on", name, other)
                else:
                    logger.warning("the model does not take %s: left out from now on", name)
        return True

    @staticmethod
    def _named(sent: Mapping[str, Any], message: str, param: str | None) -> str | None:
        if param in sent:
            return param
        if not _UNWANTED.search(message):
            return None
        return next((name for name in sent if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", message)), None)
