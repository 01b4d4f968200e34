"""``sayso compare`` as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from functional.program import COMMAND, ENVIRONMENT, piped, sayso

CLAIM = "The mayor met the developer in March."
DENIAL = "The mayor said she never met him."
SILENCE = "The mayor declined to comment."


def test_a_pair_is_judged_with_its_reason() -> None:
    done = sayso("compare", CLAIM, SILENCE)
    assert (done.returncode, done.stderr) == (0, b"")
    first, reason = done.stdout.decode().splitlines()
    assert first.startswith("evades (")
    assert "declined to comment" in reason


def test_a_pair_as_json() -> None:
    found = json.loads(sayso("compare", CLAIM, DENIAL, "--json").stdout)
    assert set(found) == {"kind", "confidence", "because", "judge"}
    assert found["kind"] == "contradicts"
    assert 0 < found["confidence"] <= 1
    assert found["because"]


def test_a_file_gives_one_object_a_line_in_order(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text(f"\ufeff{CLAIM}\t{SILENCE}\r\n\n{CLAIM}\t{DENIAL}", encoding="utf-8")
    done = sayso("compare", "--pairs", pairs, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["kind"], one["line"]) for one in found] == [("evades", 1), ("contradicts", 3)]
    alone = json.loads(sayso("compare", CLAIM, SILENCE, "--json").stdout)
    assert {k: v for k, v in found[0].items() if k != "line"} == alone


def test_bad_lines_are_named_and_the_rest_is_done(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    good = f"{CLAIM}\t{SILENCE}".encode()
    bad = [b"one column", b"a\tb\tc", b"\xff\xfe\tx", b"\tanswer", b"x" * 70_000 + b"\ty", b"claim\t "]
    pairs.write_bytes(b"\n".join([good, *bad, good]))
    done = sayso("compare", "--pairs", pairs, "--json")
    assert done.returncode == 3
    assert [json.loads(line)["line"] for line in done.stdout.splitlines()] == [1, 8]
    complaints = done.stderr.decode().splitlines()
    assert len(complaints) == 7
    for number, complaint in enumerate(complaints[:6], 2):
        assert complaint.startswith(f"sayso: {pairs}, line {number}: ")
    assert complaints[6] == "sayso: 6 of 8 lines could not be compared"


def test_a_pipe_gets_each_answer_before_the_next_question() -> None:
    command = [*COMMAND, "compare", "--pairs", "-", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT) as running:
        assert running.stdin
        assert running.stdout
        for answer, kind in ((SILENCE, "evades"), (DENIAL, "contradicts")):
            os.write(running.stdin.fileno(), f"{CLAIM}\t{answer}\n".encode())
            assert json.loads(running.stdout.readline())["kind"] == kind
        running.stdin.close()
        assert running.wait(timeout=30) == 0


def test_a_reader_that_leaves_ends_it_quietly(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text(f"{CLAIM}\t{SILENCE}\n" * 300, encoding="utf-8")
    done = piped(f"sayso compare --pairs {pairs} --json | head -n 1")
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == b""


def test_wrong_usage() -> None:
    for arguments in ((), (CLAIM,), (CLAIM, " "), (CLAIM, DENIAL, "--pairs", "x.tsv")):
        done = sayso("compare", *arguments)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = sayso("compare", "--pairs", tmp_path / "none.tsv")
    assert done.returncode == 11
    assert b"none.tsv" in done.stderr


def test_escapes_of_the_terminal_are_not_passed_on() -> None:
    done = sayso("compare", CLAIM, "The mayor said \x1b[31mshe never met him\x1b[0m in any place.")
    assert b"\x1b" not in done.stdout
