"""``sayso bulk`` as a user runs it: the same files whoever does the work, whatever happens to them."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

import pytest

from functional.program import COMMAND, ENVIRONMENT, PATIENCE, sayso
from functional.test_ledger_faults import small_disk
from sayso import errors
from sayso.lab.bulk.pages import pages, record

#: The default extractor, which starts sooner than the parser does.
BULK = {
    **ENVIRONMENT,
    "SAYSO_EXTRACTOR": "model_v1",
    "RAY_AUTH_MODE": "token",
    "RAY_AUTH_TOKEN": token_hex(32),
}
#: So much English that nobody has to be asked whether it is.
PLAIN = "The mayor said that the bridge had been sold to the port in the spring, and that the city was paid."
#: A run of Ray has many processes to start.
RAY_PATIENCE = 4 * PATIENCE


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two archives, one of them with a record that lies, lines, and a folder with a bad file."""
    folder = tmp_path_factory.mktemp("sources")
    made = [record(page) for page in pages(56, seed=8, paragraphs=(2, 4))]
    (folder / "a.warc").write_bytes(b"".join(made[:20]))
    length = b"Content-Length: "
    lies = made[25].replace(length, length + b"9", 1)
    (folder / "b.warc").write_bytes(b"".join([*made[20:25], lies, *made[26:]]))
    (folder / "articles").mkdir()
    (folder / "articles" / "empty.txt").touch()
    (folder / "articles" / "one.md").write_text(
        "---\ntitle: The pumps\npublisher: Velmor Courier\npublished: 2025-02-26\n---\n\n"
        "The pumps were sold in October, Ilse Marren told reporters.\n",
        encoding="utf-8",
    )
    lines = [
        {"text": f"The mayor said that the bridge had cost {n} crowns.", "published": "2025-03-01"}
        for n in range(3)
    ]
    (folder / "lines.jsonl").write_text(
        "".join(json.dumps(line) + "\n" for line in lines) + "no json\n", "utf-8"
    )
    return [folder / name for name in ("a.warc", "b.warc", "articles", "lines.jsonl")]


def bulk(*arguments: object, patience: float = PATIENCE, **known: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, "bulk", *map(str, arguments)],
        capture_output=True,
        env={**BULK, **known},
        stdin=subprocess.DEVNULL,
        timeout=patience,
        check=False,
    )


