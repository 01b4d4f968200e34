"""Append to the ledger, on any of its databases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from sayso.errors import NotInLedgerError, UsageError
from sayso.ledger.backend import Backend
from sayso.ledger.blobs import digest_of, packed
from sayso.ledger.carrying import successors
from sayso.ledger.codec import document_value, note_value, relation_value, statement_of, statement_value
from sayso.ledger.deciding import check
from sayso.ledger.derived import clean
from sayso.ledger.entry import Draft, Entry, EntryKind, Head, canonical_json, chained
from sayso.ledger.index import Index
from sayso.ledger.inserting import put
from sayso.ledger.lookups import batches, entry_of, head_row, statement_in
from sayso.ledger.reading import SqlReader
from sayso.ledger.records import Added, Article
from sayso.ledger.tables import (
    UNLISTED,
    blobs,
    documents,
    entries,
    failures,
    head,
    statements,
    versions,
)
from sayso.ledger.uncollected import uncollected
from sayso.model.reading import Reading

_COLUMNS = ("position", "at", "by", "kind", "subject", "body", "digest")


def now() -> str:
    """This instant, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class SqlLedger(SqlReader):
    """Reads and appends through SQLAlchemy. ``by`` is the program that reads the articles."""

    def __init__(self, backend: Backend, *, by: str = "sayso", clock: Callable[[], str] = now) -> None:
        super().__init__(backend)
        self._by = by
        self._clock = clock

    def add(self, articles: Sequence[Article]) -> tuple[Added, ...]:
        """Articles with their statements, in one transaction."""
        with uncollected(), self._backend.writing() as connection:
            return tuple(one for some in _unrelated(articles) for one in self._add(connection, some))

    def meet(self, sha256: str, url: str | None, source: str, fetched_at: str | None) -> Added | None:
        """Bytes that may be known: nothing is written unless something about them is new."""
        known = self.taken(sha256)
        if known is None:
            return None
        with self._backend.writing() as connection:
            at = url or connection.execute(select(documents.c.url).where(documents.c.id == known)).scalar()
            drafts = _met(_found_at(connection, (at, source)), at, source, known, fetched_at)
            self._append(connection, [*drafts, *_recovered(_failed(connection, (source,)), source)])
        return Added(document=known, statements=0, new=False)

    def reread(self, reading: Reading) -> Added:
        """Another reading of an article that is there."""
        document = reading.document.id
        with self._backend.writing() as connection:
            before = connection.execute(
                select(documents.c.reading).where(documents.c.id == document)
            ).scalar()
            if before is None:
                raise NotInLedgerError(f"the ledger has no article {document}")
            if _same(connection, before, reading):
                return Added(document=document, statements=0, new=False)
            follows = successors(_decided_about(connection, document), reading.statements)
            kept = sorted(old for old, new in follows.items() if new is None)
            carried = [
                Draft(kind=EntryKind.CARRY, subject=new, body={"from": old})
                for old, new in sorted(follows.items())
                if new is not None and new != old
            ]
            self._append(connection, [*_read(reading, kept=kept, again=True), *carried])
        return Added(document=document, statements=len(reading.statements), new=True)

    def fail(self, source: str, error: str, reason: str, *, again: str | None = None) -> bool:
        """Keep that a source could not be read."""
        name, why = clean(source) or "", clean(reason) or ""
        with self._backend.writing() as connection:
            known = select(failures.c.position).where(
                failures.c.source == name, failures.c.reason == why, failures.c.open.is_(True)
            )
            if connection.execute(known).first() is not None:
                return False
            body = {"error": error, "reason": why, "again": clean(again or source)}
            self._append(connection, [Draft(kind=EntryKind.FAILURE, subject=name, body=body)])
        return True

    def visit(self, feed: str, *, etag: str | None, modified: str | None) -> None:
        """A feed was read to its end."""
        if not (etag or modified) or self.visited(feed) == (etag, modified):
            return
        body = {"etag": clean(etag), "modified": clean(modified)}
        with self._backend.writing() as connection:
            self._append(connection, [Draft(kind=EntryKind.FEED, subject=clean(feed) or "", body=body)])

    def drop(self, source: str, names: Sequence[str], reason: str) -> bool:
        """Keep that parts of a source were passed over."""
        subject, body = clean(source) or "", {"names": [clean(n) for n in names], "reason": clean(reason)}
        known = select(entries.c.body).where(
            entries.c.subject == subject, UNLISTED, entries.c.kind == EntryKind.DROPPED.value
        )
        with self._backend.writing() as connection:
            if canonical_json(body) in (bytes(one.body) for one in connection.execute(known)):
                return False
            self._append(connection, [Draft(kind=EntryKind.DROPPED, subject=subject, body=body)])
        return True

    def recover(self, source: str) -> None:
        """What could not be read now could."""
        with self._backend.writing() as connection:
            self._append(connection, _recovered(_failed(connection, (source,)), source))

    def decide(self, kind: EntryKind, subject: str, body: Mapping[str, Any], *, by: str) -> Entry:
        """Append what a person decided."""
        name = clean(" ".join(by.split())) or ""
        if not name:
            raise UsageError("a decision has to name who decided")
        with self._backend.writing() as connection:
            check(connection, kind, subject, body)
            draft = Draft(kind=kind, subject=subject, body=body)
            return self._append(connection, [draft], by=name)[0]

    def rebuild(self) -> None:
        """Make anew what the ledger is looked up by; the entries stay as they are."""
        with self._backend.writing() as connection:
            Index(self._backend, connection).rebuild()

    def _add(self, connection: Connection, articles: Sequence[Article]) -> list[Added]:
        """Articles that have nothing to do with one another, appended at once."""
        known = _known(connection, articles)
        places = [place for a in articles for place in (a.reading.document.url, a.source)]
        found, failed = _found_at(connection, places), _failed(connection, [a.source for a in articles])
        drafts: list[Draft] = []
        kept: list[tuple[str, bytes]] = []
        added: list[Added] = []
        for article in articles:
            document = article.reading.document
            there = known.get(document.sha256)
            if there is None:
                content = canonical_json(document_value(document))
                digest = digest_of(content)
                kept += ((document.sha256, packed(article.page.content)), (digest, packed(content)))
                drafts.append(_taken_in(article, digest))
            own = there or document.id
            drafts += _met(found, document.url, article.source, own, article.page.fetched_at)
            if there is None:
                drafts += _read(article.reading, kept=(), again=False)
            drafts += _recovered(failed, article.source)
            count = 0 if there else len(article.reading.statements)
            added.append(Added(document=own, statements=count, new=there is None))
        put(connection, blobs, ("digest", "content"), kept, known=True)
        self._append(connection, drafts)
        return added

    def _append(
        self, connection: Connection, drafts: Iterable[Draft], *, by: str | None = None
    ) -> list[Entry]:
        """The only place where entries are made: each after the one before, on the locked head."""
        before = Head(*head_row(connection))
        made: list[Entry] = []
        at = self._clock()
        for draft in drafts:
            entry = chained(draft, before, at=at, by=by or self._by)
            before = Head(entry.position, entry.digest)
            made.append(entry)
        if made:
            put(connection, entries, _COLUMNS, map(_row, made))
            last = {"position": before.position, "digest": bytes.fromhex(before.digest)}
            connection.execute(update(head).values(**last))
            Index(self._backend, connection).take(made)
        return made


