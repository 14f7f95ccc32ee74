"""Writing: parameters as the whole numbers and scales of the file that the extractor reads, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.rules.encoder.exact import WEIGHT

__all__ = ["CLASSES_OF", "arrays_of", "parameters_of", "write"]

CLASSES_OF = "classes."
"""The array of the answers to a question is called so, before its name."""
_WORD = 127


def arrays_of(
    told: Mapping[str, NDArray[np.float32]], heads: int, classes: Mapping[str, Sequence[str]]
) -> dict[str, NDArray[Any]]:
    """Return the arrays of the file: of units (inputs, units), whole, with a scale for each unit."""
    arrays: dict[str, NDArray[Any]] = {"heads": np.array(heads)}
    for name, values in told.items():
        if name.endswith(".weights"):
            whole, scales = _whole(values, WEIGHT)
            arrays[name] = np.ascontiguousarray(whole.T)
            arrays[f"{name.removesuffix('.weights')}.scales"] = scales
        elif name == "words":
            arrays["words"], arrays["words.scales"] = _whole(values, _WORD)
        else:
            arrays[name] = values.astype(np.float32)
    return arrays | {f"{CLASSES_OF}{name}": np.array(named) for name, named in classes.items()}


def parameters_of(arrays: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
    """Return the parameters of a file's arrays, to within half a step, those of units (units, inputs)."""
    told: dict[str, NDArray[np.float32]] = {}
    for name, values in arrays.items():
        stem = name.removesuffix(".weights")
        if stem != name:
            told[name] = np.ascontiguousarray(values.T * arrays[f"{stem}.scales"][:, None])
        elif name == "words":
            told[name] = values * arrays["words.scales"][:, None]
        elif values.dtype == np.float32 and not name.endswith(".scales"):
            told[name] = values
    return told


def write(arrays: Mapping[str, NDArray[Any]], path: Path) -> None:
    """Write the file, the same bytes for the same arrays."""
    np.savez(path, allow_pickle=False, **dict(sorted(arrays.items())))


def _whole(values: NDArray[np.float32], most: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return rows of whole numbers up to a largest one, and what one of them is worth in each row."""
    edges = np.abs(values).max(axis=1)
    scales = (np.where(edges == 0, 1, edges) / most).astype(np.float32)
    return np.rint(values / scales[:, None]).astype(np.int8), scales
