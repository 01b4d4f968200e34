"""Who is meant by a name, once people have said which names are one speaker's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.errors import NotInLedgerError, UsageError
from sayso.ledger.entry import EntryKind
from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import KnownSpeaker
from sayso.views.shown import shown

_NAMED_AT_MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One speaker with all names that were merged; ``name`` is the one that others go into.

    ``known`` are those of the names that the ledger has statements by.
    """

    name: str
    names: tuple[str, ...]
    keys: tuple[str, ...]
    known: tuple[KnownSpeaker, ...] = ()


def merged(ledger: LedgerReader) -> dict[str, str]:
    """For each name that was merged, by its key, the key that it goes into in the end."""
    into = {
        d.subject: str(d.body["other"])
        for d in ledger.same_speakers()
        if d.active and d.kind is EntryKind.MERGE
    }
    return {key: _end(key, into) for key in {*into, *into.values()}}


def person(ledger: LedgerReader, name: str) -> Person:
    """The one speaker that a name means: exactly, or by some of its words.

    Raises:
        NotInLedgerError: if nobody of that name has said anything.
        UsageError: if several are called so.
    """
    if not name_key(name):
        raise UsageError(f"{name!r} is no name")
    into, key = merged(ledger), name_key(name)
    if one := ledger.speaker(key):
        return _person(ledger, into.get(key, key), into, {key: one})
    found = {one.key: one for one in ledger.speakers(name)}
    groups = _groups(found, into)
    if not groups:
        raise NotInLedgerError(f"the ledger has no speaker called {shown(name)}")
    if len(groups) > 1:
        names = sorted(found[keys[0]].name for keys in groups.values())
        listed = ", ".join(map(shown, names[:_NAMED_AT_MOST]))
        more = f" and {len(names) - _NAMED_AT_MOST} more" if len(names) > _NAMED_AT_MOST else ""
        raise UsageError(
            f"{len(names)} speakers are called {shown(name)}: {listed}{more}; give the full name"
        )
    return _person(ledger, next(iter(groups)), into, found)


def named(ledger: LedgerReader, name: str, *, most: int = 50) -> tuple[str, ...]:
    """The speakers whose names hold all words of this one, each once, by name."""
    if not name_key(name):
        return ()
    known = {one.key: one.name for one in ledger.speakers(name)}
    groups = _groups(known, merged(ledger))
    return tuple(sorted(known.get(root, known[keys[0]]) for root, keys in groups.items()))[:most]


def _person(
    ledger: LedgerReader, root: str, into: dict[str, str], found: Mapping[str, KnownSpeaker]
) -> Person:
    """The speaker of a name; ``found`` are names that were looked up already."""
    keys = tuple(sorted({root, *(key for key, end in into.items() if end == root)}))
    known = {key: found.get(key) or ledger.speaker(key) for key in keys}
    names = {key: one.name if one else key for key, one in known.items()}
    return Person(
        name=names[root],
        names=tuple(names.values()),
        keys=keys,
        known=tuple(one for one in known.values() if one),
    )


def _groups(found: Iterable[str], into: dict[str, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key in found:
        groups[into.get(key, key)].append(key)
    return groups


def _end(key: str, into: dict[str, str]) -> str:
    seen = {key}
    while key in into and into[key] not in seen:
        key = into[key]
        seen.add(key)
    return key
