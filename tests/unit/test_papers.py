"""The papers of the house say what is so."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sayso import errors
from sayso.model.relation import RelationKind
from sayso.model.speaker import Kind
from sayso.model.statement import Act, Certainty

ROOT = Path(__file__).parents[2]
PAPERS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def tree(root: type[errors.SaysoError]) -> list[type[errors.SaysoError]]:
    return [root, *(e for child in root.__subclasses__() for e in tree(child))]


def test_the_table_of_errors_holds_each_with_its_code() -> None:
    listed = re.findall(r"^\| (\d+) \| `(\w+)` \| (\S.*) \| (\S.*) \|$", read("docs/errors.md"), re.MULTILINE)
    assert {name: int(code) for code, name, _, _ in listed} == {
        e.__name__: e.exit_code for e in tree(errors.SaysoError)
    }
    codes = [int(code) for code, _, _, _ in listed]
    assert codes == sorted(set(codes))


def test_every_dependency_has_its_reason() -> None:
    project: dict[str, Any] = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = [
        *project["dependencies"],
        *(d for extra in project["optional-dependencies"].values() for d in extra),
    ]
    names = {re.split(r"[\[<>=! ]", line)[0] for line in wanted}
    rows = dict(re.findall(r"^\| `([\w.-]+)` \| (\S.+) \|$", read("ARCHITECTURE.md"), re.MULTILINE))
    assert names <= set(rows)


def test_every_room_is_in_the_architecture() -> None:
    own = {p.name for p in (ROOT / "src" / "sayso").iterdir() if not p.name.startswith(("_", "py.typed"))}
    named = re.findall(r"`(\w+)(?:/|\.py)`", read("ARCHITECTURE.md"))
    assert {name.removesuffix(".py") for name in own} <= set(named)


def test_every_file_that_the_architecture_names_is_there() -> None:
    files = {p.name for folder in ("src", "tests") for p in (ROOT / folder).rglob("*.*")}
    named = set(re.findall(r"`(?:[\w/]+/)?(\w+\.(?:py|toml))`", read("ARCHITECTURE.md")))
    assert len(named) > 40
    assert named - files == {"pyproject.toml"}


@pytest.mark.parametrize("words", [Act, Certainty, Kind, RelationKind])
def test_the_glossary_has_the_closed_lists(words: Any) -> None:
    glossary = read("docs/glossary.md")
    assert [word.value for word in words if f"`{word.value}`" not in glossary] == []


def test_the_glossary_is_in_order() -> None:
    terms = re.findall(r"^\*\*([\w ]+)\*\*", read("docs/glossary.md"), re.MULTILINE)
    assert len(terms) > 20
    assert terms == sorted(terms)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: p.name)
def test_links_lead_somewhere(paper: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", paper.read_text("utf-8"))
    assert [link for link in links if not (paper.parent / link).exists()] == []


def test_decisions_are_numbered_without_a_gap_and_listed() -> None:
    pages = sorted(p for p in (ROOT / "docs" / "decisions").glob("*.md") if p.name != "README.md")
    numbers = [int(p.name[:4]) for p in pages]
    assert numbers[0] == 1
    assert all(b == a + 1 for a, b in pairwise(numbers))
    index = read("docs/decisions/README.md")
    assert [p.name for p in pages if f"({p.name})" not in index] == []


def test_the_changelog_has_what_is_not_released() -> None:
    assert re.search(r"^## \[Unreleased\]$", read("CHANGELOG.md"), re.MULTILINE)
