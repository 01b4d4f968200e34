"""Find the articles of a ledger that carry a claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sayso.ledger.names import name_key
from sayso.ledger.port import LedgerReader
from sayso.model.reading import Reading
from sayso.model.speaker import Link, Speaker
from sayso.relations.lines import in_order
from sayso.relations.near import Near
from sayso.relations.placed import Placed
from sayso.relations.propositions_kept import kept as kept_proposition
from sayso.relations.voices import covered

#: Articles that are read, at most.
_ARTICLES = 32
#: The least share of a claim's words in a statement, for its article to be read.
_COVERED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The articles that may carry a claim, as they came out, and statements elsewhere that are near it."""

    readings: tuple[Reading, ...]
    near: tuple[Placed, ...]
    left_out: int = 0


def behind(
    ledger: LedgerReader,
    near: Near,
    claim: str,
    also: Iterable[str] = (),
    names: Mapping[str, str] | None = None,
) -> Behind:
    """What there is behind a claim; ``also`` are articles that carry it for sure.

    ``names`` says of names that people merged, by key, which one they go into.
    """
    wanted = kept_proposition(claim)
    found: list[Placed] = []
    best: dict[str, float] = defaultdict(float)
    for recorded, one in near.ranked(wanted):
        if recorded.replaced:
            continue  # the article has a later version
        found.append(one)
        best[one.document] = max(best[one.document], covered(wanted, one.read))
    carrying = {d: share for d, share in best.items() if share >= _COVERED} | dict.fromkeys(also, 1.0)
    ranked = sorted(carrying, key=lambda d: (-carrying[d], d))
    kept = ranked[:_ARTICLES]
    readings = in_order([_renamed(reading, names or {}) for reading in ledger.readings(kept)])
    here = set(kept)
    return Behind(
        readings=tuple(readings),
        near=tuple(p for p in found if p.document not in here),
        left_out=len(ranked) - len(kept),
    )


def _renamed(reading: Reading, names: Mapping[str, str]) -> Reading:
    """The reading with each merged name as the one that it goes into."""
    if not names:
        return reading
    told = tuple(
        replace(
            s,
            speaker=_speaker(s.speaker, names),
            chain=tuple(_link(link, names) for link in s.chain),
        )
        for s in reading.statements
    )
    return replace(reading, statements=told)


def _speaker(found: Speaker, names: Mapping[str, str]) -> Speaker:
    name = names.get(name_key(found.name))
    return replace(found, name=name) if name else found


def _link(found: Link, names: Mapping[str, str]) -> Link:
    name = names.get(name_key(found.name))
    return replace(found, name=name) if name else found
