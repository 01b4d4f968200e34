"""Score the count of independent lines on small stories with a known interval.

    python -m sayso.lab.relations.stories tests/golden/relations/stories --extractor rules_v1

Each story is a JSON file: a claim, articles with publisher and day, and the interval of lines.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sayso import assembly, pipeline
from sayso.model.document import MediaType, RawPage
from sayso.model.reading import Reading
from sayso.relations.lines import Lines, lines
from sayso.settings import Settings
from sayso.statements.extractor import Extractor


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles with a claim, and how many independent lines there are behind it."""

    name: str
    claim: str
    articles: tuple[dict[str, str], ...]
    least: int
    most: int


def stories(folder: Path) -> Iterator[Story]:
    """The stories of a folder, by name."""
    for path in sorted(folder.glob("*.json")):
        value: dict[str, Any] = json.loads(path.read_text("utf-8"))
        yield Story(
            name=value["name"],
            claim=value["claim"],
            articles=tuple(value["articles"]),
            least=value["lines"]["least"],
            most=value["lines"]["most"],
        )


def readings(story: Story, extractor: Extractor) -> list[Reading]:
    """The story's articles, read."""
    return [_read(story, number, extractor) for number in range(len(story.articles))]


def _read(story: Story, number: int, extractor: Extractor) -> Reading:
    article = story.articles[number]
    page = RawPage(
        content=article["text"].encode(), media_type=MediaType.TEXT, path=f"{story.name}-{number}.txt"
    )
    read = pipeline.read_page(page, extractor, published=article["published"], publisher=article["publisher"])
    # the same words in two articles are two documents here: what tells them apart is who ran them
    own = f"{read.document.id}-{number}"
    statements = tuple(replace(s, id=f"{s.id}-{number}") for s in read.statements)
    return replace(read, document=replace(read.document, id=own), statements=statements)


def counted(story: Story, extractor: Extractor) -> Lines:
    """What is counted behind the story's claim."""
    return lines(story.claim, readings(story, extractor))


def main() -> None:
    """Print each story that is counted wrongly, and how many are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--extractor", default="rules_v1", choices=assembly.EXTRACTORS)
    given = parser.parse_args()
    extractor = assembly.extractor(Settings(extractor=given.extractor))
    right, told = 0, list(stories(given.folder))
    for story in told:
        found = counted(story, extractor)
        if (found.least, found.most) == (story.least, story.most):
            right += 1
            continue
        print(f"{story.name}: [{found.least}, {found.most}] for [{story.least}, {story.most}]")
        print(f"    {found.because[0]}\n    {found.because[1]}")
    print(f"{right} of {len(told)} right")


if __name__ == "__main__":
    main()
