"""From the network's scores to linked spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.statements.model_v1.tags import TAGS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]
    Lengths = NDArray[np.int_]

_ROLES = ("source", "cue", "content")
_IS_INSIDE = [tag.startswith("I-") for tag in TAGS]
_TAGS_OF = {r: [i for i, tag in enumerate(TAGS) if tag.endswith(f"-{r}")] for r in _ROLES}
#: The least chance of a word to have a role, to be taken along with the word that a pointer names.
_LEAST_CHANCE = 0.1


@dataclass(frozen=True, slots=True)
class Segment:
    """Words ``[first, last)`` of a window that have one role.

    ``sure`` is the mean probability of their tags, ``sign`` the highest of any of its words to be,
    in a content, the cue of what somebody says inside of it.
    """

    role: str
    first: int
    last: int
    sure: float
    sign: float


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
        tags: each window's scores, (words, tags + 1), the last column of the sign of what is nested.
        transitions: score of each tag after each, (tags, tags).
        starts: score of each tag at a window's start, (tags,).
    """
    import numpy as np

    lengths = np.array([len(scores) for scores in tags])
    # windows last: numpy is several times as quick along many of them as along the few tags
    given = np.zeros((int(lengths.max()), len(TAGS) + 1, len(tags)), dtype=np.float32)
    for window, scores in enumerate(tags):
        given[: len(scores), :, window] = scores
    padded = given[:, :-1]
    signs: Scores = np.reciprocal(1 + np.exp(-given[:, -1]))
    paths = _paths(padded, lengths, transitions, starts)
    marginals = _marginals(padded, lengths, transitions, starts)
    every = {role: np.add.reduce(marginals[:, columns], 1) for role, columns in _TAGS_OF.items()}
    found = []
    for window, path in enumerate(paths):
        length = len(path)
        sure = marginals[np.arange(length), path, window]
        segments = tuple(_segments(path, sure, signs[:length, window]))
        found.append(Tagged(segments, {role: chances[:length, window] for role, chances in every.items()}))
    return found


def _paths(padded: Scores, lengths: Lengths, transitions: Scores, starts: Scores) -> list[list[int]]:
    """Each window's best path (Viterbi's algorithm), all windows at once, a word at a time.

    Args:
        padded: scores, (words, tags, windows).
        lengths: how many words each window has.
        transitions: as in ``tagged``.
        starts: as in ``tagged``.
    """
    import numpy as np

    words, tags, windows = padded.shape
    grown = np.empty((words, tags, tags, windows), dtype=np.float32)  # to each tag, from each
    scores = np.empty_like(padded)
    scores[0] = score = starts[:, None] + padded[0]
    into = transitions.T[:, :, None].copy()
    for word in range(1, words):
        np.add(score, into, out=grown[word])
        score = np.add(np.maximum.reduce(grown[word], 1), padded[word], out=scores[word])
    ends = scores[lengths - 1, :, np.arange(windows)].argmax(1).tolist()
    steps, row = grown[1:].argmax(2).astype(np.int8).tobytes(), tags * windows
    paths = []
    for window, (tag, length) in enumerate(zip(ends, lengths.tolist(), strict=True)):
        path = [tag]
        for at in range((length - 2) * row + window, -1, -row):
            tag = steps[at + tag * windows]
            path.append(tag)
        paths.append(path[::-1])
    return paths


def _marginals(padded: Scores, lengths: Lengths, transitions: Scores, starts: Scores) -> Scores:
    """Each word's chance of each tag over all paths (the forward-backward algorithm).

    Both directions are walked at once, each window's words turned round for the second; what lies
    beyond a window's last word means nothing.

    Returns:
        (words, tags, windows)
    """
    import numpy as np

    words, tags, windows = padded.shape
    emitted = np.exp(padded - np.maximum.reduce(padded, 1, keepdims=True))
    from_end = np.maximum(lengths - 1 - np.arange(words)[:, None], 0)
    turned = from_end[:, None], np.arange(tags)[:, None], np.arange(windows)
    both = np.stack([emitted, emitted[turned]], 1)
    moved = np.stack([np.exp(transitions), np.exp(transitions).T])[:, :, :, None]  # from each tag, to each
    reached = np.ones_like(both)
    state = both[0].copy()
    state[0] *= np.exp(starts)[:, None]
    for word in range(1, words):
        # sums and no matrix product, whose last bits depend on how many windows there are
        grown = np.add.reduce(state[:, :, None] * moved, 1, out=reached[word])
        state = grown * both[word]
        state /= np.add.reduce(state, 1, keepdims=True)
    first = np.exp(starts)[:, None] * emitted[:1]
    before = np.concatenate([first, reached[1:, 0] * emitted[1:]])
    chances: Scores = before * reached[:, 1][turned]
    chances /= np.add.reduce(chances, 1, keepdims=True)
    return chances


def _segments(path: list[int], sure: Scores, sign: Scores) -> list[Segment]:
    import numpy as np

    found: list[Segment] = []
    first, signs = 0, sign.tolist()
    for word in range(1, len(path) + 1):
        if word < len(path) and _IS_INSIDE[path[word]]:
            continue
        if path[first]:
            role = TAGS[path[first]][2:]
            mean = float(np.add.reduce(sure[first:word]) / np.float32(word - first))
            found.append(Segment(role, first, word, mean, max(signs[first:word])))
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
    import numpy as np

    # the ufuncs' own reductions: numpy's methods cost as much again on so few numbers
    words = softmax(scores[segment.first : segment.last])
    rows = np.add.reduce(words, 0) / np.float32(len(words))
    heads = [s for s in found.segments if s.role == role]
    grown = _grown(int(rows[1:].argmax()), role, found)
    if grown is not None:
        heads.append(grown)
    lonely = float(rows[0])
    shares = [float(np.add.reduce(rows[1 + h.first : 1 + h.last])) for h in heads]
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
    return Segment(role, start, end, float(chances[inside].mean()), sign=0.0)


def softmax(scores: Scores, axis: int = -1) -> Scores:
    """Probabilities along an axis."""
    import numpy as np

    grown: Scores = np.exp(scores - np.maximum.reduce(scores, axis, keepdims=True))
    grown /= np.add.reduce(grown, axis, keepdims=True)
    return grown
