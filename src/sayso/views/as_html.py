"""An article with its statements marked in place, as one file."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from sayso.model.reading import Reading
from sayso.model.span import Span
from sayso.model.statement import Statement
from sayso.views.listing import speaker_line, summary
from sayso.views.places import anchor, place
from sayso.views.segments import Segment, segments
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
    parts = document.paragraphs or ((Span(0, len(document.text)),) if document.text else ())
    for part, cut in zip(parts, segments(parts, reading.statements), strict=True):
        kind = "h2" if part == document.title_span else "p"
        yield f"<{kind}>{''.join(_piece(document.text, segment) for segment in cut)}</{kind}>\n"


def _piece(text: str, segment: Segment) -> str:
    words = escape(text[segment.start : segment.end])
    if not segment.covering:
        return words
    roles = " ".join(sorted({role.value for _, role in segment.covering}))
    links = "".join(
        f'<a class="number" id="in-{n + 1}" href="#statement-{n + 1}" '
        f'aria-label="Statement {n + 1}">{n + 1}</a>'
        for n in segment.begins
    )
    label = " ".join(str(n + 1) for n in sorted(segment.numbers))
    look = f"{roles} depth-{min(segment.depth, 4)}"
    return f'{links}<mark class="{look}" data-statements="{label}">{words}</mark>'


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
