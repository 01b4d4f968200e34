"""Find whom a source means that describes and does not name: "the mayor", "a former foreman"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from sayso.model.document import Document
from sayso.model.speaker import Kind, Speaker
from sayso.statements.meaning.antecedents import Discourse, Resolved, unnamed
from sayso.statements.meaning.beside import apposes, follows, leads, titles
from sayso.statements.meaning.entities import Entity, Names
from sayso.statements.meaning.lexicon import plain, words
from sayso.statements.meaning.mentions import is_organization
from sayso.statements.meaning.phrases import Phrase, kind_of_noun, phrase, role_in

#: Where a name stands bare: as a sentence's or clause's first word, or after a word that introduces nobody.
_ENDS_BEFORE = re.compile(
    r"(?:^|[\n.!?:;,”\"’]\s*"
    r"|\b(?:that|when|if|and|but|told|said|says|to|by|in it|as|after|before|because|while|which|whether)\s)$"
)
_INTRODUCES = re.compile(
    r"(?:\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Aa]n?|[Mm]y|[Oo]ur)|[’']s?)\s[^,.;:“”\"]{2,60}, $"
)
_APPOSED_AFTER = re.compile(
    r", (?!\w+ing\b)(?:who|whose|then|now|an?|the|its|his|her|their|of|[a-z])|’s|'s| \(|-"
)
_PROPER = r"[A-Z][\w-]*(?: [A-Z][\w-]*)*"
_OWNER = re.compile(rf"(?:[Tt]he )?({_PROPER})(?:['’]s|(?<=s)['’]) ")
#: "Velmor's deputy mayor, " before a name, ", the deputy mayor of Velmor" after one.
_OWNS_BEFORE = re.compile(rf"({_PROPER})(?:['’]s|(?<=s)['’]) ([^,.;:\"“”]{{3,50}}),? $")
_OWNS_AFTER = re.compile(
    rf"^[^,.;]+, (?:who is |then |now )?(?:the |an? )?([^,.;:\"“”]{{3,50}}?) of (?:the )?({_PROPER})"
)


class Descriptions:
    """The names of one document by what the text says of them."""

    def __init__(self, document: Document, names: Names, discourse: Discourse) -> None:
        self._text = document.text
        self._publisher = document.publisher
        self._names = names
        self._discourse = discourse
        self._lead_end = document.paragraphs[0].end if document.paragraphs else 0
        # what was found of a head or noun: the same few describe many speakers
        self._by_title: dict[str, Entity | None] = {}
        self._introductions: dict[str, list[tuple[Entity, int]]] = {}
        self._by_apposition: dict[str, list[Entity]] = {}

    def of(self, start: int, source: str, found: Phrase, outer: Speaker | None) -> Resolved:
        """Whom a source's words at ``start`` mean; ``outer`` is who says the statement they stand in."""
        kind = kind_of_noun(found)
        role = role_in(found)
        if source[:1].isupper() and found.text in words("parties"):
            return Resolved(Speaker(name=source.strip(" ,."), kind=Kind.GROUP))
        if found.text.startswith(("the ", "that ", "this ")) and found.noun in words("outlet_nouns"):
            last = self._last(Kind.OUTLET, start, source)
            if last.speaker.name:
                return last
        if kind is Kind.PERSON and found.definite and role and (entity := self._by_role(role, start, found)):
            return Resolved(Speaker(name=entity.name, kind=entity.kind), 0.85)
        if kind in (Kind.PERSON, Kind.ANONYMOUS, None) and (known := self._by_epithet(found, start)):
            return Resolved(known, 0.6)
        if kind is Kind.OUTLET and found.definite:
            return self._last(Kind.OUTLET, start, source)
        perhaps = kind in (Kind.ORGANIZATION, None, Kind.PERSON) and found.definite and not found.owner
        if perhaps and (entity := self._by_noun(found, start)):
            return Resolved(Speaker(name=without_article(entity.name), kind=entity.kind), 0.8)
        if found.definite and (entity := self._titled(found)):
            return Resolved(Speaker(name=without_article(entity.name), kind=entity.kind), 0.8)
        if entity := self._introduced(found, start):
            return Resolved(Speaker(name=without_article(entity.name), kind=entity.kind), 0.75)
        if found.definite and (told := self._told_before(found, start, source)):
            return Resolved(told, 0.8)
        lead = outer is None and kind in (Kind.PERSON, Kind.ANONYMOUS, None)
        if lead and (entity := self._named_next(found, start)):
            return Resolved(Speaker(name=entity.name, kind=entity.kind), 0.6)
        return Resolved(unnamed(source, kind or _unknown(found)), 0.9)

    def _by_epithet(self, found: Phrase, start: int) -> Speaker | None:
        """The last named person who spoke, where the words can only be another way to say who it is.

        So are "the former champion" and "the striker", once somebody is named; "the manager" may be anybody.
        """
        taken = found.text.split()
        again = len(taken) > 1 and (taken[1] in ("former", "ex", "then") or taken[1].startswith("ex-"))
        if taken[:1] != ["the"] or found.plural or found.owner or " of " in found.text:
            return None
        if not (again or found.noun in words("epithets") or re.match(r"\d+-year-old$", found.noun)):
            return None
        fits = [
            e
            for e in self._names.entities
            if e.kind is Kind.PERSON
            and e.places[0] < start
            and (e.gender or " " in e.name)
            and (not set(e.roles) - words("honorifics") or found.noun in e.roles)
        ]
        placed = set(taken[1:-1]) & words("places")  # "the Florida senator" tells one from the others
        if not fits or (placed and len(fits) > 1):
            return None
        entity = max(fits, key=lambda e: (sum(p < start for p in e.places), e.places[0]))
        return Speaker(name=entity.name, kind=entity.kind)

    def _told_before(self, found: Phrase, start: int, source: str) -> Speaker | None:
        """The unnamed speaker with the same noun: "two officers of the bureau", then "the officers"."""
        for _, speaker in reversed(self._discourse.before(start)):
            other = phrase(speaker.description or "")
            same = not speaker.name and other.noun == found.noun and _same_owner(found, other)
            if same and not _is_told_apart(source, speaker.description or ""):
                return speaker
        return None

    def _named_next(self, found: Phrase, start: int) -> Entity | None:
        """Whom the first paragraph describes and the next ones name without a word on who it is.

        News names a person of the lead later and says who others are when it names them: "A former
        foreman has claimed …", then "Rab Kinnear told …".
        """
        if found.plural or start >= self._lead_end or kind_of_noun(found) is None:
            return None
        bare = [e for e in self._names.entities if e.kind is Kind.PERSON and self._is_bare(e)]
        return bare[0] if len(bare) == 1 else None

    def _is_bare(self, entity: Entity) -> bool:
        """Whether somebody is named in full and never introduced, after the first paragraph."""
        if (
            set(entity.roles) - words("honorifics")
            or " " not in entity.name
            or entity.places[0] < self._lead_end
        ):
            return False
        first = entity.places[0]
        before, after = self._text[first - 40 : first], self._text[first + len(entity.name) :][:30]
        return (
            entity.name in self._text[first : first + len(entity.name)]
            and _ENDS_BEFORE.search(before) is not None
            and _INTRODUCES.search(self._text[max(0, first - 80) : first]) is None
            and _APPOSED_AFTER.match(after) is None
        )

    def _end(self, place: int) -> int:
        """Where the name ends that begins at a place."""
        return self._ends.get(place, place)

    @cached_property
    def _ends(self) -> dict[int, int]:
        """Where each name ends, by its beginning."""
        return {m.start: m.end for m in reversed(self._names.mentions)}

    def _closes(self, place: int) -> bool:
        """Whether a comma or the sentence's end follows the name at a place, as after an apposition."""
        return self._text[self._end(place) :][:1] in (",", ".", ";", ")", "", "—", "–")

    def _titled(self, found: Phrase) -> Entity | None:
        """The one person before whose name the text has the same words: "army chief Gen. Rui Salgueiro"."""
        if found.plural or found.owner or " " not in found.head:
            return None
        if found.head not in self._by_title:
            fits = {
                e.name: e
                for e in self._names.entities
                if e.kind is Kind.PERSON
                and any(titles(self._text[max(0, p - 80) : p], found.head) for p in e.places)
            }
            self._by_title[found.head] = next(iter(fits.values())) if len(fits) == 1 else None
        return self._by_title[found.head]

    def _introduced(self, found: Phrase, start: int) -> Entity | None:
        """The one whom the text names later by the same noun: "a contractor", "the contractor, Ann Lee"."""
        if found.plural or found.owner or not found.noun:
            return None
        if found.noun not in self._introductions:
            beside = ((e, p) for e in self._names.entities for p in e.places)
            self._introductions[found.noun] = [b for b in beside if self._introduces(b[1], found.noun)]
        fits = {e.name: e for e, place in self._introductions[found.noun] if place > start}
        return next(iter(fits.values())) if len(fits) == 1 else None

    def _introduces(self, place: int, noun: str) -> bool:
        """Whether the name at a place stands beside "the" and the noun."""
        end = self._end(place)
        lead, rest = self._text[max(0, place - 60) : place], self._text[end : end + 60]
        if noun not in lead and noun not in rest:
            return False
        return (leads(lead, noun) and self._closes(place)) or follows(rest, noun)

    def _by_role(self, role: str, start: int, found: Phrase) -> Entity | None:
        """The last one named before, or right after, who has the role."""
        fits = [
            e
            for e in self._names.entities
            if e.kind is Kind.PERSON and any(_same_role(role, r) for r in e.roles)
        ]
        if found.owner:
            fits = self._of_owner(fits, role, start)
        if party := set(found.head.removesuffix(role).split()) & (words("peoples") | {"gop"}):
            fits = self._of_party(fits, "republican" if "gop" in party else party.pop())
        if len(fits) > 1 and found.owner:
            return None
        before = [e for e in fits if e.places and e.places[0] < start]
        return (
            max(before, key=lambda e: max(p for p in e.places if p < start))
            if before
            else fits[0]
            if len(fits) == 1
            else None
        )

    def _of_owner(self, fits: Sequence[Entity], role: str, start: int) -> list[Entity]:
        """Those who are not said to have the role elsewhere; only those who have it here, if any are."""
        owner = _OWNER.match(self._text, start)
        if owner is None:
            return list(fits)
        told = {e.name: self._where(e, role) for e in fits}
        here = [e for e in fits if plain(owner[1]) in told[e.name]]
        return here or [e for e in fits if not told[e.name]]

    def _of_party(self, fits: Sequence[Entity], party: str) -> list[Entity]:
        """Those whom the text calls Republican, or Kestrian; else those whom it calls nothing of the kind."""
        called = {e.name: self._parties(e) for e in fits}
        here = [e for e in fits if party in called[e.name]]
        return here or [e for e in fits if not called[e.name]]

    def _parties(self, entity: Entity) -> frozenset[str]:
        """What nation or party the words before a name give: "Republican nominee Ann Lee"."""
        found: set[str] = set()
        for place in entity.places:
            before = plain(re.split(r"[.,;:!?\n]", self._text[max(0, place - 50) : place])[-1]).split()[-4:]
            if set(before) & words("other_roles"):
                continue  # "vice presidential nominee"
            found |= set(before) & words("peoples")
            found |= {"republican"} if "gop" in before else set()
        return frozenset(found)

    def _where(self, entity: Entity, role: str) -> frozenset[str]:
        """Whose "mayor" the text says somebody is: "Velmor's mayor, Bram Oster", "the mayor of Velmor"."""
        found: set[str] = set()
        for place in entity.places:
            line = self._text.rfind("\n", 0, place) + 1
            before = self._text[max(line, place - 80) : place]
            after = self._text[place : place + len(entity.name) + 90].split("\n")[0]
            found |= {plain(m[1]) for m in _OWNS_BEFORE.finditer(before) if role in plain(m[2])}
            found |= {plain(m[2]) for m in _OWNS_AFTER.finditer(after) if role in plain(m[1])}
        return frozenset(found)

    def _by_noun(self, found: Phrase, start: int) -> Entity | None:
        """The body whose own name holds the noun: "the ministry" for "Ministry of Water"."""
        noun = found.noun
        if noun in words("epithets"):
            return None  # "the Republican" is no party
        bodies = [e for e in self._bodies if e.places[0] < start]
        fits = [e for e in bodies if noun in plain(e.name).split()]
        if not fits:
            if noun not in self._by_apposition:
                self._by_apposition[noun] = [e for e in self._bodies if self._apposed_noun(e, noun)]
            fits = self._by_apposition[noun]
        if not fits and noun in words("companies") and found.head == noun:
            named = [e for e in bodies if e.kind is Kind.ORGANIZATION]
            fits = (
                [e for e in named if " " in e.name][:1]
                or [e for e in named if is_organization([e.name])][:1]
                or self._unclear(start)
            )
        return max(fits, key=lambda e: max((p for p in e.places if p < start), default=-1)) if fits else None

    @cached_property
    def _bodies(self) -> tuple[Entity, ...]:
        """Organizations and outlets that the text names, without places."""
        named = (e for e in self._names.entities if e.kind in (Kind.ORGANIZATION, Kind.OUTLET) and e.places)
        return tuple(e for e in named if plain(e.name) not in words("places"))

    def _unclear(self, start: int) -> list[Entity]:
        """Names of several words that nothing shows to be a person's."""
        found = [
            e
            for e in self._names.entities
            if e.kind is Kind.PERSON and not e.gender and not e.roles and " " in e.name
        ]
        return [replace(e, kind=Kind.ORGANIZATION) for e in found if e.places[0] < start][:1]

    def _apposed_noun(self, entity: Entity, noun: str) -> bool:
        """Whether the text calls the body by the noun where it names it: "the supplier, Kestrel Power"."""
        size = len(entity.name)
        return any(
            apposes(self._text[max(0, p - 40) : p], self._text[p + size : p + size + 70], noun)
            for p in entity.places
        )

    def _last(self, kind: Kind, start: int, source: str) -> Resolved:
        named = [
            e
            for e in self._names.entities
            if e.kind is kind and e.places and e.places[0] < start and not self._is_publisher(e.name)
        ]
        if not named:
            return Resolved(unnamed(source, kind), 0.5)
        entity = max(named, key=lambda e: max(p for p in e.places if p < start))
        return Resolved(Speaker(name=without_article(entity.name), kind=kind), 0.8)

    def _is_publisher(self, name: str) -> bool:
        return bool(self._publisher) and plain(name).removeprefix("the ") == plain(
            self._publisher or ""
        ).removeprefix("the ")


