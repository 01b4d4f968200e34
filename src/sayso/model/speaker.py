"""Who a source resolves to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of speaker stands behind a source."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    DOCUMENT = "document"
    OUTLET = "outlet"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The person, body or document behind a source, or an anonymous one with its description.

    ``name`` is null where the text does not tell it; ``description`` holds the text's own words for
    who it is ("a person close to the talks", "the attorney general").
    """

    name: str | None
    kind: Kind
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One member of a chain: a relay, or at its end the speaker. ``text`` is its words in place."""

    name: str | None
    kind: Kind
    description: str | None
    text: str
