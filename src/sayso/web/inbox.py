"""What was accepted to be added and is not in the ledger yet, kept beside the ledger.

An addition is kept here, with its bytes, before anybody is told that it was accepted. So nothing is
lost where the server ends, in whatever way: the next one goes on with what it finds. What is done
leaves nothing here but its line in the list; what failed keeps its bytes, to be tried again.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from sayso.errors import InboxError, InboxFullError

#: Additions that may wait, and the bytes that they may take together.
MOST_WAITING = 200
MOST_BYTES = 500_000_000
#: Lines of the list that are kept once they are done, or have failed.
_KEPT = 500
#: Outcomes of one addition that are listed one by one; beyond them they are counted.
LISTED = 200
_PLAIN = re.compile(r"[^\w.-]+")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS additions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    state TEXT NOT NULL,
    "by" TEXT NOT NULL,
    at TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    publisher TEXT,
    published TEXT,
    bytes INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    progress TEXT NOT NULL
)
"""


class State(StrEnum):
    """How far an addition is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one article: its id and how many statements, or why there is none."""

    source: str
    document: str = ""
    statements: int = 0
    new: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far it is: what is being done, and what came of each article so far."""

    stage: str = "waiting its turn"
    total: int | None = None
    done: int = 0
    added: int = 0
    known: int = 0
    failed: int = 0
    statements: int = 0
    results: tuple[Result, ...] = ()

    def with_result(self, result: Result) -> Progress:
        """The progress after one more article."""
        return replace(
            self,
            done=self.done + 1,
            added=self.added + (result.new and not result.error),
            known=self.known + (not result.new and not result.error),
            failed=self.failed + bool(result.error),
            statements=self.statements + result.statements,
            results=(*self.results, result)[:LISTED],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """Something to add: ``name`` for people, ``place`` as `sayso add` takes it."""

    number: int
    state: State
    by: str
    at: str
    name: str
    place: str
    publisher: str | None
    published: str | None
    attempts: int
    progress: Progress = field(default_factory=Progress)

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it by itself."""
        return self.state in (State.DONE, State.FAILED)


def inbox_of(ledger: str) -> Path:
    """Where the inbox of a ledger is: beside its file; for one on a server here, under a name of its
    own, so that nothing goes into another ledger."""
    if "://" not in ledger:
        return Path(f"{ledger}.inbox")
    return Path(f"sayso-{sha256(ledger.encode('utf-8', 'replace')).hexdigest()[:12]}.inbox")


