"""Claims and what is told of each, as a folder of this package has them.

A line ``= …`` is a claim; each line below it stands behind its mark, a letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files


def written(folder: str, marks: Mapping[str, str]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Each claim with its lines, in the order of the files: what their marks stand for, and the text.

    Raises:
        ValueError: at a line that is neither a claim nor marked.
    """
    claim = ""
    told: list[tuple[str, str]] = []
    for path in sorted((files(__package__) / folder).iterdir(), key=lambda p: p.name):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            mark, _, text = line.partition(" ")
            if mark == "=":
                if claim:
                    yield claim, tuple(told)
                claim, told = text, []
            elif mark in marks and text and claim:
                told.append((marks[mark], text))
            elif line:
                raise ValueError(f"{path.name}, line {number}: neither a claim nor marked: {line}")
    if claim:
        yield claim, tuple(told)
