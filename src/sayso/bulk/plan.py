"""Make the plan of a run: which articles are read together, and which are copies of others.

The plan follows from the sources alone, so that it is the same whoever carries it out. Exact copies
(the same bytes) are put with the first of them, which is the only one that is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.bulk.marks import written
from sayso.bulk.places import Place
from sayso.bulk.schema import arrow
from sayso.bulk.survey import as_places, batch, schema, surveyed

#: About so many shards are made, of at least and at most so many articles, and of so many bytes.
_SHARDS = 200
_LEAST, _MOST = 8, 1024
_BYTES = 32 << 20

Numbers = NDArray[np.int64]


def make_plan(surveys: Sequence[Path], path: Path) -> None:
    """Write the shards, a record batch each, and beside them the exact copies of each shard."""
    first = _firsts(surveys)
    kept = first == np.arange(len(first))
    size = min(_MOST, max(_LEAST, int(kept.sum()) // _SHARDS))
    shards, positions = np.zeros(len(first), np.int64), np.zeros(len(first), np.int64)
    pa = arrow()
    count = 0
    with written(path) as stream, pa.ipc.new_file(stream, schema()) as file:
        for number, (places, numbers) in enumerate(_shards(surveys, kept, size)):
            file.write_batch(batch(places))
            shards[numbers], positions[numbers] = number, np.arange(len(numbers))
            count = number + 1
    _write_copies(surveys, first, kept, shards, positions, count, copies_of(path))


def copies_of(path: Path) -> Path:
    """The file of the exact copies beside the one of the shards."""
    return path.with_name(f"{path.stem}-copies.arrow")


def _firsts(surveys: Sequence[Path]) -> Numbers:
    """For each article the number of the first with the same bytes."""
    columns = [c for path in surveys for b in surveyed(path, ["sha256"]) for c in [b.column(0)]]
    digests = [d for column in columns for d in _digests(column)]
    keys = np.concatenate(digests) if digests else np.zeros((0, 2), np.uint64)
    numbers = np.arange(len(keys))
    known = keys.any(axis=1)
    order = numbers[known][np.lexsort((numbers[known], keys[known, 1], keys[known, 0]))]
    starts = np.ones(len(order), bool)
    if len(order):
        starts[1:] = (keys[order[1:]] != keys[order[:-1]]).any(axis=1)
    first = numbers.copy()
    first[order] = order[np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))]
    return first


def _digests(column: Any) -> Iterator[NDArray[np.uint64]]:
    """The first 16 bytes of each digest as two numbers; zeros where there is none."""
    held = b"".join((value or b"")[:16].ljust(16, b"\0") for value in column.to_pylist())
    yield np.frombuffer(held, np.uint64).reshape(-1, 2)


def _shards(
    surveys: Sequence[Path], kept: NDArray[np.bool_], size: int
) -> Iterator[tuple[list[Place], Numbers]]:
    """The articles that are read, in order, a shard at a time, with their numbers."""
    places: list[Place] = []
    numbers: list[int] = []
    held = 0
    for number, place in enumerate(_all(surveys)):
        if not kept[number]:
            continue
        if places and (len(places) == size or held + place.size > _BYTES):
            yield places, np.array(numbers)
            places, numbers, held = [], [], 0
        places.append(place)
        numbers.append(number)
        held += place.size
    if places:
        yield places, np.array(numbers)


def _all(surveys: Sequence[Path]) -> Iterator[Place]:
    for path in surveys:
        for found in surveyed(path):
            yield from as_places(found.to_pylist())


def _write_copies(
    surveys: Sequence[Path],
    first: Numbers,
    kept: NDArray[np.bool_],
    shards: Numbers,
    positions: Numbers,
    count: int,
    path: Path,
) -> None:
    by_shard: dict[int, list[dict[str, Any]]] = {}
    if not kept.all():
        for number, place in enumerate(_all(surveys)):
            if not kept[number]:
                row = {
                    "position": int(positions[first[number]]),
                    "path": place.path.encode("utf-8", "surrogatepass"),
                    "source": place.source.encode("utf-8", "surrogatepass"),
                    "url": place.url,
                    "fetched_at": place.fetched_at,
                }
                by_shard.setdefault(int(shards[first[number]]), []).append(row)
    pa = arrow()
    columns = pa.schema(
        [
            ("position", pa.int32()),
            ("path", pa.binary()),
            ("source", pa.binary()),
            ("url", pa.string()),
            ("fetched_at", pa.string()),
        ]
    )
    with written(path) as stream, pa.ipc.new_file(stream, columns) as file:
        for number in range(count):
            file.write_batch(pa.RecordBatch.from_pylist(by_shard.get(number, []), schema=columns))


def shards_in(path: Path) -> int:
    """How many shards a plan has."""
    pa = arrow()
    with pa.memory_map(os.fspath(path)) as held:
        return int(pa.ipc.open_file(held).num_record_batches)


def shard(path: Path, number: int) -> tuple[list[Place], dict[int, list[dict[str, Any]]]]:
    """The places of a shard, and the exact copies of each by its position."""
    pa = arrow()
    with pa.memory_map(os.fspath(path)) as held:
        places = as_places(pa.ipc.open_file(held).get_batch(number).to_pylist())
    copies: dict[int, list[dict[str, Any]]] = {}
    with pa.memory_map(os.fspath(copies_of(path))) as held:
        for row in pa.ipc.open_file(held).get_batch(number).to_pylist():
            for name in ("path", "source"):
                row[name] = row[name].decode("utf-8", "surrogatepass")
            copies.setdefault(row.pop("position"), []).append(row)
    return places, copies


def sizes(path: Path) -> list[int]:
    """How many articles each shard has."""
    pa = arrow()
    with pa.memory_map(os.fspath(path)) as held:
        file = pa.ipc.open_file(held)
        return [file.get_batch(n).num_rows for n in range(file.num_record_batches)]
