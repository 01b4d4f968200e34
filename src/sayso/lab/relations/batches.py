"""Pairs as word pieces, grouped by length into batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from sayso.lab.relations.pairs import Pair
from sayso.relations.pieces import BERT_MARKS, pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A pair as word pieces, with its labels."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    way: int
    kind: int
    soft: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Examples as tensors, padded: three of (batch, pieces), two of (batch), ``soft`` of (batch, 3)."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    ways: Tensor
    kinds: Tensor
    soft: Tensor


def examples(found: Sequence[Pair], tokenizer: Tokenizer) -> list[Example]:
    """The pairs as word pieces, in order."""
    marks = BERT_MARKS if tokenizer.token_to_id(BERT_MARKS[0]) is not None else ("<s>", "</s>")
    made = []
    for pair in found:
        ids, types = pieces(tokenizer, pair.premise, pair.hypothesis, marks)
        made.append(Example(ids=tuple(ids), types=tuple(types), way=pair.way, kind=pair.kind, soft=pair.soft))
    return made


def grouped(sizes: Sequence[int], budget: int, workers: int, draw: random.Random) -> list[list[list[int]]]:
    """Steps of a pass: for each worker the indexes of pairs near in length, ``budget`` pieces at most.

    The pairs are ordered by length with some noise, cut, and the steps shuffled.
    """
    keys = [size * (0.9 + 0.2 * draw.random()) for size in sizes]
    batches: list[list[int]] = [[]]
    longest = 0
    for index in sorted(range(len(sizes)), key=keys.__getitem__):
        longest = max(longest, sizes[index])
        if batches[-1] and longest * (len(batches[-1]) + 1) > budget:
            batches.append([])
            longest = sizes[index]
        batches[-1].append(index)
    steps = [batches[i : i + workers] for i in range(0, len(batches) - workers + 1, workers)]
    draw.shuffle(steps)
    return steps


def batch(found: Sequence[Example]) -> Batch:
    """The examples as one padded batch."""
    rows, width = len(found), max(len(e.ids) for e in found)
    ids, types, mask = (torch.zeros(rows, width, dtype=torch.long) for _ in range(3))
    for row, example in enumerate(found):
        size = len(example.ids)
        ids[row, :size] = torch.tensor(example.ids)
        types[row, :size] = torch.tensor(example.types)
        mask[row, :size] = 1
    return Batch(
        ids=ids,
        types=types,
        mask=mask,
        ways=torch.tensor([e.way for e in found]),
        kinds=torch.tensor([e.kind for e in found]),
        soft=torch.tensor([e.soft for e in found]),
    )
