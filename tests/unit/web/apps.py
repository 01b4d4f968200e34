"""The app over a ledger of a test's own, asked without a network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from sayso.settings import Settings
from sayso.web.app import create_app
from sayso.web.config import WebConfig

#: An answer as the client gives it: of httpx, or of its successor.
Response = Any
WHO = "Ada Renwick"
_TOKEN = re.compile(r'name="csrf_token" value="([0-9a-f]+)"')


class Browser:
    """Asks as a browser does, and sends forms with the token of the page that they stand on."""

    def __init__(self, client: TestClient) -> None:
        self._client = client

    def get(self, path: str) -> Response:
        return self._client.get(path)

    def send(self, path: str, *, on: str, files: Any = None, **fields: str) -> Response:
        """Send the form of a page, and follow to where it leads."""
        found = _TOKEN.search(self.get(on).text)
        assert found, f"{on} has no form"
        return self._client.post(path, data={"csrf_token": found[1], **fields}, files=files)

    def bare(self, path: str, **fields: str) -> Response:
        """Send a form without a token."""
        return self._client.post(path, data=fields)


@contextmanager
def browsing(ledger: Path, **given: Any) -> Iterator[Browser]:
    """A browser at an app over the ledger at that path, which is made if it is not there."""
    settings = Settings(ledger=str(ledger), person=WHO)
    app = create_app(WebConfig(settings=settings, make=True, **given))
    with TestClient(app, base_url="http://127.0.0.1:8150") as client:
        yield Browser(client)
