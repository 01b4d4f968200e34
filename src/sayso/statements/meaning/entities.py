"""Group the names of a document into those who bear them: whole names, kinds, roles, gender."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sayso.model.speaker import Kind
from sayso.statements.meaning.headlines import in_headlines
from sayso.statements.meaning.lexicon import plain, words
from sayso.statements.meaning.mentions import (
    POSSESSIVE,
    Mention,
    is_organization,
    mentions,
    without_plain_words,
)

_NEXT_PRONOUN = re.compile(r"[^.;\"“”A-Z]*?\b(its|itself|he|his|him|she|her|they|their|who)\b")
#: The first pronoun after a name in its clause, where it may mean the name: no object ("told her"), and
#: none of the next clause ("asked if she believed Holm, she said").
_OWN_PRONOUN = re.compile(
    r"(?!,(?! (?:who|whose|\d+,)))(?![^.;\"“”A-Z]*?\b(?:him|her(?! [a-z]))\b)"
    r"[^.;\"“”A-Z]*?"
    r"\b(he|his|himself|she|her(?= (?!to\b|that\b|the\b|not\b|he\b|in\b|on\b|by\b)[a-z])|herself)\b"
)
#: A station's letters: "KSLT-TV", "WBUR".
_CALL_SIGN = re.compile(r"(?:[KW][A-Z]{2,3}-(?:TV|FM|AM)|[A-Z]{2,5}-TV)$")
#: What the subject of a clause goes on with, and no apposition.
_DOES = re.compile(
    r"(?:also|then|said|says|told|tells|add(?:s|ed)|is|was|ha[sd]|did|does|will|would|could|may|can)$"
)
#: What follows a family name and is none.
_SUFFIX = re.compile(r"(?<=\w),? (?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|from|near|across|into|around|outside|through)\s$")
_OUTLET_BEFORE = re.compile(
    r"\b(?:newspaper|site|website|broadcaster|magazine|news agency|wire service|daily|weekly|podcast|"
    r"programme|newsletter|tabloid|paper|channel|radio station|television station|newswire),? (?:the )?$",
    re.IGNORECASE,
)
_OUTLET_AFTER = re.compile(
    r", (?:an?|the|its) (?:[\w-]+ ){0,3}(?:newspaper|website|news site|broadcaster|magazine|news agency|"
    r"wire service|daily|weekly|podcast|newsletter|tabloid|journal)\b"
)
#: Who is told something in print, without being introduced, is an outlet ("told Match Hour on Monday").
_TOLD = re.compile(r"\b(?:told|tells|interview with|speaking to|writing to|writing in) (?:[Tt]he )?$")
_TOLD_END = re.compile(
    r"[.,;:]|\s(?:that|on|in|at|he|she|they|it|there|the|an?|his|her|their|last|this|earlier|yesterday|during|after"
    r"|before|by|from|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"(?:,[^,.]{1,40},)?\s(?:first |also |has |had )?(?:reported|reports|published)\b"
    r"|, which (?:first )?(?:reported|published|obtained)\b"
)


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what is named: the fullest name, its kind, its roles, the places of its mentions, and
    the names that they call it by."""

    name: str
    kind: Kind
    gender: str
    roles: tuple[str, ...]
    places: tuple[int, ...]
    called: tuple[str, ...] = ()


class Names:
    """The entities of one document."""

    def __init__(self, text: str, parts: Sequence[tuple[int, int]], publisher: str | None) -> None:
        self._text = text
        self._publisher = publisher
        found = [m for start, end in parts for m in mentions(text, start, end)]
        self.mentions = tuple(without_plain_words(text, list(in_headlines(text, parts, found))))

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """The entities in the order of their first mention; the publisher last where it is not named."""
        found = tuple(_entities(self._text, self.mentions, self._publisher))
        if self._publisher and not any(_bare(e.name) == _bare(self._publisher) for e in found):
            found = (*found, Entity(self._publisher, Kind.OUTLET, "", (), ()))
        return found

    @cached_property
    def _by_name(self) -> dict[str, Entity]:
        """Entities by each way they are named: the whole name, the last, an outlet's last, letters."""
        found: dict[str, Entity] = {}
        for entity in self.entities:
            for alias in _aliases(entity):
                found.setdefault(alias, entity)
        for entity in self.entities:
            for called in entity.called:
                found.setdefault(plain(called), entity)
        return found

    def find(self, name: str) -> Entity | None:
        """The entity that a name stands for in this document."""
        looked = plain(POSSESSIVE.sub("", name))
        found = self._by_name.get(looked)
        if found is None and looked.startswith("the "):
            found = self._by_name.get(looked[4:])
        return found


