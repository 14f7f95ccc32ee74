"""Data files of the package: YAML that is read once, safely, with a clear error where it is broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from schemas.errors import DataFileError

__all__ = ["load_mapping"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_mapping(path: Path) -> dict[str, Any]:
    """Return the mapping that a YAML file holds.

    Raises:
        DataFileError: the file is missing, is no YAML, or holds no mapping.
    """
    try:
        loaded = yaml.load(path.read_bytes(), Loader=_LOADER)  # a safe loader either way
    except (OSError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise DataFileError(f"{path}: cannot be read as YAML ({reason})") from error
    if not isinstance(loaded, dict):
        raise DataFileError(f"{path}: must hold a mapping")
    return loaded
