"""Load a server from this machine: ``python -m sayso.lab.web.load --ledger FILE``.

Starts ``sayso serve`` on the loopback address and asks it as many clients at once do, each with a
connection that it keeps, and the next question as soon as it has the answer. What is asked is drawn
from the ledger with a seed: first no address twice, so that each page has to be made (but the front page
and the conflicts, of which there is one); then all of it again, when pages are kept ready. At last a
mixture of all, with the server's memory from the first request to the last. The tables go to standard
output.

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


@dataclass
class Heard:
    """What came of requests: the seconds that each took, and the statuses."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=lambda: defaultdict(int))
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


def ask(server: Server, paths: Sequence[str], clients: int) -> Heard:
    """Ask for all of them, so many at once."""
    heard = Heard()
    before, start = server.processor(), perf_counter()
    asyncio.run(_ask(server, iter(paths), clients, heard))
    heard.wall, heard.processor = perf_counter() - start, server.processor() - before
    return heard


async def _ask(server: Server, paths: Iterator[str], clients: int, heard: Heard) -> None:
    await asyncio.gather(*(_client(server, paths, heard) for _ in range(clients)))


async def _client(server: Server, paths: Iterator[str], heard: Heard) -> None:
    """One client: it asks for the next path as soon as it has an answer.

    It reads no more of HTTP than the server's answers need, so that it takes little of the processors
    that it shares with the server.
    """
    reader, writer = await asyncio.open_connection(server.host, server.port)
    for path in paths:
        start = perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {server.host}:{server.port}\r\n\r\n".encode())
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _LONGEST)).lower()
        size = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
        await asyncio.wait_for(reader.readexactly(int(size)), _LONGEST)
        heard.seconds.append(perf_counter() - start)
        heard.statuses[int(head.split(maxsplit=2)[1])] += 1
    writer.close()


def _repeats(paths: Sequence[str], each: int) -> int:
    """How often what there is only one of is asked for."""
    return each if len(paths) == 1 else 1


def mixed(found: dict[str, list[str]], count: int, seed: int) -> list[str]:
    """So many of all kinds."""
    draw = random.Random(f"sayso mixture {seed}")
    kinds = [kind for kind in _SHARES if found[kind]]
    chosen = draw.choices(kinds, weights=[_SHARES[kind] for kind in kinds], k=count)
    return [draw.choice(found[kind]) for kind in chosen]


def row(name: str, heard: Heard) -> str:
    """A line of the table."""
    count = len(heard.seconds)
    ms = [percentile(heard.seconds, share) * 1000 for share in (0.5, 0.95)]
    wrong = sum(n for status, n in heard.statuses.items() if status != 200)
    return (
        f"| {name} | {count:,} | {ms[0]:.0f} | {ms[1]:.0f} | {count / heard.wall:.0f} "
        f"| {heard.processor / count * 1000:.1f} | {wrong} |"
    )


def main() -> None:
    """Load the server, and print the tables."""
    options = _options()
    reader = open_reader(str(options.ledger))
    found = addresses(reader, options.each, options.seed)
    counts = reader.counts()
    reader.close()
    machine.warn_if_busy()
    with serving(options.ledger, options.workers) as server:
        # its libraries and models are loaded before anything is counted
        for kind in found:
            ask(server, found[kind][:1] * options.workers * 2, options.workers * 2)
        first = server.memory()
        print(f"{machine.described()}; {counts['current']:,} statements; {options.clients} clients at once; ")
        print(f"{options.workers} processes; load of the machine before: {os.getloadavg()[0]:.1f}\n")
        print("| page | requests | p50 ms | p95 ms | a second | processor ms each | not 200 |")
        print("|---|---|---|---|---|---|---|")
        for kind, paths in found.items():
            print(row(kind, ask(server, paths * _repeats(paths, options.each), options.clients)), flush=True)
        for kind, paths in found.items():
            if len(paths) > 1:
                print(row(f"{kind}, kept ready", ask(server, paths, options.clients)), flush=True)
        paths = mixed(found, options.requests, options.seed)
        step, memory, whole = max(1, options.requests // 10), [(0, server.memory())], Heard()
        for begin in range(0, len(paths), step):
            part = ask(server, paths[begin : begin + step], options.clients)
            whole.seconds += part.seconds
            whole.wall, whole.processor = whole.wall + part.wall, whole.processor + part.processor
            for status, number in part.statuses.items():
                whole.statuses[status] += number
            memory.append((min(len(paths), begin + step), server.memory()))
        print(row("a mixture", whole))
        print(f"\nMemory (MB resident): {first:.0f} after loading; ", end="")
        print(", ".join(f"{at:,}: {size:.0f}" for at, size in memory))


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
