"""``sayso bulk``: a million articles."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from sayso.cli.options import extractor_option, settings_of
from sayso.errors import PartialFailureError, UsageError

if TYPE_CHECKING:
    from sayso.bulk.engine import Engine
    from sayso.bulk.job import Done, Job

#: What the steps are called, and what is counted.
_STEPS = {
    "survey": ("looking through the sources", "portions"),
    "read": ("reading", "articles"),
    "near": ("looking for near copies", ""),
    "gather": ("writing the data sets", "months"),
}


@click.command(
    epilog="""\b
Examples:
  sayso bulk crawl-*.warc.gz --out year
  sayso bulk archive/ articles.jsonl table.parquet --out year --workers 8
  sayso bulk s3://bucket/news/ --out /shared/year --engine ray --address auto
  sayso add year --ledger case.db

\b
A run that was stopped goes on where it was when the same command is given again.
Exit code: 0 if all were read, 3 if some were not."""
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--out", required=True, metavar="DIR", help="The folder for the data sets.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", help="What runs the workers.")
@click.option("--workers", type=click.IntRange(1, 4096), help="How many; one a core if left out.")
@click.option(
    "--address", metavar="ADDRESS", help="The Ray cluster to join; one is started here if left out."
)
@click.option("--dashboard", is_flag=True, help="Start Ray's dashboard, on this machine only.")
@click.option(
    "--column", "columns", multiple=True, metavar="FIELD=NAME",
    help="The column of Parquet files that holds a field (text, html, title, publisher, …).",
)  # fmt: skip
@click.option(
    "--longest", type=click.IntRange(1), metavar="CHARACTERS",
    help="Longer articles are not read; 500,000 if left out.",
)  # fmt: skip
@click.option("--no-pages", is_flag=True, help="Leave the pages out; then sayso add can't take the run.")
@extractor_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(
    sources: tuple[str, ...],
    out: str,
    engine: str,
    workers: int | None,
    address: str | None,
    dashboard: bool,
    columns: tuple[str, ...],
    longest: int | None,
    no_pages: bool,
    extractor: str | None,
    as_json: bool,
) -> None:
    """Read all articles of each SOURCE into Parquet data sets.

    SOURCE is a WARC or WACZ archive, a folder, a file of JSON lines, a Parquet file, or an address of
    one that fsspec knows (s3://…). DIR gets documents, statements, chain and failures, a folder for
    each month of publication.
    """
    from sayso.bulk.job import LONGEST, Job
    from sayso.bulk.run import run

    if engine == "local" and (address or dashboard):
        raise UsageError("--address and --dashboard are for --engine ray")
    named = tuple(_named(sources))
    job = Job(
        sources=named,
        base="" if all("://" in one or os.path.isabs(one) for one in named) else os.getcwd(),  # noqa: PTH109, PTH117
        out=os.path.abspath(out),  # noqa: PTH100
        extractor=settings_of(extractor).extractor,
        longest=longest or LONGEST,
        pages=not no_pages,
        columns=tuple(map(_column, columns)),
    )
    count = workers or len(os.sched_getaffinity(0))
    with _progress() as watch:
        found = run(job, lambda: _engine(engine, job, count, address, dashboard), watch)
    if as_json:
        click.echo(json.dumps(found.value()))
    else:
        for line in found.lines():
            click.echo(line)
    if found.failed:
        total = found.failed + found.counts["articles"]
        raise PartialFailureError(
            f"{found.failed:,} of {total:,} articles could not be read; {out}/failures has each with why"
        )


def _engine(name: str, job: Job, workers: int, address: str | None, dashboard: bool) -> Engine:
    if name == "local":
        from sayso.bulk.engine_local import LocalEngine

        return LocalEngine(job, workers)
    from sayso.bulk.engine_ray import RayEngine

    return RayEngine(job, workers, address=address, dashboard=dashboard)


def _named(sources: tuple[str, ...]) -> Iterator[str]:
    for source in sources:
        if source == "-":
            yield from (line.rstrip("\r\n") for line in sys.stdin if line.strip())
        else:
            # the same for whoever reads it, wherever they are
            yield source if "://" in source else os.path.normpath(source)


def _column(said: str) -> tuple[str, str]:
    field, sign, name = said.partition("=")
    if not (sign and field and name):
        raise UsageError(f"--column {said} is not of the form FIELD=NAME")
    return field, name


@contextmanager
def _progress() -> Iterator[Callable[[str, int, Done | None], None]]:
    """Tell on a terminal what is done and how long it will take."""
    from sayso.views.shown import shown

    if not sys.stderr.isatty():

        def tell(step: str, size: int, done: Done | None) -> None:
            for line in _failures(done):
                click.echo(shown(line), err=True)

        yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[what]}"), TimeRemainingColumn(), TextColumn("{task.fields[speed]}"),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None, what="", speed="")
        words = 0

        def watch(step: str, size: int, done: Done | None) -> None:
            nonlocal words
            said, what = _STEPS[step]
            if done is None:
                bar.reset(task, description=said, total=size or None, what=what, speed="")
                return
            for line in _failures(done):
                bar.console.print(shown(line), markup=False, highlight=False)
            words += done.words
            spent = bar.tasks[0].elapsed or 0
            speed = f"{words / spent:,.0f} words a second" if words and spent else ""
            bar.update(task, advance=done.articles if step == "read" else 1, speed=speed)

        yield watch


def _failures(done: Done | None) -> list[str]:
    return [f"sayso: {source}: {reason}" for source, reason in done.failed] if done else []
