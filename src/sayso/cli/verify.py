"""``sayso verify``: whether the ledger is as it was appended."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click

from sayso.cli.ledgers import json_option, ledger_option, settings_for
from sayso.errors import LedgerAlteredError, LedgerMissingError, NotALedgerError, UsageError

if TYPE_CHECKING:
    from sayso.ledger.verifying import Verdict


@click.command(
    epilog="""\b
Examples:
  sayso verify --ledger case.db
  sayso verify --head 3f06df30…   (the digest that was noted when the ledger was handed over)
  sayso verify case.jsonl         (from sayso export --format ledger)

\b
Exit code: 0 if the ledger is whole, 57 if it is not."""
)
@click.argument("file", required=False)
@click.option("--head", metavar="DIGEST", help="A digest noted earlier; it has to stand in the chain still.")
@ledger_option
@json_option
def command(file: str | None, head: str | None, ledger: str | None, as_json: bool) -> None:
    """Check every entry and all kept content, and name the first entry that was altered, removed or
    reordered.

    Note the digest that it prints: whoever holds it can tell later whether anything up to that entry
    was changed. With FILE, an exported ledger is checked instead; it holds the entries alone.
    """
    if head is not None and not re.fullmatch("[0-9a-f]{64}", head):
        raise UsageError("a digest has 64 hexadecimal digits")
    if file is not None and ledger is not None:
        raise UsageError("give a FILE or a --ledger, not both")
    verdict = _verdict(ledger, head) if file is None else _of_file(file, head)
    if as_json:
        told = {
            "whole": verdict.fault is None,
            "entries": verdict.entries,
            "contents": verdict.contents,
            "head": {"position": verdict.head.position, "digest": verdict.head.digest},
            "fault": verdict.fault,
            "entry": verdict.position,
        }
        click.echo(json.dumps(told))
    elif verdict.fault is None:
        click.echo(f"{verdict.entries:,} entries and {verdict.contents:,} contents are whole")
        click.echo(f"head: {verdict.head.digest}")
    if verdict.fault is not None:
        raise LedgerAlteredError(f"the ledger is not as it was appended: {verdict.fault}")


def _verdict(ledger: str | None, head: str | None) -> Verdict:
    from sayso import assembly
    from sayso.ledger.verifying import verify

    with assembly.ledger_reader(settings_for(ledger)) as found:
        return verify(found, head=head)


def _of_file(file: str, head: str | None) -> Verdict:
    from pathlib import Path

    from sayso.ledger.exported import verify_exported

    try:
        with Path(file).open("rb") as stream:
            if stream.read(1) != b"{":
                raise NotALedgerError(f"{file} is no exported ledger; a ledger's own file goes with --ledger")
            stream.seek(0)
            return verify_exported(stream, head=head)
    except OSError as error:
        raise LedgerMissingError(f"{file} cannot be read: {error.strerror}") from error
