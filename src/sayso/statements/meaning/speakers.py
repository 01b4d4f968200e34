"""Resolve sources to speakers, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.model.document import Document
from sayso.model.speaker import Kind, Speaker
from sayso.statements.meaning.antecedents import Antecedents, Resolved, unnamed
from sayso.statements.meaning.entities import Entity, Names, kind_of
from sayso.statements.meaning.lexicon import plain, words
from sayso.statements.meaning.mentions import Mention, is_organization
from sayso.statements.meaning.phrases import Phrase, kind_of_noun, phrase, role_in
from sayso.statements.meaning.signs import GENDERS

#: Where a name stands bare: as a sentence's or clause's first word, or after a word that introduces nobody.
_ENDS_BEFORE = re.compile(
    r"(?:^|[\n.!?:;,”\"’]\s*|\b(?:that|when|if|and|but|told|said|says|to|by|in it|as|after|before|because|while|which|whether)\s)$"
)
_INTRODUCES = re.compile(r"(?:\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Aa]n?|[Mm]y|[Oo]ur)|[’']s?)\s[^,.;:“”\"]{2,60}, $")
_APPOSED_AFTER = re.compile(
    r", (?!\w+ing\b)(?:who|whose|then|now|an?|the|its|his|her|their|of|[a-z])|’s|'s| \(|-"
)
_FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_NP_BEFORE = re.compile(
    r"(?=(\b(?:an?|the|one|two|three|several|some|his|her|its|their)\s(?:[\w'’-]+\s){0,5}?[\w'’-]+),?\s*$)",
    re.IGNORECASE,
)
_PROPER = r"[A-Z][\w-]*(?: [A-Z][\w-]*)*"
_OWNER = re.compile(rf"(?:[Tt]he )?({_PROPER})(?:['’]s|(?<=s)['’]) ")
#: "Velmor's deputy mayor, " before a name, ", the deputy mayor of Velmor" after one.
_OWNS_BEFORE = re.compile(rf"({_PROPER})(?:['’]s|(?<=s)['’]) ([^,.;:\"“”]{{3,50}}),? $")
_OWNS_AFTER = re.compile(
    rf"^[^,.;]+, (?:who is |then |now )?(?:the |an? )?([^,.;:\"“”]{{3,50}}?) of (?:the )?({_PROPER})"
)
#: Accounts that are things of their own too: what they say, they say as documents.
_THINGS = frozenset({"lawsuit", "letter", "statement", "post", "tweet", "complaint"})
_REFLEXIVE = re.compile(r"\s(?:him|her|it|them)sel(?:f|ves)$")


class Speakers:
    """Resolves the sources of one document; ask in the order of the text."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._publisher = document.publisher
        parts = [(p.start, p.end) for p in document.paragraphs]
        self._lead_end = parts[0][1] if parts else 0
        self.names = Names(document.text, parts, document.publisher)
        self._antecedents = Antecedents(document, self.names)

    def resolve(
        self,
        start: int,
        end: int,
        outer: Speaker | None = None,
        barred: Sequence[str] = (),
        depth: int = 0,
    ) -> Resolved:
        """The speaker that the words ``[start, end)`` of the text stand for.

        ``outer`` is who says the statement that these words stand in, if one does, and ``depth`` how
        many do; ``barred`` are the names or descriptions of those in whose quotations they stand, whom
        no "he" or "she" there means.
        """
        found = self._resolved(start, end, outer, barred)
        if found.speaker.name or found.speaker.description:
            self._antecedents.discourse.add(start, found.speaker, depth)
        return found

    def heard(self, start: int, end: int) -> None:
        """Note somebody unnamed who was told something: whoever "replied" next may be meant."""
        found = self._resolved(start, end, None).speaker
        if found.description and not found.name and found.kind in (Kind.PERSON, Kind.ANONYMOUS):
            self._antecedents.discourse.add(start, found, 1)

    def peek(self, start: int, end: int) -> Resolved:
        """The same for words that are no source (an addressee): nobody is taken to have spoken."""
        return self._resolved(start, end, None)

    def may_be(self, speaker: Speaker, pronoun: str) -> bool:
        """Whether "he" or "she" may mean the speaker."""
        entity = self.names.find(speaker.name or "")
        gender = entity.gender if entity else ""
        if GENDERS[plain(pronoun)] == "n":
            return speaker.kind in (Kind.ORGANIZATION, Kind.OUTLET)
        if speaker.kind not in (Kind.PERSON, Kind.ANONYMOUS) or phrase(speaker.description or "").plural:
            return False
        return gender in ("", GENDERS[plain(pronoun)])

    def subject(self, start: int, end: int) -> str | None:
        """The first one named in ``[start, end)``, or whom a pronoun at its beginning means."""
        for mention in self.names.mentions:
            if start <= mention.start < end and (entity := self.names.find(mention.name)):
                return _without_article(entity.name)
        first = re.match(r"\w+", self._text[start:end])
        if first and plain(first[0]) in GENDERS:
            return self.peek(start, start + len(first[0])).speaker.name
        return None

    def _resolved(self, start: int, end: int, outer: Speaker | None, barred: Sequence[str] = ()) -> Resolved:
        if reflexive := _REFLEXIVE.search(self._text[start:end]):
            end = start + reflexive.start()
        source = self._text[start:end]
        taken = plain(source).strip(" ,.:;\"'")
        if taken in _FIRST:
            return Resolved(outer, 0.9) if outer else Resolved(unnamed(source, Kind.PERSON), 0.3)
        if taken in _RELATIVE:
            return self._before_who(start)
        if taken in GENDERS:
            return self._antecedents.of(start, end, barred)
        found = phrase(source)
        own = re.match(r"(?:his|her|their|its|my|our) (?:own )?(\w+)$", taken)
        if own and own[1] in words("accounts") and own[1] not in _THINGS:
            return self._resolved(start, start + source.index(" "), outer)
        return self._named(start, end, source, found) or self._described(start, source, found, outer)

    def _before_who(self, start: int) -> Resolved:
        """Whom "who" means: what stands right before it."""
        near = [m for m in self.names.mentions if start - 4 <= m.end <= start]
        if near:
            entity = self.names.find(near[-1].name)
            return Resolved(
                Speaker(name=_without_article(entity.name), kind=entity.kind)
                if entity
                else Speaker(name=near[-1].name, kind=Kind.PERSON),
                0.9,
            )
        before = self._text[max(0, start - 90) : start]
        matches = list(_NP_BEFORE.finditer(before))
        if matches:
            human = (Kind.PERSON, Kind.ANONYMOUS)
            match = next((m for m in reversed(matches) if kind_of_noun(phrase(m[1])) in human), matches[-1])
            begin = start - len(before) + match.start(1)
            return self._resolved(begin, begin + len(match[1]), None)
        last = [
            m
            for m in self.names.mentions
            if start - 90 <= m.end <= start and "." not in self._text[m.end : start]
        ]
        if last and (entity := self.names.find(last[0].name)):
            return Resolved(Speaker(name=_without_article(entity.name), kind=entity.kind), 0.6)
        return Resolved(unnamed("", Kind.ANONYMOUS), 0.2)

    # names

    def _named(self, start: int, end: int, source: str, found: Phrase) -> Resolved | None:
        """The entity whose name heads the phrase, or stands in apposition to it."""
        inside = [m for m in self.names.mentions if start <= m.start and m.end <= end]
        if not inside:
            entity = self.names.find(source.strip(" ,.")) if source[:1].isupper() else None
            return self._entity(entity, source, "") if entity else None
        if found.owner and (owner := self._owner(inside, source, start, found)):
            return owner
        if (mention := self._head(start, source, inside)) is None:
            return None
        entity = self.names.find(mention.name)
        rest = self._apposition(source, mention, start)
        if entity is None:
            kind = kind_of(mention.name, article=mention.article, role=mention.role)
            return Resolved(Speaker(name=mention.name, kind=kind, description=rest or None))
        return self._entity(entity, source, rest)

    def _entity(self, entity: Entity, source: str, rest: str) -> Resolved:
        return Resolved(
            Speaker(name=_without_article(entity.name), kind=entity.kind, description=rest or None)
        )

    def _owner(self, inside: Sequence[Mention], source: str, start: int, found: Phrase) -> Resolved | None:
        """Who speaks through what is owned.

        In "Kim's account" Kim does, in "Kim's lawyer, Ann Lee" Ann Lee; "Kim's lawyer" is unnamed.
        """
        first = inside[0]
        after = self._text[first.end : first.end + 2]
        if after[:1] not in "'’" or first.start > start + 24:
            return None
        if found.noun in words("accounts") and found.noun not in _THINGS:
            entity = self.names.find(first.name)
            return self._entity(entity, source, "") if entity else None
        for mention in inside[1:]:
            if self._is_apposed(source, mention, start):
                entity = self.names.find(mention.name)
                if entity is not None and entity.kind is Kind.PERSON:
                    return self._entity(entity, source, self._apposition(source, mention, start))
        if found.noun in words("accounts"):
            entity = self.names.find(first.name)
            return self._entity(entity, source, "") if entity and found.noun != "lawsuit" else None
        return None

    def _head(self, start: int, source: str, inside: Sequence[Mention]) -> Mention | None:
        """The mention that the phrase is about: at the end of its head, or in apposition to it."""
        core = _core(source)
        whole = source.split(",")[0].rstrip()
        for mention in inside:
            if (
                mention.role
                and mention.end - start == len(whole)
                and plain(source).removeprefix("the ").startswith(mention.role)
            ):
                return mention
        for mention in inside:
            if mention.end - start == len(core) and not self._possessed(mention):
                return mention
        for mention in inside:
            if (
                mention.end - start < len(core)
                and mention.start - start == _lead(source)
                and not source[mention.end - start :].lstrip().startswith(("'", "’"))
                and not re.match(r"\s[a-z]", source[mention.end - start : len(core)])
            ):
                return mention
        noun = kind_of_noun(phrase(core))
        for mention in inside:
            entity = self.names.find(mention.name) if self._is_apposed(source, mention, start) else None
            if entity is not None and _may_be(phrase(core), noun, entity.kind):
                return mention
        return None

    def _possessed(self, mention: Mention) -> bool:
        return self._text[mention.end : mention.end + 2] in ("'s", "’s")

    def _is_apposed(self, source: str, mention: Mention, start: int) -> bool:
        at = mention.start - start
        before = source[:at]
        title = re.search(r", (?:[\w.’'-]+ ){0,3}$", before)
        before = re.sub(r"\b[Tt]he $", "", before)
        after = source[mention.end - start :].lstrip()
        if before.endswith(", "):
            return after[:1] in ("", ",", ".", "(", ";") or after.startswith(("who", "of"))
        return title is not None and bool(mention.role)

    def _apposition(self, source: str, mention: Mention, start: int) -> str:
        """The words that say who it is, before or after the name."""
        after = source[mention.end - start :].lstrip(" ,").rstrip(" ,.")
        before = source[: mention.start - start].rstrip(" ,")
        if len(after.split()) > 1 and not after.startswith(("'s", "’s")):
            return after
        return before if len(before.split()) > 1 or plain(before) in words("roles") else ""

    # descriptions

    def _described(self, start: int, source: str, found: Phrase, outer: Speaker | None) -> Resolved:
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
            return Resolved(Speaker(name=_without_article(entity.name), kind=entity.kind), 0.8)
        if found.definite and (entity := self._titled(found)):
            return Resolved(Speaker(name=_without_article(entity.name), kind=entity.kind), 0.8)
        if entity := self._introduced(found, start):
            return Resolved(Speaker(name=_without_article(entity.name), kind=entity.kind), 0.75)
        if found.definite and (told := self._told_before(found, start)):
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
            for e in self.names.entities
            if e.kind is Kind.PERSON
            and e.places[0] < start
            and (not set(e.roles) - words("honorifics") or found.noun in e.roles)
        ]
        if not fits:
            return None
        entity = max(fits, key=lambda e: (sum(p < start for p in e.places), e.places[0]))
        return Speaker(name=entity.name, kind=entity.kind)

    def _told_before(self, found: Phrase, start: int) -> Speaker | None:
        """The unnamed speaker with the same noun: "two officers of the bureau", then "the officers"."""
        for _, speaker in reversed(self._antecedents.discourse.before(start)):
            other = phrase(speaker.description or "")
            if not speaker.name and other.noun == found.noun and _same_owner(found, other):
                return speaker
        return None

    def _named_next(self, found: Phrase, start: int) -> Entity | None:
        """Whom the first paragraph describes and the next ones name without a word on who it is.

        News names a person of the lead later and says who others are when it names them: "A former
        foreman has claimed …", then "Rab Kinnear told …".
        """
        if found.plural or start >= self._lead_end or kind_of_noun(found) is None:
            return None
        bare = [e for e in self.names.entities if e.kind is Kind.PERSON and self._is_bare(e)]
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
        return next((m.end for m in self.names.mentions if m.start == place), place)

    def _closes(self, place: int) -> bool:
        """Whether a comma or the sentence's end follows the name at a place, as after an apposition."""
        return self._text[self._end(place) :][:1] in (",", ".", ";", ")", "", "—", "–")

    def _titled(self, found: Phrase) -> Entity | None:
        """The one person before whose name the text has the same words: "army chief Gen. Rui Salgueiro"."""
        if found.plural or found.owner or " " not in found.head:
            return None
        before = re.compile(rf"\b{re.escape(found.head)},? (?:[A-Z]\w+\. )?$", re.IGNORECASE)
        fits = {
            e.name: e
            for e in self.names.entities
            if e.kind is Kind.PERSON and any(before.search(self._text[max(0, p - 80) : p]) for p in e.places)
        }
        return next(iter(fits.values())) if len(fits) == 1 else None

    def _introduced(self, found: Phrase, start: int) -> Entity | None:
        """The one person whom the text names later by the same noun: "a contractor", then "the contractor, Ann Lee"."""
        if found.plural or found.owner or not found.noun:
            return None
        noun = re.escape(found.noun)
        another = "|".join(map(re.escape, sorted(words("other_roles"))))
        which = rf"(?:(?!(?:{another})\b)[\w’'-]+ )?"  # "the deputy mayor" is not the mayor
        before = re.compile(rf"\b[Tt]he {which}{noun}, (?:[A-Z]\w+\.? ){{0,2}}$")
        after = re.compile(rf", the {which}{noun}\b")
        fits = {
            e.name: e
            for e in self.names.entities
            if any(
                p > start
                and (
                    (before.search(self._text[max(0, p - 60) : p]) and self._closes(p))
                    or after.match(self._text[self._end(p) :][:60])
                )
                for p in e.places
            )
        }
        return next(iter(fits.values())) if len(fits) == 1 else None

    def _by_role(self, role: str, start: int, found: Phrase) -> Entity | None:
        """The last one named before, or right after, who has the role."""
        fits = [
            e
            for e in self.names.entities
            if e.kind is Kind.PERSON and any(_same_role(role, r) for r in e.roles)
        ]
        if found.owner:
            fits = self._of_owner(fits, role, start)
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

    def _where(self, entity: Entity, role: str) -> frozenset[str]:
        """Whose "mayor" the text says that somebody is: "Velmor's mayor, Bram Oster", "the mayor of Velmor"."""
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
        named = [e for e in self.names.entities if e.kind in (Kind.ORGANIZATION, Kind.OUTLET) and e.places]
        bodies = [e for e in named if e.places[0] < start]
        fits = [e for e in bodies if noun in plain(e.name).split()]
        if not fits:
            fits = [e for e in named if self._apposed_noun(e, noun)]
        if not fits and noun in words("companies") and found.head == noun:
            named = [e for e in bodies if e.kind is Kind.ORGANIZATION]
            fits = (
                [e for e in named if " " in e.name][:1]
                or [e for e in named if is_organization([e.name])][:1]
                or self._unclear(start)
            )
        return max(fits, key=lambda e: max((p for p in e.places if p < start), default=-1)) if fits else None

    def _unclear(self, start: int) -> list[Entity]:
        """Names of several words that nothing shows to be a person's."""
        found = [
            e
            for e in self.names.entities
            if e.kind is Kind.PERSON and not e.gender and not e.roles and " " in e.name
        ]
        return [replace(e, kind=Kind.ORGANIZATION) for e in found if e.places[0] < start][:1]

    def _apposed_noun(self, entity: Entity, noun: str) -> bool:
        """Whether the text calls the body by the noun where it names it: "the supplier, Kestrel Power"."""
        size = len(entity.name)
        before = re.compile(rf"\b{re.escape(noun)},? (?:the )?$", re.IGNORECASE)
        after = re.compile(
            rf",? (?:an?|the|which is an?|is an?|its?) (?:[\w’'-]+ ){{0,4}}?{re.escape(noun)}\b",
            re.IGNORECASE,
        )
        return any(
            before.search(self._text[max(0, p - 40) : p]) or after.match(self._text[p + size : p + size + 70])
            for p in entity.places
        )

    def _last(self, kind: Kind, start: int, source: str) -> Resolved:
        named = [
            e
            for e in self.names.entities
            if e.kind is kind and e.places and e.places[0] < start and not self._is_publisher(e.name)
        ]
        if not named:
            return Resolved(unnamed(source, kind), 0.5)
        entity = max(named, key=lambda e: max(p for p in e.places if p < start))
        return Resolved(Speaker(name=_without_article(entity.name), kind=kind), 0.8)

    def _is_publisher(self, name: str) -> bool:
        return bool(self._publisher) and plain(name).removeprefix("the ") == plain(
            self._publisher or ""
        ).removeprefix("the ")


