"""What a reader of the ledger asks for, and what it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sayso.ledger.entry import EntryKind, Kept
from sayso.model.document import RawPage
from sayso.model.reading import Reading
from sayso.model.relation import Relation
from sayso.model.speaker import Kind
from sayso.model.statement import Act, Statement

#: Rows as a driver has them.
Rows = Sequence[tuple[Any, ...]]


class Order(StrEnum):
    """By when it was said, by how well it fits the query, or by when it was appended."""

    SAID = "said"
    RANK = "rank"
    POSITION = "position"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which statements; what is null or empty does not narrow.

    ``text`` is a query (words, "phrases", prefix*, -words),
    ``speakers`` are keys of names, of which any fits, ``since`` and ``until`` are ISO days, both
    included: the days on which it was said, or where the text tells none those of publication, have
    to meet them. ``current`` leaves out what a later reading of the article no longer finds, and
    ``retracted`` false leaves out what
    was withdrawn.
    """

    text: str | None = None
    ids: tuple[str, ...] = ()
    document: str | None = None
    documents: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    publisher: str | None = None
    act: Act | None = None
    since: str | None = None
    until: str | None = None
    current: bool = True
    retracted: bool = True
    order: Order = Order.POSITION
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided, by which entry, and whether it still holds."""

    position: int
    at: str
    by: str
    kind: EntryKind
    subject: str
    body: Mapping[str, Any]
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A statement as it stands in the ledger.

    ``statement`` is what counts now, ``as_read`` what the program read. ``decisions`` are the
    judgements and retractions about it, also those undone. ``current`` is false where a later
    reading no longer finds it, ``replaced`` true where the article has a later version.
    """

    statement: Statement
    as_read: Statement
    position: int
    reading: int
    document: str
    url: str | None
    path: str | None
    title: str | None
    publisher: str | None
    published: str | None
    current: bool
    replaced: bool
    decisions: tuple[Decision, ...] = ()

    @property
    def retraction(self) -> Decision | None:
        """The retraction that holds, if there is one."""
        kept = [d for d in self.decisions if d.kind is EntryKind.RETRACTION and d.active]
        return kept[-1] if kept else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When a statement was said: ISO days, those of publication where the text tells none."""

    id: str
    act: Act
    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A relation of the ledger. ``day`` is when the later of its two was said, if that is known."""

    relation: Relation
    position: int
    day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The article that was found at an address from an entry on."""

    position: int
    at: str
    url: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSpeaker:
    """A name that statements are by; ``roles`` are the descriptions, ``outlets`` those that ran them."""

    key: str
    name: str
    kind: Kind
    roles: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A source that could not be read. ``again`` is what to hand to ``add`` to try once more."""

    position: int
    at: str
    source: str
    again: str
    error: str
    reason: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A reading with the page that it is of. ``source`` is what names it to the person who adds it."""

    reading: Reading
    page: RawPage
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What came of adding an article: ``new`` is false where its bytes were there already."""

    document: str
    statements: int
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Some entries in order, and the rows that they are looked up by and shown with, of one state.

    Each entry is followed by the id and the article of the statement that is listed for it, or nulls.
    The rows of ``documents`` have the columns of ``derived.DOCUMENT`` and the reading that counts.
    """

    entries: Sequence[Kept]
    documents: Rows
    versions: Rows
    relations: Rows
