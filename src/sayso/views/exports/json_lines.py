"""Statements as JSON, one a line: all that is known of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded
from sayso.views.exports.texts import written
from sayso.views.recorded import value


def write(ledger: LedgerReader, found: Iterable[Recorded], stream: BinaryIO) -> int:
    """Write what ``sayso search --json`` prints."""
    for one in found:
        stream.write(written(value(one)) + b"\n")
    return 0
