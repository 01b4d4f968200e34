"""How one statement stands to another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RelationKind(StrEnum):
    """The relations of DESIGN: what the first statement is to the second."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    REPEATS = "repeats"
    DISPUTES = "disputes"
    CORRECTS = "corrects"
    RETRACTS = "retracts"
    EVADES = "evades"
    MISSES = "misses"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Statement ``a`` stands to statement ``b`` as ``kind``; ``because`` says why, for people."""

    a: str
    b: str
    kind: RelationKind
    confidence: float
    because: tuple[str, ...]
