"""What is installed: all that the program needs, and none of what only training does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from functional.program import ROOT


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """The files of the wheel, with their sizes in bytes."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    (wheel,) = folder.iterdir()
    with ZipFile(wheel) as opened:
        return {one.filename: one.file_size for one in opened.infolist()}


def test_the_wheel_holds_every_file_of_the_package_that_a_run_reads(inside: dict[str, int]) -> None:
    package = ROOT / "src" / "sayso"
    wanted = {
        path.relative_to(package.parent).as_posix(): path.stat().st_size
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and (package / "lab") not in path.parents
    }
    assert "sayso/relations/weights/model.onnx" in wanted
    assert wanted.items() <= inside.items()


def test_the_wheel_holds_no_texts_to_train_on(inside: dict[str, int]) -> None:
    written = ROOT / "src" / "sayso" / "lab" / "relations"
    assert list(written.glob("*/*.txt"))
    assert [name for name in inside if Path(name).match("lab/relations/*/*.txt")] == []
