"""``make demo``: the bundled story and its ledger, from the recipe that the README names."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from functional.program import ENVIRONMENT, ROOT, STORY

#: Set by a `make test` that this runs under; they are about that run.
_OF_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")


def test_the_demo_reads_every_article_of_the_story(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    bins = tmp_path / "bin"
    bins.mkdir()
    program = bins / "sayso"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m sayso.cli.main \"$@\"\n")
    program.chmod(0o755)
    done = subprocess.run(
        ["make", "--silent", f"--old-file={tmp_path}/.made", "demo", f"VENV={tmp_path}", f"BIN={bins}"],
        capture_output=True,
        env={k: v for k, v in ENVIRONMENT.items() if k not in _OF_MAKE},
        cwd=tmp_path,
        timeout=240,
        check=False,
    )
    said = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    counts = [line for line in said.splitlines() if " statements by " in line]
    assert len(counts) == len(STORY)
    assert all(int(line.split()[0]) >= 5 for line in counts)
    titles = [path.read_text("utf-8").split("title: ", 1)[1].split("\n")[0].strip("\"'") for path in STORY]
    for title in titles:
        assert title[:40] in said
    assert said.count(" · paragraph ") >= 80
    assert (tmp_path / "demo.db").stat().st_size > 100_000
    *_, opens, _, _ = said.splitlines()
    assert opens.strip() == f"{bins}/sayso serve --ledger demo.db"
