"""Check one range of a ledger's entries: the chain, what the entries name, and what is shown of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from sayso.ledger.derived import document_row, relation_rows, version_row
from sayso.ledger.entry import ORIGIN, EntryKind, canonical, canonical_json, json_object
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Stored

_KINDS = frozenset(kind.value for kind in EntryKind)
#: Entries that are read at a time.
_STEP = 2000
_STATEMENT = EntryKind.STATEMENT.value
#: In canonical JSON a quotation mark inside of a text has a backslash before it: this is never a text.
_NO_RELATIONS = b'"relations":[]'
_OTHERWISE = "what the ledger shows of it is not what was appended"


@dataclass(slots=True, kw_only=True)
class Part:
    """What a check found in the entries after one position up to another.

    ``opened`` is the digest that the entry before the range says it has, ``closed`` the digest that
    was worked out for the last entry that is whole, whose position is ``last``. ``broken`` tells that
    the chain ends there; what else is wrong is a content or a row that is not what its entry names.
    ``fault`` is about the first entry of the range that something is wrong with, at ``position``.
    """

    opened: str
    closed: str
    last: int
    contents: int = 0
    noted: bool = False
    broken: bool = False
    fault: str | None = None
    position: int | None = None


def check(
    ledger: LedgerReader,
    after: int,
    until: int,
    *,
    head: str | None = None,
    step: Callable[[int], None] = lambda _: None,
) -> Part:
    """Check the entries after a position up to another; ``head`` is a digest to look out for.

    The digest that the entry before the range says it has is taken for granted: whoever checks the
    range before has to come to the same one.
    """
    opened = ORIGIN if after == 0 else _said(ledger, after)
    walk = _Walk(ledger, head, Part(opened=opened, closed=opened, last=after, noted=opened == head))
    while walk.part.last < until and not walk.part.broken:
        before = walk.part.last
        walk.take(ledger.stored(before, min(before + _STEP, until)), min(before + _STEP, until))
        step(walk.part.last - before)
    return walk.part


def _said(ledger: LedgerReader, position: int) -> str:
    digest = next((one[6] for one in ledger.stored(position - 1, position).entries), None)
    return digest.hex() if isinstance(digest, bytes) else ""


@dataclass(slots=True)
class _Walk:
    """How far a range was found to be whole."""

    ledger: LedgerReader
    head: str | None
    part: Part
    #: The contents that entries of this step name, with the first of these.
    wanted: dict[str, int] = field(default_factory=dict)

    def take(self, stored: Stored, until: int) -> None:
        """Check some entries that follow those before."""
        self._chain(stored)
        if not self.part.broken and self.part.last != until:
            self._break("was removed")
        self._contents()

    def _chain(self, stored: Stored) -> None:
        part, head, shown = self.part, self.head, _Shown(stored)
        before, last = part.closed, part.last
        beginnings, of = _beginnings(None), None
        for position, at, by, kind, subject, body, digest, listed, article in stored.entries:
            if position != last + 1:
                break  # one is missing
            # the digest before is part of what the digest is of, so it tells a changed order too
            if _digest(position, at, by, kind, subject, body, before) != digest:
                self._altered(last, before)
                return
            if kind == _STATEMENT:
                if article != of:
                    beginnings, of = _beginnings(article), article
                if listed != subject or not body.startswith(beginnings):
                    self._wrong(position, _OTHERWISE)
            elif kind in shown.looks and not self._look(position, kind, subject, body, shown):
                self._altered(last, before)
                return
            last, before = position, digest.hex()
            if before == head:
                part.noted = True
        part.closed, part.last = before, last

    def _altered(self, last: int, before: str) -> None:
        self.part.closed, self.part.last = before, last
        self._break("was altered or is not in its place")

    def _look(self, position: int, kind: str, subject: str, body: bytes, shown: _Shown) -> bool:
        """Hold what is shown of an entry against it; false if the entry tells nothing of its kind."""
        try:
            same, named = shown.looks[kind](position, subject, body)
        except (AttributeError, ValueError, TypeError, KeyError, RecursionError):
            return False
        for digest in named:
            self.wanted.setdefault(digest, position)
        if not same:
            self._wrong(position, _OTHERWISE)
        return True

    def _contents(self) -> None:
        """Hold every content that was named against its digest."""
        missing = dict(self.wanted)
        for digest, whole in self.ledger.contents(self.wanted):
            self.part.contents += 1
            position = missing.pop(digest, None)
            if not whole and position is not None:
                self._wrong(position, f"the content {digest} of the article was altered")
        for digest, position in missing.items():
            self._wrong(position, f"the content {digest} of the article was removed")
        self.wanted.clear()

    def _wrong(self, position: int, how: str) -> None:
        if self.part.position is None or position < self.part.position:
            self.part.fault, self.part.position = f"entry {position}: {how}", position

    def _break(self, how: str) -> None:
        self.part.broken = True
        if self.part.position is None:  # else something before it is wrong already
            self.part.position = self.part.last + 1
            self.part.fault = f"entry {self.part.position} {how}"


#: Whether what is shown is what the entry tells, and the digests of the contents that it names.
_Looked = tuple[bool, tuple[str, ...]]


class _Shown:
    """What is looked up and shown of some entries, to be held against them."""

    def __init__(self, stored: Stored) -> None:
        self._documents = {one[0]: one for one in stored.documents}
        self._versions = {one[0]: one for one in stored.versions}
        self._relations = {p: list(rows) for p, rows in groupby(stored.relations, key=itemgetter(0))}
        self.looks: dict[str, Callable[[int, str, bytes], _Looked]] = {
            EntryKind.DOCUMENT.value: self._document,
            EntryKind.SIGHTING.value: self._version,
            EntryKind.READING.value: self._reading,
        }

    def _document(self, position: int, subject: str, body: bytes) -> _Looked:
        told, found = json_object(body), self._documents.get(subject, ())
        same = found[:-1] == document_row(position, subject, told)
        return same, (str(told["sha256"]), str(told["content"]))

    def _version(self, position: int, subject: str, body: bytes) -> _Looked:
        return self._versions.get(position) == version_row(position, subject, json_object(body)), ()

    def _reading(self, position: int, subject: str, body: bytes) -> _Looked:
        # those of a reading that no longer counts are gone
        counts = self._documents[subject][-1] == position if subject in self._documents else False
        found = self._relations.get(position, [])
        if not counts or _NO_RELATIONS in body:
            return subject in self._documents and not found, ()
        return found == relation_rows(position, subject, json_object(body)), ()


def _beginnings(article: Any) -> tuple[bytes, ...]:
    """How the entry of a statement of this article can begin, in canonical JSON."""
    document = canonical_json(str(article))
    return tuple(
        b'{"again":%b,"document":%b,"statement":' % (again, document) for again in (b"false", b"true")
    )


def _digest(position: int, at: Any, by: Any, kind: Any, subject: Any, body: Any, before: str) -> bytes | None:
    """The digest of an entry's canonical bytes; null where it holds what was never appended."""
    if kind not in _KINDS:
        return None
    try:
        return sha256(canonical(position, at, by, kind, subject, body, before)).digest()
    except (TypeError, ValueError):  # a number where there was a text
        return None
