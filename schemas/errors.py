"""The one error tree.

AssayError
├── InputError            bad usage or bad input: one line on stderr, exit code 2
│   ├── ReportError       a report that cannot be read, or holds no section
│   ├── MonthError        a report whose reference month cannot be known
│   ├── RunFolderError    a run folder that cannot be written, or belongs to another run
│   └── DataFileError     a lexicon, gold or configuration file that does not hold what it must
└── AnswerError           an answerer could not answer a section: the section is stored as failed

Every message is one line that says what happened and what to try.
"""

from __future__ import annotations

__all__ = [
    "AnswerError",
    "AssayError",
    "DataFileError",
    "InputError",
    "MonthError",
    "ReportError",
    "RunFolderError",
]


class AssayError(Exception):
    """Base of every error that Assay raises on purpose."""


class InputError(AssayError):
    """The caller gave something that cannot be worked on."""


class ReportError(InputError):
    """A report file cannot be read, or no section can be found in it."""


class MonthError(InputError):
    """The reference month is neither given nor found."""


class RunFolderError(InputError):
    """A run folder cannot be written, or holds another run."""


class DataFileError(InputError):
    """A data file (lexicon, gold set, configuration) is not of its form."""


class AnswerError(AssayError):
    """An answerer could not answer one section; the rest of the run goes on."""
