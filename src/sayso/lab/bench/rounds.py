"""Run the tools in turns, so that whatever else the machine does falls on all of them alike."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.lab.bench import lines
from sayso.lab.bench.measure import Cost, RunError, measure
from sayso.lab.bench.tools import Tool

#: One short article: what a run over it costs is what loading costs.
SHORT = 'The bridge will reopen on Friday, the mayor said. "We are late," Ms. Okafor told reporters.\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One tool's run over one short article and its run over all, in fresh processes.

    ``converting`` is processor time in which the runner of another tool turned what it found into our
    form; it is in ``full`` and is no work of the tool.
    """

    tool: str
    short: Cost
    full: Cost
    converting: float

    @property
    def gross(self) -> float:
        """Processor seconds of the whole run, without conversion."""
        return self.full.cpu - self.converting


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A tool that could not be run, and why."""

    tool: str
    reason: str


def order(tools: Sequence[Tool], rounds: int) -> Iterator[tuple[int, Tool]]:
    """A B C A B C: each tool once a round."""
    for number in range(1, rounds + 1):
        for tool in tools:
            yield number, tool


def run(tools: Sequence[Tool], folder: Path, rounds: int, work: Path) -> Iterator[Turn | Broken]:
    """Every turn, in order; a tool that breaks is left out of the rounds that follow.

    What a tool found stays in ``output(work, tool)``.
    """
    short = work / "short"
    short.mkdir()
    (short / "short.txt").write_text(SHORT, encoding="utf-8")
    broken = set()
    for number, tool in order(tools, rounds):
        if tool.name in broken:
            continue
        try:
            turn = _turn(tool, short, folder, output(work, tool))
        except RunError as error:
            broken.add(tool.name)
            yield Broken(tool=tool.name, reason=str(error))
            continue
        print(
            f"round {number} of {rounds}: {tool.name} {turn.full.wall:.1f} s "
            f"({turn.full.cpu:.1f} s of processor, {turn.full.peak / 2**20:.0f} MB)",
            file=sys.stderr,
        )
        yield turn


def output(work: Path, tool: Tool) -> Path:
    """Where a tool's lines are kept, those of its last round."""
    return work / f"{tool.name}.jsonl"


def _turn(tool: Tool, short: Path, folder: Path, out: Path) -> Turn:
    first = measure(tool.command(short, out), tool.environment)
    full = measure(tool.command(folder, out), tool.environment)
    converting = lines.marks(full.stderr).get("converting", 0.0)
    return Turn(tool=tool.name, short=first, full=full, converting=converting)
