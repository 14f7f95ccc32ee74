"""How a model is asked: the choices of one run, as the command line and scripts give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas.versions import DEFAULT

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What decides how sections are asked.

    `base_url` is the server's address (by provider where None), `mode` how the schema is told to it
    (`tools`, `json_schema`, `json`, `md_json`; by provider where None), `prompt` a prompt's name or file
    (the newest where None), `schema` the version of the answer schema (of any answerer), `tries` the one
    budget of requests for a section that get a reply, `concurrency` the most requests in flight, `timeout`
    the seconds that a server may stay silent, and `parameters` go to the model as they are. Replies are
    kept in the user's cache unless `cache` is false; `refresh` asks anew and keeps what comes. `dry` is for
    estimates: nothing is sent, and no key needed. `samples` answers are voted over where it is above 1 (the
    temperature is then the model's own, unless `parameters` give one), and `shots` examples shown.
    """

    base_url: str | None = None
    mode: str | None = None
    prompt: str | None = None
    schema: str = DEFAULT
    tries: int = 3
    concurrency: int = 8
    timeout: float = 600.0
    parameters: Mapping[str, Any] = field(default_factory=dict)
    cache: bool = True
    refresh: bool = False
    dry: bool = False
    samples: int = 1
    shots: int = 0
