"""`sayso serve` as a user runs it: another process, stopped by a signal."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from functional.program import COMMAND, ENVIRONMENT, PATIENCE, STORY, sayso

PASSWORD = "ten characters and more"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("served") / "story.db"
    assert sayso("add", *STORY[:3], "--ledger", place).returncode == 0
    return place


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory, ledger: Path) -> Path:
    place = tmp_path_factory.mktemp("people") / "people"
    added = sayso("user", "add", "Ada Renwick", "--accounts", place, stdin=f"{PASSWORD}\n".encode())
    assert added.returncode == 0, added.stderr
    return place


@contextmanager
def serving(*arguments: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program and the address that it tells."""
    command = [*COMMAND, "serve", "--port", "0", *map(str, arguments)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert " at http" in line, process.stderr and process.stderr.read()
        yield process, line.split(" at ")[1].split()[0]
    finally:
        process.kill()
        process.communicate()


def stopped(process: subprocess.Popen[str], by: int) -> tuple[int, str]:
    process.send_signal(by)
    _, errors = process.communicate(timeout=PATIENCE)
    return process.returncode, errors


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_stops_in_good_order(by: int, ledger: Path) -> None:
    with serving("--ledger", ledger) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        with httpx.Client(base_url=address, timeout=PATIENCE) as client:
            assert client.get("/health").json() == {"status": "ok"}
            assert "<!doctype html>" in client.get("/").text
            assert client.get("/api/v1").json()["counts"]["document"] == 3
            rebound = client.get("/", headers={"Host": "rebound.example"})
            assert rebound.status_code == 403
            # the connection is still open: it is not waited for in vain
            assert stopped(process, by) == (0, "")


def test_what_is_being_answered_is_finished(ledger: Path) -> None:
    body = json.dumps({"text": "Ilse Marren said the pumps would not be needed."}).encode()
    with serving("--ledger", ledger) as (process, address):
        port = int(address.rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port)) as connection:
            head = f"POST /api/v1/articles HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}"
            connection.sendall(f"{head}\r\nContent-Type: application/json\r\n\r\n".encode() + body[:10])
            time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            connection.sendall(body[10:])
            answer = connection.recv(100)
        assert answer.startswith(b"HTTP/1.1 202")
        process.communicate(timeout=PATIENCE)
        assert process.returncode == 0


def test_several_processes_share_the_address(ledger: Path) -> None:
    with serving("--ledger", ledger, "--workers", "2") as (process, address):
        seen: set[int] = set()
        with httpx.Client(base_url=address, timeout=PATIENCE) as client:
            for _ in range(20):
                seen.add(client.get("/health", headers={"Connection": "close"}).status_code)
            told = client.get("/metrics").text
        assert seen == {200}
        total = sum(
            float(line.split()[-1])
            for line in told.splitlines()
            if line.startswith("sayso_requests_total") and 'route="/health"' in line
        )
        assert total == 20
        assert stopped(process, signal.SIGTERM) == (0, "")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "example.org"])
def test_others_are_let_in_only_by_account(host: str, ledger: Path) -> None:
    done = sayso("serve", "--host", host, "--ledger", ledger)
    assert done.returncode == 92
    assert done.stdout == b""
    assert done.stderr.decode() == (
        f"sayso: others can reach {host}: make an account first, with sayso user add NAME\n"
    )


def test_with_accounts_others_are_let_in(ledger: Path, people: Path) -> None:
    made = sayso("user", "token", "ada renwick", "--scope", "read", "--accounts", people, "--json")
    token = json.loads(made.stdout)["token"]
    with serving("--host", "0.0.0.0", "--ledger", ledger, "--accounts", people) as (process, address):
        here = address.replace("0.0.0.0", "127.0.0.1")
        with httpx.Client(base_url=here, timeout=PATIENCE) as client:
            assert client.get("/").status_code == 303
            assert client.get("/api/v1").status_code == 401
            asked = client.get("/api/v1", headers={"Authorization": f"Bearer {token}"})
            assert asked.status_code == 200
            form = client.get("/login").text
            csrf = form.split('name="csrf_token" value="')[1].split('"')[0]
            sent = {"name": "Ada Renwick", "password": PASSWORD, "csrf_token": csrf}
            assert client.post("/login", data=sent).status_code == 303
            assert client.get("/").status_code == 200
        code, errors = stopped(process, signal.SIGTERM)
        assert code == 0
        assert PASSWORD not in errors
        assert token not in errors


