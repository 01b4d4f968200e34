"""Articles from a file of JSON, one a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any

from sayso.errors import DamagedInputError, EmptyInputError, IntakeError, SourceNotFoundError, TooLargeError
from sayso.intake.limits import Limits
from sayso.model.document import MediaType, RawPage

#: What is known of a text, written before it as front matter has it.
_SAID = ("title", "publisher", "authors", "published", "url", "language")


def json_lines(path: str, *, limits: Limits | None = None) -> Iterator[tuple[int, Callable[[], RawPage]]]:
    """Each line's number with what makes a page of it.

    A line is an object with ``text`` or ``html``, and with any of ``title``, ``publisher``,
    ``authors``, ``published``, ``url`` and ``language``; or it holds such an object as ``document``,
    as the lines of ``sayso extract`` do. Blank lines are passed over.

    Raises:
        IntakeError: if the file cannot be read. A line that is wrong raises when its page is made.
    """
    try:
        with Path(path).open("rb") as stream:
            for number, _, read in lines(path, stream, limits or Limits()):
                yield number, read
    except FileNotFoundError as error:
        raise SourceNotFoundError(f"there is no file {path}") from error
    except OSError as error:
        raise IntakeError(f"{path} cannot be read: {error.strerror}") from error


def lines(path: str, stream: IO[bytes], limits: Limits) -> Iterator[tuple[int, int, Callable[[], RawPage]]]:
    """The same of an open file, with the byte where each line begins."""
    bound, number, at = limits.bytes, 0, 0
    while line := stream.readline(bound + 1):
        number, start, at = number + 1, at, at + len(line)
        if len(line) > bound:
            while line and not line.endswith(b"\n"):
                line = stream.readline(bound)
                at += len(line)
            yield number, start, partial(_refuse, f"{path}:{number}", bound)
        elif line.strip():
            yield number, start, partial(page_of_line, f"{path}:{number}", line)


def _refuse(name: str, bound: int) -> RawPage:
    raise TooLargeError(f"{name}: the line is longer than {bound:,} bytes")


def page_of_line(name: str, line: bytes) -> RawPage:
    """The page of a line.

    Raises:
        IntakeError: if the line is none.
    """
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DamagedInputError(f"{name}: the line is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise DamagedInputError(f"{name}: the line is not JSON: {error}") from error
    article = found.get("document", found) if isinstance(found, dict) else None
    if not isinstance(article, dict):
        raise DamagedInputError(f"{name}: the line is no JSON object")
    return page_of(name, article)


def page_of(name: str, article: dict[str, Any]) -> RawPage:
    """The page of an object with ``text`` or ``html``.

    Raises:
        IntakeError: if it has neither, or nothing in them.
    """
    url = article.get("url")
    if isinstance(article.get("html"), str) and article["html"].strip():
        content = article["html"].encode("utf-8", "replace")
        return RawPage(
            content=content,
            media_type=MediaType.HTML,
            path=name,
            url=url if isinstance(url, str) else None,
            charset="utf-8",
        )
    text = article.get("text")
    if not isinstance(text, str):
        raise DamagedInputError(f"{name}: the object has neither text nor html")
    if not text.strip():
        raise EmptyInputError(f"{name}: the text is empty")
    return RawPage(content=_written(article, text), media_type=MediaType.MARKDOWN, path=name, charset="utf-8")


def _written(article: dict[str, Any], text: str) -> bytes:
    """The text with what is known of it as front matter; JSON's values are YAML's too."""
    said = {key: article[key] for key in _SAID if article.get(key)}
    lines = [f"{key}: {json.dumps(value)}" for key, value in said.items()]
    return "\n".join(("---", *lines, "---", text)).encode("utf-8", "replace")
