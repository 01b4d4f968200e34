"""An article with its statements marked in place, as one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import pairwise

from sayso.model.document import Document
from sayso.model.reading import Reading
from sayso.model.span import Span
from sayso.model.statement import Statement
from sayso.views.listing import speaker_line, summary
from sayso.views.places import anchor, place
from sayso.views.shown import shown

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(reading: Reading) -> str:
    """The page: the article's words, each statement marked and numbered, and a card for each.

    All text of the article is escaped. Nothing is loaded and no script runs: the marks are links.
    """
    document = reading.document
    title = escape(shown(document.title or "Untitled"))
    style = (files(__package__) / "page.css").read_text("utf-8")
    facts = [document.publisher, (document.published or "")[:10], ", ".join(document.authors)]
    return "".join(
        (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title><style>\n{style}</style></head>\n<body>\n<main>\n",
            f"<header><h1>{title}</h1>",
            f'<p class="facts">{escape(shown(" · ".join(f for f in facts if f)))}</p>',
            *(f'<p class="warning" role="note">{escape(w)}</p>' for w in document.warnings),
            f'<p class="facts">{escape(summary(reading))}</p></header>\n<article lang="',
            escape(document.language or "en"),
            '" aria-label="Article">\n',
            *_article(reading),
            '</article>\n<section aria-label="Statements"><h2>Statements</h2>\n<ol>\n',
            *(_card(reading, n, s) for n, s in enumerate(reading.statements, 1)),
            "</ol></section>\n</main>\n</body></html>\n",
        )
    )


def _article(reading: Reading) -> Iterator[str]:
    document = reading.document
    for paragraph in _lines(document):
        kind = "h2" if paragraph == document.title_span else "p"
        yield f"<{kind}>{''.join(_marked(document.text, paragraph, reading.statements))}</{kind}>\n"


def _lines(document: Document) -> Sequence[Span]:
    return document.paragraphs or ((Span(0, len(document.text)),) if document.text else ())


def _marked(text: str, part: Span, statements: Sequence[Statement]) -> Iterator[str]:
    """The part's words, cut wherever a mark begins or ends, each piece inside all of its marks.

    Marks may overlap without nesting, which elements can't: so each piece carries its own.
    """
    marks = [
        (span, number, role)
        for number, statement in enumerate(statements, 1)
        for role, passage in (
            ("content", statement.content),
            ("source", statement.source),
            ("cue", statement.cue),
        )
        for span in passage.spans
        if span.overlaps(part)
    ]
    edges = {part.start, part.end}
    edges.update(e for span, _, _ in marks for e in (span.start, span.end) if part.start < e < part.end)
    ordered = sorted(edges)
    begun: set[int] = set()
    for start, end in pairwise(ordered):
        inside = [(n, role) for span, n, role in marks if span.start <= start and end <= span.end]
        yield _piece(text[start:end], inside, begun)


def _piece(words: str, inside: Sequence[tuple[int, str]], begun: set[int]) -> str:
    if not inside:
        return escape(words)
    depth = sum(role == "content" for _, role in inside)
    roles = " ".join(sorted({role for _, role in inside}))
    numbers = sorted({n for n, _ in inside})
    links = ""
    for number in numbers:
        if number not in begun:
            begun.add(number)
            links += (
                f'<a class="number" id="in-{number}" href="#statement-{number}" '
                f'aria-label="Statement {number}">{number}</a>'
            )
    label = " ".join(map(str, numbers))
    return (
        f'{links}<mark class="{roles} depth-{min(depth, 4)}" data-statements="{label}">{escape(words)}</mark>'
    )


def _card(reading: Reading, number: int, statement: Statement) -> str:
    who = speaker_line(statement.speaker, statement.source.text)
    rows = [
        ("Act", ("not: " if statement.negated else "") + statement.act.value),
        ("Form", statement.form.value if statement.content else ""),
        ("Words", shown(statement.content.text)),
        ("Cue", shown(statement.cue.text)),
        ("Source", shown(statement.source.text)),
        ("Chain", " → ".join(speaker_line(c, c.text) for c in statement.chain)),
        ("Said", _said(statement)),
        ("To", shown(statement.addressee.text) if statement.addressee else ""),
        ("Where", shown(statement.venue or "")),
        ("Certainty", statement.certainty.value),
        ("Confidence", f"{statement.confidence:.2f}"),
    ]
    facts = "".join(f"<div><dt>{k}</dt><dd>{escape(v)}</dd></div>" for k, v in rows if v)
    where = escape(place(reading.document, anchor(statement)))
    return (
        f'<li id="statement-{number}"><h3>{escape(who)} <span>{statement.speaker.kind.value}</span>'
        f'</h3><dl>{facts}<div><dt>Place</dt><dd><a href="#in-{number}">{where}</a></dd></div>'
        "</dl></li>\n"
    )


def _said(statement: Statement) -> str:
    said = statement.said
    if said is None:
        return ""
    days = said.start if said.start == said.end else f"{said.start} to {said.end}"
    return f"{days} (“{shown(said.text)}”)"