def _row(entry: Entry) -> tuple[Any, ...]:
    """The entry's columns, named as in ``_COLUMNS``."""
    kind, digest = entry.kind.value, bytes.fromhex(entry.digest)
    return entry.position, entry.at, entry.by, kind, entry.subject, entry.raw, digest


def _taken_in(article: Article, content: str) -> Draft:
    document, page = article.reading.document, article.page
    body = {
        "sha256": document.sha256,
        "content": content,
        "media_type": page.media_type.value,
        "charset": page.charset,
        "bytes": len(page.content),
        "url": document.url,
        "path": document.path,
        "title": document.title,
        "publisher": document.publisher,
        "authors": list(document.authors),
        "published": document.published,
        "language": document.language,
    }
    return Draft(kind=EntryKind.DOCUMENT, subject=document.id, body=body)


#: What was found at each address, the last first.
Found = Mapping[str, Sequence[Row[Any]]]


def _met(found: Found, url: str | None, source: str, document: str, fetched_at: str | None) -> list[Draft]:
    """Where an article was found: its own address, and the one that led there."""
    led = source if source.startswith(("http://", "https://")) and source != url else None
    return [d for at in (url, led) for d in _seen(found, at, document, fetched_at)]


def _seen(found: Found, url: str | None, document: str, fetched_at: str | None) -> list[Draft]:
    """That an article was found at an address, unless it was the last one found there.

    What comes again without being fetched later (a folder, an archive) is where it was before.
    """
    address = clean(url)
    if not address:
        return []
    before = found.get(address, ())
    if before and before[0].document == document:
        return []
    if any(one.document == document for one in before):
        last = max(entry_of(one, "").body["fetched_at"] or "" for one in before)
        if (fetched_at or "") <= last:
            return []
    body = {"document": document, "fetched_at": fetched_at}
    return [Draft(kind=EntryKind.SIGHTING, subject=address, body=body)]


