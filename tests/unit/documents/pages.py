"""Make pages to read, and hold a document against the bytes that it was read from."""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import pairwise

from sayso.documents.clean import clean
from sayso.documents.decode import clean as shown
from sayso.documents.decode import decode
from sayso.model.document import Document, MediaType, RawPage

INVISIBLE = "\u00ad\u200b\u2060\ufeff"


def raw(content: bytes | str, kind: MediaType = MediaType.HTML, charset: str = "") -> RawPage:
    return RawPage(
        content=content.encode() if isinstance(content, str) else content,
        media_type=kind,
        path="story",
        charset=charset or None,
    )


def text(content: bytes | str, charset: str = "") -> Document:
    return checked(raw(content, MediaType.TEXT, charset))


def markdown(content: bytes | str) -> Document:
    return checked(raw(content, MediaType.MARKDOWN))


def web(content: bytes | str, charset: str = "") -> Document:
    return checked(raw(content, MediaType.HTML, charset))


def checked(page: RawPage) -> Document:
    """The page's document, whose every offset has been held against the page."""
    document = clean(page)
    spans_hold(document)
    origins_hold(document, page)
    return document


def said(document: Document) -> list[str]:
    """The words of each paragraph."""
    return [document.text[p.start : p.end] for p in document.paragraphs]


def around(document: Document) -> list[str]:
    """The words of each line of furniture."""
    return [document.text[p.start : p.end] for p in document.furniture]


def spans_hold(document: Document) -> None:
    """Paragraphs and furniture are ordered, lie apart, in the text, without space around them."""
    ordered = sorted([*document.paragraphs, *document.furniture])
    assert list(document.paragraphs) == sorted(document.paragraphs)
    assert list(document.furniture) == sorted(document.furniture)
    for one, next_one in pairwise(ordered):
        assert one.end <= next_one.start
    for span in ordered:
        words = document.text[span.start : span.end]
        assert span.end <= len(document.text)
        assert words == words.strip()
        assert words
    outside = list(document.text)
    for span in ordered:
        outside[span.start : span.end] = " " * len(span)
    assert not "".join(outside).strip()
    if document.title_span is not None:
        assert document.title_span in document.paragraphs


def origins_hold(document: Document, page: RawPage) -> None:
    """Each character leads back to its bytes, and linear runs say what the bytes say."""
    assert "".join(document.text[o.start : o.end] for o in document.origins) == document.text
    at, reached = 0, 0
    for origin in document.origins:
        assert origin.start == at < origin.end
        assert 0 <= reached <= origin.byte_start <= origin.byte_end <= len(page.content)
        at = origin.end
        if page.media_type is MediaType.PDF:
            continue
        reached = origin.byte_end
        words = document.text[origin.start : origin.end]
        source = _source(page, origin.byte_start, origin.byte_end)
        if origin.linear:
            assert shown(source) == words
        elif words.strip():
            assert html.unescape(source) == words
        else:
            left = re.sub(r"<[^>]*>|<!--.*?-->", "", html.unescape(source), flags=re.DOTALL)
            assert not left.strip(INVISIBLE + " \t\r\n\f\v\xa0\u2003\u2028\u202f\u3000")
    assert at == len(document.text)


def _source(page: RawPage, start: int, end: int) -> str:
    decoded = decode(page.content, page.charset or _declared(page.content))
    return page.content[start:end].decode(
        decoded.charset,
        "surrogatepass" if decoded.charset.startswith("utf-16") else "surrogateescape",
    )


def _declared(content: bytes) -> str | None:
    found = re.search(rb"charset=[\"']?([\w-]+)", content[:1000])
    return found[1].decode() if found else None


def element_of(document: Document, words: str) -> str:
    """The path of the element that holds the first character of the words."""
    at = document.text.index(words)
    return next(o.element for o in document.origins if o.start <= at < o.end)


def bytes_of(document: Document, page: RawPage, words: str) -> bytes:
    """The bytes of the page from the words' first character to their last one."""
    at = document.text.index(words)
    runs = [o for o in document.origins if o.start < at + len(words) and at < o.end]
    decoded = decode(page.content, page.charset)
    first, last = runs[0], runs[-1]
    start, end = first.byte_start, last.byte_end
    if first.linear:
        start += len(document.text[first.start : at].encode(decoded.charset))
    if last.linear:
        end -= len(document.text[at + len(words) : last.end].encode(decoded.charset))
    return page.content[start:end]


def folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words)


def article(*paragraphs: str, head: str = "", before: str = "", after: str = "") -> str:
    """A page with an article of these paragraphs, which are HTML."""
    body = "\n".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">{head}</head>\n'
        f"<body>{before}<main><article>\n{body}\n</article></main>{after}</body></html>\n"
    )


#: Prose that is long enough to be taken for an article.
PROSE = (
    "The harbour board of Ashmere voted on Tuesday night to close the old swing bridge to lorries.",
    "Marta Vell, who chairs the board, said the steel was tired and nobody should be surprised.",
    "“We were told in March that it would hold for another ten years,” said a haulier, Tom Redd.",
    "The county did not say when the bridge would be repaired, or what the repair was to cost.",
)
