"""Walk an HTML source and keep the place of every character that it shows.

Parsers give trees without byte offsets, so this walk only knows what it needs: where tags, comments
and character references begin and end, and which elements are open. What of it is the article is
decided elsewhere, by a library made for it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sayso.errors import TooComplexError

#: Elements open at a time at most: real pages stay under a hundred, and libxml2 stops at 256.
DEEPEST = 250
#: Elements, and code points that are shown, at most: real pages stay under a tenth of either.
MOST_ELEMENTS = 500_000
MOST_SHOWN = 2_000_000
#: A tag is no longer than this, in code points, since pictures are put into attributes.
_LONGEST_TAG = 8_000_000
#: Tags without an end are given up on after this many, so that hostile pages stay cheap.
_MOST_BROKEN = 20


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Quotation marks count only after an equals sign (HTML standard, 13.2.5.32 and following).
_TAG = re.compile(
    r"</?+([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))*+)>",
)
_NAME = re.compile(r"</?+([a-zA-Z][^\s/><]{0,63})([^<>]{0,256}+)")
_REFERENCE = re.compile(r"&(?:#\d{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_RAW = _names("script style textarea title noscript iframe noembed noframes xmp")
#: Elements that end a paragraph and begin a line.
BLOCKS = _names(
    "address article aside blockquote body br caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main "
    "menu nav ol option p pre search section select summary table tbody td tfoot th thead "
    "title tr ul"
)
#: What the start of an element closes though nothing says so, and the elements out of which that
#: does not reach (HTML standard, 13.1.2.4, optional tags).
_LISTS = frozenset(("ul", "ol", "menu", "table", "td", "th"))
_TERMS = frozenset(("dl", "table", "td", "th"))
_ROWS = frozenset(("tr", "td", "th"))
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_TABLE = frozenset(("table",))
_CLOSED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), _LISTS),
    "dt": (frozenset(("dt", "dd")), _TERMS),
    "dd": (frozenset(("dt", "dd")), _TERMS),
    "td": (frozenset(("td", "th")), _TABLE | {"tr"}),
    "th": (frozenset(("td", "th")), _TABLE | {"tr"}),
    "tr": (_ROWS, _TABLE | _GROUPS),
    "thead": (_ROWS | _GROUPS, _TABLE),
    "tbody": (_ROWS | _GROUPS, _TABLE),
    "tfoot": (_ROWS | _GROUPS, _TABLE),
    "option": (frozenset(("option",)), frozenset(("select",))),
    "optgroup": (frozenset(("option", "optgroup")), frozenset(("select",))),
}
_PARAGRAPH = (frozenset(("p",)), frozenset(("table", "td", "th", "caption", "button", "object")))
#: Blocks that may stand in a paragraph, or have an entry of their own.
_ENDS_NO_P = frozenset(("br", "html", "body", "title", "option", "select", "caption", *_ROWS))


class Shown(NamedTuple):  # cheap to make: a page may have millions
    """One or more characters that the page shows, and the characters of the source they stand for.

    ``source[start:end]`` is the text itself where ``literal`` is true, else a character reference.
    ``element`` is the path of the element that holds it.
    """

    text: str
    start: int
    end: int
    literal: bool
    element: str


@dataclass(frozen=True, slots=True)
class Script:
    """The content of a raw element: a script with its type, or the title."""

    name: str
    attributes: str
    content: str


@dataclass(frozen=True, slots=True)
class Break:
    """Where a block begins or ends."""


_BREAK = Break()


class _Path:
    """The elements that are open, with a number for each among its siblings of the same name."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.counts: list[dict[str, int]] = [{}]
        self.parts: list[str] = []
        self.opened = 0
        self._written: str | None = ""

    def open(self, name: str) -> None:
        if name in _CLOSED:
            self._imply(*_CLOSED[name])
        if name in BLOCKS and name not in _ENDS_NO_P:
            self._imply(*_PARAGRAPH)
        self.opened += 1
        if self.opened > MOST_ELEMENTS:
            raise TooComplexError(f"the page has more than {MOST_ELEMENTS:,} elements")
        count = self.counts[-1][name] = self.counts[-1].get(name, 0) + 1
        if name in _VOID:
            return
        self.names.append(name)
        self.parts.append(f"{name}[{count}]" if name not in ("html", "body", "head") else name)
        self.counts.append({})
        self._written = None
        if len(self.names) > DEEPEST:
            raise TooComplexError(f"the page nests more than {DEEPEST:,} elements deep")

    def close(self, name: str) -> None:
        """Close the innermost element of the name, where an end tag may reach it."""
        for depth in range(len(self.names) - 1, -1, -1):
            if self.names[depth] == name:
                return self._cut(depth)
            if name not in BLOCKS and self.names[depth] in BLOCKS:
                return None  # the end tag of words can't end the block around them
        return None

    def _imply(self, names: frozenset[str], out_of: frozenset[str]) -> None:
        """Close the outermost of the names that lies inside the nearest of the others."""
        if names.isdisjoint(self.names):
            return
        found = None
        for depth in range(len(self.names) - 1, -1, -1):
            if self.names[depth] in names:
                found = depth
            if self.names[depth] in out_of:
                break
        if found is not None:
            self._cut(found)

    def _cut(self, depth: int) -> None:
        del self.names[depth:], self.parts[depth:], self.counts[depth + 1 :]
        self._written = None

    def __str__(self) -> str:
        if self._written is None:
            self._written = "/".join(self.parts)
        return self._written


