"""Read golden texts and what must be found in them.

``STEM.json`` is what must be found, ``STEM.md`` the article: beside it, or for the bundled texts in the
folder of the same name under ``examples``. The JSON is ``{"statements": [...]}``, each with

- ``at``: words of the article, copied exactly and occurring once, that hold all of the statement;
- ``content``, ``cue``, ``source``: words inside ``at``, each occurring once there, or
  ``{"text": WORDS, "nth": N}`` for the N-th (from 1). ``content`` may be a list of pieces; ``""`` is none;
- ``speaker``: ``{"name", "kind"}``, and ``"description"`` where the name is null;
- ``form``, ``act``; and where they differ from the default: ``negated`` (false), ``certainty``
  ("certain"), ``said`` (``{"start", "end"}``, null), ``addressee`` (its words, null), ``venue`` (its
  words, null), ``chain`` (names or descriptions, outermost first, the speaker last; only the speaker).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.documents.clean import clean
from sayso.model.document import Document, MediaType, RawPage
from sayso.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One statement that must be found, its words as spans."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    speaker: dict[str, Any]
    form: str
    act: str
    negated: bool = False
    certainty: str = "certain"
    said: dict[str, str] | None = None
    addressee: str | None = None
    venue: str | None = None
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """An article with its statements."""

    stem: str
    document: Document
    statements: tuple[Expected, ...]


def golden(folder: Path) -> Iterator[Golden]:
    """The golden articles of a folder, in the order of their names.

    Raises:
        FileNotFoundError: if an article is in neither place.
        ValueError: if words are not where the gold says.
    """
    for path in sorted(folder.glob("*.json")):
        article = _article(path)
        page = RawPage(content=article.read_bytes(), media_type=MediaType.MARKDOWN, path=article.name)
        document = clean(page)
        found = json.loads(path.read_text("utf-8"))["statements"]
        yield Golden(
            stem=path.stem,
            document=document,
            statements=tuple(_expected(document.text, entry, path.stem) for entry in found),
        )


def _article(gold: Path) -> Path:
    """The article of a gold file: beside it, or in an ``examples`` folder further up."""
    own = gold.resolve()
    name = f"{own.stem}.md"
    places = [own.parent / name, *(p / "examples" / own.parent.name / name for p in own.parents)]
    for place in places:
        if place.is_file():
            return place
    raise FileNotFoundError(f"{gold}: there is no article {name} beside it or under examples")


def _expected(text: str, entry: dict[str, Any], stem: str) -> Expected:
    rest = dict(entry)
    at = rest.pop("at")
    if text.count(at) != 1:
        raise ValueError(f"{stem}: {at!r} occurs {text.count(at)} times")
    start = text.index(at)
    for role in ("content", "cue", "source"):
        rest[role] = tuple(_span(at, start, one, stem) for one in _pieces(rest.get(role)))
    speaker = rest["speaker"]
    own = speaker.get("name") or speaker.get("description")
    rest["chain"] = tuple(rest.get("chain") or ([own] if own else ()))
    return Expected(**rest)


def _pieces(value: Any) -> list[Any]:
    if not value:
        return []
    return value if isinstance(value, list) else [value]


def _span(at: str, start: int, one: Any, stem: str) -> Span:
    words, nth = (one, None) if isinstance(one, str) else (one["text"], one["nth"])
    if nth is None and at.count(words) != 1:
        raise ValueError(f"{stem}: {words!r} occurs {at.count(words)} times in {at!r}")
    place = -1
    for _ in range(nth or 1):
        place = at.find(words, place + 1)
    if place < 0:
        raise ValueError(f"{stem}: {words!r} is not in {at!r}")
    return Span(start + place, start + place + len(words))


if __name__ == "__main__":
    import sys

    for folder in sys.argv[1:]:
        for one in golden(Path(folder)):
            print(one.stem, len(one.statements))
