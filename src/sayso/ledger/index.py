"""Keep what the ledger is looked up by in step with its entries.

Every table here follows from the entries in their order, so ``rebuild`` makes them anew by walking
the entries through the same functions that each append goes through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from sayso.errors import DamagedLedgerError
from sayso.ledger.backend import Backend, FoundWords
from sayso.ledger.derived import DOCUMENT, RELATION, VERSION, clean, document_row, relation_rows, version_row
from sayso.ledger.effective import effective, row, terms_of
from sayso.ledger.entry import Entry, EntryKind
from sayso.ledger.faults import intact
from sayso.ledger.inserting import put
from sayso.ledger.lookups import batches, decided, entry_of, heirs, judged, statement_in
from sayso.ledger.marks import marks
from sayso.ledger.names import name_key
from sayso.ledger.records import Decision
from sayso.ledger.tables import (
    DERIVED,
    decisions,
    documents,
    entries,
    failures,
    relations,
    roles,
    speakers,
    statements,
    versions,
)

_STEP = 2000
_ABOUT_STATEMENTS = (EntryKind.JUDGEMENT, EntryKind.RETRACTION)
#: What tells of a new article, in the order in which it can be taken in kind by kind.
_NEW = (EntryKind.DOCUMENT, EntryKind.SIGHTING, EntryKind.READING, EntryKind.STATEMENT)
#: How the body of a reading begins, and of its statements, where the article had been read before.
_AGAIN = b'{"again":true'
_COLUMNS = tuple(column.name for column in statements.c)


class Index:
    """The tables that are looked up, on one connection."""

    def __init__(self, backend: Backend, connection: Connection) -> None:
        self._backend = backend
        self._connection = connection
        self._by_kind: dict[EntryKind, Callable[[Sequence[Entry]], None]] = {
            EntryKind.DOCUMENT: self._documents,
            EntryKind.SIGHTING: self._sightings,
            # of these the entry itself is looked up
            EntryKind.FEED: lambda found: None,
            EntryKind.DROPPED: lambda found: None,
            EntryKind.READING: self._readings,
            EntryKind.STATEMENT: self._statements,
            EntryKind.CARRY: self._carries,
            EntryKind.FAILURE: self._failures,
            EntryKind.RECOVERY: self._recoveries,
            EntryKind.JUDGEMENT: self._decisions,
            EntryKind.RETRACTION: self._decisions,
            EntryKind.MERGE: self._decisions,
            EntryKind.APART: self._decisions,
            EntryKind.JOIN: self._decisions,
            EntryKind.SPLIT: self._decisions,
            EntryKind.GRADE: self._decisions,
            EntryKind.UNDO: self._undo,
        }

    def take(self, appended: Iterable[Entry]) -> None:
        """Take in the entries, which follow all that were taken in before."""
        for kind, group in groupby(_in_turn(list(appended)), key=lambda e: e.kind):
            self._by_kind[kind](list(group))

    def rebuild(self) -> None:
        """Make everything anew."""
        for table in DERIVED:
            self._connection.execute(delete(table))
        self._backend.clear_words(self._connection)
        after = 0
        while True:
            query = select(entries).where(entries.c.position > after).order_by(entries.c.position)
            found = self._connection.execute(query.limit(_STEP)).all()
            if not found:
                return
            with intact(found[0].position):
                self.take(entry_of(one, "") for one in found)
            after = found[-1].position

    # articles

    def _documents(self, found: Sequence[Entry]) -> None:
        rows = (document_row(e.position, e.subject, e.body) for e in found)
        put(self._connection, documents, DOCUMENT, rows)

    def _sightings(self, found: Sequence[Entry]) -> None:
        rows = (version_row(e.position, e.subject, e.body) for e in found)
        put(self._connection, versions, VERSION, rows)

    def _readings(self, found: Sequence[Entry]) -> None:
        for entry in found:
            body = entry.body
            if body["again"]:
                before = update(statements).where(
                    statements.c.document == entry.subject, statements.c.id.not_in(body["kept"])
                )
                self._connection.execute(before.values(current=False))
                self._connection.execute(delete(relations).where(relations.c.document == entry.subject))
            put(self._connection, relations, RELATION, relation_rows(entry.position, entry.subject, body))
        counts = update(documents).where(documents.c.id == bindparam("one"))
        self._connection.execute(
            counts.values(reading=bindparam("place")),
            [{"one": entry.subject, "place": entry.position} for entry in found],
        )

    def _statements(self, found: Sequence[Entry]) -> None:
        told = [(entry, entry.body) for entry in found]
        about = self._about({body["document"] for _, body in told})
        rows = [
            {
                "position": entry.position,
                "id": entry.subject,
                "document": body["document"],
                "reading": of.reading,
                "current": True,
                "retracted": False,
                "decided": False,
                **row(body["statement"], of.publisher, of.published),
            }
            for entry, body in told
            for of in (about[body["document"]],)
        ]
        again = [entry.subject for entry, body in told if body["again"]]
        before = {one: self._values(one) for one in again}
        put(self._connection, statements, _COLUMNS, ([one[name] for name in _COLUMNS] for one in rows))
        self._backend.put_words(
            self._connection,
            [_found(made, body["statement"]) for made, (_, body) in zip(rows, told, strict=True)],
        )
        self._name((body["statement"]["speaker"], about[body["document"]].publisher) for _, body in told)
        for one in again:
            self._settle(one, before[one])

    def _about(self, wanted: set[str]) -> dict[str, Row[Any]]:
        """The articles' publisher, date and reading, by id."""
        names = ("id", "publisher", "published", "reading")
        query = select(*(documents.c[name] for name in names))
        return {
            one.id: one
            for some in batches(wanted)
            for one in self._connection.execute(query.where(documents.c.id.in_(some)))
        }

    def _name(self, named: Iterable[tuple[dict[str, Any], str | None]]) -> None:
        known: dict[str, tuple[str, str | None, str]] = {}
        parts: dict[tuple[str, str, str], None] = {}
        for speaker, publisher in named:
            key = name_key(speaker["name"])
            if not key:
                continue
            name = clean(speaker["name"])
            known.setdefault(key, (key, name, speaker["kind"]))
            role, outlet = clean(speaker["description"]) or "", clean(publisher) or ""
            parts[key, role, outlet] = None
        put(self._connection, speakers, ("key", "name", "kind"), known.values(), known=True)
        put(self._connection, roles, ("speaker", "role", "publisher"), parts, known=True)

    # failures

    def _failures(self, found: Sequence[Entry]) -> None:
        for entry in found:
            self._close(entry.subject)
            self._connection.execute(
                insert(failures).values(
                    position=entry.position,
                    source=entry.subject,
                    reason=clean(entry.body["reason"]),
                    open=True,
                )
            )

    def _recoveries(self, found: Sequence[Entry]) -> None:
        for entry in found:
            self._close(entry.subject)

    def _close(self, source: str) -> None:
        self._connection.execute(update(failures).where(failures.c.source == source).values(open=False))

    # decisions

    def _carries(self, found: Sequence[Entry]) -> None:
        for entry in found:
            before = self._values(entry.subject)
            self._decide(entry, entry.body["from"])
            self._settle(entry.subject, before)

    def _decisions(self, found: Sequence[Entry]) -> None:
        for entry in found:
            about = entry.kind in _ABOUT_STATEMENTS
            before = self._values(entry.subject) if about else {}
            self._decide(entry, entry.body.get("other"))
            if about:
                self._settle(entry.subject, before)
                judged_speaker = entry.body.get("fields", {}).get("speaker")
                if judged_speaker:
                    self._name([(judged_speaker, None)])

    def _decide(self, entry: Entry, other: str | None) -> None:
        self._connection.execute(
            insert(decisions).values(
                position=entry.position, kind=entry.kind, target=entry.subject, other=other, active=True
            )
        )

    def _undo(self, found: Sequence[Entry]) -> None:
        for entry in found:
            self._turn(entry.body["undoes"], active=False)
            self._decide(entry, None)

    def _turn(self, position: int, *, active: bool) -> None:
        """Let a decision hold or not; where it undid another, that one turns the other way."""
        one = self._connection.execute(select(decisions).where(decisions.c.position == position)).one()
        before = self._values(one.target) if one.kind in _ABOUT_STATEMENTS else {}
        self._connection.execute(
            update(decisions).where(decisions.c.position == position).values(active=active)
        )
        if one.kind == EntryKind.UNDO:
            self._turn(int(one.target), active=not active)
        elif one.kind in _ABOUT_STATEMENTS:
            self._settle(one.target, before)

    # statements under decisions

    def _values(self, one: str) -> dict[int, dict[str, Any]]:
        """What counts now of the statement and those that go on from it, by position."""
        return self._under(self._decided(one))

    def _decided(self, one: str) -> dict[str, tuple[Decision, ...]]:
        """What was decided about the statement and those that go on from it, by their ids."""
        return decided(self._connection, heirs(self._connection, one))

    def _under(self, own: Mapping[str, Sequence[Decision]]) -> dict[int, dict[str, Any]]:
        """What counts of statements under these decisions, by position."""
        query = (
            select(entries)
            .join(statements, statements.c.position == entries.c.position)
            .where(statements.c.id.in_(list(own)))
        )
        made = {}
        for read in self._connection.execute(query):
            made[read.position] = effective(statement_in(read), judged(own[read.subject]))
        return made

    def _settle(self, one: str, before: dict[int, dict[str, Any]]) -> None:
        """Bring the rows of a statement, and of those that go on from it, up to date.

        ``before`` is what counted until now; rows that are not in it are new and say what was read.
        """
        own = self._decided(one)
        after = self._under(own)
        was = {**self._read(after.keys() - before.keys()), **before}
        about = self._about_places(after)
        old = {p: _found(_listed(p, was[p], about[p]), was[p]) for p in after}
        new = {p: _found(_listed(p, after[p], about[p]), after[p]) for p in after}
        changed = [p for p in after if old[p] != new[p]]
        self._backend.drop_words(self._connection, [old[p] for p in changed])
        self._backend.put_words(self._connection, [new[p] for p in changed])
        for position, value in after.items():
            self._renew(_listed(position, value, about[position]), own[value["id"]])

    def _read(self, positions: Iterable[int]) -> dict[int, dict[str, Any]]:
        query = select(entries).where(entries.c.position.in_(list(positions)))
        return {one.position: statement_in(one) for one in self._connection.execute(query)}

    def _about_places(self, positions: Iterable[int]) -> dict[int, Any]:
        """The publisher and the date of the articles of these statements, by their positions."""
        query = (
            select(statements.c.position, documents.c.publisher, documents.c.published)
            .join(documents, documents.c.id == statements.c.document)
            .where(statements.c.position.in_(list(positions)))
        )
        return {one.position: one for one in self._connection.execute(query)}

    def _renew(self, made: Mapping[str, Any], own: Sequence[Any]) -> None:
        withdrawn = any(d.kind is EntryKind.RETRACTION and d.active for d in own)
        columns = {name: value for name, value in made.items() if name != "position"}
        self._connection.execute(
            update(statements)
            .where(statements.c.position == made["position"])
            .values(retracted=withdrawn, decided=bool(own), **columns)
        )

    # full text

    def put_all_words(self) -> None:
        """Make the full text anew, of what the statements are listed with.

        An entry that is broken is passed over: it can't be shown either, and verify tells of it.
        """
        self._backend.clear_words(self._connection)
        query = select(entries, statements.c.decided).join(
            statements, statements.c.position == entries.c.position
        )
        last = 0
        while True:
            step = query.where(statements.c.position > last).order_by(statements.c.position).limit(_STEP)
            found = self._connection.execute(step).all()
            if not found:
                return
            self._backend.put_words(self._connection, [*self._words_of(found)])
            last = found[-1].position

    def _words_of(self, found: Sequence[Row[Any]]) -> Iterator[FoundWords]:
        about = self._about_places(one.position for one in found)
        for one in found:
            with suppress(DamagedLedgerError), intact(one.position):
                value = self._values(one.subject)[one.position] if one.decided else statement_in(one)
                yield _found(_listed(one.position, value, about[one.position]), value)


def _listed(position: int, value: dict[str, Any], about: Any) -> dict[str, Any]:
    """What a statement is looked up by, with its position."""
    return {"position": position, **row(value, about.publisher, about.published)}


def _found(listed: Mapping[str, Any], value: dict[str, Any]) -> FoundWords:
    """What full text finds a statement by."""
    return FoundWords(position=listed["position"], terms=terms_of(value), marks=marks(listed))


def _in_turn(found: Sequence[Entry]) -> Sequence[Entry]:
    """The entries in an order that takes few steps and comes to the same.

    New articles have nothing to do with one another, so all of a kind can be taken in at once;
    anything else has to be taken in as it was appended.
    """
    if any(e.kind not in _NEW or e.raw.startswith(_AGAIN) for e in found):
        return found
    return sorted(found, key=lambda e: _NEW.index(e.kind))
