"""Write files and folders that take their names only when they are complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from sayso.errors import BulkError, IntakeError


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file to write; it has its name, and is on the disk, when the block ends well."""
    half = path.with_name(f"{path.name}.part{uuid4().hex}")
    try:
        with half.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def made(folder: Path) -> Iterator[Path]:
    """The same of a folder; if it is there in the meantime, what is there stays."""
    half = folder.with_name(f"{folder.name}.part{uuid4().hex}")
    shutil.rmtree(half, ignore_errors=True)
    try:
        half.mkdir(parents=True)
        yield half
        for file in half.rglob("*"):
            if file.is_file():
                _synced(file)
        with suppress(FileExistsError):
            half.rename(folder)
    except OSError:
        if not folder.exists():
            raise
    finally:
        shutil.rmtree(half, ignore_errors=True)


def clear_halves(work: Path) -> None:
    """Remove what was not complete when a worker was stopped."""
    for half in work.glob("*/*.part*"):
        if half.is_dir():
            shutil.rmtree(half, ignore_errors=True)
        else:
            half.unlink(missing_ok=True)


def _synced(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """Say in a line of ours what goes wrong with the results' folder.

    Raises:
        IntakeError: as where any output can't be written.
    """
    try:
        yield
    except OSError as error:
        raise IntakeError(
            f"{folder} cannot be written: {error.strerror or error}; "
            "what is complete is kept, and the same command goes on from there"
        ) from error


@contextmanager
def alone(work: Path) -> Iterator[None]:
    """Keep others from running into the same folder at the same time.

    Raises:
        OtherRunError: if somebody does.
    """
    import fcntl

    from sayso.errors import OtherRunError

    with (work / "lock").open("wb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OtherRunError(f"another run writes to {work.parent} at this moment") from error
        except OSError as error:  # some network file systems have no locks
            raise BulkError(f"{work} can't be locked: {error.strerror}") from error
        yield
