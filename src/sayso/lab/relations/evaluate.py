"""How often the released network is right: ``python -m sayso.lab.relations.evaluate --data FOLDER``.

Three ways on the held-out tenth of each origin, and the kinds of answer on the held-out claims of the
project's own. ``rte`` is two ways: entailed or not. No torch: it runs what is released.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sayso.lab.relations.corpus import corpus
from sayso.lab.relations.pairs import KINDS, NONE, NOT_ENTAILED, WAYS, Pair
from sayso.lab.relations.score import table
from sayso.relations.entailment import CrossEncoder, Read


def is_right(pair: Pair, read: Read) -> bool:
    """Whether the likeliest way is the pair's."""
    chances = (read.entailment, read.neutral, read.contradiction)
    if pair.way == NOT_ENTAILED:
        return read.entailment < 0.5
    return chances.index(max(chances)) == pair.way


def by_origin(found: Sequence[Pair], reads: Sequence[Read]) -> str:
    """A line for each origin: how many pairs, how many of them right, and recall of each way."""
    lines = [f"{'origin':14} {'pairs':>6} {'right':>7}  " + " ".join(f"{w:>13}" for w in WAYS)]
    for origin in sorted({p.origin for p in found}):
        mine = [(p, r) for p, r in zip(found, reads, strict=True) if p.origin == origin]
        right = [p.way for p, r in mine if is_right(p, r)]
        there, had = Counter(p.way for p, _ in mine), Counter(right)
        ways = [f"{had[w] / there[w]:13.3f}" if there[w] else f"{'':13}" for w in range(len(WAYS))]
        lines.append(f"{origin:14} {len(mine):6} {len(right) / len(mine):7.4f}  " + " ".join(ways))
    return "\n".join(lines)


def main() -> None:
    """Run the network on what was held out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", required=True, type=Path, help="a folder with a .jsonl file for each origin"
    )
    parser.add_argument("--seed", type=int, default=13, help="the seed of the training run")
    parser.add_argument("--origins", nargs="*", default=[], help="only these")
    options = parser.parse_args()
    every = corpus(options.data, options.seed)
    wanted = set(options.origins) or {p.origin for p in every}
    found = [p for p in every if p.held_out and p.origin in wanted]
    model = CrossEncoder()
    reads = [model.read(p.premise, p.hypothesis) for p in found]
    print(f"model: {model.name}")
    ways = [(p, r) for p, r in zip(found, reads, strict=True) if p.way != NONE]
    print(by_origin([p for p, _ in ways], [r for _, r in ways]))
    own = [(p, r) for p, r in zip(found, reads, strict=True) if p.kind != NONE and p.origin == "answers"]
    if own:
        print("\nkinds of answer, the network alone, on claims held out:")
        print(table([KINDS[p.kind] for p, _ in own], [KINDS[r.kinds.index(max(r.kinds))] for _, r in own]))


if __name__ == "__main__":
    main()
