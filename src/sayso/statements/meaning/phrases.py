"""Take a source's words apart: its head, what it belongs to, whether it is definite."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.model.speaker import Kind
from sayso.statements.meaning.lexicon import plain, words

_TAIL = re.compile(
    r"\s(?:of|for|at|in|from|by|who|whom|whose|with|on|that|which|to|about|close|familiar|briefed|near|against|"
    r"inside|within|involved|around|over|under|into|outside|across|between|among|speaking|including|there|here)\b"
    # a participle with what belongs to it: "a complaint unsealed Wednesday", "a nurse interviewed by"
    r"|\s(?:[a-z]+(?:ed|ught|own|oken|iven|eld|old)|made|written|seen|sent)"
    r"(?=\s(?:by|for|to|on|in|at|from|with|as|of|after|before|last|this|early|late|over|near|beside|inside|outside"
    r"|under|above|about|through|during|into|against|yesterday|today|\d|january|february|march|april|june|july"
    r"|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|,|\s*$)"
    r"|,|\s[-–—]\s|\("
)
_COUNTED = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "neither", "multiple"}
)
_INDEFINITE = frozenset({"a", "an", "one", "another", "someone", "somebody"})
#: "Kim's account", "the owners' lawyer".
_OWNED = re.compile(r"(.+?)(?:'s|(?<=s)') +(\S.*)")
_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your"}
)
#: Nouns for people by their form ("footman", "geologist", "broker").
_AGENT = re.compile(r"(?:man|woman|person|ist|[^w]er|or|ian|ee)s?$")
_KIN = re.compile(
    r"^(?:ex-)?(?:wife|husband|son|daughter|father|mother|brother|sister|uncle|aunt|cousin|widow|widower|partner|friend|grandmother|grandfather|nephew|niece)$"
)

#: A share of people: "5 percent", "nearly two thirds of voters", "a majority of them".
_SHARE = re.compile(
    r"(?:(?:only|just|nearly|almost|about|around|some|roughly|more than|less than|fewer than|over|the|an?"
    r"|another|vast|large|small|slim|clear|overwhelming|top) )*"
    r"(?:(?:[\w.-]+ ){0,2}(?:percent|per cent)\b|[\d.–-]+ ?%"
    r"|(?:half|rest|majority|minority|plurality|percentage|number|handful) of\b"
    r"|\w+[- ](?:thirds|quarters|fifths) of\b"
    r"|\w+ (?:out of|of|in) (?:every )?(?:\d{1,2}|two|three|four|five|ten)\b|(?:those|these)(?: \w+ed)?$)"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source's words: lower case and straight; ``head`` its head noun phrase without determiner.

    ``owner`` are the words before a possessive ("Kim" in "Kim's account"), ``noun`` the last word
    of the head, ``definite`` whether it begins with "the" or a possessive.
    """

    text: str
    head: str
    noun: str
    owner: str
    definite: bool
    indefinite: bool
    plural: bool
    unnamed: bool


@lru_cache(maxsize=2048)
def phrase(source: str) -> Phrase:
    """The parts of a source's words."""
    text = plain(source).strip(" ,.;:\"'-–—")
    lead = re.match(r"(?:an?|the|his|her|its|their|one|two|some|another) ", text)
    match = _TAIL.search(f"{text} ", lead.end() if lead else 0)
    core = text[: match.start()] if match and match.start() > 0 else text
    owner = ""
    owned = _OWNED.match(core)
    if owned:
        owner, core = owned[1], owned[2]
    taken = core.split()
    first = taken[0] if taken else ""
    while (
        taken
        and taken[0]
        in _DEFINITE | _INDEFINITE | words("quantities") | {"no", "each", "every", "any", "neither"}
        and len(taken) > 1
    ):
        taken.pop(0)
    noun = taken[-1] if taken else ""
    return Phrase(
        text=text,
        head=" ".join(taken),
        noun=noun,
        owner=owner,
        definite=first in _DEFINITE or bool(owner),
        indefinite=first in _INDEFINITE,
        unnamed=first in _INDEFINITE or first in words("counts"),
        plural=first in words("quantities")
        or (noun.endswith("s") and not noun.endswith("ss"))
        or noun == "people",
    )


@lru_cache(maxsize=2048)
def kind_of_noun(found: Phrase) -> Kind | None:
    """What sort of speaker a phrase without a name is, by its head noun; null if that doesn't tell."""
    head = _longest(found.head)
    if _SHARE.match(found.text) or found.text in words("anybody"):
        return Kind.GROUP
    if _is_anonymous(found, head):
        return Kind.ANONYMOUS
    things = ("documents", "outlet_nouns", "organizations", "groups")
    listed = words("roles", "anonymous", "epithets")
    human = any(h in listed for h in head) or (
        _AGENT.search(found.noun) is not None and not any(h in words(name) for name in things for h in head)
    )
    if (human or _is_who(found)) and found.unnamed:
        return Kind.ANONYMOUS
    if found.unnamed and found.plural and found.text.split()[0] in _COUNTED and found.noun in words("groups"):
        return Kind.ANONYMOUS
    for name, kind in (
        ("documents", Kind.DOCUMENT),
        ("outlet_nouns", Kind.OUTLET),
        ("groups", Kind.GROUP),
        ("organizations", Kind.ORGANIZATION),
    ):
        if any(h in words(name) for h in head):
            return Kind.ORGANIZATION if name == "groups" and found.noun == "police" else kind
    if any(h in words("roles") for h in head) or any(h in words("anonymous") for h in head):
        return Kind.GROUP if found.plural else Kind.PERSON
    if found.plural:
        return Kind.ORGANIZATION if found.noun[:-1] in words("organizations") else Kind.GROUP
    return Kind.PERSON if human or _KIN.search(found.noun) else None


def _is_who(found: Phrase) -> bool:
    """Whether a relative clause right after the head tells that it is a person."""
    return f"{found.noun} who " in found.text or f"{found.noun}, who " in found.text


def _is_anonymous(found: Phrase, head: tuple[str, ...]) -> bool:
    """Whether the text hides who it is: a spokesperson without a name, "officials", "a person close to"."""
    if any(h in words("spokespeople") for h in head):
        return True
    if any(sign in found.text for sign in words("anonymity")):
        return not any(h in words("documents") for h in head)
    return any(h in words("hidden") for h in head)


def _longest(head: str) -> tuple[str, ...]:
    """The endings of a head, longest first: "chief executive", "executive"."""
    taken = head.split()
    return tuple(" ".join(taken[-n:]) for n in range(min(4, len(taken)), 0, -1))


def role_in(found: Phrase) -> str:
    """The role that a head names ("the attorney general" gives "attorney general"), or nothing."""
    taken = found.head.split()
    for begin in range(len(taken)):
        if " ".join(taken[begin:]) in words("roles"):
            return " ".join(taken[begin:])
    return ""
