"""How much is taken in, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one page: bytes, redirects, and seconds."""

    bytes: int = 20 * _MEGABYTE
    decompressed_bytes: int = 40 * _MEGABYTE
    redirects: int = 10
    connect_seconds: float = 10.0
    read_seconds: float = 15.0
    total_seconds: float = 60.0
