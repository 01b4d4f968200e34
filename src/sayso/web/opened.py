"""What an app holds open: the ledger to read, the ledger to append to, and the models.

A reader may be used by many threads at once: each answer takes a connection from a pool and gives it
back. What is slow to load is loaded when it is first asked for, once.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from threading import Lock
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends
from starlette.requests import Request

from sayso import assembly
from sayso.ledger.port import LedgerReader, LedgerWriter
from sayso.web.config import WebConfig

if TYPE_CHECKING:
    from sayso.relations.compare import Comparer
    from sayso.statements.extractor import Extractor


class Opened:
    """The ledger of one app.

    Raises:
        LedgerError: one of its kinds, with what stands in the way.
    """

    def __init__(self, config: WebConfig) -> None:
        self._settings = config.settings
        self._held = ExitStack()
        self._lock = Lock()
        self._writer: LedgerWriter | None = None
        self._comparer: Comparer | None = None
        self._extractor: Extractor | None = None
        if config.make:
            with assembly.ledger(config.settings, make=True):
                pass
        self.reader: LedgerReader = self._held.enter_context(assembly.ledger_reader(config.settings))

    def writer(self) -> LedgerWriter:
        """The ledger, to append to; opened when it is first needed."""
        with self._lock:
            if self._writer is None:
                self._writer = self._held.enter_context(assembly.ledger(self._settings))
            return self._writer

    def comparer(self) -> Comparer:
        """What compares statements; its model is loaded when it is first needed."""
        with self._lock:
            if self._comparer is None:
                self._comparer = assembly.comparer()
            return self._comparer

    def extractor(self) -> Extractor:
        """What finds statements in an article; its model is loaded when it first reads."""
        with self._lock:
            if self._extractor is None:
                self._extractor = assembly.extractor(self._settings)
            return self._extractor

    def closes(self, act: Callable[[], object]) -> None:
        """Do this too when the ledger is let go."""
        self._held.callback(act)

    def close(self) -> None:
        """Let go of the ledger."""
        self._held.close()


def opened(request: Request) -> Opened:
    """What the request's app holds open."""
    found: Opened = request.app.state.opened
    return found


def config(request: Request) -> WebConfig:
    """How the request's app is set up."""
    found: WebConfig = request.app.state.config
    return found


def reader(request: Request) -> LedgerReader:
    """The ledger, to read."""
    return opened(request).reader


def writer(request: Request) -> LedgerWriter:
    """The ledger, to append to."""
    return opened(request).writer()


async def _opened(request: Request) -> Opened:
    return opened(request)


async def _reader(request: Request) -> LedgerReader:
    return reader(request)


#: What a route asks for by the type of an argument. Coroutines, where nothing blocks: each plain
#: function would be a way to another thread and back.
Reader = Annotated[LedgerReader, Depends(_reader)]
Writer = Annotated[LedgerWriter, Depends(writer)]
Held = Annotated[Opened, Depends(_opened)]
