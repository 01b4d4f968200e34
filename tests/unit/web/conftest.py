from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import served


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the story; not to be written to."""
    return served.story(tmp_path_factory.mktemp("story") / "story.db")


@pytest.fixture(scope="session")
def people_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return served.accounts(tmp_path_factory.mktemp("people") / "people")


@pytest.fixture
def people(people_once: Path, tmp_path: Path) -> Path:
    """A file of accounts of the test's own."""
    return Path(shutil.copy(people_once, tmp_path / "people"))


@pytest.fixture(scope="session")
def reading(told: Path) -> Iterator[TestClient]:
    """A client that looks at the story."""
    with served.serving(told) as client:
        yield client


@pytest.fixture
def story(told: Path, tmp_path: Path) -> Path:
    """A copy of the story's ledger, to write to."""
    return Path(shutil.copy(told, tmp_path / "own.db"))
