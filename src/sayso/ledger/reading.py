"""Answers from the ledger, on any of its databases."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from sayso.errors import DamagedLedgerError, NotInLedgerError
from sayso.ledger import decoded
from sayso.ledger.backend import Backend
from sayso.ledger.blobs import unpacked
from sayso.ledger.codec import document_of, relation_of
from sayso.ledger.entry import ORIGIN, Entry, EntryKind, Head, json_object
from sayso.ledger.faults import intact, translated
from sayso.ledger.from_rows import failed, known_speaker, recorded, related_of
from sayso.ledger.lookups import DECISIONS, batches, decided, decision_of, entry_of, head_row, judged
from sayso.ledger.names import name_key
from sayso.ledger.records import (
    Dated,
    Decision,
    Failed,
    KnownSpeaker,
    Order,
    Recorded,
    Related,
    Stored,
    Version,
    Wanted,
)
from sayso.ledger.selecting import (
    MOST_RANKED,
    Place,
    about,
    counted,
    dated,
    related,
    selected,
    stand,
    standing,
    whole,
)
from sayso.ledger.snapshots import Held, Settled, Snapshot
from sayso.ledger.stored import ends, packed_contents, stored
from sayso.ledger.tables import (
    blobs,
    decisions,
    documents,
    entries,
    failures,
    roles,
    speakers,
    statements,
    versions,
)
from sayso.model.document import Document
from sayso.model.reading import Reading
from sayso.model.relation import RelationKind
from sayso.model.statement import Act, CredibilityNote, Statement

_STEP = 1000
#: Of the best so many more than are wanted are looked at, since some may be withdrawn or no longer found.
_WITHDRAWN = 16
#: Articles that are read whole at once.
_ARTICLES = 50
_VERSIONS = select(versions, entries.c.at).join(entries, entries.c.position == versions.c.position)
_WHOLE = (
    select(
        documents.c.id,
        documents.c.content,
        documents.c.position,
        blobs.c.content.label("kept"),
        entries.c.body,
    )
    .join(blobs, blobs.c.digest == documents.c.content)
    .outerjoin(entries, entries.c.position == documents.c.reading)
    .order_by(documents.c.id)
)
_UNREAD: dict[str, list[Any]] = {"relations": [], "credibility_notes": [], "readers": []}


class SqlReader:
    """Reads a ledger through SQLAlchemy."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._held = Held()
        self._of_state = Settled(Head(0, ORIGIN))

    @property
    def place(self) -> str:
        """How the ledger is called in messages."""
        return self._backend.place

    @property
    def address(self) -> str:
        """What another process opens it by; it may hold a password and is not to be shown."""
        return self._backend.address

    def close(self) -> None:
        """Let go of the database."""
        self._backend.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all that this thread reads meanwhile be of one state, and by one connection."""
        before = self._held.snapshot
        with self._reading() as connection:
            taken = before or Snapshot(connection, Head(*head_row(connection)))
            self._held.snapshot = taken
            try:
                yield
            finally:
                self._held.snapshot = before

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A connection that sees one state: that of the snapshot, if this thread has one."""
        held = self._held.snapshot
        if held is None:
            with self._backend.reading() as connection:
                yield connection
        else:
            with translated(self._backend.place):
                yield held.connection

    def _settled(self) -> Settled:
        """What is known of the snapshot's state; without one of no state, and forgotten at once."""
        held = self._held.snapshot
        if held is None:
            return Settled(Head(0, ORIGIN))
        if self._of_state.head != held.head:
            self._of_state = Settled(held.head)
        return self._of_state

    def head(self) -> Head:
        """The last entry's position and digest."""
        held = self._held.snapshot
        if held is not None:
            return held.head
        with self._reading() as connection:
            return Head(*head_row(connection))

    # entries

    def entries(
        self,
        *,
        after: int = 0,
        kinds: Collection[EntryKind] = (),
        subject: str | None = None,
        newest_first: bool = False,
    ) -> Iterator[Entry]:
        """The entries after a position, a thousand at a time, each time from a fresh state."""
        place = entries.c.position
        query = select(entries).order_by(place.desc() if newest_first else place).limit(_STEP)
        if kinds:
            query = query.where(entries.c.kind.in_([k.value for k in kinds]))
        if subject is not None:
            query = query.where(place.in_(about(subject)))
        lower, upper = after, None
        while True:
            # one bound on each side: of two, SQLite would take the first and walk from there each time
            step = query.where(place > lower)
            step = step if upper is None else step.where(place < upper)
            with self._reading() as connection:
                found = connection.execute(step).all()
                before = _digests(connection, found)
            for one in found:
                yield entry_of(one, before.get(one.position - 1, ORIGIN))
            if len(found) < _STEP:
                return
            if newest_first:
                upper = found[-1].position
            else:
                lower = found[-1].position

    def ends(self) -> tuple[Head, int]:
        """The head, and the position of the last entry that is there."""
        with self._reading() as connection:
            return ends(connection)

    def stored(self, after: int, until: int) -> Stored:
        """The entries after a position up to another as they are kept."""
        with self._reading() as connection:
            return stored(connection, after, until)

    def entry(self, position: int) -> Entry:
        """One entry."""
        with self._reading() as connection:
            found = connection.execute(select(entries).where(entries.c.position == position)).one_or_none()
            before = _digests(connection, [found] if found else [])
        if found is None:
            raise NotInLedgerError(f"the ledger has no entry {position}")
        return entry_of(found, before.get(position - 1, ORIGIN))

    # statements

    def statements(self, wanted: Wanted) -> Iterator[Recorded]:
        """The statements that are wanted, in steps, so that nothing is held in between."""
        left, wanted, last = wanted.limit, _orderly(wanted), None
        while left is None or left > 0:
            size = _STEP if left is None else min(_STEP, left)
            found, last = self._statements(replace(wanted, limit=size), last)
            yield from found
            if len(found) < size:
                return
            ranked = wanted.order is Order.RANK  # a rank is no place to go on from
            wanted, last = (
                replace(wanted, offset=wanted.offset + size if ranked else 0),
                None if ranked else last,
            )
            left = None if left is None else left - size

    def _statements(self, wanted: Wanted, after: Place | None) -> tuple[list[Recorded], Place | None]:
        with self._reading() as connection:
            found = connection.execute(selected(self._backend, wanted, after)).all()
            own = _decided(connection, found)
        told = [recorded(one, own.get(one.subject, ())) for one in found]
        return told, (found[-1].sorted, found[-1].position) if found else None

    def sharing(self, terms: Collection[str], most: int, *, after: int = 0) -> tuple[Recorded, ...]:
        """The statements that stand and share any of these terms, the best first.

        The full text ranks them, and then is looked which of them stand: nearly all do, and to look at all
        of them first takes longer than to rank them.
        """
        asked, needed = sorted(set(terms)), after + most
        at_once = needed + _WITHDRAWN
        with self._reading() as connection:
            while True:
                best = self._backend.sharing(connection, asked, MOST_RANKED, at_once)
                kept = _at(connection, best, stand)
                if len(kept) >= needed or len(best) < at_once:
                    break
                at_once *= 4
            chosen = [place for place in best if place in kept][after:needed]
            rows = _at(connection, chosen, whole)
            own = _decided(connection, tuple(rows.values()))
        return tuple(recorded(rows[place], own.get(rows[place].subject, ())) for place in chosen)

    def count(self, wanted: Wanted) -> int:
        """How many statements there are."""
        with self._reading() as connection:
            return connection.execute(counted(self._backend, wanted)).scalar_one()

    # articles

    def document(self, document: str) -> Document:
        """An article, whole."""
        found = self._document(document)
        content = self._content(found.content)
        with intact(found.position):
            return document_of(json_object(content))

    def reading(self, document: str) -> Reading:
        """An article with its statements as they stand."""
        self._document(document)
        return next(self.readings((document,)))

    def readings(self, documents: Collection[str]) -> Iterator[Reading]:
        """Articles with their statements as they stand, some at a time."""
        ordered = sorted(set(documents))
        for some in (ordered[n : n + _ARTICLES] for n in range(0, len(ordered), _ARTICLES)):
            yield from self._readings(some)

    def _readings(self, wanted: Sequence[str]) -> Iterator[Reading]:
        with self._reading() as connection:
            found = connection.execute(_WHOLE.where(documents.c.id.in_(wanted))).all()
            stand = _standing(connection, wanted)
        for row in found:
            with intact(row.position):
                whole = json_object(unpacked(bytes(row.kept), row.content))
                told = json_object(bytes(row.body)) if row.body else _UNREAD
                made = Reading(
                    document=document_of(whole),
                    statements=tuple(stand.get(row.id, ())),
                    relations=tuple(relation_of(one) for one in told["relations"]),
                    credibility_notes=tuple(CredibilityNote(**one) for one in told["credibility_notes"]),
                    readers=tuple(told["readers"]),
                )
            yield made

    def raw(self, document: str) -> bytes:
        """The page as it came."""
        return self._content(self._document(document).sha256)

    def documents(self) -> Iterator[str]:
        """Every article's id."""
        last = 0
        while True:
            query = select(documents.c.id, documents.c.position).where(documents.c.position > last)
            with self._reading() as connection:
                found = connection.execute(query.order_by(documents.c.position).limit(_STEP)).all()
            yield from (one.id for one in found)
            if len(found) < _STEP:
                return
            last = found[-1].position

    def taken(self, sha256: str) -> str | None:
        """The article of these bytes."""
        with self._reading() as connection:
            return connection.execute(select(documents.c.id).where(documents.c.sha256 == sha256)).scalar()

    def versions(self, url: str) -> tuple[Version, ...]:
        """What was found at an address, in order."""
        return self._versions(_VERSIONS.where(versions.c.url == url).order_by(versions.c.position))

    def altered(self, most: int) -> tuple[Version, ...]:
        """The last version of each article of which there are several."""
        last = func.max(versions.c.position).label("last")
        several = func.count(versions.c.document.distinct()) > 1
        changed = select(last).group_by(versions.c.url).having(several).order_by(last.desc()).limit(most)
        last_ones = versions.c.position.in_(changed.subquery().select())
        return self._versions(_VERSIONS.where(last_ones).order_by(versions.c.position.desc()))

    def _versions(self, query: Select[Any]) -> tuple[Version, ...]:
        with self._reading() as connection:
            found = connection.execute(query).all()
        return tuple(Version(position=v.position, at=v.at, url=v.url, document=v.document) for v in found)

    def _document(self, document: str) -> Row[Any]:
        with self._reading() as connection:
            found = connection.execute(select(documents).where(documents.c.id == document)).one_or_none()
        if found is None:
            raise NotInLedgerError(f"the ledger has no article {document}")
        return found

    def _content(self, digest: str) -> bytes:
        with self._reading() as connection:
            kept = connection.execute(select(blobs.c.content).where(blobs.c.digest == digest)).scalar()
        if kept is None:
            raise DamagedLedgerError(f"content {digest} is missing from the ledger")
        return unpacked(bytes(kept), digest)

    def visited(self, feed: str) -> tuple[str | None, str | None]:
        """The ETag and the Last-Modified of a feed's last visit."""
        found = next(self.entries(kinds=(EntryKind.FEED,), subject=feed, newest_first=True), None)
        if found is None:
            return None, None
        with intact(found.position):
            return found.body["etag"], found.body["modified"]

    # speakers

    def speakers(self, name: str = "") -> tuple[KnownSpeaker, ...]:
        """The names that hold all words of this one."""
        # keys hold letters, digits and spaces only, so none of them means anything to LIKE
        padded = " " + speakers.c.key + " "
        like = [padded.like(f"% {word} %") for word in name_key(name).split()]
        query = select(speakers).where(*like).order_by(speakers.c.key)
        with self._reading() as connection:
            found = connection.execute(query).all()
            parts: dict[str, list[Row[Any]]] = {}
            for keys in batches([one.key for one in found]):
                for part in connection.execute(select(roles).where(roles.c.speaker.in_(keys))):
                    parts.setdefault(part.speaker, []).append(part)
        return tuple(known_speaker(one, parts.get(one.key, [])) for one in found)

    def speaker(self, key: str) -> KnownSpeaker | None:
        """The name of just this key."""
        with self._reading() as connection:
            found = connection.execute(select(speakers).where(speakers.c.key == key)).one_or_none()
            parts = connection.execute(select(roles).where(roles.c.speaker == key)).all() if found else []
        return known_speaker(found, parts) if found else None

    def same_speakers(self) -> tuple[Decision, ...]:
        """What people decided about names."""
        return self.decisions((EntryKind.MERGE, EntryKind.APART))

    # relations

    def relations(
        self,
        kinds: Collection[RelationKind] = (),
        statements: Collection[str] = (),
        *,
        speakers: Collection[str] = (),
        limit: int | None = None,
    ) -> Iterator[Related]:
        """How statements stand to one another, the surest first, then the newest."""
        query = related(kinds, statements, speakers)
        step, offset = limit or _STEP, 0
        while True:
            with self._reading() as connection:
                found = connection.execute(query.limit(step).offset(offset)).all()
            yield from (related_of(one) for one in found)
            if limit is not None or len(found) < step:
                return
            offset += step

    def dated(self, wanted: Wanted) -> Iterator[Dated]:
        """When statements were said; only the table that they are looked up in is read."""
        with self._reading() as connection:
            found = connection.execute(dated(self._backend, wanted)).all()
        for one in found:
            yield Dated(id=one.id, act=Act(one.act), start=one.first_day, end=one.last_day)

    def frequencies(self, terms: Collection[str], most: int) -> dict[str, int]:
        """In how many statements each term stands; counted up to ``most``."""
        known = self._settled().frequencies(most)
        unknown = sorted({term for term in terms if term not in known})
        if unknown:
            with self._reading() as connection:
                found = self._backend.frequencies(connection, unknown, most)
            known.update(zip(unknown, found, strict=True))
        return {term: known[term] for term in terms}

    # the rest

    def decisions(self, kinds: Collection[EntryKind]) -> tuple[Decision, ...]:
        """What people decided of these kinds, in order, also what was undone."""
        known, asked = self._settled().decisions, frozenset(kinds)
        if asked not in known:
            query = DECISIONS.where(decisions.c.kind.in_(sorted(asked)))
            with self._reading() as connection:
                known[asked] = tuple(decision_of(one) for one in connection.execute(query))
        return known[asked]

    def failures(self, *, resolved: bool = False) -> tuple[Failed, ...]:
        """What could not be read."""
        query = (
            select(entries, failures.c.open)
            .join(failures, failures.c.position == entries.c.position)
            .order_by(failures.c.position)
        )
        if not resolved:
            query = query.where(failures.c.open.is_(True))
        with self._reading() as connection:
            return tuple(failed(one) for one in connection.execute(query))

    def counts(self) -> dict[str, int]:
        """How many entries of each kind, and what counts now."""
        now = {
            "current": select(func.count()).where(statements.c.current.is_(True)),
            "retracted": select(func.count()).where(statements.c.retracted.is_(True)),
            "speakers": select(func.count()).select_from(speakers),
            "open_failures": select(func.count()).where(failures.c.open.is_(True)),
        }
        with self._reading() as connection:
            kinds = connection.execute(select(entries.c.kind, func.count()).group_by(entries.c.kind))
            by_kind: dict[str, int] = dict(kinds.all())
            found = {name: connection.execute(query).scalar_one() for name, query in now.items()}
        return {**{kind.value: by_kind.get(kind.value, 0) for kind in EntryKind}, **found}

    def contents(self, digests: Collection[str]) -> Iterator[tuple[str, bool]]:
        """Of these contents those that are there, and whether each is what its digest names."""
        with self._reading() as connection:
            for digest, content in packed_contents(connection, digests):
                yield digest, _is_whole(content, digest)


