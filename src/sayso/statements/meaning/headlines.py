"""Read names in lines that capitalise every word, where a run of capitals is no name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.statements.meaning.lexicon import words
from sayso.statements.meaning.mentions import Mention

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
#: Words of a line at least that may be told to capitalise every word.
_LEAST_WORDS = 5
#: Words at least that are no name where nothing else in the text has a part of them for one.
_LONG = 4


def in_headlines(text: str, parts: Sequence[tuple[int, int]], found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, those of headlines cut down to the names that the rest of the text has in them."""
    headlines = [part for part in parts if is_headline(text, *part)]
    if not headlines:
        yield from found
        return
    known = _known([m for m in found if not _is_in(m, headlines)])
    for mention in found:
        if _is_in(mention, headlines) and mention.name not in known:
            yield from _cut(text, mention, known)
        else:
            yield mention


def is_headline(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` capitalises every word but those that headlines leave in lower case."""
    taken = _WORD.findall(text, start, end)
    if text[start:end].isupper():
        return True
    lower = {w for w in taken if w[0].islower()}
    return len(taken) >= _LEAST_WORDS and lower <= words("headline_words")


def _is_in(mention: Mention, headlines: Sequence[tuple[int, int]]) -> bool:
    return any(start <= mention.start < end for start, end in headlines)


def _known(elsewhere: Sequence[Mention]) -> frozenset[str]:
    """The names of the prose, whole and by their last words."""
    names = {m.name for m in elsewhere}
    return frozenset(names | {n.rsplit(" ", 1)[-1] for n in names})


def _cut(text: str, mention: Mention, known: frozenset[str]) -> Iterator[Mention]:
    """The known names in a mention, the longest first; itself where there is none and it is short."""
    taken = list(_WORD.finditer(text, mention.start, mention.end))
    at, any_known = 0, False
    while at < len(taken):
        size = next(
            (n for n in range(len(taken) - at, 0, -1) if _named(text, taken[at : at + n]) in known), 0
        )
        if size:
            any_known = True
            first = _with_given(taken, at)
            start, end = taken[first].start(), taken[at + size - 1].end()
            name = _bare(text[start:end])
            yield Mention(start, start + len(name), name, "", False)
        at += size or 1
    if not any_known and len(taken) < _LONG and not mention.name.isupper():
        yield mention


def _with_given(taken: Sequence[re.Match[str]], at: int) -> int:
    """Where a name begins: one before, if a given name stands there."""
    before = taken[at - 1][0].lower() if at else ""
    return at - 1 if before in words("male", "female") else at


def _named(text: str, taken: Sequence[re.Match[str]]) -> str:
    return _bare(text[taken[0].start() : taken[-1].end()])


def _bare(name: str) -> str:
    return re.sub(r"[’']s$", "", name)
