"""Time relations in a ledger: ``python -m sayso.lab.relations.bench --statements N``.

A ledger of synthetic statements is made; a fifth of them are about stories of which each is told many
times: by named people, by anonymous ones, through other outlets, and denied. At an eighth, a quarter, a
half and all of the size, new articles are related to it and added; at the end claims are traced, by
their words, by an id, and by the ids of statements drawn without choice. The figures go to standard output.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from math import log2
from pathlib import Path
from time import perf_counter, process_time

from sayso import assembly
from sayso.lab.bench import machine
from sayso.lab.ledger.ask import percentile
from sayso.lab.ledger.generate import articles
from sayso.lab.ledger.invent import World, world
from sayso.lab.relations.made import Told, article
from sayso.ledger.opening import open_ledger, open_reader
from sayso.ledger.port import LedgerWriter
from sayso.ledger.records import Article, Wanted
from sayso.model.speaker import Kind
from sayso.model.statement import Act
from sayso.views.as_json import dumps
from sayso.views.trace import trace
from sayso.views.trace_value import value

_STATEMENTS = 15
_GOODS = ("timber", "grain", "copper", "cement", "fish", "coal", "salt", "glass", "wool", "paper")
_PLACES = ("harbour", "depot", "mill", "quarry", "station", "barracks", "dairy", "foundry")
_FORMS = (
    "{org} had let {other} store {number} tonnes of {good} in the {place} of {town}",
    "{org} let {other} keep {number} tonnes of {good} in the {place} of {town}",
    "{other} was allowed by {org} to store {good} in the {place} of {town}",
)
_DENIALS = (
    "{org} had let {other} store {good} in the {place} of {town}",
    "it had sold the {place} of {town} to {other}",
)
_HIDDEN = ("an official", "two officials", "a person close to {org}", "a former clerk")


class Stories:
    """Stories that are told again and again, in other words and by others."""

    def __init__(self, made: World, count: int, seed: int) -> None:
        self._draw = random.Random(f"sayso stories {seed}")
        self._world = made
        self._all = [self._story() for _ in range(count)]
        self._number = 0

    def claims(self, count: int) -> list[str]:
        """Claims of some of the stories, as somebody would ask for them."""
        return [_FORMS[0].format(**one).capitalize() + "." for one in self._draw.sample(self._all, count)]

    def article(self) -> Article:
        """A new article about some of the stories."""
        draw, self._number = self._draw, self._number + 1
        told = [self._told(draw.choice(self._all)) for _ in range(_STATEMENTS)]
        day = f"20{draw.randrange(15, 25)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
        return article(told, publisher=draw.choice(self._world.outlets), published=day, number=self._number)

    def _story(self) -> dict[str, str]:
        draw, names = self._draw, self._world.words[2000:]
        return {
            "org": draw.choice(names).capitalize() + " Council",
            "other": draw.choice(names).capitalize() + " Freight",
            "town": draw.choice(names).capitalize(),
            "number": str(draw.randrange(20, 900)),
            "good": draw.choice(_GOODS),
            "place": draw.choice(_PLACES),
        }

    def _told(self, story: dict[str, str]) -> Told:
        draw = self._draw
        name, _ = draw.choice(self._world.speakers)
        if draw.random() < 0.2:
            content = draw.choice(_DENIALS).format(**story)
            return Told(speaker=name, cue="denied that", content=content, act=Act.DENY)
        content = draw.choice(_FORMS).format(**story)
        if draw.random() < 0.4:
            hidden = draw.choice(_HIDDEN).format(**story)
            return Told(speaker=hidden, cue="said that", content=content, act=Act.ASSERT, kind=Kind.ANONYMOUS)
        return Told(speaker=name, cue="said that", content=content, act=Act.ASSERT)


def main() -> None:
    """Make the ledger step by step, and time what is asked of it."""
    options = _options()
    machine.warn_if_busy()
    print(f"{machine.described()}; {options.statements:,} statements; seed {options.seed}")
    made = world(options.seed)
    stories = Stories(made, max(4, options.statements // 250), options.seed)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        place = str(Path(folder) / "bench.db")
        ledger = open_ledger(place, by="bench")
        drawn = _mixed(made, stories, options)
        held = 0
        for share in (8, 4, 2, 1):
            held = _fill(ledger, drawn, held, options.statements // share)
            _related(ledger, stories, held, options.each)
        ledger.close()
        _traced(place, stories, options.each)


def _mixed(made: World, stories: Stories, options: argparse.Namespace) -> Iterator[Article]:
    """Four fifths of statements from anywhere, one fifth of the stories."""
    for number, one in enumerate(articles(made, 2 * options.statements, seed=options.seed)):
        yield one
        if number % 6 == 0:
            yield stories.article()


def _fill(ledger: LedgerWriter, drawn: Iterator[Article], held: int, wanted: int) -> int:
    while held < wanted:
        batch = list(islice(drawn, 50))
        held += sum(added.statements for added in ledger.add(batch))
        print(f"\r\033[K{held:,}", end="", file=sys.stderr, flush=True)
    return held


def _related(ledger: LedgerWriter, stories: Stories, held: int, each: int) -> None:
    """What it takes to relate new articles, and to add them."""
    from dataclasses import replace

    relater = assembly.relater(ledger)
    times, adds, found = [], [], 0
    for _ in range(each):
        new = stories.article()
        start = perf_counter()
        reading = relater.related(new.reading)
        middle = perf_counter()
        ledger.add([replace(new, reading=reading)])
        adds.append(perf_counter() - middle)
        times.append(middle - start)
        found += len(reading.relations)
    middling = percentile(times, 0.5)
    print(
        f"{held:>9,} statements: relate an article of {_STATEMENTS} in {middling:.3f} s (p95 "
        f"{percentile(times, 0.95):.3f}, most {max(times):.3f}), add it in {percentile(adds, 0.5):.3f}; "
        f"{found / each:.0f} relations each; {1000 * middling / log2(held):.2f} ms / log2 n"
    )


def _traced(place: str, stories: Stories, each: int) -> None:
    ledger, comparer = open_reader(place), assembly.comparer()
    ids = [
        next(iter(ledger.statements(Wanted(text=" ".join(c.split()[5:9]), limit=1)))).statement.id
        for c in stories.claims(each)
    ]
    every = [r.statement.id for r in ledger.statements(Wanted(limit=100 * each)) if r.statement.content]
    lone = every[:: max(1, len(every) // each)][:each]
    for name, asked in (("in words", stories.claims(each)), ("by an id", ids), ("of any statement", lone)):
        times, used, behind = [], [], 0
        for one in asked:
            start, before = perf_counter(), process_time()
            found = trace(ledger, one, comparer)
            dumps(value(found))
            times.append(perf_counter() - start)
            used.append(process_time() - before)
            behind += len(found.support)
        print(
            f"trace {name}: p50 {1000 * percentile(times, 0.5):.0f} ms, p95 "
            f"{1000 * percentile(times, 0.95):.0f} ms, most {1000 * max(times):.0f} ms; "
            f"of the processor p50 {1000 * percentile(used, 0.5):.0f}, "
            f"p95 {1000 * percentile(used, 0.95):.0f}; "
            f"{behind / each:.0f} statements behind each ({each} asked)"
        )
    ledger.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--each", type=int, default=40, help="articles related, and claims traced")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", help="where the ledger is made for the time")
    return parser.parse_args()


if __name__ == "__main__":
    main()
