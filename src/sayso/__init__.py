"""Sayso reads news and keeps a ledger of attributed statements."""

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """``Ledger`` is loaded when it is asked for, so that ``import sayso`` is quick."""
    if name == "Ledger":
        # by its name: imported here as well, the package's root would stand above all rooms
        from importlib import import_module

        return import_module("sayso.notebook").Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
