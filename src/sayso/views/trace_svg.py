"""A trace as a picture: articles on the left, the outlets that passed it on, origins on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from textwrap import wrap
from xml.sax.saxutils import escape, quoteattr

from sayso.relations.lines import Origin
from sayso.relations.voices import Sort
from sayso.views.shown import shown
from sayso.views.trace import Support, Trace
from sayso.views.trace_text import number

_WIDTH, _MARGIN = 1080, 24
_ARTICLE, _RELAY, _ORIGIN = 372, 176, 290
_LEFT, _MIDDLE, _RIGHT = _MARGIN, 470, _WIDTH - _MARGIN - _ORIGIN
_LINE, _GAP = 17, 18
#: Characters that fit into a box of each column, at its font size.
_IN_ARTICLE, _IN_RELAY, _IN_ORIGIN, _IN_HEAD = 54, 24, 40, 118
#: How boxes look: in a file of its own, where no page says it.
_STYLE = (
    "text{font-family:'DejaVu Sans',Verdana,sans-serif;font-size:12px;fill:#222}"
    ".claim{font-size:16px;font-weight:bold}.count{font-size:14px}.strong{font-weight:bold}"
    ".soft{fill:#555}.gone{text-decoration:line-through;fill:#777}"
    "path{fill:none;stroke:#777;stroke-width:1.4}path.gone{stroke-dasharray:5 4}"
    "rect{fill:#fff;stroke:#999}rect.paper{stroke:none}rect.carries{fill:#fafafa}"
    "rect.person{fill:#e7f1e8;stroke:#3c7a46}rect.body{fill:#e6eef7;stroke:#38618f}"
    "rect.document{fill:#f6efdf;stroke:#8a6a1f}rect.anonymous{fill:#f1e9f4;stroke:#75508a}"
    "rect.outlet{fill:#f4e6e4;stroke:#98463b}rect.dashed{stroke-dasharray:4 3}"
)


@dataclass(frozen=True, slots=True)
class _Box:
    """A box with its lines of words; ``side`` is where its edges meet it."""

    x: float
    y: float
    width: float
    lines: tuple[tuple[str, str], ...]
    look: str
    address: str = ""

    @property
    def height(self) -> float:
        return 14 + _LINE * len(self.lines)

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    def drawn(self, *, linked: bool) -> Iterator[str]:
        leads = linked and bool(self.address)
        if leads:
            yield f"<a href={quoteattr(self.address)}>"
        yield (
            f'<rect class="{self.look}" x="{self.x:g}" y="{self.y:g}" width="{self.width:g}" '
            f'height="{self.height:g}" rx="6"/>'
        )
        for place, (words, style) in enumerate(self.lines, 1):
            yield _text(self.x + 10, self.y + 4 + _LINE * place, words, style)
        if leads:
            yield "</a>"


def picture(found: Trace) -> str:
    """The SVG of a trace, for a file; every word in it is escaped, and nothing in it is fetched or run."""
    head = list(_head(found))
    boxes, edges, height = _laid(found, 40 + 21 * len(head))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}" width="{_WIDTH}" '
        f'height="{height:g}" role="img" aria-label={quoteattr(shown(found.text))}>',
        f"<title>{escape(shown(found.text))}</title><style>{_STYLE}</style>",
        '<rect class="paper" width="100%" height="100%"/>',
        *(_text(_MARGIN, 34 + 21 * place, words, style) for place, (words, style) in enumerate(head)),
        *edges,
        *(line for box in boxes for line in box.drawn(linked=False)),
        *_legend(found, height - 26),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def drawing(found: Trace) -> str:
    """The tree alone, for a page that has the claim and the count already, and says how it looks.

    The articles lead to their pages, and the origins to where the page tells of them (``#origin-1``).
    """
    boxes, edges, height = _laid(found, 6)
    drawn = (line for box in boxes for line in box.drawn(linked=True))
    return (
        f'<svg class="tree" viewBox="{_MARGIN - 1} 0 {_WIDTH - 2 * _MARGIN + 2} {height:g}" role="group" '
        f'aria-label="From the articles to the origins">{"".join((*edges, *drawn))}'
        f"{''.join(_legend(found, height - 26))}</svg>"
    )


def _laid(found: Trace, top: float) -> tuple[list[_Box], list[str], float]:
    """The boxes with their places, the curves between, and the height of it all."""
    articles = _articles(found, top)
    origins = _spread([_origin(found, n, o) for n, o in enumerate(found.lines.origins)], articles, top)
    relays = _relays(found, articles, top)
    boxes = [*articles.values(), *relays.values(), *origins]
    height = max([top, *(b.y + b.height for b in boxes)]) + 58
    return boxes, list(_edges(found, articles, relays, origins)), height


def _head(found: Trace) -> Iterator[tuple[str, str]]:
    for line in wrap(f"“{shown(found.text)}”", _IN_HEAD - 18)[:4]:
        yield line, "claim"
    yield f"{number(found.lines.least, found.lines.most)} of evidence", "count strong"
    least, most = (shown(reason) for reason in found.lines.because)
    for limit, reason in ((f"at least {found.lines.least}", least), (f"at most {found.lines.most}", most)):
        for line in wrap(f"{limit}: {reason}", _IN_HEAD + 16)[:3]:
            yield line, "soft"


def _articles(found: Trace, top: float) -> dict[str, _Box]:
    made: dict[str, _Box] = {}
    y = top
    for key, group in groupby(found.support, key=lambda s: s.reading.document.id):
        supports = list(group)
        document = supports[0].reading.document
        name = " · ".join(shown(p) for p in (document.publisher, (document.published or "")[:10]) if p)
        style = "gone" if all(s.gone for s in supports) else ""
        title = wrap(shown(document.title or document.path or ""), _IN_ARTICLE)[:2]
        lines = ((name or "article", f"strong {style}"), *((line, style or "soft") for line in title))
        look = "carries dashed" if style else "carries"
        made[key] = _Box(_LEFT, y, _ARTICLE, lines, look, f"/articles/{key}#{supports[0].statement.id}")
        y += made[key].height + _GAP
    return made


def _origin(found: Trace, place: int, one: Origin) -> _Box:
    pool = [o for o in found.lines.origins if o.pool == one.pool and one.pool >= 0]
    which = f", {next(n for n, o in enumerate(pool, 1) if o is one)} of {len(pool)}" if len(pool) > 1 else ""
    graded = found.grades.source(one.name) if one.name else None
    sort = "anonymous" if one.sort is Sort.ANONYMOUS else one.sort.value
    below = sort + (f" · graded {graded.body['grade']}" if graded else "")
    named = wrap(f"{place + 1}. {shown(one.titled)}{which}", _IN_ORIGIN)[:3]
    lines = (*((line, "strong") for line in named), (below, "soft"))
    look = f"{one.sort.value} dashed" if one.sort is Sort.ANONYMOUS else one.sort.value
    return _Box(_RIGHT, 0, _ORIGIN, lines, look, f"#origin-{place + 1}")


def _spread(boxes: Sequence[_Box], articles: dict[str, _Box], top: float) -> list[_Box]:
    """The origins, spread over the height that the articles take."""
    end = max([top, *(b.y + b.height for b in articles.values())])
    taken = sum(b.height for b in boxes)
    gap = max(_GAP, (end - top - taken) / (len(boxes) + 1)) if boxes else 0
    y, placed = top + (gap if gap > _GAP else 0), []
    for box in boxes:
        placed.append(replace(box, y=y))
        y += box.height + gap
    return placed


def _way(support: Support) -> tuple[str, ...]:
    """The names that a statement passed through, from its article on."""
    names = [shown(name) for name in support.through]
    if support.copied_from is not None and not names:
        names.append(f"copy of {shown(support.copied_from.document.publisher or 'an earlier text')}")
    return tuple(names)


def _relays(found: Trace, articles: dict[str, _Box], top: float) -> dict[str, _Box]:
    made: dict[str, _Box] = {}
    free = top
    for support in found.support:
        here = articles[support.reading.document.id]
        for name in _way(support):
            if name in made:
                continue
            lines = tuple((line, "") for line in wrap(name, _IN_RELAY)[:2])
            y = max(free, here.middle - (14 + _LINE * len(lines)) / 2)
            made[name] = _Box(_MIDDLE, y, _RELAY, lines, "relay")
            free = y + made[name].height + _GAP
    return made


def _edges(
    found: Trace, articles: dict[str, _Box], relays: dict[str, _Box], origins: Sequence[_Box]
) -> Iterator[str]:
    seen: set[tuple[int, int]] = set()
    for support in found.support:
        steps = [articles[support.reading.document.id], *(relays[name] for name in _way(support))]
        ends = [origins[n] for n in support.origins]
        pairs = [*pairwise(steps), *((steps[-1], end) for end in ends)]
        for one, other in pairs:
            if (id(one), id(other)) in seen:
                continue
            seen.add((id(one), id(other)))
            yield _curve(one, other, gone=support.gone)


def _curve(one: _Box, other: _Box, *, gone: bool) -> str:
    start, end = one.x + one.width, other.x
    bend = (start + end) / 2
    if one.x == other.x:  # from one relay to the next, which stand above one another
        end, bend = start, start + 26
    a, b = f"{one.middle:g}", f"{other.middle:g}"
    path = f"M{start:g} {a} C{bend:g} {a} {bend:g} {b} {end:g} {b}"
    kind = ' class="gone"' if gone else ""
    return f'<path d="{path}"{kind}/>'


def _legend(found: Trace, y: float) -> Iterator[str]:
    sorts = [s for s in Sort if any(o.sort is s for o in found.lines.origins)]
    x = float(_MARGIN)
    for sort in sorts:
        square = f'x="{x:g}" y="{y - 11:g}" width="14" height="14" rx="3"'
        yield f'<rect class="{sort.value}" {square}/>'
        yield _text(x + 20, y, _LEGEND[sort], "soft")
        x += 36 + 7.2 * len(_LEGEND[sort])
    if any(s.gone for s in found.support):
        yield _text(x, y, "struck out: taken back since", "soft")


_LEGEND = {
    Sort.PERSON: "person",
    Sort.BODY: "body",
    Sort.DOCUMENT: "document",
    Sort.ANONYMOUS: "anonymous source",
    Sort.OUTLET: "outlets with no origin told",
}


def _text(x: float, y: float, words: str, style: str) -> str:
    kind = f" class={quoteattr(style.strip())}" if style.strip() else ""
    return f'<text x="{x:g}" y="{y:g}"{kind}>{escape(words)}</text>'