@lru_cache(maxsize=2048)
def kind_of(name: str, *, article: bool = False, role: str = "") -> Kind:
    """What a capitalised name names, by its own words."""
    taken = plain(name)
    parts = taken.split()
    if not parts:
        return Kind.PERSON
    if taken in words("outlets") or f"the {taken}" in words("outlets") or _CALL_SIGN.match(name):
        return Kind.OUTLET
    given = parts[0] in words("male") or parts[0] in words("female")
    if taken.removeprefix("the ") in words("places"):
        return Kind.ORGANIZATION
    if role or (given and len(parts) > 1 and not is_organization(parts[1:])):
        return Kind.PERSON
    if parts[0] in words("roles") and " of " in taken:
        return Kind.PERSON
    if (
        parts[-1] in words("outlet_words") or parts[0] in ("radio", "channel", "sky", "daily", "weekly")
    ) and (article or len(parts) > 1):
        return Kind.OUTLET
    if parts[-1] in words("document_words") and (article or len(parts) > 1):
        return Kind.DOCUMENT
    if is_organization(parts) or " of " in f" {taken} " or " for " in f" {taken} ":
        return Kind.ORGANIZATION
    if name.isupper() and 2 <= len(name) <= 6 and len(parts) == 1:
        return Kind.ORGANIZATION
    return Kind.ORGANIZATION if article else Kind.PERSON


def _entities(text: str, found: Sequence[Mention], publisher: str | None) -> Iterator[Entity]:
    """Mentions grouped under their fullest names."""
    groups: dict[str, list[Mention]] = {}
    full = list(dict.fromkeys(m.name for m in found if " " in m.name))
    if publisher:
        full.append(publisher)
    beginning, ending = _by_word(full, _first), _by_word(full, _family)
    apart = {m.name for m in found if " " not in m.name and _is_another(m, ending.get(m.name, ()))}
    for mention in found:
        begins = beginning.get(mention.name, ())
        ends = ending.get(_family(mention.name), ())
        name = mention.name if mention.name in apart else _fullest(mention, begins, ends)
        groups.setdefault(name, []).append(mention)
    for name, members in groups.items():
        roles = tuple(
            dict.fromkeys(
                r for m in members for r in (m.role, _apposed(text, m), _before_comma(text, m)) if r
            )
        )
        if " of " in name and name.split()[0].lower() in words("roles"):
            roles = (*roles, name.split()[0].lower())
        article = sum(m.article for m in members) * 2 > len(members)
        titled = next((m.role for m in members if m.role), "")
        kind = kind_of(name, article=article, role=titled)
        if (
            kind is Kind.PERSON
            and not roles
            and not _given_gender(name)
            and (_is_it(text, members) or _is_place(text, members))
        ):
            kind = Kind.ORGANIZATION
        if kind is Kind.PERSON and not _given_gender(name) and any(_is_called_body(text, m) for m in members):
            kind = Kind.ORGANIZATION
        if _is_called_outlet(text, members) or (
            not roles and _is_used_as_outlet(text, name, members, kind, article)
        ):
            kind = Kind.OUTLET
        if publisher and _bare(name) == _bare(publisher):
            kind = Kind.OUTLET
        gender = _gender(name, roles, text, members) if kind is Kind.PERSON else ""
        shown = f"The {name}" if article and kind is Kind.OUTLET and _the(text, members) else name
        called = tuple(dict.fromkeys(m.name for m in members if m.name != name))
        yield Entity(shown, kind, gender, roles, tuple(m.start for m in members), called)


def _is_called_outlet(text: str, members: Sequence[Mention]) -> bool:
    """Whether the text says that it is one: "the broadcaster Alpkanal", "Alpkanal, a broadcaster"."""
    return any(
        _OUTLET_BEFORE.search(text[max(0, m.start - 24) : m.start])
        or _OUTLET_AFTER.match(text[m.end : m.end + 60])
        for m in members
    )


