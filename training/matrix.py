"""Rows of features as a matrix: 1 where a feature holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

__all__ = ["matrix"]


def matrix(rows: Sequence[Sequence[str]], least: int) -> tuple[list[str], csr_matrix]:
    """Return the names of the features that hold of `least` rows, sorted, and rows by features."""
    counted = Counter(feature for row in rows for feature in dict.fromkeys(row))
    names = sorted(name for name, count in counted.items() if count >= least)
    columns = {name: number for number, name in enumerate(names)}
    cells = [[columns[name] for name in dict.fromkeys(row) if name in columns] for row in rows]
    ends = np.cumsum([0, *(len(row) for row in cells)])
    places = np.array([cell for row in cells for cell in row], int)
    return names, csr_matrix((np.ones(len(places)), places, ends), (len(rows), len(names)))
