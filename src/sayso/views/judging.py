"""Turn what a person says about a statement into the fields of a judgement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from sayso.errors import NotInLedgerError, UsageError
from sayso.ledger.codec import passage_value, statement_value
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded, Wanted
from sayso.model.span import Passage, Span
from sayso.model.speaker import Kind

#: What is confirmed of a statement that was read right: who says what, and what is done by it.
_CONFIRMED = ("speaker", "act", "negated", "content")
_BREAK = " … "
_SPANS = re.compile(r"\d+:\d+(,\d+:\d+)*")
_NONE = frozenset(("", "none"))


def fields(ledger: LedgerReader, statement: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The judged fields: ``given`` by name, spans as "start:end,…" in the article's text.

    Raises:
        NotInLedgerError: if there is no such statement.
        UsageError: if a value can't be one.
    """
    found = list(ledger.statements(Wanted(ids=(statement,), current=False)))
    if not found:
        raise NotInLedgerError(f"the ledger has no statement {statement}")
    last, made = found[-1], {}
    for name in ("act", "certainty", "negated"):
        if name in given:
            made[name] = given[name]
    if {"speaker", "kind", "description"} & given.keys():
        made["speaker"] = _speaker(last, given)
    if "said" in given:
        made["said"] = _said(given["said"])
    if "addressee" in given:
        told = given["addressee"]
        made["addressee"] = None if told in _NONE else {"text": told, "name": None}
    if "venue" in given:
        made["venue"] = None if given["venue"] in _NONE else {"text": given["venue"]}
    for name in ("content", "cue", "source"):
        if name in given:
            made[name] = _passage(ledger.document(last.document).text, given[name])
    return made


def confirmed(found: Recorded) -> dict[str, Any]:
    """The judged fields that say of a statement that it was read right, as it stands."""
    value = statement_value(found.statement)
    return {name: value[name] for name in _CONFIRMED}


def places(text: str, words: str, near: int) -> str:
    """Where words stand in an article, as ``fields`` takes it; what stands nearest to ``near``.

    White space may differ. Words that are left out between are written " … ".

    Raises:
        UsageError: if they don't stand there so.
    """
    pieces = [piece.split() for piece in words.split(_BREAK) if piece.split()]
    found: list[str] = []
    after = 0
    for piece in pieces:
        pattern = r"\s+".join(map(re.escape, piece))
        stand = [m for m in re.finditer(pattern, text) if m.start() >= after]
        if not stand:
            raise UsageError(f"“{' '.join(piece)}” does not stand in the article, letter for letter")
        best = stand[0] if found else min(stand, key=lambda m: abs(m.start() - near))
        after = best.end()
        found.append(f"{best.start()}:{best.end()}")
    return ",".join(found) or "none"


def _speaker(found: Recorded, given: Mapping[str, Any]) -> dict[str, Any]:
    now = found.statement.speaker
    name = given.get("speaker", now.name)
    dropped = bool(now.name) and not name
    kind = given.get("kind", Kind.ANONYMOUS.value if dropped else now.kind.value)
    if name and kind == Kind.ANONYMOUS:
        kind = Kind.PERSON.value
    return {
        "name": name or None,
        "kind": kind,
        "description": given.get("description", now.description) or None,
    }


def _said(given: str) -> dict[str, str] | None:
    if given in _NONE:
        return None
    start, _, end = given.partition(":")
    try:
        days = [date.fromisoformat(day) for day in (start, end or start)]
    except ValueError as error:
        raise UsageError(f"{given!r} is no day; write it as 2025-02-26, or 2025-02-26:2025-02-28") from error
    if days[0] > days[1]:
        raise UsageError(f"{given!r} ends before it begins")
    return {"text": "", "start": days[0].isoformat(), "end": days[1].isoformat()}


def _passage(text: str, given: str) -> dict[str, Any]:
    if given in _NONE:
        return passage_value(Passage())
    if not _SPANS.fullmatch(given):
        raise UsageError(f"{given!r} names no places; write them as 120:164, or 120:164,170:180")
    try:
        spans = sorted(Span(*map(int, part.split(":"))) for part in given.split(","))
    except ValueError as error:
        raise UsageError(f"{given!r}: {error}") from error
    if spans[-1].end > len(text) or any(a.overlaps(b) for a, b in pairwise(spans)):
        raise UsageError(f"{given!r} lies outside of the article, or overlaps")
    return passage_value(Passage.of(text, spans))
