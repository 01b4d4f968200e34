"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import click

from sayso.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])


def extractor_option(command: F) -> F:
    """``--extractor``: what finds the attributions."""
    return click.option(
        "--extractor",
        metavar="NAME",
        help="What finds attributions: model_v1 (the default) or rules_v1.",
    )(command)


def settings_of(extractor: str | None) -> Settings:
    """The environment's settings, with what the command line says."""
    found = Settings.from_environment()
    return replace(found, extractor=extractor) if extractor else found
