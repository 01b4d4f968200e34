"""An entry: one appended row of the ledger, and the bytes that its digest is of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any

from sayso.errors import DamagedLedgerError

#: What the first entry names as the digest before it.
ORIGIN = "0" * 64


class EntryKind(StrEnum):
    """What an entry tells.

    ``document``: a version of an article was taken in. ``sighting``: a version was found at an
    address where another, or none, had been. ``feed``: a feed was read to its end. ``reading``: an
    article was read, by whom, and what came of it. ``statement``: one statement of that reading.
    ``carry``: a statement of a new reading goes on from one that a person has decided about.
    ``failure`` and ``recovery``: a source could not be read; now it could. ``dropped``: parts of a
    source that were passed over since they are no articles. ``judgement`` and
    ``retraction``: a person's correction, or withdrawal, of a statement. ``merge`` and ``apart``:
    two names are one speaker's, or are not. ``join`` and ``split``: two statements are of one claim,
    or are not. ``grade``: how far an editor trusts a source, or an information. ``undo``: an earlier
    decision no longer holds.
    """

    DOCUMENT = "document"
    SIGHTING = "sighting"
    FEED = "feed"
    READING = "reading"
    STATEMENT = "statement"
    CARRY = "carry"
    FAILURE = "failure"
    RECOVERY = "recovery"
    DROPPED = "dropped"
    JUDGEMENT = "judgement"
    RETRACTION = "retraction"
    MERGE = "merge"
    APART = "apart"
    JOIN = "join"
    SPLIT = "split"
    GRADE = "grade"
    UNDO = "undo"


#: The kinds that a person appends, and that an undo may name.
DECISIONS = frozenset(
    (
        EntryKind.JUDGEMENT,
        EntryKind.RETRACTION,
        EntryKind.MERGE,
        EntryKind.APART,
        EntryKind.JOIN,
        EntryKind.SPLIT,
        EntryKind.GRADE,
        EntryKind.UNDO,
    )
)


#: The kinds whose bodies are made here, of nothing but what JSON has.
_PLAIN = frozenset((EntryKind.DOCUMENT, EntryKind.SIGHTING, EntryKind.READING, EntryKind.STATEMENT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an entry will tell, before it has its place."""

    kind: EntryKind
    subject: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One appended row.

    ``position`` counts from 1 without gaps. ``at`` is an ISO 8601 instant in UTC, ``by`` the person
    or the program that appended it, ``subject`` the id of what it is about, ``raw`` the body as
    canonical JSON. ``digest`` is the SHA-256, in hexadecimal, of ``canonical()``, which holds the
    digest of the entry before.
    """

    position: int
    at: str
    by: str
    kind: EntryKind
    subject: str
    raw: bytes
    previous: str
    digest: str
    #: The body as it was before it was written, where the entry was appended just now.
    told: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)

    @property
    def body(self) -> dict[str, Any]:
        """The body, read anew at each call. Raises ``DamagedLedgerError`` if it is none."""
        if self.told is not None:
            return dict(self.told)
        try:
            return json_object(self.raw)
        except (TypeError, ValueError, RecursionError):
            raise DamagedLedgerError(f"entry {self.position} is broken; sayso verify tells more") from None

    def canonical(self) -> bytes:
        """The bytes that the digest is of: a line of JSON that anybody can write down again."""
        return canonical(self.position, self.at, self.by, self.kind, self.subject, self.raw, self.previous)


#: An entry as it is kept, of whatever types somebody may have left there: its position, at, by,
#: kind, subject, body and digest, and what goes with it.
Kept = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry's position and digest; position 0 and zeros for an empty ledger."""

    position: int = 0
    digest: str = ORIGIN


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)


def canonical_json(value: Any) -> bytes:
    """JSON in one form: keys sorted by code point, no white space, UTF-8 without escapes but those
    that JSON asks for, numbers in the shortest form that reads back the same."""
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


def json_object(kept: bytes) -> dict[str, Any]:
    """What ``canonical_json`` wrote, where that is an object.

    Raises:
        TypeError, ValueError, RecursionError: where it is something else.
    """
    found = json.loads(kept.decode("utf-8", "surrogatepass"))
    if not isinstance(found, dict):
        raise TypeError(f"not an object: {kept[:20]!r}")
    return found


def canonical(position: int, at: str, by: str, kind: str, subject: str, raw: bytes, previous: str) -> bytes:
    """An entry's canonical JSON, put together from its parts without reading the body again."""
    # the keys in their sorted order; that of a text that is no text raises TypeError
    return b'%b%b%b%d,"previous":"%b","subject":%b}' % (
        _before_body(at),
        raw,
        _after_body(by, kind),
        position,
        previous.encode(),
        _written(subject),
    )


@lru_cache(maxsize=16)
def _before_body(at: str) -> bytes:
    return b'{"at":%b,"body":' % _written(at)


@lru_cache(maxsize=256)
def _after_body(by: str, kind: str) -> bytes:
    return b',"by":%b,"kind":%b,"position":' % (_written(by), _written(kind))


def _written(text: str) -> bytes:
    return encode_basestring(text).encode("utf-8", "surrogatepass")


def chained(draft: Draft, before: Head, *, at: str, by: str) -> Entry:
    """The entry that the draft becomes after the head."""
    raw, position = canonical_json(draft.body), before.position + 1
    written = canonical(position, at, by, draft.kind, draft.subject, raw, before.digest)
    return Entry(
        position=position,
        at=at,
        by=by,
        kind=draft.kind,
        subject=draft.subject,
        raw=raw,
        previous=before.digest,
        digest=sha256(written).hexdigest(),
        told=draft.body if draft.kind in _PLAIN else None,
    )
