"""The shared language of Assay: vocabularies, the Answer, the records, units, periods and errors.

Imports neither `extract` nor `eval`.
"""

from schemas.answer import Answer
from schemas.errors import AnswerError, AssayError, InputError
from schemas.records import Driver, Metric, SectionResult

__all__ = [
    "Answer",
    "AnswerError",
    "AssayError",
    "Driver",
    "InputError",
    "Metric",
    "SectionResult",
]
