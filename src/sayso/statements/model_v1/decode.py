"""From the network's scores to linked spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.statements.model_v1.tags import TAGS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]
    Lengths = NDArray[np.int_]

_ROLES = ("source", "cue", "content")
_TAGS_OF = {r: [i for i, tag in enumerate(TAGS) if tag.endswith(f"-{r}")] for r in _ROLES}
#: The least chance of a word to have a role, to be taken along with the word that a pointer names.
_LEAST_CHANCE = 0.1


@dataclass(frozen=True, slots=True)
class Segment:
    """Words ``[first, last)`` of a window that have one role.

    ``sure`` is the mean probability of their tags, ``cue`` the highest of any of its words to be a
    cue's by the word's own scores, whatever its neighbours are: in a content, a sign that somebody
    speaks inside of it.
    """

    role: str
    first: int
    last: int
    sure: float
    cue: float


@dataclass(frozen=True, slots=True)
class Linked:
    """One attribution in a window: its cue, the content pieces that point to it, its source.

    ``link`` is the mean probability of the contents' links, ``source_link`` that of the source, or
    that there is none. ``cue`` is null only for content that has none in its window.
    """

    cue: Segment | None
    contents: tuple[Segment, ...]
    source: Segment | None
    link: float
    source_link: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """A window's segments, by place, and each word's chance of each role, whatever its best tag."""

    segments: tuple[Segment, ...]
    chances: dict[str, Scores]


def tagged(tags: Sequence[Scores], transitions: Scores, starts: Scores) -> list[Tagged]:
    """The likeliest segments of each window.

    Args:
        tags: each window's scores, (words, tags).
        transitions: score of each tag after each, (tags, tags).
        starts: score of each tag at a window's start, (tags,).
    """
    import numpy as np

    found = []
    lengths = np.array([len(scores) for scores in tags])
    padded = np.zeros((len(tags), int(lengths.max()), len(TAGS)), dtype=np.float32)
    for row, scores in zip(padded, tags, strict=True):
        row[: len(scores)] = scores
    paths = _paths(padded, lengths, transitions, starts)
    marginals = _marginals(padded, lengths, transitions, starts)
    for scores, path, every in zip(tags, paths, marginals, strict=True):
        sure = every[np.arange(len(path)), path]
        chances = {role: every[:, columns].sum(1) for role, columns in _TAGS_OF.items()}
        cue = softmax(scores)[:, _TAGS_OF["cue"]].sum(1)
        found.append(Tagged(tuple(_segments(path, sure, cue)), chances))
    return found


def _paths(padded: Scores, lengths: Lengths, transitions: Scores, starts: Scores) -> Iterator[list[int]]:
    """Each window's best path (Viterbi's algorithm), all windows at once, a word at a time."""
    import numpy as np

    back = np.zeros((padded.shape[1], len(lengths), len(TAGS)), dtype=np.int8)
    score = starts + padded[:, 0]
    final = score.copy()
    for word in range(1, padded.shape[1]):
        grown = score[:, :, None] + transitions
        back[word] = grown.argmax(1)
        score = grown.max(1) + padded[:, word]
        final[lengths == word + 1] = score[lengths == word + 1]
    for window, length in enumerate(lengths):
        steps = back[:length, window].tolist()
        path = [int(final[window].argmax())]
        for word in range(int(length) - 1, 0, -1):
            path.append(steps[word][path[-1]])
        yield path[::-1]


def _marginals(padded: Scores, lengths: Lengths, transitions: Scores, starts: Scores) -> Iterator[Scores]:
    """Each word's chance of each tag over all paths (the forward-backward algorithm), by window."""
    import numpy as np

    emitted = np.exp(padded - padded.max(-1, keepdims=True))
    moved = np.exp(transitions)
    before = np.empty_like(emitted)
    after = np.ones_like(emitted)
    before[:, 0] = np.exp(starts) * emitted[:, 0]
    for word in range(1, padded.shape[1]):
        # sums and no matrix product, whose last bits depend on how many windows there are
        grown = (before[:, word - 1, :, None] * moved).sum(1) * emitted[:, word]
        before[:, word] = grown / grown.sum(-1, keepdims=True)
    for word in range(padded.shape[1] - 2, -1, -1):
        grown = ((after[:, word + 1] * emitted[:, word + 1])[:, :, None] * moved.T).sum(1)
        grown /= grown.sum(-1, keepdims=True)
        # beyond a window's last word there is nothing to know
        after[:, word] = np.where((lengths > word + 1)[:, None], grown, 1.0)
    both = before * after
    both /= both.sum(-1, keepdims=True)
    for window, length in enumerate(lengths):
        yield both[window, :length]


