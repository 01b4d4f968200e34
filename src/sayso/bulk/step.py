"""The step from pages to rows: the same on every engine, for every order and every number of workers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from sayso.bulk.language import other_language
from sayso.bulk.places import Place
from sayso.bulk.rows import chain_rows, document_row, failure_row, statement_row
from sayso.documents.clean import clean
from sayso.errors import LanguageError, ModelError, SaysoError, TooLargeError, defects_told
from sayso.model.document import Document, RawPage
from sayso.pipeline import read_documents
from sayso.statements.extractor import Extractor


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An article of a shard: its place, the exact copies, and its page or why there is none."""

    place: Place
    copies: Sequence[dict[str, Any]] = ()
    page: RawPage | None = None
    error: SaysoError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What came of one article: its rows in each data set. ``words`` is how many were read."""

    published: str | None = None
    words: int = 0
    documents: tuple[dict[str, Any], ...] = ()
    statements: tuple[dict[str, Any], ...] = ()
    chain: tuple[dict[str, Any], ...] = ()
    failures: tuple[dict[str, Any], ...] = ()


@dataclass(slots=True)
class _Article:
    taken: Taken
    document: Document | None = None
    error: SaysoError | None = None
    language: str | None = None
    published: str | None = None
    rows: Rows | None = field(default=None)


def step(batch: Sequence[Taken], extractor: Extractor, *, longest: int, pages: bool) -> Iterator[Rows]:
    """The rows of each article, in order; the extractor is given all of them together.

    Raises:
        ModelError: if the model can't be used; what else goes wrong is a row of the failures.
    """
    articles = [_document(taken, longest) for taken in batch]
    read = [a for a in articles if a.document is not None]
    _read(read, extractor, pages)
    for article in articles:
        yield article.rows or _failed(article)


def _document(taken: Taken, longest: int) -> _Article:
    """The article of a page, if it is one that is read."""
    article = _Article(taken, error=taken.error)
    if taken.page is None:
        return article
    try:
        with defects_told():
            document = clean(taken.page)
            article.published = document.published
            if len(document.text) > longest:
                raise TooLargeError(f"the article has more than {longest:,} characters")
            article.language = other_language(document)
            if article.language:
                raise LanguageError(f"the article is in another language than English ({article.language})")
            article.document = document
    except SaysoError as error:
        article.error = error
    return article


def _read(articles: Sequence[_Article], extractor: Extractor, pages: bool) -> None:
    """Give the articles their rows; if reading them together fails, read them alone."""
    documents = [a.document for a in articles if a.document is not None]
    try:
        with defects_told():
            for article, reading in zip(articles, read_documents(documents, extractor), strict=True):
                article.rows = _rows(article.taken, reading, pages)
    except ModelError:
        raise
    except SaysoError as error:
        if len(articles) == 1:
            articles[0].rows = None
            articles[0].error = error
            return
        for article in articles:
            _read([article], extractor, pages)


def _rows(taken: Taken, reading: Any, pages: bool) -> Rows:
    assert taken.page is not None  # noqa: S101
    document = reading.document
    row = document_row(taken.place, taken.page, taken.copies, reading, pages)
    statements = tuple(statement_row(n, s, document) for n, s in enumerate(reading.statements))
    links = chain.from_iterable(chain_rows(n, s, document) for n, s in enumerate(reading.statements))
    return Rows(
        published=document.published,
        words=row["words"],
        documents=(row,),
        statements=statements,
        chain=tuple(links),
    )


def _failed(article: _Article) -> Rows:
    """A row for the article and for each of its exact copies."""
    place, known = article.taken.place, {"language": article.language, "published": article.published}
    if article.error is not None:
        known |= {"error": type(article.error).__name__, "reason": str(article.error)}
    else:
        known |= {"error": place.error, "reason": place.reason}
    others = [replace(place, path=c["path"], source=c["source"], url=c["url"]) for c in article.taken.copies]
    return Rows(
        published=article.published, failures=tuple(failure_row(one, **known) for one in (place, *others))
    )
