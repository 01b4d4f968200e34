"""Resolve sources to speakers, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.model.document import Document
from sayso.model.speaker import Kind, Speaker
from sayso.statements.meaning.antecedents import Antecedents, Resolved, unnamed
from sayso.statements.meaning.descriptions import Descriptions, without_article
from sayso.statements.meaning.entities import Entity, Names, kind_of
from sayso.statements.meaning.lexicon import plain, words
from sayso.statements.meaning.mentions import Mention
from sayso.statements.meaning.phrases import Phrase, kind_of_noun, phrase
from sayso.statements.meaning.signs import GENDERS

_FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_NP_BEFORE = re.compile(
    r"(?=(\b(?:an?|the|one|two|three|several|some|his|her|its|their)\s(?:[\w'’-]+\s){0,5}?[\w'’-]+),?\s*$)",
    re.IGNORECASE,
)
#: A noun right before "who" that no article begins: "citizens, who", "anybody who".
_BARE_BEFORE = re.compile(r"(?<![\w’'-])([a-z][\w’'-]+)[\"”’']?,?\s*$")
#: Who stands before a place or body: "a clerk at the", "officials in".
_OF_PLACE = re.compile(
    r"((?:\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Tt]wo|[Ss]ome|[Mm]any)\s(?:[\w’'-]+\s){0,3})?\b[\w’'-]+)"
    r"\s(?:in|on|at|of|from|for|with|across)\s(?:the\s)?$"
)
#: Accounts that are things of their own too: what they say, they say as documents.
_THINGS = frozenset({"lawsuit", "letter", "statement", "post", "tweet", "complaint"})
_WORD = re.compile(r"\w+")
_REFLEXIVE = re.compile(r"\s(?:him|her|it|them)sel(?:f|ves)$")
_HUMAN = (Kind.PERSON, Kind.ANONYMOUS, Kind.GROUP)
_GENITIVE = ("'s", "’s", "'", "’")
#: A pronoun with what is no part of it: "she'll", "it also", "who in May".
_PRONOUN = re.compile(
    r"(?:(?:i|we|you|he|she|it|they)(?=['’](?:s|ll|d|ve|re|m)\b|\s\w+$)|(?:who|which)(?=\s))", re.IGNORECASE
)


class Speakers:
    """Resolves the sources of one document; ask in the order of the text."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        parts = [(p.start, p.end) for p in document.paragraphs]
        self.names = Names(document.text, parts, document.publisher)
        self._antecedents = Antecedents(document, self.names)
        self._descriptions = Descriptions(document, self.names, self._antecedents.discourse)

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
        if self.stands_for(speaker):
            return False
        if speaker.kind not in (Kind.PERSON, Kind.ANONYMOUS) or phrase(speaker.description or "").plural:
            return False
        return gender in ("", GENDERS[plain(pronoun)])

    def stands_for(self, speaker: Speaker) -> bool:
        """Whether it is somebody's lawyer or spokesman, who speaks of somebody else."""
        entity = self.names.find(speaker.name or "")
        nouns = {phrase(speaker.description or "").noun, *(entity.roles if entity else ())}
        return bool(nouns & words("spokespeople", "representatives"))

    def principal(self, start: int, end: int, speaker: Speaker, pronoun: str) -> Speaker | None:
        """For whom a lawyer or spokesman speaks, where the source names it and the pronoun may mean it."""
        for mention in self.names.mentions:
            entity = self.names.find(mention.name) if start <= mention.start < end else None
            if entity is None or entity.name == speaker.name or entity.kind is not Kind.PERSON:
                continue
            if entity.gender in ("", GENDERS[plain(pronoun)]):
                return Speaker(name=entity.name, kind=entity.kind)
        return None

    def subject(self, start: int, end: int) -> str | None:
        """The first one named in ``[start, end)``, or whom a pronoun at its beginning means."""
        for mention in self.names.mentions:
            if start <= mention.start < end and (entity := self.names.find(mention.name)):
                return without_article(entity.name)
        first = _WORD.match(self._text, start, end)
        if first and plain(first[0]) in GENDERS:
            return self.peek(*first.span()).speaker.name
        return None

    def _resolved(self, start: int, end: int, outer: Speaker | None, barred: Sequence[str] = ()) -> Resolved:
        owner = next((m for m in self.names.mentions if m.end == start), None)
        if owner and self._text[start:end] in _GENITIVE:
            start = owner.start
        end = start + _own_length(self._text[start:end])
        source = self._text[start:end]
        taken = plain(source).strip(" ,.:;\"'")
        if taken in _FIRST:
            return Resolved(outer, 0.9) if outer else Resolved(unnamed(source, Kind.PERSON), 0.3)
        if taken in _RELATIVE:
            return self._before_who(start)
        if taken in GENDERS:
            return self._antecedents.of(*_first_word(self._text, start, end), barred)
        found = phrase(source)
        own = re.match(r"(?:his|her|their|its|my|our) (?:own )?(\w+)$", taken)
        if own and own[1] in words("accounts") and own[1] not in _THINGS:
            return self._resolved(*_first_word(self._text, start, end), outer)
        return self._named(start, end, source, found) or self._descriptions.of(start, source, found, outer)

    def _before_who(self, start: int) -> Resolved:
        """Whom "who" means: what stands right before it."""
        near = [m for m in self.names.mentions if start - 4 <= m.end <= start]
        entity = self.names.find(near[-1].name) if near else None
        person = self._text[start : start + 3].lower() == "who"
        nobody = near and person and (entity is None or entity.kind is not Kind.PERSON)
        if nobody and (holder := self._held(near[-1].start)):
            return holder
        if near:
            return Resolved(
                Speaker(name=without_article(entity.name), kind=entity.kind)
                if entity
                else Speaker(name=near[-1].name, kind=Kind.PERSON),
                0.9,
            )
        before = self._text[max(0, start - 90) : start]
        matches = list(_NP_BEFORE.finditer(before))
        if matches:
            match = next((m for m in reversed(matches) if kind_of_noun(phrase(m[1])) in _HUMAN), matches[-1])
            begin = start - len(before) + match.start(1)
            return self._resolved(begin, begin + len(match[1]), None)
        bare = _BARE_BEFORE.search(before)
        if bare and bare[1] not in words("no_antecedents") and (kind := _kind_before(bare[1], person)):
            return Resolved(unnamed(bare[1], kind), 0.6)
        last = [
            m
            for m in self.names.mentions
            if start - 90 <= m.end <= start and "." not in self._text[m.end : start]
        ]
        if last and (entity := self.names.find(last[0].name)):
            return Resolved(Speaker(name=without_article(entity.name), kind=entity.kind), 0.6)
        return Resolved(unnamed("", Kind.ANONYMOUS), 0.2)

    def _held(self, place: int) -> Resolved | None:
        """Who is said to be in, at or of what is named at a place: "nervous officials in Velmor, who"."""
        before = self._text[max(0, place - 60) : place]
        match = _OF_PLACE.search(before)
        if match is None or not (match[1][:1].isupper() or kind_of_noun(phrase(match[1])) in _HUMAN):
            return None
        begin = place - len(before) + match.start(1)
        return self._resolved(begin, begin + len(match[1]), None)

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
            Speaker(name=without_article(entity.name), kind=entity.kind, description=rest or None)
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
            if mention.end - start == len(core):
                return mention
        for mention in inside:
            if (
                mention.end - start < len(core)
                and mention.start - start == _lead(source)
                and not source[mention.end - start :].lstrip().startswith(("'", "’", "/"))
                and not re.match(r"\s[a-z]", source[mention.end - start : len(core)])
            ):
                return mention
        noun = kind_of_noun(phrase(core))
        for mention in inside:
            entity = self.names.find(mention.name) if self._is_apposed(source, mention, start) else None
            if entity is not None and _may_be(phrase(core), noun, entity.kind):
                return mention
        return None

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
        if plain(before) in words("which_ones"):
            return ""
        return before if len(before.split()) > 1 or plain(before) in words("roles") else ""


def _kind_before(noun: str, person: bool) -> Kind | None:
    """What a noun stands for that "who" follows, or "which"; null if it doesn't tell."""
    kind = kind_of_noun(phrase(noun))
    return kind if person or kind not in (Kind.PERSON, Kind.ANONYMOUS) else Kind.ORGANIZATION


def _own_length(source: str) -> int:
    """How much of a source's words name who speaks: not "himself", "'s", "also"."""
    if pronoun := _PRONOUN.match(source):
        return pronoun.end()
    if reflexive := _REFLEXIVE.search(source):
        return reflexive.start()
    owned = re.search(r"(?<=[\w.])['’]s$|(?<=s)['’]$", source)
    return owned.start() if owned else len(source)


def _first_word(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the first word of ``[start, end)`` stands, without marks beside it ("him, himself")."""
    found = _WORD.search(text, start, end)
    return found.span() if found else (start, start)


def _core(source: str) -> str:
    """The words up to the first comma, preposition or relative."""
    match = re.search(
        r",|\s(?:of|for|at|in|from|by|who|whom|whose|with|on|which|to|and(?! [A-Z])|about)\b|\s[-–—]\s|\(",
        source,
    )
    return source[: match.start() if match and match.start() else len(source)].rstrip(" .,;:")


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
