"""What an article's later versions say otherwise: edits to statements, not to characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from sayso.errors import NotInLedgerError
from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded, Version, Wanted
from sayso.model.statement import Statement
from sayso.views.typos import same_words

#: From this share of words on, two statements are one that was altered (difflib's ratio).
_LIKE = 0.5


class ChangeKind(StrEnum):
    """What became of a statement from one version to the next."""

    CAME = "came"
    WENT = "went"
    WORDED = "worded otherwise"
    REATTRIBUTED = "said by another"
    RECAST = "told as another act"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A statement before and after; one of them is null where it came or went."""

    kind: ChangeKind
    before: Recorded | None
    after: Recorded | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one version to the next."""

    before: Version
    after: Version
    changes: tuple[Change, ...]


def changes(ledger: LedgerReader, url: str) -> tuple[Step, ...]:
    """The steps between the versions of the article at an address.

    Raises:
        NotInLedgerError: if there is no article from that address.
    """
    versions = ledger.versions(url)
    if not versions:
        raise NotInLedgerError(f"the ledger has no article from {url}")
    told = {v.document: list(ledger.statements(Wanted(document=v.document))) for v in versions}
    return tuple(
        Step(before=a, after=b, changes=tuple(compare(told[a.document], told[b.document])))
        for a, b in pairwise(versions)
    )


def compare(before: Sequence[Recorded], after: Sequence[Recorded]) -> Iterator[Change]:
    """What became of each statement, in the order of the later text, what went at the end."""
    pairs = _paired(before, after)
    taken = {id(old) for old, _ in pairs.values()}
    for new in after:
        old, _ = pairs.get(id(new), (None, 0.0))
        if old is None:
            yield Change(kind=ChangeKind.CAME, before=None, after=new)
        else:
            yield from _altered(old, new)
    for old in before:
        if id(old) not in taken:
            yield Change(kind=ChangeKind.WENT, before=old, after=None)


def _paired(before: Sequence[Recorded], after: Sequence[Recorded]) -> dict[int, tuple[Recorded, float]]:
    """For each later statement the earlier one that it comes from, the likest pairs first."""
    scored = [
        (likeness, -j, -i)
        for i, old in enumerate(before)
        for j, new in enumerate(after)
        if (likeness := _likeness(old.statement, new.statement)) >= _LIKE
    ]
    pairs: dict[int, tuple[Recorded, float]] = {}
    used: set[int] = set()
    for likeness, j, i in sorted(scored, reverse=True):
        if i not in used and id(after[-j]) not in pairs:
            used.add(i)
            pairs[id(after[-j])] = (before[-i], likeness)
    return pairs


def _likeness(old: Statement, new: Statement) -> float:
    if bool(old.content) != bool(new.content):
        return 0.0
    ours, theirs = _words(old), _words(new)
    alike = SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
    # the same words by somebody else are the same statement, other words by them are not
    return 0.8 * alike + 0.2 * (_speaker(old) == _speaker(new))


def _altered(old: Recorded, new: Recorded) -> Iterator[Change]:
    was, now = old.statement, new.statement
    if not same_words(_words(was), _words(now)):
        yield Change(kind=ChangeKind.WORDED, before=old, after=new)
    if _speaker(was) != _speaker(now) and not same_words(_speaker(was).split(), _speaker(now).split()):
        yield Change(kind=ChangeKind.REATTRIBUTED, before=old, after=new)
    if (was.act, was.negated) != (now.act, now.negated):
        yield Change(kind=ChangeKind.RECAST, before=old, after=new)


def _words(statement: Statement) -> list[str]:
    return name_key((statement.content or statement.cue).text).split()


def _speaker(statement: Statement) -> str:
    speaker = statement.speaker
    return name_key(speaker.name or speaker.description or statement.source.text)