def test_accounts_that_are_there_are_needed_here_too(ledger: Path, people: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    own.write_bytes(ledger.read_bytes())
    Path(f"{own}.accounts").write_bytes(people.read_bytes())
    with serving("--ledger", own) as (_, address):
        assert httpx.get(f"{address}/", timeout=PATIENCE).status_code == 303


def test_people_are_listed_changed_and_removed(tmp_path: Path) -> None:
    place = tmp_path / "people"
    for name, role in (("Ada Renwick", "editor"), ("Bram Oster", "reader")):
        done = sayso("user", "add", name, "--role", role, "--accounts", place, stdin=f"{PASSWORD}\n".encode())
        assert done.stdout.decode() == f"{name} may sign in as {role}\n"
    assert sayso("user", "change", "bram oster", "--role", "reviewer", "--accounts", place).returncode == 0
    listed = sayso("user", "list", "--accounts", place, "--json").stdout.decode().splitlines()
    assert [(json.loads(one)["name"], json.loads(one)["role"]) for one in listed] == [
        ("Ada Renwick", "editor"),
        ("Bram Oster", "reviewer"),
    ]
    assert sayso("user", "remove", "Ada Renwick", "--accounts", place).returncode == 0
    assert sayso("user", "list", "--accounts", place).stdout.decode().startswith("Bram Oster  reviewer")
    made = json.loads(
        sayso("user", "token", "Bram Oster", "--accounts", place, "--days", "9", "--json").stdout
    )
    assert made["token"].startswith(f"sayso_{made['id']}_")
    told = sayso("user", "token", "--list", "--accounts", place, "--json").stdout
    assert json.loads(told)["scopes"] == ["read"]
    assert made["token"] not in told.decode()
    assert sayso("user", "token", "--revoke", made["id"], "--accounts", place).returncode == 0
    assert sayso("user", "token", "--list", "--accounts", place).stdout == b""


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "said"),
    [
        (("user", "add", "Ada"), "short\n", 93, "a password needs 10 characters at least"),
        (("user", "add", "Ada"), "", 93, "a password needs"),
        (("user", "remove", "Nobody"), "", 93, "there is no file of accounts"),
        (("user", "token"), "", 2, "name whose token"),
        (("serve", "--certificate", "x.pem"), "", 2, "belong together"),
        (("serve", "--accounts", "nothing"), "", 93, "there is no file of accounts"),
        (("serve", "--ledger", "nothing.db"), "", 59, "there is no ledger"),
    ],
)
def test_what_cannot_be_is_one_line(
    arguments: tuple[str, ...], stdin: str, code: int, said: str, tmp_path: Path
) -> None:
    done = sayso(*arguments, stdin=stdin.encode(), cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr.decode()
    assert done.stderr.decode().count("\n") == 1


def test_a_port_that_is_taken_is_one_line(ledger: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = sayso("serve", "--ledger", ledger, "--port", taken.getsockname()[1])
    assert done.returncode == 91
    assert "cannot be listened at" in done.stderr.decode()


def test_many_at_once_are_answered(ledger: Path) -> None:
    """More clients than threads, and clients that go away in the middle."""
    with serving("--ledger", ledger) as (process, address):
        port = int(address.rsplit(":", 1)[1])
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", port)) as gone:
                gone.sendall(f"GET /api/v1/entries HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        found: list[int] = []

        def ask() -> None:
            for _ in range(5):
                found.append(httpx.get(f"{address}/api/v1/articles", timeout=PATIENCE).status_code)

        threads = [threading.Thread(target=ask) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [200] * 60
        assert stopped(process, signal.SIGTERM) == (0, "")


def test_help_is_quick() -> None:
    """The web's libraries are not loaded for other commands."""
    code = "import sys; sys.argv = ['sayso', 'serve', '--help']; import sayso.cli.main as m\n"
    code += "try: m.main()\nexcept SystemExit: pass\n"
    code += "print('fastapi' in sys.modules, 'uvicorn' in sys.modules)"
    done = subprocess.run(
        [COMMAND[0], "-c", code], capture_output=True, env={**os.environ, **ENVIRONMENT}, check=True
    )
    assert done.stdout.decode().splitlines()[-1] == "False False"
