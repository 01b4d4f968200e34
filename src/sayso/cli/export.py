"""``sayso export``: the ledger's statements for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from sayso.cli.ledgers import Step, ledger_option, progress, settings_for
from sayso.cli.search import checked_act, checked_day
from sayso.errors import ExportError, UsageError

if TYPE_CHECKING:
    from sayso.ledger.port import LedgerReader
    from sayso.ledger.records import Recorded, Wanted

#: What narrows the choice; nothing of it goes with a format that holds the whole ledger.
_FILTERS = ("query", "speaker", "publisher", "act", "since", "until", "retracted", "limit")


@click.command(
    epilog="""\b
Examples:
  sayso export --format csv --out statements.csv
  sayso export 'pumping station' --format xlsx --speaker Marren --out marren.xlsx
  sayso export --format annotations --since 2025-02-01 | jq '.first.items[0].target'
  sayso export --format ledger --out case.jsonl && sayso verify case.jsonl

\b
Formats:
  jsonl        JSON, one statement a line
  csv          a table, safe to open as a spreadsheet
  xlsx         an Excel workbook (1)
  parquet      a table for Polars, pandas, DuckDB, R (1)
  annotations  W3C Web Annotations (JSON-LD)
  prov         W3C PROV-JSON: who had it from whom (1)
  claims       schema.org Claim and ClaimReview (JSON-LD)
  ftm          FollowTheMoney entities, one a line (2)
  timeline     the JSON of TimelineJS
  ledger       all entries and the head's digest, for sayso verify
(1) needs: pip install "sayso[export]"; (2) needs: pip install followthemoney"""
)
@click.argument("query", required=False)
@click.option("--format", "name", required=True, metavar="FORMAT", help="One of the formats below.")
@click.option("--out", default="-", metavar="FILE", help="Where to write; standard output if left out.")
@click.option("--speaker", metavar="NAME", help="By this speaker.")
@click.option("--publisher", metavar="NAME", help="Run by this outlet.")
@click.option("--act", metavar="ACT", help="Of this act (assert, deny, confirm, …).")
@click.option("--since", metavar="DAY", help="Said, or published, on this day or later (2025-02-26).")
@click.option("--until", metavar="DAY", help="Said, or published, on this day or earlier.")
@click.option("--retracted", is_flag=True, help="Also what was retracted.")
@click.option("--limit", type=click.IntRange(1), help="Statements at most.")
@ledger_option
@click.pass_context
def command(
    context: click.Context,
    query: str | None,
    name: str,
    out: str,
    speaker: str | None,
    publisher: str | None,
    act: str | None,
    since: str | None,
    until: str | None,
    retracted: bool,
    limit: int | None,
    ledger: str | None,
) -> None:
    """Write the ledger's statements, or those that fit QUERY and the filters, in the order of its entries.

    QUERY is as in sayso search. In CSV an apostrophe stands before whatever a spreadsheet could take
    for a formula.
    """
    from sayso import assembly
    from sayso.views.exports.choose import chosen, wanted
    from sayso.views.exports.formats import export, format_of

    form = format_of(name)
    if form.whole and any(context.params[one] for one in _FILTERS):
        raise UsageError(f"the format {name} holds the whole ledger; it can't be narrowed")
    if form.binary and out == "-" and sys.stdout.isatty():
        raise UsageError(f"{name} is not for terminals; give --out FILE")
    days = (checked_day(since), checked_day(until))
    with assembly.ledger_reader(settings_for(ledger)) as found:
        asked = wanted(
            found,
            query,
            speaker=speaker,
            publisher=publisher,
            act=checked_act(act),
            since=days[0],
            until=days[1],
            retracted=retracted,
            limit=limit,
        )
        with _output(out) as stream, progress(_total(found, asked), "statements") as step:
            left = export(name, found, _counted(chosen(found, asked), step), stream)
    if left:
        click.echo(f"{left:,} statements are left out: {name} has no place for them", err=True)


def _total(ledger: LedgerReader, asked: Wanted) -> int:
    """How many statements there are, where somebody looks at the progress."""
    return ledger.count(asked) if sys.stderr.isatty() else 0


def _counted(found: Iterable[Recorded], step: Step) -> Iterator[Recorded]:
    for one in found:
        yield one
        step(None)


@contextmanager
def _output(path: str) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its name only when it is complete."""
    if path == "-":
        yield sys.stdout.buffer
        return
    half = Path(f"{path}.part")
    try:
        with half.open("wb") as stream:
            yield stream
        half.replace(path)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        half.unlink(missing_ok=True)
