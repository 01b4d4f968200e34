"""Find which attribution stands inside which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.model.attribution import Attribution

#: A second attribution of the same words: who is cited for them stands inside ("citing two officials"),
#: whose account they are taken from outside ("according to the Post").
_CITING = re.compile(
    r"(?:cit(?:ing|es?|ed)|quot(?:ing|es?|ed)|credit(?:ing|s|ed)|attribut(?:ing|es?|ed)|based on"
    r"|on the authority of)\b",
    re.IGNORECASE,
)
_QUOTED_AS = re.compile(
    r"as (?:having )?(?:sa(?:y|id)|t(?:ell|old)|writ|warn|repl|claim|report|add|put|describ|ask|argu|stat|not"
    r"|confirm|den|insist)\w*\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"(?:according to|in the words of|by the account of)\b", re.IGNORECASE)
_NEAR = 400


def parents(found: Sequence[Attribution]) -> tuple[int | None, ...]:
    """For each attribution the index of the innermost one whose content holds it, or null.

    One holds another where all of the other's content (or cue, where that is empty) and all of its
    cue lie inside its own content. Where two have the same words for content, the one who is cited for
    them stands inside the one who cites.
    """
    extents = [(a.content.start, a.content.end) for a in found]
    return tuple(_parent(found, extents, index) for index in range(len(found)))


def _parent(found: Sequence[Attribution], extents: Sequence[tuple[int, int]], index: int) -> int | None:
    inner = found[index]
    if not inner.cue:
        return None
    first, last, begun = inner.cue.start, inner.cue.end, inner.content.start
    near = [
        (i, found[i])
        for i, (start, end) in enumerate(extents)
        if i != index and start >= 0 and (start == begun or start <= first < last <= end)
    ]
    holders = [
        (sum(len(s) for s in outer.content.spans), -_depth(outer), i)
        for i, outer in near
        if _holds(outer, inner) or _cites(outer, inner)
    ]
    return min(holders)[2] if holders else None


def _holds(outer: Attribution, inner: Attribution) -> bool:
    if not inner.cue.within(outer.content) or inner.cue.spans == outer.cue.spans:
        return False
    if not inner.content:
        return True
    return inner.content.within(outer.content) and inner.content.spans != outer.content.spans


def _cites(outer: Attribution, inner: Attribution) -> bool:
    """Whether both have the same content, and the outer one takes it from the inner."""
    if not inner.cue or not outer.cue or inner.content.spans != outer.content.spans:
        return False
    return _depth(outer) < _depth(inner) and abs(outer.cue.start - inner.cue.start) < _NEAR


def _depth(one: Attribution) -> int:
    """How far inside a cue puts its source among those of the same words."""
    if _QUOTED_AS.match(one.cue.text):
        return 3
    if _CITING.match(one.cue.text):
        return 2
    return 0 if _ACCORDING.match(one.cue.text) else 1
