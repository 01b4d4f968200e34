"""What the README shows is true: its commands run, and its excerpt is what is printed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from functional.program import ENVIRONMENT, ROOT, sayso

README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the examples and nothing else, and a program called sayso."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    program = tmp_path / "bin" / "sayso"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m sayso.cli.main \"$@\"\n")
    program.chmod(0o755)
    return tmp_path


def run(clone: Path, command: list[str]) -> str:
    path = f"{clone / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        capture_output=True,
        cwd=clone,
        env={**ENVIRONMENT, "PATH": path},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return done.stdout.decode()


@pytest.mark.parametrize("block", blocks("shell"), ids=lambda block: block.split("\n")[0][:50])
def test_a_command_runs_as_it_stands(clone: Path, block: str) -> None:
    said = run(clone, ["bash", "-euo", "pipefail", "-c", block])
    written = [clone / name for name in re.findall(r"--(?:html|out) (\S+)", block)]
    assert all(path.stat().st_size > 1000 for path in written)
    assert said or written


@pytest.mark.parametrize("block", blocks("python"))
def test_the_python_runs_as_it_stands(clone: Path, block: str) -> None:
    lines = run(clone, [sys.executable, "-c", block]).splitlines()
    assert any(line.startswith("Velmor Courier → two officials · assert · ") for line in lines)


def test_there_are_blocks_of_each_kind() -> None:
    assert len(blocks("shell")) >= 5
    assert len(blocks("python")) == len(blocks("json")) == 1


def test_the_excerpt_is_what_is_printed() -> None:
    done = sayso("read", ROOT / "examples/story/2-wire-never-sold.md", "--json", "--extractor", "model_v1")
    (excerpt,) = blocks("json")
    assert json.loads(excerpt) == json.loads(done.stdout)["statements"][2]


def test_every_target_that_is_named_is_in_the_makefile() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = set(re.findall(r"\bmake (demo|test|check)\b", README))
    assert named == {"demo", "test", "check"}
    assert named <= set(targets)


def test_every_option_that_is_named_is_an_option() -> None:
    known = b"".join(sayso(name, "--help").stdout for name in ("read", "extract", "trace"))
    prose = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"`(--[a-z][a-z-]+)", prose))
    assert {"--html", "--json", "--allow-private", "--extractor"} <= named
    assert all(option.encode() in known for option in named)
