"""What a person should look at next: what the program is least sure of, and what only people decide.

Three sorts of questions: whether a statement was read right, whether two names are one speaker's, and
whether two statements are of one claim. The least sure comes first. What a person has decided is no
question any more, until the decision is undone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock, Thread
from typing import Any

from sayso.ledger.entry import Entry, EntryKind
from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Decision, Recorded, Wanted
from sayso.model.relation import RelationKind
from sayso.views.same import Suggestion, likely, unsettled

#: Below this confidence one in five and more is wrong, and a person should look.
LOW = 0.8
_SAME = (RelationKind.SUPPORTS, RelationKind.REPEATS)
_SAME_VALUES = frozenset(kind.value for kind in _SAME)
_FOLLOWED = (
    EntryKind.DOCUMENT,
    EntryKind.SIGHTING,
    EntryKind.READING,
    EntryKind.STATEMENT,
    EntryKind.CARRY,
)
_DECIDED = (
    EntryKind.JUDGEMENT,
    EntryKind.RETRACTION,
    EntryKind.MERGE,
    EntryKind.APART,
    EntryKind.JOIN,
    EntryKind.SPLIT,
)
#: The last decisions that are kept at hand, to be undone.
_KEPT = 500
#: So many entries take their time to be read.
_MUCH = 5000


class Matter(StrEnum):
    """What a question is about."""

    STATEMENT = "statement"
    SPEAKERS = "speakers"
    CLAIM = "claim"


#: Where a question stands in the queue: its confidence, then its key.
Place = tuple[float, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something to decide.

    ``about`` are a statement's id, two statements' ids, or two names; ``because`` says why it is
    asked; ``key`` names the question for as long as the ledger is the same.
    """

    matter: Matter
    about: tuple[str, ...]
    confidence: float
    because: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The question's name."""
        return ":".join((self.matter.value, *self.about))

    @property
    def place(self) -> Place:
        """Where it stands in the queue."""
        return self.confidence, self.key


class Review:
    """The questions of a ledger. It reads each entry once; asked again, it reads what came since."""

    def __init__(self, ledger: LedgerReader) -> None:
        self._ledger = ledger
        self._lock = Lock()
        self._at = 0
        self._read = _Read()
        self._names: tuple[Suggestion, ...] | None = None
        self._open: tuple[Question, ...] = ()
        self._decided: tuple[Decision, ...] = ()
        self._reading: Thread | None = None

    def questions(
        self, matter: Matter | None = None, *, after: Place | None = None, at: Place | None = None
    ) -> Iterator[Question]:
        """The open questions of one matter or of all, the least sure first: those after a place, or
        from a place on."""
        found = self._current()
        first = bisect_right(found, after, key=lambda q: q.place) if after else 0
        first = bisect_left(found, at, key=lambda q: q.place) if at else first
        asked = (found[n] for n in range(first, len(found)))
        return (q for q in asked if matter is None or q.matter is matter)

    def counts(self) -> dict[Matter, int]:
        """How many questions are open of each matter."""
        found = dict.fromkeys(Matter, 0)
        for question in self._current():
            found[question.matter] += 1
        return found

    def asks(self, matter: Matter, about: tuple[str, ...]) -> bool:
        """Whether that is still a question."""
        return any(q.matter is matter and set(q.about) == set(about) for q in self._current())

    def ready(self, seconds: float) -> bool:
        """Whether all that has to be read has been; if it takes longer, it goes on being read."""
        if self._reading is None and self._ledger.head().position - self._at > _MUCH:
            self._reading = Thread(target=self._current, name="sayso-review", daemon=True)
            self._reading.start()
        if self._reading is None:
            return True
        self._reading.join(seconds)
        if self._reading.is_alive():
            return False
        self._reading = None
        return True

    def decided(self, by: str, most: int) -> list[Decision]:
        """What somebody decided last and did not undo, the last first."""
        self._current()
        return [d for d in reversed(self._decided) if d.by == by][:most]

    def _current(self) -> tuple[Question, ...]:
        with self._lock:
            head = self._ledger.head().position
            if head > self._at:
                for entry in self._ledger.entries(after=self._at, kinds=_FOLLOWED):
                    if entry.kind is EntryKind.STATEMENT:
                        self._names = None  # it may be by somebody new
                    self._read.take(entry)
                    head = max(head, entry.position)
                self._at = head
                self._open = tuple(sorted(self._questions(), key=lambda q: q.place))
            return self._open

    def _questions(self) -> Iterator[Question]:
        ledger = self._ledger
        judged: set[str] = set()
        gone: set[str] = set()
        told: set[frozenset[str]] = set()
        decided = [d for d in ledger.decisions(_DECIDED) if d.active]
        self._decided = tuple(decided[-_KEPT:])
        for decision in decided:
            if decision.kind in (EntryKind.JOIN, EntryKind.SPLIT):
                told.add(frozenset((decision.subject, str(decision.body["other"]))))
            elif decision.kind in (EntryKind.JUDGEMENT, EntryKind.RETRACTION):
                judged.add(decision.subject)
            if decision.kind is EntryKind.RETRACTION:
                gone.add(decision.subject)
        yield from self._read.statements(judged)
        yield from self._read.claims(told, gone)
        if self._names is None:
            self._names = likely(ledger.speakers())
        for one in unsettled(ledger, self._names):
            yield Question(
                matter=Matter.SPEAKERS,
                about=(one.name, one.into),
                confidence=one.confidence,
                because=one.because,
            )


