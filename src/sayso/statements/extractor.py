"""What every extractor of attributions offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from sayso.model.attribution import Attribution
from sayso.model.document import Document


class Extractor(Protocol):
    """Finds the attributions of documents.

    ``name`` names the behaviour and never changes its meaning ("rules_v1"): a new behaviour has a
    new name. The same document gives the same attributions, whatever stands beside it.
    """

    @property
    def name(self) -> str:
        """The behaviour's name."""
        ...

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Attribution, ...]]:
        """The attributions of each document, in the order given, each sorted by place."""
        ...
