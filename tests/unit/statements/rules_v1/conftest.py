"""Read short texts with the rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.model.attribution import Attribution
from sayso.model.document import Document
from sayso.model.span import Span
from sayso.statements.rules_v1.extractor import RulesExtractor

Reader = Callable[..., tuple[Attribution, ...]]


@pytest.fixture(scope="session")
def extractor() -> RulesExtractor:
    return RulesExtractor()


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    def made(text: str, *, titled: bool = False) -> Document:
        """Each line is a paragraph; blank lines are none."""
        spans, place = [], 0
        for line in text.split("\n"):
            if line.strip():
                spans.append(Span(place, place + len(line)))
            place += len(line) + 1
        return Document(
            id="d",
            sha256="d",
            text=text,
            paragraphs=tuple(spans),
            title_span=spans[0] if titled else None,
        )

    return made


@pytest.fixture(scope="session")
def read(extractor: RulesExtractor, document: Callable[..., Document]) -> Reader:
    def found(text: str, *, titled: bool = False) -> tuple[Attribution, ...]:
        (attributions,) = extractor.extract([document(text, titled=titled)])
        return attributions

    return found
