"""The ledger's commands as a user runs them."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from functional.ledgers import articles, rows, told, whole
from functional.program import COMMAND, ENVIRONMENT, PATIENCE, ROOT, STORY, sayso
from sayso import errors
from servers import Site
from unit.documents.pages import article

DAY = "2025-02-26"
PROSE = (
    "The city's pumps at Tarn Lock failed for three hours on the night of the flood.",
    "“We never sold them the building,” Ilse Marren, the deputy mayor, told reporters on Wednesday.",
    "Joss Hallam, who leads the opposition, said the key had been handed over in October.",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("story") / "case.db"
    done = sayso("add", STORY[0].parent, "--ledger", place, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) | {"statements": 0} == counted(added=9)
    return place


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy to change."""
    place = tmp_path / "case.db"
    place.write_bytes(made.read_bytes())
    yield place
    assert whole(place)


def counted(**given: int) -> dict[str, int]:
    """What add and reread print, without the statements."""
    return {"added": 0, "statements": 0, "known": 0, "failed": 0, "dropped": 0, **given}


def run(case: Path, command: str, *arguments: object, code: int = 0) -> list[Any]:
    done = sayso(command, *arguments, "--ledger", case, "--json")
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    return rows(done.stdout)


def refused(case: Path, error: type[errors.SaysoError], *arguments: object) -> str:
    done = sayso(*arguments, "--ledger", case)
    said = done.stderr.decode()
    assert done.returncode == error.exit_code, said
    assert said.startswith("sayso: ")
    assert said.count("\n") == 1
    return said


def test_the_same_folder_twice_adds_nothing(case: Path) -> None:
    before = told(case)
    assert run(case, "add", STORY[0].parent)[0]["known"] == 9
    assert told(case) == before


def test_who_and_show_lead_back_to_the_text(case: Path) -> None:
    found = run(case, "who", "Anna Dray")
    assert found
    assert {one["speaker"]["name"] for one in found} == {"Anna Dray"}
    days = [(one["said"] or {}).get("start") or one["document"]["published"][:10] for one in found]
    assert days == sorted(days)
    (shown,) = run(case, "show", found[0]["id"])
    assert shown["content"]["text"].split(" … ")[0] in shown["paragraph"]
    assert shown["history"][0]["kind"] == "statement"
    plain = sayso("who", "Anna Dray", "--ledger", case).stdout.decode()
    assert plain.startswith("Anna Dray\n")
    assert found[0]["id"] in plain


def test_search_with_filters(case: Path) -> None:
    found = run(case, "search", "sold building", "--act", "deny")
    assert found
    assert {one["act"] for one in found} == {"deny"}
    assert run(case, "search", "sold", "--until", "2020-01-01") == []
    assert run(case, "search", "--speaker", "Anna Dray", "--publisher", "Velmor Courier")
    refused(case, errors.UsageError, "search", "sold", "--act", "sing")
    refused(case, errors.UsageError, "search", "sold", "--since", "lately")
    refused(case, errors.UsageError, "search", "…")


def test_a_correction_a_retraction_and_their_undoing(case: Path) -> None:
    one = run(case, "who", "Anna Dray")[0]["id"]
    (entry,) = run(case, "judge", one, "--speaker", "Nora Quill", "--act", "confirm", "--by", "Ada Renwick")
    assert (entry["kind"], entry["by"]) == ("judgement", "Ada Renwick")
    (now,) = run(case, "show", one)
    assert (now["speaker"]["name"], now["act"]) == ("Nora Quill", "confirm")
    assert now["as_read"]["speaker"]["name"] == "Anna Dray"
    assert [s["id"] for s in run(case, "who", "Nora Quill")] == [one]
    run(case, "judge", "--undo", entry["position"], "--by", "Ada Renwick")
    assert run(case, "show", one)[0]["speaker"]["name"] == "Anna Dray"
    run(case, "retract", one, "--reason", "misheard", "--by", "Ada Renwick")
    (now,) = run(case, "show", one)
    assert now["retracted"]["reason"] == "misheard"
    assert "retracted by Ada Renwick" in sayso("show", one, "--ledger", case).stdout.decode()
    assert [e["kind"] for e in run(case, "log", "--limit", 3)] == ["retraction", "undo", "judgement"]
    refused(case, errors.NotInLedgerError, "judge", "none", "--act", "deny", "--by", "Ada")
    refused(case, errors.UsageError, "judge", one, "--act", "sing", "--by", "Ada")
    refused(case, errors.UsageError, "judge", one, "--by", "Ada")
    refused(case, errors.UsageError, "judge", "--by", "Ada")