def digests(folder: Path) -> dict[str, str]:
    """The files of a run with what is in them."""
    assert not (folder / ".work").exists()
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def calm(sources: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What one undisturbed worker makes."""
    out = tmp_path_factory.mktemp("calm") / "out"
    done = bulk(*sources, "--out", out, "--workers", 1, "--json")
    assert done.returncode == errors.PartialFailureError.exit_code, done.stderr
    told = json.loads(done.stdout)
    assert told["articles"] > 40
    assert told["copies"] > 0
    assert told["near_copies"] > 0
    assert told["failures"].keys() >= {
        "EmptyInputError",
        "DamagedInputError",
        "LanguageError",
        "NoArticleError",
    }
    # the record that lies, the empty file, and how many there are in all
    assert done.stderr.count(b"\n") == 3, done.stderr
    assert len(told["peak_memory"]) == 1
    return digests(out)


@pytest.mark.parametrize("workers", [2, 4])
def test_the_number_of_workers_and_the_order_of_sources_change_nothing(
    sources: list[Path], calm: dict[str, str], workers: int, tmp_path: Path
) -> None:
    shuffled = random.Random(workers).sample(sources, len(sources))
    done = bulk(*shuffled, "--out", tmp_path / "out", "--workers", workers)
    assert done.returncode == 3, done.stderr
    assert digests(tmp_path / "out") == calm


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Ray cluster of this test's own, of one small node that listens to this machine only."""
    program = (
        "import ray, sys\n"
        "ray.init(num_cpus=4, object_store_memory=80 << 20, include_dashboard=False, log_to_driver=False)\n"
        "print(ray.get_runtime_context().gcs_address, flush=True)\n"
        "sys.stdin.read()\n"
        "ray.shutdown()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**BULK, "RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"},
    )
    assert process.stdout is not None
    address = process.stdout.readline().decode().strip()
    assert address.startswith("127.0.0.1:")
    yield address
    process.communicate(timeout=PATIENCE)


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_ray_makes_the_same(
    cluster: str, sources: list[Path], calm: dict[str, str], workers: int, tmp_path: Path
) -> None:
    shuffled = random.Random(workers).sample(sources, len(sources))
    out = tmp_path / "out"
    done = bulk(
        *shuffled, "--out", out, "--engine", "ray", "--address", cluster, "--workers", workers,
        patience=RAY_PATIENCE,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert done.stderr.count(b"\n") == 3, done.stderr
    assert digests(out) == calm


def children(of: int) -> dict[int, str]:
    """The processes below one, with what they are called."""
    above: dict[int, int] = {}
    for place in Path("/proc").iterdir():
        if place.name.isdecimal():
            try:
                above[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
    below: set[int] = {of}
    while more := {pid for pid, parent in above.items() if parent in below} - below:
        below |= more
    found = {}
    for pid in below - {of}:
        try:
            found[pid] = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def started(out: Path, *arguments: object) -> subprocess.Popen[bytes]:
    """A run, once it has a shard complete and others before it."""
    process = subprocess.Popen(
        [*COMMAND, "bulk", *map(str, arguments), "--out", str(out)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=BULK,
        start_new_session=True,
    )
    until = time.monotonic() + RAY_PATIENCE
    while not complete(out):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.005)
    return process


def complete(out: Path) -> list[Path]:
    return [p for p in (out / ".work" / "shards").glob("*") if "part" not in p.name]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough to read for a run to be disturbed in the middle."""
    path = tmp_path_factory.mktemp("archive") / "pages.warc"
    path.write_bytes(b"".join(record(page) for page in pages(48, seed=19, paragraphs=(2, 5))))
    return path


@pytest.fixture(scope="module")
def first(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run makes of it that nothing disturbs."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    assert bulk(archive, "--out", out, "--workers", 2).returncode == 3
    return out


@pytest.fixture(scope="module")
def undisturbed(first: Path) -> dict[str, str]:
    return digests(first)


@pytest.mark.parametrize(
    ("engine", "name"), [("local", "spawn_main"), ("ray", "ray::MapWorker")], ids=["local", "ray"]
)
def test_a_worker_that_is_killed_costs_only_time(
    engine: str, name: str, archive: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = started(out, archive, "--engine", engine, "--workers", 2)
    workers = [pid for pid, said in children(process.pid).items() if name in said]
    assert len(workers) == 2
    os.kill(workers[0], signal.SIGKILL)
    assert len(complete(out)) < 5
    _, said = process.communicate(timeout=RAY_PATIENCE)
    assert process.returncode == 3, said
    assert digests(out) == undisturbed


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "stopped"])
def test_a_run_that_was_broken_off_goes_on(
    how: signal.Signals, archive: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = started(out, archive, "--workers", 1)
    (os.killpg if how is signal.SIGINT else os.kill)(process.pid, how)
    _, said = process.communicate(timeout=PATIENCE)
    if how is signal.SIGINT:
        assert (process.returncode, said) == (130, b"sayso: stopped\n")
    before = {path: path.stat().st_mtime_ns for path in complete(out)}
    assert before
    assert bulk(archive, "--out", out, "--workers", 2).returncode == 3
    assert digests(out) == undisturbed


def test_a_run_that_is_complete_is_not_done_again(
    archive: Path, first: Path, undisturbed: dict[str, str]
) -> None:
    again = bulk(archive, "--out", first, "--json")
    assert again.returncode == 3
    assert json.loads(again.stdout)["words_read_now"] == 0
    other = bulk(archive, "--out", first, "--no-pages")
    assert other.returncode == errors.OtherRunError.exit_code
    assert other.stderr.startswith(b"sayso: ")
    assert digests(first) == undisturbed


def test_a_full_disk(archive: Path, undisturbed: dict[str, str], tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 120):
        out = tmp_path / "disk" / "out"
        done = bulk(archive, "--out", out, "--workers", 2)
        assert done.returncode == errors.IntakeError.exit_code, done.stderr
        assert done.stderr.count(b"\n") == 1
        assert b"No space left on device" in done.stderr
        subprocess.run(["mount", "-o", "remount,size=64m", str(tmp_path / "disk")], check=True)
        assert bulk(archive, "--out", out, "--workers", 2).returncode == 3
        assert digests(out) == undisturbed


def test_sources_that_fail_are_said_and_the_others_are_read(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet
    from duckdb import sql

    pa.parquet.write_table(
        pa.table({"body": ["The mayor said no."], "day": ["2025-01-01"]}), tmp_path / "t.parquet"
    )
    (tmp_path / "cut.warc.gz").write_bytes(b"\x1f\x8b\x08no gzip")
    good = tmp_path / "good.md"
    good.write_text(PLAIN, "utf-8")
    with socket.socket() as held:  # a port of our own at which nobody listens
        held.bind(("127.0.0.1", 0))
        bucket = f"ftp://127.0.0.1:{held.getsockname()[1]}/bucket/pages.warc"
        wanted = {
            tmp_path / "t.parquet": "neither a column text nor html; it has body, day",
            tmp_path / "cut.warc.gz": "is broken after record 0",
            tmp_path / "none.warc": "there is no file",
            bucket: "Connection refused",
        }
        done = bulk(*wanted, good, "--out", tmp_path / "out", "--workers", 1)
    assert done.returncode == errors.PartialFailureError.exit_code
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 5, lines
    assert lines[-1].startswith("sayso: 4 of 5 articles could not be read")
    found = dict(sql(f"select source, reason from '{tmp_path}/out/failures/*/*.parquet'").fetchall())
    assert found.keys() == set(map(str, wanted))
    for source, said in wanted.items():
        assert any(line.startswith(f"sayso: {source}: ") and said in line for line in lines), lines
        assert said in found[str(source)]
    assert sql(f"select source from '{tmp_path}/out/documents/*/*.parquet'").fetchall() == [(str(good),)]


def test_a_bucket_on_s3_that_cannot_be_reached(tmp_path: Path) -> None:
    pytest.importorskip("s3fs")
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{held.getsockname()[1]}"
        known = {"endpoint_url": endpoint, "anon": True, "config_kwargs": {"retries": {"max_attempts": 0}}}
        done = bulk("s3://bucket/news", "--out", tmp_path / "out", FSSPEC_S3=json.dumps(known))
    assert done.returncode == errors.PartialFailureError.exit_code
    first, second = done.stderr.decode().splitlines()
    assert first.startswith("sayso: s3://bucket/news: ")
    assert second.startswith("sayso: 1 of 1 articles could not be read")


@pytest.mark.parametrize(("package", "install"), [("pyarrow", b"sayso[bulk]"), ("ray", b"sayso[ray]")])
def test_without_a_package_it_says_what_to_install(package: str, install: bytes, tmp_path: Path) -> None:
    program = f"import sys; sys.modules[{package!r}] = None; from sayso.cli.main import main; main()"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            program,
            "bulk",
            str(tmp_path),
            "--out",
            str(tmp_path / "out"),
            "--engine",
            "ray",
        ],
        capture_output=True,
        env=BULK,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == errors.PackageMissingError.exit_code, done.stderr
    assert done.stderr.count(b"\n") == 1
    assert install in done.stderr


def test_a_ledger_takes_what_a_run_has_read(sources: list[Path], tmp_path: Path) -> None:
    from functional.ledgers import told, whole

    out, taken, direct = tmp_path / "out", tmp_path / "taken.db", tmp_path / "direct.db"
    assert bulk(sources[2], sources[3], "--out", out, "--workers", 1).returncode == 3
    assert sayso("add", out, "--ledger", taken).returncode == 3
    assert sayso("add", sources[2], sources[3], "--ledger", direct, "--extractor", "model_v1").returncode == 3
    assert whole(taken)
    wanted = sorted(json.dumps(one, sort_keys=True) for one in told(direct))
    assert sorted(json.dumps(one, sort_keys=True) for one in told(taken)) == wanted
