"""Statements as an Excel workbook."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from itertools import islice
from typing import Any, BinaryIO

from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded
from sayso.views.exports.packages import package
from sayso.views.exports.rows import COLUMNS, Cell, row

#: Excel's limits: rows of a sheet, of which one is the names', and characters of a cell.
_ROWS = 1_048_576
_CHARACTERS = 32_767
_CUT = " … [cut]"
#: Text stays text, whatever it begins with: nothing in a workbook of ours is a formula or a link.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(ledger: LedgerReader, found: Iterable[Recorded], stream: BinaryIO) -> int:
    """Write the statements, on a further sheet where one is full; cells that are too long are cut."""
    xlsxwriter = package("xlsxwriter")
    rows = iter(found)
    with tempfile.TemporaryFile() as held:
        with xlsxwriter.Workbook(held, _OPTIONS) as book:
            number = 1
            while _sheet(book, f"Statements {number}" if number > 1 else "Statements", rows):
                number += 1
        held.seek(0)
        shutil.copyfileobj(held, stream)
    return 0


def _sheet(book: Any, name: str, rows: Iterable[Recorded]) -> bool:
    """One sheet; whether it is full."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    for column, title in enumerate(COLUMNS):
        sheet.write_string(0, column, title)
    last = 0
    for last, found in enumerate(islice(rows, _ROWS - 1), 1):
        for column, cell in enumerate(row(found).values()):
            _cell(sheet, last, column, cell)
    return last == _ROWS - 1


def _cell(sheet: Any, number: int, column: int, cell: Cell) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(number, column, cell)
    elif isinstance(cell, str):
        cut = cell if len(cell) <= _CHARACTERS else cell[: _CHARACTERS - len(_CUT)] + _CUT
        sheet.write_string(number, column, cut)
    elif cell is not None:
        sheet.write_number(number, column, cell)
