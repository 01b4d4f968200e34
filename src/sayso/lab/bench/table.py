"""Put the figures of all rounds side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from sayso.lab.bench.rounds import Turn

NET, GROSS = "net of load", "gross"
#: A turn costs at least this many times its load, or its speed net of load is not shown.
_WORTH = 1.5
#: The scorer's figures that are shown, with their names in its table.
SCORES = {
    "full F1": "full F1",
    "content soft F1": "content soft F1",
    "content exact F1": "content exact F1",
    "full recall, direct": "direct full R",
    "full recall, indirect": "indirect full R",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The median of some figures, and the least and the greatest of them."""

    median: float
    least: float
    most: float

    def shown(self, decimals: int) -> str:
        """The median, with the range behind it."""
        return f"{self.median:,.{decimals}f} ({self.least:,.{decimals}f} to {self.most:,.{decimals}f})"


def spread(values: Sequence[float]) -> Spread:
    """The spread of at least one figure."""
    return Spread(median=median(values), least=min(values), most=max(values))


def figures(turns: Sequence[Turn], words: int, ours: str) -> dict[str, dict[str, Spread]]:
    """For each tool the spread of each figure, and of its speed beside the fastest of the others.

    Net speed leaves out the median processor time of the tool's runs over one short article. A ratio
    is taken round by round, against the tool other than ours with the highest median net speed, so
    that what slowed a whole round does not count.
    """
    by_tool: dict[str, list[Turn]] = {}
    for turn in turns:
        by_tool.setdefault(turn.tool, []).append(turn)
    speeds = {tool: _speeds(own, words) for tool, own in by_tool.items()}
    found = {
        tool: {
            **{f"words a CPU second, {kind}": spread(values) for kind, values in speeds[tool].items()},
            "wall time, s": spread([t.full.wall for t in own]),
            "load time, s": spread([t.short.wall for t in own]),
            "peak memory, MB": spread([t.full.peak / 2**20 for t in own]),
        }
        for tool, own in by_tool.items()
    }
    rivals = [tool for tool in by_tool if tool != ours]
    if rivals:
        kind = NET if all(NET in speeds[tool] for tool in rivals) else GROSS
        fastest = max(rivals, key=lambda tool: median(speeds[tool][kind]))
        for tool in by_tool:
            for kind in [k for k in speeds[tool] if k in speeds[fastest]]:
                pairs = zip(speeds[tool][kind], speeds[fastest][kind], strict=True)
                found[tool][f"times {fastest}, {kind}"] = spread([a / b for a, b in pairs])
    return found


def _speeds(turns: Sequence[Turn], words: int) -> dict[str, list[float]]:
    """Words a processor second of each turn, without and with loading.

    Without is left out where loading is most of a turn: the difference would be noise.
    """
    load = median(turn.short.cpu for turn in turns)
    gross = {GROSS: [words / turn.gross for turn in turns]}
    if any(turn.gross < _WORTH * load for turn in turns):
        return gross
    return {NET: [words / (turn.gross - load) for turn in turns], **gross}


def table(found: Mapping[str, Mapping[str, Spread]], scores: Mapping[str, Mapping[str, float]]) -> str:
    """The figures as a Markdown table, a column a tool."""
    names = list(dict.fromkeys(name for rows in found.values() for name in rows))
    cells = [
        [
            name,
            *(
                rows[name].shown(_decimals(name)) if name in rows else "too few words"
                for rows in found.values()
            ),
        ]
        for name in names
    ]
    cells += [
        [shown, *(f"{scores[tool][key]:.3f}" if tool in scores else "" for tool in found)]
        for shown, key in SCORES.items()
        if scores
    ]
    return _markdown([["", *found], *cells])


def _decimals(name: str) -> int:
    return 0 if name.startswith(("words", "peak")) else 2


def _markdown(rows: list[list[str]]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])
