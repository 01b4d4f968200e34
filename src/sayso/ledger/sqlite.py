"""A ledger in one file: SQLite with a write-ahead log and FTS5."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

from sqlalchemy import (
    BindParameter,
    Connection,
    Engine,
    Float,
    Integer,
    Text,
    bindparam,
    column,
    create_engine,
    event,
    literal_column,
    table,
    text,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from sayso.errors import DamagedLedgerError, LedgerMissingError, NotALedgerError
from sayso.ledger import schema
from sayso.ledger.backend import FoundWords, Matching, Use
from sayso.ledger.faults import translated
from sayso.ledger.index import Index
from sayso.ledger.terms import Sought

#: "Says", in the file's header, so that other programs can tell what it is.
_APPLICATION = 0x53617973
_HEADER = b"SQLite format 3\0"
#: Seconds to wait for another program's append.
_PATIENCE = 120.0
#: A mark says nothing of how well the words fit.
_RANK = "bm25(words, 1.0, 0.0)"
_SHARING = (
    f"SELECT position FROM (SELECT rowid AS position, {_RANK} AS rank FROM words WHERE words MATCH ?"  # noqa: S608 - of constants
    " ORDER BY rowid DESC LIMIT ?) ORDER BY rank, position LIMIT ?"
)
_FREQUENCY = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
#: Seconds until it is tried again where SQLite does not wait by itself.
_AGAIN = 0.01
#: To append: 128 MiB of the file are kept in memory, as SQLite's own 2 MiB are too few for the indexes of
#: a large ledger, and the log is put into the file when it has as much, so that a page goes there once.
#: A small ledger has fewer pages and takes no more than these.
_SIZES = ("cache_size=-131072", "wal_autocheckpoint=32768")
_WORDS = table("words", column("rowid", Integer))
_MODES = {Use.READ: "ro", Use.APPEND: "rw", Use.MAKE: "rwc"}


class SqliteBackend:
    """The file. To read, nothing is ever written to it, not even to bring it up to date."""

    def __init__(self, path: str, use: Use) -> None:
        self.place = self.address = path
        self._path = Path(path)
        self._use = use
        self._examine()
        self._engine = self._connected(_MODES[use])
        with translated(path):
            try:
                self._prepare()
            except Exception:
                self._engine.dispose()
                raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the ledger."""
        with translated(self.place), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the lock on writing from its start."""
        with translated(self.place), self._engine.connect() as plain:
            connection = plain.execution_options(sayso_writes=True)
            with connection.begin():
                yield connection

    def put_words(self, connection: Connection, rows: Sequence[FoundWords]) -> None:
        """Let statements be found by their terms and marks."""
        if rows:
            told = "INSERT INTO words(rowid, terms, marks) VALUES (?, ?, ?)"
            connection.exec_driver_sql(told, [_row(one) for one in rows])

    def drop_words(self, connection: Connection, rows: Sequence[FoundWords]) -> None:
        """Take back exactly what was put."""
        if rows:
            told = "INSERT INTO words(words, rowid, terms, marks) VALUES ('delete', ?, ?, ?)"
            connection.exec_driver_sql(told, [_row(one) for one in rows])

    def clear_words(self, connection: Connection) -> None:
        """Take back everything."""
        connection.execute(text("INSERT INTO words(words) VALUES ('delete-all')"))

    def matching(self, parts: Sequence[Sought], narrowing: Sequence[Sequence[str]] = ()) -> Matching:
        """The statements that match, by FTS5."""
        query: BindParameter[str] = bindparam("query", _query(parts, narrowing), unique=True)
        return Matching(
            table=_WORDS,
            position=_WORDS.c.rowid,
            # with the sign it can't be looked up by: a MATCH that is made anew for each row takes seconds
            joined=literal_column("+words.rowid", Integer),
            fits=literal_column("words", Text).op("MATCH", is_comparison=True)(query),
            rank=literal_column(_RANK, Float),
        )

    def sharing(self, connection: Connection, terms: Sequence[str], among: int, most: int) -> list[int]:
        """The positions of statements in which any of the terms stands, by bm25. Asked of the driver, as
        ``frequencies`` is."""
        query = f"terms : ({' OR '.join(_phrase(Sought((term,))) for term in terms)})"
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(_SHARING, (query, among, most))
            return [int(row[0]) for row in cursor.fetchall()]

    def frequencies(self, connection: Connection, terms: Sequence[str], most: int) -> list[int]:
        """In how many statements each stands. Asked of the driver: of a claim fifty are, and SQLAlchemy
        takes far longer over each than the database."""
        found: list[int] = []
        with closing(connection.connection.cursor()) as cursor:
            for term in terms:
                cursor.execute(_FREQUENCY, (_query((Sought((term,)),)), most))
                found.extend(int(row[0]) for row in cursor.fetchall())
        return found

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _examine(self) -> None:
        """Look at the file's header before SQLite does, to say more than it would."""
        if not self._path.exists():
            if self._use is not Use.MAKE:
                raise LedgerMissingError(f"there is no ledger {self.place}; sayso add makes one")
            return
        if not self._path.is_file():
            raise NotALedgerError(f"{self.place} is not a file and no ledger")
        try:
            with self._path.open("rb") as stream:
                start = stream.read(100)
        except OSError as error:
            raise LedgerMissingError(f"{self.place} cannot be read: {error.strerror}") from error
        if start:
            self._examine_header(start)

    def _examine_header(self, start: bytes) -> None:
        """Places of the header: SQLite's Database File Format, 1.3."""
        if not start.startswith(_HEADER[: len(start)]):
            raise NotALedgerError(f"{self.place} is no ledger; name another file with --ledger")
        if len(start) < 100:
            raise DamagedLedgerError(f"{self.place} is cut off; restore a copy")
        if int.from_bytes(start[68:72]) not in (_APPLICATION, 0):
            raise NotALedgerError(f"{self.place} is another program's database, no ledger")
        page = int.from_bytes(start[16:18])
        whole = (65536 if page == 1 else page) * int.from_bytes(start[28:32])
        log = Path(f"{self.place}-wal")
        # with a log beside it, the rest may stand there
        if not (log.exists() and log.stat().st_size) and self._path.stat().st_size < whole:
            raise DamagedLedgerError(f"{self.place} is cut off; restore a copy")

    def _connected(self, mode: str) -> Engine:
        address = f"file:{quote(str(self._path))}?mode={mode}"

        writes = mode in ("rw", "rwc")
        sizes = _SIZES if writes else ()

        def connect() -> sqlite3.Connection:
            # SQLAlchemy says when transactions begin; the module's own ways are turned off
            found = sqlite3.connect(
                address, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            if writes:
                _write_ahead(found)
            # each append is on the disk when it is reported
            for pragma in ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF", *sizes):
                found.execute(f"PRAGMA {pragma}").close()
            return found

        engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=8)
        event.listen(engine, "begin", _begin)
        return engine

    def _prepare(self) -> None:
        try:
            found = self._looked()
        except OperationalError:
            if self._use is not Use.READ or Path(f"{self.place}-wal").exists():
                raise
            # in a folder that we may not write to, a log can't be made, nor is one needed
            self._engine.dispose()
            self._engine = self._connected("ro&immutable=1")
            found = self._looked()
        if found != schema.LATEST:
            self._upgrade()

    def _looked(self) -> str | None:
        with self._engine.connect() as connection, connection.begin():
            return schema.examined(connection, self.place, self._use)

    def _upgrade(self) -> None:
        with self._engine.connect() as plain:
            connection = plain.execution_options(sayso_writes=True)
            with connection.begin():
                found = schema.examined(connection, self.place, self._use)
                if found != schema.LATEST:  # nobody else has, meanwhile
                    schema.upgrade(connection)
                    if schema.words_are_others(found):
                        Index(self, connection).put_all_words()
                    connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Keep a log. To begin one takes the file alone, and for that SQLite does not wait: two programs that
    make a ledger at once would each find the other in the way."""
    end = monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or monotonic() > end:
                raise
            sleep(_AGAIN)
        else:
            return


def _begin(connection: Connection) -> None:
    """Take the lock on writing at once where it will be needed: it can't be had later for sure."""
    writes = connection.get_execution_options().get("sayso_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _row(found: FoundWords) -> tuple[int, str, str]:
    return found.position, " ".join(found.terms), " ".join(found.marks)


def _query(parts: Sequence[Sought], narrowing: Sequence[Sequence[str]] = ()) -> str:
    """The query as FTS5 writes it; words and marks hold letters and digits only."""
    wanted = [_phrase(part) for part in parts if not part.excluded]
    barred = [_phrase(part) for part in parts if part.excluded]
    found = " AND ".join(wanted)
    found = f"({found}) NOT ({' OR '.join(barred)})" if barred else found
    marked = "".join(f" AND marks : ({' OR '.join(group)})" for group in narrowing)
    return f"terms : ({found}){marked}"


def _phrase(part: Sought) -> str:
    return f'"{" ".join(part.words)}"' + (" *" if part.prefix else "")
