"""Write a synthetic web archive: ``python -m sayso.lab.bulk.pages PAGES FILE.warc.gz [--seed N]``.

Pages as a crawl of news brings them: articles between navigation, scripts and links, exact copies at
other addresses, near copies by other outlets, broken markup, other languages, pages without an
article, error pages. The same for the same seed, on every machine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from sayso.lab.bulk.prose import FOREIGN, PARAGRAPHS, Writer, Written

#: What a page is, and how often of a thousand.
KINDS = {
    "article": 790,
    "copy": 60,
    "near": 60,
    "broken": 40,
    "foreign": 25,
    "empty": 15,
    "error": 10,
}
#: Pages back from which copies are taken.
_BACK = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as a crawler got it, and what kind it is."""

    kind: str
    url: str
    content: bytes
    status: str = "200 OK"


def pages(count: int, *, seed: int = 1, paragraphs: tuple[int, int] = PARAGRAPHS) -> Iterator[Page]:
    """So many pages, their articles of at least and at most so many paragraphs."""
    draw = random.Random(f"sayso pages {seed}")
    writer = Writer(draw, paragraphs)
    before: list[Written] = []
    contents: list[bytes] = []
    for number in range(count):
        (kind,) = draw.choices(list(KINDS), weights=list(KINDS.values()))
        if not before and kind in ("copy", "near"):
            kind = "article"
        written = writer.article()
        if kind == "near":
            written = retold(draw.choice(before), writer, draw)
        url = f"https://{written.outlet.lower().replace(' ', '-')}.example/{written.day[:7]}/{number}"
        page = _page(kind, url, written, draw)
        if kind == "copy":
            page = replace(page, content=draw.choice(contents))
        elif kind == "article":
            before, contents = [*before[-_BACK:], written], [*contents[-_BACK:], page.content]
        yield page


def _page(kind: str, url: str, written: Written, draw: random.Random) -> Page:
    if kind == "error":
        return Page(kind=kind, url=url, content=b"<html><h1>Not found</h1></html>", status="404 Not Found")
    if kind == "empty":
        return Page(kind=kind, url=url, content=_html(replace(written, paragraphs=()), draw).encode())
    if kind == "foreign":
        language = draw.choice(list(FOREIGN))
        said = tuple(" ".join(draw.sample(FOREIGN[language], 3)) for _ in range(8))
        return Page(
            kind=kind, url=url, content=_html(replace(written, paragraphs=said), draw, language).encode()
        )
    found = _html(written, draw)
    return Page(kind=kind, url=url, content=(_broken(found, draw) if kind == "broken" else found).encode())


def retold(written: Written, writer: Writer, draw: random.Random) -> Written:
    """Another outlet's copy: a paragraph is gone, a sentence is put in, the title is another."""
    kept = list(written.paragraphs)
    if len(kept) > 3:
        kept.pop(draw.randrange(1, len(kept)))
    kept.insert(draw.randrange(len(kept)), writer.plain())
    return replace(written, title=writer.article().title, outlet=writer.outlet(), paragraphs=tuple(kept))


def _html(written: Written, draw: random.Random, language: str = "en") -> str:
    links = [f'<li><a href="/section/{n}">Section {n} of the paper</a></li>' for n in range(40)]
    more = [
        f'<p><a href="/story/{draw.randrange(10**6)}">{escape(written.title)} {n}</a></p>' for n in range(12)
    ]
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": written.title,
        "datePublished": written.day,
        "publisher": {"@type": "Organization", "name": written.outlet},
    }
    script = "".join(f"window.slot{n}={{id:{draw.randrange(10**9)},size:[300,250]}};" for n in range(120))
    body = "\n".join(f"<p>{escape(p)}</p>" for p in written.paragraphs)
    return f"""<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8">
<title>{escape(written.title)} - {escape(written.outlet)}</title>
<script type="application/ld+json">{json.dumps(said)}</script><script>{script}</script></head>
<body><header><nav><ul>{"".join(links)}</ul></nav></header>
<main><article><h1>{escape(written.title)}</h1>
<div class="share"><a href="#">Share</a> <a href="#">Print</a></div>
{body}
</article></main>
<aside><h2>More stories</h2>{"".join(more)}</aside>
<footer><p>Contact</p><p>Imprint</p><p>Terms of use</p></footer></body></html>
"""


def _broken(page: str, draw: random.Random) -> str:
    """Markup as it should not be: tags that are not closed, cut, or doubled."""
    pieces = page.split("</p>")
    for _ in range(4):
        pieces.insert(
            draw.randrange(1, len(pieces)), draw.choice(("<div><span>", "</div></table>", "<p", "&#x;"))
        )
    cut = "".join(piece + draw.choice(("</p>", "</p>", "", "</p></p>")) for piece in pieces)
    return cut.replace("</article>", "").replace("</body></html>", "")


def record(page: Page) -> bytes:
    """The page as a WARC record (ISO 28500)."""
    said = (f"HTTP/1.1 {page.status}", "Content-Type: text/html; charset=utf-8")
    block = "\r\n".join(said).encode() + b"\r\n\r\n" + page.content
    fields = (
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: {page.url}",
        "WARC-Date: 2025-12-31T12:00:00Z",
        f"WARC-Record-ID: <urn:sayso:{page.url.rsplit('/', 1)[-1]}>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}",
    )
    return "\r\n".join(fields).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def write(path: Path, count: int, *, seed: int = 1) -> None:
    """Write an archive of so many pages, each record compressed by itself if the name ends in ``.gz``."""
    pack = path.name.endswith(".gz")
    with path.open("wb") as stream:
        for page in pages(count, seed=seed):
            stream.write(gzip.compress(record(page), 6, mtime=0) if pack else record(page))


def main() -> None:
    """Write the archive."""
    parser = argparse.ArgumentParser(prog="python -m sayso.lab.bulk.pages", description=__doc__)
    parser.add_argument("pages", type=int, help="how many")
    parser.add_argument("file", type=Path, help="where to; .gz packs each record")
    parser.add_argument("--seed", type=int, default=1, help="of all that is drawn (default: %(default)s)")
    options = parser.parse_args()
    write(options.file, options.pages, seed=options.seed)


if __name__ == "__main__":
    main()
