"""Bring in the pages of a shard from their places."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType
from typing import IO

from sayso.bulk.job import Job
from sayso.bulk.places import Place, read_file
from sayso.bulk.storage import opened, told
from sayso.bulk.table import articles_of
from sayso.errors import DamagedInputError
from sayso.intake.json_lines import page_of_line
from sayso.intake.warc import member, page_at, reported
from sayso.model.document import RawPage


class Pages(AbstractContextManager["Pages"]):
    """The pages of places; a file stays open while it is the next place's too."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._held = ExitStack()
        self._open: tuple[str, str] | None = None
        self._stream: IO[bytes] | None = None
        self._rows: Iterator[tuple[int, Callable[[], RawPage]]] | None = None
        self._row = 0

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def page(self, place: Place) -> RawPage:
        """The page at the place.

        Raises:
            IntakeError: if it can't be read any more, or is another than it was.
        """
        try:
            with told(place.path), reported(place.path):
                page = self._read(place)
        except BaseException:
            self._close()  # whatever state it is in
            raise
        if hashlib.sha256(page.content).digest() != place.sha256:
            raise DamagedInputError(f"{place.source} has changed since the run began")
        return page

    def _read(self, place: Place) -> RawPage:
        if place.kind == "file":
            return read_file(place.path, self._job)
        stream = self._at(place)
        if place.kind == "lines":
            stream.seek(place.at)
            return page_of_line(place.source, stream.readline(self._job.limits.bytes + 1))
        if place.kind == "archive":
            return page_at(place.source, stream, place.at, self._job.limits)
        return self._of_row(place, stream)

    def _at(self, place: Place) -> IO[bytes]:
        if self._open != (place.path, place.member) or self._stream is None:
            self._close()
            self._stream = self._held.enter_context(opened(place.path))
            if place.member:
                self._stream = self._held.enter_context(member(self._stream, place.member))
            self._open = (place.path, place.member)
        return self._stream

    def _of_row(self, place: Place, stream: IO[bytes]) -> RawPage:
        if self._rows is None or place.at < self._row:
            self._rows = articles_of(place.path, stream, self._job.columns, place.at)
        for number, read in self._rows:
            self._row = number + 1
            if number == place.at:
                return read()
        raise DamagedInputError(f"{place.source} is not there any more")

    def _close(self) -> None:
        self._held.close()
        self._open, self._stream, self._rows, self._row = None, None, None, 0
