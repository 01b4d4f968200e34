"""Open files wherever they are: here, or at an address that fsspec knows."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sayso.bulk.schema import INSTALL
from sayso.errors import IntakeError, PackageMissingError, SaysoError, SourceNotFoundError
from sayso.errors import UnsupportedInputError as Unsupported
from sayso.views.exports.packages import package


def is_remote(path: str) -> bool:
    """Whether it is an address."""
    return "://" in path


@contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """A file, to read and to seek in.

    Raises:
        IntakeError: if it can't be opened or read.
    """
    with told(path):
        if is_remote(path):
            with package("fsspec", INSTALL).open(path, "rb") as remote:
                yield remote
            return
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise Unsupported(f"{path} is not a regular file")
        with Path(path).open("rb") as local:
            yield local


def files(source: str) -> tuple[bool, list[str]]:
    """Whether a source is a folder, and the files that it holds, in the order of their paths.

    Raises:
        IntakeError: if there is none, or it can't be listed.
    """
    with told(source):
        if is_remote(source):
            return _remote_files(source)
        if not Path(source).is_dir():
            Path(source).stat()
            return False, [source]
        return True, sorted(_walk(source))


def _walk(folder: str) -> Iterator[str]:
    for above, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]  # what is hidden
        paths = (Path(above) / name for name in names if not name.startswith("."))
        yield from (str(path) for path in paths if path.is_file())


def _raise(error: OSError) -> None:
    raise error


def _remote_files(source: str) -> tuple[bool, list[str]]:
    system, path = package("fsspec.core", INSTALL).url_to_fs(source)
    if not system.isdir(path):
        system.info(path)
        return False, [source]
    found = sorted(system.find(path))
    hidden = [p for p in found if any(part.startswith(".") for part in p[len(path) :].split("/"))]
    return True, [system.unstrip_protocol(p) for p in found if p not in set(hidden)]


@contextmanager
def told(path: str) -> Iterator[None]:
    """Say in a line of ours what goes wrong with a file.

    Raises:
        IntakeError: one of its kinds.
        PackageMissingError: if the address needs a package that is not installed.
    """
    try:
        yield
    except SaysoError:
        raise
    except FileNotFoundError as error:
        raise SourceNotFoundError(f"there is no file {path}") from error
    except PermissionError as error:
        raise SourceNotFoundError(f"{path} may not be read") from error
    except ImportError as error:
        if not is_remote(path):
            raise
        raise PackageMissingError(f"{path} can't be reached: {_line(error)}") from error
    except (OSError, ValueError) as error:
        raise IntakeError(f"{path} can't be read: {_line(error)}") from error
    except Exception as error:
        # each of fsspec's backends raises its own library's errors, which share no root
        if not is_remote(path) or not _is_foreign(error):
            raise
        raise IntakeError(f"{path} can't be reached: {_line(error)}") from error


def _is_foreign(error: BaseException) -> bool:
    """Whether an error is of a library that fsspec uses for this kind of address."""
    return type(error).__module__.split(".")[0] not in ("builtins", "sayso", "pyarrow")


def _line(error: Any) -> str:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(reason).split())