def test_merges(case: Path) -> None:
    run(case, "merge", "Anna Dray", "Ilse Marren", "--by", "Ada Renwick")
    names = {one["speaker"]["name"] for one in run(case, "who", "Anna Dray")}
    assert names == {"Anna Dray", "Ilse Marren"}
    assert "also Anna Dray" in sayso("who", "Ilse Marren", "--ledger", case).stdout.decode()
    run(case, "merge", "--suggest")
    refused(case, errors.NotInLedgerError, "merge", "Anna Dray", "Nobody", "--by", "Ada")
    refused(case, errors.UsageError, "merge", "Anna Dray", "--by", "Ada")


def test_stats_log_and_verify(case: Path) -> None:
    (stats,) = run(case, "stats")
    (verdict,) = run(case, "verify")
    assert stats["head"] == verdict["head"]
    assert verdict["whole"] is True
    assert verdict["entries"] == stats["head"]["position"] == len(run(case, "log", "--after", 0))
    assert b"are whole" in sayso("verify", "--ledger", case, "--head", verdict["head"]["digest"]).stdout
    refused(case, errors.LedgerAlteredError, "verify", "--head", "0" * 63 + "1")
    refused(case, errors.UsageError, "verify", "--head", "head")


def test_what_fails_is_told_kept_and_tried_again(case: Path, tmp_path: Path) -> None:
    late = tmp_path / "late.txt"
    good = tmp_path / "good.txt"
    good.write_text("\n\n".join(PROSE), encoding="utf-8")
    done = sayso("add", late, good, "--ledger", case)
    assert done.returncode == errors.PartialFailureError.exit_code
    assert b"there is no file" in done.stderr
    assert b"1 added" in done.stdout
    (failed,) = run(case, "failures")
    assert failed["source"] == str(late)
    run(case, "retry", code=3)
    late.write_text("\n\n".join(PROSE[:2]), encoding="utf-8")
    assert run(case, "retry")[0]["added"] == 1
    assert run(case, "failures") == []
    assert [f["open"] for f in run(case, "failures", "--all")] == [False]


def test_json_lines(case: Path, tmp_path: Path) -> None:
    lines = tmp_path / "articles.jsonl"
    text = "\n\n".join(PROSE)
    good = {"title": "The pumps: again", "text": text, "publisher": "Beacon", "url": "https://b.example/1"}
    page = {"html": article(*PROSE), "url": "https://b.example/2"}
    broken = [
        json.dumps(good),
        "not json",
        '{"title": "no text"}',
        "[1]",
        "",
        json.dumps(page),
        '{"text": "a\\u0000'
        'b said he left.\\n\\n\\"No,\\" Ann Bell said on Monday, and went home to her family."}',
    ]
    lines.write_text("\n".join(broken), encoding="utf-8")
    done = sayso("add", lines, "--ledger", case)
    said = done.stderr.decode()
    assert done.returncode == 3
    for number, reason in ((2, "not JSON"), (3, "neither text nor html"), (4, "no JSON object")):
        assert f"{lines}:{number}: " in said
        assert reason in said
    assert len(run(case, "failures")) >= 3
    found = run(case, "search", "--publisher", "Beacon")
    assert {one["document"]["title"] for one in found} == {"The pumps: again"}
    assert {one["document"]["url"] for one in found} == {"https://b.example/1"}
    lines.write_text("\n".join((json.dumps(good), json.dumps(page))), encoding="utf-8")
    assert run(case, "add", lines)[0]["known"] == 2


