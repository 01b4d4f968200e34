"""Score the judge on gold pairs: ``python -m sayso.lab.relations.score FOLDER``.

Prints macro-F1, and precision, recall and F1 of each kind; ``--errors`` lists the pairs that it got
wrong. Leave ``--errors`` away on a set that is kept aside.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from sayso import assembly
from sayso.lab.relations.gold import GoldPair, gold_pairs
from sayso.lab.relations.pairs import KINDS
from sayso.relations.compare import Comparer


def figures(gold: Sequence[str], found: Sequence[str]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of each kind."""
    made = {}
    for kind in KINDS:
        right = sum(g == f == kind for g, f in zip(gold, found, strict=True))
        said, there = sum(f == kind for f in found), sum(g == kind for g in gold)
        made[kind] = (right / max(said, 1), right / max(there, 1), 2 * right / max(said + there, 1))
    return made


def table(gold: Sequence[str], found: Sequence[str]) -> str:
    """The figures as text."""
    each = figures(gold, found)
    right = sum(g == f for g, f in zip(gold, found, strict=True))
    lines = [f"{'kind':12} {'P':>6} {'R':>6} {'F1':>6} {'pairs':>6}"]
    lines += [
        f"{k:12} {p:6.3f} {r:6.3f} {f:6.3f} {sum(g == k for g in gold):6}" for k, (p, r, f) in each.items()
    ]
    macro = sum(f for _, _, f in each.values()) / len(each)
    return "\n".join([*lines, f"macro-F1 {macro:.3f}, accuracy {right / len(gold):.3f}, {len(gold)} pairs"])


def main() -> None:
    """Judge the pairs and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="a folder with .tsv files")
    parser.add_argument("--structure", action="store_true", help="leave the network out")
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    options = parser.parse_args()
    pairs = gold_pairs(options.folder)
    judge = Comparer() if options.structure else assembly.comparer()
    found = [judge.compare(p.claim, p.answer) for p in pairs]
    if options.errors:
        for pair, judged in zip(pairs, found, strict=True):
            if judged.kind != pair.kind:
                print(_error(pair, judged.kind, judged.because[0]))
    print(f"judge: {judge.name}")
    print(table([p.kind for p in pairs], [j.kind.value for j in found]))


def _error(pair: GoldPair, kind: str, reason: str) -> str:
    return f"{pair.id}: {pair.kind}, found {kind} ({reason})\n  claim:  {pair.claim}\n  answer: {pair.answer}"


if __name__ == "__main__":
    main()