def _unknown(found: Phrase) -> Kind:
    """What a phrase is taken for whose noun tells nothing."""
    return Kind.ANONYMOUS if found.indefinite else Kind.ORGANIZATION


def _same_owner(found: Phrase, other: Phrase) -> bool:
    """Whether a phrase may say again what the other names: not "the firm's report" for "his report"."""
    return not found.owner or found.owner == other.owner


def _is_told_apart(source: str, other: str) -> bool:
    """Whether a source has a name before its noun that the other has not: "the Lee campaign"."""
    head = re.split(r"\s(?:of|for|from|by|in|at|who|that|which)\s|,", source)[0]
    return any(w.lower() not in plain(other) for w in re.findall(r"(?<=\s)[A-Z][\w-]+", head))


def _same_role(a: str, b: str) -> bool:
    """Whether two roles may be one: "the minister" is the health minister, not the deputy minister."""
    if {a, b} <= words("representatives"):
        return True  # who is called a lawyer here is an attorney there
    longer, shorter = sorted((a, b), key=len, reverse=True)
    if not longer.endswith(shorter):
        return False
    return not set(longer.removesuffix(shorter).split()) & words("other_roles")


def without_article(name: str) -> str:
    """A body's or outlet's name without its leading "The"."""
    return name.removeprefix("The ") if name.startswith("The ") else name
