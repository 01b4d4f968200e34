"""``sayso extract`` as a user runs it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from functional.program import COMMAND, ENVIRONMENT, STORY, VALIDATOR, piped, sayso


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles at two levels, a file that is none, and one that is empty below."""
    made = tmp_path / "articles"
    (made / "later").mkdir(parents=True)
    shutil.copy(STORY[0], made / "b.md")
    shutil.copy(STORY[1], made / "later" / "a.md")
    (made / "notes.csv").write_text("no,article")
    return made


def test_a_folder_is_walked_in_the_order_of_its_paths(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = sayso("extract", folder, "--out", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    found = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    for one in found:
        VALIDATOR.validate(one)
    paths = [one["document"]["path"] for one in found]
    assert paths == [str(folder / "b.md"), str(folder / "later" / "a.md")]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["articles", "out.jsonl"]


def test_a_line_is_what_read_prints_and_no_text_leaves_out_the_text_only() -> None:
    line = sayso("extract", STORY[0]).stdout
    whole, read = json.loads(line), json.loads(sayso("read", STORY[0], "--json").stdout)
    # extract tells no relations: they would cost more than all the rest
    assert whole["relations"] == []
    for key in whole.keys() | read.keys():
        assert key in ("relations", "readers") or whole[key] == read[key]
    assert whole["readers"] == read["readers"][:2]
    bare = json.loads(sayso("extract", STORY[0], "--no-text").stdout)
    VALIDATOR.validate(bare)
    del whole["document"]["text"]
    assert bare == whole


def test_an_article_that_fails_is_named_and_the_others_are_read(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").touch()
    missing = tmp_path / "none.md"
    out = tmp_path / "out.jsonl"
    done = sayso("extract", folder, missing, "--out", out)
    assert done.returncode == 3
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"sayso: {folder / 'empty.txt'}: ")
    assert lines[1].startswith(f"sayso: {missing}: ")
    assert lines[2] == "sayso: 2 of 4 articles could not be read"
    assert len(out.read_bytes().splitlines()) == 2


def test_a_file_whose_name_is_no_text_is_read(tmp_path: Path) -> None:
    named = os.fsencode(tmp_path) + b"/b\xff.md"
    shutil.copy(os.fsencode(STORY[0]), named)
    out = tmp_path / "out.jsonl"
    done = sayso("extract", tmp_path, "--out", out)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(out.read_bytes())["document"]["path"] == os.fsdecode(named)


def test_a_list_on_standard_input() -> None:
    listed = f"{STORY[0]}\n\n{STORY[1]}\r\n".encode()
    done = sayso("extract", "-", stdin=listed)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line)["document"]["path"] for line in done.stdout.splitlines()]
    assert found == [str(STORY[0]), str(STORY[1])]


def test_a_folder_without_articles_is_wrong_usage(tmp_path: Path) -> None:
    done = sayso("extract", tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode() == f"sayso: {tmp_path} holds no articles (.txt, .md, .html or .pdf)\n"


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    done = sayso("extract", STORY[0], "--out", tmp_path / "none" / "out.jsonl")
    assert done.returncode == 10
    assert done.stderr.decode().startswith("sayso: ")
    assert done.stderr.count(b"\n") == 1


def test_a_reader_that_stops_early_gets_no_traceback(tmp_path: Path) -> None:
    listed = tmp_path / "list"
    listed.write_text(f"{STORY[0]}\n" * 60)  # more than a pipe holds
    done = piped(f"sayso extract - < '{listed}' | head -c 10")
    assert done.stdout == b'{"document'
    assert done.stderr == b""
    assert done.returncode == 141


def test_stopping_it_leaves_no_half_file(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("what was there\n")
    half = tmp_path / "out.jsonl.part"
    run = subprocess.Popen(
        [*COMMAND, "extract", "-", "--out", str(out)],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    )
    try:
        assert run.stdin is not None
        run.stdin.write(f"{STORY[0]}\n".encode() * 100_000)
        run.stdin.close()
        run.stdin = None
        ends = time.monotonic() + 30
        while not (half.exists() and half.stat().st_size) and time.monotonic() < ends:
            time.sleep(0.05)
        assert half.exists()
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=30)
    finally:
        run.kill()
        run.wait()
    assert run.returncode == 130
    assert said == b"sayso: stopped\n"
    assert out.read_text() == "what was there\n"
    assert not half.exists()
