"""Hold statements against gold, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.lab.meaning.gold import Expected
from sayso.model.attribution import Attribution, Form
from sayso.model.document import Document
from sayso.model.span import Passage, Span
from sayso.model.speaker import Link, Speaker
from sayso.model.statement import Statement
from sayso.statements.meaning.lexicon import plain

#: Words that two descriptions of one speaker share at least (Dice), and two contents.
_LIKE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An expected statement and the one found for it, if one was."""

    expected: Expected
    found: Statement | None


def as_attributions(document: Document, expected: Sequence[Expected]) -> tuple[Attribution, ...]:
    """The gold's own spans as attributions, to measure what is made of right ones."""
    made = [
        Attribution(
            content=Passage.of(document.text, e.content),
            cue=Passage.of(document.text, e.cue),
            source=Passage.of(document.text, e.source),
            form=Form(e.form),
            confidence=1.0,
        )
        for e in expected
    ]
    return tuple(made)


def pairs(expected: Sequence[Expected], found: Sequence[Statement]) -> Iterator[Pair]:
    """Each expected statement with the found one that shares most of its words, each used once."""
    taken: set[int] = set()
    scored = sorted(
        ((_likeness(e, s), -i, -j) for i, e in enumerate(expected) for j, s in enumerate(found)),
        reverse=True,
    )
    best: dict[int, int] = {}
    for score, i, j in scored:
        if score > _LIKE and -i not in best and -j not in taken:
            best[-i] = -j
            taken.add(-j)
    for i, e in enumerate(expected):
        yield Pair(expected=e, found=found[best[i]] if i in best else None)


def _likeness(expected: Expected, found: Statement) -> float:
    """Dice of the contents' letters, a little more where the cues touch; of the cues where one is empty."""
    cue = _dice(expected.cue, found.cue.spans)
    if not expected.content or not found.content:
        return cue if not expected.content and not found.content else 0.0
    return _dice(expected.content, found.content.spans) + (0.3 if cue else -0.2)


def _dice(a: Sequence[Span], b: Sequence[Span]) -> float:
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    return 2 * shared / max(1, sum(map(len, a)) + sum(map(len, b)))


def same_speaker(expected: dict[str, object], found: Speaker) -> bool:
    """Whether the speaker is the right one: the same name, or as unnamed and alike described."""
    if expected.get("name"):
        return bool(found.name) and _name(str(expected["name"])) == _name(found.name or "")
    if found.name:
        return False
    wanted = str(expected.get("description") or "")
    return alike(wanted, found.description or "") if wanted else not found.description


def same_chain(expected: Sequence[str], found: Sequence[Link]) -> bool:
    """Whether each member is the right one, in order."""
    if len(expected) != len(found):
        return not expected and len(found) == 1 and not found[0].name and not found[0].description
    return all(
        _name(e) == _name(f.name) if f.name else alike(e, f.description or f.text)
        for e, f in zip(expected, found, strict=True)
    )


def alike(a: str, b: str) -> bool:
    """Whether two descriptions share most of their words."""
    left, right = set(_name(a).split()), set(_name(b).split())
    return (2 * len(left & right) >= _LIKE * (len(left) + len(right)) and bool(left & right)) or a == b


def _name(words: str) -> str:
    return re.sub(r"^(?:the|an?|mr|ms|mrs|dr)\s+", "", re.sub(r"'s$|[^\w\s'-]", "", plain(words)))
