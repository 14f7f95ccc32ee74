"""The encoder: a small transformer that reads a whole section, and what it says of figures, moves and causes.

It knows words by their context and nothing of the grammar, and errs elsewhere than the grammar's weights do:
what both say is pooled (`pooling.py`), so that neither decides alone. Its arithmetic is exact (`exact.py`):
the same text gets the same answer on any machine. `data/` holds the weights, learned by
`python -m training.encoder`, and the vocabulary; where both come from stands in its NOTICE.
"""

from extract.rules.encoder.encoded import Encoded, encoded
from extract.rules.encoder.heads import CASE, FIGURE, MOVE, POINT, OfCase, Points
from extract.rules.encoder.places import places_of
from extract.rules.encoder.pointing import Pointed, Run
from extract.rules.encoder.pooling import pooled, pooled_odds
from extract.rules.encoder.telling import in_context

__all__ = [
    "CASE",
    "FIGURE",
    "MOVE",
    "POINT",
    "Encoded",
    "OfCase",
    "Pointed",
    "Points",
    "Run",
    "encoded",
    "in_context",
    "places_of",
    "pooled",
    "pooled_odds",
]
