"""``sayso add``: articles into the ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import click

from sayso.cli.ledgers import json_option, ledger_option, settings_for, tally, told
from sayso.cli.options import extractor_option


@click.command(
    epilog="""\b
Examples:
  sayso add articles/ --ledger case.db
  sayso add https://www.example.org/news/story.html
  sayso add --feed https://www.example.org/news.xml
  sayso add crawl.warc.gz archive.wacz articles.jsonl
  find archive -name '*.html' | sayso add -

\b
Exit code: 0 if all were added or known, 3 if some could not be read."""
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--feed", is_flag=True, help="Each SOURCE is an RSS or Atom feed, whatever it is called.")
@click.option("--published", metavar="DATE", help="The articles' date, over what the pages say.")
@click.option("--publisher", metavar="NAME", help="The outlet, over what the pages say.")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses of your own network too.")
@extractor_option
@ledger_option
@json_option
def command(
    sources: tuple[str, ...],
    feed: bool,
    published: str | None,
    publisher: str | None,
    allow_private: bool,
    extractor: str | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """Read the articles of each SOURCE and append their statements to the ledger.

    SOURCE is a file, a folder, an address, a feed, a WARC or WACZ archive, a file of JSON lines, or
    what sayso bulk has written; - reads a list of sources from standard input. What is there already
    adds nothing, so a run that was broken off is done again from the start.
    """
    from sayso import assembly
    from sayso.adding.add import add
    from sayso.adding.sources import count, ways_of
    from sayso.bulk.into_ledger import is_run, size, take

    settings = settings_for(ledger, extractor)
    named = list(_named(sources))
    with assembly.ledger(settings, make=True) as found:
        ways = ways_of(
            found, feed=feed, allow_private=allow_private, publisher=publisher, published=published
        )
        relater = assembly.relater(found)
        runs = [Path(source) for source in named if is_run(source)]
        others = [source for source in named if not is_run(source)]
        told_of = [take(found, run, relater) for run in runs]
        told_of.append(add(found, others, assembly.extractor(settings), ways, relater))
        left = count(others)
        total = None if left is None else left + sum(map(size, runs))
        done = tally(chain.from_iterable(told_of), total)
    told(done, as_json)


def _named(sources: Iterable[str]) -> Iterator[str]:
    for source in sources:
        if source == "-":
            yield from (line.rstrip("\r\n") for line in sys.stdin if line.strip())
        else:
            yield source
