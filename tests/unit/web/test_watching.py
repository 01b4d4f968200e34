from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import served
from sayso.web.safety.accounts import Accounts
from sayso.web.safety.who import Scope
from sayso.web.watching import JsonLines


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged, as the server logs it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("sayso.web")
    logger.addHandler(handler)
    before = logger.level
    logger.setLevel(logging.INFO)
    yield written
    logger.setLevel(before)
    logger.removeHandler(handler)


def told(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_each_request_is_a_line(tmp_path: Path, lines: io.StringIO) -> None:
    with served.serving(tmp_path / "empty.db", log_requests=True) as client:
        client.get("/search?q=a+name+that+nobody+is+to+know")
        client.get("/nowhere")
    first, second = told(lines)
    assert (first["method"], first["path"], first["status"]) == ("GET", "/search", 200)
    assert first["who"] == "Ada Renwick"
    assert first["ms"] >= 0
    assert first["time"].endswith("Z")
    assert second["status"] == 404
    assert "nobody is to know" not in lines.getvalue().replace("+", " ")


def test_no_secret_is_in_a_log(tmp_path: Path, people: Path, lines: io.StringIO) -> None:
    accounts = Accounts(str(people))
    _, given = accounts.grant("editor", list(Scope))
    secret = accounts.secret()
    accounts.close()
    with served.serving(tmp_path / "empty.db", people=people, log_requests=True) as client:
        served.sign_in(client, "editor", "a wrong password")
        served.sign_in(client, "editor")
        session = client.cookies["sayso_session"]
        client.get("/")
        client.get("/api/v1", headers={"Authorization": f"Bearer {given}"})
        config: Any = client.app
        kept = config.state.config.secret
    written = lines.getvalue()
    assert len(told(lines)) == 6
    for one in (given, given.split("_", 2)[2], session, secret, kept, served.PASSWORD, "a wrong password"):
        assert one not in written


def test_without_it_only_failures_are_logged(tmp_path: Path, lines: io.StringIO) -> None:
    with served.serving(tmp_path / "empty.db") as client:
        client.get("/nowhere")
        assert told(lines) == []


def test_a_defect_is_a_line_too_and_tells_the_visitor_nothing(tmp_path: Path, lines: io.StringIO) -> None:
    with served.serving(tmp_path / "empty.db") as client:
        app: Any = client.app

        def broken() -> None:
            raise RuntimeError("what was sent")

        app.add_api_route("/broken", broken)
        quiet = TestClient(app, base_url=served.HERE, raise_server_exceptions=False)
        answer = quiet.get("/broken")
    assert answer.status_code == 500
    assert "what was sent" not in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    (line,) = told(lines)
    assert line["error"] == "RuntimeError"
    assert line["level"] == "error"
    assert any("broken" in place for place in line["at"])
    assert "what was sent" not in lines.getvalue()


def test_health_is_told_to_everybody(tmp_path: Path, people: Path) -> None:
    place = tmp_path / "empty.db"
    with served.serving(place, people=people) as client:
        assert client.get("/health").json() == {"status": "ok"}
        app: Any = client.app
        app.state.opened.reader.close()
        place.unlink()
        assert client.get("/health").status_code == 503
        assert client.get("/health").json() == {"status": "failing"}


def test_what_is_counted_has_few_labels(tmp_path: Path) -> None:
    with served.serving(tmp_path / "empty.db") as client:
        for number in range(30):
            client.get(f"/nowhere/{number}")
            client.get(f"/statements/{number:016x}")
            client.request(f"MADE{number}", "/")
        client.get("/static/style.css")
        text = client.get("/metrics").text
    counted = [line for line in text.splitlines() if line.startswith("sayso_requests_total")]
    assert len(counted) < 10
    assert 'sayso_requests_total{method="GET",route="none",status="404"} 30.0' in counted
    assert 'sayso_requests_total{method="GET",route="/static",status="200"} 1.0' in counted
    assert any('route="/statements/{' in line for line in counted)
    assert "sayso_ledger_entries 0.0" in text


def test_two_apps_count_for_themselves(tmp_path: Path) -> None:
    for _ in range(2):
        with served.serving(tmp_path / "empty.db") as client:
            client.get("/health")
            assert 'route="/health",status="200"} 1.0' in client.get("/metrics").text
