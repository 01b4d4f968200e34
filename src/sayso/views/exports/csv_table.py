"""Statements as comma-separated values (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import BinaryIO

from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded
from sayso.views.exports.rows import COLUMNS, Cell, row

#: Where a spreadsheet could take what follows for a formula: at the beginning of a cell, and after
#: what some of them take for the end of one. The signs are those of OWASP's page on CSV injection.
_FORMULA = re.compile(r"""(?:^|(?<=[;|\t\r\n]))(?=['"\s]*[=+\-@＝＋－＠])""")
_GUARDED = re.compile(r"""(?:^|(?<=[;|\t\r\n]))'(?=['"\s]*[=+\-@＝＋－＠])""")


def write(ledger: LedgerReader, found: Iterable[Recorded], stream: BinaryIO) -> int:
    """Write a line of names and then a line for each statement."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        lines = csv.writer(text)
        lines.writerow(COLUMNS)
        lines.writerows([_written(cell) for cell in row(one).values()] for one in found)
        text.flush()
    finally:
        text.detach()
    return 0


def _written(cell: Cell) -> str | int | float:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return guarded(cell) if isinstance(cell, str) else "" if cell is None else cell


def guarded(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet could take for a formula.

    >>> guarded("=1+1")
    "'=1+1"
    """
    return _FORMULA.sub("'", text)


def unguarded(text: str) -> str:
    """The text as it was before ``guarded``."""
    return _GUARDED.sub("", text)