def test_extracts_own_lines_can_be_added(tmp_path: Path) -> None:
    out, place = tmp_path / "out.jsonl", tmp_path / "case.db"
    assert sayso("extract", STORY[0], "--out", out).returncode == 0
    done = sayso("add", out, "--ledger", place, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["added"] == 1


def test_versions_of_a_page(case: Path, site: Site) -> None:
    url = site.page("/pumps", article(*PROSE).encode())
    options = (url, "--allow-private", "--published", DAY)
    run(case, "add", *options)
    assert run(case, "add", *options)[0]["known"] == 1
    site.page("/pumps", article(*PROSE).replace("flood.", "floood.").encode())
    assert run(case, "add", *options)[0]["added"] == 1
    assert run(case, "changes", url)[0]["changes"] == []
    site.page("/pumps", article(PROSE[0], PROSE[1].replace("never sold", "never lent"), PROSE[2]).encode())
    run(case, "add", *options)
    steps = run(case, "changes", url)
    assert len(steps) == 2
    (change,) = steps[1]["changes"]
    assert change["kind"] == "worded otherwise"
    assert "lent" in change["after"]["content"]["text"]
    assert "sold" in change["before"]["content"]["text"]
    assert b"worded otherwise" in sayso("changes", url, "--ledger", case).stdout
    refused(case, errors.NotInLedgerError, "changes", "https://nowhere.example/")


def test_reading_again_keeps_what_people_decided(case: Path) -> None:
    one = run(case, "who", "Anna Dray")[0]["id"]
    run(case, "judge", one, "--act", "confirm", "--by", "Ada Renwick")
    assert run(case, "reread")[0] == counted(known=9)
    assert run(case, "show", one)[0]["act"] == "confirm"


@pytest.mark.parametrize("name", ["Robert'); DROP TABLE entries;--", "%", "_", "\u202e", "a" * 5000])
def test_names_that_are_none(case: Path, name: str) -> None:
    done = sayso("who", name, "--ledger", case)
    assert done.returncode in (errors.NotInLedgerError.exit_code, errors.UsageError.exit_code)
    assert done.stderr.count(b"\n") == 1


def test_a_feed_is_read_politely_and_once(case: Path, site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /closed\n", headers={"Content-Type": "text/plain"})
    one, two = site.page("/one", article(*PROSE).encode()), site.page("/closed", article(*PROSE[:2]).encode())
    items = (
        "".join(f"<item><link>{url}</link></item>" for url in (one, two))
        + "<item><title>No link</title></item>"
    )
    feed = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
    url = site.page("/news.xml", feed, headers={"ETag": '"7"', "Content-Type": "application/rss+xml"})
    (first,) = run(case, "add", "--feed", url, "--allow-private", code=3)
    assert first | {"statements": 0} == counted(added=1, failed=1, dropped=1)
    assert [f["error"] for f in run(case, "failures")] == ["RobotsError"]
    assert [d["names"] for d in run(case, "failures", "--dropped")] == [["No link"]]
    asked = len(site.requests)
    site.page("/news.xml", b"", 304)
    assert run(case, "add", url, "--allow-private")[0] == counted()
    assert [(path, sent.get("If-None-Match")) for path, sent in site.requests[asked:]] == [
        ("/news.xml", '"7"')
    ]
    run(case, "retry", "--allow-private", code=3)
    assert "/closed" not in [path for path, _ in site.requests]
    assert run(case, "add", two, "--allow-private")[0]["added"] == 1  # a person asks for this page
    assert run(case, "failures") == []


def test_a_feed_that_is_a_page(case: Path, site: Site) -> None:
    url = site.page("/news", article(*PROSE).encode())
    done = sayso("add", "--feed", url, "--allow-private", "--ledger", case)
    assert done.returncode == 3
    assert b"is no RSS or Atom feed" in done.stderr


def test_what_is_passed_over_is_kept_with_its_reason(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("\n\n".join(PROSE), encoding="utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    for _ in range(2):
        assert run(case, "add", folder)[0]["dropped"] == 1
    (dropped,) = run(case, "failures", "--dropped")
    assert (dropped["source"], dropped["names"]) == (str(folder), ["photo.png"])
    assert "endings" in dropped["reason"]


def test_the_chain_can_be_checked_without_sayso(case: Path) -> None:
    guide = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?:^    .*\n|^\n)+", guide, re.MULTILINE)
    (program,) = (textwrap.dedent(block) for block in blocks if "import hashlib" in block)
    log = sayso("log", "--after", 0, "--json", "--ledger", case).stdout
    (verdict,) = run(case, "verify")
    for lines, is_whole in ((log, True), (log.replace(b"Anna", b"Hanna", 1), False)):
        done = subprocess.run([sys.executable, "-c", program], input=lines, capture_output=True, check=False)
        assert (done.stdout.decode().strip() == f"head: {verdict['head']['digest']}") is is_whole


def test_stopping_with_ctrl_c(tmp_path: Path) -> None:
    folder, place = articles(tmp_path / "articles", 300), tmp_path / "case.db"
    adding = subprocess.Popen(
        [*COMMAND, "add", str(folder), "--ledger", str(place)], stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    while adding.poll() is None and not (place.exists() and documents(place)):
        time.sleep(0.05)
    adding.send_signal(signal.SIGINT)
    _, said = adding.communicate(timeout=PATIENCE)
    assert (adding.returncode, said) == (130, b"sayso: stopped\n")
    assert 0 < documents(place) < 300
    assert whole(place)


def documents(place: Path) -> int:
    try:
        return sum(kind == "document" for kind, _, _ in told(place))
    except errors.LedgerError:  # it is being made
        return 0


def test_commands_without_a_ledger(tmp_path: Path) -> None:
    commands: tuple[tuple[object, ...], ...] = (
        ("stats",),
        ("who", "Anna"),
        ("verify",),
        ("log",),
        ("retry",),
        ("judge", "--undo", 1, "--by", "Ada"),
    )
    for command in commands:
        assert "sayso add makes one" in refused(tmp_path / "none.db", errors.LedgerMissingError, *command)
    assert list(tmp_path.iterdir()) == []
