"""A reading as a listing for people, on a terminal or in a pipe."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from sayso.model.reading import Reading
from sayso.model.relation import Relation
from sayso.model.speaker import Kind, Link, Speaker
from sayso.model.statement import Statement
from sayso.views.places import anchor, place
from sayso.views.shown import shown

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

_PADDING = re.compile(r" +$", re.MULTILINE)
#: Longer lines are hard to follow, however wide the terminal, so they are had on request only.
_WIDEST = 100
#: Below this confidence the listing says that it is unsure.
_UNSURE = 0.5
_ACT_STYLES = {"deny": "red", "decline": "yellow", "not-recall": "yellow", "confirm": "green"}


def show(reading: Reading, stream: TextIO, *, width: int | None = None) -> None:
    """Write the listing; colour only where the stream is a terminal that has it."""
    from rich.console import Console

    console = Console(file=stream, width=width, highlight=False, soft_wrap=False)
    if width is None:
        console.width = min(console.width, _WIDEST)
    with console.capture() as written:  # rich pads lines, and ends the program where a pipe breaks
        for item in _head(reading):
            console.print(item)
        for number, statement in enumerate(reading.statements, 1):
            console.print()
            console.print(_statement(reading, number, statement))
        console.print()
        numbers = {s.id: n for n, s in enumerate(reading.statements, 1)}
        for relation in reading.relations:
            console.print(_relation(relation, numbers), style="dim", markup=False)
        for note in reading.credibility_notes:
            console.print(f"note ({note.sign}) on {shown(note.about)}: {shown(note.statement)}", markup=False)
        console.print(summary(reading), style="bold", markup=False)
    stream.write(_PADDING.sub("", written.get()))


def _relation(relation: Relation, numbers: Mapping[str, int]) -> str:
    a, b = numbers[relation.a], numbers[relation.b]
    return f"{a} {relation.kind.value} {b} ({relation.confidence:.2f}): {shown('; '.join(relation.because))}"


def summary(reading: Reading) -> str:
    """The last line: how many statements, by how many speakers."""
    count = len(reading.statements)
    if not count:
        return "No statements found."
    speakers = {s.speaker.name or (s.speaker.description or s.source.text,) for s in reading.statements}
    return f"{count} statement{'s' * (count > 1)} by {len(speakers)} speaker{'s' * (len(speakers) > 1)}."


def speaker_line(speaker: Speaker | Link, words: str) -> str:
    """Who it is, in a few words: the name with its description, or the source's own words."""
    if speaker.name:
        named = shown(speaker.name)
        return f"{named} ({shown(speaker.description)})" if speaker.description else named
    own = shown(speaker.description or words)
    return own or "unnamed"


def _head(reading: Reading) -> Sequence[RenderableType]:
    from rich.text import Text

    document = reading.document
    title = Text(shown(document.title or document.path or document.url or "untitled"), style="bold")
    facts = (document.publisher, (document.published or "")[:10], ", ".join(document.authors))
    line = Text(" · ".join(shown(f) for f in facts if f), style="dim")
    warnings = [Text(f"warning: {shown(w)}", style="yellow") for w in document.warnings]
    return [title, *([line] if line.plain else []), *warnings]


def _statement(reading: Reading, number: int, statement: Statement) -> RenderableType:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    depth = sum(
        anchor(statement).within(other.content)
        for other in reading.statements
        if other is not statement and other.content
    )
    body = Table.grid(padding=(0, 1, 0, 0))
    body.add_column(justify="right", width=len(str(len(reading.statements))) + 1, no_wrap=True)
    body.add_column(ratio=1)
    body.add_row(Text(f"{number}.", style="dim"), _title(statement))
    words = shown(statement.content.text)
    if words:
        body.add_row("", Text(words))
    body.add_row("", _facts(reading, statement))
    return Padding(body, (0, 0, 0, 4 * min(depth, 5)))


def _title(statement: Statement) -> Text:
    from rich.text import Text

    who = speaker_line(statement.speaker, statement.source.text)
    unsure = statement.confidence < _UNSURE
    title = Text(who, style="bold")
    if statement.speaker.kind is not Kind.PERSON:
        title.append(f" [{statement.speaker.kind.value}]", style="dim")
    act = f"not {statement.act.value}" if statement.negated else statement.act.value
    title.append(" · ").append(act, style=_ACT_STYLES.get(statement.act.value, "cyan"))
    if statement.content:
        title.append(f" · {statement.form.value}", style="dim")
    if statement.said:
        said = statement.said
        days = said.start if said.start == said.end else f"{said.start} to {said.end}"
        title.append(f" · {days}", style="dim")
    return title.append(" · unsure", style="yellow") if unsure else title


def _facts(reading: Reading, statement: Statement) -> Text:
    from rich.text import Text

    chain = [speaker_line(link, link.text) for link in statement.chain]
    facts = [
        f"“{shown(statement.cue.text)}”" if statement.cue else "",
        " → ".join(chain) if len(chain) > 1 else "",
        f"to {shown(statement.addressee.text)}" if statement.addressee else "",
        f"in {shown(statement.venue)}" if statement.venue else "",
        f"{statement.certainty.value}" if statement.certainty.value in ("probable", "possible") else "",
        place(reading.document, anchor(statement)),
    ]
    return Text(" · ".join(f for f in facts if f), style="dim")
