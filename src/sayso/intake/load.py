"""Bring in the bytes of one page from wherever they are."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from sayso.errors import (
    IntakeError,
    SourceNotFoundError,
    TooLargeError,
    UnsupportedInputError,
    UsageError,
)
from sayso.intake.fetch import fetch
from sayso.intake.limits import Limits
from sayso.intake.sniff import media_type
from sayso.model.document import RawPage

_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")


def load(
    source: str,
    *,
    limits: Limits | None = None,
    allow_private: bool = False,
    stdin: BinaryIO | None = None,
) -> RawPage:
    """The page that a file's path, ``-`` for standard input, or an address names.

    Raises:
        IntakeError: one of its kinds, with what went wrong and what to do.
    """
    bound = limits or Limits()
    if source == "-":
        return page(_standard_input(stdin, bound.bytes), source)
    if _ADDRESS.match(source):
        return fetch(source, limits=bound, allow_private=allow_private)
    return page(_file(source, bound.bytes), source)


def page(content: bytes, path: str) -> RawPage:
    """The page of a file's bytes.

    Raises:
        IntakeError: if they are none that an article can be read from.
    """
    name = "standard input" if path == "-" else path
    return RawPage(content=content, media_type=media_type(content, name, suffix=Path(path).name), path=path)


def _standard_input(stream: BinaryIO | None, most: int) -> bytes:
    if stream is None and sys.stdin is None:  # a shell can start us with it closed
        raise IntakeError("standard input is closed")
    try:
        return _read(stream or sys.stdin.buffer, "standard input", most)
    except (OSError, ValueError) as error:
        raise IntakeError(f"standard input cannot be read: {error}") from error


def _file(path: str, most: int) -> bytes:
    try:
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            raise UsageError(f"{path} is a folder; read a file, or use sayso extract for folders")
        if not stat.S_ISREG(status.st_mode):
            raise UnsupportedInputError(f"{path} is not a regular file; pipe it in with -")
        if status.st_size > most:
            raise _too_large(path, most)
        with Path(path).open("rb") as stream:
            return _read(stream, path, most)
    except FileNotFoundError as error:
        raise SourceNotFoundError(f"there is no file {path}") from error
    except PermissionError as error:
        raise SourceNotFoundError(f"{path} may not be read") from error
    except (OSError, ValueError) as error:
        raise IntakeError(f"{path} cannot be read: {error}") from error


def _read(stream: BinaryIO, name: str, most: int) -> bytes:
    content = stream.read(most + 1)
    if len(content) > most:
        raise _too_large(name, most)
    return content


def _too_large(name: str, most: int) -> TooLargeError:
    return TooLargeError(f"{name} is larger than {most / 1024 / 1024:.0f} MB; split it first")
