from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from sayso import errors, pipeline
from sayso.model.attribution import Attribution
from sayso.model.document import Document, MediaType, RawPage
from sayso.model.reading import Reading
from sayso.statements.rules_v1.extractor import RulesExtractor
from unit.readings import attribution

TEXT = "The harbour is closed, Ana Ruiz said on Friday.\n\nThe mayor declined to comment.\n"


class Said:
    """An extractor that finds one thing, where it is."""

    name = "said_v1"

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Attribution, ...]]:
        for document in documents:
            here = "Ana Ruiz" in document.text
            yield ((attribution(document.text, "Ana Ruiz", "said", "The harbour is closed"),) if here else ())


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_source_is_walked_to_its_statements(article: Path) -> None:
    reading = pipeline.read(str(article), Said(), published="2024-05-08", publisher="The Tern")
    document = reading.document
    assert (document.path, document.publisher, document.published) == (str(article), "The Tern", "2024-05-08")
    assert document.text == TEXT
    (statement,) = reading.statements
    assert statement.content.text == "The harbour is closed"
    assert statement.speaker.name == "Ana Ruiz"
    assert statement.said is not None
    assert (statement.said.text, statement.said.start) == ("on Friday", "2024-05-03")
    assert reading.readers == ("said_v1", "interpret_v1")


def test_standard_input_is_what_is_given_as_it() -> None:
    reading = pipeline.read("-", Said(), stdin=BytesIO(TEXT.encode()))
    assert reading.document.path == "-"
    assert len(reading.statements) == 1


def test_a_page_gives_the_same_as_its_file(article: Path) -> None:
    page = RawPage(content=TEXT.encode(), media_type=MediaType.TEXT, path=str(article))
    assert pipeline.read_page(page, Said()) == pipeline.read(str(article), Said())


def test_the_same_bytes_give_the_same_ids_wherever_they_are(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(article.read_bytes())
    rules = RulesExtractor()
    one, two = (pipeline.read(str(path), rules) for path in (article, other))
    assert [s.id for s in one.statements] == [s.id for s in two.statements]
    assert one.document.id == two.document.id
    assert len(one.statements) == 2
    assert one.readers == ("rules_v1", "interpret_v1")


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(errors.SourceNotFoundError):
        pipeline.read(str(tmp_path / "none.txt"), Said())
    with pytest.raises(errors.EmptyInputError):
        pipeline.read("-", Said(), stdin=BytesIO(b""))
    with pytest.raises(errors.UsageError):
        pipeline.read("-", Said(), stdin=BytesIO(TEXT.encode()), published="soon")


def test_one_that_fails_stops_no_other(article: Path, tmp_path: Path) -> None:
    missing = str(tmp_path / "none.txt")
    results = list(pipeline.read_many([missing, str(article), missing, str(article)], Said()))
    assert [type(r) for r in results] == [pipeline.Failure, Reading, pipeline.Failure, Reading]
    failure = results[0]
    assert isinstance(failure, pipeline.Failure)
    assert failure.source == missing
    assert isinstance(failure.error, errors.SourceNotFoundError)
    assert results[1] == results[3]


class Stumbling(Said):
    """Stumbles over one article, as a library may."""

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Attribution, ...]]:
        for document in documents:
            if "stumble" in document.text:
                raise KeyError("a secret of the article")
            yield from super().extract([document])


def test_a_defect_stops_no_other(article: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_text("We stumble.")
    failure, reading = pipeline.read_many([str(odd), str(article)], Stumbling())
    assert isinstance(failure, pipeline.Failure)
    assert isinstance(failure.error, errors.DefectError)
    assert "KeyError in test_pipeline.py, line" in str(failure.error)
    assert "secret" not in str(failure.error)
    assert isinstance(reading, Reading)


def test_many_are_read_one_after_another(article: Path, tmp_path: Path) -> None:
    results = pipeline.read_many([str(article), str(tmp_path / "later.txt")], Said())
    assert isinstance(next(results), Reading)
    (tmp_path / "later.txt").write_text("Nothing is said here.")
    second = next(results)
    assert isinstance(second, Reading)
    assert second.statements == ()
