"""The statements that stand against one another, the surest and newest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded, Related, Wanted
from sayso.model.relation import RelationKind
from sayso.views.recorded import lines as statement_lines
from sayso.views.recorded import value as statement_value
from sayso.views.shown import shown

#: What stands against a statement.
AGAINST = (
    RelationKind.CONTRADICTS,
    RelationKind.DISPUTES,
    RelationKind.CORRECTS,
    RelationKind.RETRACTS,
)
#: Where one speaker's story changed, or their denial left it open.
CHANGED = (*AGAINST, RelationKind.MISSES)
#: Characters of two statements by which they are known to be the same words.
_COMPARED = 2000
#: Relations that are looked up at once: few at first, since often few are wanted.
_FIRST, _STEP = 20, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Statement ``a`` stands to ``b`` as ``kind``."""

    a: Recorded
    b: Recorded
    related: Related


def conflicts(ledger: LedgerReader, *, misses: bool = False, limit: int | None = None) -> Iterator[Conflict]:
    """The pairs that stand against one another; the same words in several articles are one pair.

    With ``misses`` also the denials that leave their claim standing.
    """
    kinds = CHANGED if misses else AGAINST
    return islice(once(whole(ledger, ledger.relations(kinds))), limit)


def changes_of_story(ledger: LedgerReader, keys: Collection[str]) -> list[Conflict]:
    """Where one speaker's own statements stand against one another, by when they were said."""
    found = once(whole(ledger, ledger.relations(CHANGED, speakers=keys))) if keys else ()
    return sorted(found, key=lambda c: (c.related.day or "", c.a.position))


def value(found: Conflict) -> dict[str, Any]:
    """A conflict for programs."""
    relation = found.related.relation
    return {
        "kind": relation.kind.value,
        "confidence": relation.confidence,
        "because": list(relation.because),
        "day": found.related.day,
        "a": statement_value(found.a),
        "b": statement_value(found.b),
    }


def lines(found: Conflict) -> Iterator[str]:
    """A conflict for people."""
    relation = found.related.relation
    yield f"{relation.kind.value} ({relation.confidence:.2f})"
    for one in (found.b, found.a):
        yield from (f"  {line}" for line in statement_lines(one))
    yield from (f"  → {shown(reason)}" for reason in relation.because)


def whole(ledger: LedgerReader, found: Iterable[Related]) -> Iterator[Conflict]:
    """The relations with their statements, some at a time."""
    waiting, size = iter(found), _FIRST
    while some := list(islice(waiting, size)):
        size = min(2 * size, _STEP)
        ids = {key for r in some for key in (r.relation.a, r.relation.b)}
        known = {
            one.statement.id: one
            for part in _batches(sorted(ids))
            for one in ledger.statements(Wanted(ids=tuple(part)))
        }
        for related in some:
            a, b = known.get(related.relation.a), known.get(related.relation.b)
            if a is not None and b is not None and not a.replaced and not b.replaced:
                yield Conflict(a=a, b=b, related=related)


def once(found: Iterable[Conflict]) -> Iterator[Conflict]:
    """The same words in several articles are one pair."""
    seen: set[tuple[object, ...]] = set()
    for one in found:
        key = (one.related.relation.kind, frozenset((_words(one.a), _words(one.b))))
        if key not in seen:
            seen.add(key)
            yield one


def _words(found: Recorded) -> tuple[str, str]:
    said = found.statement
    return name_key(said.speaker.name or said.speaker.description), name_key(said.content.text[:_COMPARED])


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[n : n + _STEP] for n in range(0, len(ids), _STEP))
