"""Write a JSON object whose one list is too long to hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from sayso.views.exports.texts import written


def write_list(stream: BinaryIO, before: bytes, items: Iterable[Any], after: bytes) -> None:
    """The items, one a line, between what comes before the list's bracket and after it."""
    stream.write(before + b"[")
    mark = b"\n"
    for item in items:
        stream.write(mark + written(item))
        mark = b",\n"
    stream.write(b"\n]" + after)
