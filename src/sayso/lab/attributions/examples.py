"""Turn annotated articles into what the network learns from."""

from __future__ import annotations

import bisect
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.lab.attributions.brat import Annotated, Spans
from sayso.model.span import Span
from sayso.statements.model_v1.introduced import introduced
from sayso.statements.model_v1.pieces import Pieces
from sayso.statements.model_v1.tags import ROLES, TAGS
from sayso.statements.model_v1.windows import Window, windows
from sayso.statements.sentences import sentences

_LINE = re.compile(r"[^\n]*\S[^\n]*")
#: Offset-preserving changes of quotation marks, with how often a pass makes them: PolNeAR's outlets
#: nearly all use curly double marks, and readers' articles do not.
_MARKS = (
    (0.25, str.maketrans("“”‘’", "\"\"''")),
    (0.12, str.maketrans("“”‘’", "‘’“”")),
    (0.06, str.maketrans('“”‘’"', "'''''")),
)
#: How many of the sentences that hold a whole attribution are also shown bare, without their final
#: stop and capital: so a content looks when it is read again for what is nested in it.
_BARE = 0.15
#: How many paragraphs without gold are shown a sentence at a time, and how many of these bare.
_ALONE = 0.5
#: First words that a name never begins with, so that their capital is only the sentence's.
_LOWERED = frozenset(
    ("The", "A", "An", "He", "She", "It", "They", "We", "His", "Her", "Their", "This", "These", "Some", "Two")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A window with its gold.

    ``tags`` has one tag number a word. ``cues`` gives for content words the words of their cue,
    ``sources`` for cue words those of their source, empty where there is none.
    """

    window: Window
    tags: tuple[int, ...]
    cues: dict[int, tuple[int, ...]]
    sources: dict[int, tuple[int, ...]]


def texts(folder: Path) -> list[str]:
    """The texts without gold of a folder, a paragraph a line, in the order of their names."""
    return [path.read_text() for path in sorted(folder.glob("*.txt"))]


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The lines that are not blank: PolNeAR's articles have a paragraph a line."""
    return [match.span() for match in _LINE.finditer(text)]


def examples(
    article: Annotated, annotator: int, pieces: Pieces, draw: random.Random | None = None
) -> Iterator[Example]:
    """The article's windows with one annotator's gold.

    ``draw`` varies the quotation marks and adds some sentences without their capital and stop.
    """
    attributions = article.annotations[annotator]
    text = article.text if draw is None else _vary(article.text, draw)
    spans = list(introduced(text, [Span(*p) for p in paragraphs(text)]))
    for window in windows(text, spans, pieces):
        yield _example(window, attributions)
    if draw is not None:
        bare = [s for s in _whole(text, attributions) if draw.random() < _BARE]
        for window in windows(_lowered(text, bare), bare, pieces):
            yield _example(window, attributions)


def unlabelled(text: str, pieces: Pieces, draw: random.Random) -> Iterator[Example]:
    """Windows of a text without gold: its paragraphs, or their sentences one by one, some of them bare."""
    text = _vary(text, draw)
    for paragraph in introduced(text, [Span(*p) for p in paragraphs(text)]):
        shown, parts = text, [paragraph]
        if draw.random() < _ALONE:
            parts = [(s.start, s.end) for s in sentences(text, *paragraph)]
        if len(parts) > 1 and draw.random() < _ALONE:
            parts = [(start, end) for start, end in (_unstopped(text, *p) for p in parts) if start < end]
            shown = _lowered(text, parts)
        for window in windows(shown, parts, pieces):
            yield _example(window, ())


def _unstopped(text: str, start: int, end: int) -> tuple[int, int]:
    """A sentence without what ends it."""
    return start, start + len(text[start:end].rstrip(" .!?"))


def _whole(text: str, attributions: Sequence[dict[str, Spans]]) -> Iterator[tuple[int, int]]:
    """The sentences, without what ends them, that hold attributions and cut through none."""
    extents = [
        (min(s for s, _ in spans), max(e for _, e in spans))
        for spans in ([span for role in ROLES for span in a[role]] for a in attributions)
        if spans
    ]
    for start, end in paragraphs(text):
        for sentence in sentences(text, start, end):
            first, last = _unstopped(text, sentence.start, sentence.end)
            touching = [(s, e) for s, e in extents if s < last and e > first]
            if touching and all(first <= s and e <= last + 1 for s, e in touching):
                yield first, last


def _lowered(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with the sentences' first letters as they are in the middle of one."""
    letters = list(text)
    for start, end in spans:
        if text[start:end].split(maxsplit=1)[0] in _LOWERED:
            letters[start] = letters[start].lower()
    return "".join(letters)


def _vary(text: str, draw: random.Random) -> str:
    chance = draw.random()
    for share, table in _MARKS:
        if chance < share:
            return text.translate(table)
        chance -= share
    return text


def _example(window: Window, attributions: Iterable[dict[str, Spans]]) -> Example:
    tags = [0] * len(window.words)
    cues: dict[int, tuple[int, ...]] = {}
    sources: dict[int, tuple[int, ...]] = {}
    start, end = window.words[0][0], window.words[-1][1]
    for attribution in attributions:
        if not any(s < end and e > start for role in ROLES for s, e in attribution[role]):
            continue
        inside = {role: _pieces(window.words, attribution[role]) for role in ROLES}
        for role in ROLES:
            for piece in inside[role]:
                _mark(tags, piece, role)
        cue = tuple(w for piece in inside["cue"] for w in piece)
        source = tuple(w for piece in inside["source"] for w in piece)
        cues.update((w, cue) for piece in inside["content"] for w in piece)
        sources.update((w, source) for w in cue)
    return Example(window=window, tags=tuple(tags), cues=cues, sources=sources)


def _pieces(words: Sequence[tuple[int, int]], spans: Spans) -> list[list[int]]:
    """The words at least half inside each span; pieces that touch are one."""
    starts = [s for s, _ in words]
    pieces: list[list[int]] = []
    for start, end in sorted(spans):
        first = max(0, bisect.bisect_right(starts, start) - 1)
        inside = []
        for index in range(first, len(words)):
            s, e = words[index]
            if s >= end:
                break
            if 2 * (min(e, end) - max(s, start)) >= e - s:
                inside.append(index)
        if inside and pieces and pieces[-1][-1] + 1 >= inside[0]:
            pieces[-1].extend(w for w in inside if w > pieces[-1][-1])
        elif inside:
            pieces.append(inside)
    return pieces


def _mark(tags: list[int], piece: list[int], role: str) -> None:
    begin, inner = TAGS.index(f"B-{role}"), TAGS.index(f"I-{role}")
    for index in piece:
        tags[index] = begin if index == piece[0] else inner
