"""Find whom pronouns mean, by who has been named and who has spoken."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.model.document import Document
from sayso.model.speaker import Kind, Speaker
from sayso.statements.meaning.entities import Names
from sayso.statements.meaning.lexicon import plain, words
from sayso.statements.meaning.phrases import phrase
from sayso.statements.meaning.pronouns import choose
from sayso.statements.meaning.signs import GENDERS, Candidate, Setting
from sayso.statements.quotations import quotations
from sayso.statements.sentences import sentences

#: A pronoun looks back over this many sentences at most.
_SENTENCES_BACK = 6
_LEAST_SURE = 0.34
#: A choice is never surer than this: who is meant may not be among those that were found.
_MOST_SURE = 0.95


@dataclass(frozen=True, slots=True)
class Resolved:
    """A speaker with how sure the resolution is (1: the words themselves name it)."""

    speaker: Speaker
    sure: float = 1.0


@dataclass(slots=True)
class Discourse:
    """Who has spoken so far, last first to be asked for."""

    places: list[int] = field(default_factory=list)
    speakers: list[Speaker] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)

    def add(self, place: int, speaker: Speaker, depth: int = 0) -> None:
        """Somebody speaks at a place, inside of how many others' statements."""
        self.places.append(place)
        self.speakers.append(speaker)
        self.depths.append(depth)

    def before(self, place: int) -> list[tuple[int, Speaker]]:
        """Who spoke before a place, the last one last."""
        return [(p, s) for p, s in zip(self.places, self.speakers, strict=True) if p < place]


class Antecedents:
    """Resolves the pronouns of one document."""

    def __init__(self, document: Document, names: Names) -> None:
        self._text = document.text
        self._names = names
        parts = [(p.start, p.end) for p in document.paragraphs]
        self._starts = [s.start for a, b in parts for s in sentences(document.text, a, b)]
        found = [q for a, b in parts for q in quotations(document.text, a, b)]
        self._quoted = [(q.start, q.end) for q in found if q.depth == 0]
        self.discourse = Discourse()

    def of(self, start: int, end: int, barred: Sequence[str] = ()) -> Resolved:
        """Whom the pronoun, all of ``[start, end)``, means, who is none of those named in ``barred``."""
        source = self._text[start:end]
        gender = GENDERS[plain(source)]
        if gender in ("m", "f"):
            return self._person(start, end, source, gender, barred)
        spoke = [s for _, s in self._spoke(start) if s.name not in barred and s.description not in barred]
        fits = (
            (Kind.ORGANIZATION, Kind.DOCUMENT, Kind.OUTLET)
            if gender == "n"
            else (Kind.GROUP, Kind.ANONYMOUS, Kind.ORGANIZATION)
        )
        for speaker in reversed(spoke[-4:]):
            if speaker.kind in fits and not _is_pronoun(speaker):
                return Resolved(speaker, 0.7)
        return Resolved(unnamed(source, Kind.GROUP if gender == "p" else Kind.ORGANIZATION), 0.2)

    def _person(self, start: int, end: int, source: str, gender: str, barred: Sequence[str]) -> Resolved:
        """The person named before whom the pronoun fits best, or an unnamed one who spoke last."""
        floor = self._floor(start)
        order = [
            (p, s) for p, s in self._spoke(start) if s.name not in barred and s.description not in barred
        ]
        found: list[tuple[Candidate, Speaker]] = []
        for entity in self._names.entities:
            meant = [p for p, s in order if s.name == entity.name]
            places = sorted(p for p in {*entity.places, *meant} if floor <= p < start)
            if entity.kind is not Kind.PERSON or not places or entity.gender not in ("", gender):
                continue
            if entity.name in barred:
                continue
            back = next((i for i, (_, s) in enumerate(reversed(order)) if s.name == entity.name), None)
            last = places[-1]
            size = self._mention_size(last)
            found.append(
                (
                    Candidate(
                        last,
                        last + size,
                        [p for p in entity.places if p < start],
                        back,
                        known=entity.gender == gender,
                    ),
                    Speaker(name=entity.name, kind=Kind.PERSON),
                )
            )
        unnamed_ones: set[str | None] = set()
        for back, (place, speaker) in enumerate(reversed(order[-4:])):
            if speaker.description in unnamed_ones or not self._is_unnamed_person(
                place, speaker, floor, gender
            ):
                continue
            unnamed_ones.add(speaker.description)
            size = len(speaker.description or "")
            found.append((Candidate(place, place + size, [place, place], back), speaker))
        setting = Setting(self._text, start, end, self._starts, self._quoted)
        best, sure = choose(setting, [c for c, _ in found])
        if best is None or sure < _LEAST_SURE:
            return Resolved(unnamed(source, Kind.PERSON), 0.2)
        return Resolved(found[best][1], min(sure, _MOST_SURE))

    @staticmethod
    def _is_unnamed_person(place: int, speaker: Speaker, floor: int, gender: str) -> bool:
        person = not speaker.name and speaker.kind in (Kind.ANONYMOUS, Kind.PERSON)
        return (
            person
            and place >= floor
            and not _is_pronoun(speaker)
            and _fits(speaker.description or "", gender)
        )

    def _spoke(self, start: int) -> list[tuple[int, Speaker]]:
        """Who spoke before a place, the likeliest to be meant last.

        In the pronoun's own sentence that is the nearest; of a sentence before, whoever told all of it.
        """
        own = bisect_right(self._starts, start)
        entries = []
        for place, speaker, depth in zip(
            self.discourse.places, self.discourse.speakers, self.discourse.depths, strict=True
        ):
            if place < start:
                sentence = bisect_right(self._starts, place)
                entries.append((sentence, 0 if sentence == own else -depth, place, speaker))
        return [(place, speaker) for _, _, place, speaker in sorted(entries, key=lambda e: e[:3])]

    def _floor(self, start: int) -> int:
        before = [s for s in self._starts if s <= start]
        return before[-_SENTENCES_BACK] if len(before) >= _SENTENCES_BACK else 0

    def _mention_size(self, place: int) -> int:
        return next((m.end - m.start for m in self._names.mentions if m.start == place), 1)


def unnamed(source: str, kind: Kind) -> Speaker:
    """A speaker whom the text does not name, by its own words for it."""
    own = " ".join(source.split()).strip(" ,.:;")
    return Speaker(name=None, kind=kind, description=own or None)


def _is_pronoun(speaker: Speaker) -> bool:
    """Whether all that is known of a speaker is a pronoun: nobody says "he" of "I" or of "you"."""
    return not speaker.name and plain(speaker.description or "") in words("pronouns")


def _fits(description: str, gender: str) -> bool:
    taken = set(plain(description).split())
    wrong = words("female_words") if gender == "m" else words("male_words")
    return not (taken & wrong) and not phrase(description).plural
