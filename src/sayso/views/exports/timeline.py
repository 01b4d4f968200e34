"""Statements as the JSON that TimelineJS shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, BinaryIO

from sayso.ledger.port import LedgerReader
from sayso.ledger.records import Recorded
from sayso.views.exports.listed import write_list
from sayso.views.exports.texts import address, written
from sayso.views.recorded import marks

_TITLE = {"text": {"headline": "Who said what", "text": "Statements by the day on which they were said."}}


def write(ledger: LedgerReader, found: Iterable[Recorded], stream: BinaryIO) -> int:
    """Write an event for each statement that has a day; the others are left out.

    TimelineJS shows its texts as HTML, so all words are escaped.
    """
    left = 0

    def events() -> Iterator[dict[str, Any]]:
        nonlocal left
        for one in found:
            event = _event(one)
            if event is None:
                left += 1
            else:
                yield event

    write_list(stream, b'{"title":' + written(_TITLE) + b',"events":', events(), b"}\n")
    return left


def _event(found: Recorded) -> dict[str, Any] | None:
    statement, said = found.statement, found.statement.said
    days = (said.start, said.end) if said else ((found.published or "")[:10],) * 2
    start, end = _date(days[0]), _date(days[1])
    if start is None:
        return None
    who = statement.speaker.name or statement.speaker.description or statement.source.text or "somebody"
    act = f"not {statement.act.value}" if statement.negated else statement.act.value
    event: dict[str, Any] = {
        "unique_id": f"s{statement.id}-{found.position}",
        "start_date": start,
        "text": {"headline": f"{escape(who)}: {act}", "text": "".join(_paragraphs(found))},
        "group": escape(who),
    }
    return event if end is None or end == start else {**event, "end_date": end}


def _paragraphs(found: Recorded) -> Iterator[str]:
    words = found.statement.content.text or found.statement.cue.text
    yield f"<p>{escape(words)}</p>"
    named = escape(" · ".join(part for part in (found.publisher, found.title) if part) or "the article")
    link = address(found.url)
    yield f'<p><a href="{escape(link)}">{named}</a></p>' if link else f"<p>{named}</p>"
    if found.statement.said is None:
        yield "<p>The day is the article's.</p>"
    for mark in marks(found):
        yield f"<p>{escape(mark)}</p>"


def _date(day: str) -> dict[str, int] | None:
    """An ISO day as TimelineJS has it."""
    parts = day.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    return dict(zip(("year", "month", "day"), map(int, parts), strict=True))
