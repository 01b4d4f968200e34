from __future__ import annotations

from pathlib import Path

import pytest

from sayso.cli.extract import _output, _sources, _walk
from sayso.errors import IntakeError, UsageError


def test_a_folder_gives_its_articles_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.MD", "a/y.html", "c.pdf", "c.csv", "d.markdown/e.htm"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    found = [str(Path(p).relative_to(tmp_path)) for p in _walk(tmp_path)]
    assert found == ["a/y.html", "a/z.MD", "b.txt", "c.pdf", "d.markdown/e.htm"]
    assert list(_sources([str(tmp_path)])) == _walk(tmp_path)


def test_an_address_is_no_folder() -> None:
    assert list(_sources(["https://tern.example/a", "x.txt"])) == ["https://tern.example/a", "x.txt"]


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no articles"):
        _walk(tmp_path)


def test_a_file_takes_its_name_when_it_is_complete(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with _output(str(out)) as stream:
        stream.write("é\n")
        assert not out.exists()
    assert out.read_bytes() == b"\xc3\xa9\n"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_a_file_that_is_broken_off_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("before")

    def broken_off() -> None:
        with _output(str(out)) as stream:
            stream.write("half")
            raise error

    with pytest.raises(error):
        broken_off()
    assert out.read_text() == "before"
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_that_is_not_there_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="cannot be written"), _output(str(tmp_path / "no" / "out")):
        pass
