"""A statement: an attribution with its speaker, act, certainty, date and chain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.attribution import Form
from sayso.model.span import Passage
from sayso.model.speaker import Link, Speaker


class Act(StrEnum):
    """What is done by saying it."""

    ASSERT = "assert"
    DENY = "deny"
    CONFIRM = "confirm"
    DECLINE = "decline"
    NOT_RECALL = "not-recall"
    ACCUSE = "accuse"
    CORRECT = "correct"
    RETRACT = "retract"
    PROMISE = "promise"
    ASK = "ask"
    URGE = "urge"
    OPINE = "opine"


class Certainty(StrEnum):
    """How sure the source is said to be, on FactBank's scale (Saurí and Pustejovsky, 2009)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """When it was said: ISO dates, both ends included, and the words that gave them."""

    text: str
    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Who was told."""

    text: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what, to whom, when, and through whom we know it.

    ``negated`` means that the text denies the attribution itself: nobody said it. ``chain`` runs
    from the outermost relay to the speaker; the publisher is left out.
    """

    id: str
    content: Passage
    cue: Passage
    source: Passage
    speaker: Speaker
    form: Form
    act: Act
    negated: bool
    certainty: Certainty
    said: Said | None
    addressee: Addressee | None
    venue: str | None
    chain: tuple[Link, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CredibilityNote:
    """What the text itself says for ("+") or against ("-") a source; ``statement`` is its words."""

    about: str
    sign: str
    statement: str
