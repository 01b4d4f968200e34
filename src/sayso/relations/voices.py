"""Who says that a claim is so: every voice in every article, with the way that it came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from sayso.model.attribution import Form
from sayso.model.reading import Reading
from sayso.model.speaker import Kind, Link
from sayso.model.statement import Act, Statement
from sayso.relations.lexicon import patterns, plain, table, words
from sayso.relations.proposition import Proposition, proposition, senses, stem
from sayso.relations.propositions import LONGEST, denying
from sayso.relations.propositions_kept import kept
from sayso.relations.unwrap import unwrap

#: How much of a claim's words a content has to have, to assert it.
_COVERED = 0.6
#: Of a claim of few words, more of them count.
_FEW, _COVERED_FEW = 5, 0.76
_NOT_ASSERTED = frozenset({Act.DECLINE, Act.NOT_RECALL, Act.ASK, Act.URGE, Act.RETRACT, Act.CORRECT})
_NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_NAME = r"[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+)+"
_SEVERAL = re.compile(rf"{_NAME}(?:, {_NAME})*,? and {_NAME}")


class Sort(StrEnum):
    """What an origin is."""

    PERSON = "person"
    BODY = "body"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One statement of a claim: who says it (an outlet, if it only relays), where, and through whom.

    ``many`` is how many people the source is ("two officials"), ``apart`` whether the text tells them
    apart from one before ("a second official"). ``through`` are the outlets between, outermost first;
    ``told_here`` whether it is said to have told the article's own outlet.
    """

    article: int
    outlet: str
    statement: str
    sort: Sort
    name: str
    description: str
    through: tuple[str, ...] = ()
    many: int = 1
    apart: bool = False
    told_here: bool = False

    @property
    def shown(self) -> str:
        """The source's name, or the words that describe it."""
        return self.name or self.description


def voices(claim: str, readings: Sequence[Reading]) -> list[Voice]:
    """The voices that assert the claim, in the order of the articles."""
    wanted = proposition(claim)
    found: list[Voice] = []
    outlets = frozenset(
        key for r in readings for key in (outlet_key(r.document.publisher), *relays(r)) if key
    )
    for number, reading in enumerate(readings):
        saying = [s for s in reading.statements if asserts(wanted, s, reading.document.text)]
        saying = [s for s in saying if not _in_title(reading, s)] or saying
        own = [
            (s, voice)
            for s in saying
            for voice in _each(_voice(number, reading, s, outlets), s)
            if not any(_holds(s, other) for other in saying if other is not s)
        ]
        found.extend(v for s, v in own if not any(_passed_on(s, v, t, w) for t, w in own if t is not s))
    return found


def _in_title(reading: Reading, statement: Statement) -> bool:
    """Whether it stands in the headline, which only tells what the text does."""
    title = reading.document.title_span
    return title is not None and title.start <= statement.content.start < title.end


def asserts(claim: Proposition, statement: Statement, around: str = "") -> bool:
    """Whether the statement says that the claim is so; ``around`` is the text of its article, which
    tells whom a pronoun can mean.
    """
    if statement.act in _NOT_ASSERTED or statement.negated or not statement.content:
        return False
    if not (statement.source or statement.speaker.name or statement.speaker.description):
        return False  # nobody is said to say so
    said = any(
        _covers(claim, p, around) and _denied(statement, p) == claim.negated for p in _pieces(statement)
    )
    return said and not patterns("lines.toml", "own_words").search(plain(statement.source.text))


def denies(claim: Proposition, statement: Statement) -> bool:
    """Whether the statement says that the claim is not so."""
    return any(
        _covers(claim, p) and (statement.act is Act.RETRACT or _denied(statement, p) != claim.negated)
        for p in _pieces(statement)
    )


def _denied(statement: Statement, said: Proposition) -> bool:
    """Whether the statement says that it was not so: by its words ("was never told"), or by its cue
    ("denied that …"), or by words that are none of its own proposition's ("it is a lie that …").
    """
    if statement.act is not Act.DENY:
        return said.negated
    quoted = statement.form is Form.DIRECT  # “I did not,” he denied
    return not (said.negated and not quoted and denying(statement))


def _pieces(statement: Statement) -> tuple[Proposition, ...]:
    """The propositions of a content's pieces: what lies between them is not the source's."""
    return _propositions(statement.content.text, statement.form is Form.INDIRECT)


@lru_cache(maxsize=8192)
def _propositions(content: str, indirect: bool) -> tuple[Proposition, ...]:
    pieces = content[:LONGEST].split(" … ")
    if len(pieces) > 1 and indirect:
        pieces.append(" ".join(pieces))  # "The wall, the surveyor said, was cracked"
    told = (_told(piece) for piece in pieces)
    return tuple(kept(piece.strip("“”\"' ")) for piece in told if piece.strip())


