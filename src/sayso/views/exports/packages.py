"""Load the packages that only exports need."""

from __future__ import annotations

import importlib
from typing import Any

from sayso.errors import PackageMissingError


def package(name: str, install: str = '"sayso[export]"') -> Any:
    """The package.

    Raises:
        PackageMissingError: if it is not installed, with what to do.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise PackageMissingError(
            f"this needs the package {name.split('.')[0]}; install it with: pip install {install}"
        ) from error
