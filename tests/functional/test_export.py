"""``sayso export`` as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from contracts.articles import article
from functional.program import ENVIRONMENT, sayso
from sayso import errors
from sayso.ledger.opening import open_ledger
from sayso.views.exports.formats import FORMATS


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("export") / "case.db"
    ledger = open_ledger(str(place), by="tests")
    ledger.add([article(url="https://courier.example/pumps")])
    ledger.close()
    return place


def test_to_standard_output_and_to_a_file(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "statements.csv"
    done = sayso("export", "--format", "csv", "--out", out, "--ledger", case)
    assert (done.returncode, done.stdout) == (0, b"")
    piped = sayso("export", "--format", "csv", "--ledger", case)
    assert piped.stdout == out.read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["statements.csv"]


def test_filters_and_what_is_left_out(case: Path) -> None:
    done = sayso("export", "pump*", "--format", "claims", "--act", "deny", "--ledger", case)
    assert len(json.loads(done.stdout)["@graph"]) == 1
    done = sayso("export", "--format", "claims", "--ledger", case)
    assert done.stderr.decode() == "1 statements are left out: claims has no place for them\n"


def test_a_ledger_is_checked_by_somebody_else(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "case.jsonl"
    assert sayso("export", "--format", "ledger", "--out", out, "--ledger", case).returncode == 0
    done = sayso("verify", out, "--json")
    assert done.returncode == 0
    head = json.loads(done.stdout)["head"]["digest"]
    assert head == json.loads(sayso("verify", "--ledger", case, "--json").stdout)["head"]["digest"]
    assert sayso("verify", out, "--head", head).returncode == 0
    out.write_bytes(out.read_bytes().replace(b"Joss Hallam", b"Ilse Marren"))
    done = sayso("verify", out)
    assert done.returncode == errors.LedgerAlteredError.exit_code
    assert b"was altered" in done.stderr


REFUSED: list[tuple[type[errors.SaysoError], tuple[str, ...]]] = [
    (errors.UsageError, ("export", "--format", "docx")),
    (errors.UsageError, ("export", "--format", "ledger", "--act", "deny")),
    (errors.UsageError, ("export", "--format", "csv", "--act", "sing")),
    (errors.UsageError, ("export", "--format", "csv", "--since", "yesterday")),
    (errors.UsageError, ("export", "...", "--format", "csv")),
    (errors.NotInLedgerError, ("export", "--format", "csv", "--speaker", "Robert'); DROP TABLE entries;--")),
    (errors.ExportError, ("export", "--format", "csv", "--out", "no/such/folder/file.csv")),
]


@pytest.mark.parametrize(("error", "arguments"), REFUSED)
def test_refused_in_one_line(
    case: Path, tmp_path: Path, error: type[errors.SaysoError], arguments: tuple[str, ...]
) -> None:
    done = sayso(*arguments, "--ledger", case, cwd=tmp_path)
    assert done.returncode == error.exit_code
    said = done.stderr.decode().splitlines()
    assert len(said) == 1
    assert said[0].startswith("sayso: ")


def test_a_file_that_is_no_export(case: Path, tmp_path: Path) -> None:
    assert sayso("verify", case).returncode == errors.NotALedgerError.exit_code
    assert sayso("verify", tmp_path / "none.jsonl").returncode == errors.LedgerMissingError.exit_code


WITHOUT = {"xlsx": "xlsxwriter", "parquet": "polars", "prov": "prov.model"}


@pytest.mark.parametrize(("form", "needed"), WITHOUT.items())
def test_without_the_package_it_says_what_to_install(
    case: Path, tmp_path: Path, form: str, needed: str
) -> None:
    # None in its place is how Python itself says that a module can't be imported
    code = f"import sys; sys.modules[{needed!r}] = None; from sayso.cli.main import main; main()"
    command = [sys.executable, "-c", code, "export", "--format", form, "--out", "x", "--ledger", str(case)]
    done = subprocess.run(
        command, capture_output=True, env=ENVIRONMENT, cwd=tmp_path, timeout=60, check=False
    )
    assert done.returncode == errors.PackageMissingError.exit_code
    assert b'install it with: pip install "sayso[export]"' in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_help_has_each_format() -> None:
    said = sayso("export", "--help").stdout.decode()
    assert [name for name, one in FORMATS.items() if f"  {name}" not in said or one.about not in said] == []
