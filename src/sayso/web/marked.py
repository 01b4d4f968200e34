"""An article's paragraphs with its statements marked in place, as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from sayso.ledger.records import Recorded
from sayso.model.document import Document
from sayso.model.span import Span
from sayso.views.segments import Role, Segment, segments
from sayso.web import words

#: Deeper nesting is shaded as this.
_DEEPEST = 4
#: Control characters that a browser would show as nothing, or that reorder what is shown.
_HIDDEN: Mapping[int, str | None] = {
    **dict.fromkeys((c for c in range(32) if chr(c) not in "\t\n\r"), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys((*range(0x7F, 0xA0), *range(0xD800, 0xE000)), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, and the numbers of the statements that begin in it. ``sort`` is "title",
    "furniture" or "prose"."""

    html: Markup
    sort: str
    begins: tuple[int, ...]


def blocks(document: Document, found: Sequence[Recorded]) -> list[Block]:
    """The article, paragraph by paragraph. Statements count from 0."""
    parts = document.paragraphs or ((Span(0, len(document.text)),) if document.text else ())
    statements = [one.statement for one in found]
    return [
        Block(
            html=Markup("".join(_piece(document.text, s, found) for s in cut)),  # noqa: S704 - escaped
            sort=_sort(document, part),
            begins=tuple(n for segment in cut for n in segment.begins),
        )
        for part, cut in zip(parts, segments(parts, statements), strict=True)
    ]


def plain(text: str) -> str:
    """Words of an article as they may be shown: nothing in them hides or reorders."""
    return text.translate(_HIDDEN)


def _sort(document: Document, part: Span) -> str:
    if document.title_span is not None and document.title_span.overlaps(part):
        return "title"
    return "furniture" if any(line.contains(part) for line in document.furniture) else "prose"


def _piece(text: str, segment: Segment, found: Sequence[Recorded]) -> str:
    said = escape(plain(text[segment.start : segment.end]))
    if not segment.covering:
        return said
    anchors = "".join(_number(n, found[n]) for n in segment.begins)
    ids = " ".join(found[n].statement.id for n in segment.numbers)
    return (
        f'{anchors}<mark class="{" ".join(_classes(segment, found))}" data-statements="{ids}">{said}</mark>'
    )


def _classes(segment: Segment, found: Sequence[Recorded]) -> Iterator[str]:
    contents = [n for n, role in segment.covering if role is Role.CONTENT]
    if contents:
        yield f"said {words.family(found[contents[-1]].statement)}"
        yield f"deep-{min(len(contents), _DEEPEST)}"
    yield from sorted({role.value for _, role in segment.covering if role is not Role.CONTENT})
    if all(found[n].retraction for n in segment.numbers):
        yield "gone"
    yield from (f"of-{n + 1}" for n in segment.numbers)


def _number(number: int, found: Recorded) -> str:
    one = found.statement
    label = escape(f"Statement {number + 1}: {words.name(one.speaker, one.source.text)} {words.act(one)}")
    return (
        f'<a class="number at-{number + 1}" id="{one.id}" href="#card-{one.id}" '
        f'aria-label="{label}">{number + 1}</a>'
    )
