"""Read an HTML page's metadata: schema.org's first, then what trafilatura finds."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.documents.source import Script

_ARTICLES = ("Article", "BlogPosting", "Report", "LiveBlogPosting")
#: JSON-LD longer than this is not read, in code points.
_LONGEST = 1_000_000
_INNER = ("@graph", "mainEntity", "mainEntityOfPage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of its article; null or empty where it says nothing."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    language: str | None = None
    free: bool = True


def json_ld(scripts: Sequence[Script]) -> Metadata:
    """What the page's JSON-LD says of its news article (schema.org), if it has one."""
    for script in scripts:
        if script.name == "script" and "ld+json" in script.attributes.lower():
            for item in _items(script.content):
                if _is_article(item):
                    return _of(item)
    return Metadata()


def _items(content: str) -> Iterator[dict[str, Any]]:
    if len(content) > _LONGEST:
        return
    try:
        waiting = deque([json.loads(content, strict=False)])
    except (ValueError, RecursionError):
        return
    while waiting:
        item = waiting.popleft()
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[k] for k in _INNER if k in item)


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(_ARTICLES) for kind in named)


def _of(item: dict[str, Any]) -> Metadata:
    return Metadata(
        title=_text(item.get("headline") or item.get("name")),
        publisher=next(iter(_names(item.get("publisher"))), None),
        authors=tuple(_names(item.get("author"))),
        published=_text(item.get("datePublished")),
        url=_text(item.get("url")),
        language=_text(item.get("inLanguage")),
        free=str(item.get("isAccessibleForFree", True)).lower() != "false",
    )


def _names(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        named = one.get("name") if isinstance(one, dict) else one
        yield from filter(None, map(_text, named if isinstance(named, list) else [named]))


def _text(value: Any) -> str | None:
    import html

    words = " ".join(html.unescape(value).split()) if isinstance(value, str) else ""
    return words[:1000] or None
