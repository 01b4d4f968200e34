"""Load a server from this machine: ``python -m sayso.lab.web.load --ledger FILE``.

Starts ``sayso serve`` on the loopback address and asks it as many clients at once do, each with a
connection that it keeps, and the next question as soon as it has the answer. What is asked is drawn
from the ledger with a seed: first a mixture of all kinds, where a page is made when it is first asked for
and kept ready from then on, with the server's memory from the first request to the last; then, kind by
kind, only addresses that nobody has asked for, so that each page has to be made; then these again. The
tables go to standard output.

The clients run on the same processors as the server, so the times are those of a machine that does
both; the processor time of the server is counted by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import perf_counter
from urllib.parse import quote

from sayso.lab.bench import machine
from sayso.lab.ledger.ask import percentile
from sayso.ledger.opening import open_reader
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Wanted
from sayso.ledger.terms import terms

#: Seconds that an answer may take.
_LONGEST = 120
_TICKS = os.sysconf("SC_CLK_TCK")
#: How often each kind is asked for in the mixture.
_SHARES = {"article": 4, "speaker": 2, "claim": 2, "search": 3, "statement": 2, "front": 1, "conflicts": 1}
#: A kind of page and the path of one.
Asked = tuple[str, str]
_HEAD = """| page | requests | p50 ms | p95 ms | a second | processor ms each | not 200 |
|---|---|---|---|---|---|---|"""


@dataclass
class Heard:
    """What came of requests: the seconds that each took, by kind, and how many were not answered well."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: int = 0
    processor: float = 0.0
    wall: float = 0.0


