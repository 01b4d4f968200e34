"""Time bulk reading of a synthetic archive: ``python -m sayso.lab.bulk.bench --pages N``.

The archive is read by so many workers as are asked for, one run after the other. Beside that the
extractor alone is timed over a sample of the same articles, cleaned beforehand, on one core. Processor
time counts all processes of a run; on a machine that is busy with other work it tells more than wall
time does. Memory is the resident set of a worker after each shard. The figures go to standard output.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import mean

from sayso import assembly
from sayso.bulk.engine_local import LocalEngine
from sayso.bulk.job import Done, Job
from sayso.bulk.language import other_language
from sayso.bulk.run import run
from sayso.documents.clean import clean
from sayso.errors import SaysoError
from sayso.intake.warc import pages as archived
from sayso.lab.bench import machine
from sayso.lab.bulk.pages import write
from sayso.model.document import Document
from sayso.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a run took: words that were read, seconds of wall and of processor time, seconds of
    reading alone, and the memory of a worker in bytes in the first and the last tenth of its shards."""

    words: int
    wall: float
    processor: float
    reading: float
    first: float
    last: float
    peak: int
    size: int


def main() -> None:
    """Make the archive, read it, and print the figures."""
    options = _options()
    machine.warn_if_busy()
    print(f"{machine.described()}; {options.pages:,} pages; seed {options.seed}; {options.extractor}")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        archive = Path(folder) / "pages.warc.gz"
        write(archive, options.pages, seed=options.seed)
        print(f"archive: {archive.stat().st_size / 1e6:,.1f} MB")
        before = alone(archive, options.extractor, options.sample)
        for workers in options.workers:
            cost = bulk(archive, Path(folder) / f"out{workers}", options.extractor, workers)
            _tell(workers, cost)
        after = alone(archive, options.extractor, options.sample)
        print(f"extractor alone: {before:,.0f} and {after:,.0f} words a processor second (before and after)")


def alone(archive: Path, extractor: str, sample: int) -> float:
    """Words that the extractor alone reads in a second of processor time."""
    reader = assembly.extractor(Settings(extractor=extractor, threads=1))
    documents = list(islice(_documents(archive), sample))
    list(reader.extract(documents[:2]))  # its model is loaded then
    begun = time.process_time()
    list(reader.extract(documents))
    taken = time.process_time() - begun
    return sum(len(d.text.split()) for d in documents) / taken


def _documents(archive: Path) -> Iterator[Document]:
    for _, read in archived(str(archive)):
        try:
            document = clean(read()) if not isinstance(read, str) else None
        except SaysoError:
            continue
        if document is not None and other_language(document) is None:
            yield document


def bulk(archive: Path, out: Path, extractor: str, workers: int) -> Cost:
    """What reading the archive takes."""
    job = Job(sources=(str(archive),), out=str(out), extractor=extractor)
    read: list[Done] = []

    def watch(step: str, size: int, done: Done | None) -> None:
        if done is not None and step == "read":
            read.append(done)
            through = sum(one.articles for one in read)
            _progress(f"{workers} workers: {through:,} of {size:,} articles")

    begun, used = time.perf_counter(), _used()
    found = run(job, lambda: LocalEngine(job, workers), watch)
    wall, processor = time.perf_counter() - begun, _used() - used
    _progress("")
    tenth = max(1, len(read) // 10)
    return Cost(
        words=found.words,
        wall=wall,
        processor=processor,
        reading=found.reading,
        first=mean(one.memory for one in read[:tenth]),
        last=mean(one.memory for one in read[-tenth:]),
        peak=max(found.peaks.values()),
        size=sum(path.stat().st_size for path in out.rglob("*.parquet")),
    )


def _used() -> float:
    own, others = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _tell(workers: int, cost: Cost) -> None:
    print(
        f"{workers} workers: {cost.words:,} words in {cost.wall:,.1f} s: "
        f"{cost.words / cost.wall:,.0f} a second, {cost.words / cost.reading:,.0f} while reading, "
        f"{cost.words / cost.processor:,.0f} a processor second"
    )
    print(
        f"  memory of a worker: {cost.first / 1e6:,.0f} MB in the first tenth, {cost.last / 1e6:,.0f} MB in "
        f"the last, {cost.peak / 1e6:,.0f} MB at most; data sets: {cost.size / cost.words:,.1f} bytes a word",
        flush=True,
    )


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m sayso.lab.bulk.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--pages", type=int, default=1_000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of all that is drawn (default: %(default)s)")
    parser.add_argument(
        "--workers", type=int, nargs="+", default=[1, 2], help="of each run (default: %(default)s)"
    )
    parser.add_argument(
        "--sample", type=int, default=150, help="articles for the extractor alone (default: %(default)s)"
    )
    parser.add_argument("--extractor", default="model_v1", help="(default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="where to put it all")
    return parser.parse_args()


if __name__ == "__main__":
    main()
