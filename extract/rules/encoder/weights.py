"""The file of the encoder's weights: arrays by name, read once."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.rules.encoder.exact import Dense, Floats, Norm
from extract.rules.encoder.heads import CASE, CLASSES, FIGURE, MOVE, Heads
from extract.rules.encoder.layers import Encoder, Layer
from schemas.errors import DataFileError

__all__ = ["WEIGHTS", "encoder", "heads"]

WEIGHTS = Path(__file__).parent / "data" / "weights.npz"
_Arrays = Mapping[str, NDArray[Any]]


@cache
def encoder() -> Encoder:
    """Return the encoder.

    Raises:
        DataFileError: the file of its weights cannot be read, or lacks one.
    """
    arrays, layers = _arrays(), 0
    while f"layer{layers}.attending.weights" in arrays:
        layers += 1
    return Encoder(
        _of(arrays, "words"),
        _floats(arrays, "words.scales"),
        _floats(arrays, "places"),
        _norm(arrays, "embedded"),
        tuple(_layer(arrays, f"layer{at}.") for at in range(layers)),
        int(_of(arrays, "heads")),
    )


@cache
def heads() -> Heads:
    """Return what reads the encoder's rows.

    Raises:
        DataFileError: the file of the weights cannot be read, or lacks one.
    """
    arrays, asked = _arrays(), (CASE, FIGURE, MOVE)
    return Heads(
        {name: _dense(arrays, f"head.{name}") for name in (*asked, *CLASSES, *(f"{a}.told" for a in asked))},
        {name: tuple(map(str, _of(arrays, f"classes.{name}"))) for name in CLASSES},
        {name: _floats(arrays, f"told.{name}") for name in ("category", "effect")},
    )


@cache
def _arrays() -> _Arrays:
    try:
        with np.load(WEIGHTS, allow_pickle=False) as file:
            return dict(file)
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise DataFileError(f"{WEIGHTS}: cannot be read as weights ({error})") from error


def _of(arrays: _Arrays, name: str) -> NDArray[Any]:
    if name not in arrays:
        raise DataFileError(f"{WEIGHTS}: lacks {name!r}")
    return arrays[name]


def _floats(arrays: _Arrays, name: str) -> Floats:
    return _of(arrays, name).astype(np.float32)


def _dense(arrays: _Arrays, name: str) -> Dense:
    weights = np.ascontiguousarray(_of(arrays, f"{name}.weights").astype(np.float32))
    return Dense(weights, _floats(arrays, f"{name}.scales"), _floats(arrays, f"{name}.biases"))


def _norm(arrays: _Arrays, name: str) -> Norm:
    return Norm(_floats(arrays, f"{name}.gains"), _floats(arrays, f"{name}.biases"))


def _layer(arrays: _Arrays, name: str) -> Layer:
    return Layer(
        _dense(arrays, f"{name}attending"),
        _dense(arrays, f"{name}joining"),
        _norm(arrays, f"{name}joined"),
        _dense(arrays, f"{name}widening"),
        _dense(arrays, f"{name}narrowing"),
        _norm(arrays, f"{name}passed"),
    )
