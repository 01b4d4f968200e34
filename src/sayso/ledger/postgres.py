"""A ledger that a team shares: PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    cast,
    create_engine,
    delete,
    func,
    literal,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from sayso.errors import LedgerUnreachableError, UsageError
from sayso.ledger import schema
from sayso.ledger.backend import FoundWords, Matching, Use
from sayso.ledger.faults import translated
from sayso.ledger.index import Index
from sayso.ledger.selecting import frequency
from sayso.ledger.tables import head, words
from sayso.ledger.terms import Sought

#: Any number will do, as long as nobody else takes it: it guards the making of the schema.
_LOCK = 0x53617973
#: Seconds to wait for the server, and for another program's append.
_CONNECTING, _PATIENCE = 15, 120
#: tsvector counts places no further (PostgreSQL, 12.3.1 and 8.11.1).
_LAST_PLACE = 16383


class PostgresBackend:
    """The database at a ``postgresql://`` address."""

    def __init__(self, url: str, use: Use) -> None:
        try:
            address = make_url(url).set(drivername="postgresql+psycopg")
        except ArgumentError as error:
            raise UsageError(
                "that is no address of a database; it looks like postgresql://user@host/name"
            ) from error
        self.place = address.set(drivername="postgresql").render_as_string(hide_password=True)
        self.address = address.set(drivername="postgresql").render_as_string(hide_password=False)
        self._use = use
        try:
            self._engine = create_engine(
                address, pool_pre_ping=True, connect_args={"connect_timeout": _CONNECTING}
            )
        except (ImportError, NoSuchModuleError) as error:
            raise LedgerUnreachableError(
                "the driver for PostgreSQL is not installed: pip install 'sayso[postgres]'"
            ) from error
        with translated(self.place):
            try:
                self._prepare()
            except Exception:
                self._engine.dispose()
                raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the ledger."""
        with translated(self.place), self._engine.connect() as plain:
            # one state for all that is read while it is held
            connection = plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The row of the head is held from the start: positions are given out in the order in which
        appends become visible, so that a reader that goes on from a position misses none."""
        with translated(self.place), self._engine.begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE}s'")
            connection.execute(select(head.c.position).with_for_update())
            yield connection

    def put_words(self, connection: Connection, rows: Sequence[FoundWords]) -> None:
        """Let statements be found by their terms and marks."""
        if rows:
            connection.execute(
                words.insert().values(
                    statement=bindparam("position"), terms=cast(bindparam("found"), TSVECTOR)
                ),
                [{"position": one.position, "found": _vector(one)} for one in rows],
            )

    def drop_words(self, connection: Connection, rows: Sequence[FoundWords]) -> None:
        """Take back exactly what was put."""
        places = [one.position for one in rows]
        connection.execute(delete(words).where(words.c.statement.in_(places)))

    def clear_words(self, connection: Connection) -> None:
        """Take back everything."""
        connection.execute(delete(words))

    def matching(self, parts: Sequence[Sought], narrowing: Sequence[Sequence[str]] = ()) -> Matching:
        """The statements that match, by their tsvector."""
        found = _query(parts)
        marked = "".join(f" & ({' | '.join(map(_mark, group))})" for group in narrowing)
        fits, place = _fits(f"({found}){marked}"), words.c.statement
        return Matching(table=words, position=place, joined=place, fits=fits, rank=_rank(found))

    def sharing(self, connection: Connection, terms: Sequence[str], among: int, most: int) -> list[int]:
        """The positions of statements in which any of the terms stands, by their tsvector."""
        found = " | ".join(_phrase(Sought((term,))) for term in terms)
        place = words.c.statement
        newest = select(place.label("position"), _rank(found).label("rank")).where(_fits(found))
        ranked = newest.order_by(place.desc()).limit(among).subquery("ranked")
        best = select(ranked.c.position).order_by(ranked.c.rank, ranked.c.position).limit(most)
        return list(connection.execute(best).scalars())

    def frequencies(self, connection: Connection, terms: Sequence[str], most: int) -> list[int]:
        """In how many statements each stands."""
        return [connection.execute(frequency(self, term, most)).scalar_one() for term in terms]

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _prepare(self) -> None:
        with self._engine.connect() as connection, connection.begin():
            found = schema.examined(connection, self.place, self._use)
        if found != schema.LATEST:
            self._upgrade()

    def _upgrade(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            found = schema.examined(connection, self.place, self._use)
            if found != schema.LATEST:
                schema.upgrade(connection)
                if schema.words_are_others(found):
                    Index(self, connection).put_all_words()


def _vector(found: FoundWords) -> str:
    """The terms with their places and the marks, as tsvector is written; they hold letters and digits."""
    places: dict[str, list[int]] = {}
    for place, term in enumerate(found.terms[:_LAST_PLACE], 1):
        places.setdefault(term, []).append(place)
    terms = (f"'{term}':{','.join(map(str, at))}" for term, at in places.items())
    return " ".join((*terms, *map(_mark, found.marks)))


def _mark(mark: str) -> str:
    """A mark as a lexeme that no word can be."""
    return f"'@{mark}'"


def _fits(found: str) -> ColumnElement[bool]:
    """Whether a statement's words fit a query."""
    return words.c.terms.bool_op("@@")(cast(literal(found), TSQUERY))


def _rank(found: str) -> ColumnElement[float]:
    """How well a query fits, divided by the logarithm of the length (1), the least first as with bm25."""
    return -func.ts_rank(words.c.terms, cast(literal(found), TSQUERY), 1)


def _query(parts: Sequence[Sought]) -> str:
    wanted = " & ".join(_phrase(part) for part in parts if not part.excluded)
    barred = "".join(f" & !{_phrase(part)}" for part in parts if part.excluded)
    return wanted + barred


def _phrase(part: Sought) -> str:
    quoted = [f"'{word}'" for word in part.words]
    if part.prefix:
        quoted[-1] += ":*"
    return f"({' <-> '.join(quoted)})"
