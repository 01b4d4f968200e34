"""Who may do what, on an app with accounts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import served
from sayso.web.safety.accounts import Accounts
from sayso.web.safety.who import Scope
from served import sign_in, token

HASH = "0123456789abcdef"


@pytest.fixture
def client(tmp_path: Path, people: Path) -> Iterator[TestClient]:
    with served.serving(tmp_path / "empty.db", people=people) as found:
        yield found


def granted(people: Path, name: str, *scopes: Scope) -> dict[str, str]:
    """The header that a program sends."""
    accounts = Accounts(str(people))
    _, given = accounts.grant(name, scopes)
    accounts.close()
    return {"Authorization": f"Bearer {given}"}


def test_nobody_sees_a_page_before_signing_in(client: TestClient) -> None:
    answer = client.get("/search?q=a b&act=deny")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Fsearch%3Fq%3Da%2520b%26act%3Ddeny"
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/login").status_code == 200


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/openapi.json", "/feeds/conflicts", "/metrics"])
def test_programs_are_told_that_they_need_a_token(path: str, client: TestClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    wrong = client.get(path, headers={"Authorization": "Bearer sayso_00000000_wrong"})
    assert wrong.status_code == 401


def test_signing_in_and_out(client: TestClient) -> None:
    answer = sign_in(client, "Reviewer")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = next(one for one in answer.headers.get_list("set-cookie") if "sayso_session=" in one)
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    page = client.get("/")
    assert page.status_code == 200
    kept = client.cookies["sayso_session"]
    out = client.post("/logout", data={"csrf_token": token(client.get("/logout").text)})
    assert out.status_code == 303
    client.cookies.set("sayso_session", kept)
    assert client.get("/").status_code == 303  # over here too, not only forgotten by the browser


def test_over_https_cookies_go_nowhere_else(tmp_path: Path, people: Path) -> None:
    with served.serving(tmp_path / "empty.db", people=people, secure=True) as client:
        client.base_url = "https://127.0.0.1"
        answer = sign_in(client, "reader")
        cookie = next(one for one in answer.headers.get_list("set-cookie") if "sayso_session=" in one)
        assert cookie.startswith("__Host-")
        assert "Secure" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
        assert "strict-transport-security" in answer.headers
        assert client.get("/").status_code == 200


@pytest.mark.parametrize(("name", "password"), [("reader", "wrong password"), ("nobody", served.PASSWORD)])
def test_a_wrong_password_and_an_unknown_name_are_told_alike(
    name: str, password: str, client: TestClient
) -> None:
    answer = sign_in(client, name, password)
    assert answer.status_code == 401
    assert "The name or the password is not right." in answer.text
    assert password not in answer.text
    assert "sayso_session" not in client.cookies
    assert answer.headers["cache-control"] == "no-store"


def test_tries_are_counted(client: TestClient) -> None:
    answers = [sign_in(client, "reader", "wrong password") for _ in range(6)]
    assert [one.status_code for one in answers] == [401] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert sign_in(client, "reader").status_code == 429  # the right one has to wait as well
    assert sign_in(client, "editor").status_code == 303


def test_signing_in_needs_the_forms_token(client: TestClient) -> None:
    sent = {"name": "reader", "password": served.PASSWORD}
    assert client.post("/login", data=sent).status_code == 403
    page = client.get("/login").text
    client.cookies.clear()  # as if another browser's form were sent
    assert client.post("/login", data={**sent, "csrf_token": token(page)}).status_code == 403


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c", "e30.aaaa.bbbb", "x" * 10_000])
def test_a_made_up_session_is_nobodys(cookie: str, client: TestClient) -> None:
    answer = client.get("/", headers={"Cookie": f"sayso_session={cookie}"})
    assert answer.status_code == 303


def test_who_is_removed_is_out_at_once(client: TestClient, people: Path) -> None:
    sign_in(client, "reader")
    assert client.get("/").status_code == 200
    accounts = Accounts(str(people))
    accounts.remove("reader")
    accounts.close()
    assert client.get("/").status_code == 303


DECISION: dict[str, Any] = {"kind": "retraction", "statement": HASH, "reason": "made up"}
ARTICLE: dict[str, Any] = {"text": "Ilse Marren said the pumps would not be needed."}


@pytest.mark.parametrize(
    ("name", "decides", "adds"), [("reader", 403, 403), ("reviewer", 404, 403), ("editor", 404, 202)]
)
def test_roles_hold_for_the_api(name: str, decides: int, adds: int, client: TestClient, people: Path) -> None:
    every = granted(people, name, *Scope)
    assert client.get("/api/v1/entries", headers=every).status_code == 200
    assert client.post("/api/v1/decisions", json=DECISION, headers=every).status_code == decides
    assert client.post("/api/v1/articles", json=ARTICLE, headers=every).status_code == adds


@pytest.mark.parametrize(
    ("scopes", "reads", "decides", "adds"),
    [
        ((Scope.READ,), 200, 403, 403),
        ((Scope.REVIEW,), 403, 403, 403),
        ((Scope.READ, Scope.REVIEW), 200, 404, 403),
        ((Scope.READ, Scope.ADD), 200, 403, 202),
    ],
)
def test_scopes_hold_for_a_token(
    scopes: tuple[Scope, ...], reads: int, decides: int, adds: int, client: TestClient, people: Path
) -> None:
    given = granted(people, "editor", *scopes)
    assert client.get("/api/v1/entries", headers=given).status_code == reads
    assert client.post("/api/v1/decisions", json=DECISION, headers=given).status_code == decides
    assert client.post("/api/v1/articles", json=ARTICLE, headers=given).status_code == adds


@pytest.mark.parametrize(
    ("name", "pages"), [("reader", (403, 403)), ("reviewer", (200, 403)), ("editor", (200, 200))]
)
def test_roles_hold_for_pages(name: str, pages: tuple[int, int], client: TestClient) -> None:
    sign_in(client, name)
    assert (client.get("/review").status_code, client.get("/add").status_code) == pages


def test_a_script_of_a_session_has_to_send_the_token_too(client: TestClient) -> None:
    sign_in(client, "editor")
    assert client.post("/api/v1/decisions", json=DECISION).status_code == 403
    own = {"X-CSRF-Token": token(client.get("/logout").text)}
    assert client.post("/api/v1/decisions", json=DECISION, headers=own).status_code == 404


def test_a_session_of_one_is_no_token_of_another(client: TestClient) -> None:
    sign_in(client, "editor")
    stolen = token(client.get("/logout").text)
    client.cookies.clear()
    sign_in(client, "reviewer")
    sent = client.post("/logout", data={"csrf_token": stolen})
    assert sent.status_code == 403


def test_a_decision_stands_under_the_name_of_who_decided(story: Path, people: Path) -> None:
    reviewer = granted(people, "reviewer", Scope.READ, Scope.REVIEW)
    with served.serving(story, people=people) as client:
        found = client.get("/api/v1/statements?limit=1", headers=reviewer).json()["items"][0]
        given = {**DECISION, "statement": found["id"]}
        made = client.post("/api/v1/decisions", json=given, headers=reviewer)
        assert made.status_code == 201
        assert made.json()["by"] == "reviewer"
        stands = client.get(f"/api/v1/statements/{found['id']}", headers=reviewer).json()
        assert stands["retracted"]["by"] == "reviewer"
        back = {"kind": "undo", "entry": made.json()["position"]}
        assert client.post("/api/v1/decisions", json=back, headers=reviewer).status_code == 201
        assert client.post("/api/v1/decisions", json=back, headers=reviewer).status_code == 400


def test_readers_of_feeds_send_the_token_as_a_password(client: TestClient, people: Path) -> None:
    given = granted(people, "reader", Scope.READ)["Authorization"].removeprefix("Bearer ")
    assert client.get("/feeds/conflicts", auth=("anything", given)).status_code == 200
    assert client.get("/feeds/conflicts", auth=("anything", "wrong")).status_code == 401
    assert client.get("/api/v1", auth=("anything", given)).status_code == 401
    broken = {"Authorization": "Basic not-base64!"}
    assert client.get("/feeds/conflicts", headers=broken).status_code == 401


def test_requests_are_counted(tmp_path: Path, people: Path) -> None:
    with served.serving(tmp_path / "empty.db", people=people, rate_at_once=5, rate_per_minute=1) as client:
        first = [client.get("/health").status_code for _ in range(6)]
        assert first == [200] * 5 + [429]
        # a token is counted by itself
        given = granted(people, "reader", Scope.READ)
        told = [client.get("/api/v1/entries", headers=given) for _ in range(6)]
        assert [one.status_code for one in told] == [200] * 5 + [429]
        assert told[-1].json()["error"]["status"] == 429
        assert int(told[-1].headers["retry-after"]) >= 1
