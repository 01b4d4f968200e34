"""Bytes addressed by their digest, kept compressed."""

from __future__ import annotations

import zlib
from hashlib import sha256

from sayso.errors import DamagedLedgerError

#: zlib, since any program can read it back; a higher level gains little on articles.
_LEVEL = 6
#: Bytes that a content unpacks to at most: a forged one may not fill the memory.
_MOST = 1 << 30


def digest_of(content: bytes) -> str:
    """The address of a content: its SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()


def packed(content: bytes) -> bytes:
    """The content as it is kept."""
    return zlib.compress(content, _LEVEL)


def unpacked(kept: bytes, digest: str) -> bytes:
    """The content again.

    Raises:
        DamagedLedgerError: if it is not the one that the digest names.
    """
    try:
        content = zlib.decompressobj().decompress(kept, _MOST)
    except zlib.error as error:
        raise DamagedLedgerError(f"content {digest} of the ledger cannot be read: {error}") from error
    if digest_of(content) != digest:
        raise DamagedLedgerError(f"content {digest} of the ledger is not what was kept")
    return content
