"""What the ledger needs of a database, beyond the SQL that all of them speak."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from enum import Enum
from typing import Any, Protocol

from sqlalchemy import Connection, FromClause

from sayso.ledger.terms import Sought


class Use(Enum):
    """What a ledger is opened for: to read, to append to one that is there, or to any."""

    READ = "read"
    APPEND = "append"
    MAKE = "make"


class Backend(Protocol):
    """A database: connections, the lock on appending, and full text."""

    #: How the ledger is called in messages; without a password.
    place: str
    #: What another process opens it by; with a password, if there is one.
    address: str

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one state of the ledger while it is held."""

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that nobody else appends beside; it is kept if nothing is raised."""

    def put_words(self, connection: Connection, rows: Sequence[tuple[int, list[str]]]) -> None:
        """Let each statement, by its position, be found by its terms."""

    def drop_words(self, connection: Connection, rows: Sequence[tuple[int, list[str]]]) -> None:
        """Take back exactly what was put."""

    def clear_words(self, connection: Connection) -> None:
        """Take back everything."""

    def matching(self, parts: Sequence[Sought], most: int | None, *, any_of: bool = False) -> FromClause:
        """The statements that match, as rows of ``position`` and ``rank`` (the least first).

        ``most`` bounds how many are ranked, the newest of them; null ranks all. With ``any_of`` one
        part is enough.
        """

    def ignoring(self, connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
        """Insert the rows that are not there yet."""

    def close(self) -> None:
        """Let go of the database."""
