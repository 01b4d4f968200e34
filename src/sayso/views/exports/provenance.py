"""Statements as W3C PROV (PROV-DM and PROV-JSON, 2013): who had the words from whom.

Each reading of an article is a bundle. In it the statement is derived from what the outermost relay
told, that from what the next one told, and so on to the speaker; each telling is attributed to who
told it, and the statement's article to its publisher.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded
from sayso.model.speaker import Kind, Link
from sayso.views.exports.packages import package
from sayso.views.exports.rows import link_words
from sayso.views.exports.texts import address, whole, written

if TYPE_CHECKING:
    from prov.model import ProvBundle

_NAMES = {"sayso": "urn:sayso:"}
_BODIES = frozenset((Kind.ORGANIZATION, Kind.OUTLET))


def write(ledger: LedgerReader, found: Iterable[Recorded], stream: BinaryIO) -> int:
    """Write one PROV document; one bundle of it is held at a time."""
    stream.write(b'{"prefix":' + written(_NAMES) + b',"bundle":{')
    mark = b"\n"
    for (document, reading), group in groupby(found, key=lambda one: (one.document, one.reading)):
        name, value = _bundle(document, reading, list(group))
        stream.write(mark + written(name) + b":" + written(value))
        mark = b",\n"
    stream.write(b"\n}}\n")
    return 0


def _bundle(document: str, reading: int, found: list[Recorded]) -> tuple[str, Any]:
    made = package("prov.model").ProvDocument()
    for prefix, uri in _NAMES.items():
        made.add_namespace(prefix, uri)
    # statements of a reading that others have followed stand in places of their own
    name = f"sayso:reading-{reading}-{found[0].position}"
    _Bundle(made.bundle(name)).tell(f"sayso:document-{document}", found)
    return name, json.loads(made.serialize(format="json"))["bundle"][name]


class _Bundle:
    """The records about one article, each told once."""

    def __init__(self, bundle: ProvBundle) -> None:
        self._bundle = bundle
        self._prov = package("prov.constants").PROV
        self._agents: set[str] = set()

    def tell(self, article: str, found: list[Recorded]) -> None:
        first = found[0]
        facts = {
            "prov:type": self._prov["Collection"],
            "prov:label": first.title,
            "sayso:url": address(first.url),
            "sayso:path": first.path,
            "sayso:published": first.published,
        }
        self._bundle.entity(article, _given(facts))
        if first.publisher:
            outlet = Link(name=first.publisher, kind=Kind.OUTLET, description=None, text=first.publisher)
            self._bundle.wasAttributedTo(article, self._agent(outlet, ""))
        for one in found:
            self._statement(article, one)

    def _statement(self, article: str, found: Recorded) -> None:
        statement, said = found.statement, found.statement.said
        name = f"sayso:statement-{statement.id}-{found.position}"
        facts = {
            "prov:value": statement.content.text or statement.cue.text,
            "sayso:act": statement.act.value,
            "sayso:negated": statement.negated,
            "sayso:certainty": statement.certainty.value,
            "sayso:confidence": statement.confidence,
            "sayso:saidFrom": said.start if said else None,
            "sayso:saidTo": said.end if said else None,
            "sayso:retracted": found.retraction.body["reason"] if found.retraction else None,
        }
        self._bundle.entity(name, _given(facts))
        self._bundle.hadMember(article, name)
        if not statement.negated:  # what nobody said comes from nobody
            self._chain(name, statement.chain)

    def _chain(self, name: str, chain: Iterable[Link]) -> None:
        before = name
        for number, link in enumerate(chain, 1):
            telling = f"{name}-told-{number}"
            self._bundle.entity(telling, _given({"sayso:words": link.text}))
            self._bundle.wasDerivedFrom(before, telling)
            self._bundle.wasAttributedTo(telling, self._agent(link, telling))
            before = telling

    def _agent(self, link: Link, telling: str) -> str:
        """The agent of a name; one without a name is nobody else's, so it is of its telling alone."""
        key = name_key(link.name)
        name = f"sayso:speaker-{sha256(key.encode()).hexdigest()[:16]}" if key else f"{telling}-by"
        if name not in self._agents:
            self._agents.add(name)
            self._bundle.agent(name, _given({"prov:label": link_words(link), **self._kind(link)}))
        return name

    def _kind(self, link: Link) -> dict[str, Any]:
        kinds = {Kind.PERSON: "Person", **dict.fromkeys(_BODIES, "Organization")}
        found = {"sayso:kind": link.kind.value, "sayso:description": link.description}
        return {**found, "prov:type": self._prov[kinds[link.kind]]} if link.kind in kinds else found


def _given(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        name: whole(one) if isinstance(one, str) else one
        for name, one in facts.items()
        if one is not None and one != ""
    }