class Server:
    """The server with its processes."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.host, _, port = address.removeprefix("http://").rpartition(":")
        self.port = int(port)

    def processes(self) -> list[int]:
        """The process and those that it started."""
        found, waiting = [], [self.process.pid]
        while waiting:
            one = waiting.pop()
            found.append(one)
            children = Path(f"/proc/{one}/task/{one}/children")
            waiting += [int(child) for child in children.read_text().split()] if children.exists() else []
        return found

    def processor(self) -> float:
        """Seconds of processor time so far."""
        total = 0
        for one in self.processes():
            parts = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
            total += int(parts[11]) + int(parts[12])
        return total / _TICKS

    def memory(self) -> float:
        """Megabytes that are resident now, of all processes; what they share is counted for each."""
        total = 0
        for one in self.processes():
            for line in Path(f"/proc/{one}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    total += int(line.split()[1])
        return total / 1024


@contextmanager
def serving(ledger: Path, workers: int) -> Iterator[Server]:
    """A server of its own."""
    command = [sys.executable, "-m", "sayso.cli.main", "serve", "--port", "0", "--ledger", str(ledger)]
    process = subprocess.Popen(
        [*command, "--workers", str(workers)], stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if " at http" not in line:
            raise SystemExit("the server did not start")
        yield Server(process, line.split(" at ")[1].split()[0])
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def addresses(ledger: LedgerReader, each: int, seed: int) -> dict[str, list[str]]:
    """What to ask for, by kind."""
    draw = random.Random(f"sayso load {seed}")
    articles = list(ledger.documents())
    some = draw.sample(articles, min(len(articles), each * 2))
    told = [r for d in islice(some, each) for r in islice(ledger.statements(Wanted(document=d)), 3)]
    draw.shuffle(told)
    names = [r.statement.speaker.name for r in told if r.statement.speaker.name]
    words = [w for r in told for w in terms(r.statement.content.text) if len(w) > 4]
    searches = [" ".join(draw.sample(words, draw.choice((1, 1, 2)))) for _ in range(each)]
    return {
        "article": [f"/articles/{one}" for one in some[:each]],
        "speaker": [f"/speakers/{quote(name, safe='')}" for name in dict.fromkeys(names)][:each],
        "claim": [f"/claims/{r.statement.id}" for r in told[:each]],
        "search": [f"/search?q={quote(one)}" for one in dict.fromkeys(searches)],
        "statement": [f"/statements/{r.statement.id}" for r in told[-each:]],
        "front": ["/"],
        "conflicts": ["/conflicts"],
    }


def ask(server: Server, paths: Sequence[Asked], clients: int, heard: Heard | None = None) -> Heard:
    """Ask for all of them, so many at once; what comes is put to what was heard before, if anything was."""
    heard = heard or Heard()
    before, start = server.processor(), perf_counter()
    asyncio.run(_ask(server, iter(paths), clients, heard))
    heard.wall += perf_counter() - start
    heard.processor += server.processor() - before
    return heard


async def _ask(server: Server, paths: Iterator[Asked], clients: int, heard: Heard) -> None:
    await asyncio.gather(*(_client(server, paths, heard) for _ in range(clients)))


async def _client(server: Server, paths: Iterator[Asked], heard: Heard) -> None:
    """One client: it asks for the next path as soon as it has an answer.

    It reads no more of HTTP than the server's answers need, so that it takes little of the processors
    that it shares with the server.
    """
    reader, writer = await asyncio.open_connection(server.host, server.port)
    for kind, path in paths:
        start = perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {server.host}:{server.port}\r\n\r\n".encode())
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _LONGEST)).lower()
        size = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
        await asyncio.wait_for(reader.readexactly(int(size)), _LONGEST)
        heard.seconds[kind].append(perf_counter() - start)
        heard.wrong += head.split(maxsplit=2)[1] != b"200"
    writer.close()


def mixed(found: dict[str, list[str]], count: int, seed: int) -> list[Asked]:
    """So many of all kinds."""
    draw = random.Random(f"sayso mixture {seed}")
    kinds = [kind for kind in _SHARES if found[kind]]
    chosen = draw.choices(kinds, weights=[_SHARES[kind] for kind in kinds], k=count)
    return [(kind, draw.choice(found[kind])) for kind in chosen]


def mixture(server: Server, paths: Sequence[Asked], clients: int) -> tuple[Heard, list[tuple[int, float]]]:
    """What came of a mixture, and the memory after each tenth of it."""
    step, memory, whole = max(1, len(paths) // 10), [(0, server.memory())], Heard()
    for begin in range(0, len(paths), step):
        ask(server, paths[begin : begin + step], clients, whole)
        memory.append((min(len(paths), begin + step), server.memory()))
    return whole, memory


def rows(heard: Heard) -> Iterator[str]:
    """A line of the table for each kind; what they took of the machine is told of all of them."""
    for kind in _SHARES:
        if heard.seconds[kind]:
            yield f"{_row(kind, heard.seconds[kind])} | | |"


def summary(name: str, heard: Heard) -> str:
    """A line of the table for all of them, with what they took of the machine."""
    every = [one for seconds in heard.seconds.values() for one in seconds]
    pace, each = len(every) / heard.wall, heard.processor / len(every) * 1000
    return f"{_row(name, every)} {pace:.0f} | {each:.1f} | {heard.wrong} |"


def _row(name: str, seconds: Sequence[float]) -> str:
    ms = [percentile(list(seconds), share) * 1000 for share in (0.5, 0.95)]
    return f"| {name} | {len(seconds):,} | {ms[0]:.0f} | {ms[1]:.0f} |"


def main() -> None:
    """Load the server, and print the tables."""
    options = _options()
    reader = open_reader(str(options.ledger))
    found = addresses(reader, options.each * 2, options.seed)
    counts = reader.counts()
    reader.close()
    # the first half is for the mixture, the second is what nobody asked for
    halves = [{kind: p[n::2] or p for kind, p in found.items()} for n in range(2)]
    machine.warn_if_busy()
    with serving(options.ledger, options.workers) as server:
        # its libraries and models are loaded before anything is counted
        for kind, paths in halves[0].items():
            ask(server, [(kind, paths[0])] * options.workers * 2, options.workers * 2)
        print(f"{machine.described()}; {counts['current']:,} statements; {options.clients} clients at once; ")
        print(f"{options.workers} processes; load of the machine before: {os.getloadavg()[0]:.1f}\n")
        whole, memory = mixture(server, mixed(halves[0], options.requests, options.seed), options.clients)
        print("A mixture, each page made when it is first asked for:\n")
        print(_HEAD)
        print("\n".join([*rows(whole), summary("all", whole)]))
        print(f"\nMemory (MB resident): {', '.join(f'{at:,}: {size:.0f}' for at, size in memory)}\n")
        print("Kind by kind, pages that nobody had asked for, and the same again:\n")
        print(_HEAD)
        for kind, paths in halves[1].items():
            if len(paths) > 1:
                for name in (kind, f"{kind}, again"):
                    heard = ask(server, [(kind, path) for path in paths], options.clients)
                    print(summary(name, heard), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m sayso.lab.web.load",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--ledger", type=Path, required=True, help="the ledger to serve; it is only read")
    parser.add_argument("--workers", type=int, default=2, help="processes (default: %(default)s)")
    parser.add_argument("--clients", type=int, default=16, help="clients at once (default: %(default)s)")
    parser.add_argument("--each", type=int, default=300, help="pages of each kind (default: %(default)s)")
    parser.add_argument("--requests", type=int, default=10_000, help="in the mixture (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of what is drawn (default: %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
