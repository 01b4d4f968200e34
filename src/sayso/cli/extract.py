"""``sayso extract``: many articles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from sayso.cli.options import extractor_option, settings_of
from sayso.cli.streams import ESCAPED
from sayso.errors import IntakeError, PartialFailureError, UsageError

Step = Callable[[str | None], None]
_READ = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf"})


@click.command(
    epilog="""\b
Examples:
  sayso extract articles/ --out statements.jsonl
  find archive -name '*.html' | sayso extract - --out statements.jsonl --no-text
  sayso extract a.txt b.md | jq -r '.document.title'

\b
Exit code: 0 if all were read, 3 if some were not, 2 for wrong usage."""
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--out", default="-", metavar="FILE", help="Where to write; standard output if left out.")
@click.option("--no-text", is_flag=True, help="Leave the articles' text out.")
@extractor_option
def command(paths: tuple[str, ...], out: str, no_text: bool, extractor: str | None) -> None:
    """Read each article at PATH, folders walked, and write one line of JSON each.

    PATH is a file, a folder or an address; - reads a list of paths from standard input. An article
    that fails is named on standard error with the reason, and the others are read all the same.
    """
    from sayso import assembly, pipeline
    from sayso.views import as_json

    sources = list(_sources(paths))
    failed = 0
    with _output(out) as stream, _progress(len(sources)) as step:
        for result in pipeline.read_many(sources, assembly.extractor(settings_of(extractor))):
            if isinstance(result, pipeline.Failure):
                failed += 1
                step(f"sayso: {result.source}: {result.error}")
            else:
                stream.write(as_json.dumps(as_json.reading(result, text=not no_text)) + "\n")
                step(None)
    if failed:
        raise PartialFailureError(f"{failed} of {len(sources)} articles could not be read")


def _sources(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        if path == "-":
            yield from (line.rstrip("\r\n") for line in sys.stdin if line.strip())
        elif "://" not in path and Path(path).is_dir():
            yield from _walk(Path(path))
        else:
            yield path


def _walk(folder: Path) -> list[str]:
    """The articles below a folder, in the order of their paths."""
    found = sorted(str(p) for p in folder.rglob("*") if p.suffix.lower() in _READ and p.is_file())
    if not found:
        raise UsageError(f"{folder} holds no articles (.txt, .md, .html or .pdf)")
    return found


@contextmanager
def _output(path: str) -> Iterator[TextIO]:
    """Standard output, or a file that takes its name only when it is complete."""
    if path == "-":
        yield sys.stdout
        return
    half = Path(f"{path}.part")
    try:
        with half.open("w", encoding="utf-8", errors=ESCAPED, newline="\n") as stream:
            yield stream
        half.replace(path)
    except OSError as error:
        raise IntakeError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def _progress(total: int) -> Iterator[Step]:
    """Count on a terminal, with the time left; say failures on standard error in any case."""
    from sayso.views.shown import shown

    if not sys.stderr.isatty() or total < 2:
        yield lambda line: click.echo(shown(line), err=True) if line else None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), "articles", TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("articles", total=total)

        def step(line: str | None) -> None:
            bar.advance(task)
            if line:
                bar.console.print(shown(line), markup=False, highlight=False)

        yield step