def _found_at(connection: Connection, urls: Iterable[str | None]) -> Found:
    query = (
        select(versions.c.url, versions.c.document, entries)
        .join(entries, entries.c.position == versions.c.position)
        .order_by(versions.c.position.desc())
    )
    found: dict[str, list[Row[Any]]] = {}
    for some in batches({address for url in urls if (address := clean(url))}):
        for one in connection.execute(query.where(versions.c.url.in_(some))):
            found.setdefault(one.url, []).append(one)
    return found


def _recovered(failed: Mapping[str, int], source: str) -> list[Draft]:
    name = clean(source) or ""
    if name not in failed:
        return []
    return [Draft(kind=EntryKind.RECOVERY, subject=name, body={"failure": failed[name]})]


def _failed(connection: Connection, sources: Iterable[str]) -> dict[str, int]:
    """The entry of each source's failure that is open."""
    query = select(failures.c.source, failures.c.position).where(failures.c.open.is_(True))
    return {
        one.source: one.position
        for some in batches({clean(source) or "" for source in sources})
        for one in connection.execute(query.where(failures.c.source.in_(some)))
    }


def _known(connection: Connection, articles: Sequence[Article]) -> dict[str, str]:
    """The articles that are there already, by the digest of their bytes."""
    query = select(documents.c.sha256, documents.c.id)
    return {
        one.sha256: one.id
        for some in batches({a.reading.document.sha256 for a in articles})
        for one in connection.execute(query.where(documents.c.sha256.in_(some)))
    }


def _unrelated(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles in order, cut where one has its bytes, its address or its source from one before."""
    some: list[Article] = []
    seen: set[str | None] = set()
    for article in articles:
        document = article.reading.document
        own = {document.sha256, document.id, clean(document.url), clean(article.source)} - {None}
        if own & seen:
            yield some
            some, seen = [], set()
        some.append(article)
        seen |= own
    if some:
        yield some


def _read(reading: Reading, *, kept: Sequence[str], again: bool) -> list[Draft]:
    body = {
        "readers": list(reading.readers),
        "statements": [s.id for s in reading.statements],
        "relations": [relation_value(r) for r in reading.relations],
        "credibility_notes": [note_value(n) for n in reading.credibility_notes],
        "kept": list(kept),
        "again": again,
    }
    document = reading.document.id
    told = {
        # a statement that was found twice by its id stands once
        s.id: Draft(
            kind=EntryKind.STATEMENT,
            subject=s.id,
            body={"document": document, "again": again, "statement": statement_value(s)},
        )
        for s in reading.statements
    }
    return [Draft(kind=EntryKind.READING, subject=document, body=body), *told.values()]


def _same(connection: Connection, before: int, reading: Reading) -> bool:
    """Whether the reading that counts was by the same readers."""
    found = connection.execute(select(entries).where(entries.c.position == before)).one()
    return bool(entry_of(found, "").body["readers"] == list(reading.readers))


def _decided_about(connection: Connection, document: str) -> list[Any]:
    """What counts of the article and has been decided about, as it was read."""
    query = (
        select(entries)
        .join(statements, statements.c.position == entries.c.position)
        .where(
            statements.c.document == document, statements.c.current.is_(True), statements.c.decided.is_(True)
        )
    )
    return [statement_of(statement_in(one)) for one in connection.execute(query)]
