from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.errors import DamagedInputError, EmptyInputError, SaysoError, SourceNotFoundError, TooLargeError
from sayso.intake.json_lines import json_lines
from sayso.intake.limits import Limits
from sayso.model.document import MediaType

TEXT = "“No,” Ann Bell said on Monday."


def read(path: Path, limits: Limits | None = None) -> list[tuple[int, object]]:
    """Each line's number with its page, or with the error that it raises."""
    found: list[tuple[int, object]] = []
    for number, load in json_lines(str(path), limits=limits):
        try:
            found.append((number, load()))
        except SaysoError as error:
            found.append((number, error))
    return found


def written(folder: Path, *lines: bytes) -> Path:
    path = folder / "articles.jsonl"
    path.write_bytes(b"\n".join(lines))
    return path


def test_text_comes_with_what_is_said_of_it(tmp_path: Path) -> None:
    said = {
        "text": TEXT,
        "title": "The pumps: again",
        "authors": ["Ada", "Joss"],
        "url": "https://b.example/1",
    }
    path = written(tmp_path, json.dumps(said).encode())
    ((number, load),) = json_lines(str(path))
    page = load()
    assert (number, page.media_type, page.path) == (1, MediaType.MARKDOWN, f"{path}:1")
    head, _, text = page.content.decode().removeprefix("---\n").partition("\n---\n")
    assert text == TEXT
    assert 'title: "The pumps: again"' in head
    assert "url:" in head


def test_html_and_the_lines_of_extract(tmp_path: Path) -> None:
    page = {"html": "<p>x</p>", "url": "https://b.example/1"}
    path = written(
        tmp_path, b"", json.dumps(page).encode(), json.dumps({"document": {"text": TEXT}}).encode()
    )
    (two, html), (three, text) = [(n, load()) for n, load in json_lines(str(path))]
    assert (two, html.media_type, html.url) == (2, MediaType.HTML, "https://b.example/1")
    assert (three, text.content.decode()) == (3, f"---\n---\n{TEXT}")


@pytest.mark.parametrize(
    ("line", "error", "words"),
    [
        (b"not json", DamagedInputError, "not JSON"),
        (b'{"text": "a"', DamagedInputError, "not JSON"),
        (b"[" * 100_000, DamagedInputError, "not JSON"),
        (b"\xff\xfe", DamagedInputError, "not UTF-8"),
        (b"[1]", DamagedInputError, "no JSON object"),
        (b'{"document": 3}', DamagedInputError, "no JSON object"),
        (b'{"title": "x"}', DamagedInputError, "neither text nor html"),
        (b'{"text": 3}', DamagedInputError, "neither text nor html"),
        (b'{"text": " "}', EmptyInputError, "empty"),
    ],
)
def test_a_line_that_is_wrong_is_named_and_the_rest_is_read(
    tmp_path: Path, line: bytes, error: type[SaysoError], words: str
) -> None:
    good = json.dumps({"text": TEXT}).encode()
    path = written(tmp_path, good, line, good)
    (_, _), (number, wrong), (last, page) = read(path)
    assert (number, last) == (2, 3)
    assert isinstance(wrong, error)
    assert words in str(wrong)
    assert f"{path}:2" in str(wrong)
    assert not isinstance(page, SaysoError)


def test_a_line_that_is_too_long_is_passed_by(tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT}).encode()
    path = written(tmp_path, good, b'{"text": "' + b"a" * 900 + b'"}', good)
    found = read(path, Limits(bytes=200))
    assert [number for number, _ in found] == [1, 2, 3]
    assert [isinstance(one, TooLargeError) for _, one in found] == [False, True, False]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError):
        list(json_lines(str(tmp_path / "none.jsonl")))
