"""Every route is guarded: what holds for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

import served
from sayso.web.app import create_app
from sayso.web.config import WebConfig
from sayso.web.safety import csrf, guard


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with served.serving(tmp_path / "empty.db") as found:
        yield found


def routes(client: TestClient) -> list[tuple[str, str]]:
    """Every method and path of the app, with something in the path's places."""
    app: Any = client.app
    return sorted(
        (method, str(route.path).replace(":path", ""))
        for route in iter_route_contexts(app.routes)
        for method in route.methods or ()
    )


def filled(path: str) -> str:
    """A path with its places filled."""
    for name in ("number", "position", "shown"):
        path = path.replace(f"{{{name}}}", "1")
    return "/".join("0123456789abcdef" if part.startswith("{") else part for part in path.split("/"))


def test_whatever_changes_something_needs_the_forms_token(client: TestClient) -> None:
    changing = [(method, path) for method, path in routes(client) if method not in csrf.SAFE]
    assert len(changing) > 5
    for method, path in changing:
        sent = client.request(method, filled(path), data={"csrf_token": "wrong"})
        assert sent.status_code == 403, path
        plain = client.request(method, filled(path), content=b"x", headers={"Content-Type": "text/plain"})
        assert plain.status_code == 415, path
        nothing = client.request(method, filled(path))
        assert nothing.status_code == 415, path


def test_no_page_of_another_site_sends_anything(client: TestClient) -> None:
    for method, path in routes(client):
        if method not in csrf.SAFE:
            sent = client.request(method, filled(path), headers={"Origin": "https://evil.example"})
            assert sent.status_code == 403, path


def test_every_answer_says_what_a_browser_may_do_with_it(client: TestClient) -> None:
    for method, path in [*routes(client), ("GET", "/nowhere"), ("GET", "/static/style.css")]:
        answer = client.request(method, filled(path))
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "*" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "cache-control" in answer.headers
        assert "server" not in answer.headers
        opener = answer.headers["cross-origin-opener-policy"]
        assert opener == ("unsafe-none" if path.startswith("/add/rendered") else "same-origin")


def test_no_other_name_leads_here(client: TestClient) -> None:
    for method, path in routes(client):
        answer = client.request(method, filled(path), headers={"Host": "rebound.example"})
        assert answer.status_code == 403, path


def test_a_body_is_bounded_whether_it_says_so_or_not(client: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(1000):
            yield b"x" * 1000

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/login", content=b"x" * 1_000_000, headers=form).status_code == 413
    assert client.post("/login", content=endless(), headers=form).status_code == 413
    kind = {"Content-Type": "application/json"}
    answer = client.post("/api/v1/decisions", content=endless(), headers=kind)
    assert answer.status_code == 413
    assert answer.json()["error"]["status"] == 413


def test_without_accounts_nobody_signs_in(client: TestClient) -> None:
    assert client.get("/login?next=/search").headers["location"] == "/search"
    assert client.get("/login?next=//evil.example").headers["location"] == "/"
    page = client.get("/add").text
    assert client.post("/login", data={"csrf_token": served.token(page)}).status_code == 404
    assert client.post("/logout", data={"csrf_token": served.token(page)}).status_code == 404


def test_the_forms_token_is_this_runs(tmp_path: Path) -> None:
    first = WebConfig(settings=served.settings(tmp_path / "empty.db"), make=True)
    assert first.secret != WebConfig().secret
    assert first.secret not in repr(first)
    tokens = []
    for _ in range(2):  # two processes of one run
        with TestClient(create_app(first), base_url=served.HERE) as client:
            tokens.append(served.token(client.get("/add").text))
    assert tokens[0] == tokens[1]


def test_posts_are_counted_without_accounts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_LOCAL_AT_ONCE", 3)
    monkeypatch.setattr(guard, "_LOCAL_PER_MINUTE", 1)
    with served.serving(tmp_path / "empty.db") as client:
        sent = [client.post("/api/v1/decisions", json={}).status_code for _ in range(4)]
        assert sent == [422, 422, 422, 429]
        assert [client.get("/health").status_code for _ in range(9)] == [200] * 9
