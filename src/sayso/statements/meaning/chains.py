"""Find which attribution stands inside which."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model.attribution import Attribution


def parents(found: Sequence[Attribution]) -> tuple[int | None, ...]:
    """For each attribution the index of the innermost one whose content holds it, or null.

    One holds another where all of the other's content (or cue, where that is empty) and all of its
    cue lie inside its own content.
    """
    return tuple(_parent(found, index) for index in range(len(found)))


def _parent(found: Sequence[Attribution], index: int) -> int | None:
    inner = found[index]
    holders = [
        (sum(len(s) for s in outer.content.spans), i)
        for i, outer in enumerate(found)
        if i != index and outer.content and _holds(outer, inner)
    ]
    return min(holders)[1] if holders else None


def _holds(outer: Attribution, inner: Attribution) -> bool:
    if not inner.cue.within(outer.content) or inner.cue.spans == outer.cue.spans:
        return False
    if not inner.content:
        return True
    return inner.content.within(outer.content) and inner.content.spans != outer.content.spans
