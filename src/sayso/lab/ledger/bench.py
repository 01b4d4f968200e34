"""Time a ledger of synthetic statements: ``python -m sayso.lab.ledger.bench --statements N``.

Every search and every listing goes the way that the command line goes, through the views, and all
that is found is read. What was not asked for yet may have to come from the disk; nothing is asked
beforehand to warm it. With ``--processor`` the clock counts the processor time of this program, and of
those that it starts, alone: on a machine that is busy with other work those figures still tell
something, though not what a person waits for. The figures go to standard output, progress to standard
error.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from sayso.lab.bench import machine
from sayso.lab.ledger import ask
from sayso.lab.ledger.generate import articles
from sayso.lab.ledger.invent import World, world
from sayso.ledger.opening import open_ledger, open_reader
from sayso.ledger.records import Article
from sayso.ledger.verifying import verify

Clock = Callable[[], float]


def main() -> None:
    """Make the ledger, ask it, verify it, and print the figures."""
    options = _options()
    machine.warn_if_busy()
    print(f"{machine.described()}; {options.statements:,} statements; seed {options.seed}")
    clock = _processor if options.processor else perf_counter
    print("processor time" if options.processor else "wall time")
    made = world(options.seed)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        place = str(options.ledger or Path(folder) / "bench.db")
        if not Path(place).exists():
            _append(place, made, options, clock)
        _size(place, options.statements)
        _ask(place, made, options, clock)
        _verify(place, clock)


def _processor() -> float:
    """The processor time of this program and of those that it has started."""
    return process_time() + sum(os.times()[2:4])


def _append(place: str, made: World, options: argparse.Namespace, clock: Clock) -> None:
    taken, done, ledger = 0.0, 0, open_ledger(place, by="bench")
    for batch in _batches(articles(made, options.statements, seed=options.seed), options.batch):
        start = clock()
        done += sum(added.statements for added in ledger.add(batch))
        taken += clock() - start
        _progress(f"append: {done:,} of {options.statements:,}, {done / taken:,.0f} a second")
    start = clock()
    ledger.close()
    taken += clock() - start
    _progress("")
    print(f"append: {done / taken:,.0f} statements a second ({options.batch} articles a transaction)")


def _size(place: str, statements: int) -> None:
    size = sum(p.stat().st_size for p in (Path(place), Path(f"{place}-wal")) if p.exists())
    print(f"size: {size / statements:,.0f} bytes a statement ({size / 1e6:,.0f} MB)")


def _ask(place: str, made: World, options: argparse.Namespace, clock: Clock) -> None:
    ledger = open_reader(place)
    for name, asked in (("search", ask.searches), ("who", ask.whos)):
        _progress(f"{name} …")
        found = asked(ledger, made, clock, seed=options.seed, each=options.each)
        _progress("")
        _tell(name, list(ask.every(found)))
        for sort, times in found.items():
            _tell(f"  {sort}", times)
    ledger.close()


def _verify(place: str, clock: Clock) -> None:
    ledger, start = open_reader(place), clock()
    verdict = verify(ledger, step=lambda n: _progress(f"verify: {n:,} entries") if n % 10_000 == 0 else None)
    taken = clock() - start
    ledger.close()
    _progress("")
    if verdict.fault is not None:
        raise SystemExit(verdict.fault)
    print(
        f"verify: {verdict.entries / taken:,.0f} entries a second "
        f"({verdict.entries:,} entries and {verdict.contents:,} contents in {taken:.1f} s)"
    )


def _tell(name: str, times: list[float]) -> None:
    median, high = ask.percentile(times, 0.5) * 1000, ask.percentile(times, 0.95) * 1000
    print(f"{name}: p50 {median:.1f} ms, p95 {high:.1f} ms ({len(times)} asked)")


def _batches(found: Iterator[Article], size: int) -> Iterator[list[Article]]:
    while batch := list(islice(found, size)):
        yield batch


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m sayso.lab.ledger.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--statements", type=int, default=20_000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of all that is drawn (default: %(default)s)")
    parser.add_argument(
        "--batch", type=int, default=100, help="articles a transaction (default: %(default)s)"
    )
    parser.add_argument("--each", type=int, default=50, help="questions of each sort (default: %(default)s)")
    parser.add_argument(
        "--ledger", type=Path, help="keep it in this file; one that is there is asked as it is"
    )
    parser.add_argument("--processor", action="store_true", help="count processor time, not wall time")
    parser.add_argument("--folder", type=Path, help="where to make it, if it is not kept")
    return parser.parse_args()


if __name__ == "__main__":
    main()