class Inbox:
    """The additions of one ledger. Many threads and processes may use it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder / "additions.db"

    def __bool__(self) -> bool:
        return self._file.exists()

    def accept(
        self,
        *,
        by: str,
        name: str,
        address: str | None = None,
        content: bytes = b"",
        file: str = "",
        publisher: str | None = None,
        published: str | None = None,
    ) -> int:
        """Keep an address, or the bytes of a ``file``, and give the addition's number.

        ``name`` is what it is called, which for a file is the path that its article is kept under.

        Raises:
            InboxFullError: if too many wait.
            InboxError: if it can't be kept.
        """
        row = (by, name, address or "", publisher, published, len(content))
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return self._accepted(row, None if address else (file or name, content))
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise InboxError(f"{self.folder}: it can't be kept: {reason}") from error

    def _accepted(self, row: tuple[object, ...], file: tuple[str, bytes] | None) -> int:
        with self._opened() as found:
            waiting, size = found.execute(
                "SELECT count(*), coalesce(sum(bytes), 0) FROM additions"
                " WHERE state IN ('waiting', 'working')"
            ).fetchone()
            if waiting >= MOST_WAITING or size + len(file[1] if file else b"") > MOST_BYTES:
                raise InboxFullError(f"{waiting} additions wait already; try again when some are done")
            at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            cursor = found.execute(
                'INSERT INTO additions (state, at, "by", name, place, publisher, published, bytes, progress)'
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, '{}')",
                (State.WAITING, at, *row),
            )
            number = cursor.lastrowid or 0
            if file is not None:
                place = self._write(number, *file)
                found.execute("UPDATE additions SET place = ? WHERE number = ?", (str(place), number))
        return number

    def addition(self, number: int) -> Addition | None:
        """One of them."""
        if not self:
            return None
        with self._opened() as found:
            row = found.execute("SELECT * FROM additions WHERE number = ?", (number,)).fetchone()
        return _addition(row) if row else None

    def latest(self, most: int) -> list[Addition]:
        """The latest, the last one first."""
        if not self:
            return []
        with self._opened() as found:
            rows = found.execute("SELECT * FROM additions ORDER BY number DESC LIMIT ?", (most,)).fetchall()
        return [_addition(row) for row in rows]

    def waiting(self) -> int:
        """How many are not done."""
        if not self:
            return 0
        with self._opened() as found:
            query = "SELECT count(*) FROM additions WHERE state IN ('waiting', 'working')"
            count: int = found.execute(query).fetchone()[0]
        return count

    def resume(self) -> None:
        """Let what was under way when a server ended wait again, and clear away what it left."""
        with self._opened() as found:  # nobody accepts anything meanwhile
            found.execute("UPDATE additions SET state = 'waiting' WHERE state = 'working'")
            rows = found.execute("SELECT number FROM additions WHERE state != 'done'")
            needed = {str(row["number"]) for row in rows}
            for one in self.folder.iterdir():
                if one.name.isdecimal() and one.name not in needed:
                    shutil.rmtree(one, ignore_errors=True)

    def take(self) -> Addition | None:
        """The next one, which is then under way."""
        with self._opened() as found:
            row = found.execute(
                "SELECT * FROM additions WHERE state = 'waiting' ORDER BY number LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            found.execute(
                "UPDATE additions SET state = 'working', attempts = attempts + 1, progress = '{}'"
                " WHERE number = ?",
                (row["number"],),
            )
        taken = _addition(row)
        return replace(taken, state=State.WORKING, attempts=taken.attempts + 1, progress=Progress())

    def tell(self, number: int, progress: Progress) -> None:
        """How far it is."""
        with self._opened() as found:
            found.execute(
                "UPDATE additions SET progress = ? WHERE number = ?",
                (json.dumps(asdict(progress)), number),
            )

    def put(self, number: int, state: State) -> None:
        """Say how it stands; what is done leaves no bytes behind."""
        with self._opened() as found:
            found.execute("UPDATE additions SET state = ? WHERE number = ?", (state, number))
            old = found.execute(
                "SELECT number FROM additions WHERE state IN ('done', 'failed')"
                " ORDER BY number DESC LIMIT -1 OFFSET ?",
                (_KEPT,),
            ).fetchall()
            found.executemany("DELETE FROM additions WHERE number = ?", [(row["number"],) for row in old])
        gone = [row["number"] for row in old] + ([number] if state is State.DONE else [])
        for one in gone:
            shutil.rmtree(self._own(one), ignore_errors=True)

    def again(self, number: int) -> bool:
        """Let one that failed wait once more; false where it did not fail."""
        if not self:
            return False
        with self._opened() as found:
            done = found.execute(
                "UPDATE additions SET state = 'waiting', attempts = 0, progress = '{}'"
                " WHERE number = ? AND state = 'failed'",
                (number,),
            )
            return done.rowcount == 1

    def _own(self, number: int) -> Path:
        return self.folder / str(number)

    def _write(self, number: int, name: str, content: bytes) -> Path:
        """Write the bytes to the disk itself, under a name that keeps the ending."""
        own = self._own(number)
        own.mkdir(mode=0o700, exist_ok=True)
        path = own / plain_name(name)
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return path.absolute()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """A transaction that writes; each on a connection of its own, so that threads don't matter."""
        found = sqlite3.connect(self._file, timeout=10, isolation_level=None)
        try:
            found.row_factory = sqlite3.Row
            found.execute("PRAGMA synchronous = FULL")
            found.execute("BEGIN IMMEDIATE")
            found.execute(_SCHEMA)
            yield found
            found.execute("COMMIT")
        except BaseException:
            if found.in_transaction:
                found.execute("ROLLBACK")
            raise
        finally:
            found.close()


def plain_name(name: str) -> str:
    """A file's name without anything that means something to a file system; its ending stays."""
    last = re.split(r"[/\\]", name)[-1]
    kept = _PLAIN.sub("-", last).strip(".-")
    return kept[-80:].lstrip(".-") or "page"


def _addition(row: Mapping[str, Any]) -> Addition:
    told = json.loads(row["progress"])
    results = tuple(Result(**one) for one in told.pop("results", ()))
    return Addition(
        number=row["number"],
        state=State(row["state"]),
        by=row["by"],
        at=row["at"],
        name=row["name"],
        place=row["place"],
        publisher=row["publisher"],
        published=row["published"],
        attempts=row["attempts"],
        progress=Progress(**told, results=results),
    )
