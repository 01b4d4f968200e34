"""Statements from the bodies of their entries: as they were read, and with what people judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sayso.ledger.codec import Value, statement_of
from sayso.ledger.effective import effective
from sayso.ledger.entry import json_object
from sayso.model.statement import Statement

#: Statements that are kept, some kilobytes each: who looks at a claim or an article looks at others that
#: hold the same ones, and an entry's bytes never change.
_KEPT = 4096


@lru_cache(maxsize=_KEPT)
def as_read(body: bytes) -> Statement:
    """The statement as the program read it.

    Raises:
        KeyError, TypeError, ValueError, RecursionError: if the body is none of a statement.
    """
    return statement_of(_value(body))


def as_judged(body: bytes, fields: Sequence[Mapping[str, Any]]) -> Statement:
    """The statement with the fields that people judged, the latest last. Raises as ``as_read`` does."""
    return statement_of(effective(_value(body), fields)) if fields else as_read(body)


def _value(body: bytes) -> Value:
    value: Value = json_object(body)["statement"]
    return value
