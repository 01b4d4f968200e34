"""What a request goes through before it is answered: parts of it alone."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

from sayso.errors import AccountsError
from sayso.web.safety import passwords
from sayso.web.safety.hosts import named, refusal
from sayso.web.safety.login import local
from sayso.web.safety.sizes import Bounded, declared, most
from sayso.web.safety.throttle import Throttle, whence


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_pass_at_once_and_so_many_a_minute() -> None:
    clock = Clock()
    throttle = Throttle(3, 60, clock=clock)
    assert [throttle.wait("a") for _ in range(3)] == [0, 0, 0]
    assert throttle.wait("a") == pytest.approx(1)
    assert throttle.wait("b") == 0
    clock.now += 2
    assert [throttle.wait("a") > 0 for _ in range(3)] == [False, False, True]
    clock.now += 3600
    assert [throttle.wait("a") > 0 for _ in range(4)] == [False, False, False, True]


def test_no_more_keys_are_remembered_than_a_bound() -> None:
    throttle = Throttle(1, 60, keys=50)
    for number in range(500):
        throttle.wait(str(number))
    assert len(throttle) == 50
    assert throttle.wait("499") > 0


@pytest.mark.parametrize(
    ("client", "counted"),
    [
        (None, ""),
        (("192.0.2.7", 1), "192.0.2.7"),
        (("2001:db8:1:2:3:4:5:6", 1), "2001:db8:1:2::"),
        (("2001:db8:1:2::9", 1), "2001:db8:1:2::"),
        (("testclient", 1), "testclient"),
    ],
)
def test_addresses_are_counted_by_network(client: Any, counted: str) -> None:
    assert whence(client) == counted


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("127.0.0.1:8150", "127.0.0.1"),
        ("LOCALHOST", "localhost"),
        ("[::1]:8150", "[::1]"),
        ("[::1]", "[::1]"),
        ("evil.example:80", "evil.example"),
        ("localhost.", "localhost."),
        ("", ""),
    ],
)
def test_a_host_is_known_by_its_name(host: str, name: str) -> None:
    assert named(host) == name


OWN = {"host": "127.0.0.1:8150"}


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("GET", OWN),
        ("GET", {"host": "localhost"}),
        ("GET", {**OWN, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}),
        ("GET", {**OWN, "sec-fetch-site": "same-origin", "sec-fetch-mode": "no-cors"}),
        ("POST", {**OWN, "origin": "http://127.0.0.1:8150", "sec-fetch-site": "same-origin"}),
        ("POST", OWN),
        ("POST", {"host": "127.0.0.1", "origin": "http://127.0.0.1:80"}),
    ],
)
def test_what_comes_from_here_passes(method: str, headers: dict[str, str]) -> None:
    assert refusal(method, Headers(headers), local=True) is None


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("GET", {"host": "rebound.example:8150"}),
        ("GET", {"host": "127.0.0.1.evil.example"}),
        ("GET", {"host": "localhost.evil.example"}),
        ("GET", {"host": ""}),
        ("GET", {}),
        ("GET", {**OWN, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}),
        ("GET", {**OWN, "sec-fetch-site": "same-site", "sec-fetch-mode": "cors"}),
        ("POST", {**OWN, "origin": "https://evil.example"}),
        ("POST", {**OWN, "origin": "null"}),
        ("POST", {**OWN, "origin": "http://127.0.0.1:9999"}),
        ("POST", {**OWN, "origin": "127.0.0.1:8150"}),
        ("POST", {**OWN, "sec-fetch-site": "cross-site"}),
        ("POST", {**OWN, "sec-fetch-site": "same-site"}),
        ("DELETE", {**OWN, "origin": "https://evil.example"}),
    ],
)
def test_what_others_send_is_refused(method: str, headers: dict[str, str]) -> None:
    assert refusal(method, Headers(headers), local=True)


def test_with_accounts_any_name_may_lead_here() -> None:
    assert refusal("GET", Headers({"host": "sayso.newsroom.example"}), local=False) is None
    wrong = {"host": "sayso.newsroom.example", "origin": "https://evil.example"}
    assert refusal("POST", Headers(wrong), local=False)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/articles/1?x=2#3", "/articles/1?x=2#3"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        ("/\tevil.example", "/"),
    ],
)
def test_signing_in_leads_nowhere_else(address: str, kept: str) -> None:
    assert local(address) == kept


@given(st.text())
def test_no_text_leads_elsewhere(address: str) -> None:
    found = local(address)
    assert found[0] == "/"
    assert found[1:2] not in ("/", "\\")


def bounded(waiting: list[bytes], limit: int) -> int:
    """How much of a body comes through."""

    async def receive() -> Any:
        part = waiting.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(waiting)}

    async def all_of_it() -> int:
        body, taken, more = Bounded(receive, limit), 0, True
        while more:
            message = await body()
            taken += len(message["body"])
            more = message["more_body"]
        return taken

    return asyncio.run(all_of_it())


def test_a_body_within_the_limit_comes_through() -> None:
    assert bounded([b"x" * 10] * 10, 100) == 100
    assert bounded([b""], 100) == 0


def test_a_body_is_counted_while_it_comes() -> None:
    waiting = [b"x" * 10] * 1000
    with pytest.raises(HTTPException) as refused:
        bounded(waiting, 100)
    assert refused.value.status_code == 413
    assert len(waiting) == 989  # the rest was never asked for


def test_a_body_has_to_come_in_time() -> None:
    async def receive() -> Any:
        await asyncio.sleep(5)

    async def wait() -> None:
        await Bounded(receive, 100, 0.05)()

    with pytest.raises(HTTPException) as refused:
        asyncio.run(wait())
    assert refused.value.status_code == 408


@pytest.mark.parametrize(("length", "told"), [("12", 12), ("", 0), ("-1", 0), ("1e9", 0), ("9" * 30, 0)])
def test_the_declared_length_is_a_number_or_nothing(length: str, told: int) -> None:
    assert declared(Headers({"content-length": length})) == told


def test_much_comes_in_only_where_articles_do() -> None:
    assert most("/add/files", 9_000_000) == most("/api/v1/articles", 9_000_000) == 9_000_000
    assert most("/login", 9_000_000) == most("/api/v1/decisions", 9_000_000) < 1_000_000


def test_a_password_is_checked() -> None:
    kept = passwords.hashed("ten characters and more")
    assert kept.startswith("$argon2id$")
    assert passwords.right(kept, "ten characters and more")
    assert not passwords.right(kept, "ten characters and less")
    assert not passwords.right(None, "ten characters and more")
    assert not passwords.right("no hash", "ten characters and more")
    assert not passwords.right(kept, "\udc80" + "x" * 5000)


@pytest.mark.parametrize("password", ["", "too short", "x" * 1025])
def test_a_password_is_neither_short_nor_endless(password: str) -> None:
    with pytest.raises(AccountsError, match="password"):
        passwords.hashed(password)
