"""Find, in a new reading, the statements that people had decided about in an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.model.span import Passage
from sayso.model.statement import Statement

#: The share of code points that two contents have in common, of those that either has, from which
#: on they are one statement with other borders.
_SHARED = 0.5


def successors(old: Iterable[Statement], new: Sequence[Statement]) -> dict[str, str | None]:
    """For each old statement the new one that it goes on as; null where none is left.

    The same id is the same statement; else the new one that shares most of its words.
    """
    ids = {s.id for s in new}
    return {s.id: s.id if s.id in ids else _nearest(s, new) for s in old}


def _nearest(old: Statement, new: Sequence[Statement]) -> str | None:
    scored = [(_likeness(old, s), s.id) for s in new]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= _SHARED else None


def _likeness(old: Statement, new: Statement) -> float:
    if bool(old.content) != bool(new.content):
        return 0.0
    if old.content:
        # the cue tells two statements about the same words apart
        return 0.9 * _shared(old.content, new.content) + 0.1 * _shared(old.cue, new.cue)
    return _shared(old.cue, new.cue)


def _shared(a: Passage, b: Passage) -> float:
    ours = {i for s in a.spans for i in range(s.start, s.end)}
    theirs = {i for s in b.spans for i in range(s.start, s.end)}
    return len(ours & theirs) / len(ours | theirs) if ours or theirs else 0.0
