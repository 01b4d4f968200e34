"""The file of accounts: who may sign in, their sessions, and their programs' tokens.

A small SQLite file of its own, apart from the ledger: it is changed and deleted from, and it is not to
be handed on. Of sessions and tokens only hashes are kept, so that nobody who reads it can use them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from secrets import token_hex, token_urlsafe
from threading import Lock

from sayso.errors import AccountsError
from sayso.web.safety.names import key, named
from sayso.web.safety.who import Actor, Role, Scope

#: "SayA", in the file's header.
_APPLICATION = 0x53617941
_VERSION = 1
_PATIENCE = 10.0
#: Sessions that one person may have open, and how long each lasts.
_SESSIONS = 20
SESSION_HOURS = 12
_SCHEMA = """
CREATE TABLE secret (value TEXT NOT NULL);
CREATE TABLE users (
  key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, password TEXT NOT NULL, at TEXT NOT NULL
);
CREATE TABLE sessions (
  digest TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  at TEXT NOT NULL, until TEXT NOT NULL
);
CREATE TABLE tokens (
  id TEXT PRIMARY KEY, digest TEXT NOT NULL, user TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
  scopes TEXT NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL, until TEXT
);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in. ``at`` is when the account was made."""

    name: str
    role: Role
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a program may do in somebody's name, and until when; null for as long as it is there."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    note: str
    at: str
    until: str | None


class Accounts:
    """The accounts of one file; used by several threads and processes at once.

    Raises:
        AccountsError: if the file is no file of accounts, or can't be opened.
    """

    def __init__(self, path: str, *, make: bool = False) -> None:
        self._path = path
        self._lock = Lock()
        if make:
            self._touch()
        elif not Path(path).is_file():
            raise AccountsError(f"there is no file of accounts {path}; sayso user add makes one")
        try:
            self._connection = sqlite3.connect(
                path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            self._examine(make)
        except sqlite3.Error as error:
            raise AccountsError(f"{path} cannot be used for accounts: {error}") from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def secret(self) -> str:
        """What sessions are signed with."""
        (row,) = self._rows("SELECT value FROM secret")
        return str(row["value"])

    # people

    def add(self, name: str, role: Role, password: str) -> None:
        """A new account; ``password`` is its hash."""
        row = (key(name), named(name), role.value, password, _now())
        with self._changing() as connection:
            if connection.execute("SELECT 1 FROM users WHERE key = ?", row[:1]).fetchone():
                raise AccountsError(f"there is an account {named(name)} already")
            connection.execute("INSERT INTO users VALUES (?, ?, ?, ?, ?)", row)

    def change(self, name: str, *, role: Role | None = None, password: str | None = None) -> None:
        """Another role, another password; with another password all sessions end."""
        with self._changing() as connection:
            self._known(connection, name)
            if role is not None:
                connection.execute("UPDATE users SET role = ? WHERE key = ?", (role.value, key(name)))
            if password is not None:
                connection.execute("UPDATE users SET password = ? WHERE key = ?", (password, key(name)))
                connection.execute("DELETE FROM sessions WHERE user = ?", (key(name),))

    def remove(self, name: str) -> None:
        """Nobody of that name may sign in any more; their sessions and tokens end at once."""
        with self._changing() as connection:
            self._known(connection, name)
            connection.execute("DELETE FROM users WHERE key = ?", (key(name),))

    def all(self) -> tuple[Account, ...]:
        """Everybody, by name."""
        return tuple(
            Account(name=row["name"], role=Role(row["role"]), at=row["at"])
            for row in self._rows("SELECT * FROM users ORDER BY key")
        )

    def password(self, name: str) -> str | None:
        """The hash of somebody's password, or null where there is nobody of that name."""
        found = self._rows("SELECT password FROM users WHERE key = ?", key(name))
        return str(found[0]["password"]) if found else None

    # sessions

    def begin(self, name: str) -> str:
        """A new session of somebody, to be known by."""
        made, now = token_urlsafe(32), datetime.now(UTC)
        with self._changing() as connection:
            self._known(connection, name)
            connection.execute("DELETE FROM sessions WHERE until < ?", (_iso(now),))
            connection.execute(
                "DELETE FROM sessions WHERE user = ?1 AND digest NOT IN "
                "(SELECT digest FROM sessions WHERE user = ?1 ORDER BY at DESC LIMIT ?2)",
                (key(name), _SESSIONS - 1),
            )
            until = _iso(now + timedelta(hours=SESSION_HOURS))
            row = (_digest(made), key(name), _iso(now), until)
            connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", row)
        return made

    def end(self, session: str) -> None:
        """The session is over."""
        with self._changing() as connection:
            connection.execute("DELETE FROM sessions WHERE digest = ?", (_digest(session),))

    def of_session(self, session: str) -> Actor | None:
        """Whose session it is, or null for one that is over or never was."""
        found = self._rows(
            "SELECT name, role FROM sessions JOIN users ON users.key = sessions.user "
            "WHERE digest = ? AND until >= ?",
            _digest(session),
            _now(),
        )
        return Actor(name=found[0]["name"], role=Role(found[0]["role"])) if found else None

    # tokens

    def grant(
        self, name: str, scopes: Iterable[Scope], *, note: str = "", days: int | None = None
    ) -> tuple[str, str]:
        """A new token for somebody's program: its id, and what the program sends. That is told once."""
        made, given, now = token_hex(4), token_urlsafe(32), datetime.now(UTC)
        until = _iso(now + timedelta(days=days)) if days else None
        told = " ".join(sorted(scope.value for scope in scopes))
        with self._changing() as connection:
            self._known(connection, name)
            row = (made, _digest(given), key(name), told, note, _iso(now), until)
            connection.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return made, f"sayso_{made}_{given}"

    def revoke(self, token: str) -> None:
        """The token of that id is worth nothing any more."""
        with self._changing() as connection:
            if not connection.execute("DELETE FROM tokens WHERE id = ?", (token,)).rowcount:
                raise AccountsError(f"there is no token {token}; sayso user token --list shows all")

    def tokens(self) -> tuple[Token, ...]:
        """Every token, the oldest first."""
        return tuple(
            Token(
                id=row["id"],
                name=row["name"],
                scopes=tuple(Scope(one) for one in row["scopes"].split()),
                note=row["note"],
                at=row["at"],
                until=row["until"],
            )
            for row in self._rows(
                "SELECT tokens.*, name FROM tokens JOIN users ON users.key = tokens.user ORDER BY tokens.at"
            )
        )

    def of_token(self, given: str) -> Actor | None:
        """In whose name a program acts that sends this, or null where it is none."""
        found = self._rows(
            "SELECT name, role, scopes FROM tokens JOIN users ON users.key = tokens.user "
            "WHERE tokens.digest = ? AND (until IS NULL OR until >= ?)",
            _digest(given.split("_", 2)[-1]),
            _now(),
        )
        if not found:
            return None
        scopes = frozenset(Scope(one) for one in found[0]["scopes"].split())
        return Actor(name=found[0]["name"], role=Role(found[0]["role"]), token=scopes)

    # the file

    def _touch(self) -> None:
        """Make the file so that nobody else may read it, before anything is in it."""
        try:
            os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY, 0o600))
        except OSError as error:
            raise AccountsError(f"{self._path} cannot be written: {error.strerror}") from error

    def _examine(self, make: bool) -> None:
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.execute("PRAGMA trusted_schema = OFF")
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        tables = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not tables and make:
            self._lay()
        elif application != _APPLICATION:
            raise AccountsError(f"{self._path} is no file of accounts")
        elif version > _VERSION:
            raise AccountsError(f"{self._path} was written by a later version of Sayso")

    def _lay(self) -> None:
        self._connection.executescript(
            f"BEGIN IMMEDIATE; {_SCHEMA}"
            f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION}; COMMIT;"
        )
        self._connection.execute("INSERT INTO secret VALUES (?)", (token_hex(32),))

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                except BaseException:
                    self._connection.execute("ROLLBACK")
                    raise
                self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise AccountsError(f"{self._path} cannot be used for accounts: {error}") from error

    def _rows(self, query: str, *values: str) -> list[sqlite3.Row]:
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise AccountsError(f"{self._path} cannot be used for accounts: {error}") from error

    def _known(self, connection: sqlite3.Connection, name: str) -> None:
        if not connection.execute("SELECT 1 FROM users WHERE key = ?", (key(name),)).fetchone():
            raise AccountsError(f"there is no account {named(name)}; sayso user list shows all")


def _digest(given: str) -> str:
    """What is kept of a secret of ours: they are random and long, so a plain hash is enough."""
    return sha256(given.encode("utf-8", "replace")).hexdigest()


def _now() -> str:
    return _iso(datetime.now(UTC))


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
