from __future__ import annotations

from pathlib import Path

import pytest

from sayso.adding.add import add
from sayso.adding.item import Outcome
from sayso.adding.sources import Ways
from sayso.bulk.into_ledger import is_run, size, take
from sayso.errors import DamagedInputError, OtherRunError
from sayso.lab.bulk.pages import pages, record
from sayso.ledger.opening import open_ledger
from sayso.ledger.port import LedgerWriter
from sayso.relations.across import Relater
from sayso.relations.compare import Comparer
from sayso.relations.near import Near
from sayso.statements.model_v1.extractor import ModelExtractor
from unit.bulk.here import done, job


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "pages.warc"
    path.write_bytes(b"".join(record(page) for page in pages(14, seed=264, paragraphs=(2, 3))))
    return path


def relater(ledger: LedgerWriter) -> Relater:
    return Relater(Near(ledger), Comparer(None))


def taken(ledger: LedgerWriter, folder: Path) -> list[Outcome]:
    return list(take(ledger, folder, relater(ledger)))


def held(ledger: LedgerWriter) -> dict[str, set[str]]:
    """What a ledger holds, leaving out what hangs on the order in which it came."""
    from sayso.ledger.entry import EntryKind, canonical_json

    def alone(body: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in body.items() if name != "relations"}

    return {
        kind.value: {
            f"{e.subject} {canonical_json(alone(dict(e.body)))!r}" for e in ledger.entries(kinds=[kind])
        }
        for kind in EntryKind
    }


def test_it_is_as_if_the_articles_had_been_added(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done(job(out, archive))
    assert is_run(str(out))
    assert not is_run(str(tmp_path))
    one, other = (open_ledger(str(tmp_path / name), by="test", make=True) for name in ("a.db", "b.db"))
    found = taken(one, out)
    assert size(out) == len([o for o in found if not o.passed])
    list(add(other, [str(archive)], ModelExtractor(), Ways(), relater(other)))
    first, second = held(one), held(other)
    # an article in another language is read where articles are added one by one
    foreign = {k: second[k] - first[k] for k in second if second[k] - first[k]}
    assert foreign.keys() <= {"document", "reading", "statement", "sighting"}
    assert all(first[kind] - second[kind] == set() for kind in first if kind != "failure")
    assert {o.added.new for o in taken(one, out) if o.added} == {False}
    one.close()
    other.close()


def test_a_run_without_pages_or_one_that_is_not_complete_is_refused(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done(job(out, archive, pages=False))
    ledger = open_ledger(str(tmp_path / "a.db"), by="test", make=True)
    with pytest.raises(OtherRunError, match="--no-pages"):
        taken(ledger, out)
    (out / "run.json").write_text((out / "run.json").read_text().replace("true", "false"))
    with pytest.raises(OtherRunError, match="not complete"):
        taken(ledger, out)
    ledger.close()


def test_files_that_were_changed_are_refused(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done(job(out, archive))
    ledger = open_ledger(str(tmp_path / "a.db"), by="test", make=True)
    for path in (out / "statements").glob("month=*/*.parquet"):
        path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(DamagedInputError, match="is broken"):
        taken(ledger, out)
    ledger.close()
