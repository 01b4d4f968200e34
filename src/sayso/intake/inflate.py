"""Undo a transfer's compression, up to a bound."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from sayso.errors import DecompressionError

_STEP = 64 * 1024


def inflate(chunks: Iterable[bytes], encoding: str, most: int) -> bytes:
    """The body that the chunks carry.

    Args:
        chunks: the bytes as sent.
        encoding: the Content-Encoding header: empty, identity, gzip or deflate.
        most: the most bytes that may come out.

    Raises:
        DecompressionError: if more would come out, or the bytes are not of that encoding.
    """
    kind = encoding.strip().lower()
    if kind in ("", "identity"):
        return b"".join(chunks)
    if kind not in ("gzip", "x-gzip", "deflate"):
        raise DecompressionError(f"the page is compressed as {kind!r}, which was not asked for")
    body, total = [], 0
    for piece in _inflated(chunks, kind):
        total += len(piece)
        if total > most:
            raise DecompressionError(f"the page grows past {most:,} bytes when decompressed")
        body.append(piece)
    return b"".join(body)


def _inflated(chunks: Iterable[bytes], kind: str) -> Iterator[bytes]:
    engine = None
    for chunk in chunks:
        data = chunk
        while data:
            if engine is None or engine.eof:
                # a gzip body may be several, one after another (RFC 1952, section 2.2)
                if engine is not None and not _more(kind, data):
                    return
                engine = _engine(kind, data)
            try:
                piece = engine.decompress(data, _STEP)
            except zlib.error as error:
                raise DecompressionError("the page's compression is damaged") from error
            yield piece
            data = engine.unused_data if engine.eof else engine.unconsumed_tail
    if engine is not None and not engine.eof:
        yield engine.flush()
        if not engine.eof:
            raise DecompressionError("the page's compression is cut short")


def _more(kind: str, data: bytes) -> bool:
    return kind != "deflate" and b"\x1f\x8b".startswith(data[:2])


def _engine(kind: str, start: bytes) -> zlib._Decompress:
    # servers send "deflate" with and without zlib's header (RFC 9110, section 8.4.1.2)
    bare = kind == "deflate" and start[0] & 0x0F != 8
    return zlib.decompressobj(-15 if bare else 47)
