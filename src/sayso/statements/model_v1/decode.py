"""From the network's scores to linked spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.statements.model_v1.tags import TAGS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Segment:
    """Words ``[first, last)`` of a window that have one role; ``sure`` is the mean probability."""

    role: str
    first: int
    last: int
    sure: float


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


def segments(tags: Scores, transitions: Scores, starts: Scores) -> tuple[Segment, ...]:
    """The likeliest segments (Viterbi's algorithm over the tags).

    Args:
        tags: scores, (words, tags).
        transitions: score of each tag after each, (tags, tags).
        starts: score of each tag at a window's start, (tags,).
    """
    import numpy as np

    count = len(tags)
    back = np.empty((count, len(TAGS)), dtype=np.intp)
    score = starts + tags[0]
    for word in range(1, count):
        grown = score[:, None] + transitions
        back[word] = grown.argmax(0)
        score = grown.max(0) + tags[word]
    path = [int(score.argmax())]
    for word in range(count - 1, 0, -1):
        path.append(int(back[word][path[-1]]))
    path.reverse()
    sure = softmax(tags)[np.arange(count), path]
    return tuple(_segments(path, sure))


def _segments(path: list[int], sure: Scores) -> list[Segment]:
    found: list[Segment] = []
    first = 0
    for word in range(1, len(path) + 1):
        if word < len(path) and TAGS[path[word]].startswith("I-"):
            continue
        if path[first]:
            role = TAGS[path[first]][2:]
            found.append(Segment(role, first, word, float(sure[first:word].mean())))
        first = word
    return found


def link(found: tuple[Segment, ...], cues: Scores, sources: Scores) -> tuple[Linked, ...]:
    """The attributions that the segments make: each content's best cue, each cue's best source.

    A cue that no content points to is dropped: it is how the network takes back a doubtful cue.

    Args:
        found: a window's segments.
        cues: how well each word (column 0: none) is the cue of each word, (words, 1 + words).
        sources: the same for the source of a cue's words.
    """
    by_role: dict[str, list[Segment]] = {"source": [], "cue": [], "content": []}
    for segment in found:
        by_role[segment.role].append(segment)
    cue_of = softmax(cues)
    contents: dict[int | None, list[tuple[Segment, float]]] = {}
    for content in by_role["content"]:
        best, chance = _best(content, by_role["cue"], cue_of)
        contents.setdefault(best, []).append((content, chance))
    source_of = softmax(sources)
    linked = []
    for index, pieces in contents.items():
        cue = None if index is None else by_role["cue"][index]
        source, chance = (None, 0.0)
        if cue is not None:
            best, chance = _best(cue, by_role["source"], source_of, none=True)
            source = None if best is None else by_role["source"][best]
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


def _best(
    segment: Segment, heads: list[Segment], chances: Scores, none: bool = False
) -> tuple[int | None, float]:
    """The head that the segment's words point to most; with ``none`` also that there is none."""
    rows = chances[segment.first : segment.last]
    scored = [float(rows[:, 1 + h.first : 1 + h.last].sum(1).mean()) for h in heads]
    lonely = float(rows[:, 0].mean())
    if not scored or (none and lonely > max(scored)):
        return None, lonely
    best = max(range(len(scored)), key=scored.__getitem__)
    return best, scored[best]


def softmax(scores: Scores) -> Scores:
    """Probabilities along the last axis."""
    import numpy as np

    grown: Scores = np.exp(scores - scores.max(-1, keepdims=True))
    grown /= grown.sum(-1, keepdims=True)
    return grown
