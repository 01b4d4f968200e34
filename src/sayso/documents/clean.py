"""Make a document of a page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urldefrag

from sayso.documents.decode import Decoded, decode, is_broken
from sayso.documents.decode import clean as shown
from sayso.documents.fingerprint import fingerprint
from sayso.documents.front_matter import front_matter
from sayso.documents.furniture import is_furniture
from sayso.documents.language import language_of
from sayso.documents.page import read_page
from sayso.documents.paragraphs import paragraphs, title_of
from sayso.documents.pdf import read_pdf
from sayso.documents.published import given, iso
from sayso.errors import NoArticleError, TooLargeError
from sayso.model.document import Document, MediaType, Origin, RawPage
from sayso.model.span import Span

_MARK = "\N{REPLACEMENT CHARACTER}"
_BROKEN = f"Some bytes are not of the text's charset; they are shown as {_MARK}."
#: An article is no longer than this, in code points: a thick novel's length.
LONGEST = 2_000_000
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{1,40})", re.IGNORECASE)


def clean(page: RawPage, *, published: str | None = None, publisher: str | None = None) -> Document:
    """The article of the page.

    Args:
        page: the bytes as they came.
        published: a date that overrides what the page says.
        publisher: a name that overrides what the page says.

    Raises:
        DocumentError: if the page holds no article or is too complex.
        IntakeError: if a PDF is damaged or encrypted, or the text is too long.
        UsageError: if ``published`` is no date.
    """
    override = given(published)
    made = {
        MediaType.TEXT: _plain,
        MediaType.MARKDOWN: _plain,
        MediaType.HTML: _html,
        MediaType.PDF: _pdf,
    }[page.media_type](page)
    digest = hashlib.sha256(page.content).hexdigest()
    made["published"] = override or made.get("published")
    made["publisher"] = publisher or made.get("publisher")
    made["url"] = canonical(page.url or made.get("url"))
    text = made["text"]
    prose = "\n".join(text[p.start : p.end] for p in made["paragraphs"])
    return Document(
        id=digest[:16],
        sha256=digest,
        path=page.path,
        fingerprint=fingerprint(prose),
        **{**made, "language": made.get("language") or language_of(prose)},
    )


def canonical(url: str | None) -> str | None:
    """The address without tracking parameters and fragments (courlan's rules)."""
    if not url:
        return None
    from courlan import clean_url

    if not url.startswith(("http://", "https://")):
        return url
    try:
        return clean_url(urldefrag(url).url) or url
    except (ValueError, AttributeError):
        return url


def _plain(page: RawPage) -> dict[str, Any]:
    decoded = decode(page.content, page.charset)
    said, after = front_matter(decoded.text) if _has_front(page) else ({}, 0)
    text = shown(decoded.text[after:])
    if len(text) > LONGEST:
        raise TooLargeError(f"the text is longer than {LONGEST:,} characters; split it first")
    prose, furniture = paragraphs(text)
    if not prose:
        raise NoArticleError("the text holds no article: there is no line of prose in it")
    title = _title(text, prose, said)
    return {
        "text": text,
        "paragraphs": prose,
        "furniture": furniture,
        "title_span": title,
        "origins": _straight(decoded, after, len(text)),
        "warnings": _warnings(text, decoded),
        **_said(said, text, title),
    }


def _title(text: str, prose: Sequence[Span], said: Mapping[str, Any]) -> Span | None:
    """Where the title stands: the first line, unless the front matter gives a title that reads otherwise."""
    found, given_title = title_of(text, prose), _words(said.get("title"))
    if found is None or given_title is None:
        return found
    return found if " ".join(text[found.start : found.end].split()) == given_title else None


def _has_front(page: RawPage) -> bool:
    return page.media_type is MediaType.MARKDOWN or page.content.lstrip(b"\xef\xbb\xbf").startswith(
        (b"---\n", b"---\r\n")
    )


def _said(said: Mapping[str, Any], text: str, title: Span | None) -> dict[str, Any]:
    authors = said.get("authors") or said.get("author") or ()
    named = map(_words, authors if isinstance(authors, list | tuple) else [authors])
    return {
        "title": _words(said.get("title")) or (text[title.start : title.end] if title else None),
        "publisher": _words(said.get("publisher")),
        "authors": tuple(name for name in named if name),
        "published": iso(said.get("published") or said.get("date")),
        "url": _words(said.get("url")),
        "language": _tongue(_words(said.get("language"))),
    }


def _words(value: Any) -> str | None:
    """A value that is words or a number, on one line; what is neither says nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        return " ".join(str(value).split()) or None
    except ValueError:  # Python writes no number of thousands of digits
        return None


def _tongue(value: str | None) -> str | None:
    """The language of a tag like en-GB (RFC 5646)."""
    return re.split(r"[-_]", value.lower())[0] if value else None


def _straight(decoded: Decoded, start: int, length: int) -> tuple[Origin, ...]:
    begin = decoded.skipped + decoded.bytes_of(0, start)
    return (Origin(0, length, begin, begin + decoded.bytes_of(start, start + length)),)


def _warnings(text: str, decoded: Decoded) -> tuple[str, ...]:
    return (_BROKEN,) if _MARK in text and is_broken(decoded.text) else ()


def _html(page: RawPage) -> dict[str, Any]:
    decoded = decode(page.content, page.charset or _declared(page.content))
    built, said, headed, warnings = read_page(decoded)
    return {
        "text": built.text,
        "paragraphs": built.paragraphs,
        "title_span": built.paragraphs[0] if headed else None,
        "origins": built.origins,
        "warnings": (*_warnings(built.text, decoded), *warnings),
        "title": said.title,
        "publisher": said.publisher,
        "authors": said.authors,
        "published": said.published,
        "url": said.url,
        "language": _tongue(said.language),
    }


def _declared(content: bytes) -> str | None:
    found = _CHARSET.search(content[:4096])
    return found[1].decode("ascii", "replace") if found else None


def _pdf(page: RawPage) -> dict[str, Any]:
    built, said = read_pdf(page.content, page.path or page.url or "the PDF")
    prose: list[Span] = []
    furniture: list[Span] = []
    for span in built.paragraphs:
        words = built.text[span.start : span.end]
        is_number = words.isdecimal()  # of a page
        (furniture if is_number or is_furniture(words) else prose).append(span)
    return {
        "text": built.text,
        "paragraphs": tuple(prose),
        "furniture": tuple(furniture),
        "title": said.title,
        "title_span": _headed(built.text, prose, said.title),
        "published": said.published,
        "origins": built.origins,
    }


def _headed(text: str, prose: Sequence[Span], title: str | None) -> Span | None:
    """The first paragraph, where it is the title."""
    first = prose[0] if prose and title else None
    return first if first and " ".join(text[first.start : first.end].split()) == title else None
