"""``sayso read`` as a user runs it."""

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
from servers import serving

ARTICLE = STORY[1]


@pytest.fixture(scope="module")
def whole() -> subprocess.CompletedProcess[bytes]:
    return sayso("read", ARTICLE, "--json")


def test_a_listing_is_readable_and_counts_its_statements() -> None:
    done = sayso("read", ARTICLE)
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert lines[0].strip() == "Velmor denies sale of pumping station after flood"
    assert lines[1].strip() == "Kestrian Wire · 2025-02-26 · Marta Lindh"
    assert lines[-1].startswith(f"{sum(' · paragraph ' in line for line in lines)} statements by ")
    assert "\x1b" not in done.stdout.decode()
    assert max(map(len, lines)) <= 100


def test_the_width_is_kept() -> None:
    done = sayso("read", ARTICLE, "--width", 40)
    assert done.returncode == 0
    assert 30 < max(len(line) for line in done.stdout.decode().splitlines()) <= 40


def test_json_holds_to_the_schema_and_offsets_count_in_the_text(
    whole: subprocess.CompletedProcess[bytes],
) -> None:
    assert (whole.returncode, whole.stderr) == (0, b"")
    found = json.loads(whole.stdout)
    VALIDATOR.validate(found)
    assert found["document"]["path"] == str(ARTICLE)
    assert found["document"]["text"] == ARTICLE.read_text("utf-8").split("---\n\n", 1)[1]
    (quoted,) = [s for s in found["statements"] if s["content"]["text"].startswith('"We never sold')]
    start, end = quoted["content"]["spans"][0]
    assert found["document"]["text"][start:end] == '"We never sold them the building,"'


def test_jsonl_prints_a_statement_a_line(whole: subprocess.CompletedProcess[bytes]) -> None:
    done = sayso("read", ARTICLE, "--jsonl")
    assert [json.loads(line) for line in done.stdout.splitlines()] == json.loads(whole.stdout)["statements"]


def test_html_writes_one_file_and_prints_nothing(tmp_path: Path) -> None:
    out = tmp_path / "marked.html"
    done = sayso("read", ARTICLE, "--html", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert out.read_text("utf-8").startswith("<!doctype html>")
    assert list(tmp_path.iterdir()) == [out]


def test_html_where_nothing_can_be_written_is_one_line(tmp_path: Path) -> None:
    done = sayso("read", ARTICLE, "--html", tmp_path / "none" / "marked.html")
    assert done.returncode == 10
    assert done.stderr.decode().startswith("sayso: ")
    assert done.stderr.count(b"\n") == 1


def test_standard_input_with_date_and_publisher_of_ones_own() -> None:
    text = "The harbour is closed, Ana Ruiz said on Friday.\n\nThe mayor declined to comment.\n"
    options = ("--json", "--published", "2024-05-08", "--publisher", "The Tern")
    done = sayso("read", "-", *options, stdin=text.encode())
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    VALIDATOR.validate(found)
    document = found["document"]
    assert (document["path"], document["publisher"], document["published"]) == ("-", "The Tern", "2024-05-08")
    assert document["text"] == text
    said = [s["said"] for s in found["statements"]]
    assert {"text": "on Friday", "start": "2024-05-03", "end": "2024-05-03"} in said
    assert [s["act"] for s in found["statements"]] == ["assert", "decline"]


def test_what_the_command_line_says_comes_before_the_page() -> None:
    done = sayso("read", ARTICLE, "--json", "--published", "2020-01-02", "--publisher", "Someone Else")
    document = json.loads(done.stdout)["document"]
    assert (document["published"], document["publisher"]) == ("2020-01-02", "Someone Else")


def test_a_reader_that_stops_early_gets_no_traceback() -> None:
    done = piped(f"sayso read '{ARTICLE}' | head -n 1")
    assert done.stdout.decode().strip() == "Velmor denies sale of pumping station after flood"
    assert done.stderr == b""
    done = piped(f"sayso read '{ARTICLE}' | true")
    assert (done.stdout, done.stderr) == (b"", b"")
    assert done.returncode in (0, 141)  # the whole listing may have fitted into the pipe


@pytest.mark.parametrize("where", ["PYTHONIOENCODING=ascii", "LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0"])
def test_a_terminal_without_the_characters_is_given_escapes(where: str) -> None:
    done = piped(f"{where} sayso read '{ARTICLE}'")
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode("ascii").splitlines()
    assert lines[1] == r"Kestrian Wire \u00b7 2025-02-26 \u00b7 Marta Lindh"
    done = piped(f"{where} sayso read nö.md")
    assert done.returncode == 11
    assert done.stderr.startswith(b"sayso: there is no file n")
    assert done.stderr.count(b"\n") == 1


def test_json_for_such_a_terminal_is_json_still() -> None:
    text = "“The road is shut,” said Zoë Ruiz 😀, the mayor.\n"
    done = piped(f"printf '%s' '{text}' | PYTHONIOENCODING=latin-1 sayso read - --json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("latin-1"))["document"]["text"] == text


def test_a_file_whose_name_is_no_text_is_read(tmp_path: Path) -> None:
    shutil.copy(os.fsencode(ARTICLE), os.fsencode(tmp_path) + b"/b\xff.md")
    done = piped("sayso read b* --json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["document"]["path"] == "b\udcff.md"


def test_stopping_it_is_one_line() -> None:
    with serving() as site:
        run = subprocess.Popen(
            [*COMMAND, "read", "--allow-private", site.silence("/never")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
        )
        try:
            ends = time.monotonic() + 30
            while not site.requests and time.monotonic() < ends:
                time.sleep(0.02)
            run.send_signal(signal.SIGINT)
            said = run.communicate(timeout=30)
        finally:
            run.kill()
            run.wait()
    assert said == (b"", b"sayso: stopped\n")
    assert run.returncode == 130


def test_a_web_page_is_read(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!DOCTYPE html><html lang=en><title>Ferry</title><article><h1>Ferry stops</h1>"
        "<p>The ferry to Lindholm stopped on Monday after its engine failed at the pier.</p>"
        "<p>&ldquo;Nobody told us,&rdquo; said Ana Ruiz, who sells tickets at the quay.</p>"
        "<p>The company, which has run the line since 1988, declined to comment on the matter.</p>"
        "</article></html>",
        encoding="utf-8",
    )
    done = sayso("read", page, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    VALIDATOR.validate(found)
    assert [s["speaker"]["name"] for s in found["statements"]][:1] == ["Ana Ruiz"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "a.txt", "--json", "--jsonl"],
        ["read", "a.txt", "--extractor", "none"],
        ["reed", "a.txt"],
    ],
)
def test_wrong_usage_ends_with_2_and_no_traceback(arguments: list[str]) -> None:
    done = sayso(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr
    assert b"Traceback" not in done.stderr
