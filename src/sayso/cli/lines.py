"""Lines for people: folded where they read them, whole where a program does."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable

import click


def say(lines: Iterable[str], *, whole: bool = True) -> None:
    """Write the lines; on a terminal fold those that are longer than it is wide, indented as
    they are or by four columns, or cut them where they need not be ``whole``."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in lines:
        click.echo(fitted(line, width, whole=whole) if width else line)


def fitted(line: str, width: int, *, whole: bool = True) -> str:
    """The line in no more columns than these.

    >>> fitted("    a long way to go from here", 24, whole=False)
    '    a long way to go fr…'
    """
    if len(line) <= width:
        return line
    return _folded(line, width) if whole else line[: width - 1].rstrip() + "…"


def _folded(line: str, width: int) -> str:
    indent = line[: len(line) - len(line.lstrip())] or "    "
    return textwrap.fill(line, max(width, len(indent) + 20), subsequent_indent=indent, break_on_hyphens=False)
