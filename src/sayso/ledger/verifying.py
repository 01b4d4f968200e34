"""Check a ledger: that no entry was altered, removed or reordered, and that no content was."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Self

from sayso.ledger.entry import ORIGIN, EntryKind, Head, canonical
from sayso.ledger.port import LedgerReader

_KINDS = frozenset(kind.value for kind in EntryKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check found. ``fault`` is null for a whole ledger, else a sentence about the first
    entry that is not as it was appended, whose position is ``position``; ``head`` is the last entry."""

    head: Head
    entries: int
    contents: int
    fault: str | None = None
    position: int | None = None


def verify(
    ledger: LedgerReader, *, head: str | None = None, step: Callable[[int], None] = lambda _: None
) -> Verdict:
    """Walk the whole chain, then every content.

    ``head`` is a digest that somebody noted earlier: it has to stand in the chain still. ``step`` is
    told every thousand entries how many have been walked.
    """
    walked = _walk(ledger, head, step)
    if walked.fault is not None:
        return walked.verdict()
    if head not in (None, ORIGIN) and not walked.noted:
        walked.fault = f"no entry has the digest {head}: what it is of was removed or altered"
        return walked.verdict()
    return _contents(ledger, walked)


@dataclass(slots=True)
class _Walk:
    """How far the chain was found to be whole."""

    told: Head
    before: Head = field(default_factory=Head)
    noted: bool = False
    wanted: dict[str, int] = field(default_factory=dict)
    fault: str | None = None
    position: int | None = None

    def broken(self, position: int, how: str) -> Self:
        self.fault, self.position = f"entry {position} {how}", position
        return self

    def noting(self, position: int, kind: str, body: bytes) -> bool:
        """Note the contents that an article's entry names; false if it names none."""
        if kind != EntryKind.DOCUMENT:
            return True
        try:
            told = json.loads(body.decode("utf-8", "surrogatepass"))
            self.wanted.setdefault(told["sha256"], position)
            self.wanted.setdefault(told["content"], position)
        except (ValueError, TypeError, KeyError, RecursionError):
            return False
        return True

    def verdict(self, contents: int = 0) -> Verdict:
        return Verdict(
            head=self.told,
            entries=self.before.position,
            contents=contents,
            fault=self.fault,
            position=self.position,
        )


def _walk(ledger: LedgerReader, head: str | None, step: Callable[[int], None]) -> _Walk:
    walked = _Walk(ledger.head())
    end, last, before, fault = walked.told.position, 0, ORIGIN, ""
    for position, at, by, kind, subject, body, digest in ledger.kept():
        if position > end or position != last + 1:
            break  # appended since we began, or one is missing
        # the digest before is part of what the digest is of, so it tells a changed order too
        found = _digest(position, at, by, kind, subject, body, before)
        if found is None or found.digest() != digest or not walked.noting(position, kind, body):
            fault = "was altered or is not in its place"
            break
        last, before = position, found.hexdigest()
        walked.noted = walked.noted or before == head
        if position % 1000 == 0:
            step(position)
    walked.before = Head(last, before)
    if fault or last != end:
        return walked.broken(last + 1, fault or "was removed")
    return walked if before == walked.told.digest else walked.broken(last, "was altered")


def _digest(position: int, at: Any, by: Any, kind: Any, subject: Any, body: Any, before: str) -> Any:
    """The hash of an entry's canonical bytes; null where it holds what was never appended."""
    if kind not in _KINDS:
        return None
    try:
        return sha256(canonical(position, at, by, kind, subject, body, before))
    except (TypeError, ValueError):  # a number where there was a text
        return None


def _contents(ledger: LedgerReader, walked: _Walk) -> Verdict:
    """Hold every content against its digest; the fault is the first article's whose is wrong."""
    missing, faults, number = dict(walked.wanted), {}, 0
    for digest, content in ledger.contents():
        number += 1
        position = missing.pop(digest, None)
        if content is None and position is not None:
            faults[position] = f"entry {position}: the content {digest} of the article was altered"
    for digest, position in missing.items():
        faults[position] = f"entry {position}: the content {digest} of the article was removed"
    if faults:
        walked.position = min(faults)
        walked.fault = faults[walked.position]
    return walked.verdict(number)
