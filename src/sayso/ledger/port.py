"""What the rest of Sayso knows of a ledger: one type that reads, and one that appends."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sayso.ledger.entry import Entry, EntryKind, Head
from sayso.ledger.records import (
    Added,
    Article,
    Dated,
    Decision,
    Failed,
    KnownSpeaker,
    Recorded,
    Related,
    Stored,
    Version,
    Wanted,
)
from sayso.model.document import Document
from sayso.model.reading import Reading
from sayso.model.relation import RelationKind


class LedgerReader(Protocol):
    """Answers from the ledger. Iteration is lazy and holds no lock."""

    @property
    def address(self) -> str:
        """What another process opens it by; it may hold a password and is not to be shown."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Let all that this thread reads meanwhile be of one state of the ledger."""

    def head(self) -> Head:
        """The last entry's position and digest."""

    def entries(
        self,
        *,
        after: int = 0,
        kinds: Collection[EntryKind] = (),
        subject: str | None = None,
        newest_first: bool = False,
    ) -> Iterator[Entry]:
        """The entries after a position, in order; who goes on from the last one misses none."""

    def ends(self) -> tuple[Head, int]:
        """The head, and the position of the last entry that is there, of one state."""

    def stored(self, after: int, until: int) -> Stored:
        """The entries after a position up to another as they are kept, with what is looked up of them
        and nothing made of it: for checking."""

    def entry(self, position: int) -> Entry:
        """One entry. Raises ``NotInLedgerError`` if there is none."""

    def statements(self, wanted: Wanted) -> Iterator[Recorded]:
        """The statements that are wanted, as they stand now."""

    def sharing(self, terms: Collection[str], most: int, *, after: int = 0) -> tuple[Recorded, ...]:
        """At most so many statements that stand and share any of these terms, the best first, from a
        place on."""

    def count(self, wanted: Wanted) -> int:
        """How many there are, whatever limit is wanted."""

    def document(self, document: str) -> Document:
        """An article, whole. Raises ``NotInLedgerError`` if there is none."""

    def reading(self, document: str) -> Reading:
        """An article with its statements as they stand. Raises ``NotInLedgerError`` if there is none."""

    def readings(self, documents: Collection[str]) -> Iterator[Reading]:
        """The same of many at once, in the order of their ids; what is not there is left out."""

    def raw(self, document: str) -> bytes:
        """The page as it came. Raises ``NotInLedgerError`` if there is none."""

    def documents(self) -> Iterator[str]:
        """Every article's id, in the order in which they came."""

    def taken(self, sha256: str) -> str | None:
        """The article of these bytes, if they are there."""

    def versions(self, url: str) -> tuple[Version, ...]:
        """What was found at an address, in order."""

    def altered(self, most: int) -> tuple[Version, ...]:
        """The last version of each article of which there are several, the last found first."""

    def visited(self, feed: str) -> tuple[str | None, str | None]:
        """The ETag and the Last-Modified that a feed came with when it was read last."""

    def speakers(self, name: str = "") -> tuple[KnownSpeaker, ...]:
        """The names that hold all words of this one, by name."""

    def speaker(self, key: str) -> KnownSpeaker | None:
        """The name of just this key."""

    def same_speakers(self) -> tuple[Decision, ...]:
        """The merges and the words against one that people decided, also those undone."""

    def decisions(self, kinds: Collection[EntryKind]) -> tuple[Decision, ...]:
        """What people decided of these kinds, in order, also what was undone."""

    def relations(
        self,
        kinds: Collection[RelationKind] = (),
        statements: Collection[str] = (),
        *,
        speakers: Collection[str] = (),
        limit: int | None = None,
    ) -> Iterator[Related]:
        """How statements that stand stand to one another, the surest first, then the newest; with
        keys of names only those of which both are by one of these."""

    def dated(self, wanted: Wanted) -> Iterator[Dated]:
        """When the statements that are wanted were said, and nothing else of them, by day."""

    def frequencies(self, terms: Collection[str], most: int) -> dict[str, int]:
        """In how many statements each term stands; counted up to ``most``."""

    def failures(self, *, resolved: bool = False) -> tuple[Failed, ...]:
        """What could not be read; with ``resolved`` also what could be later."""

    def counts(self) -> dict[str, int]:
        """How many entries there are of each kind, and statements that count now."""

    def contents(self, digests: Collection[str]) -> Iterator[tuple[str, bool]]:
        """Of these contents those that are there, and whether each is what its digest names."""


class LedgerWriter(LedgerReader, Protocol):
    """Appends to the ledger. Each call is one transaction: all of it is kept, or none."""

    def add(self, articles: Sequence[Article]) -> tuple[Added, ...]:
        """Articles with their statements; what is there already adds nothing."""

    def meet(self, sha256: str, url: str | None, source: str, fetched_at: str | None) -> Added | None:
        """Bytes that may be known: if they are, what is new about them is where they were found."""

    def reread(self, reading: Reading) -> Added:
        """Another reading of an article; what people decided goes on to it."""

    def fail(self, source: str, error: str, reason: str, *, again: str | None = None) -> bool:
        """Keep that a source could not be read; false where just that is known already."""

    def visit(self, feed: str, *, etag: str | None, modified: str | None) -> None:
        """A feed was read to its end; nothing is written where it was the same the last time."""

    def drop(self, source: str, names: Sequence[str], reason: str) -> bool:
        """Keep that parts of a source were passed over; false where just that is known already."""

    def recover(self, source: str) -> None:
        """What could not be read now could."""

    def decide(self, kind: EntryKind, subject: str, body: Mapping[str, Any], *, by: str) -> Entry:
        """Append a person's judgement, retraction, merge, word against a merge, or undoing.

        Raises:
            NotInLedgerError: if there is nothing of that name to decide about.
            UsageError: if the decision makes no sense (undoing what is undone).
        """