def _unknown(found: Phrase) -> Kind:
    """What a phrase is taken for whose noun tells nothing."""
    return Kind.ANONYMOUS if found.indefinite else Kind.ORGANIZATION


def _same_owner(found: Phrase, other: Phrase) -> bool:
    """Whether a phrase may be said again of what the other one names: not "the firm's report" of "his report"."""
    return not found.owner or found.owner == other.owner


def _core(source: str) -> str:
    """The words up to the first comma, preposition or relative."""
    match = re.search(
        r",|\s(?:of|for|at|in|from|by|who|whom|whose|with|on|which|to|and(?! [A-Z])|about)\b|\s[-–—]\s|\(",
        source,
    )
    return source[: match.start()].rstrip() if match and match.start() else source.rstrip(" .,;:")


def _lead(source: str) -> int:
    """Where the words begin after an article."""
    match = re.match(r"(?:[Tt]he|[Aa]n?|[Tt]hen-?)\s", source)
    return match.end() if match else 0


def _may_be(head: Phrase, noun: Kind | None, kind: Kind) -> bool:
    """Whether a head ("a spokesman for the firm", "the owners") may have the apposed name."""
    if any(w in words("spokespeople") for w in (head.noun, head.head)) or noun is Kind.DOCUMENT:
        return kind is Kind.PERSON and noun is not Kind.DOCUMENT
    if kind is Kind.PERSON:
        return noun in (Kind.PERSON, Kind.ANONYMOUS, None) or not head.plural
    return noun in (Kind.ORGANIZATION, Kind.OUTLET, Kind.GROUP, None)


def _same_role(a: str, b: str) -> bool:
    """Whether two roles may be one: "the minister" is the health minister, not the deputy minister."""
    longer, shorter = sorted((a, b), key=len, reverse=True)
    if not longer.endswith(shorter):
        return False
    return not set(longer.removesuffix(shorter).split()) & words("other_roles")


def _without_article(name: str) -> str:
    return name.removeprefix("The ") if name.startswith("The ") else name
