"""Bytes to text: every way that a file can fail to be a text is one clear `ReportError`."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

from schemas.errors import ReportError

__all__ = ["MAX_BYTES", "looks_like_html", "read_text", "shown"]

MAX_BYTES = 20 * 2**20

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_HTML_START = re.compile(
    r"<(?:!doctype\s+html|!--|\?xml|html|head|body|meta|title|script|style|article|main|section"
    r"|header|nav|div|table|ul|p|h[1-6])[\s>]",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([\w.:-]{2,40})""", re.IGNORECASE)
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})


def shown(path: Path | str) -> str:
    """Return a path as it was given, on one line."""
    return str(path).translate({10: "\\n", 13: "\\r"})


def looks_like_html(path: Path, text: str) -> bool:
    """Tell whether a text is a page, by the file's suffix or by how the text starts."""
    return path.suffix.lower() in _HTML_SUFFIXES or bool(_HTML_START.match(text[:2000].lstrip()))


def read_text(path: Path | str) -> str:
    r"""Return a file's text: UTF-8 (a page may declare another charset), no BOM, "\n" newlines.

    Raises:
        ReportError: the file is missing, unreadable, too large, empty, binary or not decodable.
    """
    data = _bytes(path)
    text = _decoded(path, data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ReportError(f"{shown(path)}: the file is empty; give a report with text in it")
    return text


def _bytes(path: Path | str) -> bytes:
    try:
        with Path(path).open("rb") as handle:
            # Asked before reading, so that a huge file costs nothing.
            size = os.fstat(handle.fileno()).st_size
            data = handle.read(MAX_BYTES + 1) if size <= MAX_BYTES else b""
    except FileNotFoundError as error:
        raise ReportError(f"{shown(path)}: no such file; check the path") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise ReportError(f"{shown(path)}: cannot be read ({reason or error})") from error
    if max(size, len(data)) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        raise ReportError(f"{shown(path)}: larger than {limit} MB; no monthly report is, split it")
    return data


def _decoded(path: Path | str, data: bytes) -> str:
    control = _CONTROL.search(data)
    if control:
        byte, place = data[control.start()], control.start()
        raise ReportError(
            f"{shown(path)}: a binary file (control character 0x{byte:02x} at byte {place}); "
            "give plain text or HTML, saved as UTF-8"
        )
    offset = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return data[offset:].decode("utf-8")
    except UnicodeDecodeError as error:
        declared = _declared(data)
        if declared is not None:
            return declared
        place = error.start + offset
        raise ReportError(
            f"{shown(path)}: not UTF-8 text (byte 0x{data[place]:02x} at byte {place}); save it as UTF-8"
        ) from error


def _declared(data: bytes) -> str | None:
    """Return a page's text by the charset that its head declares, if it does and that fits."""
    charset = _CHARSET.search(data[:4096])
    if charset is None:
        return None
    try:
        return data.decode(charset[1].decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return None
