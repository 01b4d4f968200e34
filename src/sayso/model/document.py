"""A page as it came, and the article that was read from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sayso.model.span import Span


class MediaType(StrEnum):
    """The kinds of bytes that an article can be read from."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """Bytes as they came, before anything is made of them.

    ``path`` is the file's path as the caller gave it ("-" for standard input), ``url`` the address
    after redirects; one of the two is set. ``charset`` is what the transport declared, unverified.
    ``fetched_at`` is an ISO 8601 instant in UTC, or null for a local file.
    """

    content: bytes
    media_type: MediaType
    path: str | None = None
    url: str | None = None
    charset: str | None = None
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one run of ``document.text`` comes from in the page as fetched.

    The code points ``[start, end)`` of the text come from the bytes ``[byte_start, byte_end)`` of
    the raw page. Where ``linear`` is true each code point is one character of the decoded bytes in
    turn; where it is false (an entity, a ligature that was unfolded, white space that was collapsed)
    the run comes from those bytes as a whole. ``element`` is the path of the HTML element that
    holds it ("html/body/article/p[2]"), empty for other kinds; for a PDF it is "page[3]", and the
    bytes are those of the whole file, since a PDF's text has no bytes of its own.
    """

    start: int
    end: int
    byte_start: int
    byte_end: int
    linear: bool = True
    element: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of one article.

    ``text`` is what offsets count in. ``paragraphs`` are the spans of the article's own paragraphs
    in it, in order; what lies outside of them is page furniture or blank. ``furniture`` are the
    spans of the lines that are not the article's prose (section labels, bylines, credits).
    ``title_span`` is the title where it stands in the text. ``published`` is an ISO date or
    date-time. ``origins`` maps the text back to the raw bytes, sorted and without gaps.
    ``warnings`` are sentences for people ("The page seems to be cut short by a paywall.").
    """

    id: str
    sha256: str
    text: str
    path: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    paragraphs: tuple[Span, ...] = ()
    furniture: tuple[Span, ...] = ()
    title_span: Span | None = None
    origins: tuple[Origin, ...] = field(default=(), repr=False)
    fingerprint: tuple[int, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = ()