def _is_called_body(text: str, mention: Mention) -> bool:
    """Whether the text calls it a company where it names it: "the supplier, Minera Alta"."""
    match = re.search(
        r"(?:\b(?:the|its|their)|[’']s?) (?:[\w-]+ ){0,2}([\w-]+), $",
        text[max(0, mention.start - 60) : mention.start],
        re.IGNORECASE,
    )
    return match is not None and match[1].lower() in words("companies")


def _is_used_as_outlet(text: str, name: str, members: Sequence[Mention], kind: Kind, article: bool) -> bool:
    """Whether a name that nothing shows to be anybody else's is told things, or reports them."""
    parts = name.split()
    if (
        kind is Kind.OUTLET
        or is_organization(parts[-1:])
        or " of " in name
        or _given_gender(name)
        or name.isupper()
    ):
        return False
    if not article and len(parts) == 1:
        return False
    for member in members:
        after = text[member.end : member.end + 60]
        if article and _REPORTS.match(after):
            return True
        if _TOLD.search(text[max(0, member.start - 20) : member.start]) and _TOLD_END.match(after):
            return not _gender(name, (), text, [m for m in members if m is not member])
    return False


def _the(text: str, members: Sequence[Mention]) -> bool:
    """Whether the outlet's own name begins with "The": written so inside a sentence."""
    return any(
        text[m.start - 4 : m.start] == "The "
        and text[m.start - 6 : m.start - 4].strip(" \n") not in ("", ".", "”", '"')
        for m in members
        if m.start >= 6
    )


def _by_word(full: Sequence[str], word: Callable[[str], str]) -> dict[str, list[str]]:
    """Names by one of their words."""
    found: dict[str, list[str]] = {}
    for name in full:
        found.setdefault(word(name), []).append(name)
    return found


def _first(name: str) -> str:
    return name.split(" ", 1)[0]


def _family(name: str) -> str:
    """The last word of a name, "Jr." and "III" aside."""
    return _SUFFIX.sub("", name).rsplit(" ", 1)[-1]


def _fullest(mention: Mention, beginning: Sequence[str], ending: Sequence[str]) -> str:
    """The first longer name of the document that ends, or for a given name begins, with this one.

    Args:
        mention: the name.
        beginning: the document's longer names with this one as their first word.
        ending: those that end with the same word as this one.
    """
    name = mention.name
    if " " in name:
        longer = [f for f in ending if f != name and len(f) > len(name) and f.endswith(f" {name}")]
        return longer[0] if longer and kind_of(name) is Kind.PERSON else name
    if name.lower() in words("organization_words") and not mention.role:
        named = {f for f in ending if f != name and f.endswith(f" {name}")}
        return named.pop() if len(named) == 1 and not mention.article else name
    ends = [f for f in ending if kind_of(f) is not Kind.ORGANIZATION or mention.article]
    if mention.role in words("male_words", "female_words"):
        fits = [f for f in ends if _given_gender(f) in ("", _word_gender(mention.role))]
        ends = fits or ends
    if ends:
        return ends[0]
    begins = [f for f in beginning if _may_shorten(f)]
    return begins[0] if len(set(begins)) == 1 else name


def _is_another(mention: Mention, ending: Sequence[str]) -> bool:
    """Whether a title tells that a family name is none of theirs: "Mr. Lee" beside "Ana Lee" only."""
    gender = _word_gender(mention.role)
    people = [f for f in ending if kind_of(f) is Kind.PERSON]
    return bool(gender and people) and not any(_given_gender(f) in ("", gender) for f in people)


def _may_shorten(full: str) -> bool:
    """Whether the first word alone may stand for the name: a person's, or "Fenwick" for "Fenwick Trust"."""
    kind, first = kind_of(full), full.split(" ", 1)[0].lower()
    if kind is Kind.PERSON:
        return True
    taken = full.split(" ")
    plain_first = first in words("first_words") or first in words("organization_words")
    return kind is Kind.ORGANIZATION and len(taken) < 4 and not plain_first and " of " not in full


