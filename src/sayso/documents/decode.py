"""Decode a page's bytes so that every character leads back to its bytes."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import accumulate

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
#: The share of bytes beyond ASCII under which a text is English or near it; Polish has 7 per cent.
_FEW = 0.04
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # in windows-1252
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text with the charset that it was decoded by and the bytes of a mark before it.

    A byte that is not of the charset stands as one surrogate character, so that the text encodes to
    the same bytes again; ``clean`` shows it as U+FFFD.
    """

    text: str
    charset: str
    skipped: int

    def bytes_of(self, start: int, end: int) -> int:
        """How many bytes the characters ``[start, end)`` take."""
        return len(self.text[start:end].encode(self.charset, _errors(self.charset)))

    def offsets(self, places: list[int]) -> dict[int, int]:
        """The byte offset of each of the characters, which are given in rising order."""
        sizes = (self.bytes_of(a, b) for a, b in zip([0, *places], places, strict=False))
        return {p: self.skipped + o for p, o in zip(places, accumulate(sizes), strict=True)}


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """The bytes as text: by their mark, as UTF-8, as declared, as guessed, else as broken UTF-8.

    UTF-8 comes before what is declared: text that decodes as UTF-8 hardly ever is anything else,
    and headers are often wrong.
    """
    for mark, charset in _MARKS:
        if content.startswith(mark):
            return _marked(content, mark, charset)
    for tried in ("utf-8", _known(declared)):
        if tried and (text := _tried(content, tried)) is not None:
            return Decoded(text=text, charset=tried, skipped=0)
    guessed = _guessed(content)
    if guessed and (text := _tried(content, guessed)) is not None:
        return Decoded(text=text, charset=guessed, skipped=0)
    return Decoded(text=content.decode("utf-8", "surrogateescape"), charset="utf-8", skipped=0)


def _marked(content: bytes, mark: bytes, charset: str) -> Decoded:
    """Text after a byte order mark, which is believed though the bytes after it be broken."""
    body = content[len(mark) :]
    if charset != "utf-8":
        body = body[: len(body) // 2 * 2]  # half a unit at the end is no character
    return Decoded(text=body.decode(charset, _errors(charset)), charset=charset, skipped=len(mark))


def _errors(charset: str) -> str:
    """How what is not of the charset becomes a lone surrogate, and bytes again."""
    return "surrogatepass" if charset.startswith("utf-16") else "surrogateescape"


def clean(text: str) -> str:
    """The text with U+FFFD for every byte that was not of its charset; as long as before."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text) if is_broken(text) else text


def is_broken(text: str) -> bool:
    """Whether some bytes were not of the text's charset."""
    try:
        text.encode()  # much quicker than a search; a surrogate is all that UTF-8 can't write
    except UnicodeEncodeError:
        return True
    return False


def _tried(content: bytes, charset: str) -> str | None:
    """The text, where each of its characters has bytes of its own that it encodes to again."""
    try:
        text = content.decode(charset)
        if charset == "utf-8":  # it has one way only to write a text, and no other is decoded
            return text
        sizes = {c: len(c.encode(charset)) for c in set(text)}
        alone = sum(map(sizes.__getitem__, text)) == len(content)
        return text if alone and text.encode(charset) == content else None
    except (UnicodeError, LookupError, ValueError):
        return None


def _known(charset: str | None) -> str | None:
    """The codec's own name, where there is such a codec."""
    try:
        name = codecs.lookup(charset).name if charset else None
    except (LookupError, ValueError):
        return None
    # browsers read latin-1 as windows-1252 (WHATWG's encoding standard)
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _guessed(content: bytes) -> str | None:
    """A guess, where the bytes are not UTF-8 that was damaged.

    Text with hardly anything but ASCII is windows-1252, as browsers take it; a statistical guess
    would make of its few quotation marks and accents whatever comes first.
    """
    broken = content.decode("utf-8", "surrogateescape")
    wrong = sum("\udc80" <= c <= "\udcff" for c in broken)
    right = sum(c > "\x7f" for c in broken) - wrong
    if 2 * right > wrong:  # sequences of UTF-8 hardly ever come about by chance
        return None
    if wrong < _FEW * len(content) and not _UNDEFINED.search(content):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(content[: 256 * 1024]).best()
    return best.encoding if best else None
