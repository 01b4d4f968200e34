"""Measure how many true pairs are among the candidates that a ledger offers, twenty at the most.

    python -m sayso.lab.relations.recall tests/golden/relations/open --others FILE.jsonl --count 10000

The claims stand in a ledger as statements, among others that are taken from a file of JSON lines with
a text under ``premise``; each answer that speaks of its claim (supports, contradicts, misses) is then
looked up. The gold labels of the file are not read.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sayso.lab.relations.gold import gold_pairs
from sayso.lab.relations.made import Told, article
from sayso.ledger.opening import open_ledger
from sayso.model.relation import RelationKind
from sayso.model.statement import Act
from sayso.relations.near import MOST, Near
from sayso.relations.placed import of_reading
from sayso.relations.unwrap import unwrap

_LOOKED_UP = (RelationKind.SUPPORTS, RelationKind.CONTRADICTS, RelationKind.MISSES)
_AN_ARTICLE = 20


def recall(folder: Path, others: Sequence[str], most: int = MOST) -> dict[str, tuple[int, int]]:
    """For each kind, how many answers find their claim, and how many there are."""
    pairs = [p for p in gold_pairs(folder) if p.kind in {k.value for k in _LOOKED_UP}]
    claims = list(dict.fromkeys(p.claim for p in pairs))
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        ledger = open_ledger(f"{place}/recall.db")
        texts = [*claims, *others]
        for number, first in enumerate(range(0, len(texts), _AN_ARTICLE)):
            told = [_told(text, Act.ASSERT) for text in texts[first : first + _AN_ARTICLE]]
            ledger.add([article(told, publisher="Velmor Courier", published="2025-01-01", number=number)])
        near = Near(ledger)
        for number, pair in enumerate(pairs):
            made = article(
                [_told(pair.answer, Act.DENY)], publisher="Alden Tribune", published="2025-02-01",
                number=10**6 + number,
            )  # fmt: skip
            (one,) = of_reading(made.reading)
            offered = {p.statement.content.text for p in near.near(one, most)}
            found[f"{pair.kind} of"] += 1
            found[pair.kind] += _told(pair.claim, Act.ASSERT).content in offered
        ledger.close()
    return {k.value: (found[k.value], found[f"{k.value} of"]) for k in _LOOKED_UP}


def _told(text: str, act: Act) -> Told:
    said = unwrap(text)
    return Told(speaker=said.speaker or "Somebody", cue="said", content=said.content, act=act)


def _others(path: Path, count: int) -> Iterator[str]:
    seen: set[str] = set()
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            text = str(json.loads(line)["premise"]).replace("\n", " ").strip()
            if text and text not in seen:
                seen.add(text)
                yield text
            if len(seen) >= count:
                return


def main() -> None:
    """Print the recall of each kind and of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--others", type=Path, required=True)
    parser.add_argument("--count", type=int, default=10_000)
    given = parser.parse_args()
    others = list(_others(given.others, given.count))
    found = recall(given.folder, others)
    for kind, (right, of) in found.items():
        print(f"{kind}: {right} of {of} ({right / of:.3f})")
    right, of = (sum(pair[n] for pair in found.values()) for n in (0, 1))
    print(f"all: {right} of {of} ({right / of:.3f}), {len(others)} others, at most {MOST} candidates")


if __name__ == "__main__":
    main()
