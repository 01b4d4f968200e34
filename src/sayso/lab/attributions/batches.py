"""Group examples by length into batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from sayso.lab.attributions.examples import Example

_SEED = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Examples as tensors, padded; see ``network`` for the shapes."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    firsts: Tensor
    words: Tensor
    tags: Tensor
    cues: Tensor
    sources: Tensor


def grouped(
    found: Sequence[Example], pieces: int, workers: int, draw: random.Random
) -> list[list[list[int]]]:
    """Steps of an epoch: for each worker a list of examples near in length, at most ``pieces``.

    Examples are ordered by length with some noise, cut, and the steps shuffled, so that workers
    have like amounts of work and batches little padding.
    """
    keys = [len(e.window.ids) * (0.9 + 0.2 * draw.random()) for e in found]
    order = sorted(range(len(found)), key=keys.__getitem__)
    batches: list[list[int]] = [[]]
    longest = 0
    for index in order:
        longest = max(longest, len(found[index].window.ids))
        if batches[-1] and longest * (len(batches[-1]) + 1) > pieces:
            batches.append([])
            longest = len(found[index].window.ids)
        batches[-1].append(index)
    steps = [batches[i : i + workers] for i in range(0, len(batches) - workers + 1, workers)]
    draw.shuffle(steps)
    return steps


def batched(found: Sequence[Example], pieces: int) -> Iterator[Batch]:
    """All examples, to be read once: those near in length together, at most ``pieces``."""
    for (own,) in grouped(found, pieces, 1, random.Random(_SEED)):
        yield batch([found[i] for i in own])


def batch(
    found: Sequence[Example],
    mask_id: int = 0,
    masked: float = 0.0,
    draw: random.Random | None = None,
) -> Batch:
    """The examples as one batch; a share ``masked`` of the words is hidden behind ``mask_id``."""
    rows = len(found)
    pieces = max(len(e.window.ids) for e in found)
    words = max(len(e.window.words) for e in found)
    long = {"dtype": torch.long}
    ids, features = torch.zeros(rows, pieces, **long), torch.zeros(rows, pieces, **long)
    mask, firsts = torch.zeros(rows, pieces, **long), torch.zeros(rows, words, **long)
    inside = torch.zeros(rows, words, dtype=torch.bool)
    tags = torch.zeros(rows, words, **long)
    cues = torch.zeros(rows, words, 1 + words, dtype=torch.bool)
    sources = torch.zeros_like(cues)
    for row, example in enumerate(found):
        window = example.window
        size, count = len(window.ids), len(window.words)
        ids[row, :size] = torch.tensor(window.ids)
        features[row, :size] = torch.tensor(window.features)
        mask[row, :size] = 1
        firsts[row, :count] = torch.tensor(window.firsts)
        inside[row, :count] = True
        tags[row, :count] = torch.tensor(example.tags)
        if draw is not None and masked:
            hidden = [f for f in window.firsts if draw.random() < masked]
            ids[row, hidden] = mask_id
        for word, cue in example.cues.items():
            cues[row, word, [1 + w for w in cue] or [0]] = True
        for word, source in example.sources.items():
            sources[row, word, [1 + w for w in source] or [0]] = True
    return Batch(
        ids=ids, features=features, mask=mask, firsts=firsts,
        words=inside, tags=tags, cues=cues, sources=sources,
    )  # fmt: skip
