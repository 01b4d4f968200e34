from __future__ import annotations

import dataclasses

import pytest

from sayso.assembly import EXTRACTORS
from sayso.errors import UsageError
from sayso.settings import Settings


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings()
    assert Settings.from_environment({"SAYSO_EXTRACTOR": "", "SAYSO_THREADS": ""}) == Settings()
    assert Settings().extractor in EXTRACTORS
    assert Settings().threads == 1


def test_the_environment_is_read() -> None:
    found = Settings.from_environment({"SAYSO_EXTRACTOR": "rules_v1", "SAYSO_THREADS": "12", "OTHER": "x"})
    assert (found.extractor, found.threads) == ("rules_v1", 12)


def test_the_processes_own_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_THREADS", "2")
    assert Settings.from_environment().threads == 2


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "two", "257", " 2", "²", "1e1"])
def test_threads_that_are_none_are_refused(value: str) -> None:
    with pytest.raises(UsageError, match=r"SAYSO_THREADS is .* it has to be a number from 1 to 256"):
        Settings.from_environment({"SAYSO_THREADS": value})


def test_settings_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().threads = 2  # type: ignore[misc]
