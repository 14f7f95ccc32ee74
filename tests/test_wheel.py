"""The installed wheel, not only the checkout, does the job: its data files are in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
OURS = (
    "assay.py",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "schemas",
    "pages",
    "extract",
    "eval",
    "experiment",
)
TEXT = "Metals in January 2025\n\nCopper Cathode\nIn January output came to 81,700 mt, down 7.46% MoM.\n"


def can_build() -> bool:
    try:
        return int(version("setuptools").partition(".")[0]) >= 77
    except PackageNotFoundError:
        return False


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the built wheel, and nothing else, is installed."""
    if not can_build():
        pytest.skip("building a wheel without the network needs setuptools>=77 in this environment")
    source = tmp_path_factory.mktemp("source")
    for name in OURS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source)
    wheels = tmp_path_factory.mktemp("wheels")
    target = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(source)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = wheels.glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-compile"]
    subprocess.run([*install, "--target", str(target), str(wheel)], check=True, capture_output=True)
    (target / "wheel").symlink_to(wheel)
    return target


def test_an_installed_wheel_extracts(site: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT)
    env = {**os.environ, "PYTHONPATH": str(site)}
    where = [sys.executable, "-c", "import assay, extract, schemas; print(extract.__file__, assay.__file__)"]
    found = subprocess.run(where, capture_output=True, text=True, check=True, cwd=tmp_path, env=env)
    assert all(path.startswith(str(site)) for path in found.stdout.split())
    done = subprocess.run(
        [sys.executable, site / "bin" / "assay", "extract", "report.txt", "--out", "run"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=env,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "81700" in (tmp_path / "run" / "metrics.csv").read_text()


def test_every_file_of_the_packages_is_in_the_wheel(site: Path) -> None:
    with ZipFile(site / "wheel") as wheel:
        held = set(wheel.namelist())
    ours = {
        path.relative_to(ROOT).as_posix()
        for folder in ("schemas", "pages", "extract", "eval", "experiment")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".md"
    }
    assert ours - held == set()
    assert not any(name.startswith(("tests/", "benchmarks/", "gold/")) for name in held)
