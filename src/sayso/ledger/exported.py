"""Check a ledger that was exported as lines of JSON: each entry's canonical bytes, then the head."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any, BinaryIO

from sayso.ledger.entry import ORIGIN, Head, json_object
from sayso.ledger.verifying import Verdict

#: A longer line is no entry of ours.
_LONGEST = 256 * 1024 * 1024


def verify_exported(
    stream: BinaryIO, *, head: str | None = None, step: Callable[[int], None] = lambda _: None
) -> Verdict:
    """Walk the lines: each has to name the digest of the line before it, and the last one the head.

    ``head`` is a digest that somebody noted earlier or got by another way: whoever alters the entries
    can write a last line that fits them, but not this digest. The articles' contents aren't in such
    a file, so none is checked.
    """
    before, noted = Head(), head in (None, ORIGIN)
    for line in _lines(stream):
        told = _object(line)
        if "head" in told:
            return _ended(stream, before, told["head"], head, noted)
        if told.get("position") != before.position + 1:
            return _fault(before, before.position + 1, "was removed, altered or is not in its place")
        if told.get("previous") != before.digest:
            return _fault(before, max(before.position, 1), "was altered")
        before = Head(before.position + 1, sha256(line).hexdigest())
        noted = noted or before.digest == head
        if before.position % 1000 == 0:
            step(before.position)
    return _fault(before, before.position + 1, "was removed: the file ends without the ledger's head")


def _ended(stream: BinaryIO, last: Head, told: Any, head: str | None, noted: bool) -> Verdict:
    if told != {"position": last.position, "digest": last.digest}:
        return _fault(last, max(last.position, 1), "was altered, or what followed it was removed")
    if stream.read(1):
        return _fault(last, last.position + 1, "was put after the ledger's head")
    if not noted:
        fault = f"no entry has the digest {head}: what it is of was removed or altered"
        return Verdict(head=last, entries=last.position, contents=0, fault=fault)
    return Verdict(head=last, entries=last.position, contents=0)


def _fault(last: Head, position: int, how: str) -> Verdict:
    return Verdict(
        head=last, entries=last.position, contents=0, fault=f"entry {position} {how}", position=position
    )


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(_LONGEST):
        yield line.removesuffix(b"\n")


def _object(line: bytes) -> dict[str, Any]:
    """The line's object; an empty one if it is none."""
    try:
        return json_object(line)
    except (TypeError, ValueError, RecursionError):
        return {}
