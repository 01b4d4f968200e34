"""The synthetic ledger, and its stopwatch."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sayso.lab.ledger import bench
from sayso.lab.ledger.ask import percentile
from sayso.lab.ledger.generate import articles
from sayso.lab.ledger.invent import world

SMALL = world(3, words=500, speakers=40, outlets=5)


def test_the_same_seed_gives_the_same_articles() -> None:
    again = world(3, words=500, speakers=40, outlets=5)
    assert again == SMALL
    assert list(articles(SMALL, 60, seed=3)) == list(articles(again, 60, seed=3))
    assert list(articles(SMALL, 60, seed=3)) != list(articles(SMALL, 60, seed=4))


def test_every_statement_stands_in_its_article() -> None:
    found = list(articles(SMALL, 200, seed=3))
    assert sum(len(a.reading.statements) for a in found) == 200
    assert len({a.reading.document.id for a in found}) == len(found)
    for one in found:
        text = one.reading.document.text
        assert one.page.content.decode() == text
        for statement in one.reading.statements:
            for passage in (statement.content, statement.cue, statement.source):
                (span,) = passage.spans
                assert text[span.start : span.end] == passage.text


def test_few_speak_often() -> None:
    said = [s.speaker.name for a in articles(SMALL, 2000, seed=3) for s in a.reading.statements]
    counts = sorted((said.count(name) for name in set(said)), reverse=True)
    assert counts[0] > 5 * counts[len(counts) // 2]


def test_percentiles() -> None:
    values = [float(n) for n in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.95), percentile([7.0], 0.95)) == (50.0, 95.0, 7.0)


def test_the_bench_prints_every_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "bench.db"
    arguments = ["bench", "--statements", "150", "--each", "1", "--ledger", str(place)]
    monkeypatch.setattr(sys, "argv", arguments)
    bench.main()
    lines = capsys.readouterr().out.splitlines()
    begins = [line.split(":")[0] for line in lines if not line.startswith(" ")]
    assert [b for b in begins if b in ("append", "size", "search", "who", "verify")] == [
        "append",
        "size",
        "search",
        "who",
        "verify",
    ]
    assert place.exists()
