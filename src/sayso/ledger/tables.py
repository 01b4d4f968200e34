"""The ledger's tables.

``entries`` and ``blobs`` are the ledger. All other tables are looked things up by: they follow from
the entries alone and can be made anew from them (``index.py``), so that nothing is told by them that
the chain of digests does not cover.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    and_,
    literal_column,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

metadata = MetaData()

#: SQLite's own row number has to be spelled INTEGER.
_Place = BigInteger().with_variant(Integer(), "sqlite")
#: Compared byte by byte on every server, whatever its language.
_Plain = Text().with_variant(Text(collation="C"), "postgresql")

entries = Table(
    "entries",
    metadata,
    Column("position", _Place, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
)

#: Entries of the kinds that no table lists under their subject. Written out and not bound as values: only
#: so do databases see that all of these stand in the index below.
UNLISTED = and_(*(entries.c.kind != literal_column(f"'{kind}'") for kind in ("statement", "sighting")))
#: Those of statements are found by ``statements_id``, of sightings by ``versions_url``: an id is put into
#: another place of an index each time, so in a large ledger each index costs an append much.
Index("entries_subject", entries.c.subject, sqlite_where=UNLISTED, postgresql_where=UNLISTED)

#: One row: what the last entry is. Whoever appends holds it until the append is done.
head = Table(
    "head",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("position", _Place, nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
)

blobs = Table(
    "blobs",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("position", _Place, nullable=False),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("content", String(64), nullable=False),
    Column("url", Text),
    Column("path", Text),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Text),
    # the reading that counts, null until there is one
    Column("reading", _Place),
    Index("documents_position", "position"),
)

versions = Table(
    "versions",
    metadata,
    Column("position", _Place, primary_key=True, autoincrement=False),
    Column("url", Text, nullable=False),
    Column("document", String(64), nullable=False),
    Index("versions_url", "url", "position"),
)

statements = Table(
    "statements",
    metadata,
    Column("position", _Place, primary_key=True, autoincrement=False),
    Column("id", String(64), nullable=False),
    Column("document", String(64), nullable=False),
    Column("reading", _Place, nullable=False),
    Column("speaker", _Plain),
    Column("publisher", _Plain),
    Column("act", Text, nullable=False),
    Column("first_day", _Plain),
    Column("last_day", _Plain),
    # by when it was said: the first day, and what has none at the end
    Column("sorted", _Plain, nullable=False),
    # of the reading that counts, or kept since a person has decided about it
    Column("current", Boolean, nullable=False),
    Column("retracted", Boolean, nullable=False),
    # a person has decided something, or it goes on from such a one
    Column("decided", Boolean, nullable=False),
    Index("statements_id", "id"),
    Index("statements_document", "document", "position"),
    # with what counts, so that a speaker's statements are counted without looking at each
    Index("statements_speaker", "speaker", "sorted", "position", "current"),
    Index("statements_publisher", "publisher", "sorted", "position"),
)

speakers = Table(
    "speakers",
    metadata,
    Column("key", _Plain, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
)

roles = Table(
    "roles",
    metadata,
    Column("speaker", _Plain, primary_key=True),
    Column("role", _Plain, primary_key=True),
    Column("publisher", _Plain, primary_key=True),
)

decisions = Table(
    "decisions",
    metadata,
    Column("position", _Place, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("other", Text),
    Column("active", Boolean, nullable=False),
    Index("decisions_target", "target"),
)

relations = Table(
    "relations",
    metadata,
    # of the reading that told it, and its number there
    Column("position", _Place, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document", String(64), nullable=False),
    Column("a", String(64), nullable=False),
    Column("b", String(64), nullable=False),
    Column("kind", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    # a list of sentences, as JSON
    Column("because", Text, nullable=False),
    Index("relations_document", "document"),
    Index("relations_a", "a"),
    Index("relations_b", "b"),
    Index("relations_kind", "kind", "confidence"),
)

failures = Table(
    "failures",
    metadata,
    Column("position", _Place, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("open", Boolean, nullable=False),
    Index("failures_source", "source"),
)

#: Where PostgreSQL keeps the terms; SQLite has a table of FTS5, which no metadata describes.
words = Table(
    "words",
    MetaData(),
    Column("statement", _Place, primary_key=True, autoincrement=False),
    Column("terms", TSVECTOR, nullable=False),
)

#: What follows from the entries.
DERIVED = (documents, versions, statements, speakers, roles, decisions, relations, failures)
