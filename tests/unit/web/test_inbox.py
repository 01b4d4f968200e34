"""What was accepted is kept until it is in the ledger, whatever happens to the program."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Thread

import pytest

from sayso.errors import InboxError, InboxFullError
from sayso.web import inbox as rooms
from sayso.web.inbox import Inbox, Progress, Result, State, inbox_of, plain_name


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path / "case.db.inbox")


def test_nothing_is_made_before_something_is_accepted(inbox: Inbox) -> None:
    assert not inbox
    assert inbox.latest(5) == []
    assert inbox.addition(1) is None
    assert not inbox.folder.exists()


def test_an_addition_from_its_first_to_its_last(inbox: Inbox) -> None:
    number = inbox.accept(by="Ada", name="report.html", content=b"<p>Words</p>", publisher="Courier")
    kept = inbox.addition(number)
    assert kept is not None
    assert (kept.state, kept.by, kept.publisher) == (State.WAITING, "Ada", "Courier")
    assert Path(kept.place).read_bytes() == b"<p>Words</p>"
    taken = inbox.take()
    assert taken is not None
    assert (taken.number, taken.state, taken.attempts) == (number, State.WORKING, 1)
    assert inbox.take() is None
    inbox.tell(number, Progress(stage="reading").with_result(Result(source="x", document="d", new=True)))
    told = inbox.addition(number)
    assert told is not None
    assert (told.progress.added, told.progress.results[0].document) == (1, "d")
    inbox.put(number, State.DONE)
    assert not Path(kept.place).exists()
    assert inbox.waiting() == 0


def test_what_was_under_way_waits_again(inbox: Inbox) -> None:
    number = inbox.accept(by="Ada", name="one", address="https://courier.example/one")
    inbox.take()
    Inbox(inbox.folder).resume()
    again = inbox.take()
    assert again is not None
    assert (again.number, again.attempts) == (number, 2)


def test_what_a_server_left_is_cleared_away(inbox: Inbox) -> None:
    number = inbox.accept(by="Ada", name="one.txt", content=b"x")
    done = inbox.folder / "99"
    done.mkdir()
    (done / "old.txt").write_bytes(b"x")
    inbox.resume()
    assert not done.exists()
    assert (inbox.folder / str(number) / "one.txt").exists()


def test_what_failed_keeps_its_bytes_and_is_tried_again(inbox: Inbox) -> None:
    number = inbox.accept(by="Ada", name="one.txt", content=b"x")
    assert not inbox.again(number)
    taken = inbox.take()
    assert taken is not None
    inbox.put(number, State.FAILED)
    assert Path(taken.place).exists()
    assert inbox.again(number)
    again = inbox.take()
    assert again is not None
    assert again.attempts == 1


def test_no_more_are_accepted_than_can_wait(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "MOST_WAITING", 2)
    for _ in range(2):
        inbox.accept(by="Ada", name="one", address="https://courier.example/one")
    with pytest.raises(InboxFullError, match="2 additions wait already"):
        inbox.accept(by="Ada", name="one", address="https://courier.example/one")
    monkeypatch.setattr(rooms, "MOST_WAITING", 20)
    monkeypatch.setattr(rooms, "MOST_BYTES", 10)
    with pytest.raises(InboxFullError):
        inbox.accept(by="Ada", name="large.txt", content=b"x" * 11)
    assert inbox.waiting() == 2


def test_old_lines_are_let_go(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "_KEPT", 2)
    places = []
    for _ in range(3):
        inbox.accept(by="Ada", name="one.txt", content=b"x")
        taken = inbox.take()
        assert taken is not None
        places.append(Path(taken.place))
        inbox.put(taken.number, State.FAILED)
    assert [one.number for one in inbox.latest(9)] == [3, 2]
    assert [place.exists() for place in places] == [False, True, True]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.html", "report.html"),
        ("../../etc/passwd", "passwd"),
        ("C:\\news\\page one.pdf", "page-one.pdf"),
        ("..", "page"),
        ("-rf.txt", "rf.txt"),
        ("a\0b.txt", "a-b.txt"),
        ("x" * 300 + ".warc.gz", "x" * 72 + ".warc.gz"),
    ],
)
def test_names_mean_nothing_to_a_file_system(given: str, kept: str) -> None:
    assert plain_name(given) == kept


def test_where_an_inbox_is() -> None:
    assert inbox_of("news/case.db") == Path("news/case.db.inbox")
    one, other = (inbox_of(f"postgresql://desk:secret@db/{name}") for name in ("case", "other"))
    assert one != other
    assert re.fullmatch(r"sayso-[0-9a-f]{12}\.inbox", str(one))


def test_what_can_not_be_kept_is_not_accepted(tmp_path: Path) -> None:
    (tmp_path / "case.db.inbox").write_text("a file stands in the way", encoding="utf-8")
    with pytest.raises(InboxError, match="can't be kept"):
        Inbox(tmp_path / "case.db.inbox").accept(by="Ada", name="one.txt", content=b"x")


def test_each_is_taken_once(inbox: Inbox) -> None:
    numbers = [inbox.accept(by="Ada", name="one", address="https://courier.example/1") for _ in range(12)]
    taken: list[int] = []

    def take() -> None:
        while found := inbox.take():
            taken.append(found.number)

    threads = [Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == numbers