def _told(piece: str) -> str:
    """What a piece says, without what it only asks."""
    asked = patterns("lines.toml", "open_question").search(piece)
    return piece[: asked.start()] if asked else piece


def _covers(claim: Proposition, said: Proposition, around: str = "") -> bool:
    enough = _COVERED if len(claim.stems) > _FEW else _COVERED_FEW
    return covered(claim, said, around) >= enough and not times_differ(claim, said)


def covered(claim: Proposition, said: Proposition, around: str = "") -> float:
    """The share of a claim's words that are spoken of, by themselves or by a word of their sense.

    A pronoun as the subject stands for the claim's, where that is spoken of in the text ``around`` it.
    """
    spoken = said.stems
    if "-" in said.text:
        spoken |= {stem(part) for word in said.text.split() for part in _joined(word)}
    if said.pronoun and stems_of(around).issuperset(claim.subject):
        spoken |= frozenset(claim.subject)
    left = claim.stems - spoken
    meant = sum(1 for s in left if s not in claim.names and not senses(s).isdisjoint(spoken))
    return (len(claim.stems) - len(left) + meant) / max(len(claim.stems), 1)


def _joined(word: str) -> list[str]:
    """The parts of a word that hyphens join; of another word none."""
    return word.strip('.,“”"').split("-") if "-" in word else []


def times_differ(one: Proposition, other: Proposition) -> bool:
    """Whether both name a time of a sort (a month, a weekday), and not the same."""
    return any(not other.times.get(sort, found) & found for sort, found in one.times.items())


def _holds(outer: Statement, inner: Statement) -> bool:
    """Whether the outer one's words are what the inner one's source is said to have said."""
    return bool(inner.cue) and inner.cue.within(outer.content) and inner.content.within(outer.content)


def _passed_on(outer: Statement, relay: Voice, inner: Statement, voice: Voice) -> bool:
    """Whether the outer one is an outlet's report of what the inner one's source said."""
    if relay.sort is not Sort.OUTLET or relay.name not in voice.through:
        return False
    return any(a.overlaps(b) for a in outer.content.spans for b in inner.content.spans)


def _each(voice: Voice, statement: Statement) -> list[Voice]:
    """A voice for each of several named together: "the passengers Nora Falk and Erik Stam"."""
    several = _SEVERAL.search(statement.source.text)
    if several is None or voice.sort is not Sort.PERSON or voice.name not in several[0]:
        return [voice]
    names = [name for name in re.split(r",? and |, ", several[0]) if name]
    return [replace(voice, name=name, description="") for name in names]


def _voice(number: int, reading: Reading, statement: Statement, outlets: frozenset[str]) -> Voice:
    own = outlet_key(reading.document.publisher)
    *before, last = statement.chain or (Link(name=None, kind=Kind.ANONYMOUS, description=None, text=""),)
    through = [outlet_key(link.name) for link in before if link.kind is Kind.OUTLET and link.name]
    through = [key for i, key in enumerate(through) if key != own and key not in through[:i]]
    lead = outlet_key(unwrap(statement.content.text).speaker)
    if lead in relays(reading) and lead not in through:
        through = [lead, *through]
    if told_here := _told_here(own, statement):
        through = []
    description = last.description or last.text
    sort, name = _sort(last, description)
    if sort is Sort.DOCUMENT and (carrier := _carrier(plain(description), outlets)):
        last, sort = replace(last, name=carrier), Sort.OUTLET
    if sort is Sort.OUTLET:
        name = outlet_key(last.name)
        through = [key for key in through if key != name]
    return Voice(
        article=number,
        outlet=own or f"article {number + 1}",
        statement=statement.id,
        sort=sort,
        name=name,
        description=description,
        through=tuple(through),
        many=_how_many(description) if sort is Sort.ANONYMOUS else 1,
        told_here=told_here,
        apart=patterns("lines.toml", "apart").search(plain(description)) is not None,
    )


def _told_here(own: str, statement: Statement) -> bool:
    """Whether the source told the outlet itself: "told the Courier" in the Dorne Courier."""
    to = statement.addressee
    keys = {outlet_key(to.name), outlet_key(to.text)} - {""} if to else set()
    return bool(own) and any(own == key or own.endswith(f" {key}") for key in keys)


def _carrier(description: str, outlets: frozenset[str]) -> str:
    """The outlet whose report a description speaks of: "an article in the Herald", "the Herald's report"."""
    found = patterns("lines.toml", "outlet_report").search(description)
    named = outlet_key(found["outlet"] or found["outlet2"]) if found else ""
    return (
        next((key for key in sorted(outlets) if key == named or key.endswith(f" {named}")), "")
        if named
        else ""
    )