def _segments(path: list[int], sure: Scores, cue: Scores) -> list[Segment]:
    found: list[Segment] = []
    first = 0
    for word in range(1, len(path) + 1):
        if word < len(path) and TAGS[path[word]].startswith("I-"):
            continue
        if path[first]:
            role = TAGS[path[first]][2:]
            inside = slice(first, word)
            found.append(Segment(role, first, word, float(sure[inside].mean()), float(cue[inside].max())))
        first = word
    return found


def link(found: Tagged, cues: Scores, sources: Scores) -> tuple[Linked, ...]:
    """The attributions that the segments make: each content's best cue, each cue's best source.

    A cue that no content points to is dropped: it is how the network takes back a doubtful cue.

    Args:
        found: a window's segments.
        cues: how well each word (column 0: none) is the cue of each word, (words, 1 + words).
        sources: the same for the source of a cue's words.
    """
    contents: dict[Segment | None, list[tuple[Segment, float]]] = {}
    for content in found.segments:
        if content.role == "content":
            cue, chance = _head(content, "cue", found, cues)
            contents.setdefault(cue, []).append((content, chance))
    linked = []
    for cue, pieces in contents.items():
        source, chance = (None, 0.0) if cue is None else _head(cue, "source", found, sources, none=True)
        linked.append(
            Linked(
                cue=cue,
                contents=tuple(piece for piece, _ in pieces),
                source=source,
                link=sum(c for _, c in pieces) / len(pieces),
                source_link=chance,
            )
        )
    return tuple(sorted(linked, key=lambda x: x.contents[0].first))


def _head(
    segment: Segment, role: str, found: Tagged, scores: Scores, none: bool = False
) -> tuple[Segment | None, float]:
    """The head of that role that the segment's words point to most; with ``none`` also that there is none.

    Besides the tagged segments of the role, the words around the one that is pointed to most are a
    candidate: the pointer often knows a source that the tags missed.
    """
    rows = softmax(scores[segment.first : segment.last]).mean(0)
    heads = [s for s in found.segments if s.role == role]
    grown = _grown(int(rows[1:].argmax()), role, found)
    if grown is not None:
        heads.append(grown)
    lonely = float(rows[0])
    shares = [float(rows[1 + h.first : 1 + h.last].sum()) for h in heads]
    if not shares or (none and lonely > max(shares)):
        return None, lonely
    best = max(range(len(shares)), key=shares.__getitem__)
    return heads[best], shares[best]


def _grown(word: int, role: str, found: Tagged) -> Segment | None:
    """The word with its neighbours that may have the role; none where it is tagged already."""
    chances = found.chances[role]
    first, last = 0, len(chances)
    for s in found.segments:
        if s.first <= word < s.last:
            return None
        if s.last <= word:
            first = max(first, s.last)
        else:
            last = min(last, s.first)
    start, end = word, word + 1
    while start > first and chances[start - 1] > _LEAST_CHANCE:
        start -= 1
    while end < last and chances[end] > _LEAST_CHANCE:
        end += 1
    inside = slice(start, end)
    return Segment(role, start, end, float(chances[inside].mean()), cue=0.0)


def softmax(scores: Scores) -> Scores:
    """Probabilities along the last axis."""
    import numpy as np

    grown: Scores = np.exp(scores - scores.max(-1, keepdims=True))
    grown /= grown.sum(-1, keepdims=True)
    return grown
