"""Every file that cannot be read is one clear line that names it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract.reading import read_report
from extract.reading.files import MAX_BYTES, read_text
from schemas.errors import ReportError


def refused(path: Path | str) -> str:
    with pytest.raises(ReportError) as caught:
        read_report(path, "2025-01")
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(str(path).replace("\n", "\\n"))
    return message


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t\xc2\xa0\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"Silver\nup\x00", "control character 0x00 at byte 9"),
        (b"\x89PNG\r\n\x1a\n", "control character 0x1a at byte 6"),
        (b"Silver\nup \xff 3%", "byte 0xff at byte 10"),
        (b"\xef\xbb\xbfSilver\n\x92", "byte 0x92 at byte 10"),
    ],
)
def test_a_file_that_is_no_text(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert says in refused(path)


def test_missing_file_and_odd_names(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "nope.txt")
    assert "no such file" in refused(str(tmp_path / "two\nlines.txt"))
    assert "cannot be read" in refused("a\0b")
    assert "without set.yaml" in refused(tmp_path)


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as handle:
        handle.truncate(50 * 2**20)
    assert "larger than 20 MB" in refused(path)
    monkeypatch.setattr("extract.reading.files.os.fstat", lambda _: os.stat_result((0,) * 10))
    assert "larger than 20 MB" in refused(path)  # what grows, or tells no size, is cut off as well


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "full.txt"
    path.write_bytes(b"a" * MAX_BYTES)
    assert len(read_text(path)) == MAX_BYTES


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    assert "Permission denied" in refused(path)


def test_a_refused_open_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    assert "cannot be read (Permission denied)" in refused(tmp_path / "a.txt")


def test_the_text_is_the_files_own(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffe\u0301\r\nB\rC\n\u2028\ufeff".encode())
    assert read_text(path) == "e\u0301\nB\nC\n\u2028\ufeff"


def test_a_page_may_declare_its_charset(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b'<html><head><meta charset="windows-1252"></head>the month\x92s<p>')
    assert "month\u2019s" in read_text(path)


def test_importing_the_package_is_light() -> None:
    code = (
        "import sys, extract.reading; "
        "print([m for m in ('trafilatura', 'lxml', 'pandas', 'openai') if m in sys.modules])"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