def _apposed(text: str, mention: Mention) -> str:
    """The role right after a name: "Ana Ruiz, the mayor of Port Ellis,"."""
    after = text[mention.end : mention.end + 90]
    match = re.match(
        r",? (?:who (?:is|was|has been) )?,?(?:\d+, )?(?:the |a |an |its |his |her |their |then |now )?"
        r"([^,.;:—–\"“”]{3,70})",
        after,
    )
    if not after.startswith((",", " who is", " who was")) or match is None or after.startswith(", as "):
        return ""
    taken = plain(match[1]).split()
    for begin in range(min(6, len(taken))):
        if begin and taken[begin - 1] in ("the", "a", "an"):
            break  # an object of what the name does: "quoted the engineer"
        for size in (4, 3, 2, 1):
            if " ".join(taken[begin : begin + size]) in words("roles"):
                if _DOES.match(" ".join(taken[begin + size : begin + size + 1])):
                    return ""  # "in Velmor, the mayor said"
                return " ".join(taken[begin : begin + size])
    return ""


def _before_comma(text: str, mention: Mention) -> str:
    """The role before a name and a comma: "the attorney general, Ana Ruiz,"."""
    before = text[max(0, mention.start - 80) : mention.start]
    match = re.search(
        r"(?:\b(?:the|its|his|her|their|a|an|our)\s|['’]s?\s)([^,.;:—–\"“”]{3,70}), $",
        before,
        re.IGNORECASE,
    )
    if match is None:
        return ""
    taken = re.split(r"\s(?:of|for|at|in|from)\s", plain(match[1]))[0].split()
    for begin in range(len(taken)):
        if " ".join(taken[begin:]) in words("roles"):
            return " ".join(taken[begin:])
    return ""


def _is_place(text: str, members: Sequence[Mention]) -> bool:
    """Whether each mention stands after a preposition of place."""
    return all(_PLACE_BEFORE.search(text[max(0, m.start - 8) : m.start]) for m in members)


def _is_it(text: str, members: Sequence[Mention]) -> bool:
    """Whether the first pronoun that follows the name in its sentence is "its"."""
    found = (
        _NEXT_PRONOUN.match(text[m.end : m.end + 80])
        for m in members[:4]
        if not re.match(r", (?:then|now|the|an?|who)\b", text[m.end : m.end + 8])
    )
    return any(match is not None and match[1].startswith("it") for match in found)


def _aliases(entity: Entity) -> Iterator[str]:
    name = plain(entity.name)
    bare = name.removeprefix("the ")
    yield name
    yield bare
    parts = bare.split()
    if entity.kind is Kind.PERSON and len(parts) > 1:
        yield _family(bare)
        if len(parts) > 2 and parts[-2] in words("particles"):
            yield " ".join(parts[-2:])
        if parts[0] in words("male") or parts[0] in words("female"):
            yield parts[0]
    elif entity.kind is Kind.OUTLET and len(parts) > 1:
        yield parts[-1]
    elif len(parts) > 1:
        capitals = "".join(p[0] for p in entity.name.split() if p[:1].isupper()).lower()
        if len(capitals) > 1:
            yield capitals


def _gender(name: str, roles: Sequence[str], text: str, members: Sequence[Mention]) -> str:
    """ "m", "f" or "": by title, by given name, by a pronoun that can mean nobody else."""
    for role in roles:
        if found := _word_gender(role):
            return found
    if found := _given_gender(name):
        return found
    votes: Counter[str] = Counter()
    for member in members[:4]:
        after = text[member.end : member.end + 60]
        match = _OWN_PRONOUN.match(after)
        if match:
            votes["m" if match[1] in ("he", "his", "himself") else "f"] += 1
    return votes.most_common(1)[0][0] if votes else ""


def _bare(name: str) -> str:
    return plain(name).removeprefix("the ")


def _word_gender(role: str) -> str:
    taken = set(role.split())
    return "m" if taken & words("male_words") else "f" if taken & words("female_words") else ""


def _given_gender(name: str) -> str:
    parts = plain(name).split()
    if len(parts) < 2:
        return ""
    first = parts[0].split("-")[0]
    return "m" if first in words("male") else "f" if first in words("female") else ""
