"""The one table of formats that statements can be exported in."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from sayso.errors import UsageError
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: the module that writes it, in a line what it is, and whether it is for terminals.

    The module has ``write(ledger, found, stream)``, which gives the number of statements that the
    format has no place for. ``whole``: it holds the ledger's entries and not chosen statements.
    """

    module: str
    about: str
    binary: bool = False
    whole: bool = False


FORMATS = {
    "jsonl": Format(module="json_lines", about="JSON, one statement a line"),
    "csv": Format(module="csv_table", about="a table, safe to open as a spreadsheet"),
    "xlsx": Format(module="workbook", about="an Excel workbook", binary=True),
    "parquet": Format(module="parquet", about="a table for Polars, pandas, DuckDB, R", binary=True),
    "annotations": Format(module="annotations", about="W3C Web Annotations (JSON-LD)"),
    "prov": Format(module="provenance", about="W3C PROV-JSON: who had it from whom"),
    "claims": Format(module="claims", about="schema.org Claim and ClaimReview (JSON-LD)"),
    "ftm": Format(module="entities", about="FollowTheMoney entities, one a line"),
    "timeline": Format(module="timeline", about="the JSON of TimelineJS"),
    "ledger": Format(
        module="entries", about="all entries and the head's digest, for sayso verify", whole=True
    ),
}


def format_of(name: str) -> Format:
    """The format of a name.

    Raises:
        UsageError: if there is none.
    """
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}; there are {', '.join(FORMATS)}")
    return FORMATS[name]


def export(name: str, ledger: LedgerReader, found: Iterable[Recorded], stream: BinaryIO) -> int:
    """Write statements in a format, and tell how many of them it has no place for.

    Raises:
        UsageError: if there is no such format.
        PackageMissingError: if it needs a package that is not installed.
    """
    module = importlib.import_module(f"{__package__}.{format_of(name).module}")
    left: int = module.write(ledger, found, stream)
    return left