def walk(source: str) -> Iterator[Shown | Script | Break]:
    """What the source shows, in order, with breaks between blocks.

    Raises:
        TooComplexError: if more elements nest than ``DEEPEST``, or the page has more than
            ``MOST_ELEMENTS`` or shows more than ``MOST_SHOWN`` code points.
    """
    path, at, broken, shown = _Path(), 0, 0, 0
    while at < len(source):
        opened = source.find("<", at)
        stop = len(source) if opened < 0 else opened
        shown += stop - at
        if shown > MOST_SHOWN:
            raise TooComplexError(f"the page shows more than {MOST_SHOWN:,} characters; split it")
        if stop > at and source.find("&", at, stop) < 0:
            yield Shown(source[at:stop], at, stop, True, str(path))
        elif stop > at:
            yield from _shown(source, at, stop, str(path))
        if opened < 0:
            return
        follows = source[opened + 1 : opened + 2]
        if source.startswith("<!--", opened):
            at = _after(source, "-->", opened + 2)
        elif follows in ("!", "?"):
            at = _after(source, ">", opened)
        elif follows != "/" and not (follows.isascii() and follows.isalpha()):
            yield Shown("<", opened, opened + 1, literal=True, element=str(path))
            at = opened + 1
        else:
            tag = None
            if broken < _MOST_BROKEN:
                tag = _TAG.match(source, opened, opened + _LONGEST_TAG)
                broken += tag is None
            at = tag.end() if tag else _after(source, ">", opened)
            tag = tag or _NAME.match(source, opened)
            if tag is not None:
                script, at = _tag(source, at, path, follows == "/", tag)
                if script is not None:
                    yield script
                if tag[1].lower() in BLOCKS:
                    yield _BREAK


def _tag(source: str, at: int, path: _Path, ends: bool, tag: re.Match[str]) -> tuple[Script | None, int]:
    """Open or close what one tag does; the raw element that it begins, and where the source goes on."""
    name, attributes = tag[1].lower(), tag[2]
    if ends:
        path.close(name)
    elif name in _RAW:
        closing = _closing(name).search(source, at)
        end = closing.start() if closing else len(source)
        return Script(name, attributes, source[at:end]), _after(source, ">", end)
    else:
        path.open(name)
        if attributes.endswith("/") and name in ("svg", "path", "use"):
            path.close(name)
    return None, at


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE)


def _after(source: str, mark: str, start: int) -> int:
    found = source.find(mark, start)
    return len(source) if found < 0 else found + len(mark)


def _shown(source: str, start: int, end: int, element: str) -> Iterator[Shown]:
    at = start
    for match in _REFERENCE.finditer(source, start, end):
        text = html.unescape(match[0])
        if text == match[0]:
            continue
        if match.start() > at:
            yield Shown(source[at : match.start()], at, match.start(), True, element)
        if text:  # a reference to a control character shows nothing
            yield Shown(text, match.start(), match.end(), literal=False, element=element)
        at = match.end()
    if at < end:
        yield Shown(source[at:end], at, end, literal=True, element=element)
