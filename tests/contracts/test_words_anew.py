"""A ledger whose full text has no marks yet, as the second schema left it, is brought up to date."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import create_engine, text

from contracts.articles import article
from sayso.ledger.entry import EntryKind
from sayso.ledger.opening import open_ledger, open_reader
from sayso.ledger.reading import SqlReader
from sayso.ledger.records import Order, Wanted
from sayso.ledger.verifying import verify
from sayso.model.statement import Act

_BEFORE = (
    "DROP INDEX entries_subject",
    "CREATE INDEX entries_subject ON entries (subject)",
    "CREATE INDEX versions_document ON versions (document)",
    "DROP INDEX statements_speaker",
    "CREATE INDEX statements_speaker ON statements (speaker, sorted, position)",
    "DROP INDEX documents_position",
    "DROP TABLE words",
    "UPDATE schema_version SET version_num = '0002'",
)
_SQLITE = "CREATE VIRTUAL TABLE words USING fts5(terms, content='', tokenize='unicode61 remove_diacritics 0')"
_POSTGRES = "CREATE TABLE words (statement bigint PRIMARY KEY, terms tsvector NOT NULL)"


def set_back(place: str) -> None:
    postgres = place.startswith("postgres")
    address = place.replace("postgresql://", "postgresql+psycopg://") if postgres else f"sqlite:///{place}"
    engine = create_engine(address)
    with engine.begin() as connection:
        for command in (*_BEFORE, _POSTGRES if postgres else _SQLITE):
            connection.execute(text(command))
    engine.dispose()


def told(ledger: SqlReader) -> list[list[int]]:
    wanted = (
        Wanted(text="marren"),
        Wanted(text="the", speakers=("ilse marren",), publisher="velmor courier"),
        Wanted(text="the", act=Act.PROMISE),
        Wanted(text="key", since="2025-02-01", until="2025-02-28"),
        Wanted(text="hallam sold"),
    )
    return [
        [one.position for one in ledger.statements(w)]
        for plain in wanted
        for w in (plain, replace(plain, order=Order.RANK))
    ]


def test_the_full_text_is_made_anew(place: str) -> None:
    ledger = open_ledger(place, by="tests")
    ledger.add([article(), article(title="Another", publisher="Alden Tribune", published="2025-03-09")])
    one = next(ledger.statements(Wanted())).statement.id
    joss = {"name": "Joss Hallam", "kind": "person", "description": None}
    ledger.decide(EntryKind.JUDGEMENT, one, {"fields": {"speaker": joss, "act": "promise"}}, by="Ada")
    before = told(ledger)
    assert all(before)
    ledger.close()
    set_back(place)
    reader = open_reader(place)  # to read is enough
    assert told(reader) == before
    assert verify(reader).fault is None
    reader.close()
