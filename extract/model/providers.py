"""Which server a model's name means, and which key goes to it; keys come from the environment alone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from extract.model.modes import Mode
from schemas.errors import InputError

__all__ = ["PROVIDERS", "Endpoint", "Provider", "endpoint"]

OWN_KEY = "ASSAY_API_KEY"  # wins over a provider's own


@dataclass(frozen=True, slots=True)
class Provider:
    """What is known of a provider: its default address, the variable of its key, its best mode."""

    url: str | None
    variable: str
    mode: Mode = Mode.JSON_SCHEMA


PROVIDERS: Mapping[str, Provider] = {
    "openai": Provider("https://api.openai.com/v1", "OPENAI_API_KEY"),
    "azure": Provider(None, "AZURE_OPENAI_API_KEY"),
    "openrouter": Provider("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", Mode.TOOLS),
    "groq": Provider("https://api.groq.com/openai/v1", "GROQ_API_KEY", Mode.TOOLS),
    "deepseek": Provider("https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", Mode.TOOLS),
    "mistral": Provider("https://api.mistral.ai/v1", "MISTRAL_API_KEY", Mode.TOOLS),
    "ollama": Provider("http://localhost:11434/v1", "OLLAMA_API_KEY"),
    "vllm": Provider("http://localhost:8000/v1", "VLLM_API_KEY"),
    "llamacpp": Provider("http://localhost:8080/v1", "LLAMACPP_API_KEY"),
    "lmstudio": Provider("http://localhost:1234/v1", "LMSTUDIO_API_KEY"),
    "local": Provider(None, "LOCAL_API_KEY"),
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model at an address; `key` is never shown, `variable` tells where it came from.

    `batch` tells that requests go through a batch API, and are priced so.
    """

    provider: str
    model: str
    url: str
    key: str | None = field(repr=False)
    variable: str
    mode: Mode
    is_local: bool
    batch: bool = False


def endpoint(model: str, base_url: str | None = None, *, keyless: bool = False) -> Endpoint:
    """Return the endpoint of a model's name, `PROVIDER/NAME`; with `keyless` a key may be missing.

    A provider's key goes to the address that `base_url` gives: who names a provider means its key.

    Raises:
        InputError: the name has no such form, no address is known, or a key is missing.
    """
    name, slash, rest = model.partition("/")
    if not slash or not name or not rest:
        raise InputError(
            f"there is no model {model!r}: give 'rules', or PROVIDER/NAME as in openai/gpt-5-mini"
        )
    known = PROVIDERS.get(name, Provider(None, f"{_variable(name)}_API_KEY"))
    url = (base_url or known.url or "").strip().rstrip("/")
    if not url:
        raise InputError(f"no address is known for {name!r}: pass --base-url, as in http://localhost:8000/v1")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError("--base-url must be an address such as http://localhost:8000/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InputError(f"--base-url must hold no user, password or query; the key comes from {OWN_KEY}")
    local = _is_local(parts.hostname)
    key = _key(OWN_KEY) or _key(known.variable)
    if key is None and not local and not keyless:
        raise InputError(
            f"no key for {name} at {parts.hostname}: set {known.variable} or {OWN_KEY} in the environment"
        )
    variable = OWN_KEY if _key(OWN_KEY) else known.variable
    return Endpoint(name, rest, url, key, variable, known.mode, local)


def _variable(name: str) -> str:
    return "".join(char if char.isascii() and char.isalnum() else "_" for char in name).upper()


def _key(variable: str) -> str | None:
    """Return a key of the environment; what cannot stand in a header is no key."""
    key = os.environ.get(variable, "").strip()
    if key and not (key.isascii() and key.isprintable()):
        raise InputError(f"{variable} holds characters that no key has")
    return key or None


def _is_local(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
