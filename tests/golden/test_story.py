"""The bundled story: what has to be found in it, and the same each time."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from golden.reading import EXTRACTORS, STORY, gold, read
from sayso.cli.main import program
from sayso.model.statement import Statement
from sayso.statements.extractor import Extractor

#: Article, the first words of a content, its act, and who relays it down to who says it.
MUST = [
    ("1", "A cold-storage company was allowed to fill", "assert", ["two officials"]),
    (
        "1",
        "the pallets were meant to be gone",
        "assert",
        ["A person close to the talks between the company and the city"],
    ),
    ("2", '"We never sold them the building,"', "deny", ["Ilse Marren"]),
    ("2", "Orrin Cold Stores had been allowed to keep", "assert", ["Velmor Courier", "two officials"]),
    ("3", 'he "never saw a request', "deny", ["A spokeswoman for the ministry", "Tomas Veld"]),
    ("4", "she had seen the company’s lorries", "assert", ["Velmor Courier", "Anna Dray"]),
    ("5", "the key was still missing", "confirm", ["A spokesman for the city"]),
    ("7", '"I do not recall approving anything,"', "not-recall", ["Ilse Marren"]),
    ("7", "her of changing her story", "accuse", ["Joss Hallam"]),
    ("8", '"We never sold them the building."', "deny", ["Ilse Marren"]),
    ("9", "“no witness to such an order", "correct", ["Alden Tribune"]),
]


def _statements(number: str, extractor: Extractor) -> tuple[Statement, ...]:
    (article,) = (one for one in gold("story") if one.stem.startswith(f"{number}-"))
    return read(article.document, extractor).statements


@pytest.mark.parametrize(("number", "words", "act", "chain"), MUST)
def test_a_turn_of_the_story_is_found(
    extractor: Extractor, number: str, words: str, act: str, chain: list[str]
) -> None:
    found = [
        s for s in _statements(number, extractor) if s.content.text.removeprefix("that ").startswith(words)
    ]
    assert [s.act.value for s in found] == [act]
    assert [link.name or link.description for link in found[0].chain] == chain


@pytest.mark.parametrize(
    ("number", "cue"),
    [("1", "declined to comment"), ("1", "did not respond"), ("5", "would not comment")],
)
def test_who_will_not_say_is_found_with_no_content(extractor: Extractor, number: str, cue: str) -> None:
    found = [s for s in _statements(number, extractor) if s.cue.text.startswith(cue)]
    assert [s.act.value for s in found if not s.content] == ["decline"]


@pytest.mark.parametrize(("number", "cue"), [("4", "has not said"), ("5", "does not say")])
def test_what_was_not_said_is_marked_so(extractor: Extractor, number: str, cue: str) -> None:
    found = [s for s in _statements(number, extractor) if s.cue.text == cue]
    assert [s.negated for s in found] == [True]


def test_who_does_not_recall_is_found(extractor: Extractor) -> None:
    acts = [s.act.value for s in _statements("6", extractor)]
    assert acts.count("not-recall") == 1


def test_five_outlets_ran_it() -> None:
    articles = [one.document for one in gold("story")]
    assert len(articles) >= 8
    assert len({document.publisher for document in articles}) == 5


def _extracted(paths: list[Path], out: Path, extractor: str) -> bytes:
    names = list(map(str, paths))
    done = CliRunner().invoke(program, ["extract", *names, "--out", str(out), "--extractor", extractor])
    assert done.exit_code == 0, done.output
    return out.read_bytes()


@pytest.mark.parametrize("name", EXTRACTORS)
def test_the_same_bytes_give_the_same_bytes_in_any_order(tmp_path: Path, name: str) -> None:
    paths = sorted(STORY.glob("*.md"))
    once = _extracted(paths, tmp_path / "a.jsonl", name)
    assert _extracted(paths, tmp_path / "b.jsonl", name) == once
    by_path = {json.loads(line)["document"]["path"]: line for line in once.splitlines()}
    assert list(by_path) == list(map(str, paths))
    shuffled = random.Random(7).sample(paths, len(paths))
    for order in (paths[::-1], shuffled):
        lines = _extracted(order, tmp_path / "c.jsonl", name).splitlines()
        assert lines == [by_path[str(path)] for path in order]


@pytest.mark.parametrize("name", EXTRACTORS)
def test_threads_change_nothing(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = sorted(STORY.glob("*.md"))[:3]
    monkeypatch.setenv("SAYSO_THREADS", "1")
    one = _extracted(paths, tmp_path / "1.jsonl", name)
    monkeypatch.setenv("SAYSO_THREADS", "2")
    assert _extracted(paths, tmp_path / "2.jsonl", name) == one
