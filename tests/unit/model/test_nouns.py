from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import sayso.model
from sayso.model.statement import Act, Certainty

MODULES = [
    importlib.import_module(f"sayso.model.{found.name}")
    for found in pkgutil.iter_modules(sayso.model.__path__)
]
NOUNS = [
    noun
    for module in MODULES
    for _, noun in inspect.getmembers(module, dataclasses.is_dataclass)
    if inspect.isclass(noun) and noun.__module__ == module.__name__
]


def test_there_are_nouns() -> None:
    assert {"Span", "Passage", "Document", "Attribution", "Speaker", "Statement", "Reading"} <= {
        noun.__name__ for noun in NOUNS
    }


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_a_noun_is_frozen_has_slots_and_says_what_it_is(noun: type) -> None:
    assert noun.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(noun)
    assert noun.__doc__
    assert not noun.__doc__.startswith(f"{noun.__name__}(")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_noun_imports_nouns_only(module: ModuleType) -> None:
    used = {
        getattr(found, "__module__", "") or ""
        for _, found in inspect.getmembers(module)
        if inspect.isclass(found) or inspect.isfunction(found)
    }
    ours = {name for name in used if name.startswith("sayso")}
    assert all(name.startswith(("sayso.model.", "sayso.errors")) for name in ours)


def test_the_closed_lists_are_those_of_the_contract() -> None:
    assert [act.value for act in Act] == [
        "assert", "deny", "confirm", "decline", "not-recall", "accuse", "correct", "retract", "promise",
        "ask", "urge", "opine",
    ]  # fmt: skip
    assert [c.value for c in Certainty] == ["certain", "probable", "possible", "unknown"]
