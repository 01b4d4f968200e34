"""Score what the tools found, over the articles that they read."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from types import ModuleType

from sayso.lab.bench.lines import Attribution


def load(gold: Path, named: Path | None) -> ModuleType:
    """The scorer: the file named, or the one in a ``tools`` folder above the gold.

    Raises:
        SystemExit: if there is none.
    """
    from sayso.lab.attributions import score

    if named and not named.is_file():
        raise SystemExit(f"there is no scorer at {named}")
    return score._load(named or score._above(gold))


def scores(
    scorer: ModuleType,
    gold: Path,
    names: Collection[str],
    found: Mapping[str, Mapping[str, list[Attribution]]],
) -> dict[str, dict[str, float]]:
    """Each tool's figures over the articles of these names that have gold."""
    wanted = {name: one for name, one in scorer.read_gold([str(gold)]).items() if name in names}
    if not wanted:
        print(f"warning: {gold} has gold for none of the articles", file=sys.stderr)
        return {}
    made = {}
    for tool, own in found.items():
        read = {name: own[name] for name in wanted if name in own}
        made[tool] = scorer.score(wanted, read)[0]
    return made
