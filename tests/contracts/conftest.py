"""One body of tests over every backend of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postgres_server import NoServerError, Server, serving
from sayso.ledger.opening import open_ledger
from sayso.ledger.writing import SqlLedger

Make = Callable[[], SqlLedger]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    try:
        with serving() as server:
            yield server
    except NoServerError as error:
        pytest.skip(str(error))


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    server: Server = request.getfixturevalue("postgres")
    return server.empty()


@pytest.fixture
def ledger(place: str) -> Iterator[SqlLedger]:
    found = open_ledger(place, by="tests")
    yield found
    found.close()
