"""Words of the articles around what is exported."""

from __future__ import annotations

import json
import re
from typing import Any

from sayso.ledger.port import LedgerReader
from sayso.model.document import Document

_HALF = re.compile("[\ud800-\udfff]")


class Articles:
    """The articles of statements that come one article after the other; one is held at a time."""

    def __init__(self, ledger: LedgerReader) -> None:
        self._ledger = ledger
        self._last: Document | None = None

    def of(self, document: str) -> Document:
        """The article of an id."""
        if self._last is None or self._last.id != document:
            self._last = self._ledger.document(document)
        return self._last


def whole(text: str) -> str:
    """The text with U+FFFD for each half of a surrogate pair, which no file can hold."""
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)


def written(value: Any) -> bytes:
    """A value as JSON on one line, in UTF-8."""
    found = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return whole(found).encode()


def address(url: str | None) -> str | None:
    """The address, if a browser may be sent there."""
    return url if url and url.startswith(("http://", "https://")) else None
