"""What a judge decided about a pair."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.relation import RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How an answer stands to a claim, how sure that is (0 to 1), why, and which judge says so."""

    kind: RelationKind
    confidence: float
    because: tuple[str, ...]
    judge: str