class _Read:
    """What the entries tell of doubtful statements and pairs, and of which articles count."""

    def __init__(self) -> None:
        self._doubtful: dict[str, dict[str, float]] = {}
        self._pairs: dict[str, tuple[tuple[str, str, float, tuple[str, ...]], ...]] = {}
        self._goes_on: dict[str, str] = {}
        self._address: dict[str, str] = {}
        self._last: dict[str, str] = {}

    def take(self, entry: Entry) -> None:
        body = entry.body
        match entry.kind:
            case EntryKind.DOCUMENT:
                if body["url"]:
                    self._address[entry.subject] = body["url"]
            case EntryKind.SIGHTING:
                self._last[entry.subject] = body["document"]
            case EntryKind.CARRY:
                self._goes_on[entry.subject] = body["from"]
            case EntryKind.READING:
                self._reading(entry.subject, body)
            case _:
                sure = body["statement"]["confidence"]
                if sure < LOW:
                    self._doubtful.setdefault(body["document"], {})[entry.subject] = sure

    def _reading(self, document: str, body: Mapping[str, Any]) -> None:
        """A new reading takes the place of the one before; what people decided about is kept."""
        before = self._doubtful.pop(document, {})
        kept = {key: before[key] for key in body["kept"] if key in before}
        if kept:
            self._doubtful[document] = kept
        pairs = tuple(
            (*sorted((r["a"], r["b"])), r["confidence"], tuple(r["because"]))
            for r in body["relations"]
            if r["kind"] in _SAME_VALUES and r["confidence"] < LOW
        )
        self._pairs.pop(document, None)
        if pairs:
            self._pairs[document] = pairs

    def statements(self, judged: set[str]) -> Iterator[Question]:
        for document, doubtful in self._doubtful.items():
            if self._replaced(document):
                continue
            for key, sure in doubtful.items():
                if not self._decided(key, judged):
                    because = (f"it was read with a confidence of {sure:.2f}",)
                    yield Question(matter=Matter.STATEMENT, about=(key,), confidence=sure, because=because)

    def claims(self, told: set[frozenset[str]], gone: set[str]) -> Iterator[Question]:
        for document, pairs in self._pairs.items():
            if self._replaced(document):
                continue
            for one, other, sure, because in pairs:
                if frozenset((one, other)) not in told and one not in gone and other not in gone:
                    yield Question(matter=Matter.CLAIM, about=(one, other), confidence=sure, because=because)

    def _replaced(self, document: str) -> bool:
        """Whether a later version of the article was found at its address."""
        address = self._address.get(document)
        return address is not None and self._last.get(address, document) != document

    def _decided(self, key: str, judged: set[str]) -> bool:
        """Whether a person has decided about it, or about what it goes on from."""
        seen: set[str] = set()
        while key not in judged:
            seen.add(key)
            key = self._goes_on.get(key, key)
            if key in seen:
                return False
        return True


def standing(ledger: LedgerReader, question: Question) -> tuple[Recorded, ...]:
    """The statements of a question; none where one of them no longer stands."""
    if question.matter is Matter.SPEAKERS:
        return ()
    found = {r.statement.id: r for r in ledger.statements(Wanted(ids=question.about, retracted=False))}
    if not all(key in found and not found[key].replaced for key in question.about):
        return ()
    return tuple(found[key] for key in question.about)


def said_by(ledger: LedgerReader, name: str, most: int) -> list[Recorded]:
    """Some statements of one name, to tell by whom they are."""
    wanted = Wanted(speakers=(name_key(name),), retracted=False, limit=most)
    return list(ledger.statements(wanted))
