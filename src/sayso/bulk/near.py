"""Mark near copies across a whole run by the articles' fingerprints.

Each number of a fingerprint (a bottom-k sketch, Broder, 1997) belongs to the article that had it first,
by the day of publication. An article whose numbers mostly belong to one before it took its words from
there. That needs no comparing of all pairs: time and memory grow with the number of articles, and
however often a text is told again, each copy is compared with the first only.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.bulk.marks import written
from sayso.bulk.schema import arrow
from sayso.documents.fingerprint import SIZE

Sketch = NDArray[np.uint32]
Numbers = NDArray[np.int64]
#: The share of the shorter one's shingles that have to be in the other; as for lines of evidence.
_SHARED = 0.5
#: With fewer numbers to go by, nearly all have to be shared, and with still fewer nothing is told.
_FEW, _SHARED_OF_FEW, _LEAST = 24, 0.85, 6
#: Numbers that one article has to have from another before they are compared, and how many others are.
_VOTES, _COMPARED = 4, 4
#: Numbers that are looked up together, which bounds the memory.
_TOGETHER = 2 << 20
#: Stands where a fingerprint has fewer numbers.
_NONE = np.uint32(0xFFFFFFFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article that took over this share of an earlier one's words, or of its own from there."""

    later: str
    earlier: str
    share: float


def near_copies(
    found: Iterable[tuple[str, str | None, Sequence[int]]], folder: Path | None = None
) -> Iterator[Copy]:
    """The near copies among articles, given by id, date of publication and fingerprint, in any order.

    ``folder`` is where what does not have to be in memory is kept.
    """
    with tempfile.TemporaryDirectory(dir=folder) as held:
        names, sketches = _ranked(found, Path(held))
        if not names:
            return
        for later, earlier in _candidates(sketches, Path(held)):
            best = max(((share(sketches[later], sketches[e]), -e) for e in earlier), default=(0.0, 0))
            if best[0]:
                yield Copy(later=names[later], earlier=names[-best[1]], share=round(best[0], 3))


def share(one: Sketch, other: Sketch) -> float:
    """How much of the shorter text is in the other; 0 where that is not enough to call it a copy.

    Below the lesser of the two sketches' largest numbers both hold all hashes of their texts, so that
    what they share there is a fair sample of what the texts share.
    """
    one, other = one[one != _NONE], other[other != _NONE]
    bound = min((s[-1] for s in (one, other) if len(s) == SIZE), default=_NONE)
    one, other = one[one <= bound], other[other <= bound]
    size = min(len(one), len(other))
    if size < _LEAST:
        return 0.0
    shared = len(np.intersect1d(one, other, assume_unique=True)) / size
    return shared if shared >= (_SHARED if size >= _FEW else _SHARED_OF_FEW) else 0.0


def _ranked(found: Iterable[tuple[str, str | None, Sequence[int]]], held: Path) -> tuple[list[str], Any]:
    """The articles' ids by their dates, and their sketches in that order, on the disk."""
    keys: list[tuple[str, str, int]] = []
    path = held / "sketches"
    with path.open("wb") as stream:
        for number, (name, published, numbers) in enumerate(found):
            keys.append((published or "~", name, number))
            sketch = np.full(SIZE, _NONE, np.uint32)
            sketch[: len(numbers)] = numbers[:SIZE]
            stream.write(sketch.tobytes())
    if not keys:
        return [], None
    keys.sort()
    order = np.array([number for _, _, number in keys])
    whole = np.memmap(path, np.uint32, "r", shape=(len(keys), SIZE))
    ranked = np.memmap(held / "ranked", np.uint32, "w+", shape=whole.shape)
    for start in range(0, len(order), 1 << 16):
        ranked[start : start + (1 << 16)] = whole[order[start : start + (1 << 16)]]
    return [name for _, name, _ in keys], ranked


def _candidates(sketches: Any, held: Path) -> Iterator[tuple[int, list[int]]]:
    """For each article the earlier ones that had its numbers first, those with the most of them."""
    pairs = np.concatenate([_pairs(path) for path in _buckets(sketches, held)])
    pairs, votes = np.unique(pairs, return_counts=True)
    pairs, votes = pairs[votes >= _VOTES], votes[votes >= _VOTES]
    later = (pairs >> np.uint64(32)).astype(np.int64)
    earlier = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    if not len(later):
        return
    order = np.lexsort((earlier, -votes, later))
    starts = np.flatnonzero(np.diff(later[order], prepend=-1))
    for start, end in zip(starts, [*starts[1:], len(order)], strict=True):
        chosen = order[start:end][:_COMPARED]
        yield int(later[chosen[0]]), [int(e) for e in earlier[chosen]]


def _buckets(sketches: Any, held: Path) -> list[Path]:
    """The numbers with their articles' ranks, in files of which each holds all of the same number."""
    count = 1 + sketches.size // _TOGETHER
    paths = [held / f"bucket{n}" for n in range(count)]
    step = max(1, _TOGETHER // SIZE)
    for start in range(0, len(sketches), step):
        part = np.asarray(sketches[start : start + step])
        ranks = np.repeat(np.arange(start, start + len(part), dtype=np.uint64), SIZE)
        values = part.reshape(-1)
        both = (values.astype(np.uint64) << np.uint64(32) | ranks)[values != _NONE]
        chosen = (both >> np.uint64(32)) % np.uint64(count)
        for number, path in enumerate(paths):
            with path.open("ab") as stream:
                stream.write(both[chosen == number].tobytes())
    return paths


def _pairs(path: Path) -> NDArray[np.uint64]:
    """For each number that an article is not the first to have: its rank, and the first one's."""
    both = np.sort(np.fromfile(path, np.uint64))
    os.unlink(path)  # noqa: PTH108
    values, ranks = both >> np.uint64(32), both & np.uint64(0xFFFFFFFF)
    if not len(both):
        return both
    starts = np.flatnonzero(np.diff(values, prepend=values[0] + np.uint64(1)))
    firsts = np.repeat(ranks[starts], np.diff([*starts, len(values)]))
    later = ranks != firsts
    return np.asarray(ranks[later] << np.uint64(32) | firsts[later])


def write_copies(found: Iterable[Copy], path: Path) -> int:
    """Keep the near copies in a file, and give how many there are."""
    pa = arrow()
    columns = {"later": pa.string(), "earlier": pa.string(), "share": pa.float32()}
    rows = [{"later": c.later, "earlier": c.earlier, "share": c.share} for c in found]
    table = pa.Table.from_pylist(rows, schema=pa.schema(list(columns.items())))
    with written(path) as stream, pa.ipc.new_file(stream, table.schema) as file:
        file.write_table(table, max_chunksize=1 << 16)
    return len(rows)


def kept_copies(path: Path) -> Iterator[Copy]:
    """The near copies that were kept."""
    pa = arrow()
    with pa.memory_map(os.fspath(path)) as held:
        file = pa.ipc.open_file(held)
        for number in range(file.num_record_batches):
            for row in file.get_batch(number).to_pylist():
                yield Copy(later=row["later"], earlier=row["earlier"], share=row["share"])
