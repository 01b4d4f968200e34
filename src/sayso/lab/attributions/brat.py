"""Read articles in brat's standoff format (PolNeAR's layout)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.statements.model_v1.tags import ROLES

Spans = tuple[tuple[int, int], ...]
_ANNOTATOR = re.compile(r"(.+?)(?:_[0-9a-f]{4})?\.ann")


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """An article with each annotator's attributions, each a role's spans by its name."""

    stem: str
    text: str
    annotations: tuple[tuple[dict[str, Spans], ...], ...]


def articles(folder: Path) -> Iterator[Annotated]:
    """The articles of ``folder/text`` with ``folder/attributions``, in the order of their names."""
    files: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").iterdir()):
        if match := _ANNOTATOR.fullmatch(path.name):
            files.setdefault(match[1], []).append(path)
    for path in sorted((folder / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as lines:
            text = lines.read()
        yield Annotated(
            stem=path.stem,
            text=text,
            annotations=tuple(_attributions(f) for f in files.get(path.stem, ())),
        )


def _attributions(path: Path) -> tuple[dict[str, Spans], ...]:
    spans: dict[str, Spans] = {}
    events: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if re.match(r"T\d+\t", line):
            pieces = columns[1].split(" ", 1)[1].split(";")
            spans[columns[0]] = tuple((int(a), int(b)) for a, b in (p.split() for p in pieces))
        elif re.match(r"E\d+\t", line):
            events.append(columns[1].split()[1:])
    return tuple(_attribution(arguments, spans) for arguments in events)


def _attribution(arguments: list[str], spans: dict[str, Spans]) -> dict[str, Spans]:
    found: dict[str, Spans] = dict.fromkeys(ROLES, ())
    for argument in arguments:
        name, reference = argument.split(":", 1)
        role = name.rstrip("0123456789").lower()
        if role in found:
            found[role] = tuple(sorted((*found[role], *spans[reference])))
    return found
