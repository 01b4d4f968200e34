"""Tell what kind of bytes these are."""

from __future__ import annotations

import re

from sayso.errors import EmptyInputError, UnsupportedInputError
from sayso.model.document import MediaType

_SUFFIXES = {
    ".txt": MediaType.TEXT,
    ".text": MediaType.TEXT,
    ".md": MediaType.MARKDOWN,
    ".markdown": MediaType.MARKDOWN,
    ".html": MediaType.HTML,
    ".htm": MediaType.HTML,
    ".xhtml": MediaType.HTML,
    ".pdf": MediaType.PDF,
}
_DECLARED = {
    "text/plain": MediaType.TEXT,
    "text/markdown": MediaType.MARKDOWN,
    "text/html": MediaType.HTML,
    "application/xhtml+xml": MediaType.HTML,
    "application/pdf": MediaType.PDF,
}
_HTML_START = re.compile(rb"\s*(?:<!doctype\s+html|<html|<head|<body|<!--|<\?xml)", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 64 * 1024


def media_type(content: bytes, name: str, *, declared: str = "", suffix: str = "") -> MediaType:
    """The kind of a page's bytes: by what they are, then by what they were called.

    Args:
        content: the bytes.
        name: what to call the input in an error.
        declared: a Content-Type header, or empty.
        suffix: a path or name whose ending may tell.

    Raises:
        EmptyInputError: if there is nothing but white space.
        UnsupportedInputError: if the bytes are no text, HTML or PDF.
    """
    if not content.lstrip(b" \t\r\n\f\v\xef\xbb\xbf") or content in _WIDE_MARKS:
        raise EmptyInputError(f"{name} is empty")
    if b"%PDF-" in content[:1024]:
        return MediaType.PDF
    if _is_binary(content):
        raise UnsupportedInputError(f"{name} is not text, HTML or PDF; convert it to one of them first")
    if _HTML_START.match(content[:1024].removeprefix(b"\xef\xbb\xbf")):
        return MediaType.HTML
    called = _DECLARED.get(declared.split(";", 1)[0].strip().lower())
    ending = "." + suffix.rsplit(".", 1)[-1].lower() if "." in suffix else ""
    found = called if called not in (None, MediaType.TEXT) else _SUFFIXES.get(ending, called)
    if found is MediaType.PDF:
        raise UnsupportedInputError(f"{name} is called a PDF but is none")
    return found or MediaType.TEXT


def _is_binary(content: bytes) -> bool:
    """Whether there are control characters that no text has; a tenth of a per cent is let pass."""
    looked = content[:_LOOKED_AT]
    if content.startswith(_WIDE_MARKS):
        looked = looked.decode("utf-16", "ignore").encode("utf-8")
    return b"\0" in looked or len(_CONTROL.findall(looked)) > len(looked) / 1000
