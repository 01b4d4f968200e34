"""``sayso compare``: how an answer stands to a claim."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from sayso.errors import IntakeError, PartialFailureError, SourceNotFoundError

if TYPE_CHECKING:
    from sayso.relations.judgement import Judgement

#: Bytes of a line at most; what is longer is no pair of statements.
_LONGEST_LINE = 1 << 16


@click.command(
    epilog="""\b
Examples:
  sayso compare "The mayor met the developer in March." "She said she never met him."
  sayso compare --pairs pairs.tsv --json
  cut -f3,4 gold.tsv | tail -n +2 | sayso compare --pairs - --json | jq -r .kind

\b
Exit code: 0 if all were compared, 3 if some lines were not, 2 for wrong usage."""
)
@click.argument("claim", required=False)
@click.argument("answer", required=False)
@click.option("--pairs", metavar="FILE", help="Compare each line of FILE: claim, tab, answer; no header.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a pair.")
def command(claim: str | None, answer: str | None, pairs: str | None, as_json: bool) -> None:
    """Say how ANSWER stands to CLAIM: supports, contradicts, misses, evades or unrelated.

    Either may be a bare proposition or a sentence with its own attribution ("The mayor said she never
    met him"). A denial contradicts a claim only where the claim entails what is denied; otherwise it
    misses, and the reason says how. FILE may be - for standard input; a line that is no pair is named on
    standard error, and the others are compared all the same.
    """
    if pairs is None and not ((claim or "").strip() and (answer or "").strip()):
        raise click.UsageError("give a CLAIM and an ANSWER, or --pairs FILE")
    if pairs is not None and (claim is not None or answer is not None):
        raise click.UsageError("give either a CLAIM and an ANSWER, or --pairs FILE")
    from sayso import assembly

    judge = assembly.comparer()
    if pairs is None:
        _print(judge.compare(claim or "", answer or ""), as_json)
        return
    failed = count = 0
    with _opened(pairs) as stream:
        for count, row in _rows(stream):
            if isinstance(row, str):
                failed += 1
                _complain(f"sayso: {pairs}, line {count}: {row}")
            else:
                _print(judge.compare(*row), as_json, line=count)
    if failed:
        raise PartialFailureError(f"{failed} of {count} lines could not be compared")


def _print(found: Judgement, as_json: bool, line: int | None = None) -> None:
    from sayso.views.shown import shown

    if as_json:
        value: dict[str, Any] = {
            "kind": found.kind.value,
            "confidence": found.confidence,
            "because": list(found.because),
            "judge": found.judge,
        }
        click.echo(json.dumps({**value, "line": line} if line else value, ensure_ascii=False))
        return
    place = f"{line}: " if line else ""
    click.echo(f"{place}{found.kind.value} ({found.confidence:.2f})")
    for reason in found.because:
        click.echo(f"  {shown(reason)}")


def _complain(text: str) -> None:
    from sayso.views.shown import shown

    click.echo(shown(text), err=True)


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115  (closed below; only opening may fail so)
    except FileNotFoundError as error:
        raise SourceNotFoundError(f"{path}: no such file") from error
    except OSError as error:
        raise IntakeError(f"{path} cannot be read: {error.strerror}") from error
    with stream:
        yield stream


def _rows(stream: BinaryIO) -> Iterator[tuple[int, tuple[str, str] | str]]:
    """Each line's number with its pair, or with what is wrong with it; blank lines are left out."""
    for number, line in _numbered(stream):
        if line is None:
            yield number, f"longer than {_LONGEST_LINE} bytes"
            continue
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            yield number, f"not UTF-8 text (byte {error.start})"
            continue
        if text.strip():
            yield number, _pair(text)


def _numbered(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers, from 1; None for one that is too long, of which no more is kept."""
    number = 0
    while line := _next(stream):
        number += 1
        whole = line.endswith(b"\n") or len(line) <= _LONGEST_LINE
        yield number, line if whole else None
        while not whole and (line := stream.readline(_LONGEST_LINE)):
            whole = line.endswith(b"\n")


def _next(stream: BinaryIO) -> bytes:
    try:
        return stream.readline(_LONGEST_LINE + 1)
    except OSError as error:
        raise IntakeError(f"the pairs cannot be read: {error.strerror}") from error


def _pair(line: str) -> tuple[str, str] | str:
    columns = [column.strip() for column in line.split("\t")]
    if len(columns) != 2:
        many = "1 column" if len(columns) == 1 else f"{len(columns)} columns"
        return f"{many}; there have to be two, claim and answer, with a tab between them"
    claim, answer = columns
    return (claim, answer) if claim and answer else f"the {'answer' if claim else 'claim'} is empty"
