"""The system prompt: versioned text files with the vocabularies filled in.

A prompt is `prompts/NAME.txt`, or any text file that ends in `.txt`. Where it holds `{indicator}`,
`{basis}` and so on, the members of that vocabulary are printed with their meanings, as the answer schema
offers them; what the schema itself and a user's overlay have to tell stands behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from extract.overlay.words import prompt_addition
from schemas.errors import DataFileError, InputError
from schemas.versions import DEFAULT, find_schema

__all__ = ["Prompt", "load_prompt", "newest", "prompt_names"]

_FOLDER = Path(__file__).parent / "prompts"
_NUMBERED = re.compile(r"v(\d+)")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt's name and its text, ready to be sent."""

    name: str
    text: str

    @property
    def version(self) -> str:
        """Return the name with a hash of the text, the vocabularies in it included."""
        return f"{self.name}-{sha256(self.text.encode()).hexdigest()[:8]}"


def prompt_names() -> tuple[str, ...]:
    """Return the names of the prompts that Assay brings."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.txt")))


def newest() -> str:
    """Return the default: of the prompts named by a number (`v1`, `v2` …), the one with the highest."""
    numbers = [int(match[1]) for name in prompt_names() if (match := _NUMBERED.fullmatch(name))]
    return f"v{max(numbers)}"


@cache
def load_prompt(name: str | None = None, schema: str = DEFAULT) -> Prompt:
    """Return a prompt by its name, or from a file of one's own (`./mine.txt`); the newest where None.

    It is made for a version of the answer schema.

    Raises:
        InputError: there is no prompt or schema of that name.
        DataFileError: a file that cannot be read, or holds nothing.
    """
    name = name or newest()
    own = name.endswith(".txt")
    if not own and name not in prompt_names():
        raise InputError(
            f"there is no prompt {name!r}: give one of {', '.join(prompt_names())}, or a file.txt"
        )
    path = Path(name) if own else _FOLDER / f"{name}.txt"
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise DataFileError(f"{path}: the prompt cannot be read ({type(error).__name__})") from error
    if not text:
        raise DataFileError(f"{path}: the prompt is empty")
    version = find_schema(schema)
    text = "\n\n".join(filter(None, (text, version.told, prompt_addition())))
    for vocabulary, members in version.vocabularies.items():
        lines = "\n".join(f"- {code}: {meaning}" for code, meaning in members.items())
        text = text.replace(f"{{{vocabulary.lower()}}}", lines)
    return Prompt(path.stem, text)
