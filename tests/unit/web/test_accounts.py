from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import AccountsError
from sayso.web.safety import accounts as module
from sayso.web.safety.accounts import Accounts
from sayso.web.safety.names import named
from sayso.web.safety.who import Actor, Role, Scope


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    found = Accounts(str(tmp_path / "people"), make=True)
    found.add("Ada Renwick", Role.REVIEWER, "a hash")
    yield found
    found.close()


def test_nobody_else_may_read_the_file(tmp_path: Path) -> None:
    Accounts(str(tmp_path / "people"), make=True).close()
    assert stat.S_IMODE((tmp_path / "people").stat().st_mode) == 0o600


def test_a_name_is_one_in_whatever_case_and_form(accounts: Accounts) -> None:
    assert accounts.password(" ada  RENWICK ") == "a hash"
    assert accounts.password("ada") is None
    with pytest.raises(AccountsError, match="already"):
        accounts.add("ADA renwick", Role.EDITOR, "another")
    assert [one.name for one in accounts.all()] == ["Ada Renwick"]


@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "x" * 81, "a\u202eb", "a\x1b[2Jb"])
def test_names_are_such_as_show(name: str, accounts: Accounts) -> None:
    with pytest.raises(AccountsError, match="characters"):
        accounts.add(name, Role.READER, "a hash")


def test_a_name_keeps_its_case() -> None:
    assert named("  Åda   Renwick ") == "Åda Renwick"


def test_a_session_is_somebodys_until_it_ends(accounts: Accounts) -> None:
    session = accounts.begin("ada renwick")
    assert accounts.of_session(session) == Actor(name="Ada Renwick", role=Role.REVIEWER)
    accounts.end(session)
    assert accounts.of_session(session) is None


def test_a_session_lasts_its_hours(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SESSION_HOURS", -1)
    assert accounts.of_session(accounts.begin("Ada Renwick")) is None


def test_sessions_are_bounded(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SESSIONS", 3)
    made = [accounts.begin("Ada Renwick") for _ in range(6)]
    assert sum(accounts.of_session(one) is not None for one in made) == 3
    assert accounts.of_session(made[-1]) is not None


def test_another_password_ends_the_sessions(accounts: Accounts) -> None:
    session = accounts.begin("Ada Renwick")
    accounts.change("Ada Renwick", role=Role.EDITOR)
    found = accounts.of_session(session)
    assert found is not None
    assert found.role is Role.EDITOR
    accounts.change("Ada Renwick", password="another hash")
    assert accounts.of_session(session) is None


def test_who_is_removed_is_gone_with_sessions_and_tokens(accounts: Accounts) -> None:
    session, (_, given) = accounts.begin("Ada Renwick"), accounts.grant("Ada Renwick", [Scope.READ])
    accounts.remove("ADA RENWICK")
    assert accounts.of_session(session) is None
    assert accounts.of_token(given) is None
    assert accounts.tokens() == ()
    with pytest.raises(AccountsError, match="no account"):
        accounts.remove("Ada Renwick")


def test_a_token_is_for_its_scopes_and_never_more_than_the_role(accounts: Accounts) -> None:
    _, given = accounts.grant("Ada Renwick", [Scope.READ, Scope.ADD])
    actor = accounts.of_token(given)
    assert actor is not None
    assert actor.name == "Ada Renwick"
    assert [scope for scope in Scope if actor.may(scope)] == [Scope.READ]


def test_a_token_ends(accounts: Accounts) -> None:
    made, given = accounts.grant("Ada Renwick", [Scope.READ], days=-1)
    assert accounts.of_token(given) is None
    kept, other = accounts.grant("Ada Renwick", [Scope.READ], note="the archive", days=3)
    assert accounts.of_token(other) is not None
    accounts.revoke(kept)
    assert accounts.of_token(other) is None
    assert [one.id for one in accounts.tokens()] == [made]


@pytest.mark.parametrize("given", ["", "sayso_", "sayso_00000000_x", "_" * 300, "\udc80"])
def test_what_is_no_token_is_nobodys(given: str, accounts: Accounts) -> None:
    assert accounts.of_token(given) is None
    assert accounts.of_session(given) is None


def test_nothing_that_could_be_used_is_in_the_file(accounts: Accounts, tmp_path: Path) -> None:
    session, (_, given) = accounts.begin("Ada Renwick"), accounts.grant("Ada Renwick", [Scope.READ])
    kept = (tmp_path / "people").read_bytes()
    assert session.encode() not in kept
    assert given.split("_", 2)[2].encode() not in kept


def test_the_secret_stays_the_same(accounts: Accounts, tmp_path: Path) -> None:
    again = Accounts(str(tmp_path / "people"))
    assert again.secret() == accounts.secret()
    assert len(again.secret()) == 64
    again.close()


def test_another_file_is_no_file_of_accounts(tmp_path: Path) -> None:
    with pytest.raises(AccountsError, match="no file of accounts"):
        Accounts(str(tmp_path / "none"))
    (tmp_path / "text").write_text("not a database, and long enough to be looked at" * 10, "utf-8")
    with pytest.raises(AccountsError, match="cannot be used"):
        Accounts(str(tmp_path / "text"), make=True)
    with sqlite3.connect(tmp_path / "other") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(AccountsError, match="is no file of accounts"):
        Accounts(str(tmp_path / "other"), make=True)
    with pytest.raises(AccountsError, match="cannot be written"):
        Accounts(str(tmp_path / "nowhere" / "people"), make=True)
