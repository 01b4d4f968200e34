"""The kinds, days and counts of the ledger in words for people."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from urllib.parse import quote

from sayso.ledger.records import Recorded
from sayso.model.relation import RelationKind
from sayso.model.speaker import Kind, Link, Speaker
from sayso.model.statement import Act, Certainty, Statement
from sayso.relations.voices import Sort
from sayso.statements.meaning.phrases import phrase
from sayso.views.listing import speaker_line
from sayso.views.shown import brief, shown

ACTS = {
    Act.ASSERT: "says",
    Act.DENY: "denies",
    Act.CONFIRM: "confirms",
    Act.DECLINE: "does not answer",
    Act.NOT_RECALL: "does not recall",
    Act.ACCUSE: "accuses",
    Act.CORRECT: "corrects",
    Act.RETRACT: "takes back",
    Act.PROMISE: "promises",
    Act.ASK: "asks",
    Act.URGE: "urges",
    Act.OPINE: "thinks",
}
#: The same of what the text denies to have been said.
DENIED_ACTS = {
    Act.ASSERT: "does not say",
    Act.DENY: "does not deny",
    Act.CONFIRM: "does not confirm",
    Act.DECLINE: "does not refuse to answer",
    Act.NOT_RECALL: "does not say not to recall",
    Act.ACCUSE: "does not accuse",
    Act.CORRECT: "does not correct",
    Act.RETRACT: "does not take back",
    Act.PROMISE: "does not promise",
    Act.ASK: "does not ask",
    Act.URGE: "does not urge",
    Act.OPINE: "does not think",
}
#: The few sorts of acts that the pages tell apart by colour, always with the word beside it.
FAMILIES = {
    Act.ASSERT: "says",
    Act.CONFIRM: "says",
    Act.ACCUSE: "says",
    Act.DENY: "denies",
    Act.CORRECT: "denies",
    Act.RETRACT: "denies",
    Act.DECLINE: "silent",
    Act.NOT_RECALL: "silent",
    Act.OPINE: "thinks",
    Act.PROMISE: "thinks",
    Act.ASK: "thinks",
    Act.URGE: "thinks",
}
FAMILY_WORDS = {
    "says": "says, confirms, accuses",
    "denies": "denies, corrects, takes back",
    "silent": "does not answer",
    "thinks": "thinks, asks, promises",
}
RELATIONS = {
    RelationKind.SUPPORTS: ("supports", "is supported by"),
    RelationKind.CONTRADICTS: ("contradicts", "is contradicted by"),
    RelationKind.REPEATS: ("repeats", "is repeated by"),
    RelationKind.DISPUTES: ("disputes", "is disputed by"),
    RelationKind.CORRECTS: ("corrects", "is corrected by"),
    RelationKind.RETRACTS: ("takes back", "is taken back by"),
    RelationKind.EVADES: ("does not answer", "is not answered by"),
    RelationKind.MISSES: ("misses", "is missed by the denial of"),
    RelationKind.UNRELATED: ("is about something else than", "is about something else than"),
}
KINDS = {
    Kind.PERSON: "person",
    Kind.ORGANIZATION: "organisation",
    Kind.GROUP: "group",
    Kind.DOCUMENT: "document",
    Kind.OUTLET: "outlet",
    Kind.ANONYMOUS: "unnamed",
}
SORTS = {
    Sort.PERSON: "person",
    Sort.BODY: "body",
    Sort.DOCUMENT: "document",
    Sort.ANONYMOUS: "anonymous",
    Sort.OUTLET: "no origin told",
}
CERTAINTIES = {
    Certainty.CERTAIN: "certain",
    Certainty.PROBABLE: "probable",
    Certainty.POSSIBLE: "possible",
    Certainty.UNKNOWN: "not told",
}
FORMS = {"direct": "quoted", "indirect": "retold", "mixed": "retold, partly quoted"}

_MANY = (Kind.ANONYMOUS, Kind.GROUP, Kind.PERSON)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def act(statement: Statement) -> str:
    """What is done by saying it: "denies"; of what the text says nobody said, "does not deny"."""
    verb = (DENIED_ACTS if statement.negated else ACTS)[statement.act]
    return _of_many(verb) if _are_many(statement.speaker) else verb


def _are_many(speaker: Speaker) -> bool:
    """Whether it is more than one that is no body: "two officials", "residents", "Republicans"."""
    if speaker.kind not in _MANY or (speaker.name and speaker.kind is not Kind.GROUP):
        return False
    told = phrase(speaker.name or speaker.description or "")
    return told.plural and not told.indefinite  # "one of the officials" says


def _of_many(verb: str) -> str:
    first, *rest = verb.split()
    return " ".join([{"does": "do", "denies": "deny"}.get(first, first.removesuffix("s")), *rest])


def family(statement: Statement) -> str:
    """The sort of act, as the pages colour it."""
    return FAMILIES[statement.act]


def relation(kind: RelationKind, *, of_first: bool = True) -> str:
    """What the first statement of a relation does to the second, or what is done to that by the first."""
    return RELATIONS[kind][0 if of_first else 1]


def name(speaker: Speaker | Link, words: str) -> str:
    """Who it is in the fewest words: the name, or the text's own words."""
    return brief(speaker.name or speaker.description or words, 300) or "unnamed"


def line(speaker: Speaker | Link, words: str) -> str:
    """Who it is, with the description."""
    return speaker_line(speaker, words)


def day(iso: str | None) -> str:
    """A day in words: "26 Feb 2025"; what is no date as it is."""
    found = _date(iso)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}" if found else shown((iso or "")[:10])


def days(start: str | None, end: str | None) -> str:
    """An interval of days, as short as it can be told: "24–28 Feb 2025", "Jan 2025", "2024"."""
    one, other = _date(start), _date(end)
    if one is None or other is None or one >= other:
        return day(start or end)
    if one.year != other.year:
        return f"{day(start)} – {day(end)}"
    if (one.month, one.day, other.month, other.day) == (1, 1, 12, 31):
        return str(one.year)
    if one.month != other.month:
        return f"{one.day} {_MONTHS[one.month - 1]} – {day(end)}"
    if one.day == 1 and other.day == monthrange(other.year, other.month)[1]:
        return f"{_MONTHS[one.month - 1]} {one.year}"
    return f"{one.day}–{day(end)}"


def said(found: Recorded) -> str:
    """When it was said; where the text tells none, nothing."""
    told = found.statement.said
    return days(told.start, told.end) if told else ""


def when(found: Recorded) -> str:
    """When it was said, or else when it was published, which is then told."""
    return said(found) or (f"published {day(found.published)}" if found.published else "")


def moment(iso: str | None) -> str:
    """An instant in words, to the minute, in UTC."""
    told = iso or ""
    return f"{day(told)}, {told[11:16]} UTC" if len(told) >= 16 else day(told)


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 statement", "1,204 statements"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def speaker_address(speaker: str) -> str:
    """The page of a speaker."""
    return f"/speakers/{quote(speaker.encode('utf-8', 'replace'), safe='')}"


def _date(iso: str | None) -> date | None:
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None
