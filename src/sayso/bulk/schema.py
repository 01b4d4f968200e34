"""The columns of the data sets that a bulk run writes."""

from __future__ import annotations

from functools import cache
from typing import Any

from sayso import __version__
from sayso.views.exports.packages import package

#: Goes up when a column changes its name, type or meaning.
VERSION = "1"
DATA_SETS = ("documents", "statements", "chain", "failures")
#: The month of what has no date.
UNDATED = "unknown"
INSTALL = '"sayso[bulk]"'


def arrow(name: str = "pyarrow") -> Any:
    """pyarrow, or one of its modules.

    Raises:
        PackageMissingError: if it is not installed.
    """
    return package(name, INSTALL)


@cache
def schema(data_set: str) -> Any:
    """The Arrow schema of a data set, with the version of all of them in its metadata."""
    pa = arrow()
    made = {"documents": _documents, "statements": _statements, "chain": _chain, "failures": _failures}
    fields = [pa.field(name, kind) for name, kind in made[data_set](pa).items()]
    return pa.schema(fields, {"sayso.schema": VERSION, "sayso.version": __version__, "sayso.data": data_set})


def _documents(pa: Any) -> dict[str, Any]:
    text, texts = pa.string(), pa.list_(pa.string())
    place = pa.struct([("source", text), ("url", text), ("fetched_at", text)])
    note = pa.struct([("about", text), ("sign", text), ("statement", text)])
    return {
        "id": text,
        "sha256": text,
        "source": text,
        "path": text,
        "url": text,
        "title": text,
        "publisher": text,
        "authors": texts,
        "published": text,
        "language": text,
        "fetched_at": text,
        "words": pa.int32(),
        "statements": pa.int32(),
        "copy_of": text,
        "copy_share": pa.float32(),
        "copies": pa.list_(place),
        "warnings": texts,
        "readers": texts,
        "credibility_notes": pa.list_(note),
        "text": text,
        "fingerprint": pa.list_(pa.uint32()),
        "media_type": text,
        "charset": text,
        "layout": text,
        "page": pa.binary(),
    }


def _statements(pa: Any) -> dict[str, Any]:
    text = pa.string()
    spans = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))
    return {
        "id": text,
        "document": text,
        "number": pa.int32(),
        "publisher": text,
        "published": text,
        "speaker": text,
        "speaker_kind": text,
        "speaker_description": text,
        "act": text,
        "negated": pa.bool_(),
        "form": text,
        "certainty": text,
        "content": text,
        "content_spans": spans,
        "cue": text,
        "cue_spans": spans,
        "source": text,
        "source_spans": spans,
        "said": text,
        "said_start": text,
        "said_end": text,
        "addressee": text,
        "addressee_name": text,
        "venue": text,
        "confidence": pa.float64(),
    }


def _chain(pa: Any) -> dict[str, Any]:
    text = pa.string()
    return {
        "statement": text,
        "document": text,
        "number": pa.int32(),
        "place": pa.int32(),
        "name": text,
        "kind": text,
        "description": text,
        "text": text,
    }


def _failures(pa: Any) -> dict[str, Any]:
    text = pa.string()
    return {
        "source": text,
        "again": text,
        "url": text,
        "error": text,
        "reason": text,
        "language": text,
        "published": text,
    }
