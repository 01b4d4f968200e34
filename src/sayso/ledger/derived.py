"""What follows from one entry alone of what the ledger is looked up by and shown with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

Body = Mapping[str, Any]

DOCUMENT = ("id", "position", "sha256", "content", "url", "path", "title", "publisher", "published")
VERSION = ("position", "url", "document")
RELATION = ("position", "number", "document", "a", "b", "kind", "confidence", "because")


def document_row(position: int, subject: str, body: Body) -> tuple[Any, ...]:
    """An article's columns, named as in ``DOCUMENT``."""
    return (subject, position, *(clean(body[name]) for name in DOCUMENT[2:]))


def version_row(position: int, subject: str, body: Body) -> tuple[Any, ...]:
    """A sighting's columns, named as in ``VERSION``."""
    return position, subject, body["document"]


def relation_rows(position: int, subject: str, body: Body) -> list[tuple[Any, ...]]:
    """The columns of the relations that a reading tells, named as in ``RELATION``."""
    told: Sequence[Body] = body["relations"]
    return [
        (
            position,
            number,
            subject,
            *(one[name] for name in ("a", "b", "kind", "confidence")),
            clean(json.dumps(one["because"], ensure_ascii=False)),
        )
        for number, one in enumerate(told)
    ]


def clean(text: str | None) -> str | None:
    """Text that every database takes: no NUL, no half of a surrogate pair."""
    if text is None or (text.isascii() and text.isprintable()):
        return text
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
