"""Walk pages through the rooms: bytes, document, statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from sayso.documents.clean import clean
from sayso.errors import SaysoError, defects_told
from sayso.intake.limits import Limits
from sayso.intake.load import load
from sayso.model.document import Document, RawPage
from sayso.model.reading import Reading
from sayso.statements.extractor import Extractor
from sayso.statements.interpret import NAME as INTERPRETER
from sayso.statements.interpret import interpret

if TYPE_CHECKING:
    from sayso.relations.compare import Comparer


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A source that could not be read, and why."""

    source: str
    error: SaysoError


def read(
    source: str,
    extractor: Extractor,
    *,
    published: str | None = None,
    publisher: str | None = None,
    limits: Limits | None = None,
    allow_private: bool = False,
    stdin: BinaryIO | None = None,
    comparer: Comparer | None = None,
) -> Reading:
    """One article, from wherever it is, to its statements; with a ``comparer`` also how they stand to
    one another.

    Raises:
        SaysoError: one of its kinds, with what went wrong and what to do.
    """
    with defects_told():
        page = load(source, limits=limits, allow_private=allow_private, stdin=stdin)
        reading = read_page(page, extractor, published=published, publisher=publisher)
        if comparer is None:
            return reading
        from sayso.relations.relate import relate

        readers = (*reading.readers, comparer.name)
        return replace(reading, relations=relate(reading, comparer), readers=readers)


def read_page(
    page: RawPage,
    extractor: Extractor,
    *,
    published: str | None = None,
    publisher: str | None = None,
) -> Reading:
    """One page's statements."""
    return read_document(clean(page, published=published, publisher=publisher), extractor)


def read_document(document: Document, extractor: Extractor) -> Reading:
    """One document's statements."""
    (reading,) = read_documents([document], extractor)
    return reading


def read_documents(documents: Sequence[Document], extractor: Extractor) -> Iterator[Reading]:
    """The statements of documents that the extractor may take together, in order."""
    for document, attributions in zip(documents, extractor.extract(documents), strict=True):
        statements, notes = interpret(document, attributions)
        yield Reading(
            document=document,
            statements=statements,
            credibility_notes=notes,
            readers=(extractor.name, INTERPRETER),
        )


def read_many(
    sources: Iterable[str], extractor: Extractor, *, limits: Limits | None = None
) -> Iterator[Reading | Failure]:
    """Each source's reading, or why there is none, in order; one that fails stops no other."""
    for source in sources:
        try:
            yield read(source, extractor, limits=limits)
        except SaysoError as error:
            yield Failure(source=source, error=error)
