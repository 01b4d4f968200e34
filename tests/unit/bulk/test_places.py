"""Where articles are found, and what is said of those that are not."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.bulk.fetch import Pages
from sayso.bulk.job import Job
from sayso.bulk.places import PASSED, Place, places
from sayso.bulk.portions import Portion, keep, kept, portions
from sayso.errors import DamagedInputError
from sayso.lab.bulk.pages import Page, pages, record

LENGTH = b"Content-Length: "
JOB = Job(sources=(), out="", extractor="rules_v1")
FOUND = [page for page in pages(9, seed=1, paragraphs=(1, 2)) if page.status == "200 OK"]


def walked(kind: str, path: Path, job: Job = JOB) -> list[Place]:
    return list(places(Portion(kind=kind, paths=(str(path),)), job))


def packed(records: list[bytes]) -> bytes:
    return b"".join(gzip.compress(one) for one in records)


def archive(folder: Path, form: str, records: list[bytes]) -> Path:
    path = folder / f"pages.{form}"
    if form == "wacz":
        with zipfile.ZipFile(path, "w") as whole:
            whole.writestr("archive/data.warc.gz", packed(records))
    else:
        path.write_bytes(packed(records) if form.endswith("gz") else b"".join(records))
    return path


@pytest.mark.parametrize("form", ["warc", "warc.gz", "wacz"])
def test_pages_of_an_archive_are_found_again(form: str, tmp_path: Path) -> None:
    found = walked("archive", archive(tmp_path, form, [record(page) for page in FOUND]))
    assert [(one.url, one.error) for one in found] == [(page.url, "") for page in FOUND]
    with Pages(JOB) as reader:
        for one, page in reversed(list(zip(found, FOUND, strict=True))):
            assert reader.page(one).content == page.content


def longer(one: bytes) -> bytes:
    """A length that goes beyond the record, into those after it."""
    size = int(one.split(LENGTH)[1].split(b"\r\n")[0])
    return one.replace(LENGTH + str(size).encode(), LENGTH + str(size + 700).encode(), 1)


def shorter(one: bytes) -> bytes:
    size = int(one.split(LENGTH)[1].split(b"\r\n")[0])
    return one.replace(LENGTH + str(size).encode(), LENGTH + str(size - 40).encode(), 1)


def beyond(one: bytes) -> bytes:
    return one.replace(LENGTH, LENGTH + b"99999", 1)


def no_number(one: bytes) -> bytes:
    return one.replace(LENGTH, LENGTH + b"many", 1)


@pytest.mark.parametrize("form", ["warc", "warc.gz", "wacz"])
@pytest.mark.parametrize("lie", [longer, shorter, beyond, no_number])
@pytest.mark.parametrize("at", [0, 3, len(FOUND) - 1])
def test_a_record_that_lies_about_its_length_costs_itself_only(
    form: str, lie: Callable[[bytes], bytes], at: int, tmp_path: Path
) -> None:
    records = [record(page) for page in FOUND]
    records[at] = lie(records[at])
    found = walked("archive", archive(tmp_path, form, records))
    good = [one.url for one in found if not one.error]
    assert good == [page.url for number, page in enumerate(FOUND) if number != at]
    assert [one.error for one in found if one.error] == ["DamagedInputError"]


def test_a_page_over_the_limit_is_told(tmp_path: Path) -> None:
    from dataclasses import replace

    from sayso.intake.limits import Limits

    large = Page(kind="article", url="https://a.example/1", content=b"<p>" + b"word " * 9000)
    path = archive(tmp_path, "warc", [record(large), record(FOUND[0])])
    first, second = walked("archive", path, replace(JOB, limits=Limits(decompressed_bytes=20_000)))
    assert (first.error, second.error) == ("TooLargeError", "")


def test_error_pages_are_passed_over(tmp_path: Path) -> None:
    missing = Page(kind="error", url="https://a.example/1", content=b"none", status="404 Not Found")
    (found,) = walked("archive", archive(tmp_path, "warc", [record(missing)]))
    assert (found.error, found.reason) == (PASSED, "its status is 404")


def test_lines_are_found_again(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    lines = [json.dumps({"text": f"The mayor said no {n}."}) for n in range(4)]
    path.write_text("\n".join([*lines[:2], "", "no json", *lines[2:]]), "utf-8")
    found = walked("lines", path)
    assert [one.source for one in found] == [f"{path}:{n}" for n in (1, 2, 4, 5, 6)]
    assert [one.error for one in found] == ["", "", "DamagedInputError", "", ""]
    with Pages(JOB) as reader:
        for number, one in enumerate(o for o in found if not o.error):
            assert f"The mayor said no {number}.".encode() in reader.page(one).content


def test_what_has_changed_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("The mayor said no.", "utf-8")
    (found,) = walked("file", path)
    path.write_text("The mayor said yes.", "utf-8")
    with Pages(JOB) as reader, pytest.raises(DamagedInputError, match="has changed"):
        reader.page(found)


def test_portions_do_not_hang_on_the_order_and_keep_names_that_are_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("b.md", "a.txt", "c.warc.gz", "d.png", ".hidden.md"):
        (folder / name).touch()
    Path(f"{folder}/e\udcff.html").touch()
    others = [str(tmp_path / "none"), str(folder / "c.warc.gz")]
    found = portions([str(folder), *others])
    assert portions([*others[::-1], str(folder), str(folder)]) == found
    assert sorted((one.kind, len(one.paths)) for one in found) == [
        ("archive", 1),
        ("failed", 1),
        ("file", 3),
        ("passed", 1),
    ]
    keep(found, tmp_path / "portions.jsonl")
    assert kept(tmp_path / "portions.jsonl") == found
