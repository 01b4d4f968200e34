"""Add what waits in the inbox, one addition after the other, in a thread of its own."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

from sayso.adding.add import add
from sayso.adding.item import Outcome
from sayso.adding.sources import ways_of
from sayso.errors import DefectError, LedgerError
from sayso.intake.limits import Limits
from sayso.ledger.port import LedgerWriter
from sayso.model.attribution import Attribution
from sayso.model.document import Document
from sayso.relations.across import Relater
from sayso.relations.near import Near
from sayso.statements.extractor import Extractor
from sayso.views.shown import shown
from sayso.web.inbox import Addition, Inbox, Progress, Result, State
from sayso.web.opened import Opened

_LOG = logging.getLogger("sayso.web.taking")
#: Times that an addition is begun: what ends the program each time is left as a failure.
_ATTEMPTS = 3
#: Seconds between two looks at the inbox, where another process may have put something.
_LOOK = 1.0
#: Seconds that what is under way may still take when the server stops; then the next server does it.
_GRACE = 8.0
#: The file of what was given as one article: pasted text, or a page as a browser shows it.
GIVEN = "given.jsonl"


class Taking:
    """Takes additions out of the inbox. Of all processes of a ledger one does; the others wait."""

    def __init__(self, opened: Opened, inbox: Inbox, *, allow_private: bool = False) -> None:
        self._opened = opened
        self._inbox = inbox
        self._allow_private = allow_private
        self._stop = Event()
        self._new = Event()
        self._thread = Thread(target=self._run, name="sayso-taking", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """There is something new."""
        self._new.set()

    def stop(self) -> None:
        """End after the article that is under way; what is left waits for the next server."""
        self._stop.set()
        self._new.set()
        if self._thread.is_alive():
            self._thread.join(_GRACE)

    def _run(self) -> None:
        turn: sqlite3.Connection | None = None
        while not self._stop.is_set():
            try:
                if turn is None and self._inbox:
                    turn = _turn(self._inbox.folder)
                    if turn is not None:
                        self._inbox.resume()
                while turn is not None and not self._stop.is_set() and (found := self._inbox.take()):
                    self._take(found)
            except (OSError, sqlite3.Error):
                _LOG.exception("the inbox can't be used")
            self._new.wait(_LOOK)
            self._new.clear()
        if turn is not None:
            turn.close()

    def _take(self, found: Addition) -> None:
        """Do one, and say how it ended."""
        try:
            if found.attempts > _ATTEMPTS:
                reason = f"the program ended {_ATTEMPTS} times while this was being read"
                self._leave(found, "WebError", reason)
                return
            self._inbox.put(found.number, self._added(found))
        except LedgerError as error:
            _LOG.warning("addition %d: %s", found.number, error)
            self._leave(found, type(error).__name__, str(error))
        except Exception:  # a defect must not end the thread, nor lose what was accepted
            _LOG.exception("addition %d", found.number)
            self._leave(found, "WebError", "a defect of ours; the log has more")

    def _added(self, found: Addition) -> State:
        """Add its articles, telling how far it is; what is broken off waits again."""
        ledger = self._opened.writer()
        telling = _Telling(self._inbox, found)
        ways = ways_of(
            ledger,
            allow_private=self._allow_private,
            publisher=found.publisher,
            published=found.published,
            called=lambda path: _called(path, found),
            limits=Limits(),
        )
        extractor = _Watched(self._opened.extractor(), telling.stage)
        relater = Relater(Near(ledger), self._opened.comparer())
        telling.stage("fetching the page" if "://" in found.place else "reading the page")
        for outcome in add(ledger, [found.place], extractor, ways, relater):
            if isinstance(outcome.error, DefectError):
                _LOG.error("addition %d: %s", found.number, outcome.error, exc_info=outcome.error)
            if not outcome.passed:
                telling.result(_result(outcome, found))
            if self._stop.is_set():
                return State.WAITING
        failed = telling.progress.failed
        telling.stage("done" if not failed else "some could not be read")
        return State.FAILED if failed else State.DONE

    def _leave(self, found: Addition, error: str, reason: str) -> None:
        """Leave it as a failure, in the ledger too if that can be written."""
        result = Result(source=shown(found.name), error=reason)
        self._inbox.tell(found.number, Progress(stage="it could not be read").with_result(result))
        self._inbox.put(found.number, State.FAILED)
        try:
            _kept(self._opened.writer(), found, error, reason)
        except LedgerError:
            _LOG.warning("addition %d: the failure can't be kept in the ledger", found.number)


def _called(path: str, found: Addition) -> str:
    """The path of a page without our own folders."""
    given = path.removesuffix(":1") if found.place.endswith(GIVEN) else path
    return given.replace(found.place, found.name, 1)


def _kept(ledger: LedgerWriter, found: Addition, error: str, reason: str) -> None:
    ledger.fail(found.place, error, reason, again=found.place)


def _turn(folder: Path) -> sqlite3.Connection | None:
    """The right to take additions, for as long as this process lives; null where another has it.

    A transaction that is never ended: every system lets go of it when the process ends, however.
    """
    found = sqlite3.connect(folder / "turn.db", timeout=0, isolation_level=None, check_same_thread=False)
    try:
        found.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        found.close()
        return None
    return found


def _result(outcome: Outcome, found: Addition) -> Result:
    source = shown(_called(outcome.source, found))
    if outcome.added is None:
        return Result(source=source, error=shown(_called(str(outcome.error), found)))
    added = outcome.added
    return Result(source=source, document=added.document, statements=added.statements, new=added.new)


class _Telling:
    """Keeps how far an addition is where everybody can see it."""

    def __init__(self, inbox: Inbox, found: Addition) -> None:
        self._inbox, self._number = inbox, found.number
        self.progress = Progress()

    def stage(self, stage: str) -> None:
        self.progress = replace(self.progress, stage=stage)
        self._inbox.tell(self._number, self.progress)

    def result(self, result: Result) -> None:
        self.progress = self.progress.with_result(result)
        self._inbox.tell(self._number, self.progress)


class _Watched:
    """An extractor that tells when it begins and ends."""

    def __init__(self, extractor: Extractor, tell: Callable[[str], None]) -> None:
        self._extractor, self._tell = extractor, tell

    @property
    def name(self) -> str:
        return self._extractor.name

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Attribution, ...]]:
        self._tell("finding statements")
        yield from self._extractor.extract(documents)
        self._tell("comparing with the ledger")
