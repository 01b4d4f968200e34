"""Measure how soon Sayso answers: ``python -m sayso.lab.bench.startup FOLDER``.

Each figure is the median of fresh processes: the help, one article read cold (nothing of Sayso in
memory; the files of the model are in the system's cache after the first time), and the peak memory of
reading one article and of extracting the folder.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median

from sayso.lab.bench import machine, texts
from sayso.lab.bench.measure import Cost, measure
from sayso.lab.bench.tools import ours

#: What the figures must stay under: seconds to the help and to a cold reading, MB at most.
HELP, READ, PEAK = 0.3, 1.5, 300.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m sayso.lab.bench.startup",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("articles", type=Path, help="a folder of .txt articles")
    parser.add_argument("--times", type=int, default=5, help="how often each is run")
    options = parser.parse_args()
    found = texts.articles(options.articles)
    if not found:
        raise SystemExit(f"{options.articles} holds no .txt articles")
    middle = sorted(found, key=lambda article: len(article[1]))[len(found) // 2]
    article = options.articles / f"{middle[0]}.txt"
    tool = ours()
    machine.warn_if_busy()
    help_ = _many([*tool.program, "--help"], options.times)
    read = _many([*tool.program, "read", str(article)], options.times)
    extract = measure([*tool.program, "extract", str(options.articles)])
    print(f"{machine.described()}; {tool.how}; median of {options.times}\n")
    print(_line("sayso --help", [c.wall for c in help_], HELP, "s", 2))
    print(_line(f"sayso read, {len(middle[1].split())} words", [c.wall for c in read], READ, "s", 2))
    print(_line("peak memory, read", [c.peak / 2**20 for c in read], PEAK, "MB", 0))
    print(_line(f"peak memory, extract, {len(found)} articles", [extract.peak / 2**20], PEAK, "MB", 0))


def _many(command: list[str], times: int) -> list[Cost]:
    print(f"{' '.join(command[1:])} …", file=sys.stderr)
    return [measure(command) for _ in range(times)]


def _line(name: str, values: list[float], limit: float, unit: str, decimals: int) -> str:
    middle = median(values)
    shown = f"{middle:.{decimals}f} {unit} ({min(values):.{decimals}f} to {max(values):.{decimals}f})"
    return f"{name:<40} {shown:<28} limit {limit:g} {unit}: {'kept' if middle < limit else 'OVER'}"


if __name__ == "__main__":
    main()
