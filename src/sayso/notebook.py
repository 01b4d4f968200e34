"""A ledger as a notebook has it: ``from sayso import Ledger``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from html import escape
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sayso import assembly
from sayso.errors import LedgerReadOnlyError, UsageError
from sayso.ledger.port import LedgerReader, LedgerWriter
from sayso.ledger.records import Recorded, Wanted
from sayso.model.statement import Act
from sayso.settings import Settings
from sayso.views.exports.choose import chosen, wanted
from sayso.views.exports.rows import COLUMNS, row
from sayso.views.listing import speaker_line
from sayso.views.recorded import days
from sayso.views.shown import shown

if TYPE_CHECKING:
    import pandas
    import polars

    from sayso.adding.item import Outcome

#: Statements in a notebook's table; more are there when they are asked for.
_SHOWN = 20
_HEAD = ("id", "said", "speaker", "act", "content", "publisher")


class Statements:
    """Statements of a ledger, read while they are walked through, each time anew."""

    def __init__(self, ask: Callable[[], Iterator[Recorded]], about: str) -> None:
        self._ask = ask
        self._about = about

    def __iter__(self) -> Iterator[Recorded]:
        return self._ask()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {shown(self._about)}>"

    def to_polars(self) -> polars.DataFrame:
        """A table with a row for each statement.

        Raises:
            PackageMissingError: if Polars is not installed.
        """
        from sayso.views.exports.tables import table

        return table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """A table with a row for each statement.

        Raises:
            PackageMissingError: if pandas is not installed.
        """
        from sayso.views.exports.packages import package

        made: pandas.DataFrame = package("pandas", "pandas").DataFrame.from_records(
            [row(one) for one in self], columns=list(COLUMNS)
        )
        return made

    def _repr_html_(self) -> str:
        """The first statements as a table; every word of an article is escaped."""
        found = list(islice(self, _SHOWN + 1))
        head = "".join(f"<th>{name}</th>" for name in _HEAD)
        rows = "".join(_html_row(one) for one in found[:_SHOWN])
        more = f"<p>The first {_SHOWN}; there are more.</p>" if len(found) > _SHOWN else ""
        about = escape(shown(self._about))
        return f"<p>{about}</p><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"


class Ledger(Statements):
    """The ledger at a path or a ``postgresql://`` address; it is only read unless told otherwise.

    Walking through it gives the statements that count, in the order in which they were appended.

    Raises:
        LedgerError: one of its kinds, with what stands in the way.
    """

    def __init__(self, place: str, *, read_only: bool = True) -> None:
        self._place = str(place)
        self._held = ExitStack()
        self._writer: LedgerWriter | None = None
        settings = replace(Settings.from_environment(), ledger=self._place)
        if read_only:
            self._reader: LedgerReader | None = self._held.enter_context(assembly.ledger_reader(settings))
        else:
            self._reader = self._writer = self._held.enter_context(assembly.ledger(settings, make=True))
        super().__init__(lambda: chosen(self._open(), wanted(self._open())), f"ledger {self._place}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return self._open().count(Wanted(retracted=False))

    def __bool__(self) -> bool:
        return True

    def close(self) -> None:
        """Let go of the ledger; afterwards nothing can be read."""
        self._reader = self._writer = None
        self._held.close()

    def who(self, name: str) -> Statements:
        """What one speaker said, by when it was said, with what was retracted.

        Raises:
            NotInLedgerError: if there is nobody of that name.
            UsageError: if several are called so.
        """
        from sayso.views.who import who

        speaker = who(self._open(), name).speaker.name
        return Statements(lambda: who(self._open(), name).statements, f"said by {speaker}")

    def search(
        self,
        query: str | None = None,
        *,
        speaker: str | None = None,
        publisher: str | None = None,
        act: Act | str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 1000,
    ) -> Statements:
        """The statements that hold all words of the query and pass the filters, the best first."""
        from sayso.views.search import search

        done = _act(act)

        def ask() -> Iterator[Recorded]:
            return search(
                self._open(),
                query,
                speaker=speaker,
                publisher=publisher,
                act=done,
                since=since,
                until=until,
                limit=limit,
            )

        return Statements(ask, f"search {query}" if query else "search")

    def add(self, *sources: str, publisher: str | None = None, published: str | None = None) -> list[Outcome]:
        """Read articles into the ledger as ``sayso add`` does, and tell what came of each.

        Raises:
            LedgerReadOnlyError: if it was not opened with ``read_only=False``.
        """
        from sayso.adding.add import add
        from sayso.adding.sources import ways_of

        if self._writer is None:
            raise LedgerReadOnlyError(f"{self._place} was opened to be read; Ledger(…, read_only=False) adds")
        ways = ways_of(self._writer, publisher=publisher, published=published)
        return list(add(self._writer, sources, assembly.extractor(Settings.from_environment()), ways))

    def _open(self) -> LedgerReader:
        if self._reader is None:
            raise UsageError(f"the ledger {self._place} has been closed")
        return self._reader


def _act(act: Act | str | None) -> Act | None:
    if act is not None and act not in list(Act):
        raise UsageError(f"there is no act {act!r}; there are {', '.join(Act)}")
    return Act(act) if act else None


def _html_row(found: Recorded) -> str:
    statement = found.statement
    act = f"not {statement.act.value}" if statement.negated else statement.act.value
    who = speaker_line(statement.speaker, statement.source.text)
    words = statement.content.text or statement.cue.text
    retracted = " [retracted]" if found.retraction else ""
    cells = (statement.id, days(found), who, act + retracted, shown(words), shown(found.publisher or ""))
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
