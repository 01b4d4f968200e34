"""Take the sources apart into portions that are surveyed one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.bulk.marks import written
from sayso.bulk.storage import files
from sayso.errors import SaysoError

_ARTICLES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf")
_KINDS = {
    "archive": (".warc", ".warc.gz", ".wacz"),
    "lines": (".jsonl", ".ndjson", ".jsonlines"),
    "table": (".parquet",),
}
#: Files of one article each that are surveyed together.
_TOGETHER = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """One archive, one file of lines, one table, or some files of one article each.

    Of kind ``failed`` it is a source that could not be listed, or of kind ``passed`` a file that is
    passed over; ``error`` and ``reason`` say why.
    """

    kind: str
    paths: tuple[str, ...]
    error: str = ""
    reason: str = ""


def portions(sources: Iterable[str]) -> list[Portion]:
    """The portions of all sources, the same whatever the order of the sources."""
    found: dict[str, Portion] = {}
    articles: set[str] = set()
    for source in sorted(set(sources)):
        for one in _of(source):
            if one.kind == "file":
                articles.update(one.paths)
            else:
                found[one.paths[0]] = one
    ordered = sorted(articles)
    parts = [ordered[n : n + _TOGETHER] for n in range(0, len(ordered), _TOGETHER)]
    together = [Portion(kind="file", paths=tuple(part)) for part in parts]
    return [*together, *(found[path] for path in sorted(found))]


def _of(source: str) -> Iterator[Portion]:
    try:
        is_folder, paths = files(source)
    except SaysoError as error:
        yield Portion(kind="failed", paths=(source,), error=type(error).__name__, reason=str(error))
        return
    for path in paths:
        kind = _kind(path)
        if kind or not is_folder:
            yield Portion(kind=kind or "file", paths=(path,))
        else:
            yield Portion(kind="passed", paths=(path,), reason="a file of another kind, by its ending")


def _kind(path: str) -> str:
    name = path.lower()
    known = next((kind for kind, ends in _KINDS.items() if name.endswith(ends)), "")
    return known or ("file" if name.endswith(_ARTICLES) else "")


def keep(found: Iterable[Portion], path: Path) -> None:
    """Write the portions down; names that are no text keep their bytes."""
    with written(path) as stream:
        for one in found:
            line = json.dumps([one.kind, list(one.paths), one.error, one.reason])
            stream.write(line.encode() + b"\n")


def kept(path: Path) -> list[Portion]:
    """The portions that were written down."""
    lines = (json.loads(line) for line in path.read_bytes().splitlines())
    return [Portion(kind=k, paths=tuple(p), error=e, reason=r) for k, p, e, r in lines]
