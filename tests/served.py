"""Apps that serve a ledger, for tests."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi.testclient import TestClient

from sayso import assembly
from sayso.adding.add import add
from sayso.adding.sources import ways_of
from sayso.settings import Settings
from sayso.web.app import create_app
from sayso.web.config import WebConfig
from sayso.web.safety.accounts import Accounts
from sayso.web.safety.passwords import hashed
from sayso.web.safety.who import Role

STORY = sorted((Path(__file__).parents[1] / "examples" / "story").glob("*.md"))
HERE = "http://127.0.0.1"
PASSWORD = "ten characters and more"


def settings(place: Path) -> Settings:
    """A ledger, read with the rules, which need no weights; Ada decides."""
    return Settings(ledger=str(place), extractor="rules_v1", person="Ada Renwick")


def story(place: Path) -> Path:
    """The ledger of the bundled story, with what stands against what."""
    chosen = settings(place)
    with assembly.ledger(chosen, make=True) as ledger:
        found = add(
            ledger,
            [str(path) for path in STORY],
            assembly.extractor(chosen),
            ways_of(ledger),
            assembly.relater(ledger),
        )
        assert all(outcome.added for outcome in found)
    return place


def accounts(place: Path) -> Path:
    """A file with a reader, a reviewer and an editor, called by their roles."""
    made = Accounts(str(place), make=True)
    kept = hashed(PASSWORD)
    for role in Role:
        made.add(role.value, role, kept)
    made.close()
    return place


@contextmanager
def serving(place: Path, *, people: Path | None = None, **config: Any) -> Iterator[TestClient]:
    """A client of an app of its own; the ledger is made if need be."""
    chosen = WebConfig(
        settings=settings(place), accounts=str(people) if people else None, make=True, **config
    )
    with TestClient(create_app(chosen), base_url=HERE, follow_redirects=False) as client:
        yield client


@contextmanager
def listening(place: Path, *, people: Path | None = None) -> Iterator[str]:
    """The address of a real server, in a thread of this process."""
    chosen = WebConfig(settings=settings(place), accounts=str(people) if people else None, make=True)
    server = uvicorn.Server(
        uvicorn.Config(create_app(chosen), lifespan="on", log_config=None, access_log=False, ws="none")
    )
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen(64)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [held]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{held.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def token(page: str) -> str:
    """The token in a page's form."""
    return page.split('name="csrf_token" value="')[1].split('"')[0]


def sign_in(client: TestClient, name: str, password: str = PASSWORD) -> Any:
    """Sign in as a browser does."""
    form = client.get("/login")
    sent = {"name": name, "password": password, "csrf_token": token(form.text), "next": "/"}
    return client.post("/login", data=sent)