def _sort(link: Link, description: str) -> tuple[Sort, str]:
    """What the last of a chain is, and its name; a spokesperson is the body that they speak for."""
    if link.kind is Kind.OUTLET and link.name:
        return Sort.OUTLET, link.name
    if link.kind is Kind.DOCUMENT:
        return Sort.DOCUMENT, link.name or ""
    body = patterns("lines.toml", "speaks_for").search(plain(description))
    if body and (named := body["body"] or body["body2"]):
        return Sort.BODY, named
    if link.name:
        return (Sort.BODY if link.kind in (Kind.ORGANIZATION, Kind.GROUP) else Sort.PERSON), link.name
    if link.kind is Kind.ORGANIZATION and not patterns("lines.toml", "one_of").search(plain(description)):
        return Sort.BODY, re.sub(r"^(?:the|its|his|her|their) ", "", plain(description))
    return Sort.ANONYMOUS, ""


def _how_many(description: str) -> int:
    for word in _WORD.findall(plain(description))[:3]:
        if word in _NUMBERS:
            return max(1, _NUMBERS.index(word))
        if word.isdigit():
            return max(1, min(int(word), 50))
    return 1


def relays(reading: Reading) -> frozenset[str]:
    """The outlets that an article passes anything on from."""
    links = (link for s in reading.statements for link in s.chain if link.kind is Kind.OUTLET)
    return frozenset(outlet_key(link.name) for link in links) - {outlet_key(reading.document.publisher)}


def outlet_key(name: str | None) -> str:
    """An outlet's name for comparing: lower case, without "the"."""
    return plain(name or "").removeprefix("the ")


@lru_cache(maxsize=4096)
def stems_of(text: str) -> frozenset[str]:
    """The content words of a description, as stems."""
    function = words("grammar.toml", "function")
    return frozenset(stem(w) for w in _WORD.findall(plain(text)) if w.removesuffix("'s") not in function)


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one person's: the one ends as the other does ("Sexton Bruno Hallas")."""
    a, b = plain(one).split(), plain(other).split()
    short, long = sorted((a, b), key=len)
    return bool(short) and long[-len(short) :] == short


def withdrawn(claim: str, readings: Sequence[Reading], found: Iterable[Voice]) -> set[str]:
    """The statements that their speaker or their outlet took back, and those that relayed them."""
    wanted = proposition(claim)
    spoken = list(found)
    gone: set[str] = set()
    for number, reading in enumerate(readings):
        gone |= set(_by_speaker(wanted, number, reading, readings, spoken))
        gone |= set(_by_outlet(wanted, number, reading, readings, spoken))
    return gone


def _by_speaker(
    claim: Proposition, number: int, reading: Reading, readings: Sequence[Reading], found: list[Voice]
) -> Iterator[str]:
    for statement in reading.statements:
        name = statement.speaker.name
        if not name or not denies(claim, statement):
            continue
        for voice in found:
            earlier = _day(readings[voice.article]) <= _day(reading) and voice.article != number
            if voice.sort is Sort.PERSON and same_name(voice.name, name) and earlier:
                yield voice.statement


def _by_outlet(
    claim: Proposition, number: int, reading: Reading, readings: Sequence[Reading], found: list[Voice]
) -> Iterator[str]:
    looked = plain(reading.document.text)
    if not patterns("lines.toml", "withdraws").search(looked):
        return
    about = stems_of(reading.document.text)
    if len(claim.stems & about) < _COVERED * len(claim.stems):
        return
    owners = {outlet_key(reading.document.publisher), *_who_withdraws(looked, found)}
    for voice in found:
        if voice.article == number:
            yield voice.statement
        mentioned = bool(stems_of(voice.shown) & about) or voice.sort is Sort.OUTLET
        passed = {voice.outlet, *voice.through, *([voice.name] if voice.sort is Sort.OUTLET else [])}
        if owners & passed and mentioned and _day(readings[voice.article]) <= _day(reading):
            yield voice.statement


def _who_withdraws(looked: str, found: Iterable[Voice]) -> Iterator[str]:
    """The outlets of which a text says that they took a report back."""
    verbs = "|".join(table("lines.toml")["withdrew"])
    for key in {k for v in found for k in (v.outlet, *v.through, v.name if v.sort is Sort.OUTLET else "")}:
        if key and re.search(rf"\b{re.escape(key)} (?:has |had |have )?(?:{verbs})\b", looked):
            yield key


def _day(reading: Reading) -> str:
    return (reading.document.published or "")[:10]