def _is_whole(content: Any, digest: str) -> bool:
    try:
        unpacked(content, digest)
    except (DamagedLedgerError, TypeError):  # a number where there were bytes
        return False
    return True


def _digests(connection: Connection, found: Sequence[Row[Any]]) -> dict[int, str]:
    """The digests of these and of those before them, by position."""
    known = {one.position: _hex(one.digest) for one in found}
    missing = [p - 1 for p in known if p > 1 and p - 1 not in known]
    for places in batches(missing):
        query = select(entries.c.position, entries.c.digest).where(entries.c.position.in_(places))
        known.update((p, _hex(d)) for p, d in connection.execute(query))
    return known


def _hex(digest: object) -> str:
    """The digest in hexadecimal; what is none, since somebody was there, as nothing."""
    return bytes(digest).hex() if isinstance(digest, bytes | memoryview) else ""


def _at(
    connection: Connection, places: Sequence[int], query: Callable[[Sequence[int]], Select[Any]]
) -> dict[int, Row[Any]]:
    """The rows of the query for positions, by position."""
    return {row.position: row for some in batches(places) for row in connection.execute(query(some))}


def _orderly(wanted: Wanted) -> Wanted:
    """Without words to look for there is no rank."""
    if wanted.order is Order.RANK and wanted.text is None:
        return replace(wanted, order=Order.SAID)
    return wanted


def _standing(connection: Connection, wanted: Sequence[str]) -> dict[str, list[Statement]]:
    """The statements that stand, by article, in order."""
    found = connection.execute(standing(wanted)).all()
    own = _decided(connection, found)
    stand: dict[str, list[Statement]] = {}
    for one in found:
        fields = judged(own.get(one.subject, ()))
        with intact(one.position):
            stand.setdefault(one.document, []).append(decoded.as_judged(bytes(one.body), fields))
    return stand


def _decided(connection: Connection, found: Sequence[Row[Any]]) -> dict[str, tuple[Decision, ...]]:
    """What people decided about the statements of rows, by id."""
    return decided(connection, {one.subject for one in found if one.decided})
