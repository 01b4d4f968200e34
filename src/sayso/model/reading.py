"""What was read from one article."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.document import Document
from sayso.model.relation import Relation
from sayso.model.statement import CredibilityNote, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document and its statements, in the order of the text.

    ``readers`` names each judge that had a hand in it with its version ("rules_v1"), so that the
    same bytes can be read the same way again.
    """

    document: Document
    statements: tuple[Statement, ...]
    relations: tuple[Relation, ...] = ()
    credibility_notes: tuple[CredibilityNote, ...] = ()
    readers: tuple[str, ...] = ()
