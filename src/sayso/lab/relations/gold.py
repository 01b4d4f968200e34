"""Gold pairs: tab-separated files with the columns id, kind, claim, answer and why."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPair:
    """A claim and an answer, with the kind that a person gave them."""

    id: str
    kind: str
    claim: str
    answer: str


def gold_pairs(folder: Path) -> list[GoldPair]:
    """The pairs of each file in the folder, in order."""
    found = []
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                found.append(
                    GoldPair(id=row["id"], kind=row["kind"], claim=row["claim"], answer=row["answer"])
                )
    if not found:
        raise SystemExit(f"{folder} holds no .tsv files")
    return found
