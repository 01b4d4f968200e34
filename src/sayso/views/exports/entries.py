"""The whole ledger as lines of JSON that anybody can check."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded
from sayso.views.exports.texts import written


def write(ledger: LedgerReader, found: Iterable[Recorded], stream: BinaryIO) -> int:
    """Write every entry as the bytes that its digest is of, and the head in the last line.

    The SHA-256 of a line without its end is the entry's digest, which the next line names as
    ``previous`` and the last line as the head's.
    """
    head = ledger.head()
    for entry in ledger.entries():
        if entry.position > head.position:
            break  # appended since we began
        stream.write(entry.canonical() + b"\n")
    stream.write(written({"head": {"position": head.position, "digest": head.digest}}) + b"\n")
    return 0
