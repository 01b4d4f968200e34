"""An entry of the ledger, for programs and for people."""

from __future__ import annotations

from typing import Any

from sayso.ledger.entry import Entry, EntryKind
from sayso.ledger.faults import intact
from sayso.views.shown import shown


def value(entry: Entry) -> dict[str, Any]:
    """The entry with its digest. All but the digest, as JSON with sorted keys and no white space, is
    what the digest is of."""
    return {
        "position": entry.position,
        "at": entry.at,
        "by": entry.by,
        "kind": entry.kind.value,
        "subject": entry.subject,
        "body": entry.body,
        "previous": entry.previous,
        "digest": entry.digest,
    }


def line(entry: Entry) -> str:
    """The entry on one line."""
    head = f"{entry.position:>8}  {entry.at[:19].replace('T', ' ')}  {entry.kind.value:<10}"
    with intact(entry.position):
        return f"{head}  {shown(entry.subject)}  {shown(_summary(entry))}  ({shown(entry.by)})"


def _summary(entry: Entry) -> str:
    body = entry.body
    match entry.kind:
        case EntryKind.DOCUMENT:
            return body["title"] or body["url"] or body["path"] or ""
        case EntryKind.SIGHTING:
            return f"is {body['document']}"
        case EntryKind.READING:
            return f"{len(body['statements'])} statements by {', '.join(body['readers'])}"
        case EntryKind.STATEMENT:
            told = body["statement"]
            who = told["speaker"]["name"] or told["source"]["text"] or "unnamed"
            return f"{who}: {told['content']['text'] or told['cue']['text']}"
        case EntryKind.FAILURE | EntryKind.RETRACTION:
            return str(body["reason"])
        case EntryKind.JUDGEMENT:
            return ", ".join(f"{name}: {_field(one)}" for name, one in body["fields"].items())
        case EntryKind.MERGE | EntryKind.APART | EntryKind.JOIN | EntryKind.SPLIT:
            return str(body["other"])
        case EntryKind.GRADE:
            return str(body["grade"])
        case EntryKind.DROPPED:
            return f"{len(body['names'])} passed over: {body['reason']}"
        case EntryKind.CARRY:
            return f"goes on from {body['from']}"
        case _:
            return ""


def _field(one: Any) -> str:
    if isinstance(one, dict):
        return str(one.get("name") or one.get("text") or one.get("start") or "none")
    return str(one)
