"""Claims of a ledger: the same whatever the order of arrival, and as people corrected them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from sayso.errors import NotInLedgerError
from sayso.lab.relations.made import Told, article
from sayso.ledger.entry import EntryKind
from sayso.ledger.opening import open_ledger
from sayso.ledger.records import Article, Wanted
from sayso.ledger.writing import SqlLedger
from sayso.model.statement import Act
from sayso.relations.across import Relater
from sayso.relations.compare import Comparer
from sayso.relations.grouped import grouped
from sayso.relations.near import Near

WORDS = (
    ("Anna Dray", "said that", "the bus had no working brakes when it left the depot", Act.ASSERT),
    ("Piet Sorrel", "said that", "the bus had no working brakes", Act.ASSERT),
    ("Joss Hallam", "said that", "the bus had working brakes when it left the depot", Act.ASSERT),
    ("Ilse Marren", "denied that", "the bus had no working brakes", Act.DENY),
    ("Bram Oster", "said that", "the mill will close in May", Act.ASSERT),
    ("Casper Nole", "said that", "the mill will close in August", Act.ASSERT),
)


def articles() -> list[Article]:
    return [
        article(
            [Told(speaker=name, cue=cue, content=words, act=act)],
            publisher="Velmor Courier",
            published=f"2025-03-0{number + 1}",
            number=number,
        )
        for number, (name, cue, words, act) in enumerate(WORDS)
    ]


def filled(place: Path, order: Sequence[Article]) -> SqlLedger:
    ledger = open_ledger(str(place), by="tests")
    relater = Relater(Near(ledger), Comparer())
    for one in order:
        related = relater.related(one.reading)
        ledger.add([Article(reading=related, page=one.page, source=one.source)])
    return ledger


def groups(ledger: SqlLedger) -> set[tuple[str, ...]]:
    ids = [r.statement.id for r in ledger.statements(Wanted())]
    return {grouped(ledger, Near(ledger), one).claim.statements for one in ids}


def ids(ledger: SqlLedger) -> dict[str, str]:
    return {str(r.statement.speaker.name): r.statement.id for r in ledger.statements(Wanted())}


def test_the_order_of_arrival_changes_neither_claims_nor_relations(tmp_path: Path) -> None:
    first = filled(tmp_path / "0.db", articles())
    claims, told = groups(first), {(r.relation.a, r.relation.b, r.relation.kind) for r in first.relations()}
    assert told
    first.close()
    for seed in range(3):
        order = articles()
        random.Random(seed).shuffle(order)
        ledger = filled(tmp_path / f"{seed + 1}.db", order)
        assert groups(ledger) == claims
        assert {(r.relation.a, r.relation.b, r.relation.kind) for r in ledger.relations()} == told
        ledger.close()


def test_who_asserts_the_same_is_of_one_claim_and_who_denies_it_is_not(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l.db", articles())
    known = ids(ledger)
    found = grouped(ledger, Near(ledger), known["Anna Dray"])
    assert set(found.claim.statements) == {known["Anna Dray"], known["Piet Sorrel"]}
    assert found.claim.id == min(found.claim.statements)
    assert "brak" in found.claim.because[0]
    ledger.close()


def test_people_join_and_split_and_undo(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l.db", articles())
    known = ids(ledger)
    may, august = known["Bram Oster"], known["Casper Nole"]
    before = groups(ledger)
    joined = ledger.decide(EntryKind.JOIN, may, {"other": august}, by="Ada Renwick")
    assert tuple(sorted((may, august))) in groups(ledger)
    split = ledger.decide(
        EntryKind.SPLIT, known["Anna Dray"], {"other": known["Piet Sorrel"]}, by="Ada Renwick"
    )
    assert (known["Anna Dray"],) in groups(ledger)
    for one in (joined, split):
        ledger.decide(EntryKind.UNDO, str(one.position), {"undoes": one.position}, by="Ada Renwick")
    assert groups(ledger) == before
    ledger.close()


def test_a_statement_that_is_not_there_has_no_claim(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "l.db", articles()[:1])
    with pytest.raises(NotInLedgerError):
        grouped(ledger, Near(ledger), "0" * 16)
    ledger.close()
