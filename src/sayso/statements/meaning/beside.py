"""Tell whether the words beside a name call who has it by a noun: "the foreman, Rab Kinnear"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from sayso.statements.meaning.lexicon import words

#: "the" and at most one word before a noun, and what may stand between that noun and a name.
_THE_BEFORE = re.compile(r"\b[Tt]he (?P<which>[\w’'-]+ )?$")
_TO_NAME = re.compile(r", (?:[A-Z]\w+\.? ){0,2}$")
#: "the" and at most one word between a name and a noun.
_THE_AFTER = re.compile(r", the (?P<which>[\w’'-]+ )?")
#: After a noun that stands for itself, not for another: "the panel's chair", "the majority leader".
_ALONE = (
    r"(?=$|[,.;:)—–\n]|\s(?:of|for|in|at|on|by|to|with|from|near|behind|who|whose|which|that|and|but|as|is|was|has|had"
    r"|says?|said|told)\b)"
)
_END = re.compile(_ALONE)


def titles(before: str, head: str) -> bool:
    """Whether the words before a name end with the head."""
    return head in before.lower() and _ending(head).search(before) is not None


def apposes(before: str, after: str, noun: str) -> bool:
    """Whether the words around a name call it by the noun."""
    if noun not in before.lower() and noun not in after.lower():
        return False
    lead, rest = _calling(noun)
    return bool(lead.search(before) or rest.match(after))


def leads(before: str, noun: str) -> bool:
    """Whether the words before a name end with "the" noun: "the foreman, ", "the night foreman, Mr. "."""
    for at in _places(before, noun):
        the = _THE_BEFORE.search(before, 0, at)
        if the is not None and _TO_NAME.match(before, at + len(noun)):
            return _is_same(the)
    return False


def follows(after: str, noun: str) -> bool:
    """Whether "the" noun stands right after a name: ", the foreman", ", the night foreman"."""
    for at in _places(after, noun):
        the = _THE_AFTER.fullmatch(after, 0, at)
        if the is not None and _END.match(after, at + len(noun)):
            return _is_same(the)
    return False


def _places(text: str, noun: str) -> Iterator[int]:
    """Where the noun stands in the text."""
    at = text.find(noun)
    while at >= 0:
        yield at
        at = text.find(noun, at + 1)


def _is_same(the: re.Match[str]) -> bool:
    """Whether no word makes the noun another: the deputy mayor is not the mayor."""
    return not (the["which"] and _other_role().match(the.string, the.start("which")))


@cache
def _other_role() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(words('other_roles'))))})\b")


@lru_cache(maxsize=512)
def _ending(head: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(head)},? (?:[A-Z]\w+\. )?$", re.IGNORECASE)


@lru_cache(maxsize=512)
def _calling(noun: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    escaped = re.escape(noun)
    return (
        re.compile(rf"\b{escaped},? (?:the )?$", re.IGNORECASE),
        re.compile(
            rf",? (?:an?|the|which is an?|is an?|its?) (?:[\w’'-]+ ){{0,4}}?{escaped}{_ALONE}", re.IGNORECASE
        ),
    )
