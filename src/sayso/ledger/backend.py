"""What the ledger needs of a database, beyond the SQL that all of them speak."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from sqlalchemy import ColumnElement, Connection, FromClause

from sayso.ledger.terms import Sought


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWords:
    """The statement of each position under its terms and its marks."""

    position: int
    terms: Sequence[str]
    marks: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Full text, to be put into a query. ``table`` has a row for each statement, whose ``position`` it
    knows; it is joined by ``joined``. ``fits`` says whether the row matches, ``rank`` how well (the
    least first)."""

    table: FromClause
    position: ColumnElement[int]
    joined: ColumnElement[int]
    fits: ColumnElement[bool]
    rank: ColumnElement[float]


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

    def put_words(self, connection: Connection, rows: Sequence[FoundWords]) -> None:
        """Let statements be found by their terms and marks."""

    def drop_words(self, connection: Connection, rows: Sequence[FoundWords]) -> None:
        """Take back exactly what was put."""

    def clear_words(self, connection: Connection) -> None:
        """Take back everything."""

    def matching(self, parts: Sequence[Sought], narrowing: Sequence[Sequence[str]] = ()) -> Matching:
        """The statements in which all parts stand, and of each group of marks one."""

    def sharing(self, connection: Connection, terms: Sequence[str], among: int, most: int) -> list[int]:
        """The positions of statements in which any of the terms stands, the best first; ranked are the
        newest ``among`` of them."""

    def frequencies(self, connection: Connection, terms: Sequence[str], most: int) -> list[int]:
        """In how many statements each of the terms stands; counted up to ``most``."""

    def close(self) -> None:
        """Let go of the database."""
