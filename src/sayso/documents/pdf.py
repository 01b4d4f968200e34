"""Read a PDF's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sayso.documents.build import Built
from sayso.documents.furniture import is_furniture
from sayso.documents.metadata import Metadata
from sayso.documents.paragraphs import LONGEST_TITLE, is_wrapped, stripped
from sayso.documents.published import iso
from sayso.errors import DamagedInputError, EncryptedInputError, NoArticleError, TooLargeError
from sayso.model.document import Origin
from sayso.model.span import Span

#: Pages read at most, and code points of text.
_MOST_PAGES = 500
_MOST_TEXT = 2_000_000
#: How a PDF ends, with what mail programs and servers put after it (ISO 32000-1, 7.5.5).
_END = b"%%EOF"
_LOOKED_AT = 4_096
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
#: PDF is of 1993: an earlier date is a clock that was never set.
_FIRST = "1993-01-01"
#: What programs put for a title: the file's name, or that there is none.
_FILE = re.compile(r"\.\w{2,5}$|^(?:untitled|microsoft word|slide \d|print preview)|://", re.IGNORECASE)
_HYPHEN = "\ufffe"  # PDFium's sign for a hyphen at a line's end


def read_pdf(content: bytes, name: str) -> tuple[Built, Metadata]:
    """The text of the PDF's pages, and what the file says of itself.

    PDFium gives the text in reading order; origins lead to the page.

    Raises:
        EncryptedInputError: if it needs a password.
        DamagedInputError: if it is broken.
        TooLargeError: if it has too many pages.
        NoArticleError: if it holds no text, as a scan does.
    """
    import pypdfium2

    if _END not in content[-_LOOKED_AT:]:
        raise DamagedInputError(f"{name} is a PDF that was cut short; get it again")
    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
        if count > _MOST_PAGES:
            raise TooLargeError(f"{name} has {count:,} pages, more than {_MOST_PAGES}; split it")
        said = document.get_metadata_dict(skip_empty=True)
        pages = list(_bounded(name, (_page_text(document, number) for number in range(count))))
    except pypdfium2.PdfiumError as error:
        if any(word in str(error).lower() for word in ("password", "security")):
            raise EncryptedInputError(f"{name} is encrypted; save it without a password") from error
        raise DamagedInputError(f"{name} is a damaged PDF; get it again") from error
    title = _title(said.get("Title", ""))
    built = _built(pages, len(content), title)
    if not built.text.strip():
        raise NoArticleError(f"{name} holds no text: it may be a scan, which needs OCR first")
    return built, Metadata(title=title, published=_date(said.get("CreationDate", "")))


def _title(words: str) -> str | None:
    """The title, unless it is what a program called the file."""
    title = " ".join(words.split())
    named = _FILE.search(title) is not None or " " not in title or not any(c.isalpha() for c in title)
    return None if named or len(title) > LONGEST_TITLE or not title.isprintable() else title


def _date(words: str) -> str | None:
    """The day of a PDF's date, "D:20240531061000+01'00'" (ISO 32000-1, 7.9.4), if it is a sane one.

    The hour says when a program wrote the file, so it is left out.
    """
    found = _DATE.match(words.strip())
    day = iso("-".join(found.groups())) if found else None
    return day if day and day >= _FIRST else None


def _bounded(name: str, pages: Iterable[str]) -> Iterator[str]:
    length = 0
    for page in pages:
        length += len(page)
        if length > _MOST_TEXT:
            raise TooLargeError(f"{name} holds more than {_MOST_TEXT:,} characters; split it")
        yield page


def _page_text(document: object, number: int) -> str:
    page = document[number]  # type: ignore[index]
    text: str = page.get_textpage().get_text_range()
    text = text.replace(_HYPHEN + "\r\n", "").replace(_HYPHEN, "")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ").strip()


def _built(pages: list[str], size: int, title: str | None) -> Built:
    text, origins = "", list[Origin]()
    for number, page in enumerate(pages, 1):
        if not page:
            continue
        begun = len(text)
        text += ("\n\n" if text else "") + page
        origins.append(Origin(begun, len(text), 0, size, linear=False, element=f"page[{number}]"))
    return Built(text, tuple(_paragraphs(text, title)), tuple(origins))


def _paragraphs(text: str, title: str | None) -> list[Span]:
    """Blocks of lines; a line much shorter than the widest that ends a sentence ends one.

    The title, a label, byline or page's number stands alone: PDFium gives no blank lines around it.
    """
    found: list[Span] = []
    lines = [line for line in text.split("\n") if line.strip()]
    widest = max(map(len, lines), default=0)
    wrapped = is_wrapped(lines[:40]) or widest < 160
    begun, at, short = -1, 0, True
    for line in [*text.split("\n"), ""]:
        if line.strip() and short and begun >= 0 and is_furniture(line):
            found.append(stripped(text, begun, at))
            begun = -1
        short = len(line) < 0.75 * widest
        if line.strip() and begun < 0:
            begun = at
        alone = begun == at and (is_furniture(line) or line.strip().isdecimal() or line.strip() == title)
        ends = line.rstrip().endswith((".", "!", "?", "”", '"')) and short
        if begun >= 0 and (not line.strip() or ends or alone or not wrapped):
            end = at + len(line.rstrip()) if line.strip() else at - 1
            found.append(stripped(text, begun, end))
            begun = -1
        at += len(line) + 1
    return found
