"""Changes between versions, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.ledger.records import Recorded, Version
from sayso.views.as_json import statement
from sayso.views.changes import Change, Step
from sayso.views.listing import speaker_line
from sayso.views.shown import shown


def value(step: Step) -> dict[str, Any]:
    """A step with its changes."""
    return {
        "before": _version(step.before),
        "after": _version(step.after),
        "changes": [
            {
                "kind": change.kind.value,
                "before": change.before and statement(change.before.statement),
                "after": change.after and statement(change.after.statement),
            }
            for change in step.changes
        ],
    }


def lines(step: Step) -> Iterator[str]:
    """A step in a few lines."""
    yield f"{_named(step.before)} → {_named(step.after)}"
    if not step.changes:
        yield "  no statement changed"
    for change in step.changes:
        yield f"  {change.kind.value}:"
        yield from _sides(change)


def _sides(change: Change) -> Iterator[str]:
    for sign, side in (("-", change.before), ("+", change.after)):
        if side is not None:
            yield f"    {sign} {_told(side)}"


def _told(found: Recorded) -> str:
    one = found.statement
    words = shown((one.content or one.cue).text)
    return f"{speaker_line(one.speaker, one.source.text)} · {one.act.value} · {words}"


def _version(version: Version) -> dict[str, Any]:
    return {"document": version.document, "entry": version.position, "at": version.at, "url": version.url}


def _named(version: Version) -> str:
    return f"{version.document} ({version.at[:10]})"
