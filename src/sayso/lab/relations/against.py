"""Score which pairs of statements are told as standing against one another.

    python -m sayso.lab.relations.against tests/golden/relations/conflicts/open [--errors]

The folder's ``*.jsonl`` have one pair a line: two statements and whether a reader would call them a conflict.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso import assembly
from sayso.lab.relations.made import Told, article
from sayso.model.relation import Relation, RelationKind
from sayso.model.speaker import Kind
from sayso.model.statement import Act
from sayso.relations.between import Judges, between, judges
from sayso.relations.placed import Placed, of_reading

#: What `sayso conflicts` lists.
AGAINST = frozenset(
    {RelationKind.CONTRADICTS, RelationKind.DISPUTES, RelationKind.CORRECTS, RelationKind.RETRACTS}
)
_UNNAMED = ("a ", "an ", "the ", "two ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Two statements, and whether they stand against one another."""

    id: str
    conflict: bool
    sides: tuple[Placed, Placed]


def cases(folder: Path) -> Iterator[Case]:
    """The pairs of a folder."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            value = json.loads(line)
            first, second = _placed(value["a"], 2 * number), _placed(value["b"], 2 * number + 1)
            yield Case(id=value["id"], conflict=value["conflict"], sides=(first, second))


def _placed(value: dict[str, Any], number: int) -> Placed:
    by = value["by"]
    told = Told(
        speaker=by,
        cue=value["cue"],
        content=value["content"],
        act=Act(value["act"]),
        kind=Kind.ANONYMOUS if by.startswith(_UNNAMED) else Kind.PERSON,
    )
    made = article((told,), publisher=f"Outlet {number}", published=value["day"], number=number)
    (found,) = of_reading(made.reading)
    return found


@dataclass(frozen=True, slots=True)
class Score:
    """How many pairs are told as conflicts, how many of these rightly, and how many there are."""

    told: int
    right: int
    of: int

    @property
    def precision(self) -> float:
        """The share of what is told that is right."""
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that is told."""
        return self.right / self.of if self.of else 1.0


def score(found: Iterable[tuple[Case, Relation | None]]) -> Score:
    """The score of what was found."""
    told = right = of = 0
    for case, relation in found:
        against = relation is not None and relation.kind in AGAINST
        told += against
        of += case.conflict
        right += against and case.conflict
    return Score(told, right, of)


def judged(folder: Path, by: Judges) -> list[tuple[Case, Relation | None]]:
    """Each case with the relation that is found."""
    return [(case, between(*case.sides, by)) for case in cases(folder)]


def main() -> None:
    """Print precision and recall, and on demand what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    found = judged(given.folder, judges(assembly.comparer()))
    if given.errors:
        for case, relation in found:
            against = relation is not None and relation.kind in AGAINST
            if against != case.conflict:
                print(case.id, relation and (relation.kind.value, relation.confidence, relation.because))
                for side in case.sides:
                    print(f"    {side.speaker} {side.statement.cue.text}: {side.statement.content.text}")
    whole = score(found)
    print(f"precision {whole.precision:.3f} ({whole.right} of {whole.told}), ", end="")
    print(f"recall {whole.recall:.3f} ({whole.right} of {whole.of})")


if __name__ == "__main__":
    main()
