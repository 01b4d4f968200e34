from __future__ import annotations

import pytest

from sayso.assembly import EXTRACTORS
from sayso.cli.options import settings_of
from sayso.cli.read import command
from sayso.errors import UsageError


def test_the_command_line_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_EXTRACTOR", "rules_v1")
    monkeypatch.setenv("SAYSO_THREADS", "3")
    assert settings_of(None).extractor == "rules_v1"
    found = settings_of("model_v1")
    assert (found.extractor, found.threads) == ("model_v1", 3)


def test_a_wrong_environment_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_THREADS", "many")
    with pytest.raises(UsageError, match="SAYSO_THREADS is 'many'"):
        settings_of(None)


def test_the_option_names_every_extractor() -> None:
    (option,) = [p for p in command.params if p.name == "extractor"]
    assert all(name in str(option.to_info_dict()["help"]) for name in EXTRACTORS)
